package slackchat_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"gopkg.in/yaml.v3"

	"veiviser/bot/slackchat"
)

// everyManifest is each kind of manifest there is, by the address it is made for.
func everyManifest(tb testing.TB) map[string][]byte {
	tb.Helper()
	out := map[string][]byte{}
	for i := range 8 {
		o := slackchat.ManifestOptions{Socket: i&1 > 0, Channels: i&2 > 0, Workflow: i&4 > 0}
		m, err := slackchat.Manifest(base, o)
		if err != nil {
			tb.Fatal(err)
		}
		out[fmt.Sprintf("%+v", o)] = m
	}
	return out
}

// TestOwnManifests: nothing is wrong with any manifest the code makes, by its own rules and,
// as far as it describes them, by the schema that Slack publishes.
func TestOwnManifests(t *testing.T) {
	schema := slackSchema(t)
	for name, m := range everyManifest(t) {
		for _, address := range []string{base, base + "/", ""} {
			if strings.Contains(name, "Socket:true") && address == "" {
				continue // such a manifest does not tell where it is for
			}
			for _, p := range slackchat.CheckManifest(m, address) {
				t.Errorf("%s: %v", name, p)
			}
		}
		var doc map[string]any
		if err := yaml.Unmarshal(m, &doc); err != nil {
			t.Fatal(err)
		}
		delete(doc, "functions")                                  // described as the Deno SDK writes them
		delete(doc["features"].(map[string]any), "rich_previews") // newer than the schema
		raw, err := json.Marshal(doc)
		if err != nil {
			t.Fatal(err)
		}
		inst, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(inst); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	none, err := slackchat.Manifest("", slackchat.ManifestOptions{Socket: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range slackchat.CheckManifest(none, "") {
		t.Errorf("without an address: %v", p)
	}
}

// slackSchema is the schema that Slack publishes; testdata/README.md says where.
func slackSchema(tb testing.TB) *jsonschema.Schema {
	tb.Helper()
	c := jsonschema.NewCompiler()
	c.UseRegexpEngine(func(s string) (jsonschema.Regexp, error) {
		if strings.Contains(s, "(?!") { // which Go's expressions don't have
			s = strings.Replace(s, `(?![\.\-])`, `[^.-]`, 1)
			s = strings.Replace(s, `([-a-z0-9\.])+`, `[-a-z0-9.]*`, 1)
		}
		return regexp.Compile(s)
	})
	if err := c.AddResource("manifest.json", published(tb)); err != nil {
		tb.Fatal(err)
	}
	s, err := c.Compile("manifest.json")
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

func published(tb testing.TB) any {
	tb.Helper()
	f, err := os.Open("testdata/manifest.schema.json")
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	rules, err := jsonschema.UnmarshalJSON(f)
	if err != nil {
		tb.Fatal(err)
	}
	return rules
}

// TestManifestLimits: the limits are those of the schema that Slack publishes.
func TestManifestLimits(t *testing.T) {
	defs := published(t).(map[string]any)["definitions"].(map[string]any)
	in := func(v any, path ...string) any {
		for _, p := range path {
			m, _ := v.(map[string]any)
			v = m[p]
		}
		return v
	}
	for at, most := range slackchat.Limits() {
		var found any
		steps := strings.Split(at, "/")
		v := any(published(t))
		for _, s := range steps {
			if s == "*" {
				v = in(v, "items")
			} else {
				v = in(v, "properties", s)
			}
			if ref, ok := in(v, "$ref").(string); ok {
				v = defs[strings.TrimPrefix(ref, "#/definitions/")]
			}
		}
		for _, k := range []string{"maxLength", "maxItems", "maxProperties"} {
			if n := in(v, k); n != nil {
				found = n
			}
		}
		if fmt.Sprint(found) != fmt.Sprint(most) {
			t.Errorf("%s: we hold it to %d, Slack's schema to %v", at, most, found)
		}
	}
}

// TestCheckManifest: each fault of a manifest is named, and no other.
func TestCheckManifest(t *testing.T) {
	whole, err := slackchat.Manifest(base, slackchat.ManifestOptions{Channels: true, Workflow: true})
	if err != nil {
		t.Fatal(err)
	}
	long := func(n int) string { return strings.Repeat("x", n) }
	for name, tt := range map[string]struct {
		old, new string
		want     []string
	}{
		"unknown field":      {"display_information:", "display_informations:", []string{`unknown field "display_informations"`, "display_information/name: is missing"}},
		"long name":          {`name: "Veiviser"`, `name: "` + long(36) + `"`, []string{"display_information/name: 36 characters (want at most 35)"}},
		"short description":  {`long_description: "`, `long_description: "kort"` + " #", []string{"long_description: 4 characters (want at least 175)"}},
		"long command":       {`usage_hint: "`, `usage_hint: "` + long(1000), []string{"features/slash_commands/0/usage_hint: 1"}},
		"long shortcut":      {`name: "Spør Veiviser"`, `name: "` + long(25) + `"`, []string{"features/shortcuts/0/name: 25 characters"}},
		"many words":         {`description: "Svar fra`, `description: "Alle svar fra`, []string{"display_information/description: 11 words"}},
		"prompts":            {"suggested_prompts:", "suggested_prompts:\n      - title: \"a\"\n        message: \"\"", []string{"suggested_prompts: 5 of them (want at most 4)", "suggested_prompts/0: has no title or message"}},
		"a scope less":       {"      - \"chat:write\"\n", "", []string{"scopes/bot: chat:write is missing (to answer)"}},
		"a scope for later":  {"      - \"chat:write\"\n", "      - \"chat:write\"\n      - \"files:read\"\n", []string{"files:read is asked for and used by nothing"}},
		"a channel's scope":  {"      - \"groups:history\"\n", "", []string{"groups:history is missing"}},
		"a person's token":   {"  scopes:\n", "  scopes:\n    user:\n      - \"search:read\"\n", []string{"search:read: nothing is done with a person's token"}},
		"an event less":      {"      - \"app_uninstalled\"\n", "", []string{"bot_events: app_uninstalled is missing"}},
		"an event for later": {"      - \"app_uninstalled\"\n", "      - \"app_uninstalled\"\n      - \"reaction_added\"\n", []string{"nothing is done about reaction_added"}},
		"other command":      {`command: "/veiviser"`, `command: "/guide"`, []string{`"/guide" is not answered (want "/veiviser")`}},
		"other shortcut":     {`callback_id: "find"`, `callback_id: "search"`, []string{`"search" of the type "message" is not answered`}},
		"other address":      {base + "/slack/commands", base + "/commands", []string{`slash_commands/0/url: "https://veiviser.example.no/commands" is not served`}},
		"other domain":       {"    - \"veiviser.example.no\"", "    - \"example.no\"", []string{`unfurl_domains/0: "example.no" is not this site's`}},
		"no domain":          {"    - \"veiviser.example.no\"", "    - \"Veiviser\"", []string{`"Veiviser" is no domain`, "is not this site's"}},
		"six domains":        {"    - \"veiviser.example.no\"", strings.Repeat("    - \"veiviser.example.no\"\n", 6), []string{"features/unfurl_domains: 6 of them (want at most 5)"}},
		"no cards":           {"  unfurl_domains:\n    - \"veiviser.example.no\"\n", "", []string{"features/unfurl_domains: is missing"}},
		"no buttons":         {"is_enabled: true", "is_enabled: false", []string{"interactivity/is_enabled: is off"}},
		"other step":         {"ask_guide:", "ask_other:", []string{`functions/ask_other: is not answered (want "ask_guide")`}},
		"step of nothing":    {"      question:\n", "      text:\n", []string{"functions/ask_guide: lacks question"}},
		"step elsewhere":     {`function_runtime: "remote"`, `function_runtime: "slack"`, []string{`settings/function_runtime: is "slack"`}},
		"step of one":        {"org_deploy_enabled: true", "org_deploy_enabled: false", []string{"settings/org_deploy_enabled: is off"}},
	} {
		text := strings.Replace(string(whole), tt.old, tt.new, 1)
		if text == string(whole) {
			t.Fatalf("%s: the manifest has no %q:\n%s", name, tt.old, whole)
		}
		problems := slackchat.CheckManifest([]byte(text), base)
		said := fmt.Sprint(problems)
		for _, want := range tt.want {
			if !strings.Contains(said, want) {
				t.Errorf("%s: %v, want %q", name, said, want)
			}
		}
		if len(problems) != len(tt.want) {
			t.Errorf("%s: %d problems, want %d: %v", name, len(problems), len(tt.want), said)
		}
	}
	for name, tt := range map[string]struct{ text, address, want string }{
		"nothing": {"", base, "is empty"}, "no YAML": {"a: [", base, "neither YAML nor JSON"}, "no manifest": {"- a", base, "neither YAML nor JSON"},
		"a text for a list": {"features: {shortcuts: 1}", base, "manifest: "}, "too much": {strings.Repeat(" ", 2<<20), base, "bytes"},
		"another service": {string(whole), "https://other.example.no", "settings/event_subscriptions/request_url"},
		"http":            {strings.ReplaceAll(string(whole), "https://", "http://"), "", `base url: "http://veiviser.example.no" is no https address`},
		"no base url":     {strings.ReplaceAll(string(whole), base, ""), "", `base url: "" is no https address`},
	} {
		if said := fmt.Sprint(slackchat.CheckManifest([]byte(tt.text), tt.address)); !strings.Contains(said, tt.want) {
			t.Errorf("%s: %.300s, want %q", name, said, tt.want)
		}
	}
}
