//go:build race

package pathway

const race = true
