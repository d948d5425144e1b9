package content

import (
	"cmp"
	"slices"
)

// Address is a web address that the guide sends its readers to.
type Address struct {
	URL   string
	Where []string // the files that name it, sorted
}

// Addresses returns every address in the guide's sources, links and rules, sorted.
func (c Cited) Addresses() []Address {
	where := map[string][]string{}
	add := func(url string, e *Entry) {
		if url != "" && !slices.Contains(where[url], e.file) {
			where[url] = append(where[url], e.file)
		}
	}
	for _, e := range c.entries {
		for _, s := range e.Sources {
			add(s.URL, e)
		}
		for _, l := range e.Links {
			add(l.URL, e)
		}
		for _, st := range e.Texts[Bokmal].Sections {
			for _, p := range st.Points {
				if p.Rule != nil {
					add(p.Rule.Law.URL, e)
					for _, l := range p.Rule.Also {
						add(l.URL, e)
					}
				}
			}
		}
	}
	out := make([]Address, 0, len(where))
	for url, files := range where {
		slices.Sort(files)
		out = append(out, Address{url, files})
	}
	slices.SortFunc(out, func(a, b Address) int { return cmp.Compare(a.URL, b.URL) })
	return out
}
