package content

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"gopkg.in/yaml.v3"
)

// sectionsFile holds the phrases that ask for a section.
const sectionsFile = "_sections.yaml"

// SectionPhrase is one way to ask for a section of an entry. The words of a phrase
// stand side by side in a question.
type SectionPhrase struct {
	Section Section
	Lang    Lang
	Parts   []PhrasePart // at least one; the first is neither a gap nor optional
	Example string       // a question that asks for the section so
}

// PhrasePart is one place of a [SectionPhrase].
type PhrasePart struct {
	Words    []string // any of them, or an inflected form; empty for Gap and Name
	Optional bool     // the place may be empty
	Gap      bool     // up to four words, an entry's name counting as one
	Name     bool     // an entry's name, or a pronoun in its place
}

// decodeSections reads section → language → phrase: example.
func decodeSections(file string, data []byte) ([]SectionPhrase, Problems) {
	d := &decoder{file: file, pos: map[string]int{}}
	root := d.root(data)
	if root == nil {
		return nil, d.problems
	}
	var out []SectionPhrase
	seen := map[string]Section{} // by language and phrase
	var sections []field
	for _, s := range Sections() {
		var langs []field
		for _, l := range Langs() {
			langs = append(langs, field{string(l), func(path string, n *yaml.Node) {
				d.phrases(path, n, func(phrase string, k *yaml.Node, parts []PhrasePart, example string) {
					key := string(l) + " " + strings.ToLower(phrase)
					if other, ok := seen[key]; ok {
						d.report(k, fmt.Sprintf("phrase %q asks for %s already", phrase, other), "a phrase asks for one section")
						return
					}
					seen[key] = s
					out = append(out, SectionPhrase{Section: s, Lang: l, Parts: parts, Example: example})
				})
			}})
		}
		sections = append(sections, field{string(s), func(path string, n *yaml.Node) { d.mapping(path, n, langs) }})
	}
	d.mapping("", root, sections)
	return out, d.problems
}

// phrases reads phrase: example lines into read.
func (d *decoder) phrases(path string, n *yaml.Node, read func(phrase string, k *yaml.Node, parts []PhrasePart, example string)) {
	if n.Kind != yaml.MappingNode {
		d.report(n, path+" is not a mapping", "write phrase: example lines")
		return
	}
	d.each(n, func(phrase string, k, v *yaml.Node) {
		parts, err := parsePhrase(phrase)
		if err != nil {
			d.report(k, fmt.Sprintf("phrase %q: %v", phrase, err), "see the first lines of the file")
			return
		}
		var example string
		d.str(&example)(path, v)
		read(phrase, k, parts, example)
	})
}

// parsePhrase reads the notation that the first lines of _sections.yaml describe.
func parsePhrase(phrase string) ([]PhrasePart, error) {
	var parts []PhrasePart
	for token := range strings.FieldsSeq(strings.ToLower(phrase)) {
		var p PhrasePart
		switch {
		case token == "*":
			p.Gap = true
		case token == "{}":
			p.Name = true
		default:
			token, p.Optional = strings.CutSuffix(token, "?")
			p.Words = strings.Split(token, "|")
			if slices.ContainsFunc(p.Words, notWord) {
				return nil, fmt.Errorf("%q is not a word of letters and digits", token)
			}
		}
		parts = append(parts, p)
	}
	if len(parts) == 0 {
		return nil, errors.New("has no words")
	}
	if parts[0].Gap || parts[0].Optional {
		return nil, errors.New("begins with what may be left out")
	}
	return parts, nil
}

// notWord reports whether w can't stand as one word in a question.
func notWord(w string) bool {
	return w == "" || strings.ContainsFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}
