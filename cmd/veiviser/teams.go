package main

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"strconv"

	"github.com/spf13/cobra"

	"veiviser/bot/teamschat"
	"veiviser/locales"
)

// teamsCommand holds what an administrator of Teams needs.
func teamsCommand(e env) *cobra.Command {
	cmd := &cobra.Command{Use: "teams", Short: "What a Teams organisation needs to install the bot"}
	var o teamschat.PackageOptions
	var out, copilot string
	var check bool
	pack := &cobra.Command{
		Use:     "package [FILE.zip]",
		Short:   "Write the app package for Teams (VEIVISER_TEAMS_APP_ID and VEIVISER_BASE_URL must be set), or check one",
		Example: "  veiviser teams package -o veiviser.zip --developer \"Kristiansand kommune\"\n  veiviser teams package --check veiviser.zip",
		Long: "Write the app package for Teams, with its texts in three languages. With --check nothing is written: the file, or\n" +
			"without one the package that would be made, is held against Microsoft's schemas and what Teams asks for besides.",
		Args: usage(cobra.MaximumNArgs(1)),
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 && !check {
				return fmt.Errorf("%s: a file is only checked (--check); where the package goes is told by -o", args[0])
			}
			if len(args) > 0 {
				return checkPackageFile(e, args[0])
			}
			o.Copilot = teamschat.Copilot(copilot)
			if err := readPackageOptions(e, &o); err != nil {
				return err
			}
			if check {
				var b bytes.Buffer
				if err := teamschat.WritePackage(&b, o); err != nil {
					return err
				}
				return tellPackage(e, "the package", b.Bytes())
			}
			return writeFile(e, out, func(f *os.File) error { return teamschat.WritePackage(f, o) })
		},
	}
	pack.Flags().StringVarP(&out, "output", "o", "veiviser.zip", "file to write")
	pack.Flags().BoolVar(&check, "check", false, "tell what is wrong with a package, and write none")
	pack.Flags().StringVar(&o.Version, "package-version", "1.0.0", "version of the package; Teams takes an upload only with a new one")
	pack.Flags().StringVar(&o.Developer, "developer", cmp.Or(e.getenv("VEIVISER_OPERATOR"), "Veiviser"), "who runs the bot, at most 32 characters (VEIVISER_OPERATOR)")
	pack.Flags().StringVar(&copilot, "copilot", "", "how Microsoft 365 Copilot asks: \"bot\" (our own answers) or \"agent\" (its language model asks the guide); not at all without it")
	cmd.AddCommand(pack)
	return cmd
}

// readPackageOptions fills in what the environment says of the package, which it shares with
// the program that serves.
func readPackageOptions(e env, o *teamschat.PackageOptions) (err error) {
	o.AppID, o.BaseURL = e.getenv("VEIVISER_TEAMS_APP_ID"), e.getenv("VEIVISER_BASE_URL")
	var ps problems
	ps.add(o.AppID == "", "TEAMS_APP_ID", "not set (the package is of this app)")
	ps.add(o.BaseURL == "", "BASE_URL", "not set (the tab, the page on privacy and the links that are shown as cards are there)")
	starters := cmp.Or(e.getenv("VEIVISER_TEAMS_STARTERS"), "false")
	o.Starters, err = strconv.ParseBool(starters)
	ps.add(err != nil, "TEAMS_STARTERS", "%q is neither true nor false", starters)
	if err := ps.err(); err != nil {
		return err
	}
	o.Words, err = locales.New()
	return err
}

// checkPackageFile tells what is wrong with the package in a file.
func checkPackageFile(e env, name string) error {
	b, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	return tellPackage(e, name, b)
}

// tellPackage prints what is wrong with a package, a line each; anything is an error.
func tellPackage(e env, name string, b []byte) error {
	return tellProblems(e, name, "as Teams asks for (manifest 1.30)", teamschat.CheckPackage(b))
}

// tellProblems prints what is wrong with a thing, a line each; anything is an error.
func tellProblems(e env, name, good string, problems []error) error {
	for _, p := range problems {
		fmt.Fprintln(e.out, p)
	}
	if n := len(problems); n > 0 {
		return fmt.Errorf("%s has %s", name, counted(n, "problem"))
	}
	fmt.Fprintf(e.out, "%s is %s\n", name, good)
	return nil
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
