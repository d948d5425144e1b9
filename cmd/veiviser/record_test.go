package main

import (
	"encoding/json"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"veiviser/bot/bottest"
	"veiviser/content"
	"veiviser/search"
)

// The record of the small guide, in every form: its figures are those of the set, its
// sources those of the guide, and nothing is left out of any language.
func TestRecord(t *testing.T) {
	bottest.OneByOne(t)
	t.Parallel()
	file := filepath.Join(t.TempDir(), "questions.jsonl")
	if err := os.WriteFile(file, []byte(judged), 0o600); err != nil {
		t.Fatal(err)
	}
	var rec record
	args := []string{"record", "--content", small, "--owner", "Nordfjord kommune", "--contact", "post@example.no"}
	if err := json.Unmarshal([]byte(must(t, nil, append(args, "--format", "json", file)...)), &rec); err != nil {
		t.Fatal(err)
	}
	if len(rec.Sets) != 1 {
		t.Fatalf("sets %+v", rec.Sets)
	}
	f := rec.Sets[0]
	f.Digest = ""
	// q4 is answered with another entry than it wants.
	if want := (recordFigure{Name: "questions.jsonl", Questions: 4, Answerable: 3, Right: 2, Wrong: 1, Refused: 1, RefusedRightly: 1}); f != want {
		t.Errorf("the set went %+v, want %+v", f, want)
	}
	if rec.Day != time.Now().Format(time.DateOnly) || rec.Guide.Entries != 6 || !strings.HasPrefix(rec.Guide.Release, "sha256:") || rec.Program.LanguageModel {
		t.Errorf("the record is %+v", rec)
	}
	for name, counts := range map[string]map[string]int{"weight": rec.Sources.ByWeight, "age": rec.Sources.ByAge} {
		sum := 0
		for _, n := range counts {
			sum += n
		}
		if sum != rec.Guide.Points || sum == 0 {
			t.Errorf("by %s there are %d points of %d: %v", name, sum, rec.Guide.Points, counts)
		}
	}
	var shape string // what is left of a language without its words
	sets, err := recordSets([]string{file})
	if err != nil {
		t.Fatal(err)
	}
	g, err := loadGuide(small)
	if err != nil {
		t.Fatal(err)
	}
	ix, err := search.New(g)
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	whole, err := newRecord(t.Context(), ix, sets, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	whole.Publisher = rec.Publisher
	for _, lang := range content.Langs() {
		var b strings.Builder
		if err := whole.write(&b, lang); err != nil {
			t.Fatal(err)
		}
		md := b.String()
		for _, want := range []string{"Nordfjord kommune", "post@example.no", rec.Guide.Release, "| questions.jsonl | 4 | 2 | 1 | 0 | 0 | 1 | 1 |", rec.Sets[0].Digest, "| 730 ", "| 25 "} {
			if !strings.Contains(md, want) {
				t.Errorf("%s: the record lacks %q:\n%s", lang, want, md)
			}
		}
		if strings.Contains(md, "<no value>") {
			t.Errorf("%s: the record has a field without a value", lang)
		}
		got := regexp.MustCompile(`[^\n|#0-9]`).ReplaceAllString(md, "")
		if shape == "" {
			shape = got
		} else if got != shape {
			t.Errorf("%s: the record is not what it is in the other languages", lang)
		}
	}
	if md := must(t, nil, "record", "--content", small, file); !strings.Contains(md, "| Ansvarlig virksomhet | (fylles ut av virksomheten) |") {
		t.Error("a record of nobody does not say so")
	}
}

// Questions, formats and languages that are none are told of.
func TestRecordOfNothing(t *testing.T) {
	t.Parallel()
	broken := filepath.Join(t.TempDir(), "broken.jsonl")
	if err := os.WriteFile(broken, []byte("{\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for want, args := range map[string][]string{
		"none.jsonl":    {"none.jsonl"},
		"line 1":        {broken},
		"--format":      {"--format", "pdf"},
		"--lang":        {"--lang", "fi"},
		"no-such-guide": {"--content", "no-such-guide"},
	} {
		if out, err := try(t, nil, append([]string{"record"}, args...)...); err == nil || !strings.Contains(err.Error(), want) || out != "" {
			t.Errorf("record %v: %v, want %q in it", args, err, want)
		}
	}
}

// The real questions are those of a guide that is there, each with the page it stood on,
// and the guide answers none of them wrongly where it is sure.
func TestRealQuestions(t *testing.T) {
	t.Parallel()
	bottest.OneByOne(t)
	sets, err := recordSets(nil)
	if err != nil {
		t.Fatal(err)
	}
	p := whole(t)
	for line := range strings.Lines(read(t, realSet)) {
		var q struct {
			search.Judged
			Source string `json:"source"`
		}
		if err := json.Unmarshal([]byte(line), &q); err != nil {
			t.Fatal(err)
		}
		if u, err := url.Parse(q.Source); err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
			t.Errorf("%s: no page is named: %q", q.ID, q.Source)
		}
		for id := range q.Relevant {
			if _, ok := p.guide.Entry(id); !ok {
				t.Errorf("%s: no entry %s", q.ID, id)
			}
		}
		if (len(q.Relevant) == 0) != (q.Type == "none") {
			t.Errorf("%s: type %s with %d entries", q.ID, q.Type, len(q.Relevant))
		}
	}
	f, err := figureOf(t.Context(), p.index, sets[0])
	if err != nil {
		t.Fatal(err)
	}
	if f.Questions != 57 || f.Right+f.Wrong+f.Choices+f.Refused != f.Questions || f.Right < 30 || f.Wrong > 1 {
		t.Errorf("the real questions went %+v", f)
	}
}

// A source is as old as its date says, on the day of the record.
func TestAges(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 28, 0, 0, 0, 0, time.UTC)
	for date, want := range map[string]string{"2026-11-28": "under_1", "2025-11-28": "under_1", "2025-11-27": "under_2", "2023": "under_5", "2021-11-27": "over_5", "1967": "over_5"} {
		d, err := content.ParseDate(date)
		if err != nil {
			t.Fatal(err)
		}
		if got := ageOf(d, now); got != want {
			t.Errorf("a source of %s is %s, want %s", date, got, want)
		}
	}
	if got := ageOf(content.Date{}, now); got != "undated" {
		t.Errorf("a source of no date is %s", got)
	}
}
