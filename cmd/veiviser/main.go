package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// A second signal ends the program without draining.
	context.AfterFunc(ctx, stop)
	if err := run(ctx, os.Args[1:], env{os.Getenv, os.Stdout, os.Stderr, stdoutWindow, os.UserCacheDir}); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
