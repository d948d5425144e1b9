package bot_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/content"
	"veiviser/search"
)

// kindsOf are the kinds of a row's buttons, in order.
func kindsOf(row []bot.Action) string {
	var out []string
	for _, a := range row {
		out = append(out, string(a.Kind))
	}
	return strings.Join(out, " ")
}

// longestLabel is what fits a button of every platform, in characters: Slack's.
const longestLabel = 75

// TestRows: whatever is asked of whatever entry, at most five buttons stand under the
// answer, in one order, each with a place it leads to; what they lead to is there, and a
// note, a share or the whole is of the very points that were shown.
func TestRows(t *testing.T) {
	b := wholeBot(t)
	forms := map[string]int{}
	for _, l := range content.Langs() {
		for _, e := range bottest.Some(b.Guide().Entries()) {
			for _, s := range append([]content.Section{""}, content.Sections()...) {
				c := b.EntryCard(l, e, s)
				name := bot.Ref{Lang: l, Entry: e.ID, Section: s}.String()
				forms[kindsOf(c.Row)]++
				if len(c.Row) > 5 || len(c.Row) < 2 || c.Row[len(c.Row)-1].Kind != bot.ShowMore {
					t.Errorf("%s: %s", name, kindsOf(c.Row))
				}
				for _, a := range c.Row {
					if a.Label == "" || utf8.RuneCountInString(a.Label) > longestLabel || a.Ref.Entry == "" || a.Ref.Lang != l {
						t.Errorf("%s: the button %+v", name, a)
					}
				}
				noted := slices.IndexFunc(c.Row, func(a bot.Action) bool { return a.Kind == bot.CopyNote })
				if (noted < 0) != (c.Gap != "") {
					t.Errorf("%s: the gap %q has the buttons %s", name, c.Gap, kindsOf(c.Row))
				}
				if noted < 0 {
					continue
				}
				a := c.Row[noted]
				_, again, err := b.Open(t.Context(), a.Ref, bot.ParsePoints(a.Value)...)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(c.Points, again.Points, cmp.AllowUnexported(bot.Source{})); diff != "" {
					t.Errorf("%s: pressed, it shows other points:\n%s", name, diff)
				}
			}
		}
	}
	if len(forms) < 5 {
		t.Errorf("only the rows %v", forms)
	}
	t.Log(forms)
}

// TestPointsThatWereFound: points that a question found lead what its buttons open, too.
func TestPointsThatWereFound(t *testing.T) {
	b := wholeBot(t)
	tried := 0
	for _, text := range append([]string{"kan KVP forlenges", "må man ha lovlig opphold for KVP", "kan man ta ferie i introduksjonsprogrammet"}, everyCard...) {
		a := answer(t, b, bot.Question{Text: text})
		for _, act := range a.Card.Row {
			if act.Kind != bot.CopyNote || act.Step > 0 {
				continue
			}
			_, again, err := b.Open(t.Context(), act.Ref, bot.ParsePoints(act.Value)...)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(a.Card.Points, again.Points, cmp.AllowUnexported(bot.Source{})); diff != "" {
				t.Errorf("%.40q, pressed (%s, %s), shows other points:\n%s", text, act.Ref, act.Value, diff)
			}
			tried++
		}
	}
	if tried < 5 {
		t.Errorf("only %d were tried", tried)
	}
}

func FuzzParsePoints(f *testing.F) {
	f.Add("duration.0,who.2")
	f.Add("summary.0,,what.99999999999999999999,right.-1,.3,right.1,right.2,right.3")
	f.Fuzz(func(t *testing.T, s string) {
		ps := bot.ParsePoints(s)
		var back []bot.Passage
		for _, p := range ps {
			back = append(back, bot.Passage{Entry: "e", ID: bot.Pick{Entry: "e", Part: string(p.Section), N: p.Index}})
		}
		if again := bot.ParsePoints(bot.FormatPoints("e", back)); !slices.Equal(again, ps) || len(ps) > 3 {
			t.Errorf("%q is %v, then %v", s, ps, again)
		}
	})
}

// TestTheWayBack: a subject that a question changes is told, and the first button leads
// back to the same section of it.
func TestTheWayBack(t *testing.T) {
	b := wholeBot(t)
	for text, want := range map[string][2]string{
		"hvor lenge varer kvalifiseringsprogrammet?": {"Byttet tema fra Jobbsjansen", "Tilbake til Jobbsjansen"},
		"kor lenge varer kvalifiseringsprogrammet?":  {"Bytta tema frå Jobbsjansen", "Tilbake til Jobbsjansen"},
		"how long is the qualification programme?":   {"Changed subject from ", "Back to "},
	} {
		answer(t, b, bot.Question{Text: "hvor lenge varer jobbsjansen?", Conversation: text})
		c := answer(t, b, bot.Question{Text: text, Conversation: text}).Card
		if !c.Changed || !strings.HasPrefix(c.Moved, want[0]) || !strings.HasPrefix(c.Row[0].Label, want[1]) ||
			c.Row[0].Ref.Entry != "jobbsjansen" || c.Row[0].Ref.Section != content.Duration {
			t.Errorf("%q: %q, %+v", text, c.Moved, c.Row[0])
		}
		again := answer(t, b, bot.Question{Text: text, Conversation: text}).Card
		if again.Changed || again.Moved != "" || again.Row[0].Kind == bot.ShowEntry && again.Row[0].Ref.Entry == "jobbsjansen" {
			t.Errorf("%q, again: %q, %+v", text, again.Moved, again.Row[0])
		}
	}
}

// TestSharedRow: what one person sees can be shared, whatever else stands in the row.
func TestSharedRow(t *testing.T) {
	b := wholeBot(t)
	p := bottest.Whole(t)
	for _, e := range bottest.Some(b.Guide().Entries()) {
		for _, s := range []content.Section{"", content.Duration, content.Payer} {
			c := b.EntryCard(content.Bokmal, e, s)
			row := c.Shared(p.Words.In("nb"))
			i := slices.IndexFunc(row, func(a bot.Action) bool { return a.Kind == bot.ShareAnswer })
			if len(row) > 5 || i < 0 || row[i].Ref.Entry != e.ID || row[len(row)-1].Kind != bot.ShowMore {
				t.Errorf("%s/%s: %s", e.ID, s, kindsOf(row))
			}
		}
	}
	if none := answer(t, b, bot.Question{Text: "xyzzy qwerty"}).Card; kindsOf(none.Shared(p.Words.In("nb"))) != kindsOf(none.Row) {
		t.Error("what is of no entry is shared")
	}
}

// TestNothing: a question that nothing answers says what it was about, what is nearest,
// whom to ask, and carries its words to the asker alone.
func TestNothing(t *testing.T) {
	b := wholeBot(t)
	for text, word := range map[string]string{
		"xyzzyhund qwerty": "«xyzzyhund»", "kva er xyzzyhund?": "«xyzzyhund»", "what is a xyzzyhund?": "“xyzzyhund”",
	} {
		a := answer(t, b, bot.Question{Text: text})
		last := a.Card.Row[len(a.Card.Row)-1]
		if a.Card.Kind != bot.NoneCard || !strings.Contains(a.Card.Title, word) || a.Card.Ask == nil || len(a.Card.Ask.Items) == 0 || last.Kind != bot.SendEditors || last.Value != text {
			t.Errorf("%q: %q, %+v, %+v", text, a.Card.Title, a.Card.Ask, last)
		}
		if strings.Contains(marshal(t, a.Reply()), text) {
			t.Errorf("%q stands in the reply", text)
		}
	}
	long := strings.Repeat("xyzzyhund ", 200)
	a := answer(t, b, bot.Question{Text: long})
	if v := a.Card.Row[len(a.Card.Row)-1].Value; len(v) != 500 {
		t.Errorf("%d characters go to the editors", len(v))
	}
}

// TestNoneOfThese: who wants none of the choices can tell the editors what they wanted.
func TestNoneOfThese(t *testing.T) {
	b := wholeBot(t)
	var c bot.Card
	for _, text := range everyCard {
		if c = answer(t, b, bot.Question{Text: text, Conversation: "c"}).Card; c.Kind == bot.ChoicesCard && len(c.Row) > 1 {
			break
		}
	}
	last := c.Row[len(c.Row)-1]
	if last.Kind != bot.NoneOfThese || last.Value == "" || len(c.Row) > 5 || c.Row[0].Kind != bot.Choose || !strings.HasPrefix(c.Row[0].Label, "1 ") {
		t.Fatalf("%s: %+v", c, c.Row)
	}
	a := answer(t, b, bot.Question{Text: last.Value, Choice: bot.ChooseNone, Conversation: "c"})
	if a.Card.Kind != bot.NoneCard || a.Card.Row[len(a.Card.Row)-1].Value != last.Value {
		t.Errorf("%s: %+v", a.Card, a.Card.Row)
	}
}

// TestCompared: of all siblings, two by two, each row says something of one of them, each
// cell is short, and its source is among those cited.
func TestCompared(t *testing.T) {
	b := wholeBot(t)
	offers := bottest.Some(b.Guide().OfKind(content.Offer))
	rows, whole := 0, 0
	for i, e := range offers {
		for _, l := range content.Langs() {
			other := offers[(i+1)%len(offers)]
			c, ok := b.Compare(l, []string{e.ID, other.ID}, "")
			if !ok || c.Table == nil || len(c.Table.Columns) != 2 || len(c.Table.Rows) > 4 || len(c.Table.Rows) == 0 {
				t.Fatalf("%s and %s: %+v", e.ID, other.ID, c.Table)
			}
			cited := c.Cited()
			for _, r := range c.Table.Rows {
				for _, cell := range r.Cells {
					if n := utf8.RuneCountInString(cell.Text); n == 0 || n > content.ShortMax || cell.Source > len(cited) {
						t.Errorf("%s and %s, %s: %+v", e.ID, other.ID, r.Section, cell)
					}
					rows++
					if cell.Text == "se siden" || cell.Text == "sjå sida" || cell.Text == "see the page" {
						whole++
					}
				}
			}
			if n := utf8.RuneCountInString(c.Brief()); n > bot.MaxBrief || !strings.Contains(c.Brief(), c.Table.Rows[0].Cells[0].Text) {
				t.Errorf("the brief: %q", c.Brief())
			}
		}
	}
	if whole*50 > rows {
		t.Errorf("%d of %d cells have no short form", whole, rows)
	}
	t.Logf("%d of %d cells have no short form", whole, rows)
	for _, ids := range [][]string{nil, {"jobbsjansen"}, {"jobbsjansen", "jobbsjansen"}, {"jobbsjansen", "never-was"}} {
		if _, ok := b.Compare(content.Bokmal, ids, ""); ok {
			t.Errorf("%v are compared", ids)
		}
	}
}

// TestAskedForMore: of a question that asks for more sides than are answered, each other
// one is named and has a button, within five; one that the guide lacks is told to be.
func TestAskedForMore(t *testing.T) {
	p := bottest.Whole(t)
	intro, _ := p.Guide.Entry("introduksjonsprogram")
	two := []content.Section{content.Duration, content.Next}
	for _, tt := range []struct {
		l       content.Lang
		further []content.Section
		foot    []string
		row     []bot.ActionKind
		first   []content.Section
	}{
		{content.Bokmal, nil, nil, []bot.ActionKind{bot.ShowEntry, bot.ShowEntry, bot.CopyNote, bot.ShowSnippet, bot.ShowMore}, []content.Section{content.Requirements, content.Livelihood}},
		{content.Bokmal, []content.Section{content.Who}, []string{"Du spurte også om hvem det er for."}, []bot.ActionKind{bot.ShowEntry, bot.CopyNote, bot.ShowSnippet, bot.ShowMore}, []content.Section{content.Who}},
		{content.Nynorsk, []content.Section{content.Who, content.Responsible, content.Combine}, []string{"Du spurde også om kven det er for, ansvar og kombinasjonar."}, []bot.ActionKind{bot.ShowEntry, bot.ShowEntry, bot.ShowEntry, bot.CopyNote, bot.ShowMore}, []content.Section{content.Who, content.Responsible, content.Combine}},
		{content.English, []content.Section{content.Local, content.Who}, nil, []bot.ActionKind{bot.ShowEntry, bot.CopyNote, bot.ShowSnippet, bot.ShowMore}, []content.Section{content.Who}},
	} {
		res := search.Result{Lang: tt.l, Confidence: search.Strong, Section: two[0], Hits: []search.Hit{{Entry: intro, Score: 1}}}
		res.Sections, res.Further = two, tt.further
		c := answer(t, bot.New(bot.Config{Guide: p.Guide, Index: foundFor(res), Words: p.Words}), bot.Question{Text: "alt om introprogrammet"}).Card
		var row []bot.ActionKind
		var first []content.Section
		for _, a := range c.Row {
			if row = append(row, a.Kind); a.Kind == bot.ShowEntry {
				first = append(first, a.Section)
			}
		}
		if !slices.Equal(row, tt.row) || !slices.Equal(first, tt.first) {
			t.Errorf("asked for %v too: buttons %v to %v, want %v to %v", tt.further, row, first, tt.row, tt.first)
		}
		if tt.foot != nil && !slices.Equal(c.Foot, tt.foot) || tt.foot == nil && len(tt.further) == 0 && len(c.Foot) > 0 {
			t.Errorf("asked for %v too: says %q, want %q", tt.further, c.Foot, tt.foot)
		}
		if slices.Contains(tt.further, content.Local) && (len(c.Foot) != 2 || !strings.Contains(c.Foot[1], "no source on local")) {
			t.Errorf("what the guide lacks is not told: %q", c.Foot)
		}
	}
}

// TestChoicesSay: what each choice answers to the question stands beside it, of the
// section asked for where there is one, with its source.
func TestChoicesSay(t *testing.T) {
	p := bottest.Whole(t)
	var hits []search.Hit
	var first []search.Passage
	for _, id := range []string{"fagbrev-pa-jobb", "praksiskandidat", "laerlinglonn"} {
		e, _ := p.Guide.Entry(id)
		hits = append(hits, search.Hit{Entry: e, Score: 1})
		first = append(first, search.Passage{Entry: e, Section: content.What, Point: 0})
	}
	for _, s := range append([]content.Section{""}, content.Sections()...) {
		found := first // where nothing is found, the section asked for answers
		if s != "" && s != content.What {
			found = nil
		}
		res := search.Result{Lang: content.Bokmal, Confidence: search.Weak, Section: s, Hits: hits, Passages: found}
		if s != "" {
			res.Sections = []content.Section{s}
		}
		c := answer(t, bot.New(bot.Config{Guide: p.Guide, Index: foundFor(res), Words: p.Words}), bot.Question{Text: "hva da"}).Card
		if len(c.Choices) != len(hits) {
			t.Fatalf("%s: %d choices", s, len(c.Choices))
		}
		for _, ch := range c.Choices {
			e, _ := p.Guide.Entry(ch.ID)
			section, has := s, s == "" || s == content.What || e.Text(content.Bokmal).Section(s) != nil
			if s == "" {
				section = content.What
			}
			switch {
			case !has && ch.Says != nil:
				t.Errorf("%s/%s says %v", ch.ID, s, ch.Says)
			case ch.Says == nil: // what it answers has no form as short as a line
				ps := e.Text(content.Bokmal).Section(section)
				if section != content.What && len(ps) > 0 && (ps[0].Short != "" || utf8.RuneCountInString(ps[0].Text) <= 120) {
					t.Errorf("%s/%s does not say %q", ch.ID, s, ps[0].Text)
				}
			case utf8.RuneCountInString(ch.Says.Text) > 120:
				t.Errorf("%s/%s says more than a line or two: %q", ch.ID, s, ch.Says.Text)
			case ch.Says != nil && (ch.Says.Entry != e.ID || ch.Says.Section != section || ch.Says.Source == nil || ch.Says.Source.Number == 0):
				t.Errorf("%s/%s says %+v", ch.ID, s, ch.Says)
			case ch.Says != nil && !strings.Contains(c.Brief(), ch.Says.Text) && ch.Number == 1 && len(ch.Says.Text) < 200:
				t.Errorf("%s/%s: the brief is %q", ch.ID, s, c.Brief())
			}
		}
	}
}
