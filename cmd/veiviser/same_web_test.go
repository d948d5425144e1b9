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

// webCard is the card of a page.
func webCard(tb testing.TB, page string) *node {
	tb.Helper()
	found := parseHTML(tb, page).classed("answer")
	if len(found) != 1 {
		tb.Fatalf("the page has %d cards:\n%s", len(found), page)
	}
	return found[0]
}

// readWeb reads what the card of a page answers.
func readWeb(card *node) said {
	var s said
	for _, n := range card.kids {
		switch {
		case n.is("p", "moved"):
			s.add("moved", strings.TrimPrefix(n.words(), "↪ "))
		case n.is("h2", "subject"):
			title, path := n.all("strong"), ""
			if a := n.all("a"); len(a) > 0 {
				title, path = a, a[0].attr["href"]
			}
			s.add("heading", title[0].words(), path, strings.TrimPrefix(strings.TrimPrefix(n.words(), title[0].words()), " · "))
		case n.is("p", "understood"), n.is("p", "persona"), n.is("p", "foot"), n.is("p", "near"):
			s.add(strings.Fields(n.attr["class"])[1], n.words())
		case n.is("p", "ask-back"):
			s.add("asked", n.words())
		case n.is("p", "caution"):
			s.add("notice", n.words())
		case n.is("p", "lead"):
			s.add("lead", n.words())
		case n.is("section", "own"):
			for _, p := range n.all("p") {
				s.add("own", n.all("h3")[0].words(), p.words())
			}
		case n.is("div", "points"):
			s.webPoints(n)
		case n.is("table", "compare"):
			s.webTable(n)
		case n.is("ul", "choose"):
			for _, b := range n.all("button") {
				s.add("choice", b.all("b")[0].words(), b.all("strong")[0].words(), b.classed("line")[0].words(), b.attr["value"])
			}
		case n.is("div", "groups"):
			s.webGroups(n)
		case n.is("p", "cited"):
			s.webCited("source", n)
		case n.is("p", "ask-who"):
			s.add("ask", n.words())
		case n.is("div", "row"):
			s.webRow(n)
		case n.is("div", "sections"):
			for _, d := range n.all("details") {
				s.add("group", d.all("summary")[0].words())
				s.webItems(d)
			}
		}
	}
	return s
}

// webPoints reads the statements of an answer.
func (s *said) webPoints(n *node) {
	for _, k := range n.kids {
		switch {
		case k.is("p", "gap"):
			s.add("gap", k.words())
		case k.is("p", "caution"):
			s.add("caution", k.words())
		case k.name == "p":
			text := k.words()
			for _, near := range k.classed("near") {
				s.add("near", near.words())
				text = strings.TrimPrefix(text, near.words())
			}
			s.add("point", text)
		}
		for _, li := range k.all("li") {
			text := li.words()
			for _, c := range li.classed("caution") {
				text = strings.TrimSuffix(text, c.words())
			}
			s.add("point", text)
			for _, c := range li.classed("caution") {
				s.add("caution", c.words())
			}
		}
	}
}

func (s *said) webTable(n *node) {
	for _, row := range n.all("tr") {
		var cells []string
		for _, c := range row.kids {
			if c.name == "th" || c.name == "td" {
				cells = append(cells, c.words())
			}
		}
		s.add("row", cells...)
	}
}

func (s *said) webGroups(n *node) {
	for _, g := range n.all("section") {
		s.add("group", g.all("h3")[0].words())
		for _, mark := range g.classed("state") {
			s.add("state", mark.attr["data-state"])
		}
		s.webItems(g)
	}
}

// webItems reads the entries of a list, and how many are left out.
func (s *said) webItems(n *node) {
	for _, li := range n.all("li") {
		line := ""
		for _, l := range li.classed("line") {
			line = l.words()
		}
		s.add("item", li.kids[0].words(), line)
	}
	for _, more := range n.classed("more") {
		s.add("more", more.words())
	}
}

// webCited reads sources; each line ends in the day they are from.
func (s *said) webCited(kind string, n *node) {
	var held []*node
	flush := func(dated string) {
		for _, src := range held {
			link := ""
			for _, a := range src.all("a") {
				link = a.attr["href"]
			}
			s.addressed(kind, src.words()+" · "+dated, link)
		}
		held = nil
	}
	for _, k := range n.kids {
		if k.name == "span" {
			held = append(held, k)
		} else if dated, ok := strings.CutPrefix(strings.TrimSpace(k.text), "· "); ok && dated != "" {
			flush(dated)
		}
	}
}

// webRow reads the buttons: what each is called and does.
func (s *said) webRow(n *node) {
	for _, k := range n.kids {
		switch {
		case k.name == "button":
			s.add("button", k.words(), k.attr["value"])
		case k.name == "a":
			s.add("button", k.words(), k.attr["href"])
		case k.name == "details":
			s.add("button", k.all("summary")[0].words(), k.attr["class"])
		}
	}
}

// readWebRest reads all that a card has of its entry.
func readWebRest(card *node) said {
	var s said
	for _, body := range card.classed("rest-body") {
		for _, n := range body.kids {
			switch {
			case n.is("p", "lead"):
				s.add("lead", n.words())
			case n.is("p", "caution"):
				s.add("notice", n.words())
			case n.is("p", "parallel"):
				s.add("parallel", n.words())
			case n.is("dl", "facts"):
				for _, f := range n.all("div") {
					s.add("fact", f.all("dt")[0].words(), f.all("dd")[0].words())
				}
			case n.is("div", "groups"):
				s.webGroups(n)
			case n.is("div", "sections"):
				for _, d := range n.all("details") {
					s.webSection(d.all("summary")[0].words(), d)
				}
			case n.is("p", "pages"):
				for _, a := range n.all("a") {
					s.add("page", a.words(), a.attr["href"])
				}
			}
		}
	}
	return s
}

// webSection reads a section, the relations or the links.
func (s *said) webSection(title string, n *node) {
	if dl := n.all("dl"); len(dl) > 0 {
		for _, item := range dl[0].all("div") {
			for _, dd := range item.all("dd") {
				s.relation(item.all("dt")[0].words(), dd.words())
			}
		}
		return
	}
	for _, ul := range n.all("ul") {
		for _, li := range ul.all("li") {
			if ul.is("ul", "links") {
				s.addressed("link", li.words(), li.all("a")[0].attr["href"])
				continue
			}
			s.add("point", title, li.words())
		}
	}
	for _, p := range n.classed("cited") {
		s.webCited("source", p)
	}
}
