package content

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"time"
)

// LocalFolder is a folder of local entries: below its root one folder for each municipality
// or county, named by its number, with one .yaml file an entry.
type LocalFolder struct {
	Name string // where it is, put before the files' names in problems; may be empty
	FS   fs.FS
}

// LocalFiles are the files of local folders, read at one moment.
type LocalFiles struct {
	all      []localFile
	problems Problems // of the folders
	err      error    // why not all could be read
}

type localFile struct {
	file
	place string
}

// ReadLocal reads every *.yaml file of local folders; none are no files. Names that begin
// with a dot, and files beside the places' folders that are no .yaml, are passed over. What
// could not be read, and what is no place's folder, is told where the files are loaded.
func ReadLocal(folders ...LocalFolder) *LocalFiles {
	f := &LocalFiles{}
	for _, of := range folders {
		err := fs.WalkDir(of.FS, ".", func(name string, de fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			return f.add(of, name, de)
		})
		if err != nil && f.err == nil {
			f.err = fmt.Errorf("%s: %s", cmp.Or(of.Name, "."), reason(err))
		}
	}
	return f
}

// add takes one file or folder of a local folder.
func (f *LocalFiles) add(of LocalFolder, name string, de fs.DirEntry) error {
	place, rest, below := strings.Cut(name, "/")
	shown := path.Join(of.Name, name)
	switch {
	case name != "." && strings.HasPrefix(path.Base(name), "."):
		if de.IsDir() {
			return fs.SkipDir
		}
	case de.IsDir() && name != "." && !below:
		if err := CheckPlace(place); err != nil {
			f.problems = append(f.problems, Problem{File: shown, Text: "the folder's name " + err.Error(), Hint: "name it by the number of the municipality (3301) or the county (33)"})
			return fs.SkipDir
		}
	case de.IsDir() || path.Ext(name) != ".yaml":
	case !below:
		f.problems = append(f.problems, Problem{File: shown, Line: 1, Text: "the file lies in no municipality's folder", Hint: "move it to the folder named by the number, 3301/" + name})
	case strings.HasPrefix(path.Base(rest), "_"):
		f.problems = append(f.problems, Problem{File: shown, Line: 1, Text: "a local folder has no lists", Hint: "laws, rates and words are the national guide's; remove the file"})
	default:
		data, err := fs.ReadFile(of.FS, name)
		if err != nil {
			return err
		}
		f.all = append(f.all, localFile{file{name: shown, data: data}, place})
	}
	return nil
}

// Len returns how many entry files there are.
func (f *LocalFiles) Len() int { return len(f.all) }

// Digest returns the digest of the files' names and bytes, as [Files.Digest] does; that of
// no files is always the same.
func (f *LocalFiles) Digest() string {
	if f.err != nil || len(f.problems) > 0 {
		return ""
	}
	h := sha256.New()
	for _, one := range f.all {
		fmt.Fprintf(h, "%q %q %d\n", one.place, one.name, len(one.data))
		h.Write(one.data)
	}
	return DigestPrefix + hex.EncodeToString(h.Sum(nil))
}

// With decodes and checks local files, and returns the guide with them: they stand beside the
// national entries and change none, see [Guide.At]. Without any it is g itself, and g is never
// changed. Findings that are not warnings come back together as a [Problems] error.
func (g *Guide) With(local *LocalFiles) (*Guide, error) {
	if local.none() {
		return g, nil
	}
	over := *g
	d := draft{guide: &over}
	if d.overlay(local); len(d.problems) > 0 {
		d.problems.sort()
		return nil, d.problems
	}
	over.seal()
	return &over, nil
}

// none reports whether there is nothing to read and nothing wrong.
func (f *LocalFiles) none() bool { return len(f.all) == 0 && len(f.problems) == 0 && f.err == nil }

// CheckLocal returns every finding in local files, beside the guide g, on the day now,
// warnings included; g itself is as it was. It has the findings of no national entry.
func CheckLocal(g *Guide, local *LocalFiles, now time.Time) Problems {
	over := *g
	d := draft{guide: &over}
	d.overlay(local)
	ps := d.problems
	for _, number := range over.places.Numbers() {
		view := over.with(over.places.seenFrom(number))
		ps = append(ps, view.check(func(c *checker) {
			for _, e := range over.places.by[number] {
				localChecker{c}.shouldHold(e)
			}
		})...)
	}
	alone := &Guide{entries: over.local, words: Words{terms: g.words.terms}}
	ps = append(ps, alone.check((*checker).termUse)...)
	ps = append(ps, alone.check(func(c *checker) { lawChecker{c}.expired(now) })...)
	ps.sort()
	return ps
}

// decode decodes the files.
func (f *LocalFiles) decode() {
	files := make([]*file, len(f.all))
	for i := range f.all {
		files[i] = &f.all[i].file
	}
	decodeEntries(files)
}

// complete gives an entry that adds to a national one what it has of that: the kind, the
// topic, and the title where it has none of its own.
func (c *checker) complete(e *Entry) {
	to := c.g.byID[e.AddsTo]
	if to == nil {
		return
	}
	e.Kind, e.Topic = to.Kind, to.Topic
	for _, l := range Langs() {
		if t := e.Texts[l]; t != nil {
			t.Title, t.Short = cmp.Or(t.Title, to.Text(l).Title), cmp.Or(t.Short, to.Text(l).Short)
		}
	}
}

// localChecker checks what a local entry may say.
type localChecker struct{ *checker }

// identity checks that an entry of a place is told from all others, and stands in the
// place of none. The ids that are taken gain its own.
func (c localChecker) identity(e *Entry, taken map[string]*Entry) {
	prefix := e.Place + "-"
	national := func(id string) *Entry {
		if o := c.g.byID[id]; o != nil {
			return o
		}
		return c.g.alias[id]
	}
	own, _, _ := strings.Cut(e.ID, "-")
	switch o := national(e.ID); {
	case e.ID == "":
		c.problems = append(c.problems, Problem{File: e.file, Line: 1, Text: `no "id"`, Hint: "the file's name without .yaml, " + prefix + "…"})
		return
	case o != nil:
		c.fail(e, "id", fmt.Sprintf("%q redefines the national entry %q", e.ID, o.ID), "a local entry changes no national one: id: "+prefix+e.ID+" and adds_to: "+o.ID+" for what is local of it")
	case !strings.HasPrefix(e.ID, prefix) && strings.Trim(own, "0123456789") == "":
		c.fail(e, "id", fmt.Sprintf("id %q is of another place than the folder %s", e.ID, e.Place), "id: "+prefix+strings.TrimPrefix(strings.TrimPrefix(e.ID, own), "-")+", or move the file")
	case !strings.HasPrefix(e.ID, prefix) || e.ID == prefix:
		c.fail(e, "id", fmt.Sprintf("id %q does not begin with %q", e.ID, prefix), "id: "+prefix+strings.TrimPrefix(e.ID, prefix)+", and the file named so")
	}
	if o := taken[e.ID]; o != nil {
		c.fail(e, "id", fmt.Sprintf("id %q is taken", e.ID), "by "+o.file)
		return
	}
	taken[e.ID] = e
	for i, a := range e.Aliases {
		at := fmt.Sprintf("aliases.%d", i)
		switch o := national(a); {
		case o != nil:
			c.fail(e, at, fmt.Sprintf("alias %q shadows the national entry %q", a, o.ID), "remove it: the national entry keeps its name")
		case !strings.HasPrefix(a, prefix):
			c.fail(e, at, fmt.Sprintf("alias %q does not begin with %q", a, prefix), "a local entry had a local id before, too")
		case taken[a] != nil:
			c.fail(e, at, fmt.Sprintf("alias %q is taken", a), "by "+taken[a].file)
		default:
			taken[a] = e
		}
	}
}

// mustHold checks that an entry of a place says nothing that the place can't say.
func (c localChecker) mustHold(e *Entry) {
	if own := []Kind{Offer, Support, Guidance, Resource, Actor}; e.AddsTo == "" && e.Kind != "" && !slices.Contains(own, e.Kind) {
		c.fail(e, "kind", fmt.Sprintf("a local entry is no %s", e.Kind), fmt.Sprintf("one of %v", own))
	}
	if to := c.g.byID[e.AddsTo]; e.AddsTo != "" && (to == nil || to.Place != "") {
		hint := didYouMean(e.AddsTo, slices.Sorted(maps.Keys(c.g.byID)))
		if to != nil {
			hint = "adds_to is a national entry; put the points in " + to.file
		}
		c.fail(e, "adds_to", fmt.Sprintf("adds_to: no national entry %q", e.AddsTo), hint)
	}
	for _, s := range e.Sources {
		at := "sources." + s.Key
		if s.Kind != LocalGov {
			c.fail(e, at, fmt.Sprintf("source %q is %s", s.Key, s.Kind), "a local statement rests on a local source, kind: local; what the law says stands in the national entry")
		}
		if s.Dated.Unknown() {
			c.fail(e, at, fmt.Sprintf("source %q has no date", s.Key), "dated: 2026-03-01, the day the page was written or read")
		}
	}
	if nb := e.Texts[Bokmal]; nb != nil {
		for _, st := range nb.Sections {
			at := fmt.Sprintf("%s.%s", Bokmal, st.Key)
			if st.Key == Right || st.Key == Requirements {
				c.fail(e, at, fmt.Sprintf("a local entry has a section %q", st.Key), "rights and requirements are the law's: write whom it is for under who, and what is usual here under local")
			}
			for i, p := range st.Points {
				if p.Rule != nil {
					c.fail(e, fmt.Sprintf("%s.%d.rule", at, i), "a local statement has a rule", "what the law says stands in the national entry")
				}
			}
		}
	}
	for i, cond := range e.Conditions {
		if !cond.Local || cond.Formal {
			c.fail(e, fmt.Sprintf("conditions.%d", i), fmt.Sprintf("condition %d is not local", i+1), "binding: informal, scope: local")
		}
	}
}

// shouldHold checks what a well-kept local entry has.
func (c localChecker) shouldHold(e *Entry) {
	if e.AddsTo == "" {
		c.coverage(e)
	}
	sourceChecker(c).unusedSources(e)
	lawChecker(c).sourceNotes(e)
	if nb := e.Texts[Bokmal]; nb != nil && nb.Differs == "" && e.AddsTo == "" && (e.Kind == Offer || e.Kind == Support) {
		c.warn(e, "nb.title", "no differs", "the line under a choice, in nb, nn and en")
	}
	for _, l := range Langs() {
		c.names(e, l)
	}
}

// names reports names of e that a national entry or another one of the place has: the
// search can't tell which is meant, and a national entry goes first.
func (c localChecker) names(e *Entry, l Lang) {
	t := e.Texts[l]
	if t == nil || e.AddsTo != "" {
		return
	}
	for i, n := range append([]string{t.Title}, t.AlsoCalled...) {
		at := fmt.Sprintf("%s.title", l)
		if i > 0 {
			at = fmt.Sprintf("%s.also_called.%d", l, i-1)
		}
		for _, o := range c.g.entries {
			if o == e || o.Texts[l] == nil {
				continue
			}
			if has := func(s string) bool { return strings.EqualFold(s, n) }; has(o.Texts[l].Title) || slices.ContainsFunc(o.Texts[l].AlsoCalled, has) {
				c.warn(e, at, fmt.Sprintf("%s %q is the name of %q, too", at, n, o.ID), "a name of its own, as with the place's name in it; or adds_to: "+o.ID)
			}
		}
	}
}
