package main

import (
	"sync"
	"testing"
)

// wholeGuide answers from the guide that ships with the program.
var wholeGuide = sync.OnceValues(func() (*parts, error) { return newParts("") })

func whole(tb testing.TB) *parts {
	tb.Helper()
	p, err := wholeGuide()
	if err != nil {
		tb.Fatal(err)
	}
	return p
}
