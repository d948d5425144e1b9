package bottest

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"veiviser/content"
)

// LocalPlaces are the municipalities and the county that [WithLocal] has: two in one county,
// one in another, whose folder has none of its own.
func LocalPlaces() []string { return []string{"99", "9901", "9902", "1103"} }

// LocalWord is a word that stands in every text of a place's entries, and in no other's.
func LocalWord(place string) string { return "zzsted" + place }

// WithLocal is Whole with local folders of [LocalPlaces], whose entries share their names:
// each has an offer "Norsk på jobb", a guidance "Lokal hjelp", and adds to norskopplaering.
// They are made once for all tests of a package.
func WithLocal(tb testing.TB) Parts {
	tb.Helper()
	p, err := withLocal()
	if err != nil {
		tb.Fatal(err)
	}
	return p
}

var withLocal = sync.OnceValues(func() (Parts, error) {
	p, err := whole()
	if err != nil {
		return Parts{}, err
	}
	g, err := p.Guide.With(content.ReadLocal(LocalFolder(LocalPlaces()...)))
	return Parts{Guide: g, Index: p.Index, Words: p.Words}, err // the national index is the same
})

// LocalFolder is a folder with entries of each of the places.
func LocalFolder(places ...string) content.LocalFolder {
	files := fstest.MapFS{}
	put := func(place, id, head string, texts map[content.Lang]string) {
		var b strings.Builder
		fmt.Fprintf(&b, "id: %s-%s\n%s\nsources:\n  side: {title: \"Side %s\", url: \"https://www.kommune%s.example.no/\", dated: 2026-03-01, kind: local}\n", place, id, head, LocalWord(place), place)
		for _, l := range content.Langs() {
			fmt.Fprintf(&b, "%s:\n%s", l, strings.ReplaceAll(texts[l], "WORD", LocalWord(place)))
		}
		files[place+"/"+place+"-"+id+".yaml"] = &fstest.MapFile{Data: []byte(b.String())}
	}
	for _, p := range places {
		put(p, "norsk-pa-jobb", "kind: offer\ntopic: norsk-og-samfunnskunnskap\ngoals: [work]\nresponsible: [kommune]\nsee_also: [norskopplaering]\nleads_to: [arbeidstrening]\n"+
			"conditions:\n  - {field: norwegian, value: {need: A2}, binding: informal, effect: suits, scope: local, point: niva}", map[content.Lang]string{
			content.Bokmal:  offerText("Norsk på jobb WORD", "norsk på jobb", "Kveldskurs på fiskebruket WORD.", "Kurset er for voksne i arbeid, WORD.", "Kurset varer i tolv uker, WORD.", "id: niva, "),
			content.Nynorsk: offerText("Norsk på jobb WORD", "norsk på jobb", "Kveldskurs på fiskemottaket WORD.", "Kurset er for vaksne i arbeid, WORD.", "Kurset varer i tolv veker, WORD.", ""),
			content.English: offerText("Norwegian at work WORD", "norwegian at work", "Evening course at the fish plant WORD.", "The course is for adults in work, WORD.", "The course lasts twelve weeks, WORD.", ""),
		})
		put(p, "lokal-hjelp", "kind: guidance\ntopic: kartlegging-og-veiledning\nresponsible: [kommune]", map[content.Lang]string{
			content.Bokmal:  plainText("Lokal hjelp WORD", "lokalt veiledningstorg", "Torget på biblioteket WORD.", "Torget er åpent hver tirsdag, WORD."),
			content.Nynorsk: plainText("Lokal hjelp WORD", "lokalt rettleiingstorg", "Torget på folkebiblioteket WORD.", "Torget er ope kvar tysdag, WORD."),
			content.English: plainText("Local help WORD", "local guidance square", "The square at the library WORD.", "The square is open every Tuesday, WORD."),
		})
		put(p, "norskopplaering", "adds_to: norskopplaering", map[content.Lang]string{
			content.Bokmal:  "  summary: \"Inntak WORD.\"\n  duration:\n    - {text: \"Inntaket er den første mandagen, WORD.\", source: side}\n",
			content.Nynorsk: "  summary: \"Opptak WORD.\"\n  duration:\n    - {text: \"Opptaket er den første måndagen, WORD.\", source: side}\n",
			content.English: "  summary: \"Intake WORD.\"\n  duration:\n    - {text: \"The intake is on the first Monday, WORD.\", source: side}\n",
		})
	}
	return content.LocalFolder{Name: "local", FS: files}
}

func plainText(title, called, summary, what string) string {
	return fmt.Sprintf("  title: %q\n  also_called: [%q]\n  summary: %q\n  what:\n    - {text: %q, source: side}\n", title, called, summary, what)
}

func offerText(title, called, summary, who, duration, id string) string {
	return plainText(title, called, summary, summary) + fmt.Sprintf("  who:\n    - {%stext: %q, source: side}\n  duration:\n    - {text: %q, source: side}\n", id, who, duration)
}
