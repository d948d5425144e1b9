package picture

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Words are the few words of the bot's own that a picture needs, in the picture's
// language; everything else comes from the guide.
type Words struct {
	Start       string // where a journey starts
	Goal        string // where it leads
	LivesOn     string // before the benefits of a step: "Lever på"
	Responsible string // before the actors of a step
	Parallel    string // of steps at the same time: "samtidig"
	Sourced     string // a step that a source describes
	Constructed string // a step made up for the guide
	Step        string // "Steg"
	Here        string // at the step that is marked
	Map         string // the opportunity map's title
	MapHint     string // how to read the map, a sentence
	Along       string // of a topic that goes on beside all others: "hele veien"
	Stop        string // of a mark where a journey's line stops
	Visit       string // of a mark where a step goes by besides
	Journeys    string // heading over the journeys of the map
	Release     string // before the guide's release: "Utgave"
}

// check reports the first word that is missing: a picture with gaps is worse than none.
func (w Words) check() error {
	for _, f := range []struct{ name, word string }{
		{"Start", w.Start}, {"Goal", w.Goal}, {"LivesOn", w.LivesOn}, {"Responsible", w.Responsible},
		{"Parallel", w.Parallel}, {"Sourced", w.Sourced}, {"Constructed", w.Constructed}, {"Step", w.Step},
		{"Here", w.Here}, {"Map", w.Map}, {"MapHint", w.MapHint}, {"Along", w.Along}, {"Stop", w.Stop}, {"Visit", w.Visit},
		{"Journeys", w.Journeys}, {"Release", w.Release},
	} {
		if f.word == "" {
			return fmt.Errorf("picture words: %s is empty", f.name)
		}
	}
	return nil
}

// plain returns a title without the explanation in brackets at its end and without
// an English article: "Introduction benefit (introduksjonsstønad)" names the same
// thing without it, and in a picture there is no room.
func plain(title string) string {
	title, _, _ = strings.Cut(title, " (")
	if rest, ok := strings.CutPrefix(title, "The "); ok {
		r, n := utf8.DecodeRuneInString(rest)
		title = string(unicode.ToUpper(r)) + rest[n:]
	}
	return title
}

// short returns the abbreviation in brackets where a title has one, such as IMDi or
// HK-dir, else the plain title.
func short(title string) string {
	_, rest, ok := strings.Cut(title, " (")
	abbr := strings.TrimSuffix(rest, ")")
	first, _ := utf8.DecodeRuneInString(abbr)
	if ok && unicode.IsUpper(first) && !strings.Contains(abbr, " ") {
		return abbr
	}
	return plain(title)
}

// lowerFirst writes a name as it stands inside a sentence; an abbreviation stays.
func lowerFirst(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	if second, _ := utf8.DecodeRuneInString(s[n:]); !unicode.IsLower(second) {
		return s
	}
	return string(unicode.ToLower(first)) + s[n:]
}
