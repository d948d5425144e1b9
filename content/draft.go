package content

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"slices"
)

// draft is a guide that is being put together from files, and what was found wrong in them.
type draft struct {
	guide    *Guide
	problems Problems
}

// found takes down what is wrong.
func (d *draft) found(ps ...Problem) { d.problems = append(d.problems, ps...) }

// check runs rules over the entries there are.
func (d *draft) check(rules func(*checker)) { d.found(d.guide.check(rules)...) }

// decode decodes every file.
func (f *Files) decode() (*Guide, Problems) {
	d := &draft{guide: &Guide{byID: map[string]*Entry{}, alias: map[string]*Entry{}}}
	g := d.guide
	decodeEntries(slices.DeleteFunc(slices.Clone(f.all), func(one *file) bool { return isList(one.name) }))
	for _, one := range f.all {
		if isList(one.name) {
			d.found(d.list(path.Base(one.name), one.name, one.data)...)
			continue
		}
		d.entry(one)
	}
	if f.err != nil {
		d.found(Problem{File: ".", Text: "read the guide: " + reason(f.err), Hint: "give a folder with one .yaml file an entry"})
	}
	if len(g.entries) == 0 && len(d.problems) == 0 {
		d.found(Problem{File: ".", Text: "no entries", Hint: "give a folder with one .yaml file an entry"})
	}
	d.shippedPhrases()
	slices.SortFunc(g.entries, func(a, b *Entry) int { return cmp.Compare(a.ID, b.ID) })
	d.check(func(c *checker) {
		for _, e := range g.entries {
			resolver{c}.resolve(e)
			resolver{c}.expand(e)
		}
		resolver{c}.resolveHandover()
	})
	d.found(g.book.checkRates()...)
	return g, d.problems
}

// isList tells the files that are not entries.
func isList(name string) bool {
	return slices.Contains([]string{termsFile, changesFile, outsideFile, sectionsFile, lawsFile, ratesFile, choicesFile, watchedFile, talkFile, transitionsFile}, path.Base(name))
}

// list takes one of the lists into the guide, and returns what is wrong in it.
func (d *draft) list(which, file string, data []byte) (ps Problems) {
	g := d.guide
	switch which {
	case termsFile:
		g.words.terms, ps = decodeTerms(file, data)
	case changesFile:
		g.changes, ps = decodeChanges(file, data)
	case outsideFile:
		g.words.outside, ps = decodeOutside(file, data)
	case sectionsFile:
		g.words.sections, ps = decodeSections(file, data)
	case talkFile:
		g.words.talk, ps = decodeTalk(file, data)
	case lawsFile:
		g.book.laws, ps = decodeLaws(file, data)
	case ratesFile:
		g.book.rates, ps = decodeRates(file, data)
	case watchedFile:
		g.watched, ps = decodeWatched(file, data)
	case choicesFile:
		g.words.choices, ps = decodeChoices(file, data)
	case transitionsFile:
		g.hands, ps = decodeHandover(file, data)
	}
	return ps
}

// entry takes one decoded entry into the guide.
func (d *draft) entry(f *file) {
	d.found(f.problems...)
	e := f.entry
	if e == nil {
		return
	}
	if e.ID == "" {
		d.found(Problem{File: f.name, Line: 1, Text: `no "id"`, Hint: "the file's name without .yaml"})
		return
	}
	if other, dup := d.guide.byID[e.ID]; dup {
		d.found(Problem{File: f.name, Line: e.line("id"), Text: fmt.Sprintf("id %q is taken", e.ID), Hint: "by " + other.file})
		return
	}
	d.guide.byID[e.ID] = e
	d.guide.entries = append(d.guide.entries, e)
}

// shippedPhrases takes the phrases that the guide has none of from the guide that ships
// with the program: those for sections, and those of talk.
func (d *draft) shippedPhrases() {
	take := func(file string) {
		data, err := fs.ReadFile(FS(), file)
		if err != nil {
			d.found(Problem{File: file, Text: "read the file that ships with the program: " + reason(err)})
			return
		}
		d.found(d.list(file, file, data)...)
	}
	words := &d.guide.words
	if words.shipped = words.sections == nil; words.shipped {
		take(sectionsFile)
	}
	if words.talk == nil {
		take(talkFile)
	}
}

// overlay puts the local entries of files beside those of the guide, as far as they can be
// read.
func (d *draft) overlay(f *LocalFiles) {
	d.found(f.problems...)
	if f.err != nil {
		d.found(Problem{File: ".", Text: "read the local folders: " + f.err.Error(), Hint: "give folders named by the number of a municipality or a county"})
	}
	f.decode()
	g := d.guide
	g.local = nil
	taken := map[string]*Entry{}
	for i := range f.all {
		one := &f.all[i]
		d.found(one.problems...)
		e := one.entry
		if e == nil {
			continue
		}
		e.Place = one.place
		d.check(func(c *checker) { localChecker{c}.identity(e, taken) })
		if e.ID == "" || taken[e.ID] != e {
			continue
		}
		g.local = append(g.local, e)
	}
	slices.SortFunc(g.local, func(a, b *Entry) int { return cmp.Compare(a.ID, b.ID) })
	g.places = newPlaces(g.local)
	d.check(func(c *checker) {
		for _, e := range g.local {
			c.complete(e)
			resolver{c}.resolve(e)
			resolver{c}.expand(e)
		}
	})
	for _, number := range g.places.Numbers() {
		d.found(g.with(g.places.seenFrom(number)).check(func(c *checker) {
			for _, e := range g.places.by[number] {
				c.entry(e)
				localChecker{c}.mustHold(e)
			}
		})...)
	}
}
