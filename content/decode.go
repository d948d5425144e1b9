package content

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// decoder walks one YAML file and collects every problem instead of stopping at the
// first. Positions of what it read go into the entry, for the checks that follow.
type decoder struct {
	file     string
	problems Problems
	pos      map[string]int
}

func (d *decoder) report(n *yaml.Node, text, hint string) {
	d.problems = append(d.problems, Problem{File: d.file, Line: n.Line, Text: text, Hint: hint})
}

// field is one key of a mapping and what reads it.
type field struct {
	key  string
	read func(path string, n *yaml.Node)
}

// mapping reads n with the given fields. Unknown and repeated keys are reported.
func (d *decoder) mapping(path string, n *yaml.Node, fields []field) {
	if n.Kind != yaml.MappingNode {
		d.report(n, path+" is not a mapping", "write key: value lines")
		return
	}
	keys := make([]string, len(fields))
	for i, f := range fields {
		keys[i] = f.key
	}
	d.each(n, func(key string, k, v *yaml.Node) {
		i := slices.Index(keys, key)
		if i < 0 {
			d.report(k, fmt.Sprintf("unknown field %q", key), didYouMean(key, keys))
			return
		}
		fields[i].read(join(path, key), v)
	})
}

// each calls fn for every key of the mapping n, in the order of the file; a repeated
// key is reported and left out. It notes the position of every key.
func (d *decoder) each(n *yaml.Node, fn func(key string, k, v *yaml.Node)) {
	seen := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		if k.Kind != yaml.ScalarNode {
			d.report(k, "a key is not plain text", "")
			continue
		}
		if line, dup := seen[k.Value]; dup {
			d.report(k, fmt.Sprintf("field %q stands twice", k.Value), fmt.Sprintf("first in line %d", line))
			continue
		}
		seen[k.Value] = k.Line
		fn(k.Value, k, v)
	}
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// str reads a scalar into dst, white space folded so that the way a text is wrapped
// in the file makes no difference.
func (d *decoder) str(dst *string) func(string, *yaml.Node) {
	return func(path string, n *yaml.Node) {
		d.pos[path] = n.Line
		if n.Kind != yaml.ScalarNode {
			d.report(n, path+" is not a text", aliasHint(n))
			return
		}
		if !utf8.ValidString(n.Value) {
			d.report(n, path+" is not valid UTF-8", "")
			return
		}
		*dst = strings.Join(strings.Fields(n.Value), " ")
		if *dst == "" {
			d.report(n, path+" is empty", "write a text or leave the field out")
		}
	}
}

func aliasHint(n *yaml.Node) string {
	if n.Kind == yaml.AliasNode {
		return "anchors and aliases are not used in the guide: write the text out"
	}
	return ""
}

// list calls read for every item of a sequence.
func (d *decoder) list(read func(path string, n *yaml.Node)) func(string, *yaml.Node) {
	return func(path string, n *yaml.Node) {
		d.pos[path] = n.Line
		if n.Kind != yaml.SequenceNode {
			d.report(n, path+" is not a list", aliasHint(n))
			return
		}
		for i, item := range n.Content {
			read(path+"."+strconv.Itoa(i), item)
		}
	}
}

func (d *decoder) strs(dst *[]string) func(string, *yaml.Node) {
	return d.list(func(path string, n *yaml.Node) {
		var s string
		d.str(&s)(path, n)
		if s == "" {
			return
		}
		if slices.Contains(*dst, s) {
			d.report(n, fmt.Sprintf("%q stands twice in the list", s), "")
			return
		}
		*dst = append(*dst, s)
	})
}

// oneOf reads a scalar that must be among allowed.
func oneOf[T ~string](d *decoder, dst *T, allowed []T) func(string, *yaml.Node) {
	return func(path string, n *yaml.Node) {
		var s string
		d.str(&s)(path, n)
		if s == "" {
			return
		}
		*dst = T(s)
		if slices.Contains(allowed, T(s)) {
			return
		}
		names := make([]string, len(allowed))
		for i, a := range allowed {
			names[i] = string(a)
		}
		hint := didYouMean(s, names)
		if hint == "" {
			hint = "one of " + strings.Join(names, ", ")
		}
		d.report(n, fmt.Sprintf("%s: unknown value %q", path, s), hint)
	}
}

func oneOfEach[T ~string](d *decoder, dst *[]T, allowed []T) func(string, *yaml.Node) {
	return d.list(func(path string, n *yaml.Node) {
		var v T
		oneOf(d, &v, allowed)(path, n)
		if v == "" {
			return
		}
		if slices.Contains(*dst, v) {
			d.report(n, fmt.Sprintf("%q stands twice in the list", v), "")
			return
		}
		*dst = append(*dst, v)
	})
}

func (d *decoder) date(dst *Date) func(string, *yaml.Node) {
	return func(path string, n *yaml.Node) {
		var s string
		d.str(&s)(path, n)
		if s == "" {
			return
		}
		v, err := ParseDate(s)
		if err != nil {
			d.report(n, path+": "+err.Error(), "")
			return
		}
		*dst = v
	}
}

func (d *decoder) boolean(dst *bool) func(string, *yaml.Node) {
	return func(path string, n *yaml.Node) {
		if err := n.Decode(dst); err != nil {
			d.report(n, path+" is not true or false", "")
		}
	}
}
