package webchat_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"veiviser/bot"
	"veiviser/bot/bottest"
)

// closed makes every object of a schema take no field that it does not name.
func closed(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k, x := range v {
			v[k] = closed(x)
		}
		if v["type"] == "object" {
			v["additionalProperties"] = false
		}
	case []any:
		for i := range v {
			v[i] = closed(v[i])
		}
	}
	return v
}

// TestOpenAPIOfAnswers: the document that is served names every field of what the API
// sends, of every kind of card.
func TestOpenAPIOfAnswers(t *testing.T) {
	s := newWholeSite(t)
	res := s.get(t, "/api/openapi.json")
	if got := res.Header.Get("Content-Type"); got != "application/json; charset=utf-8" {
		t.Errorf("Content-Type = %q", got)
	}
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(body(t, res)))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("openapi.json", closed(doc)); err != nil {
		t.Fatal(err)
	}
	at := func(path string) *jsonschema.Schema {
		schema, err := c.Compile("openapi.json#" + path)
		if err != nil {
			t.Fatal(err)
		}
		return schema
	}
	sent := func(name string, schema *jsonschema.Schema, text string) map[string]any {
		t.Helper()
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(v); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		return v.(map[string]any)
	}
	reply := at("/components/schemas/Reply")
	kinds := map[string]int{}
	for _, q := range []string{
		"hvor lenge varer KVP", "hva koster fagbrev på jobb", "hva er jobbsjansen", "reise hawa", "hawa", "introduksjonsprogram eller KVP", "extra loan for pupils over 30",
		"hva finnes for en med A1 som vil jobbe", "printeren skriver ikke ut i farger", "hjelp", "", "hva med 01019012480", "як довго триває програма?",
		"hvor lenge varer KVP, og hva kreves", "kart", "norsk og samfunnskunnskap", "nav", strings.Repeat("a ", 3000),
	} {
		text := body(t, s.post(t, "/api/ask", url.Values{"question": {q}, "conversation": {"c"}}))
		card := sent(q, reply, text)["answer"].(map[string]any)
		kinds[card["kind"].(string)]++
	}
	for _, k := range []bot.CardKind{bot.EntryCard, bot.StepCard, bot.ChoicesCard, bot.NoneCard, bot.ListCard, bot.CompareCard, bot.TextCard} {
		if kinds[string(k)] == 0 {
			t.Errorf("no answer of the kind %s: %v", k, kinds)
		}
	}
	for _, e := range bottest.Some(s.guide.Entries()) {
		sent(e.ID, reply, body(t, s.post(t, "/api/ask", url.Values{"choice": {e.ID}, "conversation": {e.ID}})))
	}
	wrong := httptest.NewRequest("POST", "/api/ask", strings.NewReader(`["x"]`))
	wrong.Header.Set("Content-Type", "application/json")
	sent("wrong", at("/paths/~1api~1ask/post/responses/400/content/application~1json/schema"), body(t, s.do(t, wrong)))
	note := sent("an answer", reply, body(t, s.post(t, "/api/ask", url.Values{"question": {"hvor lenge varer KVP"}})))
	id := note["answer"].(map[string]any)["points"].([]any)[0].(map[string]any)["id"].(string)
	sent("note", at("/components/schemas/NoteReply"), body(t, s.get(t, "/api/note?lang=nb&p="+url.QueryEscape(id))))
	for _, q := range []string{"introd", "kvp hvor lenge", "hawa", "01019012480", ""} {
		sent("suggest "+q, at("/components/schemas/SuggestReply"), body(t, s.get(t, "/api/suggest?q="+url.QueryEscape(q))))
	}
	withAddress := newWholeSite(t, withAddress)
	sent("oembed", at("/components/schemas/Embedding"), body(t, withAddress.get(t, "/oembed?url="+url.QueryEscape(address+"/nb/jamal"))))
	for path, methods := range doc.(map[string]any)["paths"].(map[string]any) {
		for method, op := range methods.(map[string]any) {
			content := op.(map[string]any)["responses"].(map[string]any)["200"].(map[string]any)["content"].(map[string]any)["application/json"].(map[string]any)
			example, ok := content["example"]
			if !ok && path != "/api/openapi.json" {
				t.Errorf("%s has no example", path)
				continue
			}
			where := "/paths/" + strings.ReplaceAll(path, "/", "~1") + "/" + method
			if err := at(where + "/responses/200/content/application~1json/schema").Validate(example); ok && err != nil {
				t.Errorf("the example of %s: %v", path, err)
			}
			if method == "post" {
				body := op.(map[string]any)["requestBody"].(map[string]any)["content"].(map[string]any)["application/json"].(map[string]any)
				if err := at(where + "/requestBody/content/application~1json/schema").Validate(body["example"]); err != nil {
					t.Errorf("what is sent in the example of %s: %v", path, err)
				}
			}
		}
	}
}

// TestForgetByTheAPI: a program has the subject of a conversation forgotten, or all of it,
// alone or before it asks.
func TestForgetByTheAPI(t *testing.T) {
	s := newWholeSite(t)
	ask := func(form url.Values) (int, string) {
		t.Helper()
		form.Set("conversation", "c")
		res := s.post(t, "/api/ask", form)
		return res.StatusCode, body(t, res)
	}
	about := func(answer string) bool { return strings.Contains(answer, `"subject":{"id":"kvalifiseringsprogram"`) }
	for _, what := range []string{"subject", "all"} {
		ask(url.Values{"question": {"hvor lenge varer KVP"}})
		if _, got := ask(url.Values{"question": {"hva kreves"}}); !about(got) {
			t.Fatalf("the conversation does not go on: %s", got)
		}
		if status, got := ask(url.Values{"forget": {what}}); status != http.StatusNoContent || got != "" {
			t.Errorf("forget %s: %d %s", what, status, got)
		}
		if _, got := ask(url.Values{"question": {"hva kreves"}}); about(got) {
			t.Errorf("forgot %s, and is still about it", what)
		}
		ask(url.Values{"question": {"hvor lenge varer KVP"}})
		if status, got := ask(url.Values{"question": {"hva kreves"}, "forget": {what}}); status != http.StatusOK || about(got) {
			t.Errorf("asked with forget %s: %d, and is still about it", what, status)
		}
	}
	if status, _ := ask(url.Values{"forget": {"me"}}); status != http.StatusBadRequest {
		t.Errorf("forget me: %d", status)
	}
}
