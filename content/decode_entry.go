package content

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

// maxFile bounds one entry file; the largest real one is below 60 kB.
const maxFile = 1 << 20

// decodeEntry reads one entry file. The entry is returned as far as it could be read,
// nil if the file is no mapping at all.
func decodeEntry(file string, data []byte) (*Entry, Problems) {
	d := &decoder{file: file, pos: map[string]int{}}
	root := d.root(data)
	if root == nil {
		return nil, d.problems
	}
	e := &Entry{Texts: map[Lang]*Text{}, file: file, pos: d.pos}
	fields := []field{
		{"id", d.str(&e.ID)},
		{"kind", oneOf(d, &e.Kind, Kinds())},
		{"topic", d.str(&e.Topic)},
		{"goals", oneOfEach(d, &e.Goals, EntryGoals())},
		{"norwegian", func(path string, n *yaml.Node) { e.Norwegian = d.norwegian(path, n) }},
		{"schooling", oneOfEach(d, &e.Schooling, SchoolingLevels())},
		{"residence", oneOfEach(d, &e.Residence, ResidenceGrounds())},
		{"responsible", d.strs(&e.Responsible)},
		{"livelihood", d.strs(&e.Livelihood)},
		{"combines_with", d.strs(&e.CombinesWith)},
		{"leads_to", d.strs(&e.LeadsTo)},
		{"see_also", d.strs(&e.SeeAlso)},
		{"aliases", d.strs(&e.Aliases)},
		{"adds_to", d.str(&e.AddsTo)},
		{"links", d.list(func(path string, n *yaml.Node) { e.Links = append(e.Links, d.link(path, n)) })},
		{"gaps", oneOfEach(d, &e.Gaps, Sections())},
		{"sources", func(path string, n *yaml.Node) { e.Sources = d.sources(path, n) }},
		{"steps", d.list(func(path string, n *yaml.Node) { e.Steps = append(e.Steps, d.step(path, n)) })},
		{"summary_sources", d.strs(&e.SummarySources)},
		{"recipient", oneOf(d, &e.Recipient, Recipients())},
		{"closed", d.boolean(&e.Closed)},
		{"routes", func(path string, n *yaml.Node) { e.Routes = conditionDecoder{d, nil}.routes(path, n) }},
		{"not_relevant", oneOfEach(d, &e.NotRelevant, ConditionFields())},
		{"conditions", func(path string, n *yaml.Node) { e.Conditions = decodeConditions(d, path, n) }},
		{"snippets", func(path string, n *yaml.Node) { e.Snippets = d.snippets(path, n) }},
	}
	for _, l := range Langs() {
		fields = append(fields, field{string(l), func(path string, n *yaml.Node) { e.Texts[l] = d.text(path, n) }})
	}
	d.mapping("", root, fields)
	return e, d.problems
}

var yamlLine = regexp.MustCompile(`line (\d+): (.*)`)

// root parses data and returns the one document's mapping, nil if there is none.
func (d *decoder) root(data []byte) *yaml.Node {
	fail := func(line int, text, hint string) *yaml.Node {
		d.problems = append(d.problems, Problem{File: d.file, Line: line, Text: text, Hint: hint})
		return nil
	}
	if len(data) > maxFile {
		return fail(0, fmt.Sprintf("file has %d bytes (at most %d)", len(data), maxFile), "")
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		text := strings.TrimPrefix(err.Error(), "yaml: ")
		if m := yamlLine.FindStringSubmatch(text); m != nil {
			line, convErr := strconv.Atoi(m[1])
			if convErr == nil {
				return fail(line, "not YAML: "+m[2], "put texts with : or # in double quotes")
			}
		}
		if te, ok := errors.AsType[*yaml.TypeError](err); ok {
			text = strings.Join(te.Errors, "; ")
		}
		return fail(0, "not YAML: "+text, "put texts with : or # in double quotes")
	}
	if doc.Kind != yaml.DocumentNode || len(doc.Content) != 1 || doc.Content[0].Kind != yaml.MappingNode {
		return fail(1, "the file is not a mapping", "an entry starts with id: and kind:")
	}
	return doc.Content[0]
}

func (d *decoder) norwegian(path string, n *yaml.Node) *NorwegianLevel {
	var v NorwegianLevel
	d.mapping(path, n, []field{
		{"level", oneOf(d, &v.Level, CEFRLevels())},
		{"binding", oneOf(d, &v.Binding, []string{"formal", "informal"})},
	})
	if v.Level == "" || v.Binding == "" {
		d.report(n, path+" lacks level or binding", "write {level: B1, binding: formal}")
	}
	return &v
}

func (d *decoder) link(path string, n *yaml.Node) Link {
	var v Link
	d.pos[path] = n.Line
	d.mapping(path, n, []field{{"title", d.str(&v.Title)}, {"url", d.str(&v.URL)}})
	return v
}

func (d *decoder) sources(path string, n *yaml.Node) []Source {
	if n.Kind != yaml.MappingNode {
		d.report(n, path+" is not a mapping", "write key: {title: …, url: …, dated: …}")
		return nil
	}
	var out []Source
	d.each(n, func(key string, k, v *yaml.Node) {
		s := Source{Key: key, Kind: Official}
		p := join(path, key)
		d.pos[p] = k.Line
		dated := false
		d.mapping(p, v, []field{
			{"title", d.str(&s.Title)},
			{"url", d.str(&s.URL)},
			{"law", d.str(&s.law)},
			{"dated", func(path string, n *yaml.Node) { dated = true; d.date(&s.Dated)(path, n) }},
			{"kind", oneOf(d, &s.Kind, []SourceKind{Official, LocalGov, Research, Private, News, Proposal})},
		})
		if s.law != "" && (s.Title != "" || s.URL != "" || s.Kind != Official) {
			d.report(k, fmt.Sprintf("source %q has law and title, url or kind", key), "an act's title and address stand in "+lawsFile)
		}
		if !dated {
			d.report(k, fmt.Sprintf("source %q has no date", key), "dated: 2024-03, or dated: "+UnknownDate)
		}
		out = append(out, s)
	})
	slices.SortFunc(out, func(a, b Source) int { return cmp.Compare(a.Key, b.Key) })
	return out
}

func (d *decoder) text(path string, n *yaml.Node) *Text {
	t := &Text{}
	d.pos[path] = n.Line
	fields := []field{
		{"title", d.str(&t.Title)},
		{"short", d.str(&t.Short)},
		{"differs", d.str(&t.Differs)},
		{"also_called", d.strs(&t.AlsoCalled)},
		{"asked", d.strs(&t.Asked)},
		{"unanswered", func(path string, n *yaml.Node) { t.Unanswered = d.unanswered(path, n) }},
		{"summary", d.str(&t.Summary)},
		{"persona", d.str(&t.Persona)},
		{"start", d.str(&t.Start)},
		{"goal", d.str(&t.Goal)},
	}
	for _, s := range Sections() {
		fields = append(fields, field{string(s), func(path string, n *yaml.Node) {
			st := SectionText{Key: s}
			d.list(func(path string, n *yaml.Node) { st.Points = append(st.Points, d.point(path, n)) })(path, n)
			if len(st.Points) == 0 {
				d.report(n, path+" has no points", "write a point or leave the section out")
				return
			}
			t.Sections = append(t.Sections, st)
		}})
	}
	d.mapping(path, n, fields)
	slices.SortStableFunc(t.Sections, func(a, b SectionText) int {
		return slices.Index(Sections(), a.Key) - slices.Index(Sections(), b.Key)
	})
	return t
}

// unanswered reads questions by the section they ask for.
func (d *decoder) unanswered(path string, n *yaml.Node) []SectionQuestions {
	of := map[Section][]string{}
	var fields []field
	for _, s := range Sections() {
		fields = append(fields, field{string(s), func(path string, n *yaml.Node) {
			var qs []string
			d.strs(&qs)(path, n)
			of[s] = qs
		}})
	}
	d.mapping(path, n, fields)
	var out []SectionQuestions
	for _, s := range Sections() {
		if len(of[s]) > 0 {
			out = append(out, SectionQuestions{s, of[s]})
		}
	}
	return out
}

func (d *decoder) point(path string, n *yaml.Node) Point {
	var p Point
	d.pos[path] = n.Line
	fields := []field{
		{"text", d.str(&p.Text)},
		{"source", d.str(&p.Source)},
		{"short", d.str(&p.Short)},
		{"asked", d.strs(&p.Asked)},
	}
	if strings.HasPrefix(path, string(Bokmal)+".") { // the other languages take these from here
		fields = append(fields,
			field{"id", d.str(&p.ID)},
			field{"rule", func(path string, n *yaml.Node) { p.Rule = d.rule(path, n) }})
	}
	d.mapping(path, n, fields)
	return p
}

func (d *decoder) step(path string, n *yaml.Node) Step {
	s := Step{Texts: map[Lang]StepText{}}
	d.pos[path] = n.Line
	fields := []field{
		{"offers", d.strs(&s.Offers)},
		{"responsible", d.strs(&s.Responsible)},
		{"livelihood", d.strs(&s.Livelihood)},
		{"source", d.str(&s.Source)},
		{"constructed", d.boolean(&s.Constructed)},
		{"parallel", d.boolean(&s.Parallel)},
	}
	for _, l := range Langs() {
		fields = append(fields, field{string(l), func(path string, n *yaml.Node) {
			var t StepText
			d.mapping(path, n, []field{{"title", d.str(&t.Title)}, {"text", d.str(&t.Text)}})
			s.Texts[l] = t
		}})
	}
	d.mapping(path, n, fields)
	return s
}

func (d *decoder) snippets(path string, n *yaml.Node) []Snippet {
	if n.Kind != yaml.MappingNode {
		d.report(n, path+" is not a mapping", "write uk: {text: …, status: draft}")
		return nil
	}
	var out []Snippet
	d.each(n, func(key string, k, v *yaml.Node) {
		if !slices.Contains(SnippetLangs(), key) {
			d.report(k, fmt.Sprintf("unknown snippet language %q", key), "one of "+strings.Join(SnippetLangs(), ", "))
			return
		}
		s := Snippet{Lang: key}
		p := join(path, key)
		d.pos[p] = k.Line
		d.mapping(p, v, []field{
			{"text", d.str(&s.Text)},
			{"status", oneOf(d, &s.Status, []string{"draft", "checked"})},
			{"by", d.str(&s.By)},
			{"on", d.date(&s.On)},
		})
		out = append(out, s)
	})
	slices.SortFunc(out, func(a, b Snippet) int {
		return slices.Index(SnippetLangs(), a.Lang) - slices.Index(SnippetLangs(), b.Lang)
	})
	return out
}
