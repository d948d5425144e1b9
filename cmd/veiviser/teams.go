package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"veiviser/bot/teamschat"
	"veiviser/locales"
)

// teamsCommand holds what an administrator of Teams needs.
func teamsCommand(e env) *cobra.Command {
	cmd := &cobra.Command{Use: "teams", Short: "What a Teams organisation needs to install the bot"}
	var out, version, developer string
	pack := &cobra.Command{
		Use:     "package",
		Short:   "Write the app package for Teams (VEIVISER_TEAMS_APP_ID and VEIVISER_BASE_URL must be set)",
		Example: "  veiviser teams package -o veiviser.zip --developer \"Kristiansand kommune\"",
		Args:    usage(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error {
			appID, baseURL := e.getenv("VEIVISER_TEAMS_APP_ID"), e.getenv("VEIVISER_BASE_URL")
			var ps problems
			ps.add(appID == "", "TEAMS_APP_ID", "not set (the package is of this app)")
			ps.add(baseURL == "", "BASE_URL", "not set (links of this site are shown as cards)")
			if err := ps.err(); err != nil {
				return err
			}
			words, err := locales.New()
			if err != nil {
				return err
			}
			return writeFile(e, out, func(f *os.File) error {
				return teamschat.WritePackage(f, teamschat.PackageOptions{
					Words: words, AppID: appID, BaseURL: baseURL,
					Version: version, Developer: developer,
				})
			})
		},
	}
	pack.Flags().StringVarP(&out, "output", "o", "veiviser.zip", "file to write")
	pack.Flags().StringVar(&version, "package-version", "1.0.0", "version of the package; Teams takes an upload only with a new one")
	pack.Flags().StringVar(&developer, "developer", "Veiviser", "who runs the bot, at most 32 characters")
	cmd.AddCommand(pack)
	return cmd
}

// writeFile writes name with write; a file that could not be written whole is removed.
func writeFile(e env, name string, write func(*os.File) error) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	err = write(f)
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		if rmErr := os.Remove(name); rmErr != nil {
			return fmt.Errorf("%w (and %v)", err, rmErr)
		}
		return err
	}
	fmt.Fprintln(e.log, "wrote", name)
	return nil
}
