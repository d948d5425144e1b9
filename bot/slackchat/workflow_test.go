package slackchat_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"veiviser/bot"
	"veiviser/bot/slackchat"
)

// executed is Slack asking for a step of a workflow to be done.
func executed(execution, token string, inputs obj) obj {
	return obj{
		"type": "function_executed", "function": obj{"id": "Fn1", "callback_id": "ask_guide"}, "inputs": inputs,
		"function_execution_id": execution, "workflow_execution_id": "Wx1", "bot_access_token": token,
	}
}

// TestWorkflowStep: the step answers a question with statements, their sources and the
// permalink, with the token of its execution alone, once however often Slack tells of it.
func TestWorkflowStep(t *testing.T) {
	f := newFixture(t, nil)
	f.slack.run("Fx1", "xwfp-1")
	inner := executed("Fx1", "xwfp-1", obj{"question": "hvor lenge varer kvalifiseringsprogrammet?", "language": ""})
	f.event(t, "Ev1", inner)
	c := f.slack.next(t, "functions.completeSuccess")
	out, _ := c.body["outputs"].(map[string]any)
	answer, permalink := fmt.Sprint(out["answer"]), fmt.Sprint(out["permalink"])
	for _, want := range []string{"to år", "[1]", "https://", "kontrollert"} {
		if !strings.Contains(answer, want) {
			t.Errorf("no %q in the answer %q", want, answer)
		}
	}
	if !strings.HasPrefix(permalink, base+"/nb/kvalifiseringsprogram@") || c.token != "xwfp-1" {
		t.Errorf("the permalink is %q, and the token %q", permalink, c.token)
	}
	f.event(t, "Ev1", inner) // brought again
	f.event(t, "Ev2", inner) // and under another id
	f.stop()
	f.slack.quiet(t)
	if n := f.counts.of("refused step"); n != 0 { // a step that has ended is refused
		t.Errorf("the step was answered %d times more", n)
	}
}

// TestWorkflowStepOf: what each input makes of the step.
func TestWorkflowStepOf(t *testing.T) {
	f := newFixture(t, nil)
	const number = "01019010046" // of nobody
	for i, tt := range []struct {
		name   string
		in     obj
		method string
		want   string
	}{
		{"nynorsk", obj{"question": "kor lenge varer kvalifiseringsprogrammet?", "language": "nn"}, "completeSuccess", "kontrollert"},
		{"chosen language", obj{"question": "kvalifiseringsprogrammet", "language": " EN "}, "completeSuccess", "Qualification"},
		{"a personal number", obj{"question": "hvor lenge varer KVP for 010190 10046", "language": "nb"}, "completeError", "fødselsnummer"},
		{"empty", obj{"question": "  ", "language": "nb"}, "completeError", "spørsmål"},
		{"no question", obj{"language": "en"}, "completeError", "question"},
		{"no text", obj{"question": obj{"a": 1}}, "completeError", "spørsmål"},
		{"too long", obj{"question": strings.Repeat("hva ", bot.MaxQuestion), "language": "nb"}, "completeError", "lang"},
		{"unknown language", obj{"question": "hva er KVP", "language": number}, "completeError", "nb, nn eller en"},
		{"none found", obj{"question": "hvor høy er eiffeltårnet", "language": "nb"}, "completeSuccess", ""},
		{"choices", obj{"question": "fagbrev eller norsk", "language": "nb"}, "completeSuccess", ""},
	} {
		id := fmt.Sprintf("Fx%d", i)
		f.slack.run(id, "xwfp-"+id)
		f.event(t, "Ev"+id, executed(id, "xwfp-"+id, tt.in))
		c := f.slack.next(t, "functions."+tt.method)
		said := fmt.Sprint(c.body)
		if !strings.Contains(said, tt.want) {
			t.Errorf("%s: %s says %.300s, want %q", tt.name, c.method, said, tt.want)
		}
		if strings.Contains(said, number) || strings.Contains(said, "010190") {
			t.Errorf("%s: what was filled in is repeated: %.300s", tt.name, said)
		}
		if tt.name == "none found" && (strings.Contains(said, "@") || !strings.Contains(said, "permalink:]")) {
			t.Errorf("%s: a permalink to nothing: %.300s", tt.name, said)
		}
	}
	f.stop()
	f.slack.quiet(t)
	for _, words := range []string{number, "010190", "kvalifiseringsprogrammet", "eiffel"} {
		if strings.Contains(f.log.String(), words) {
			t.Errorf("the log has %q", words)
		}
	}
}

// TestWorkflowStepLanguage: where neither the step nor its question tells a language, what is
// set for the workspace holds, for answers and for what is wrong.
func TestWorkflowStepLanguage(t *testing.T) {
	f := administered(t)
	f.interact(t, settings("workspace", "C1", map[string]string{"lang": "en", "answers": "", "municipality": ""}))
	for question, want := range map[string]string{"KVP": "completeSuccess Qualification", " ": "completeError question"} {
		id := fmt.Sprintf("Fx%q", question)
		f.slack.run(id, "xwfp-"+id)
		f.event(t, "Ev"+id, executed(id, "xwfp-"+id, obj{"question": question}))
		method, word, _ := strings.Cut(want, " ")
		if c := f.slack.next(t, "functions."+method); !strings.Contains(fmt.Sprint(c.body), word) {
			t.Errorf("%q is answered with %.300s, want %q", question, fmt.Sprint(c.body), word)
		}
	}
}

// TestWorkflowTokenExpired: a step whose token has run out, or that has ended, is answered to
// nobody: it is told once, not tried again, and the workspace's own token stays good.
func TestWorkflowTokenExpired(t *testing.T) {
	f := newFixture(t, nil)
	for i, token := range []string{"other", "ended", ""} {
		id := fmt.Sprintf("Fx%d", i)
		if token != "" {
			f.slack.run(id, token)
		}
		f.event(t, "Ev"+id, executed(id, "xwfp-old", obj{"question": "hva er KVP?"}))
	}
	f.event(t, "EvNone", executed("Fx9", "", obj{"question": "hva er KVP?"}))
	f.event(t, "EvOther", obj{"type": "function_executed", "function": obj{"callback_id": "other"}, "function_execution_id": "Fx8", "bot_access_token": "xwfp-8"})
	if err := f.Err(); err != nil {
		t.Errorf("the workspace's own token is taken for worthless: %v", err)
	}
	f.event(t, "EvMention", mention("C1", "1.1", "hva er KVP?"))
	f.slack.next(t, "chat.postMessage")
	if n := f.counts.of("refused step"); n != 3 {
		t.Errorf("%d refused steps are counted, want 3", n)
	}
	for what := range map[string]bool{"refused step without token": true, "unknown step": true} {
		if f.counts.of(what) != 1 {
			t.Errorf("%s is not counted", what)
		}
	}
	f.stop()
	f.slack.quiet(t)
}

// TestWorkflowStepAgain: where Slack fails, asks to wait or loses its answer the step is
// completed by another try.
func TestWorkflowStepAgain(t *testing.T) {
	for name, ft := range map[string]fault{
		"unavailable": {status: http.StatusServiceUnavailable}, "too many": {status: http.StatusTooManyRequests, retryAfter: "0"}, "lost": {lose: true},
	} {
		f := newFixture(t, nil)
		f.slack.run("Fx1", "xwfp-1")
		f.slack.fail("functions.completeSuccess", ft)
		f.event(t, "Ev1", executed("Fx1", "xwfp-1", obj{"question": "hva er KVP?"}))
		if c := f.slack.next(t, "functions.completeSuccess"); c.body["outputs"] == nil {
			t.Errorf("%s: %v", name, c.body)
		}
		f.stop()
		f.slack.quiet(t)
	}
}

// TestWorkObjectsRefused: where a workspace has no work objects the card alone is shown, and
// where the token is worthless nothing is tried twice.
func TestWorkObjectsRefused(t *testing.T) {
	f := newFixture(t, nil)
	f.slack.plain = true
	link := obj{"type": "link_shared", "user": "U1", "channel": "C1", "message_ts": "1.1", "links": []obj{{"url": base + "/nb/fagbrev-pa-jobb"}}}
	f.event(t, "Ev1", link)
	if c := f.slack.next(t, "chat.unfurl"); c.args.Has("metadata") || !strings.Contains(c.args.Get("unfurls"), "fagbrev-pa-jobb") {
		t.Errorf("the link's card is %v", c.args)
	}
	if f.counts.of("refused work object") != 1 {
		t.Error("a refused work object is not counted")
	}
	f.slack.fail("chat.unfurl", fault{err: "token_revoked"})
	f.event(t, "Ev2", link)
	f.stop()
	f.slack.quiet(t)
}

// TestWorkObjectActions: what is pressed on a work object, in a message or in the pane beside
// it, is answered to who pressed alone; a note opens as a dialog.
func TestWorkObjectActions(t *testing.T) {
	f := newFixture(t, func(c *slackchat.Config) { c.Private = false })
	for _, container := range []obj{
		{"type": "message_attachment", "channel_id": "C1", "message_ts": "1.1", "is_app_unfurl": true, "entity_url": base + "/nb/fagbrev-pa-jobb"},
		{"type": "entity_detail", "channel_id": "C1", "message_ts": "1.1", "entity_url": base + "/nb/fagbrev-pa-jobb"},
	} {
		kind := container["type"].(string)
		more := obj{"container": container, "message": obj{}, "response_url": f.slack.hookURL("show " + kind)}
		f.press(t, "tr show "+kind, "show:object", "nb/fagbrev-pa-jobb//0", more)
		if c := f.slack.next(t, "hook show "+kind); c.body["response_type"] != "ephemeral" {
			t.Errorf("%s: shown to all: %v", kind, c.body)
		}
		more["response_url"] = f.slack.hookURL("note " + kind)
		f.press(t, "tr note "+kind, "note:object", "nb/fagbrev-pa-jobb//0", more)
		f.slack.next(t, "views.open")
	}
	f.press(t, "tr open", "open:object", "", nil)
	f.stop()
	f.slack.quiet(t)
}
