package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"embed"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"text/template"
	"time"

	"github.com/spf13/cobra"

	"veiviser/bot"
	"veiviser/bot/journal"
	"veiviser/content"
	"veiviser/search"
)

// recordFiles are the set of real questions, and what the record says in each language.
//
//go:embed sets/real.jsonl record/*.md
var recordFiles embed.FS

// realSet is asked where no other is named.
const realSet = "sets/real.jsonl"

func recordCommand(e env) *cobra.Command {
	var format, lang, dir string
	var by publisher
	cmd := &cobra.Command{
		Use:     "record [FILE.jsonl...]",
		Short:   "Print a public record: what is answered and refused, how well, from which sources, and what is kept of people",
		Example: "  veiviser record --owner \"Nordfjord kommune\" --contact personvern@example.no\n  veiviser record --format json cmd/veiviser/sets/real.jsonl",
		Long: "Print what an agency publishes of the service in a register of algorithms: what it is for, how it\n" +
			"works, what it answers and refuses, its sources by weight and age, what is kept of people and for\n" +
			"how long, and how it answered sets of judged questions today: those in the files, else the real\n" +
			"questions built in.",
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := oneOf("format", format, "markdown", "json"); err != nil {
				return err
			}
			if err := oneOf("lang", lang, "nb", "nn", "en"); err != nil {
				return err
			}
			sets, err := recordSets(args)
			if err != nil {
				return err
			}
			ix, err := guideAt{dir: dir}.open(ownStore(e))
			if err != nil {
				return err
			}
			defer ix.Close()
			rec, err := newRecord(cmd.Context(), ix, sets, time.Now())
			if err != nil {
				return err
			}
			rec.Publisher = by
			if format == "json" {
				enc := json.NewEncoder(e.out)
				enc.SetIndent("", "  ")
				return enc.Encode(rec)
			}
			return rec.write(e.out, content.Lang(lang))
		},
	}
	cmd.Flags().StringVar(&format, "format", "markdown", "markdown or json")
	cmd.Flags().StringVar(&lang, "lang", "nb", "language of the markdown: nb, nn or en")
	cmd.Flags().StringVar(&by.Owner, "owner", e.getenv("VEIVISER_OPERATOR"), "agency that answers for the service (VEIVISER_OPERATOR)")
	cmd.Flags().StringVar(&by.Contact, "contact", e.getenv("VEIVISER_OPERATOR_CONTACT"), "where people turn to, an address or a page (VEIVISER_OPERATOR_CONTACT)")
	cmd.Flags().StringVar(&dir, "content", e.getenv("VEIVISER_CONTENT"), "folder of the guide (default: the one built in)")
	return cmd
}

// questionSet is a set of judged questions.
type questionSet struct {
	name      string
	digest    string // of its file
	questions []search.Judged
}

// recordSets reads the named files, the one built in where there are none.
func recordSets(files []string) ([]questionSet, error) {
	read, names := os.ReadFile, files
	if len(files) == 0 {
		read, names = recordFiles.ReadFile, []string{realSet}
	}
	var out []questionSet
	for _, name := range names {
		b, err := read(name)
		if err != nil {
			return nil, fmt.Errorf("questions: %w", err)
		}
		qs, err := search.ReadJudged(bytes.NewReader(b))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		out = append(out, questionSet{filepath.Base(name), fmt.Sprintf("sha256:%x", sha256.Sum256(b)), qs})
	}
	return out, nil
}

// publisher is who publishes a record.
type publisher struct {
	Owner   string `json:"owner,omitempty"`
	Contact string `json:"contact,omitempty"`
}

// record is what is public of the service. It holds nothing of anybody who asked.
type record struct {
	Publisher publisher      `json:"publisher"`
	Name      string         `json:"name"`
	Day       string         `json:"day"` // of the figures
	Program   recordProgram  `json:"program"`
	Guide     recordGuide    `json:"guide"`
	Sources   recordSources  `json:"sources"`
	Kept      []recordKept   `json:"kept"`
	Sets      []recordFigure `json:"sets"`
}

type recordProgram struct {
	Version           string `json:"version"`
	Commit            string `json:"commit,omitempty"`
	LanguageModel     bool   `json:"language_model"`      // always false: nothing writes sentences
	LearnsFromUse     bool   `json:"learns_from_use"`     // always false: what it learnt, it learnt of the guide
	DecidesAboutCases bool   `json:"decides_about_cases"` // always false: it tells an adviser what the guide says
}

type recordGuide struct {
	Release    string         `json:"release"` // its digest
	Entries    int            `json:"entries"`
	Points     int            `json:"points"` // statements, each in all languages
	Languages  []content.Lang `json:"languages"`
	ByKind     map[string]int `json:"entries_by_kind"`
	Gaps       int            `json:"gaps"`    // sections of an entry that are asked for, and that no source answers
	Refused    []string       `json:"refused"` // subjects near the field that are told to be outside it
	refusedIDs []content.Outside
}

type recordSources struct {
	ByWeight   map[string]int `json:"points_by_weight"` // binding, guiding, local, research, none
	ByAge      map[string]int `json:"points_by_age"`    // of the source: under_1, under_2, under_5, over_5, undated; each without the one before
	Rules      int            `json:"points_of_law"`
	RulesFresh int            `json:"points_of_law_read_within_a_year"`
	OldestRead string         `json:"oldest_reading_of_law"`
}

// recordKept is something that is kept, and for how long; 0 hours is until it is removed.
type recordKept struct {
	What     string `json:"what"`
	Hours    int    `json:"hours"`
	OfPeople string `json:"of_people"` // nothing, hash, encrypted, text or id
}

// Days is the time in whole days.
func (k recordKept) Days() int { return k.Hours / 24 }

// recordFigure is how a set of questions was answered. Right, Wrong, Choices and Refused
// add up to Questions.
type recordFigure struct {
	Name             string `json:"name"`
	Digest           string `json:"digest"`
	Questions        int    `json:"questions"`
	Answerable       int    `json:"answerable"`
	Right            int    `json:"right"`              // answered with an entry that answers
	Wrong            int    `json:"wrong"`              // answered with another, or though nothing answers
	Choices          int    `json:"choices"`            // asked what was meant
	ChoicesWithRight int    `json:"choices_with_right"` // an answer was among the first three
	Refused          int    `json:"refused"`            // told that the guide does not cover it
	RefusedRightly   int    `json:"refused_rightly"`
}

// goodGrade is the least grade of an entry that answers.
const goodGrade = search.BestGrade - 1

// newRecord asks ix all sets, on the day now.
func newRecord(ctx context.Context, ix *search.Index, sets []questionSet, now time.Time) (record, error) {
	b, g := thisBuild(), ix.Guide()
	rec := record{
		Name: "Veiviser", Day: now.Format(time.DateOnly), Program: recordProgram{Version: b.Version, Commit: b.Commit},
		Guide: guideRecord(g), Sources: sourcesRecord(g, now), Kept: keptRecord(journal.Retention{}.WithDefaults()),
	}
	for _, s := range sets {
		f, err := figureOf(ctx, ix, s)
		if err != nil {
			return record{}, err
		}
		rec.Sets = append(rec.Sets, f)
	}
	return rec, nil
}

// figureOf asks a set.
func figureOf(ctx context.Context, ix bot.Searcher, s questionSet) (recordFigure, error) {
	f := recordFigure{Name: s.name, Digest: s.digest, Questions: len(s.questions)}
	for _, q := range s.questions {
		res, err := ix.Search(ctx, search.Query{Text: q.Query})
		if err != nil {
			return f, fmt.Errorf("%s: question %s: %w", s.name, q.ID, err)
		}
		if len(q.Relevant) > 0 {
			f.Answerable++
		}
		among := func(n int) bool {
			for _, h := range res.Hits[:min(n, len(res.Hits))] {
				if q.Relevant[h.Entry.ID] >= goodGrade {
					return true
				}
			}
			return false
		}
		switch {
		case res.Confidence == search.None:
			f.Refused++
			if len(q.Relevant) == 0 {
				f.RefusedRightly++
			}
		case res.Confidence == search.Weak:
			f.Choices++
			if among(3) {
				f.ChoicesWithRight++
			}
		case among(1):
			f.Right++
		default:
			f.Wrong++
		}
	}
	return f, nil
}

func guideRecord(g *content.Guide) recordGuide {
	r := recordGuide{Release: g.Release(), Languages: content.Langs(), ByKind: map[string]int{}, refusedIDs: g.Words().Outside()}
	for _, e := range g.Entries() {
		r.Entries++
		r.ByKind[string(e.Kind)]++
		r.Gaps += len(e.Gaps)
		eachPoint(e, func(content.Point) { r.Points++ })
	}
	for _, o := range r.refusedIDs {
		r.Refused = append(r.Refused, o.ID)
	}
	return r
}

// eachPoint calls do with each statement of an entry; the other languages have the same.
func eachPoint(e *content.Entry, do func(content.Point)) {
	for _, s := range e.Text(content.Bokmal).Sections {
		for _, p := range s.Points {
			do(p)
		}
	}
}

// ages are the ages of sources that are told apart, youngest first.
var ages = []struct {
	name  string
	years int
}{{"under_1", 1}, {"under_2", 2}, {"under_5", 5}, {"over_5", 1000}}

func sourcesRecord(g *content.Guide, now time.Time) recordSources {
	r := recordSources{ByWeight: map[string]int{}, ByAge: map[string]int{}}
	var oldest content.Date
	for _, e := range g.Entries() {
		eachPoint(e, func(p content.Point) {
			w := string(e.Weight(p))
			if w == "" {
				w = "none"
			}
			r.ByWeight[w]++
			s, _ := e.Source(p.Source)
			r.ByAge[ageOf(s.Dated, now)]++
			if p.Rule == nil {
				return
			}
			r.Rules++
			if !p.Rule.Checked.BeforeTime(now.AddDate(-1, 0, 0)) {
				r.RulesFresh++
			}
			if oldest.Unknown() || p.Rule.Checked.Before(oldest) {
				oldest = p.Rule.Checked
			}
		})
	}
	if !oldest.Unknown() {
		r.OldestRead = oldest.String()
	}
	return r
}

func ageOf(d content.Date, now time.Time) string {
	if d.Unknown() {
		return "undated"
	}
	for _, a := range ages {
		if !d.BeforeTime(now.AddDate(-a.years, 0, 0)) {
			return a.name
		}
	}
	return ages[len(ages)-1].name
}

// keptRecord is what the journal keeps.
func keptRecord(r journal.Retention) []recordKept {
	out := []recordKept{{What: "questions", OfPeople: "nothing"}}
	for _, k := range whatIsKept(r) {
		if k.For == 0 || k.For >= time.Hour { // what is kept for minutes is in no register
			out = append(out, recordKept{k.What, int(k.For / time.Hour), k.Of})
		}
	}
	return out
}

// keptOf is what is kept of that name.
func (r record) keptOf(what string) (recordKept, error) {
	for _, k := range r.Kept {
		if k.What == what {
			return k, nil
		}
	}
	return recordKept{}, fmt.Errorf("nothing is kept that is called %q", what)
}

// write prints the record as Markdown in a language.
func (r record) write(w io.Writer, l content.Lang) error {
	name := "record/" + string(l) + ".md"
	t, err := template.New(filepath.Base(name)).Option("missingkey=zero").Funcs(template.FuncMap{
		"kept":    r.keptOf,
		"outside": func() []string { return r.Guide.phrases(l) },
	}).ParseFS(recordFiles, name)
	if err != nil {
		return err
	}
	return t.Execute(w, r)
}

// phrases are the subjects outside the guide, by the first words that people name each by.
func (g recordGuide) phrases(l content.Lang) []string {
	var out []string
	for _, o := range g.refusedIDs {
		if ps := o.Phrases[l]; len(ps) > 0 {
			out = append(out, ps[0])
		}
	}
	return out
}
