package content

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

// handoverDecoder reads transitionsFile.
type handoverDecoder struct{ conditionDecoder }

func decodeHandover(file string, data []byte) (Handover, Problems) {
	d := handoverDecoder{conditionDecoder{&decoder{file: file, pos: map[string]int{}}, conditionFields()}}
	var h Handover
	root := d.root(data)
	if root == nil {
		return h, d.problems
	}
	d.mapping("", root, []field{
		{"transitions", d.list(func(path string, n *yaml.Node) { h.Transitions = append(h.Transitions, d.transition(path, n)) })},
		{"exclusions", d.list(func(path string, n *yaml.Node) { h.Exclusions = append(h.Exclusions, d.exclusion(path, n)) })},
		{"outcomes", d.list(func(path string, n *yaml.Node) { h.Outcomes = append(h.Outcomes, d.outcome(path, n)) })},
		{"amounts", d.list(func(path string, n *yaml.Node) { h.Amounts = append(h.Amounts, d.amount(path, n)) })},
		{"spans", d.list(func(path string, n *yaml.Node) { h.Spans = append(h.Spans, d.span(path, n)) })},
	})
	return h, d.problems
}

func (d handoverDecoder) transition(path string, n *yaml.Node) Transition {
	t := Transition{line: n.Line}
	d.mapping(path, n, []field{
		{"from", d.str(&t.From)},
		{"to", d.str(&t.To)},
		{"kind", oneOf(d.decoder, &t.Kind, []TransitionKind{Then, With, Within})},
		{"requires", d.asked(&t.Requires)},
		{"says", d.statement(&t.Says)},
		{"pitfall", d.statement(&t.Pitfall)},
		{"deadline", d.statement(&t.Deadline)},
		{"decision", func(path string, n *yaml.Node) {
			t.Decision = map[Lang]string{}
			d.mapping(path, n, append(d.langFields(t.Decision), field{"who", d.str(&t.Decider)}))
			d.inEveryLang(path, n, t.Decision)
		}},
		{"waiting", func(path string, n *yaml.Node) {
			d.mapping(path, n, []field{
				{"min_months", d.months(&t.WaitMin)},
				{"max_months", d.months(&t.WaitMax)},
				{"point", d.point(&t.Waiting.Point)},
			})
		}},
		{"before", d.str(&t.Before)},
		{"after", d.str(&t.After)},
		{"certainty", oneOf(d.decoder, &t.Certainty, Certainties())},
	})
	if t.From == "" || t.To == "" || t.Kind == "" || t.Certainty == "" || t.Says.IsZero() {
		d.report(n, path+" lacks from, to, kind, says or certainty", "")
	}
	return t
}

func (d handoverDecoder) exclusion(path string, n *yaml.Node) Exclusion {
	x := Exclusion{line: n.Line}
	d.mapping(path, n, []field{
		{"a", d.str(&x.A)},
		{"b", d.str(&x.B)},
		{"kind", oneOf(d.decoder, &x.Kind, []ExclusionKind{NotTogether, Reduces, AfterOther, Consequence})},
		{"says", d.statement(&x.Says)},
		{"partly", func(path string, n *yaml.Node) {
			x.Partly = map[Lang]string{}
			d.mapping(path, n, d.langFields(x.Partly))
			d.inEveryLang(path, n, x.Partly)
		}},
		{"only", d.asked(&x.Only)},
		{"except", d.asked(&x.Except)},
		{"certainty", oneOf(d.decoder, &x.Certainty, Certainties())},
	})
	if x.A == "" || x.B == "" || x.Kind == "" || x.Certainty == "" || x.Says.IsZero() {
		d.report(n, path+" lacks a, b, kind, says or certainty", "")
	}
	return x
}

func (d handoverDecoder) outcome(path string, n *yaml.Node) Outcome {
	o := Outcome{line: n.Line, Months: -1}
	since := slices.IndexFunc(d.table, func(f conditionField) bool { return f.name == "time_in_norway" })
	var clocks []string
	for _, k := range d.table[since].keys {
		if k.name == "since" {
			clocks = k.words
		}
	}
	d.mapping(path, n, []field{
		{"entry", d.str(&o.Entry)},
		{"with", d.one(&o.With)},
		{"ways", d.one(&o.Ways)},
		{"goals", oneOfEach(d.decoder, &o.Goals, PathGoals())},
		{"requires", d.asked(&o.Requires)},
		{"asks", d.asked(&o.Asks)},
		{"sure", d.boolean(&o.Sure)},
		{"needs", oneOfEach(d.decoder, &o.Needs, competences())},
		{"months", d.months(&o.Months)},
		{"point", d.point(&o.Length)},
		{"frame", d.boolean(&o.Frame)},
		{"during", oneOfEach(d.decoder, &o.During, Statuses())},
		{"after", oneOfEach(d.decoder, &o.After, Statuses())},
		{"clock", oneOf(d.decoder, &o.Clock, clocks)},
		{"norwegian", oneOf(d.decoder, &o.Norwegian, CEFRLevels())},
		{"level", d.point(&o.Level)},
		{"schooling", oneOf(d.decoder, &o.Schooling, SchoolingLevels())},
		{"papers", oneOfEach(d.decoder, &o.Papers, Papers())},
		{"reaches", oneOfEach(d.decoder, &o.Reaches, competences())},
		{"working", d.boolean(&o.Working)},
		{"hard", d.months(&o.Hard)},
	})
	if o.Entry == "" || o.Months < 0 {
		d.report(n, path+" lacks entry or months", "months: 0 for what takes no time of its own")
		o.Months = max(0, o.Months)
	}
	if (o.Norwegian == "") != o.Level.IsZero() {
		d.report(n, path+" has norwegian or level alone", "level: the point that says which level is the aim")
	}
	return o
}

func (d handoverDecoder) amount(path string, n *yaml.Node) PaidAmount {
	a := PaidAmount{line: n.Line}
	d.mapping(path, n, []field{
		{"support", d.str(&a.Support)},
		{"requires", d.asked(&a.Requires)},
		{"point", d.point(&a.Point)},
	})
	if a.Support == "" || a.Point.IsZero() {
		d.report(n, path+" lacks support or point", "")
	}
	return a
}

func (d handoverDecoder) span(path string, n *yaml.Node) PaidSpan {
	a := PaidSpan{line: n.Line}
	d.mapping(path, n, []field{
		{"support", d.str(&a.Support)},
		{"requires", d.asked(&a.Requires)},
		{"months", d.months(&a.Months)},
		{"until", d.months(&a.Until)},
		{"yearly", d.months(&a.Yearly)},
		{"point", d.point(&a.Point)},
	})
	if a.Support == "" || a.Months == 0 || a.Point.IsZero() {
		d.report(n, path+" lacks support, months or point", "")
	}
	return a
}

// one reads a word or a list of words.
func (d handoverDecoder) one(dst *[]string) func(string, *yaml.Node) {
	item := func(path string, n *yaml.Node) {
		var s string
		d.str(&s)(path, n)
		*dst = append(*dst, s)
	}
	return func(path string, n *yaml.Node) {
		if n.Kind == yaml.SequenceNode {
			d.list(item)(path, n)
			return
		}
		item(path, n)
	}
}

// asked reads conditions that have a field and a value alone.
func (d handoverDecoder) asked(dst *[]Condition) func(string, *yaml.Node) {
	var people []string
	for _, f := range personFields() {
		people = append(people, f.name)
	}
	return d.list(func(path string, n *yaml.Node) {
		c := Condition{Effect: Must, Formal: true}
		var value *yaml.Node
		d.mapping(path, n, []field{
			{"field", oneOf(d.decoder, &c.Field, people)},
			{"value", func(_ string, n *yaml.Node) { value = n }},
		})
		i := slices.IndexFunc(d.table, func(f conditionField) bool { return f.name == c.Field })
		if i < 0 || value == nil {
			d.report(n, path+" has no field or no value", "{field: age, value: {min: 18}}")
			return
		}
		c.Value = d.value(path+".value", value, d.table[i])
		*dst = append(*dst, c)
	})
}

func (d handoverDecoder) statement(dst *Statement) func(string, *yaml.Node) {
	return func(path string, n *yaml.Node) {
		s := Statement{Texts: map[Lang]string{}}
		d.pos[path] = n.Line
		dated := false
		d.mapping(path, n, append(d.langFields(s.Texts),
			field{"point", d.point(&s.Point)},
			field{"rule", func(path string, n *yaml.Node) { s.rule = d.rule(path, n) }},
			field{"source", func(path string, n *yaml.Node) {
				s.From = &Source{Kind: Official}
				d.mapping(path, n, []field{
					{"title", d.str(&s.From.Title)},
					{"url", d.str(&s.From.URL)},
					{"dated", func(path string, n *yaml.Node) { dated = true; d.date(&s.From.Dated)(path, n) }},
					{"kind", oneOf(d.decoder, &s.From.Kind, []SourceKind{Official, LocalGov, Research})},
				})
			}}))
		switch {
		case !s.Point.IsZero() && (len(s.Texts) > 0 || s.rule != nil || s.From != nil):
			d.report(n, path+" has a point and a text, rule or source", "a point has its own")
		case s.Point.IsZero():
			d.inEveryLang(path, n, s.Texts)
			if (s.rule == nil) == (s.From == nil) {
				d.report(n, path+" rests on nothing, or on two", "rule: {law: …}, or source: {title: …, dated: …}")
			}
			if s.From != nil && (s.From.Title == "" || !dated) {
				d.report(n, path+" has a source without title or date", "")
			}
		}
		if !s.Point.IsZero() {
			s.Texts = nil
		}
		*dst = s
	}
}

func (d handoverDecoder) inEveryLang(path string, n *yaml.Node, texts map[Lang]string) {
	for _, l := range Langs() {
		if texts[l] == "" {
			d.report(n, path+" has no "+string(l), "it is shown in every language")
		}
	}
}

// point reads "entry/point".
func (d handoverDecoder) point(dst *NamedPoint) func(string, *yaml.Node) {
	return func(path string, n *yaml.Node) {
		var s string
		d.str(&s)(path, n)
		if s == "" {
			return
		}
		entry, id, ok := strings.Cut(s, "/")
		if !ok || !isSlug(entry) || !isSlug(id) {
			d.report(n, fmt.Sprintf("%s: %q names no point", path, s), "the entry's id and the point's: kvalifiseringsprogram/oppstart")
			return
		}
		*dst = NamedPoint{entry, id}
	}
}

// maxMonths is far longer than anything a path is planned with.
const maxMonths = 120

func (d handoverDecoder) months(dst *int) func(string, *yaml.Node) {
	return func(path string, n *yaml.Node) {
		var s string
		d.str(&s)(path, n)
		v, err := strconv.Atoi(s)
		if err != nil || v < 0 || v > maxMonths {
			d.report(n, fmt.Sprintf("%s: %q is no number of months", path, s), fmt.Sprintf("0 to %d", maxMonths))
			return
		}
		*dst = v
	}
}
