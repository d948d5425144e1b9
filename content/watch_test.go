package content_test

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"veiviser/content"
)

// actText is an act as Lovdata's open data has it in Markdown; actXML is the same act as
// its packages have it.
const actText = `---
tittel: "Lov om integrering"
refid: "lov/2020-11-06-127"
---

# Lov om integrering

## Kapittel 1. Første

#### § 1. Formål

Loven har et formål.

#### § 13. Lengde

Programmet varer i tre måneder:

- for noen
- for andre

*Endret ved lov 9 juni 2023 nr. 24 (i kraft 1 aug 2023).*

## Kapittel 2. Andre

#### § 14 a. Innhold

Innholdet er arbeidsrettet.

##### § 7-5a. Unntak

Unntak gjelder.
`

const actXML = `<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html lang="nb"><head><title>Lov</title></head><body>
<header><dl class="data-document-key-info"><dd class="refid">lov/2020-11-06-127</dd></dl></header>
<main class="documentBody" data-lovdata-URL="NL/lov/2020-11-06-127"><h1>Lov om integrering</h1>
<section class="section" data-name="kap1"><h2>Kapittel 1. Første</h2>
<article class="legalArticle" data-name="§1"><h3 class="legalArticleHeader"><span class="legalArticleValue">§&nbsp;1</span>. <span>Formål</span></h3><article class="legalP">Loven har et formål.</article></article>
<article class="legalArticle" data-name="§13"><h3 class="legalArticleHeader"><span class="legalArticleValue">§ 13</span>. <span>Lengde</span></h3>
<article class="legalP">Programmet varer i tre måneder:<ul><li>for noen</li><li>for andre</li></ul></article>
<article class="changesToParent">Endret ved lov 9 juni 2023 nr. 24 (i kraft 1 aug 2023).</article></article></section>
<section class="section" data-name="kap2"><h2>Kapittel 2. Andre</h2>
<article class="legalArticle" data-name="§14a"><h3 class="legalArticleHeader"><span>§ 14 a</span>. <span>Innhold</span></h3><article class="legalP">Innholdet er arbeidsrettet.</article></article>
<article class="legalArticle" data-name="§7-5a"><h3 class="legalArticleHeader"><span>§ 7-5a</span>. <span>Unntak</span></h3><article class="legalP">Unntak gjelder.</article></article>
</section></main></body></html>
`

func law(text string) fstest.MapFS {
	return fstest.MapFS{"lover/lov-2020-11-06-127.md": {Data: []byte(text)}}
}

func watch(t *testing.T, g fs.FS, now, older fs.FS) []content.Watched {
	t.Helper()
	guide, err := content.Load(g)
	if err != nil {
		t.Fatal(err)
	}
	ws, err := guide.Cited().Watch(now, older)
	if err != nil {
		t.Fatal(err)
	}
	return ws
}

// accepted is the guide with a rule after its sections were accepted.
func accepted(t *testing.T, g fstest.MapFS, ws []content.Watched) fstest.MapFS {
	t.Helper()
	guide, err := content.Load(g)
	if err != nil {
		t.Fatal(err)
	}
	files, err := guide.Cited().Accept(g, ws, time.Date(2027, 1, 15, 12, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range files {
		g[name] = &fstest.MapFile{Data: data}
	}
	return g
}

func told(ws []content.Watched) string {
	var b strings.Builder
	for _, w := range ws {
		fmt.Fprintf(&b, "%s %s %v %v\n", w.Law, w.State, w.Points, w.Rates)
	}
	return b.String()
}

const allNew = `integreringsloven § 1 new [] [grunnbelop]
integreringsloven § 13 new [] [stonad]
integreringsloven § 14 a new [kurs what 1] []
integreringsloven § 7-5a new [kurs what 1] []
`

func TestWatchNamesWhatRestsOnAChangedSection(t *testing.T) {
	g := ruled()
	ws := watch(t, g, law(actText), nil)
	if told(ws) != allNew {
		t.Fatalf("at first:\n%s\nwant\n%s", told(ws), allNew)
	}
	g = accepted(t, g, ws)
	if !strings.Contains(string(g["offer/kurs.yaml"].Data), "checked: 2026-07-02") {
		t.Error("accepting a section seen for the first time renews the day it was checked")
	}
	unchanged := strings.ReplaceAll(allNew, " new ", " unchanged ")
	if got := told(watch(t, g, law(actText), nil)); got != unchanged {
		t.Errorf("the same law:\n%s", got)
	}
	if got := told(watch(t, g, fstest.MapFS{"gjeldende-lover/nl-20201106-127.xml": {Data: []byte(actXML)}}, nil)); got != unchanged {
		t.Errorf("the same law in the packages' form:\n%s", got)
	}

	changed := law(strings.Replace(actText, "Innholdet er arbeidsrettet", "Innholdet skal være arbeidsrettet", 1))
	ws = watch(t, g, changed, law(actText))
	if got := told(ws); got != strings.Replace(unchanged, "14 a unchanged", "14 a changed", 1) {
		t.Errorf("after a change:\n%s", got)
	}
	for _, w := range watch(t, g, changed, law(strings.Replace(actText, "arbeidsrettet", "noe annet", 1))) {
		if w.Before != "" {
			t.Errorf("%s: an older folder that is not the one accepted is taken for it: %q", w.Law, w.Before)
		}
	}
	for _, w := range ws {
		if w.NeedsPerson() != (w.State == content.Reworded) {
			t.Errorf("%s needs a person: %v", w.Law, w.NeedsPerson())
		}
		if w.State == content.Reworded && (!strings.Contains(w.Before, "Innholdet er") || !strings.Contains(w.Text, "Innholdet skal være") || w.URL != "https://lovdata.no/lov/2020-11-06-127/§14a") {
			t.Errorf("the change is %q to %q at %s", w.Before, w.Text, w.URL)
		}
	}
	g = accepted(t, g, ws)
	if data := string(g["offer/kurs.yaml"].Data); !strings.Contains(data, "checked: 2027-01-15") || strings.Contains(data, "2026-07-02}]") {
		t.Errorf("the day of the reading is not renewed:\n%s", data)
	}
	if got := told(watch(t, g, changed, nil)); got != unchanged {
		t.Errorf("after it was accepted:\n%s", got)
	}
}

func TestWatchStates(t *testing.T) {
	for name, tt := range map[string]struct{ old, new, want string }{
		"a new footnote":  {"Innholdet er arbeidsrettet.\n", "Innholdet er arbeidsrettet.\n\n*Endres ved lov 12 juni 2026 nr. 23.*\n", "14 a new footnote [kurs"},
		"another note":    {"nr. 24", "nr. 25", "13 new footnote []"},
		"repealed":        {"§ 14 a. Innhold", "§ 14 a. (Opphevet)", "14 a repealed [kurs"},
		"repealed in nn":  {"§ 14 a. Innhold", "§ 14 a. (Oppheva)", "14 a repealed [kurs"},
		"gone":            {"#### § 14 a. Innhold", "#### § 15. Innhold", "14 a missing [kurs"},
		"another heading": {"§ 14 a. Innhold", "§ 14 a. Innhold i programmet", "14 a changed [kurs"},
		"other marks":     {"- for noen", "  *  for noen", "13 unchanged []"},
	} {
		g := ruled()
		g = accepted(t, g, watch(t, g, law(actText), nil))
		ws := watch(t, g, law(strings.Replace(actText, tt.old, tt.new, 1)), nil)
		if got := told(ws); !strings.Contains(got, "integreringsloven § "+tt.want) {
			t.Errorf("%s:\n%s\nwant %q", name, got, tt.want)
		}
		// What must be written anew is not accepted away.
		if strings.Contains(tt.want, "repealed") || strings.Contains(tt.want, "missing") {
			again := told(watch(t, accepted(t, g, ws), law(strings.Replace(actText, tt.old, tt.new, 1)), nil))
			if !strings.Contains(again, "integreringsloven § "+tt.want) {
				t.Errorf("%s is accepted away:\n%s", name, again)
			}
		}
	}
}

func TestWatchWithoutTheAct(t *testing.T) {
	ws := watch(t, ruled(), fstest.MapFS{"README.md": {Data: []byte("# Lov\n")}}, nil)
	if got := told(ws); got != strings.ReplaceAll(allNew, " new ", " missing ") {
		t.Errorf("an empty folder:\n%s", got)
	}
	guide, err := content.Load(ruled())
	if err != nil {
		t.Fatal(err)
	}
	big := fstest.MapFS{"lov-2020-11-06-127.md": {Data: make([]byte, 17<<20)}}
	if _, err := guide.Cited().Watch(big, nil); err == nil || !strings.Contains(err.Error(), "lov-2020-11-06-127.md") {
		t.Errorf("a file without end: %v", err)
	}
	if _, err := guide.Cited().Watch(fstest.MapFS{"nl-20201106-127.xml": {Data: []byte("<html><main>\x00</")}}, nil); err == nil {
		t.Error("broken XML gave no error")
	}
}

func FuzzWatch(f *testing.F) {
	f.Add([]byte(actText), []byte(actXML))
	f.Add([]byte("---\n#### § \n*x*\n"), []byte("<article class=legalArticle></main>&aring;"))
	guide, err := content.Load(ruled())
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, markdown, packaged []byte) {
		for _, folder := range []fstest.MapFS{{"lov-2020-11-06-127.md": {Data: markdown}}, {"nl-20201106-127.xml": {Data: packaged}}} {
			ws, err := guide.Cited().Watch(folder, nil)
			if err == nil && len(ws) != 4 {
				t.Fatalf("%d sections are watched, want 4", len(ws))
			}
		}
	})
}
