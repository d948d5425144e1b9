package content

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"gopkg.in/yaml.v3"
)

// lawsFile lists the acts and regulations that rules rest on.
const lawsFile = "_laws.yaml"

// lovdata is the address that links to acts and sections start with.
const lovdata = "https://lovdata.no/"

// Law is one act or regulation.
type Law struct {
	ID       string          // Lovdata's: "lov/2020-11-06-127", "forskrift/2020-12-15-2912"
	Names    map[Lang]string // the name shown with a section: "integreringsloven"
	Title    string          // the full official title
	Sections []string        // those in force, without "§": "14 a", "7-5a"; none where it is cited as a whole
	Bills    []string        // the proposals that became this act

	line int // in lawsFile
}

// URL returns the act's page at Lovdata.
func (l *Law) URL() string { return lovdata + l.ID }

// SectionURL returns the page of one section: "https://lovdata.no/lov/2020-11-06-127/§14a".
func (l *Law) SectionURL(section string) string {
	return l.URL() + "/§" + strings.ReplaceAll(section, " ", "")
}

// sameSection compares sections as people write them: "14A" and "14 a" are one.
func sameSection(a, b string) bool {
	return strings.EqualFold(strings.ReplaceAll(a, " ", ""), strings.ReplaceAll(b, " ", ""))
}

// Citation is a place in the law, in the language of the text it belongs to.
type Citation struct {
	Act     string `json:"Act"`               // "integreringsloven", "Integration Act"
	Section string `json:"Section,omitempty"` // "14 a"; empty for a whole act
	URL     string `json:"URL"`
}

// String returns "integreringsloven § 14 a".
func (c Citation) String() string {
	if c.Section == "" {
		return c.Act
	}
	return c.Act + " § " + c.Section
}

// Rule says where in the law a point is found, and when somebody last looked. It is
// written once, in bokmål, and is the same in every language but for the act's name.
type Rule struct {
	Law        Citation   `json:"Law"`
	Also       []Citation `json:"Also,omitempty"`       // other sections the point rests on
	InForce    Date       `json:"InForce"`              // since when these words apply
	NotInForce bool       `json:"NotInForce,omitempty"` // adopted, but not in force when checked
	Checked    Date       `json:"Checked"`              // the day the section was read; always a day
	Review     Date       `json:"Review"`               // when it must be read again; unknown = a year after Checked
	Until      Date       `json:"Until"`                // the day the rule ends by itself; unknown = it doesn't

	law  string   // as written: "integreringsloven § 14 a"
	also []string // as written
}

// reviewAfter is how long a reading of the law is good for.
const reviewAfter = 12 // months

// ReviewBy returns the day the rule must be read again.
func (r *Rule) ReviewBy() time.Time {
	if !r.Review.Unknown() {
		return r.Review.start()
	}
	return r.Checked.start().AddDate(0, reviewAfter, 0)
}

// notInForce is how in_force is written for a rule that is adopted and not in force.
const notInForce = "nei"

func (d *decoder) rule(path string, n *yaml.Node) *Rule {
	r := &Rule{}
	d.pos[path] = n.Line
	inForce := false
	d.mapping(path, n, []field{
		{"law", d.str(&r.law)},
		{"also", d.strs(&r.also)},
		{"in_force", func(path string, n *yaml.Node) {
			inForce = true
			if r.NotInForce = n.Value == notInForce; r.NotInForce {
				return
			}
			d.date(&r.InForce)(path, n)
		}},
		{"checked", d.date(&r.Checked)},
		{"review", d.date(&r.Review)},
		{"until", d.date(&r.Until)},
	})
	if r.law == "" {
		d.report(n, path+" names no law", "law: integreringsloven § 14 a")
	}
	if !inForce {
		d.report(n, path+" does not say since when it is in force", "in_force: 2021-01-01, "+UnknownDate+", or "+notInForce+" when it is adopted and not in force")
	}
	if len(r.Checked.s) != len(time.DateOnly) {
		d.report(n, path+" does not say which day it was checked", "checked: 2026-07-02, the day the section was read")
	}
	return r
}

func decodeLaws(file string, data []byte) ([]*Law, Problems) {
	d := &decoder{file: file, pos: map[string]int{}}
	var out []*Law
	d.items(data, "laws", func(path string, n *yaml.Node) {
		l := &Law{Names: map[Lang]string{}, line: n.Line}
		d.mapping(path, n, append(d.langFields(l.Names),
			field{"id", d.str(&l.ID)},
			field{"title", d.str(&l.Title)},
			field{"sections", d.strs(&l.Sections)},
			field{"bills", d.strs(&l.Bills)}))
		if l.Title == "" || l.Names[Bokmal] == "" || l.Names[Nynorsk] == "" || l.Names[English] == "" {
			d.report(n, path+" lacks title, nb, nn or en", "an act has its full title and a short name in every language")
		}
		if kind, rest, _ := strings.Cut(l.ID, "/"); kind != "lov" && kind != "forskrift" || !isSlug(rest) {
			d.report(n, fmt.Sprintf("law id %q is not Lovdata's", l.ID), "lov/2020-11-06-127 or forskrift/2020-12-15-2912")
		}
		for _, o := range out {
			if o.ID == l.ID || o.Names[Bokmal] == l.Names[Bokmal] {
				d.report(n, fmt.Sprintf("law %q stands twice", l.Names[Bokmal]), fmt.Sprintf("first in line %d", o.line))
			}
		}
		out = append(out, l)
	})
	return out, d.problems
}

// Laws returns the acts and regulations, in the order of their file.
func (g *Guide) Laws() []*Law { return slices.Clone(g.book.laws) }

// lawBook is the acts and the rates that entries refer to.
type lawBook struct {
	laws  []*Law
	rates []*Rate
}

// law returns the act called name in bokmål, nil if there is none.
func (b *lawBook) law(name string) *Law {
	for _, l := range b.laws {
		if l.Names[Bokmal] == name {
			return l
		}
	}
	return nil
}

// cite reads a citation as it is written: an act's bokmål name, " § " and a section. What
// is wrong comes back as text and hint.
func (b *lawBook) cite(s string) (l *Law, section, text, hint string) {
	name, section, cut := strings.Cut(s, "§")
	name, section = strings.TrimSpace(name), strings.TrimSpace(section)
	l = b.law(name)
	switch {
	case l == nil:
		var names []string
		for _, o := range b.laws {
			names = append(names, o.Names[Bokmal])
		}
		hint = didYouMean(name, names)
		if hint == "" {
			hint = "the name in " + lawsFile + ", § and a section: integreringsloven § 14 a"
		}
		return nil, "", fmt.Sprintf("no law %q", name), hint
	case !cut && len(l.Sections) > 0:
		return nil, "", fmt.Sprintf("%q names no section", s), "write " + name + " § " + l.Sections[0]
	case !cut:
		return l, "", "", ""
	}
	for _, have := range l.Sections {
		if sameSection(have, section) {
			return l, have, "", ""
		}
	}
	hint = didYouMean(section, l.Sections)
	if hint == "" {
		hint = "the sections in force stand in " + lawsFile
	}
	return nil, "", fmt.Sprintf("%s has no § %s", name, section), hint
}

// citation puts a place in the law into the words of one language.
func (l *Law) citation(section string, lang Lang) Citation {
	c := Citation{Act: l.Names[lang], Section: section, URL: l.URL()}
	if section != "" {
		c.URL = l.SectionURL(section)
	}
	return c
}
