package cards_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"veiviser/bot/teamschat/cards"
)

// TestSchema checks every card against Microsoft's own types; testdata/schema.md says
// where the schema is from.
func TestSchema(t *testing.T) {
	schema := compile(t, filepath.Join("testdata", "card.schema.json"))
	n, largest := 0, 0
	seen := map[string]bool{}
	everyCard(t, func(name string, c cards.Card) {
		n++
		body, err := json.Marshal(c)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if form := shape(doc, ""); !seen[form] {
			seen[form] = true
			if err := schema.Validate(doc); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		units := len(utf16.Encode([]rune(string(body))))
		largest = max(largest, units)
		if 2*units > 64_000 {
			t.Errorf("%s has %d bytes of UTF-16, want at most 64000", name, 2*units)
		}
		checkCard(t, name, c)
	})
	if n < 1500 && !testing.Short() {
		t.Errorf("only %d cards were checked", n)
	}
	t.Logf("%d cards of %d shapes, the largest has %d bytes of UTF-16", n, len(seen), 2*largest)
}

// free are the fields whose words and numbers the schema does not look at.
var free = map[string]bool{
	"text": true, "title": true, "value": true, "url": true, "altText": true, "label": true, "fallbackText": true,
	"ref": true, "points": true, "tooltip": true, "verb": true,
}

// shape is the card with its words left out and elements that repeat told once: cards
// of one shape are all valid or none is, and validating is slow.
func shape(v any, key string) string {
	switch v := v.(type) {
	case map[string]any:
		var b strings.Builder
		for _, k := range slices.Sorted(maps.Keys(v)) {
			b.WriteString(k + ":" + shape(v[k], k) + ",")
		}
		return "{" + b.String() + "}"
	case []any:
		var b strings.Builder
		seen := map[string]bool{}
		for _, e := range v {
			if s := shape(e, key); !seen[s] {
				seen[s] = true
				b.WriteString(s + ",")
			}
		}
		return "[" + b.String() + "]"
	}
	if free[key] {
		return fmt.Sprintf("%T", v)
	}
	return fmt.Sprint(v)
}

// checkCard checks what the schema does not.
func checkCard(t *testing.T, name string, c cards.Card) {
	t.Helper()
	if c.Version != "1.5" && c.Version != "1.3" {
		t.Errorf("%s: version %q", name, c.Version)
	}
	ids := map[string]bool{}
	walk(c, func(e cards.Element) {
		if strings.HasPrefix(e.Type, "Input.") && e.ID == "" {
			t.Errorf("%s: %s without id", name, e.Type)
		}
		if e.ID != "" && ids[e.ID] {
			t.Errorf("%s: id %q twice", name, e.ID)
		}
		ids[e.ID] = true
		if e.Type == "Image" && e.AltText == "" {
			t.Errorf("%s: picture without a text for who can't see it", name)
		}
		if len(e.Actions) > 6 {
			t.Errorf("%s: %d buttons in a row, Teams shows 6", name, len(e.Actions))
		}
	}, func(a cards.Action) {
		switch {
		case a.Type == "Action.OpenUrl" && !strings.HasPrefix(a.URL, "https://") && !strings.HasPrefix(a.URL, "http://"):
			t.Errorf("%s: link %q is not absolute", name, a.URL)
		case a.Type == "Action.Execute" && (c.Version != "1.5" || a.Fallback == nil || a.Fallback.Type != "Action.Submit"):
			t.Errorf("%s: button %q without a way for older clients", name, a.Title)
		}
		if c.Version == "1.3" && a.Type != "Action.OpenUrl" {
			t.Errorf("%s: %s in a card of links only", name, a.Type)
		}
		if a.Title == "" {
			t.Errorf("%s: button without a title", name)
		}
	})
	if len(c.Actions) > 6 {
		t.Errorf("%s: %d buttons, Teams shows 6", name, len(c.Actions))
	}
}

// walk visits every element and action of the card.
func walk(c cards.Card, element func(cards.Element), action func(cards.Action)) {
	var visit func(es []cards.Element)
	visit = func(es []cards.Element) {
		for _, e := range es {
			element(e)
			if e.Select != nil {
				action(*e.Select)
			}
			for _, a := range e.Actions {
				action(a)
			}
			if e.Fallback != nil {
				visit([]cards.Element{*e.Fallback})
			}
			for _, of := range [][]cards.Element{e.Items, e.Columns, e.Rows, e.Cells} {
				visit(of)
			}
		}
	}
	visit(c.Body)
	for _, a := range c.Actions {
		action(a)
	}
}

func compile(tb testing.TB, file string) *jsonschema.Schema {
	tb.Helper()
	f, err := os.Open(file)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	doc, err := jsonschema.UnmarshalJSON(f)
	if err != nil {
		tb.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema.json", doc); err != nil {
		tb.Fatal(err)
	}
	s, err := c.Compile("schema.json")
	if err != nil {
		tb.Fatal(err)
	}
	return s
}
