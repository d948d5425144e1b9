package main

import (
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
)

// node is an element of a page, or a text.
type node struct {
	name string // empty for a text
	text string
	attr map[string]string
	kids []*node
}

// parseHTML reads HTML that is as well formed as our templates.
func parseHTML(tb testing.TB, page string) *node {
	tb.Helper()
	d := xml.NewDecoder(strings.NewReader(page))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	open := []*node{{name: "page"}}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return open[0]
		}
		if err != nil {
			tb.Fatal(err)
		}
		at := open[len(open)-1]
		switch token := token.(type) {
		case xml.StartElement:
			n := &node{name: token.Name.Local, attr: map[string]string{}}
			for _, a := range token.Attr {
				n.attr[a.Name.Local] = a.Value
			}
			at.kids, open = append(at.kids, n), append(open, n)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			at.kids = append(at.kids, &node{text: string(token)})
		}
	}
}

// is reports whether n is an element of the name (any where empty) and class.
func (n *node) is(name, class string) bool {
	return n.name != "" && (name == "" || n.name == name) && slices.Contains(strings.Fields(n.attr["class"]), class)
}

// words is the text of n and what is in it.
func (n *node) words() string {
	s := n.text
	for _, k := range n.kids {
		s += k.words()
	}
	return s
}

// all are the elements named name below n, those within others too.
func (n *node) all(name string) []*node {
	var out []*node
	for _, k := range n.kids {
		if k.name == name {
			out = append(out, k)
		}
		out = append(out, k.all(name)...)
	}
	return out
}

// classed are the elements of the class below n, not those within others of it.
func (n *node) classed(class string) []*node {
	var out []*node
	for _, k := range n.kids {
		if k.is("", class) {
			out = append(out, k)
			continue
		}
		out = append(out, k.classed(class)...)
	}
	return out
}

// readWeb reads the card of a page.
func readWeb(tb testing.TB, page string) said {
	tb.Helper()
	root := parseHTML(tb, page)
	found := root.classed("answer")
	if len(found) != 1 {
		tb.Fatalf("the page has %d cards:\n%s", len(found), page)
	}
	var s said
	group := "" // the title of the list
	for _, n := range found[0].kids {
		switch {
		case n.is("h2", "answer-title"):
			s.add("title", n.words())
		case n.is("p", "line"):
			s.add("more", group, n.words())
		case n.is("p", "ds-paragraph") && !n.is("p", "label"):
			s.add("lead", n.words())
		case n.is("div", "notice"):
			s.add("notice", n.words())
		case n.is("section", "step"):
			s.webStep(n)
		case n.is("dl", "facts"):
			for _, f := range n.all("div") {
				s.add("fact", f.all("dt")[0].words(), f.all("dd")[0].words())
			}
		case n.is("section", "asked"):
			s.webPoints(n.all("h3")[0].kids[0].words(), n)
		case n.is("div", "sections"):
			for _, d := range n.all("details") {
				s.webPoints(d.all("summary")[0].words(), d)
			}
		case n.is("dl", "relations"):
			s.webRelations(n)
		case n.is("ul", "choices"):
			for _, li := range n.all("li") {
				p := li.all("p")
				s.add("choice", p[1].words(), p[0].words(), p[2].words())
			}
		case n.name == "h3":
			group = n.words()
		case n.is("ul", "group"):
			for _, li := range n.all("li") {
				title := li.all("a")[0].words()
				s.add("item", group, title)
				for _, why := range li.all("strong") {
					s.add("why", group, title, strings.Trim(why.words(), "()"))
				}
			}
		case n.is("p", "actions"):
			for _, a := range n.all("a") {
				path, _, _ := strings.Cut(a.attr["href"], "?section=") // of the note
				s.action(path)
			}
		case n.name == "section":
			s.webSources(n)
		}
	}
	return s
}

// webStep reads where a journey stands.
func (s *said) webStep(n *node) {
	position, title, _ := strings.Cut(n.all("h3")[0].words(), ": ")
	p := n.all("p")
	s.add("step", position, title, p[0].words())
	if len(p) > 2 {
		_, names, _ := strings.Cut(p[1].words(), ": ")
		s.add("parallel", names)
	}
	s.add("origin", p[len(p)-1].words())
	s.webRelations(n)
}

func (s *said) webPoints(title string, n *node) {
	for _, li := range n.all("li") {
		s.add("point", title, li.words())
	}
}

func (s *said) webRelations(n *node) {
	for _, r := range n.all("div") {
		for _, item := range r.all("dd") {
			s.relation(r.all("dt")[0].words(), item.words())
		}
	}
}

// webSources reads the sources, or the links to read on.
func (s *said) webSources(n *node) {
	for _, li := range n.all("li") {
		kind, text, link := "link", li.words(), ""
		if strings.HasPrefix(strings.TrimSpace(text), "[") {
			kind = "source"
			text = strings.Replace(text, "]", "] ", 1)
		}
		if a := li.all("a"); len(a) > 0 {
			link = a[0].attr["href"]
		}
		s.addressed(kind, text, link)
	}
}
