package bot_test

import (
	"slices"
	"strings"
	"testing"

	"veiviser/bot"
	"veiviser/content"
)

// TestToldByPresses: what is told is shown with a press that takes it away; pressed twice, of
// a conversation that is over or with what no button sends, nothing is lost and the answer is
// one in words.
func TestToldByPresses(t *testing.T) {
	b := wholeBot(t)
	say := func(c, text string) bot.Answer { return answer(t, b, bot.Question{Text: text, Conversation: c}) }
	press := func(c, value string) bot.Answer {
		return answer(t, b, bot.Question{Choice: bot.Telling(value), Conversation: c})
	}
	chips := func(a bot.Answer) string {
		var out []string
		for _, ch := range a.Card.Told {
			out = append(out, ch.Field+"="+ch.Value)
		}
		return strings.Join(out, " ")
	}
	if got := chips(say("a", "hva finnes for en flyktning på 34 med A1")); got != "age=34 norwegian=A1 residence=refugee" {
		t.Fatalf("told: %s", got)
	}
	for range 2 { // a press twice
		if got := chips(press("a", "-norwegian")); got != "age=34 residence=refugee" {
			t.Errorf("without the level: %s", got)
		}
	}
	for _, bad := range []string{"norwegian=B7", "age", "=", "nobody=1", "!nothing", "age=7"} {
		if a := press("a", bad); a.Card.Kind != bot.TextCard || a.Card.Title == "" {
			t.Errorf("%q is answered with %s", bad, a.Card.Kind)
		}
		if got := chips(say("a", "A2")); !strings.Contains(got, "residence=refugee") {
			t.Errorf("after %q: %s", bad, got)
		}
	}
	for _, value := range []string{"-norwegian", "?age", "norwegian=B7"} {
		if a := press("over", value); a.Card.Kind != bot.TextCard || len(a.Card.Row) == 0 {
			t.Errorf("%q in a conversation that is over is answered with %+v", value, a.Card)
		}
	}
	if a := press("over", "norwegian=A2"); chips(a) != "norwegian=A2" {
		t.Errorf("what is pressed begins a conversation: %s", chips(a))
	}
	if a := say("b", "hun er 130 år"); a.Card.Kind != bot.TextCard || !strings.Contains(a.Card.Lead, "130") {
		t.Errorf("an impossible age is answered with %+v", a.Card)
	}
}

// TestAskedBack: one question at a time, at most four, each skippable, none twice, and a
// press twice asks nothing more.
func TestAskedBack(t *testing.T) {
	b := wholeBot(t)
	for _, l := range content.Langs() {
		c := "asked " + string(l)
		a := answer(t, b, bot.Question{Text: "hva finnes for en med A1", Conversation: c, Lang: l})
		var fields []string
		for range 6 {
			q := a.Card.AskBack
			if a.Card.Kind != bot.ListCard || q == nil {
				break
			}
			if n := len(q.Options); n < 3 || n > 5 || !strings.HasPrefix(q.Options[n-1].Choice, bot.Telling("?")) || q.Text == "" || slices.Contains(fields, q.Field) {
				t.Errorf("%s: asked %+v after %v", l, q, fields)
			}
			fields = append(fields, q.Field)
			a = answer(t, b, bot.Question{Choice: q.Options[len(q.Options)-1].Choice, Conversation: c, Lang: l})
		}
		if len(fields) != 4 || a.Card.Kind != bot.ListCard || a.Card.AskBack != nil {
			t.Errorf("%s: asked %v, then %s", l, fields, a.Card.Kind)
		}
	}
}

// TestFits: every condition has its sign, the state in words and the guide's statement, and
// an offer that is closed is not called open.
func TestFits(t *testing.T) {
	b := wholeBot(t)
	answer(t, b, bot.Question{Text: "hva finnes for en asylsøker på 19 med A1", Conversation: "f"})
	a := answer(t, b, bot.Question{Text: "hvorfor ikke introduksjonsprogram?", Conversation: "f"})
	f := a.Card.Fits
	if f == nil || f.State != content.NotMet || a.Card.Entry != "introduksjonsprogram" || len(a.Card.Row) > 5 {
		t.Fatalf("answered with %+v", a.Card)
	}
	for _, c := range f.Conditions {
		if c.Mark == "" || c.Said == "" || c.Title == "" || c.Says != nil && c.Says.Source == nil && c.Says.Rule == nil {
			t.Errorf("%+v", c)
		}
	}
	for i, p := range a.Card.Points {
		if !strings.ContainsAny(p.Before, "✓✗?") || i == 0 && !strings.HasPrefix(p.Before, "✗") {
			t.Errorf("%q stands before %q", p.Before, p.Text)
		}
	}
}
