package teamschat_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"veiviser/bot"
	"veiviser/content"
)

// TestThumbs: the thumbs under an answer count for what it shows, once; who found it of
// no help is asked what was missing, and only what they send is kept.
func TestThumbs(t *testing.T) {
	m := newMicrosoft(t)
	c := m.config(t)
	told := &desk{}
	c.Editors = told
	r := run(t, m, c)
	r.send(t, in("thumbs", m.message("hva er jobbsjansen")))
	m.next(t)
	thumb := func(name string, value map[string]any) map[string]any {
		a := in("thumbs", m.activity("invoke"))
		a["name"], a["replyToId"], a["value"] = name, "1", value
		var out map[string]any
		for range 3 { // Teams brings it again
			if err := json.Unmarshal(r.send(t, a).Body.Bytes(), &out); err != nil {
				t.Fatal(err)
			}
		}
		return out
	}
	reaction := func(kind string) map[string]any {
		return map[string]any{"actionName": "feedback", "actionValue": map[string]any{"reaction": kind}}
	}
	up := thumb("message/fetchTask", reaction("like"))["task"].(map[string]any)
	if up["type"] != "message" || up["value"] != "Takk for tilbakemeldingen." {
		t.Errorf("a thumb up is answered %v", up)
	}
	down := thumb("message/fetchTask", map[string]any{"data": reaction("dislike")})["task"].(map[string]any)
	form := string(encode(t, down))
	if down["type"] != "continue" || !strings.Contains(form, "Hva manglet?") || !strings.Contains(form, `"Action.Submit"`) || strings.Contains(form, "Action.Execute") {
		t.Errorf("a thumb down is answered %.400s", form)
	}
	if n := len(told.feedback); n != 2 || !told.feedback[0].Helpful || told.feedback[0].Entry != "jobbsjansen" || told.feedback[1].Helpful {
		t.Errorf("counted %+v", told.feedback)
	}
	sends := map[string]any{"actionName": "feedback", "actionValue": map[string]any{"reaction": "dislike",
		"feedback": `{"verb":"send","ref":"nb/jobbsjansen//0","text":"Gjelder det menn?","reasons":"incomplete"}`}}
	thumb("message/submitAction", sends)
	if got := card(t, m.next(t).Activity); !strings.Contains(got, "sendt til redaksjonen") {
		t.Errorf("who sent it is told %q", got)
	}
	if len(told.kept) != 1 || told.kept[0].Text != "Gjelder det menn?" || len(m.sent) != 0 {
		t.Errorf("kept %v, and %d more told", told.kept, len(m.sent))
	}
	thumb("message/submitAction", map[string]any{"actionName": "feedback", "actionValue": map[string]any{"reaction": "like", "feedback": `{"feedbackText":"fint"}`}})
	if len(told.kept) != 1 {
		t.Error("words of Teams' own dialog are kept")
	}
}

// TestToTheEditors: the asker sees the text in the card's place, can go back to what was
// there, and what they send is thanked for; a number is not sent.
func TestToTheEditors(t *testing.T) {
	m := newMicrosoft(t)
	c := m.config(t)
	told := &desk{}
	c.Editors = told
	r := run(t, m, c)
	const question = "kan hun få dekket førerkort for lastebil xyzzy?"
	r.send(t, m.message(question))
	answer := m.next(t).Activity
	below := answer["attachments"].([]any)[0].(map[string]any)["content"]
	button := func(v any, verb string) map[string]any {
		for _, a := range actionsOf(t, encode(t, v)) {
			if string(a.Verb) == verb {
				var data map[string]any
				if err := json.Unmarshal(encode(t, a.Data), &data); err != nil {
					t.Fatal(err)
				}
				return data
			}
		}
		t.Fatalf("no button %s on %.300s", verb, encode(t, v))
		return nil
	}
	form := r.invoke(t, "adaptiveCard/action", press(button(below, "editors")))
	if s := string(encode(t, form)); !strings.Contains(s, question) || !strings.Contains(s, "90 dager") {
		t.Errorf("the form is %.400s", s)
	}
	back := r.invoke(t, "adaptiveCard/action", press(button(form["value"], "card")))
	if string(encode(t, back["value"])) != string(encode(t, below)) {
		t.Errorf("back leads to %.300s, want %.300s", encode(t, back["value"]), encode(t, below))
	}
	if len(told.kept) != 0 {
		t.Error("kept before it was sent")
	}
	send := button(form["value"], "send")
	send["text"] = "kurs for " + number
	if got := r.invoke(t, "adaptiveCard/action", press(send)); len(told.kept) != 0 || !strings.Contains(fmt.Sprint(got["value"]), "ikke sendt") {
		t.Errorf("a number is answered with %v", got)
	}
	send["text"] = question
	got := r.invoke(t, "adaptiveCard/action", press(send))
	if len(told.kept) != 1 || told.kept[0].Text != question || !strings.Contains(string(encode(t, got["value"])), "sendt til redaksjonen") {
		t.Errorf("kept %v, answered %.300s", told.kept, encode(t, got))
	}
}

// desk is editors who read what they are sent.
type desk struct {
	editors
	kept []bot.Inquiry
}

func (d *desk) Inquire(_ context.Context, i bot.Inquiry) (bool, error) {
	i, err := i.Checked()
	if err == nil {
		d.kept = append(d.kept, i)
	}
	return err == nil, err
}

// TestTheAnswerAgain: the way back from what took the card's place leads to the very
// statements that were shown, with the numbers of the text above; an old card's leads to
// a card that says it all.
func TestTheAnswerAgain(t *testing.T) {
	m := newMicrosoft(t)
	r := run(t, m, m.config(t))
	for _, q := range []string{"hvor lenge varer KVP?", "kan permisjon regnes med i KVP?", "hvem betaler introduksjonsprogrammet?", "hva er jobbsjansen"} {
		r.send(t, m.message(q))
		below := m.next(t).Activity["attachments"].([]any)[0].(map[string]any)["content"]
		for _, a := range actionsOf(t, encode(t, below)) {
			if a.Verb != "note" && a.Verb != "snippet" && a.Verb != "more" {
				continue
			}
			instead := r.invoke(t, "adaptiveCard/action", press(data(t, a.Data)))
			for _, b := range actionsOf(t, encode(t, instead["value"])) {
				if b.Verb != "card" {
					continue
				}
				back := r.invoke(t, "adaptiveCard/action", press(data(t, b.Data)))
				if got, want := sourcesOn(back["value"]), sourcesOn(below); got != want {
					t.Errorf("%s: back from %s are the sources %s, want %s", q, a.Verb, got, want)
				}
				if strings.Contains(string(encode(t, back["value"])), "** ·") {
					t.Errorf("%s: back from %s the answer is said twice", q, a.Verb)
				}
			}
		}
	}
	old := r.invoke(t, "adaptiveCard/action", press(map[string]any{"verb": "card", "lang": "nb", "entry": "kvalifiseringsprogram", "section": "duration"}))
	if s := string(encode(t, old["value"])); !strings.Contains(s, "to år") {
		t.Errorf("a card of an older release is answered with %.300s", s)
	}
}

func data(tb testing.TB, v any) map[string]any {
	tb.Helper()
	var out map[string]any
	if err := json.Unmarshal(encode(tb, v), &out); err != nil {
		tb.Fatal(err)
	}
	return out
}

// sourcesOn are the lines of a card that begin with a number.
func sourcesOn(card any) string {
	var out []string
	for _, e := range card.(map[string]any)["body"].([]any) {
		if text, _ := e.(map[string]any)["text"].(string); strings.HasPrefix(text, "[1]") || strings.HasPrefix(text, "[2]") {
			out = append(out, text)
		}
	}
	return strings.Join(out, "\n")
}

// TestPressedBySomebodyElse: in a channel a way on is answered for all where the asker
// presses it, and for the presser alone, with a way to share it, where somebody else does.
func TestPressedBySomebodyElse(t *testing.T) {
	m := newMicrosoft(t)
	r := run(t, m, m.config(t))
	r.send(t, m.mention("hvor lenge varer KVP?"))
	answer := m.next(t).Activity
	for _, a := range pressable(t, answer) {
		if a.Verb != "show" {
			continue
		}
		for _, tt := range []struct {
			who    string
			alone  bool
			shares int
		}{{"29:kari", false, 0}, {"29:ola", true, 1}} {
			p := m.mention("")
			p["type"], p["name"], p["value"] = "invoke", "adaptiveCard/action", press(data(t, a.Data))
			r.send(t, by(tt.who, p))
			got := m.next(t)
			if alone := strings.Contains(got.Path, "isTargetedActivity=true"); alone != tt.alone {
				t.Errorf("%s by %s is answered at %s", a.Title, tt.who, got.Path)
			}
			if n := strings.Count(card(t, got.Activity), `"verb":"share"`); (n > 0) != tt.alone {
				t.Errorf("%s by %s: %d ways to share", a.Title, tt.who, n)
			}
		}
	}
}

// TestChosenInPlace: a choice takes the card's place for everybody, who then see the
// answer under the question; where the message is gone it is an answer of its own.
func TestChosenInPlace(t *testing.T) {
	for _, gone := range []bool{false, true} {
		m := newMicrosoft(t)
		r := run(t, m, m.config(t))
		a := in("choices", m.activity("invoke"))
		a["name"], a["replyToId"] = "adaptiveCard/action", "7"
		a["value"] = press(map[string]any{"verb": "choose", "ref": bot.Ref{Lang: content.Bokmal, Entry: "jobbsjansen", Section: content.Duration}.String()})
		want := http.MethodPut
		if gone {
			m.fail, want = []int{404}, http.MethodPost
		}
		r.send(t, a)
		got := m.next(t)
		text, _ := got.Activity["text"].(string)
		if got.Method != want || (text == "") == gone || !strings.Contains(card(t, got.Activity), "inntil to år") {
			t.Errorf("gone %v: shown by %s: %.300s", gone, got.Method, card(t, got.Activity))
		}
	}
}

// TestFiveSidesAtOnce: a question that asks five sections is answered on one screen.
func TestFiveSidesAtOnce(t *testing.T) {
	m := newMicrosoft(t)
	r := run(t, m, m.config(t))
	r.send(t, m.message("Hvem er KVP for, hva kreves, hvor lenge varer det, hva lever en av og hvem har ansvaret?"))
	a := m.next(t).Activity
	if text := a["text"].(string); !strings.Contains(text, "Kvalifiseringsprogram") || len([]rune(text)) > 1500 {
		t.Errorf("%d letters: %.300s", len([]rune(text)), text)
	}
}

// TestOldButtons: every verb that a message of an older release can have still works,
// also where the conversation is forgotten and when it is pressed twice.
func TestOldButtons(t *testing.T) {
	m := newMicrosoft(t)
	r := run(t, m, m.config(t))
	for _, verb := range []string{"card", "show", "step", "note", "snippet", "map", "feedback", "choose", "none", "page", "more"} {
		for _, value := range []map[string]any{
			{"verb": verb, "lang": "nb", "entry": "jamal", "section": "who", "step": 1, "helpful": true, "language": "ar"},
			{"verb": verb, "ref": "nb/jamal//1", "language": "ar"},
		} {
			for range 2 {
				got := r.invoke(t, "adaptiveCard/action", press(value))
				if got["statusCode"] != 200.0 || got["value"] == "" {
					t.Errorf("%v is answered with %.200v", value, got)
				}
			}
		}
	}
}
