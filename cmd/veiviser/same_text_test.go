package main

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"veiviser/locales"
)

// textReader reads a terminal's output of lines that were not broken.
type textReader struct {
	said
	words *locales.Words
	part  string   // what the heading above says the lines are
	open  string   // the heading
	item  string   // the entry of a list that stands above
	held  []string // what one fact takes several lines for
}

var (
	stepHeading = regexp.MustCompile(`^(\S+ \d+ \S+ \d+): (.*)$`)
	choiceMark  = regexp.MustCompile(`^\d+\. `)
	sourceMark  = regexp.MustCompile(`^\[\d+\] `)
	itemPath    = regexp.MustCompile(`^- (.*) \(` + regexp.QuoteMeta(publicURL) + `\S+\)$`)
)

// readTerminal reads the drawing of a card; labelled says that its first line tells
// what it is of.
func readTerminal(tb testing.TB, words *locales.Words, labelled bool, drawn string) said {
	tb.Helper()
	lines := strings.Split(strings.TrimSuffix(drawn, "\n"), "\n")
	if labelled {
		lines = lines[1:]
	}
	r := textReader{words: words, part: "head"}
	r.add("title", lines[0])
	for i, line := range lines[1:] {
		switch {
		case line == "":
			r.flush()
			r.item = ""
		case lines[i] == "" && !strings.HasPrefix(line, " ") && !strings.HasPrefix(line, "> ") && !choiceMark.MatchString(line):
			r.heading(line)
		default:
			r.line(line)
		}
	}
	r.flush()
	return r.said
}

// flush notes the fact of the lines held.
func (r *textReader) flush() {
	switch {
	case len(r.held) == 0:
	case r.part == "links", r.part == "sources":
		r.addressed(strings.TrimSuffix(r.part, "s"), r.held[0], strings.Join(r.held[1:], ""))
	case r.part == "choice":
		r.add("choice", r.held[:3]...)
	case r.part == "parallel":
		r.add("parallel", strings.Join(r.held, ", "))
	}
	r.held = nil
}

func (r *textReader) heading(line string) {
	r.open = line
	switch m := stepHeading.FindStringSubmatch(line); {
	case line == r.words.Text(locales.SourcesTitle):
		r.part = "sources"
	case line == r.words.Text(locales.LinksTitle):
		r.part = "links"
	case m != nil:
		r.part, r.held = "step", m[1:]
	default:
		r.part = "section"
	}
}

func (r *textReader) line(line string) {
	label, value, pair := strings.Cut(strings.TrimPrefix(line, "  "), ": ")
	switch m := itemPath.FindStringSubmatch(line); {
	case strings.HasPrefix(line, "! "):
		r.add("notice", line[2:])
	case strings.HasPrefix(line, "> "):
		_, path, _ := strings.Cut(line, ": "+publicURL)
		r.action(path)
	case m != nil:
		r.item = m[1]
		r.add("item", r.open, r.item)
	case r.item != "" && r.more(strings.TrimSpace(line)):
		r.add("more", r.open, line)
	case r.item != "":
		r.add("why", r.open, r.item, line)
	case choiceMark.MatchString(line):
		r.flush()
		r.part, r.held = "choice", []string{choiceMark.ReplaceAllString(line, "")}
	case r.part == "choice":
		r.held = append(r.held, line)
	case sourceMark.MatchString(line), r.part == "links" && strings.HasPrefix(line, "- "):
		r.flush()
		r.held = []string{strings.TrimPrefix(line, "- ")}
	case r.part == "sources", r.part == "links":
		r.held = append(r.held, strings.TrimSpace(line))
	case strings.HasPrefix(line, "- "):
		r.add("point", r.open, line[2:])
	case r.part == "step" && len(r.held) == 2:
		r.add("step", append(r.held, strings.TrimSpace(line))...)
		r.held = nil
	case r.part == "step" && strings.HasPrefix(line, "  ("):
		r.add("origin", strings.Trim(line, " ()"))
		r.part = "parallel"
	case label == r.words.Text(locales.JourneyParallel):
		r.held = append(r.held, value)
	case pair && r.part == "head" && strings.HasPrefix(line, "  "):
		r.add("fact", label, value)
	case pair && strings.HasPrefix(line, "  "):
		r.flush()
		r.relation(label, strings.Split(value, " · ")...)
	default:
		r.add("lead", line)
	}
}

// more reports whether a line tells how many entries of a list are left out.
func (r *textReader) more(line string) bool {
	digits, _, _ := strings.Cut(line, " ")
	n, err := strconv.Atoi(digits)
	return err == nil && line == r.words.Count(locales.ListMore, n)
}
