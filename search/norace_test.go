//go:build !race

package search_test

// sparse is the share of generated questions that a test asks: all of them.
const sparse = 1
