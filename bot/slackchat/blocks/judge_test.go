package blocks_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/slack-go/slack"

	"veiviser/bot/slackchat/blocks"
)

// judge checks payloads against Slack's types and limits.
type judge struct {
	modal, home, entity *jsonschema.Schema
	blocks              map[string]*jsonschema.Schema // by type
}

func newJudge(tb testing.TB) judge {
	tb.Helper()
	c := jsonschema.NewCompiler()
	compile := func(def string) *jsonschema.Schema {
		s, err := c.Compile("testdata/blockkit.schema.json#/definitions/" + def)
		if err != nil {
			tb.Fatal(err)
		}
		return s
	}
	// A block is checked against the definition of its type alone: the fault then names
	// its place, where Slack's union of all blocks would list every type it is not.
	return judge{
		modal: compile("Modal"), home: compile("Home"), entity: compile("Entity"),
		blocks: map[string]*jsonschema.Schema{
			"header": compile("HeaderBlock"), "section": compile("SectionBlock"), "context": compile("ContextBlock"), "image": compile("ImageBlock"),
			"actions": compile("ActionsBlock"), "context_actions": compile("ContextActionsBlock"), "rich_text": compile("RichTextBlock"),
			"divider": compile("DividerBlock"), "input": compile("InputBlock"), "table": compile("TableBlock"),
		},
	}
}

// check returns what is wrong with a payload: a message, or what s describes.
func (j judge) check(s *jsonschema.Schema, payload any, maxBlocks int) []string {
	raw, err := json.Marshal(payload)
	if err != nil {
		return []string{err.Error()}
	}
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(string(raw)))
	if err != nil {
		return []string{err.Error()}
	}
	l := &limits{ids: map[string]bool{}}
	l.walk("", doc)
	m := doc.(map[string]any)
	bs, _ := m["blocks"].([]any)
	if len(bs) > maxBlocks {
		l.faultf("%d blocks", len(bs))
	}
	surface, _ := m["type"].(string)
	for i, b := range bs {
		if kind, _ := b.(map[string]any)["type"].(string); surface != "" && !slices.Contains(surfaces[surface], kind) || surface == "" && kind == "input" {
			l.faultf("block %d of type %q stands in a %s", i, kind, surface)
		}
		kind, _ := b.(map[string]any)["type"].(string)
		if s := j.blocks[kind]; s == nil {
			l.faultf("block %d of type %q", i, kind)
		} else if err := s.Validate(b); err != nil {
			l.faultf("block %d: %v", i, err)
		}
	}
	if s != nil && len(l.faults) == 0 {
		if err := s.Validate(doc); err != nil {
			l.faultf("%v", err)
		}
	}
	if m["type"] == nil && l.text > blocks.MaxText {
		l.faultf("%d characters of text", l.text)
	}
	return l.faults
}

// surfaces are the blocks that may stand in a dialog and on the home tab, as Slack's
// reference of each block lists them: the schema knows shapes and no surfaces. A message
// takes all but input.
var surfaces = map[string][]string{
	"modal": {"actions", "context", "divider", "header", "image", "input", "rich_text", "section"},
	"home":  {"actions", "context", "divider", "header", "image", "input", "rich_text", "section"},
}

type message struct {
	Blocks []slack.Block `json:"blocks"`
}

// limits walks a payload with a table of Slack's limits, written here anew from its
// documentation: type and field, and the most characters or elements.
type limits struct {
	ids    map[string]bool
	text   int
	faults []string
}

var texts = map[string]int{
	"header.text": 150, "section.text": 3000, "section.fields": 2000, "button.text": 75, "option.text": 75, "option.description": 75,
	"modal.title": 24, "modal.submit": 24, "modal.close": 24, "context.elements": 3000, "input.label": 2000, "input.hint": 2000,
	"static_select.placeholder": 150, "feedback_button.text": 75,
}

var lists = map[string]int{
	"section.fields": 10, "context.elements": 10, "actions.elements": 25, "static_select.options": 100, "overflow.options": 5,
	"context_actions.elements": 5, "checkboxes.options": 10, "table.rows": 100,
}

var strs = map[string]int{
	"value": 2000, "url": 3000, "action_id": 255, "block_id": 255, "callback_id": 255, "private_metadata": 3000, "alt_text": 2000,
	"initial_value": 3000, "accessibility_label": 75, "image_url": 3000,
}

func (l *limits) faultf(format string, args ...any) {
	l.faults = append(l.faults, fmt.Sprintf(format, args...))
}

func units(s string) int { return len(utf16.Encode([]rune(s))) }

func (l *limits) walk(owner string, v any) {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			l.walk(owner, e)
		}
	case map[string]any:
		l.object(owner, v)
	}
}

func (l *limits) object(owner string, m map[string]any) {
	kind, _ := m["type"].(string)
	switch {
	case kind == "plain_text" || kind == "mrkdwn":
		s, _ := m["text"].(string)
		l.text += units(s)
		if most, ok := texts[owner]; ok && units(s) > most || s == "" {
			l.faultf("%s has %d characters", owner, units(s))
		}
		return
	case kind == "text" || kind == "link":
		s, _ := m["text"].(string)
		u, _ := m["url"].(string)
		l.text += units(s) + units(u)
	case kind == "" && strings.HasSuffix(owner, "_button"):
		kind = "feedback_button"
	case kind == "":
		kind = "option"
	}
	for k, v := range m {
		name := kind + "." + k
		if s, ok := v.(string); ok {
			if most, ok := strs[k]; ok && units(s) > most {
				l.faultf("%s has %d characters", name, units(s))
			}
			if k == "alt_text" {
				l.text += units(s)
			}
			if (k == "action_id" || k == "block_id") && s != "" {
				if l.ids[k+s] {
					l.faultf("%s %q twice", k, s)
				}
				l.ids[k+s] = true
			}
		}
		if list, ok := v.([]any); ok {
			if most, ok := lists[name]; ok && (len(list) > most || len(list) == 0) {
				l.faultf("%s has %d elements", name, len(list))
			}
		}
		if k == "initial_option" {
			continue
		}
		l.walk(name, v)
	}
}
