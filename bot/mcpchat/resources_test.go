package mcpchat_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"veiviser/bot"
	"veiviser/bot/mcpchat"
	"veiviser/content"
)

// Every address that the tools give is one of a resource, with the same text.
func TestResources(t *testing.T) {
	for _, site := range []string{base, ""} {
		s := serve(t, func(c *mcpchat.Config) { c.BaseURL = site })
		c := s.dial(t)
		data, _ := c.must(t, "ask", map[string]any{"question": "hvor lenge varer KVP"})
		r := as[reply](t, data)
		data, _ = c.must(t, "journey", map[string]any{"journey": "jamal"})
		addresses := []string{r.Page, r.Permalink, r.Statements[0].Permalink, as[reply](t, data).Lists[0].Items[1].URL}
		for _, a := range addresses {
			res, err := c.ReadResource(t.Context(), &mcp.ReadResourceParams{URI: a})
			if err != nil {
				t.Errorf("%s: %v", a, err)
				continue
			}
			_, text := c.must(t, "entry", map[string]any{"entry": a})
			if got := res.Contents[0]; got.Text != text || got.URI != a || !strings.HasPrefix(got.MIMEType, "text/plain") {
				t.Errorf("%s is %+v, want %s", a, got, text)
			}
		}
		for _, a := range []string{
			"https://other.example/nb/jamal", "https://other.example/nb/jamal@0123456789ab", strings.Replace(addresses[0], "/nb/", "/sv/", 1),
			base + ".evil.example/nb/jamal", "/nb/jamal", "file:///etc/passwd", base + "/nb/zzqq-xx", base + "/nb/jamal@abcdefabcdef", "", strings.Repeat("x", 5000),
		} {
			if res, err := c.ReadResource(t.Context(), &mcp.ReadResourceParams{URI: a}); err == nil {
				t.Errorf("%.60s is %+v", a, res.Contents[0])
			}
		}
		var templates []string
		for tmpl, err := range c.ResourceTemplates(t.Context(), nil) {
			if err != nil {
				t.Fatal(err)
			}
			templates = append(templates, tmpl.URITemplate)
		}
		if len(templates) != 2 {
			t.Errorf("templates: %v", templates)
		}
	}
}

// Each prompt is there in each language, with what it was given.
func TestPrompts(t *testing.T) {
	c := serve(t, nil).dial(t)
	n := 0
	for p, err := range c.Prompts(t.Context(), nil) {
		if err != nil {
			t.Fatal(err)
		}
		n++
		args := map[string]string{}
		for _, a := range p.Arguments {
			args[a.Name] = "<b>" + a.Name + "</b> & mer"
		}
		res, err := c.GetPrompt(t.Context(), &mcp.GetPromptParams{Name: p.Name, Arguments: args})
		if err != nil {
			t.Fatal(err)
		}
		text := res.Messages[0].Content.(*mcp.TextContent).Text
		for _, a := range args {
			if !strings.Contains(text, a) {
				t.Errorf("%s leaves out %s: %s", p.Name, a, text)
			}
		}
		for name := range args {
			for _, bad := range []string{"", " \u200b"[1:], strings.Repeat("a", bot.MaxQuestion+1)} {
				without := map[string]string{}
				for k, v := range args {
					without[k] = v
				}
				without[name] = bad
				if _, err := c.GetPrompt(t.Context(), &mcp.GetPromptParams{Name: p.Name, Arguments: without}); err == nil || !strings.Contains(err.Error(), name) {
					t.Errorf("%s with %s %.10q: %v", p.Name, name, bad, err)
				}
			}
		}
	}
	if want := 3 * len(content.Langs()); n != want {
		t.Errorf("%d prompts, want %d", n, want)
	}
}

// An entry's id and a language are completed.
func TestCompletions(t *testing.T) {
	c := serve(t, nil).dial(t)
	for _, tt := range []struct{ name, value, want string }{
		{"entry", "kvalifiseringsprog", "kvalifiseringsprogram"}, {"first", "introduksjonspr", "introduksjonsprogram"}, {"lang", "", "nn"}, {"question", "hva", ""}, {"entry", "zzqq", ""},
	} {
		res, err := c.Complete(t.Context(), &mcp.CompleteParams{
			Argument: mcp.CompleteParamsArgument{Name: tt.name, Value: tt.value}, Ref: &mcp.CompleteReference{Type: "ref/resource", URI: base + "/{lang}/{entry}"},
		})
		if err != nil {
			t.Fatal(err)
		}
		if got := res.Completion.Values; (tt.want == "") != (len(got) == 0) || tt.want != "" && !slices.Contains(got, tt.want) {
			t.Errorf("%s %q becomes %v, want %q", tt.name, tt.value, got, tt.want)
		}
	}
}
