package cards_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
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
		if form := shape(t, body); !seen[form] {
			seen[form] = true
			validate(t, schema, name, body)
		}
		units := len(utf16.Encode([]rune(string(body))))
		largest = max(largest, units)
		if 2*units > 64_000 {
			t.Errorf("%s has %d bytes of UTF-16, want at most 64000", name, 2*units)
		}
		checkCard(t, name, c)
	})
	if n < 1500 {
		t.Errorf("only %d cards were checked", n)
	}
	t.Logf("%d cards of %d shapes, the largest has %d bytes of UTF-16", n, len(seen), 2*largest)
}

// freeText are the fields whose words the schema does not look at.
var freeText = regexp.MustCompile(`"(text|title|value|url|altText|label|fallbackText|entry|section|language)":"([^"\\]|\\.)*"`)

// numbers and yes-or-no of a press are free too.
var freeValue = regexp.MustCompile(`"(step|helpful)":(\d+|true)`)

// shape is the card with its words left out and elements that repeat told once: cards
// of one shape are all valid or none is, and validating is slow.
func shape(tb testing.TB, body []byte) string {
	tb.Helper()
	s := freeText.ReplaceAllString(string(body), `"$1":""`)
	s = freeValue.ReplaceAllString(s, `"$1":0`)
	var v any
	if err := json.Unmarshal([]byte(s), &v); err != nil {
		tb.Fatal(err)
	}
	b, err := json.Marshal(once(v))
	if err != nil {
		tb.Fatal(err)
	}
	return string(b)
}

// once leaves out the elements of a list that equal one before.
func once(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k := range v {
			v[k] = once(v[k])
		}
	case []any:
		var out []any
		seen := map[string]bool{}
		for _, e := range v {
			e = once(e)
			b, _ := json.Marshal(e) // decoded from JSON a moment ago
			if !seen[string(b)] {
				seen[string(b)] = true
				out = append(out, e)
			}
		}
		return out
	}
	return v
}

func validate(tb testing.TB, schema *jsonschema.Schema, name string, body []byte) {
	tb.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
	if err != nil {
		tb.Fatalf("%s: %v", name, err)
	}
	if err := schema.Validate(doc); err != nil {
		tb.Errorf("%s: %v", name, err)
	}
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
			for _, run := range e.Inlines {
				if run.Select != nil {
					action(*run.Select)
				}
			}
			visit(e.Items)
			visit(e.Columns)
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
