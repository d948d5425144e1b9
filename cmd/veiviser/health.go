package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/spf13/cobra"
)

// healthWait is more than /readyz takes at most, and less than a container's check waits.
const healthWait = checkWait + time.Second

func healthCommand(e env) *cobra.Command {
	var addr string
	cmd := &cobra.Command{
		Use:     "health",
		Short:   "Ask a program that serves on this machine whether it is ready",
		Example: "  veiviser health --addr :8080",
		Long: "Ask /readyz of the program that serves on this machine, for a container's health check:\n" +
			"its image has no shell and no curl. Ends with 1 where it is not ready.",
		Args: usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := loadConfig(config{Addr: addr}, e.getenv)
			if err != nil {
				return err
			}
			said, err := health(cmd.Context(), c.Addr)
			if err != nil {
				return err
			}
			fmt.Fprintln(e.out, said)
			return nil
		},
	}
	cmd.Flags().StringVar(&addr, "addr", "", `address it listens on (default ":8080", or VEIVISER_ADDR)`)
	return cmd
}

// health asks the program that listens on addr whether it is ready, and returns what it
// says. One that can't be reached, or is not ready, is an error.
func health(ctx context.Context, addr string) (said string, err error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return "", err
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	ctx, cancel := context.WithTimeout(ctx, healthWait)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+net.JoinHostPort(host, port)+"/readyz", nil)
	if err != nil {
		return "", err
	}
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}} // without a proxy: it is this machine
	resp, err := client.Do(r)
	if err != nil {
		return "", fmt.Errorf("not reached: %w", err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(io.LimitReader(resp.Body, 4096))
	if err != nil {
		return "", fmt.Errorf("not reached: %w", err)
	}
	said = strings.TrimSpace(string(b))
	if resp.StatusCode != http.StatusOK {
		return "", errors.New(said)
	}
	return said, nil
}
