package search_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"veiviser/content"
	"veiviser/search"
)

// phrase is a way of asking that stands in the guide, with its entry.
type phrase struct {
	text, entry string
	lang        content.Lang
}

// phrasesOfTheGuide takes every nth way of asking, in all three languages.
func phrasesOfTheGuide(g *content.Guide, nth int) []phrase {
	var out []phrase
	n := 0
	for _, e := range g.Entries() {
		for _, l := range content.Langs() {
			for _, a := range e.Text(l).Asked {
				if n++; n%nth == 0 {
					out = append(out, phrase{a, e.ID, l})
				}
			}
		}
	}
	return out
}

// waysToSay say a question differently; what is asked stays. {} is the question, with a
// question mark at its end.
var waysToSay = []struct {
	name       string
	nb, nn, en string
}{
	{"a greeting", "God morgen! {} På forhånd takk, og ha en fin dag!", "God morgon! {} På førehand takk, og ha ein fin dag!", "Good morning! {} Thank you in advance, and have a nice day!"},
	{"a signature", "{} Mvh Torstein", "{} Helsing Torstein", "{} Kind regards, Torstein"},
	{"urgency", "Haster veldig! {}", "Hastar veldig! {}", "Very urgent! {}"},
	{"a deadline", "{} Jeg må svare før fredag.", "{} Eg må svare før fredag.", "{} I have to answer before Friday."},
	{"a workplace", "Jeg sitter på kontoret i Bodø. {}", "Eg sit på kontoret i Bodø. {}", "I am at the office in Bodø. {}"},
	{"a home country", "Mannen kommer fra Etiopia. {}", "Mannen kjem frå Etiopia. {}", "The man comes from Ethiopia. {}"},
	{"a name before", "Birtukan lurer på dette: {}", "Birtukan lurer på dette: {}", "Birtukan wonders about this: {}"},
	{"a name after", "{} Hun heter Oksana.", "{} Ho heiter Oksana.", "{} Her name is Oksana."},
	{"an unknown word", "{} plorf", "{} plorf", "{} plorf"},
	{"small letters", "", "", ""},
	{"capitals", "", "", ""},
	{"no question mark", "", "", ""},
	{"more punctuation", "", "", ""},
}

// said returns the phrase changed.
func (p phrase) said(change string) string {
	question := strings.TrimRight(p.text, "?. ") + "?"
	switch change {
	case "small letters":
		return strings.ToLower(question)
	case "capitals":
		return strings.ToUpper(question)
	case "no question mark":
		return strings.TrimRight(question, "?")
	case "more punctuation":
		return "… " + strings.ReplaceAll(strings.TrimRight(question, "?"), " ", "  ") + " ???"
	}
	for _, c := range waysToSay {
		if c.name == change {
			frame := map[content.Lang]string{content.Bokmal: c.nb, content.Nynorsk: c.nn, content.English: c.en}[p.lang]
			return strings.ReplaceAll(frame, "{}", question)
		}
	}
	return question
}

// TestSaidDifferently: a phrase that is answered strongly with its entry is so too with
// a greeting, a name or a place around it; and none is answered strongly with another
// that was not before.
func TestSaidDifferently(t *testing.T) {
	search.OneByOne(t)
	t.Parallel()
	ix := search.Whole(t)
	phrases := phrasesOfTheGuide(ix.Guide(), 50)
	before := map[phrase]string{}
	for _, p := range phrases {
		before[p] = shown(ask(t, ix, p.said("")))
	}
	for _, c := range waysToSay {
		t.Run(c.name, func(t *testing.T) {
			right, kept, wrong := 0, 0, 0
			for _, p := range phrases {
				now := shown(ask(t, ix, p.said(c.name)))
				if before[p] == p.entry {
					right++
					if now == p.entry {
						kept++
					} else {
						t.Logf("%q: now %q", p.said(c.name), now)
					}
				}
				if now != "" && now != p.entry && now != before[p] {
					wrong++
					t.Logf("%q: now %q, before %q, of %q", p.said(c.name), now, before[p], p.entry)
				}
			}
			if right < 100 {
				t.Fatalf("%d phrases answered rightly: too few to tell", right)
			}
			if kept*100 < right*95 {
				t.Errorf("kept %d of %d", kept, right)
			}
			if wrong*100 > right*3 {
				t.Errorf("%d are answered strongly with another entry than before", wrong)
			}
		})
	}
}

// shown is the entry that is shown for the answer, "" for none.
func shown(res search.Result) string {
	if res.Confidence != search.Strong {
		return ""
	}
	return res.Hits[0].Entry.ID
}

// TestTypedBadly: without Norwegian letters, and with a slip in the longest word, most
// of what was answered is answered still, and of a hundred four at most wrongly.
func TestTypedBadly(t *testing.T) {
	search.OneByOne(t)
	ix := search.Whole(t)
	plain := strings.NewReplacer("æ", "ae", "ø", "o", "å", "a", "Æ", "AE", "Ø", "O", "Å", "A")
	for _, tt := range []struct {
		name   string
		change func(string) string
		least  int // of a hundred
	}{{"no æøå", plain.Replace, 95}, {"one slip", search.Slipped, 60}} {
		right, kept, wrong := 0, 0, 0
		for _, p := range phrasesOfTheGuide(ix.Guide(), 50) {
			before, now := shown(ask(t, ix, p.text)), shown(ask(t, ix, tt.change(p.text)))
			if before == p.entry {
				right++
				if now == p.entry {
					kept++
				}
			}
			if now != "" && now != p.entry && now != before {
				wrong++
			}
		}
		if kept*100 < right*tt.least || wrong*25 > right {
			t.Errorf("%s: kept %d of %d, %d newly wrong", tt.name, kept, right, wrong)
		}
	}
}

// names are common names of twenty origins.
var names = strings.Fields(`Amanuel Feven Mohamud Hodan Oleksandr Iryna Zabihullah Fereshteh Mahmoud Rima Tomasz Małgorzata Nattaya Somsak
	Jovelyn Ramil Bereket Tsion Chinedu Adaeze Kwabena Efua Shirzad Nasrin Serhat Gülşen Arvind Lakshmi Xiuying Guoqiang Mihail Ileana
	Vytautas Rūta Thị Quang Espérance Déogratias Xiomara Álvaro`)

// TestNamesChangeNothing: whoever it is about, the answer has the same bytes.
func TestNamesChangeNothing(t *testing.T) {
	ix := search.Whole(t)
	for _, frame := range []string{
		"%s spør: hvem betaler fagbrev på jobb?", "kan %s få lønnstilskudd?", "kor lenge varer norskopplæringa? Deltakaren heiter %s.",
		"%s needs a trade certificate, who pays?", "Møte med %s i morgen. Hvilke krav er det til kvalifiseringsprogrammet?", "what can %s and his wife live on during the introduction programme",
	} {
		first := ""
		for _, n := range names {
			text := fmt.Sprintf(frame, n)
			got := everything(t, ask(t, ix, text))
			if first == "" {
				first = got
			}
			if got != first {
				t.Errorf("Search(%q) = %s\nwith %s: %s", text, got, names[0], first)
			}
		}
	}
}

// everything is all of a result as JSON, scores to the last bit.
func everything(t *testing.T, res search.Result) string {
	t.Helper()
	var hits []any
	for _, h := range res.Hits {
		hits = append(hits, h.Entry.ID, h.Score)
	}
	for _, p := range res.Passages {
		hits = append(hits, p.Entry.ID, p.Section, p.Point, p.Score)
	}
	b, err := json.Marshal([]any{res.Lang, res.Section, res.Confidence, hits})
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
