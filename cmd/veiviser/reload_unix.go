//go:build unix

package main

import (
	"os"
	"os/signal"
	"syscall"
)

// hangups tells of each SIGHUP from now on, which no longer ends the process. stop ends
// that.
func hangups() (signals <-chan os.Signal, stop func()) {
	c := make(chan os.Signal, 1)
	signal.Notify(c, syscall.SIGHUP)
	return c, func() { signal.Stop(c) }
}
