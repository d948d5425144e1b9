package content_test

import (
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"veiviser/content"
)

func TestTalkPhrasesAreRead(t *testing.T) {
	g := small()
	g["_talk.yaml"] = &fstest.MapFile{Data: []byte("thanks:\n  nb:\n    \"takk|takker så? mye\": \"takk så mye\"\nresidence:\n  refugee:\n    en:\n      refugee: a refugee\n")}
	guide, err := content.Load(g)
	if err != nil {
		t.Fatal(err)
	}
	want := []content.TalkPhrase{
		{Talk: content.Thanks, Lang: content.Bokmal, Example: "takk så mye", Parts: []content.PhrasePart{{Words: []string{"takk", "takker"}}, {Words: []string{"så"}, Optional: true}, {Words: []string{"mye"}}}},
		{Talk: content.Ground, Value: "refugee", Lang: content.English, Example: "a refugee", Parts: []content.PhrasePart{{Words: []string{"refugee"}}}},
	}
	if got := guide.Words().TalkPhrases(); !reflect.DeepEqual(got, want) {
		t.Errorf("phrases %+v, want %+v", got, want)
	}
}

func TestTalkPhrasesAreChecked(t *testing.T) {
	for _, tt := range []struct{ name, file, want string }{
		{"unknown key", "thank:\n  nb: {takk: takk}\n", `unknown field "thank" (did you mean "thanks"?)`},
		{"unknown value", "residence:\n  refugees:\n    nb: {flyktning: en flyktning}\n", `unknown field "refugees"`},
		{"no value", "residence:\n  nb: {flyktning: en flyktning}\n", `unknown field "nb"`},
		{"unknown language", "thanks:\n  sv: {tack: tack}\n", `unknown field "sv"`},
		{"no example", "thanks:\n  nb: {takk: \"\"}\n", "thanks.nb is empty"},
		{"begins with a gap", "thanks:\n  nb: {\"* takk\": ja takk}\n", "begins with what may be left out"},
		{"two things", "thanks:\n  nb: {takk: takk}\ngoodbye:\n  nb: {Takk: takk}\n", `phrase "Takk" says thanks already (a phrase says one thing)`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			g := small()
			g["_talk.yaml"] = &fstest.MapFile{Data: []byte(tt.file)}
			if got := content.Check(g, today).Error(); !strings.Contains(got, tt.want) {
				t.Errorf("findings:\n%v\nwant one with %q", got, tt.want)
			}
		})
	}
}

// TestShippedTalk: a guide without the file has the phrases that ship with the program,
// every key of talk and every language among them; they are none of its release.
func TestShippedTalk(t *testing.T) {
	guide, err := content.Load(small())
	if err != nil {
		t.Fatal(err)
	}
	shipped := load(t).Words().TalkPhrases()
	if got := guide.Words().TalkPhrases(); !reflect.DeepEqual(got, shipped) {
		t.Errorf("%d phrases, want the %d shipped", len(got), len(shipped))
	}
	has := map[string]bool{}
	for _, p := range shipped {
		has[string(p.Talk)+" "+string(p.Lang)] = true
	}
	for _, k := range content.Talks() {
		for _, l := range content.Langs() {
			if !has[string(k)+" "+string(l)] {
				t.Errorf("nothing says %s in %s", k, l)
			}
		}
	}
	g := small()
	g["_talk.yaml"] = &fstest.MapFile{Data: []byte("thanks:\n  nb:\n    takk: takk\n")}
	own, err := content.Load(g)
	if err != nil {
		t.Fatal(err)
	}
	if own.Release() != guide.Release() {
		t.Error("phrases of talk change the release")
	}
}

// TestSuited: whom an offer suits is known only of what is told, and never closes it.
func TestSuited(t *testing.T) {
	n := 0
	for _, e := range load(t).Entries() {
		if got := content.Suited(e, content.Profile{}); len(got) > 0 && !holdsForAll(got) {
			t.Errorf("%s suits somebody nothing is known of: %+v", e.ID, got)
		}
		for _, r := range content.Suited(e, content.Profile{Schooling: "none", Norwegian: "A1", Residence: "refugee"}) {
			n++
			if r.State != content.Met || r.Condition.Effect == content.Must || r.Condition.Effect == content.Excludes || r.Section == "" {
				t.Errorf("%s: %+v", e.ID, r)
			}
		}
	}
	if n == 0 {
		t.Error("nothing suits a refugee without schooling")
	}
}

// holdsForAll reports whether the conditions hold whoever it is.
func holdsForAll(rs []content.Reason) bool {
	for _, r := range rs {
		if !r.Condition.Value.True("any") && r.Condition.Value.Word("need") != "none" {
			return false
		}
	}
	return true
}
