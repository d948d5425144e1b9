package bot_test

import (
	"slices"
	"strings"
	"testing"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/content"
	"veiviser/locales"
	"veiviser/pathway"
)

// pathButton is the button of a card that leads along a path and is called label; the
// first of them for an empty one.
func pathButton(t *testing.T, c bot.Card, label string) bot.Action {
	t.Helper()
	for _, a := range slices.Concat(c.Row, c.Behind) {
		if a.Kind == bot.WalkPath && strings.HasPrefix(a.Label, label) {
			return a
		}
	}
	t.Fatalf("no button %q of a path among %+v", label, c.Row)
	return bot.Action{}
}

// TestFromListToNote: from a question that is a case to a path with its note it is at most
// six presses, each phase stands on one screen, and the note has statements of all phases.
func TestFromListToNote(t *testing.T) {
	b := wholeBot(t)
	list := answer(t, b, bot.Question{Text: "hva finnes for en flyktning på 34 med grunnskole og A1 som vil jobbe raskt", Conversation: "n"})
	press := func(a bot.Action) bot.Answer {
		return answer(t, b, bot.Question{Choice: bot.ChoosePath, Text: a.Value, Lang: content.Bokmal, Conversation: "n"})
	}
	all := press(pathButton(t, list.Card, "")) // 1
	if all.Card.Kind != bot.PathCard || len(all.Card.Sections) < 2 || len(all.Card.Sections) > 3 {
		t.Fatalf("%d paths to choose from: %+v", len(all.Card.Sections), all.Card)
	}
	if !strings.Contains(all.Card.Lead, "ikke en fasit") {
		t.Errorf("the paths are not said to be an example: %q", all.Card.Lead)
	}
	at := press(pathButton(t, all.Card, "1 ")) // 2
	presses := 2
	for {
		if at.Card.Subject == nil || len(at.Card.Points) == 0 || len(at.Card.Points) > 3 || len(at.Card.Row) > 5 {
			t.Fatalf("a phase that isn't one screen: %+v", at.Card)
		}
		for _, p := range at.Card.Points {
			if p.Source == nil {
				t.Errorf("a statement without a source: %q", p.Text)
			}
		}
		i := slices.IndexFunc(at.Card.Row, func(a bot.Action) bool { return a.Primary })
		if i < 0 {
			break
		}
		at = press(at.Card.Row[i])
		presses++
	}
	i := slices.IndexFunc(at.Card.Row, func(a bot.Action) bool { return a.Kind == bot.NotePath })
	if i < 0 {
		t.Fatal("no note")
	}
	if presses++; presses > 6 {
		t.Errorf("%d presses to the note", presses)
	}
	ticks := bot.ParseTicks(at.Card.Row[i].Value)
	entries := map[string]bool{}
	for _, p := range ticks.On {
		entries[p.Entry] = true
	}
	if !entries["introduksjonsprogram"] || !entries["introduksjonsstonad"] || !entries["direkte-i-arbeid"] {
		t.Errorf("the note is of %v alone", entries)
	}
	note, err := b.Compose(t.Context(), content.Bokmal, ticks, bot.NoteOptions{})
	if err != nil || len(note.Note.Parts) < 3 {
		t.Errorf("note %+v, %v", note, err)
	}
}

// TestPathInWords: a path is asked for, chosen, walked and changed by words in every language.
func TestPathInWords(t *testing.T) {
	b := wholeBot(t)
	say := map[content.Lang][]string{
		content.Bokmal:  {"hva finnes for en flyktning på 34 med grunnskole og A1", "lag en vei", "1", "neste", "tilbake", "uten introduksjonsprogrammet", "deltid", "i Nordland"},
		content.Nynorsk: {"kva finst for ein flyktning på 34 med grunnskule og A1", "lag ein veg", "1", "neste", "tilbake", "utan introduksjonsprogrammet", "deltid", "i Nordland"},
		content.English: {"what is there for a refugee aged 34 with primary school and A1", "make a path", "1", "next", "back", "without the introduction programme", "part-time", "in Nordland"},
	}
	for l, texts := range say {
		var cards []bot.Card
		for _, text := range texts {
			cards = append(cards, answer(t, b, bot.Question{Text: text, Lang: l, Conversation: "w" + string(l)}).Card)
		}
		for i, c := range cards[1:] {
			if c.Kind != bot.PathCard || c.Lang != l {
				t.Errorf("%s %q: answered with %s in %s", l, texts[i+1], c.Kind, c.Lang)
			}
		}
		if cards[2].Subject == nil || cards[3].Subject == nil || cards[2].Subject.Title == cards[3].Subject.Title || cards[4].Subject == nil || cards[4].Subject.Title != cards[2].Subject.Title {
			t.Errorf("%s: next and back don't walk", l)
		}
		for _, s := range cards[5].Sections {
			if strings.Contains(s.Points[0].Text, "ntroduksjonsprogram →") {
				t.Errorf("%s: what is left out is still there: %q", l, s.Points[0].Text)
			}
		}
		if !strings.Contains(cards[7].Lead, "Nordland") {
			t.Errorf("%s: the county isn't said: %q", l, cards[7].Lead)
		}
	}
}

// TestNoPaths: a bot that makes none offers none, and is asked for one in vain.
func TestNoPaths(t *testing.T) {
	p := bottest.Whole(t)
	b := bot.New(bot.Config{Guide: p.Guide, Index: p.Index, Words: p.Words, Conversations: bot.NewMemory(10), NoPaths: true})
	way := bot.Way{Goal: "work", Style: pathway.Fast, Phase: 1}.String()
	for i, q := range []bot.Question{{Text: "hva finnes for en flyktning på 34 med A1"}, {Text: "lag en vei for en flyktning på 34 med A1"}, {Choice: bot.ChoosePath, Text: way}} {
		q.Conversation = "n"
		c := answer(t, b, q).Card
		if c.Kind == bot.PathCard {
			t.Errorf("question %d is answered with a path", i)
		}
		for _, a := range slices.Concat(c.Row, c.Behind, c.Actions) {
			if a.Kind == bot.WalkPath {
				t.Errorf("question %d: the button %q", i, a.Label)
			}
		}
	}
}

// TestPathGoesWrong: what can't be is answered kindly, and nothing is lost.
func TestPathGoesWrong(t *testing.T) {
	b := wholeBot(t)
	text := func(k locales.Key) string { return bottest.Whole(t).Words.In("nb").Text(k) }
	if c := answer(t, b, bot.Question{Text: "lag en vei", Conversation: "g1"}).Card; c.Title != text(locales.PathTellTitle) {
		t.Errorf("of nobody: %q", c.Title)
	}
	way := bot.Way{Goal: "work", Style: pathway.Fast, Phase: 1}.String()
	for name, value := range map[string]string{"a conversation that is over": way, "what no button of ours says": "work/slow/x", "nothing": ""} {
		if c := answer(t, b, bot.Question{Choice: bot.ChoosePath, Text: value, Conversation: "g2", Lang: content.Bokmal}).Card; c.Lead != text(locales.PathGone) {
			t.Errorf("%s: %q", name, c.Lead)
		}
	}
	answer(t, b, bot.Question{Text: "hva finnes for asylsøkere på 30", Conversation: "g3"})
	if c := answer(t, b, bot.Question{Text: "lag en vei", Conversation: "g3"}).Card; !strings.Contains(c.Lead, text(locales.PathAsylumSeeker)) {
		t.Errorf("an asylum seeker: %q", c.Lead)
	}
	answer(t, b, bot.Question{Text: "hva finnes for en flyktning på 34 med A1", Conversation: "g4"})
	far := bot.Way{Goal: "work", Style: pathway.Fast, Phase: 90}.String()
	for range 2 { // twice, and a phase that isn't there
		if c := answer(t, b, bot.Question{Choice: bot.ChoosePath, Text: far, Conversation: "g4", Lang: content.Bokmal}).Card; c.Kind != bot.PathCard || len(c.Sections) == 0 {
			t.Errorf("a phase that isn't there: %+v", c)
		}
	}
}

// TestWayText: a way is read as it was written, and nothing else is one.
func TestWayText(t *testing.T) {
	for _, w := range []bot.Way{
		{Goal: "work"}, {Goal: "higher", Style: pathway.Formal, Phase: 3, PartTime: true, Soon: true, County: "18", Without: []string{"kvalifiseringsprogram", "amo-kurs"}},
	} {
		if got, ok := bot.ParseWay(w.String()); !ok || got.String() != w.String() {
			t.Errorf("%q is read as %q, %v", w, got, ok)
		}
	}
	for _, s := range []string{"", "work", "work/fast/1//", "fame/fast/1///", "work/slow/1///", "work/fast/-1///", "work/fast/x///", "work/fast/1//99/", "work/fast/1///<b>", "work/fast/1///" + strings.Repeat("a,", 9)} {
		if w, ok := bot.ParseWay(s); ok {
			t.Errorf("%q is read as %+v", s, w)
		}
	}
}

// TestPathSaysWhatIsMissing: each gap that is the bot's to say stands at the foot of its
// phase, in every language.
func TestPathSaysWhatIsMissing(t *testing.T) {
	b, p := wholeBot(t), bottest.Whole(t)
	months := func(n int) *int { return &n }
	yes, no := true, false
	settled := content.Profile{Age: 34, Gender: "woman", Residence: "refugee", Norwegian: "A1", Schooling: "primary", Settled: &yes, MonthsSettled: months(2)}
	without := settled
	without.Settled, without.Norwegian = &no, "B1"
	for _, tt := range []struct {
		kind    pathway.GapKind
		key     locales.Key
		profile content.Profile
		way     bot.Way
	}{
		{pathway.StudyPermit, locales.PathStudies, content.Profile{Age: 28, Residence: "student", Norwegian: "A2", Schooling: "higher"}, bot.Way{Goal: "norwegian"}},
		{pathway.Possible, locales.PathPossible, without, bot.Way{Goal: "upper-secondary"}},
		{pathway.Obliged, locales.PathObliged, content.Profile{Age: 36, Residence: "labour", Norwegian: "A2", Schooling: "upper-secondary", Status: []string{"employed"}, YearsOfWork: months(6)}, bot.Way{Goal: "trade-certificate"}},
		{pathway.Duty, locales.PathDutySure, settled, bot.Way{Goal: "work", Without: []string{"introduksjonsprogram"}}},
		{pathway.Duty, locales.PathDuty, content.Profile{Age: 30, Residence: content.FamilyResidence, Norwegian: "B1", Schooling: "primary"}, bot.Way{Goal: "trade-certificate"}},
		{pathway.Offered, locales.PathOfferedElse, content.Profile{Age: 27, Gender: "woman", Residence: "family-of-other", Norwegian: "A1", Schooling: "upper-secondary", MonthsSettled: months(5)}, bot.Way{Goal: "work"}},
	} {
		asked := bot.PathAsked{Profile: tt.profile, Way: tt.way}
		found := false
		for _, path := range b.Paths(asked).Paths {
			for i, ph := range path.Phases {
				if !slices.ContainsFunc(ph.Gaps, func(g pathway.Gap) bool { return g.Kind == tt.kind }) {
					continue
				}
				for _, l := range content.Langs() {
					at := asked
					at.Way.Style, at.Way.Phase = path.Style, i+1
					words := p.Words.In(string(l)).Text(tt.key, "Title", "\x00", "Who", "\x00", "Length", "\x00")
					said := func(line string) bool {
						return !slices.ContainsFunc(strings.Split(words, "\x00"), func(part string) bool { return !strings.Contains(line, part) })
					}
					if foot := b.Path(l, at).Foot; slices.ContainsFunc(foot, said) {
						found = true
					} else if tt.kind != pathway.Offered { // not everything that is offered is lived on
						t.Errorf("%s: %s of %v isn't said: %q", l, tt.kind, ph.Steps[0].Entry, foot)
					}
				}
			}
		}
		if !found {
			t.Errorf("no path says %s", tt.key)
		}
	}
}
