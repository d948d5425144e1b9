package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"veiviser/bot/slackchat"
)

func slackCommand(e env) *cobra.Command {
	var baseURL string
	var o slackchat.ManifestOptions
	var check bool
	manifest := &cobra.Command{
		Use:     "manifest [FILE]",
		Short:   "Print the app manifest to create the Slack app from, or check one",
		Example: "  veiviser slack manifest --base-url https://veiviser.kommune.no\n  veiviser slack manifest --socket\n  veiviser slack manifest --check manifest.yaml",
		Long: "Print the app manifest to create the Slack app from. With --check none is printed: the file (YAML or JSON), or without one the\n" +
			"manifest that would be, is held against Slack's limits, against the scopes and events that the code has use for, and against\n" +
			"the addresses that the service answers.",
		Args: usage(cobra.MaximumNArgs(1)),
		RunE: func(_ *cobra.Command, args []string) error {
			if baseURL == "" {
				baseURL = e.getenv("VEIVISER_BASE_URL")
			}
			if len(args) > 0 && !check {
				return fmt.Errorf("%s: a file is only checked (--check)", args[0])
			}
			if len(args) > 0 {
				return checkManifestFile(e, args[0], baseURL)
			}
			if baseURL == "" && !o.Socket {
				return errors.New("no public address: set VEIVISER_BASE_URL or --base-url, or take everything through Socket Mode with --socket")
			}
			m, err := slackchat.Manifest(baseURL, o)
			if err != nil {
				return err
			}
			if check {
				return tellManifest(e, "the manifest", m, baseURL)
			}
			_, err = e.out.Write(m)
			return err
		},
	}
	manifest.Flags().StringVar(&baseURL, "base-url", "", "public address of this service (VEIVISER_BASE_URL)")
	manifest.Flags().BoolVar(&o.Socket, "socket", false, "take everything through Socket Mode: no public address for requests")
	manifest.Flags().BoolVar(&o.Channels, "channels", false, "let the app read the channels it is in: threads can be followed, and a mention can ask of what a thread begins with")
	manifest.Flags().BoolVar(&o.Workflow, "workflow", false, "let workflows have a step that asks the guide: such an app can't be offered to other workspaces or in Slack's Marketplace")
	manifest.Flags().BoolVar(&check, "check", false, "tell what is wrong with a manifest, and print none")
	slack := &cobra.Command{Use: "slack", Short: "What the Slack app needs"}
	slack.AddCommand(manifest)
	return slack
}

// checkManifestFile tells what is wrong with the manifest in a file.
func checkManifestFile(e env, name, baseURL string) error {
	text, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	return tellManifest(e, name, text, baseURL)
}

// tellManifest prints what is wrong with a manifest, a line each; anything is an error.
func tellManifest(e env, name string, text []byte, baseURL string) error {
	return tellProblems(e, name, "as Slack and this service ask for", slackchat.CheckManifest(text, baseURL))
}
