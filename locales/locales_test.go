package locales_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"veiviser/locales"
)

// keys reads the typed keys from their source: constant name to message id.
func keys(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			v, ok := n.(*ast.ValueSpec)
			if !ok {
				return true
			}
			if typ, ok := v.Type.(*ast.Ident); !ok || typ.Name != "Key" {
				return true
			}
			for i, name := range v.Names {
				id, err := strconv.Unquote(v.Values[i].(*ast.BasicLit).Value)
				if err != nil {
					t.Fatal(err)
				}
				out[name.Name] = id
			}
			return false
		})
	}
	return out
}

// messages reads a message file; a message is a text or its plural forms.
func messages(t *testing.T, lang string) map[string]any {
	t.Helper()
	data, err := os.ReadFile(lang + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var m map[string]any
	if err := json.Unmarshal(data, &m); err != nil {
		t.Fatalf("%s: %v", lang, err)
	}
	return m
}

func TestEveryKeyHasAMessageInEveryLanguage(t *testing.T) {
	ids := map[string]bool{}
	for name, id := range keys(t) {
		if ids[id] {
			t.Errorf("%s: the id %q is used twice", name, id)
		}
		ids[id] = true
	}
	for _, l := range locales.Langs() {
		m := messages(t, l)
		for id := range ids {
			if m[id] == nil {
				t.Errorf("%s: no message %q", l, id)
			}
		}
		for id, v := range m {
			if !ids[id] {
				t.Errorf("%s: message %q has no key", l, id)
			}
			complete(t, l, id, v)
		}
	}
}

// complete reports an empty text, and a plural without one of its forms: all three
// languages have one and other.
func complete(t *testing.T, lang, id string, v any) {
	t.Helper()
	switch v := v.(type) {
	case string:
		if strings.TrimSpace(v) == "" {
			t.Errorf("%s: message %q is empty", lang, id)
		}
	case map[string]any:
		for _, form := range []string{"one", "other"} {
			if s, _ := v[form].(string); strings.TrimSpace(s) == "" {
				t.Errorf("%s: message %q has no form %q", lang, id, form)
			}
		}
		if len(v) != 2 {
			t.Errorf("%s: message %q has the forms %v, want one and other", lang, id, v)
		}
	default:
		t.Errorf("%s: message %q is neither a text nor plural forms", lang, id)
	}
}

var place = regexp.MustCompile(`\{\{\.(\w+)\}\}`)

func TestMessagesHaveTheSamePlaces(t *testing.T) {
	places := func(v any) []string {
		data, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, m := range place.FindAllStringSubmatch(string(data), -1) {
			out = append(out, m[1])
		}
		slices.Sort(out)
		return slices.Compact(out)
	}
	nb := messages(t, "nb")
	for _, l := range locales.Langs()[1:] {
		for id, v := range messages(t, l) {
			if got, want := places(v), places(nb[id]); !slices.Equal(got, want) {
				t.Errorf("%s: message %q has the places %v, nb has %v", l, id, got, want)
			}
		}
	}
}

func TestEveryKeyIsUsed(t *testing.T) {
	used := map[string]bool{}
	err := filepath.WalkDir("..", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node_modules" || d.Name() == "locales" || strings.HasPrefix(d.Name(), ".") && len(d.Name()) > 2) {
			return fs.SkipDir
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok {
				if x, ok := s.X.(*ast.Ident); ok && x.Name == "locales" {
					used[s.Sel.Name] = true
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for name := range keys(t) {
		if !used[name] {
			t.Errorf("key %s is never used", name)
		}
	}
}

func TestTextAndCount(t *testing.T) {
	c, err := locales.New()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ lang, got, want string }{
		{"nb", c.In("nb").Text(locales.JourneyStep, "K", 2, "Of", 8), "Steg 2 av 8"},
		{"en", c.In("en").Text(locales.JourneyStep, "K", 2, "Of", 8), "Step 2 of 8"},
		{"en", c.In("en").Count(locales.OffersCount, 1), "1 offer"},
		{"en", c.In("en").Count(locales.OffersCount, 0), "0 offers"},
		{"nn", c.In("nn").Count(locales.OffersCount, 3), "3 tilbod"},
		{"unknown", c.In("xx").Text(locales.SectionPayer), "Hvem som betaler"},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: %q, want %q", tt.lang, tt.got, tt.want)
		}
	}
	if got := c.In("nn").Lang(); got != "nn" {
		t.Errorf("Lang() = %q", got)
	}
}

// A message that was made before is the same again, in its own language, and what is no
// message is its key however often it is asked for.
func TestTextAgain(t *testing.T) {
	c, err := locales.New()
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		nb, en := c.In("nb").Text(locales.GuardTitle), c.In("en").Text(locales.GuardTitle)
		if nb == "" || nb == en {
			t.Errorf("in bokmål %q, in English %q", nb, en)
		}
		if got := c.In("nb").Text("no_such_message"); got != "no_such_message" {
			t.Errorf("no message is %q", got)
		}
	}
	if n := testing.AllocsPerRun(100, func() { c.In("nb").Text(locales.GuardTitle) }); n > 1 {
		t.Errorf("a message that was made before takes %v allocations", n)
	}
}
