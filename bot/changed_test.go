package bot_test

import (
	"fmt"
	"strings"
	"testing"

	"veiviser/bot"
	"veiviser/content"
)

// stating is an entry that states texts under a section; what stands behind " # " is the
// short form of one.
func stating(summary string, sections map[content.Section][]string) *content.Entry {
	t := &content.Text{Title: "Kurs", Summary: summary}
	for _, s := range content.Sections() {
		var ps []content.Point
		for _, text := range sections[s] {
			text, short, _ := strings.Cut(text, " # ")
			ps = append(ps, content.Point{Text: text, Short: short, Source: "a"})
		}
		if ps != nil {
			t.Sections = append(t.Sections, content.SectionText{Key: s, Points: ps})
		}
	}
	return &content.Entry{ID: "kurs", Texts: map[content.Lang]*content.Text{content.Bokmal: t}}
}

// TestComparePoints: what two versions state otherwise, and nothing else.
func TestComparePoints(t *testing.T) {
	type says = map[content.Section][]string
	then := stating("Et kurs.", says{content.What: {"Kurset er gratis", "Alle kan delta", "Alle kan delta"}, content.Who: {"Det er for voksne over 18 år"}})
	for _, tt := range []struct {
		name string
		now  *content.Entry
		want string
	}{
		{"the same", then, ""},
		{"moved", stating("Et kurs.", says{content.What: {"Alle kan delta"}, content.Who: {"Det er for voksne over 18 år", "Alle kan delta"}, content.Payer: {"Kurset er gratis"}}), ""},
		{"in short", stating("Et kurs.", says{content.What: {"Kurset er gratis # Gratis", "Alle kan delta", "Alle kan delta"}, content.Who: {"Det er for voksne over 18 år"}}), ""},
		{"reworded", stating("Et kurs.", says{content.What: {"Kurset er ikke gratis", "Alle kan delta", "Alle kan delta"}, content.Who: {"Det er for voksne over 18 år"}}), "1 Kurset er ikke gratis"},
		{"another", stating("Et kurs.", says{content.What: {"Kommunen tar betalt", "Alle kan delta", "Alle kan delta"}, content.Who: {"Det er for voksne over 18 år"}}), "0 Kommunen tar betalt, 2 Kurset er gratis"},
		{"reworded elsewhere", stating("Et kurs.", says{content.What: {"Alle kan delta", "Alle kan delta"}, content.Who: {"Det er for voksne over 18 år", "Kurset er ikke gratis"}}), "0 Kurset er ikke gratis, 2 Kurset er gratis"},
		{"once less", stating("Et kurs.", says{content.What: {"Kurset er gratis", "Alle kan delta"}, content.Who: {"Det er for voksne over 18 år"}}), "2 Alle kan delta"},
		{"the summary", stating("Et kurs for alle.", says{content.What: {"Kurset er gratis", "Alle kan delta", "Alle kan delta"}, content.Who: {"Det er for voksne over 18 år"}}), "1 Et kurs for alle."},
	} {
		var got []string
		for _, p := range bot.ComparePoints(content.Bokmal, then, tt.now) {
			got = append(got, fmt.Sprintf("%d %s", p.Kind, p.Text))
		}
		if g := strings.Join(got, ", "); g != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, g, tt.want)
		}
	}
	if got := bot.ComparePoints(content.English, then, then); got != nil {
		t.Errorf("in a language that neither has: %v", got)
	}
}
