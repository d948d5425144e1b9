package content_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"veiviser/content"
)

const rateList = `rates:
  - name: grunnbelop
    unit: year
    source: Forskrift
    law: integreringsloven § 1
    amounts:
      - {from: 2025-05-01, amount: 130160}
      - {from: 2026-05-01, amount: 136549}
  - {name: stonad, unit: year, rate: grunnbelop, factor: 2, from: 2021-01-01, source: Loven, law: integreringsloven § 13}
  - {name: time, unit: hour, rate: stonad, factor: 1/1850, from: 2026-07-01, source: Loven}
`

func TestRatesInTexts(t *testing.T) {
	tests := []struct{ text, nb, en string }{
		{"{grunnbelop} fra {grunnbelop:from}", "kr 136 549 fra 1. mai 2026", "kr 136,549 fra 1 May 2026"},
		{"{grunnbelop*2} i {grunnbelop:year}", "kr 273 098 i 2026", "kr 273,098 i 2026"},
		{"{stonad} fra {stonad:from}", "kr 273 098 fra 1. mai 2026", "kr 273,098 fra 1 May 2026"},
		{"{stonad/12} i {stonad:year}", "kr 22 758 i 2026", "kr 22,758 i 2026"},
		{"{stonad*2/3} i {stonad:year}", "kr 182 065 i 2026", "kr 182,065 i 2026"},
		{"{grunnbelop*1.5} i {stonad:year}", "kr 204 824 i 2026", "kr 204,824 i 2026"}, // 204 823.5
		{"{time} fra {time:from}", "kr 147,62 fra 1. juli 2026", "kr 147.62 fra 1 July 2026"},
		{"{grunnbelop@2025} i 2025", "kr 130 160 i 2025", "kr 130,160 i 2025"},
		{"{stonad@2025/1000} fra {stonad@2025:from}", "kr 260 fra 1. mai 2025", "kr 260 fra 1 May 2025"},
	}
	for _, tt := range tests {
		g := ruled()
		data := string(g["offer/kurs.yaml"].Data)
		data = strings.NewReplacer("Tekst to", tt.text, "Tekst på nynorsk to", tt.text, "Text to", tt.text).Replace(data)
		g["offer/kurs.yaml"] = &fstest.MapFile{Data: []byte(data)}
		if ps := content.Check(g, today); len(ps) > 0 {
			t.Errorf("%s: %v", tt.text, ps)
			continue
		}
		e := kurs(t, g)
		hard := strings.NewReplacer("kr ", "kr\u00a0", "6 5", "6\u00a05", "3 0", "3\u00a00", "2 7", "2\u00a07", "2 0", "2\u00a00", "4 8", "4\u00a08", "0 1", "0\u00a01")
		for lang, want := range map[content.Lang]string{content.Bokmal: hard.Replace(tt.nb), content.Nynorsk: hard.Replace(tt.nb), content.English: strings.Replace(tt.en, "kr ", "kr\u00a0", 1)} {
			if got := e.Text(lang).Section(content.What)[1].Text; got != want {
				t.Errorf("%s in %s = %q, want %q", tt.text, lang, got, want)
			}
		}
	}
}

func TestANewAmountIsANewVersion(t *testing.T) {
	g := ruled()
	data := strings.NewReplacer("Tekst to", "{stonad} i {stonad:year}", "Tekst på nynorsk to", "{stonad} i {stonad:year}", "Text to", "{stonad} i {stonad:year}").Replace(string(g["offer/kurs.yaml"].Data))
	g["offer/kurs.yaml"] = &fstest.MapFile{Data: []byte(data)}
	before := kurs(t, g)
	g["_rates.yaml"] = &fstest.MapFile{Data: []byte(strings.Replace(rateList, "136549}\n", "136549}\n      - {from: 2027-05-01, amount: 140000}\n", 1))}
	after := kurs(t, g)
	if before.Digest() == after.Digest() {
		t.Error("another amount has the same digest")
	}
	old, err := content.ParseCanonical(before.Canonical())
	if err != nil || !strings.Contains(old.Text(content.Bokmal).Section(content.What)[1].Text, "273\u00a0098 i 2026") {
		t.Errorf("the old version doesn't keep its amount: %v %s", err, before.Canonical())
	}
	if got := after.Text(content.Bokmal).Section(content.What)[1].Text; got != "kr\u00a0280\u00a0000 i 2027" {
		t.Errorf("the new version says %q", got)
	}
}

func TestTheOrderOfRatesIsTheLanguages(t *testing.T) {
	g := ruled()
	data := strings.NewReplacer("Tekst to", "{stonad} er to {grunnbelop}, {stonad:from}", "Tekst på nynorsk to", "{stonad} er to {grunnbelop}, {stonad:from}", "Text to", "two {grunnbelop} are {stonad}, {stonad:from}").Replace(string(g["offer/kurs.yaml"].Data))
	g["offer/kurs.yaml"] = &fstest.MapFile{Data: []byte(data)}
	if ps := content.Check(g, today); len(ps) > 0 {
		t.Error(ps)
	}
}
