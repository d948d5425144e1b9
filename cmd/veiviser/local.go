package main

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"text/template"
	"time"

	"github.com/spf13/cobra"

	"veiviser/content"
)

//go:embed newplace
var localFiles embed.FS

func localCommand(e env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "local",
		Short: "Local offers of a municipality or county, beside the national guide",
		Args:  unknownCommand,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(&cobra.Command{
		Use:   "new NUMBER [DIR]",
		Short: "Make the folder of a municipality (four digits) or county (two), with an offer to replace",
		Long: "Make the folder of a municipality (four digits) or county (two) below DIR (default: \"local\"): a filled-in offer, which\n" +
			"is invented, and a README in Norwegian on how to write one's own. Nothing that is there is changed. Then the folder is checked.",
		Example: "  veiviser local new 3301\n  veiviser check --local local",
		Args:    usage(cobra.RangeArgs(1, 2)),
		RunE: func(_ *cobra.Command, args []string) error {
			dir := "local"
			if len(args) > 1 {
				dir = args[1]
			}
			return newLocal(e, args[0], dir)
		},
	})
	return cmd
}

// newLocal makes the folder of a place below dir and checks it.
func newLocal(e env, number, dir string) error {
	if err := content.CheckPlace(number); err != nil {
		return err
	}
	g, err := loadGuide(e.getenv("VEIVISER_CONTENT"))
	if err != nil {
		return err
	}
	of := placeFolder{Number: number, Parent: filepath.ToSlash(dir), Today: time.Now().Format(time.DateOnly), Municipality: number}
	if len(number) < len("0000") {
		of.Municipality = number + "01"
	}
	for _, t := range g.Topics() {
		of.Topics = strings.TrimSpace(of.Topics + " " + t.ID)
	}
	made, err := of.write(dir)
	for _, name := range made {
		fmt.Fprintln(e.out, "made", filepath.ToSlash(name))
	}
	if err != nil {
		return err
	}
	problems := content.CheckLocal(g, content.ReadLocal(localIn(dir)...), time.Now())
	if err := e.found(problems, false, ""); err != nil {
		return err
	}
	fmt.Fprintf(e.out, "Replace the offer, as %s says, then: veiviser check --local %s\n", filepath.ToSlash(filepath.Join(dir, number, "README.md")), of.Parent)
	return nil
}

// placeFolder is what a new folder is filled with.
type placeFolder struct {
	Number, Parent, Today string
	Municipality          string // to ask in: that of the folder, or one of the county
	Topics                string // the ids of all
}

// write writes the files below dir, none over another, and returns those it made.
func (p placeFolder) write(dir string) (made []string, err error) {
	into := filepath.Join(dir, p.Number)
	if err := os.MkdirAll(into, 0o755); err != nil {
		return nil, err
	}
	for _, f := range []struct{ from, to string }{{"entry.yaml", p.Number + "-norsk-pa-jobb.yaml"}, {"README.md", "README.md"}} {
		name := filepath.Join(into, f.to)
		if _, err := os.Lstat(name); err == nil {
			return made, fmt.Errorf("%s is there already: nothing is written over", filepath.ToSlash(name))
		} else if !errors.Is(err, fs.ErrNotExist) {
			return made, err
		}
		t, err := template.ParseFS(localFiles, "newplace/"+f.from)
		if err != nil {
			return made, err
		}
		var b bytes.Buffer
		if err := t.Execute(&b, p); err != nil {
			return made, err
		}
		if err := os.WriteFile(name, b.Bytes(), 0o644); err != nil {
			return made, err
		}
		made = append(made, name)
	}
	return made, nil
}
