package main

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// house says what each package may import of ours, and house libraries have one home.
// DESIGN's table: imports run one way only.
var house = map[string][]string{
	"content":            nil,
	"locales":            nil,
	"pathway":            {"content"},
	"search":             {"content", "search/classifier", "search/encoder"},
	"search/classifier":  nil,
	"search/encoder":     {"search/classifier"},
	"bot":                {"content", "pathway", "search", "locales"},
	"bot/bottest":        {"bot", "content", "locales", "search"},
	"bot/chat":           {"bot", "content", "locales"},
	"bot/chat/chattest":  {"bot", "bot/bottest", "bot/chat", "content", "locales", "search"},
	"bot/journal":        {"bot", "bot/chat", "content", "locales"},
	"bot/journal/pgtest": nil,
	"bot/mcpchat":        {"bot", "bot/chat", "content", "locales"},
	"bot/picture":        {"content", "locales", "bot/picture/draw"},
	"bot/picture/draw":   nil,
	"bot/slackchat":      {"bot", "bot/chat", "content", "locales", "bot/slackchat/blocks"},
	"bot/teamschat":      {"bot", "bot/chat", "content", "locales", "bot/teamschat/cards"},
	"bot/webchat":        {"bot", "bot/chat", "content", "locales", "bot/picture", "bot/webchat/assets", "bot/webchat/diff"},

	"bot/slackchat/blocks": {"bot", "bot/chat", "content", "locales"},
	"bot/teamschat/cards":  {"bot", "bot/chat", "content", "locales"},
	"bot/webchat/assets":   nil,
	"bot/webchat/diff":     nil,
}

// homes are the third-party libraries that only some part of the house may import: yaml
// has two jobs, the guide and the Slack manifest.
var homes = map[string][]string{
	"github.com/blevesearch/":       {"search"},
	"gopkg.in/yaml.v3":              {"content", "bot/slackchat"},
	"github.com/nicksnyder/go-i18n": {"locales"},
	"github.com/slack-go/slack":     {"bot/slackchat"},
	"github.com/golang-jwt/":        {"bot/teamschat"},
	"github.com/sergi/go-diff":      {"bot/webchat/diff"},
	"modernc.org/sqlite":            {"bot/journal"},
	"github.com/jackc/pgx":          {"bot/journal"},
	"github.com/pressly/goose":      {"bot/journal"},
	"github.com/spf13/cobra":        {"cmd/veiviser"},
	"github.com/prometheus/":        {"cmd/veiviser"},
	"go.opentelemetry.io/":          {"cmd/veiviser"},

	"github.com/modelcontextprotocol/": {"bot/mcpchat"},
	"github.com/google/jsonschema-go":  {"bot/mcpchat"},
}

// listed is what go list tells of a package.
type listed struct {
	ImportPath string
	Imports    []string
}

func TestImportsRunOneWay(t *testing.T) {
	for _, p := range listPackages(t) {
		name := strings.TrimPrefix(p.ImportPath, "veiviser/")
		if name == "cmd/veiviser" {
			continue
		}
		allowed, known := house[name]
		if !known {
			t.Errorf("package %s is not in the table of the house", name)
			continue
		}
		for _, imp := range p.Imports {
			ours, ok := strings.CutPrefix(imp, "veiviser/")
			if ok && !slices.Contains(allowed, ours) {
				t.Errorf("%s imports %s; it may import %v", name, ours, allowed)
			}
		}
	}
}

func TestLibrariesHaveOneHome(t *testing.T) {
	for _, p := range listPackages(t) {
		name := strings.TrimPrefix(p.ImportPath, "veiviser/")
		for _, imp := range p.Imports {
			for lib, where := range homes {
				at := func(home string) bool { return name == home || strings.HasPrefix(name, home+"/") }
				if strings.HasPrefix(imp, lib) && !slices.ContainsFunc(where, at) {
					t.Errorf("%s imports %s, whose home is %s", name, imp, strings.Join(where, " and "))
				}
			}
		}
	}
}

func listPackages(t *testing.T) []listed {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Imports", "veiviser/...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var ps []listed
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		err := dec.Decode(&p)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		ps = append(ps, p)
	}
	if len(ps) < 5 {
		t.Fatalf("go list found %d packages", len(ps))
	}
	return ps
}
