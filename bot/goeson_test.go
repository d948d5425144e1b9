package bot_test

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/content"
	"veiviser/search"
)

// script is a search that finds one result after the other, and notes what each question
// was asked of.
type script struct {
	results []search.Result
	of      []string          // ids of the subjects; empty for none
	told    []content.Profile // of the participant before
}

func (s *script) Search(_ context.Context, q search.Query) (search.Result, error) {
	id := ""
	if q.Subject != nil {
		id = q.Subject.ID
	}
	s.of, s.told = append(s.of, id), append(s.told, q.Told)
	r := s.results[0]
	s.results = s.results[1:]
	r.Lang = q.Lang
	return r, nil
}

// between is a result that may be of each of the entries, which s is asked of: of the first
// far rather than of the others.
func between(s content.Section, es ...*content.Entry) search.Result {
	r := search.Result{Confidence: search.Weak, Section: s, Understanding: search.Understanding{Sections: []content.Section{s}}}
	for i, e := range es {
		r.Hits = append(r.Hits, search.Hit{Entry: e, Score: math.Pow(0.1, float64(i))})
	}
	return r
}

// level is a result as between's that is of each entry as well as of the others.
func level(s content.Section, es ...*content.Entry) search.Result {
	r := between(s, es...)
	for i := range r.Hits {
		r.Hits[i].Score = 1 - float64(i)/10
	}
	return r
}

// follows is a result that asks for s and names nothing.
func follows(s content.Section) search.Result {
	return search.Result{Confidence: search.None, Section: s, Understanding: search.Understanding{Sections: []content.Section{s}, FollowUp: true, Said: search.Said{Side: true}}}
}

// TestGoesOnFromWhatIsOpen: after choices and a question that nothing answered, a
// question that names nothing is answered of what was most likely meant, in every
// language, and the other is a press away; what was not chosen is not come back to.
func TestGoesOnFromWhatIsOpen(t *testing.T) {
	bottest.OneByOne(t)
	p := bottest.Whole(t)
	entry := func(id string) *content.Entry {
		e, ok := p.Guide.Entry(id)
		if !ok {
			t.Fatal(id)
		}
		return e
	}
	nav := entry("nav")
	named := func(r search.Result, e *content.Entry) search.Result {
		r.Subjects = []*content.Entry{e}
		return r
	}
	strong := func(e *content.Entry) search.Result {
		return named(search.Result{Confidence: search.Strong, Hits: []search.Hit{{Entry: e, Score: 1}}}, e)
	}
	refused := search.Result{Confidence: search.None}
	against := search.Result{Understanding: search.Understanding{Said: search.Said{Bare: true, Person: search.Person{Against: []search.Against{{Field: "norwegian", First: "A1", Second: "C1"}}}}}}
	outside := refused
	outside.Outside = true
	of := outside
	of.Refers = true
	for _, l := range content.Langs() {
		all := bottest.Some(p.Guide.OfKind(content.Offer))
		for i, e := range all {
			o := all[(i+1)%len(all)]
			if e == o || e.Text(l).Section(content.Responsible) == nil || o.Text(l).Section(content.Responsible) == nil {
				continue
			}
			for name, tt := range map[string]struct {
				turns []search.Result
				want  *content.Entry // nil: it is asked what about
				other *content.Entry // has a button; nil: none is looked for
			}{
				"choices":                            {[]search.Result{named(between(content.Duration, e, o), e)}, e, o},
				"choices within a conversation":      {[]search.Result{strong(o), between(content.Duration, e, nav)}, o, nil},
				"nothing, of the subject":            {[]search.Result{strong(e), of}, e, nil},
				"choices, the other chosen and left": {[]search.Result{named(between(content.Duration, e, o), e), {Among: o}, against}, nil, nil},
				"nothing, not understood":            {[]search.Result{strong(e), refused}, e, nil},
				"nothing, an actor named":            {[]search.Result{strong(e), named(refused, nav)}, e, nil},
				"nothing, of what the guide leaves":  {[]search.Result{strong(e), outside}, nil, nil},
			} {
				s := &script{results: append(tt.turns, follows(content.Responsible))}
				b := bot.New(bot.Config{Guide: p.Guide, Index: s, Words: p.Words, Conversations: bot.NewMemory(10)})
				var a bot.Answer
				for n := range len(tt.turns) + 1 {
					a = answer(t, b, bot.Question{Text: fmt.Sprint("spørsmål ", n), Conversation: "c", Lang: l})
				}
				switch {
				case tt.want == nil && (a.Card.Entry != "" || a.Confidence == search.Strong):
					t.Errorf("%s, %s, %s: answered of %s", name, l, e.ID, a.Card.Entry)
				case tt.want != nil && (a.Card.Entry != tt.want.ID || a.Section != content.Responsible || a.Confidence != search.Strong):
					t.Errorf("%s, %s, %s: %s, section %q, want %s", name, l, e.ID, a.Card, a.Section, tt.want.ID)
				case tt.want != nil && s.of[len(s.of)-1] != tt.want.ID:
					t.Errorf("%s, %s, %s: it was searched for in %q", name, l, e.ID, s.of[len(s.of)-1])
				case tt.other != nil && !slices.ContainsFunc(a.Card.Row, func(x bot.Action) bool { return x.Entry == tt.other.ID || x.Ref.Entry == tt.other.ID }):
					t.Errorf("%s, %s, %s: no button leads to %s: %+v", name, l, e.ID, tt.other.ID, a.Card.Row)
				}
			}
		}
	}
}

// TestGoesOnFromEach: what may as well be of one as of another that was offered is answered
// of each, in every language, actors last, until one is chosen; another question is none of them.
func TestGoesOnFromEach(t *testing.T) {
	bottest.OneByOne(t)
	p := bottest.Whole(t)
	nav, _ := p.Guide.Entry("nav")
	all := p.Guide.OfKind(content.Offer)
	for _, l := range content.Langs() {
		for i, e := range bottest.Some(all) {
			o, third := all[(i+1)%len(all)], all[(i+2)%len(all)]
			if e == o || e == third || e.Text(l).Section(content.Responsible) == nil || o.Text(l).Section(content.Responsible) == nil {
				continue
			}
			open := level(content.Duration, nav, e, o)
			another := search.Result{Confidence: search.Strong, Hits: []search.Hit{{Entry: third, Score: 1}}, Understanding: search.Understanding{Subjects: []*content.Entry{third}}}
			s := &script{results: []search.Result{open, follows(content.Responsible), follows(content.Payer), {Understanding: search.Understanding{Said: search.Said{Choice: 2}}}, open, follows(content.Responsible), another}}
			b := bot.New(bot.Config{Guide: p.Guide, Index: s, Words: p.Words, Conversations: bot.NewMemory(10)})
			ask := func() bot.Answer { return answer(t, b, bot.Question{Text: "spørsmål", Conversation: "c", Lang: l}) }
			ask()
			for _, want := range []content.Section{content.Responsible, content.Payer} {
				a := ask()
				var got []string
				for _, ch := range a.Card.Choices {
					got = append(got, ch.ID)
				}
				if a.Confidence != search.Weak || a.Section != want || !slices.Equal(got, []string{e.ID, o.ID, nav.ID}) {
					t.Errorf("%s, %s: %s of %s, %q", l, e.ID, a.Confidence, a.Section, got)
				}
				if want == content.Responsible && (a.Card.Choices[0].Says == nil || a.Card.Choices[1].Says == nil) {
					t.Errorf("%s, %s or %s: nothing said of who is responsible", l, e.ID, o.ID)
				}
			}
			if a := ask(); a.Card.Entry != o.ID || a.Section != content.Payer {
				t.Errorf("%s: the second is %s, section %q, want %s", l, a.Card.Entry, a.Section, o.ID)
			}
			ask()
			ask()
			if a := ask(); a.Card.Entry != third.ID || a.Section != "" {
				t.Errorf("%s: another question is answered of %s, section %q", l, a.Card.Entry, a.Section)
			}
		}
	}
}

// TestGoesOnFromAComparison: another section of those side by side is a comparison again,
// also after a question that nothing answered; how those that were offered differ is one.
func TestGoesOnFromAComparison(t *testing.T) {
	b := wholeBot(t)
	for _, turns := range [][]string{
		{"forskjellen på arbeidstrening og lønnstilskudd", "hvor lenge varer det?"},
		{"skilnaden på arbeidstrening og lønstilskot", "kor lenge varer det?"},
		{"difference between work training and wage subsidy", "how long does it last?"},
		{"difference between work training and wage subsidy", "which one pays more", "how long does it last?"},
		{"hva er språkpraksis", "hva er forskjellen til arbeidstrening", "hvor lenge varer det?"},
		{"kva er arbeidstrening", "kva er skilnaden på lønstilskot", "kor lenge varer det?"},
		{"what is work training", "what is the difference to a wage subsidy", "how long does it last?"},
	} {
		var a bot.Answer
		for _, text := range turns {
			a = answer(t, b, bot.Question{Text: text, Conversation: turns[0] + fmt.Sprint(len(turns))})
		}
		if a.Card.Table == nil || len(a.Card.Table.Columns) != 2 || a.Section != content.Duration {
			t.Errorf("%q: %s, section %q", turns, a.Card, a.Section)
		}
	}
}

// TestChosenSaysWhatItSaid: what stood beside a choice leads when it is chosen by its
// number or its place, unless the text that chooses asks for something.
func TestChosenSaysWhatItSaid(t *testing.T) {
	p := bottest.Whole(t)
	e, _ := p.Guide.Entry("kvalifiseringsprogram")
	o, _ := p.Guide.Entry("introduksjonsprogram")
	found := between(content.Duration, o, e)
	found.Passages = []search.Passage{{Entry: o, Section: content.Duration, Point: 1}, {Entry: e, Section: content.Requirements, Point: 1}}
	for choice, then := range map[string]search.Result{
		"2":                {Understanding: search.Understanding{Said: search.Said{Choice: 2}}},
		"2, hvor lenge?":   {Section: content.Duration, Understanding: search.Understanding{Sections: []content.Section{content.Duration}, Said: search.Said{Choice: 2}}},
		"den med vedtaket": {Among: e},
	} {
		s := &script{results: []search.Result{found, then}}
		b := bot.New(bot.Config{Guide: p.Guide, Index: s, Words: p.Words, Conversations: bot.NewMemory(10)})
		c := answer(t, b, bot.Question{Text: "hvor lenge", Conversation: "c", Lang: content.Bokmal}).Card
		if len(c.Choices) != 2 || c.Choices[1].Says == nil {
			t.Fatalf("choices: %+v", c.Choices)
		}
		a := answer(t, b, bot.Question{Text: choice, Conversation: "c", Lang: content.Bokmal})
		want := c.Choices[1].Says.ID
		if then.Section != "" {
			want = bot.Pick{Entry: e.ID, Digest: want.Digest, Part: string(content.Duration)}
		}
		if a.Card.Entry != e.ID || a.Card.Points[0].ID != want {
			t.Errorf("%q: %s begins with %v, want %v", choice, a.Card.Entry, a.Card.Points[0].ID, want)
		}
	}
}

// TestGuardInTheConversationsLanguage: a number is refused in the language of what was
// answered before it.
func TestGuardInTheConversationsLanguage(t *testing.T) {
	b := wholeBot(t)
	for l, text := range map[content.Lang]string{content.English: "what is the introduction programme?", content.Nynorsk: "kva er introduksjonsprogrammet?", content.Bokmal: "hva er introduksjonsprogrammet?"} {
		answer(t, b, bot.Question{Text: text, Conversation: text})
		if a := answer(t, b, bot.Question{Text: "01010750160", Conversation: text}); a.Guard == "" || a.Lang != l || a.Card.Lang != l {
			t.Errorf("after %q: guard %q in %q", text, a.Guard, a.Lang)
		}
	}
}

// TestToldIsRemembered: what one turn tells of a participant holds for the next, until
// another is told of.
func TestToldIsRemembered(t *testing.T) {
	p := bottest.Whole(t)
	kvp, _ := p.Guide.Entry("kvalifiseringsprogram")
	tells := func(age int, residence string, also bool) search.Result {
		r := search.Result{Confidence: search.Strong, Hits: []search.Hit{{Entry: kvp, Score: 1}}}
		r.Person.Age, r.Person.Residence, r.Also = age, residence, also
		return r
	}
	s := &script{results: []search.Result{tells(23, "", false), tells(0, "collective-protection", false), tells(0, "", false), tells(30, "", true), tells(41, "", false), tells(0, "", false)}}
	b := bot.New(bot.Config{Guide: p.Guide, Index: s, Words: p.Words, Conversations: bot.NewMemory(10)})
	for n := range 6 {
		answer(t, b, bot.Question{Text: fmt.Sprint("spørsmål ", n), Conversation: "c", Lang: content.Bokmal})
	}
	want := []string{"0 ", "23 ", "23 collective-protection", "23 collective-protection", "30 collective-protection", "41 "}
	for n, told := range s.told {
		if got := fmt.Sprint(told.Age, " ", told.Residence); got != want[n] {
			t.Errorf("before turn %d %q is told, want %q", n+1, got, want[n])
		}
	}
}

// TestSumsStandFirst: asked how much one gets, the support that an offer points to says
// it, in every language, of every offer that points to one.
func TestSumsStandFirst(t *testing.T) {
	bottest.OneByOne(t)
	b := wholeBot(t)
	ask := map[content.Lang]string{content.Bokmal: "hva får hun i penger?", content.Nynorsk: "kva får ho i pengar?", content.English: "what does she get in money?"}
	tried := 0
	for _, e := range bottest.Whole(t).Guide.OfKind(content.Offer) {
		to := pointedTo(e)
		if _, ok := bottest.Whole(t).Guide.Entry(to); !ok { // or it is a wage
			continue
		}
		tried++
		for _, l := range content.Langs() {
			c := fmt.Sprint(e.ID, l)
			answer(t, b, bot.Question{Text: e.Text(l).Title, Conversation: c, Lang: l})
			a := answer(t, b, bot.Question{Text: ask[l], Conversation: c, Lang: l})
			if len(a.Card.Points) == 0 || a.Card.Points[0].Entry != to {
				t.Errorf("%s, %s: %s leads with %+v, want %s", e.ID, l, a.Card.Entry, a.Card.Points, to)
			}
		}
	}
	if tried == 0 {
		t.Error("no offer points to a support")
	}
}

// TestNoSumOfAnotherAge: where an age is told, no sum is said first that is for another.
func TestNoSumOfAnotherAge(t *testing.T) {
	b := wholeBot(t)
	for i, turns := range [][]string{
		{"KVP", "hun er 23 år", "hvor mye får hun?"},
		{"KVP", "hvor mye får hun hvis hun er 23 år?"},
		{"introduksjonsstønad", "hun er 23 år", "hvor mye får hun?"},
		{"introduksjonsprogram", "hun er 23 år", "hva får hun i penger?"},
	} {
		var a bot.Answer
		for _, text := range turns {
			a = answer(t, b, bot.Question{Text: text, Conversation: fmt.Sprint("c", i), Lang: content.Bokmal})
		}
		if len(a.Card.Points) == 0 {
			t.Errorf("%q: no statement", turns)
			continue
		}
		if text := a.Card.Points[0].Text; strings.Contains(text, "kr ") && !strings.Contains(text, "under 25") {
			t.Errorf("%q: %s", turns, text)
		}
	}
}

// pointedTo is the support that what one lives on in an offer points to first, where no
// other is pointed to; empty for none.
func pointedTo(e *content.Entry) string {
	var first string
	for _, p := range e.Text(content.Bokmal).Section(content.Livelihood) {
		for _, c := range e.Conditions {
			if p.ID == "" || c.PointID != p.ID || c.Field != "livelihood" {
				continue
			}
			to := c.Value.Word("support")
			if to == e.ID || first != "" && to != first {
				return ""
			}
			first = to
		}
	}
	return first
}

// TestPlacesWithASection: a section is asked of the one of those offered whose place is
// named; where nothing was offered, of the subject.
func TestPlacesWithASection(t *testing.T) {
	b := wholeBot(t)
	offered := answer(t, b, bot.Question{Text: "norskkurs eller fagbrev på jobb", Conversation: "o", Lang: content.Bokmal})
	if len(offered.Card.Choices) < 2 {
		t.Fatalf("not choices: %+v", offered.Card)
	}
	a := answer(t, b, bot.Question{Text: "hvem betaler for den andre?", Conversation: "o", Lang: content.Bokmal})
	if a.Card.Entry != offered.Card.Choices[1].ID || a.Section != content.Payer {
		t.Errorf("the second one: %s, section %q, want %s", a.Card.Entry, a.Section, offered.Card.Choices[1].ID)
	}
	answer(t, b, bot.Question{Text: "jobbsjansen", Conversation: "s", Lang: content.Bokmal})
	a = answer(t, b, bot.Question{Text: "hvem betaler for den første?", Conversation: "s", Lang: content.Bokmal})
	if a.Card.Entry != "jobbsjansen" || a.Section != content.Payer {
		t.Errorf("of the subject: %s, section %q", a.Card.Entry, a.Section)
	}
}

// TestSubjectsOfTheDayKeepTheirOrder: what somebody asked of today is offered the latest
// first, however often it is.
func TestSubjectsOfTheDayKeepTheirOrder(t *testing.T) {
	b := wholeBot(t)
	for i, text := range []string{"hva er KVP?", "hva er jobbsjansen?", "hva er norskprøven?"} {
		answer(t, b, bot.Question{Text: text, Conversation: fmt.Sprint(i), Person: "p"})
	}
	var first []bot.Choice
	for i := range 3 {
		a := answer(t, b, bot.Question{Text: "hvor lenge?", Conversation: fmt.Sprint("new", i), Person: "p"})
		if first == nil {
			first = a.Card.Choices
		}
		if len(a.Card.Choices) != 3 || a.Card.Choices[0].ID != "norskprove" || a.Card.Choices[2].ID != first[2].ID {
			t.Errorf("time %d: %+v is offered", i+1, a.Card.Choices)
		}
	}
}
