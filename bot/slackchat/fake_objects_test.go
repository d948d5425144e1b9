package slackchat_test

import (
	"encoding/json"
	"slices"
	"strings"
)

// stepMethods begin the names of what ends a step of a workflow.
const stepMethods = "functions."

// run begins a step of a workflow, which its token alone can end.
func (f *fakeSlack) run(execution, token string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.steps[execution] = token
}

// completes ends a step, or says why Slack doesn't: its token is another's or has run out, it
// is not known or has ended, its outputs are not those of the manifest
// (docs.slack.dev/reference/methods/functions.completeSuccess). f.mu is held.
func (f *fakeSlack) completes(c call) string {
	id, _ := c.body["function_execution_id"].(string)
	token, ok := f.steps[id]
	switch {
	case !ok:
		return "function_execution_not_found"
	case token == "ended":
		return "execution_not_in_running_state"
	case c.token != token:
		return "token_expired"
	}
	outputs, _ := c.body["outputs"].(map[string]any)
	reason, _ := c.body["error"].(string)
	if c.method == "functions.completeError" && reason == "" {
		return "invalid_arguments"
	}
	if c.method == "functions.completeSuccess" {
		answer, _ := outputs["answer"].(string)
		for name := range outputs {
			if answer == "" || !slices.Contains([]string{"answer", "permalink"}, name) {
				return "parameter_validation_failed"
			}
		}
		if len(outputs) == 0 {
			return "parameter_validation_failed"
		}
	}
	f.steps[id] = "ended"
	return ""
}

// action is a button of a work object.
type action struct {
	Text  string `json:"text"`
	ID    string `json:"action_id"`
	Value string `json:"value"`
	URL   string `json:"url"`
}

// entity is a work object, as far as Slack demands anything of it
// (docs.slack.dev/messaging/work-objects-implementation).
type entity struct {
	Link string `json:"app_unfurl_url"`
	URL  string `json:"url"`
	Type string `json:"entity_type"`
	Ref  struct {
		ID string `json:"id"`
	} `json:"external_ref"`
	Payload struct {
		Attributes struct {
			Title struct {
				Text string `json:"text"`
			} `json:"title"`
		} `json:"attributes"`
		Custom []struct {
			Key, Label, Type string
		} `json:"custom_fields"`
		Actions struct {
			Primary  []action `json:"primary_actions"`
			Overflow []action `json:"overflow_actions"`
		} `json:"actions"`
	} `json:"entity_payload"`
}

// valid reports whether Slack would show it.
func (e entity) valid() bool {
	p := e.Payload
	for _, a := range slices.Concat(p.Actions.Primary, p.Actions.Overflow) {
		if a.Text == "" || a.ID == "" || len(a.ID) > 255 || len(a.Value) > 2000 || len(a.URL) > 3000 {
			return false
		}
	}
	for _, c := range p.Custom {
		if c.Key == "" || c.Label == "" || c.Type == "" {
			return false
		}
	}
	return e.Type == "slack#/entities/content_item" && p.Attributes.Title.Text != "" && strings.HasPrefix(e.URL, "https://") && e.Ref.ID != "" &&
		len(p.Actions.Primary) <= 2 && len(p.Actions.Overflow) <= 5
}

// unfurls takes cards of links, with work objects only of links that it has cards of, and
// only where the workspace has them.
func (f *fakeSlack) unfurls(c call) fault {
	cards := map[string]any{}
	if json.Unmarshal([]byte(c.args.Get("unfurls")), &cards) != nil || len(cards) == 0 {
		return fault{err: "missing_unfurls"}
	}
	if !c.args.Has("metadata") {
		return fault{}
	}
	var m struct{ Entities []entity }
	if f.plain || json.Unmarshal([]byte(c.args.Get("metadata")), &m) != nil || len(m.Entities) == 0 {
		return fault{err: "no_work_objects"} // Slack's own name for it is on no page
	}
	for _, e := range m.Entities {
		if cards[e.Link] == nil || !e.valid() {
			f.tb.Errorf("a work object that Slack does not show: %+v", e)
			return fault{err: "invalid_arguments"}
		}
	}
	return fault{}
}

// presents fills the pane of a trigger, once, with an entity or with an error.
func (f *fakeSlack) presents(c call) fault {
	trigger := c.args.Get("trigger_id")
	if trigger == "" || f.panes[trigger] {
		return fault{err: "invalid_trigger"}
	}
	f.panes[trigger] = true
	if c.args.Has("error") == c.args.Has("metadata") {
		f.tb.Error("a pane has either an entity or an error")
		return fault{err: "invalid_arguments"}
	}
	if c.args.Has("metadata") {
		var e entity
		if json.Unmarshal([]byte(c.args.Get("metadata")), &e) != nil || !e.valid() {
			f.tb.Errorf("an entity that Slack does not show: %s", c.args.Get("metadata"))
			return fault{err: "invalid_arguments"}
		}
	}
	return fault{}
}
