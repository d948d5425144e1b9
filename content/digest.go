package content

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
)

// DigestPrefix stands before every digest's hexadecimal digits.
const DigestPrefix = "sha256:"

// Canonical returns the entry as JSON in a form that depends on nothing but what a
// reader can see: not on key order, white space, comments or the hidden Asked lists.
// [ParseCanonical] reads it back; the journal keeps it for ever, so its shape may
// gain fields but never lose or rename one.
func (e *Entry) Canonical() []byte {
	b, err := json.Marshal(canonical(e))
	if err != nil {
		panic("content: entry that is not JSON: " + err.Error()) // plain strings and slices only
	}
	return b
}

// Digest returns "sha256:" and the hexadecimal digest of the canonical form.
func (e *Entry) Digest() string { return digest(e.Canonical()) }

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return DigestPrefix + hex.EncodeToString(sum[:])
}

// ParseCanonical reads an entry back from its canonical form. The Asked lists are
// empty and positions are unknown.
func ParseCanonical(b []byte) (*Entry, error) {
	var c canonicalEntry
	if err := json.Unmarshal(b, &c); err != nil {
		return nil, fmt.Errorf("canonical entry: %w", err)
	}
	e := &Entry{
		ID: c.ID, Kind: c.Kind, Topic: c.Topic, Goals: c.Goals, Norwegian: c.Norwegian,
		Schooling: c.Schooling, Residence: c.Residence, Responsible: c.Responsible,
		Livelihood: c.Livelihood, CombinesWith: c.CombinesWith, LeadsTo: c.LeadsTo,
		SeeAlso: c.SeeAlso, Links: c.Links, Gaps: c.Gaps, Sources: c.Sources,
		Steps: c.Steps, Snippets: c.Snippets, SummarySources: c.SummarySources, Texts: map[Lang]*Text{},
		Place: c.Place, AddsTo: c.AddsTo,
	}
	for l, t := range c.Texts {
		e.Texts[l] = &Text{
			Title: t.Title, AlsoCalled: t.AlsoCalled, Summary: t.Summary,
			Persona: t.Persona, Start: t.Start, Goal: t.Goal, Sections: t.Sections, Short: t.Short, Differs: t.Differs,
		}
	}
	return e, nil
}

// canonicalEntry fixes the order and names of the canonical form: encoding/json
// writes struct fields in order and map keys sorted. The types within it, such as
// [Step], say their names in tags of their own, so that a field can be renamed in Go
// but not in the form. A new field comes last and is left out where it is empty: then
// the digests of entries without it stay the same.
type canonicalEntry struct {
	ID           string                 `json:"id"`
	Kind         Kind                   `json:"kind"`
	Topic        string                 `json:"topic,omitempty"`
	Goals        []string               `json:"goals,omitempty"`
	Norwegian    *NorwegianLevel        `json:"norwegian,omitempty"`
	Schooling    []string               `json:"schooling,omitempty"`
	Residence    []string               `json:"residence,omitempty"`
	Responsible  []string               `json:"responsible,omitempty"`
	Livelihood   []string               `json:"livelihood,omitempty"`
	CombinesWith []string               `json:"combines_with,omitempty"`
	LeadsTo      []string               `json:"leads_to,omitempty"`
	SeeAlso      []string               `json:"see_also,omitempty"`
	Links        []Link                 `json:"links,omitempty"`
	Gaps         []Section              `json:"gaps,omitempty"`
	Sources      []Source               `json:"sources,omitempty"`
	Texts        map[Lang]canonicalText `json:"texts"`
	Steps        []Step                 `json:"steps,omitempty"`
	Snippets     []Snippet              `json:"snippets,omitempty"`

	SummarySources []string `json:"summary_sources,omitempty"`

	Place  string `json:"place,omitempty"`
	AddsTo string `json:"adds_to,omitempty"`
}

type canonicalText struct {
	Title      string        `json:"title"`
	AlsoCalled []string      `json:"also_called,omitempty"`
	Summary    string        `json:"summary"`
	Persona    string        `json:"persona,omitempty"`
	Start      string        `json:"start,omitempty"`
	Goal       string        `json:"goal,omitempty"`
	Sections   []SectionText `json:"sections,omitempty"`
	Short      string        `json:"short,omitempty"`
	Differs    string        `json:"differs,omitempty"`
}

func canonical(e *Entry) canonicalEntry {
	c := canonicalEntry{
		ID: e.ID, Kind: e.Kind, Topic: e.Topic, Goals: e.Goals, Norwegian: e.Norwegian,
		Schooling: e.Schooling, Residence: e.Residence, Responsible: e.Responsible,
		Livelihood: e.Livelihood, CombinesWith: e.CombinesWith, LeadsTo: e.LeadsTo,
		SeeAlso: e.SeeAlso, Links: e.Links, Gaps: e.Gaps, Sources: e.Sources,
		Steps: e.Steps, Snippets: e.Snippets, SummarySources: e.SummarySources, Texts: map[Lang]canonicalText{},
		Place: e.Place, AddsTo: e.AddsTo,
	}
	for l, t := range e.Texts {
		c.Texts[l] = canonicalText{
			Title: t.Title, AlsoCalled: t.AlsoCalled, Summary: t.Summary,
			Persona: t.Persona, Start: t.Start, Goal: t.Goal, Sections: t.Sections, Short: t.Short, Differs: t.Differs,
		}
	}
	return c
}
