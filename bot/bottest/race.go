//go:build race

package bottest

// racing tells that the race detector watches.
const racing = true
