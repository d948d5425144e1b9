package content

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

// Condition is one thing an entry asks of a person, or one of its properties, with the
// point that says so.
type Condition struct {
	Field   string   // of ConditionFields
	Value   Value    // what is asked
	Effect  Effect   // none for properties and for what is unknown
	Formal  bool     // law, regulation or the rules of a grant say so; else it is usual in practice
	Routes  []string // keys of Entry.Routes it belongs to; none = every way in
	Local   bool     // one county's, municipality's or school's rule: it never excludes
	PointID string   // the point that says so; empty for what is unknown

	binding string
}

// Value is what a condition asks, by key; which keys a field has is the table of
// conditionFields. A value that is written without keys stands under "is".
type Value map[string][]string

// Words returns the words of key.
func (v Value) Words(key string) []string { return v[key] }

// Word returns the only word of key, "" when it has none.
func (v Value) Word(key string) string {
	if len(v[key]) == 0 {
		return ""
	}
	return v[key][0]
}

// Number returns the number of key, and whether there is one.
func (v Value) Number(key string) (float64, bool) {
	w := v.Word(key)
	if w == "" {
		return 0, false
	}
	n, err := strconv.ParseFloat(w, 64)
	return n, err == nil
}

// True reports whether key is true.
func (v Value) True(key string) bool { return v.Word(key) == "true" }

// Effect is what a condition does to who can take part.
type Effect string

// The effects.
const (
	Must     Effect = "must"     // it must hold
	Excludes Effect = "excludes" // it must not hold
	Suits    Effect = "suits"    // those it suits; never asked
	Priority Effect = "priority" // those who go first; never asked
)

// Route is one way into an offer; one open way is enough.
type Route struct {
	Key   string
	Names map[Lang]string
}

// conditionDecoder reads the conditions of an entry by the table of their fields.
type conditionDecoder struct {
	*decoder
	table []conditionField
}

func (d conditionDecoder) routes(path string, n *yaml.Node) []Route {
	if n.Kind != yaml.MappingNode {
		d.report(n, path+" is not a mapping", "write rett: {nb: …, nn: …, en: …}")
		return nil
	}
	var out []Route
	d.each(n, func(key string, k, v *yaml.Node) {
		r := Route{Key: key, Names: map[Lang]string{}}
		p := join(path, key)
		d.pos[p] = k.Line
		d.mapping(p, v, d.langFields(r.Names))
		for _, l := range Langs() {
			if r.Names[l] == "" {
				d.report(k, fmt.Sprintf("route %q has no %s", key, l), "a way in is shown, so it has a name in nb, nn and en")
			}
		}
		if !isSlug(key) {
			d.report(k, fmt.Sprintf("route %q is not a slug", key), "a-z, 0-9 and single hyphens")
		}
		out = append(out, r)
	})
	return out
}

func decodeConditions(d *decoder, path string, n *yaml.Node) []Condition {
	var out []Condition
	of := conditionDecoder{d, conditionFields()}
	d.list(func(path string, n *yaml.Node) { out = append(out, of.condition(path, n)) })(path, n)
	return out
}

func (d conditionDecoder) condition(path string, n *yaml.Node) Condition {
	var c Condition
	var value *yaml.Node
	var scope string
	d.pos[path] = n.Line
	d.mapping(path, n, []field{
		{"field", oneOf(d.decoder, &c.Field, ConditionFields())},
		{"value", func(_ string, n *yaml.Node) { value = n }},
		{"effect", oneOf(d.decoder, &c.Effect, []Effect{Must, Excludes, Suits, Priority})},
		{"binding", oneOf(d.decoder, &c.binding, []string{"formal", "informal"})},
		{"scope", oneOf(d.decoder, &scope, []string{"local"})},
		{"point", d.str(&c.PointID)},
		{"route", func(path string, n *yaml.Node) {
			if n.Kind == yaml.SequenceNode {
				d.strs(&c.Routes)(path, n)
				return
			}
			var one string
			d.str(&one)(path, n)
			c.Routes = append(c.Routes, one)
		}},
	})
	c.Formal, c.Local = c.binding == "formal", scope == "local"
	i := slices.IndexFunc(d.table, func(f conditionField) bool { return f.name == c.Field })
	switch {
	case c.Field == "":
		d.report(n, path+" has no field", "field: one of "+strings.Join(ConditionFields(), ", "))
	case i < 0: // told already
	case value == nil:
		d.report(n, path+" has no value", "")
	default:
		c.Value = d.value(path+".value", value, d.table[i])
		d.effect(n, path, c, d.table[i])
	}
	return c
}

// effect checks that a condition on a person has an effect, and nothing else has.
func (d conditionDecoder) effect(n *yaml.Node, path string, c Condition, f conditionField) {
	switch {
	case f.person && c.Effect == "":
		d.report(n, fmt.Sprintf("%s: a condition on %s has no effect", path, f.name), "effect: must, excludes, suits or priority")
	case !f.person && c.Effect != "":
		d.report(n, fmt.Sprintf("%s: %s is no condition on a person and has no effect", path, f.name), "leave effect out")
	case c.Field != unknownField && c.binding == "":
		d.report(n, path+" has no binding", "binding: formal, or informal when it is only usual in practice")
	case c.Field != unknownField && c.PointID == "":
		d.report(n, path+" has no point", "point: the id of the nb point that says so")
	case c.Field == unknownField && c.PointID != "":
		d.report(n, path+": what no source answers has no point", "leave point out")
	}
}

// unknownField is the field of what an adviser would ask and no source answers.
const unknownField = "unknown"

// value reads a condition's value by the table of its field.
func (d conditionDecoder) value(path string, n *yaml.Node, f conditionField) Value {
	v := Value{}
	d.pos[path] = n.Line
	if n.Kind == yaml.ScalarNode {
		i := slices.IndexFunc(f.keys, func(k valueKey) bool { return k.name == isValue })
		if i < 0 {
			d.report(n, path+" is not a mapping", fmt.Sprintf("%s has %s", f.name, f.keyNames()))
			return v
		}
		d.words(path, n, f.keys[i], v)
		return v
	}
	var fields []field
	for _, k := range f.keys {
		fields = append(fields, field{k.name, func(path string, n *yaml.Node) { d.words(path, n, k, v) }})
	}
	d.mapping(path, n, fields)
	if len(v) == 0 {
		d.report(n, path+" says nothing", fmt.Sprintf("%s has %s", f.name, f.keyNames()))
	}
	return v
}

func (f conditionField) keyNames() string {
	var names []string
	for _, k := range f.keys {
		names = append(names, k.name)
	}
	return strings.Join(names, ", ")
}

// words reads the value of one key into v.
func (d conditionDecoder) words(path string, n *yaml.Node, k valueKey, v Value) {
	var got []string
	if n.Kind == yaml.SequenceNode {
		d.strs(&got)(path, n)
	} else {
		var one string
		if d.str(&one)(path, n); one != "" {
			got = append(got, one)
		}
	}
	for _, w := range got {
		bad, hint := false, ""
		switch k.kind {
		case numberValue:
			_, err := strconv.ParseFloat(w, 64)
			bad, hint = err != nil || !plainNumber.MatchString(w), "a number"
		case truthValue:
			bad, hint = w != "true" && w != "false", "true or false"
		case dateValue:
			_, err := ParseDate(w)
			bad, hint = err != nil, "2026-12-31"
		case wordsValue:
			if bad = len(k.words) > 0 && !slices.Contains(k.words, w); bad {
				if hint = didYouMean(w, k.words); hint == "" {
					hint = "one of " + strings.Join(k.words, ", ")
				}
			}
		}
		if bad {
			d.report(n, fmt.Sprintf("%s: unknown value %q", path, w), hint)
		}
	}
	if len(got) > 0 {
		v[k.name] = got
	}
}
