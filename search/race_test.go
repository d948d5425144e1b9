//go:build race

package search_test

// sparse is the share of generated questions that a test asks: with the race detector,
// which is ten times slower, one of twenty.
const sparse = 20
