package main

import (
	"errors"

	"github.com/spf13/cobra"

	"veiviser/bot/slackchat"
)

func slackCommand(e env) *cobra.Command {
	var baseURL string
	var o slackchat.ManifestOptions
	manifest := &cobra.Command{
		Use:     "manifest",
		Short:   "Print the app manifest to create the Slack app from",
		Example: "  veiviser slack manifest --base-url https://veiviser.kommune.no\n  veiviser slack manifest --socket",
		Args:    usage(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error {
			if baseURL == "" {
				baseURL = e.getenv("VEIVISER_BASE_URL")
			}
			if baseURL == "" && !o.Socket {
				return errors.New("no public address: set VEIVISER_BASE_URL or --base-url, or take everything through Socket Mode with --socket")
			}
			m, err := slackchat.Manifest(baseURL, o)
			if err != nil {
				return err
			}
			_, err = e.out.Write(m)
			return err
		},
	}
	manifest.Flags().StringVar(&baseURL, "base-url", "", "public address of this service (VEIVISER_BASE_URL)")
	manifest.Flags().BoolVar(&o.Socket, "socket", false, "take everything through Socket Mode: no public address for requests")
	manifest.Flags().BoolVar(&o.Channels, "channels", false, "let the app read the channels it is in: threads can be followed, and a mention can ask of what a thread begins with")
	slack := &cobra.Command{Use: "slack", Short: "What the Slack app needs"}
	slack.AddCommand(manifest)
	return slack
}
