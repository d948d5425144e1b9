package search

import (
	"bufio"
	"crypto/sha256"
	"embed"
	"encoding"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"veiviser/content"
	"veiviser/search/classifier"
	"veiviser/search/encoder"
)

//go:generate go run ../cmd/veiviser train --questions questions.tsv trained

//go:embed trained/model.bin trained/sections.bin trained/points.bin trained/asked.bin trained/laid.txt trained/rules.json
var trainedFiles embed.FS

// The files of a training, as [Training.Write] names them.
const (
	modelFile    = "model.bin"
	sectionsFile = "sections.bin"
	pointsFile   = "points.bin"
	askedFile    = "asked.bin"
	laidFile     = "laid.txt"
	rulesFile    = "rules.json"
)

// trained is what a training gives an index.
type trained struct {
	models
	rules rules
	fit   Fit // of the guide to the embedded ones; Other for those of a training
}

// models are what is learnt from a guide; each is nil where nothing was.
type models struct {
	model    *classifier.Model // of the entries; nil: the fields decide alone
	sections *classifier.Model // of the sections asked for; nil: the phrases of _sections.yaml decide alone
	points   *encoder.Model    // of the points that answer; nil: words alone choose the point
	asked    *encoder.Means    // of the questions of each point, in the guide's order
}

// files are the models by the names of their files.
func (m models) files() map[string]modelData {
	return map[string]modelData{modelFile: m.model, sectionsFile: m.sections, pointsFile: m.points, askedFile: m.asked}
}

// modelData is a model as bytes.
type modelData interface {
	encoding.BinaryMarshaler
	encoding.BinaryUnmarshaler
}

// fitted is the content of the rules' file.
type fitted struct {
	Texts   string `json:"texts"`         // digest of the texts the models were trained on
	With    rules  `json:"with_model"`    // for a guide that they fit
	Without rules  `json:"without_model"` // for any other
}

// Fit tells how far a guide is the one that the embedded models were trained on.
type Fit uint8

// The fits.
const (
	Other Fit = iota // another guide: the fields of its entries decide alone
	Near             // the same entries, and most of what they say: the models are used
	Same             // the same texts
)

// String says it in a word.
func (f Fit) String() string { return [...]string{"other", "near", "same"}[f] }

// readTrained reads the embedded rules.
func readTrained() (fitted, error) {
	var f fitted
	b, err := trainedFiles.ReadFile("trained/" + rulesFile)
	if err != nil {
		return f, fmt.Errorf("trained rules: %w", err)
	}
	if err := json.Unmarshal(b, &f); err != nil {
		return f, fmt.Errorf("trained rules: %w", err)
	}
	return f, nil
}

// trainedOn returns the embedded training where it fits the corpus, its rules for any
// other corpus otherwise.
func trainedOn(c corpus) (trained, error) {
	fit, err := c.fit()
	if err != nil {
		return trained{}, err
	}
	return embedded(c, fit)
}

// embedded returns the embedded training for a corpus of that fit.
func embedded(c corpus, fit Fit) (trained, error) {
	f, err := readTrained()
	if err != nil {
		return trained{}, err
	}
	if fit == Other {
		return trained{rules: f.Without}, nil
	}
	out := trained{models{&classifier.Model{}, &classifier.Model{}, &encoder.Model{}, &encoder.Means{}}, f.With, fit}
	for name, m := range out.files() {
		b, err := trainedFiles.ReadFile("trained/" + name)
		if err == nil {
			err = m.UnmarshalBinary(b)
		}
		if err != nil {
			return trained{}, fmt.Errorf("trained %s: %w", name, err)
		}
	}
	if fit == Near {
		order, _, err := c.near()
		if err != nil {
			return trained{}, err
		}
		out.asked = out.asked.Laid(order)
	}
	return out, nil
}

// FitOf tells how far the guide of ix is the one that the embedded models were trained on.
func FitOf(ix *Index) Fit { return ix.fit }

// Trained tells how far g is the guide that the embedded models were trained on. After a
// change of the guide that ships with the program, go generate ./search trains them anew.
func Trained(g *content.Guide) (Fit, error) { return corpusOf(g).fit() }

// leastKnown is the share of points that must be as they were, or mended in their place, for a
// guide to be near.
const leastKnown = 0.8

// fit tells how far c is what the embedded models were trained on.
func (c corpus) fit() (Fit, error) {
	f, err := readTrained()
	if err != nil {
		return Other, err
	}
	if f.Texts == c.digest() {
		return Same, nil
	}
	if _, ok, err := c.near(); err != nil || !ok {
		return Other, err
	}
	return Near, nil
}

// near tells for each point of c which of the trained ones it is, as since does; ok is whether
// c has the same entries, and most of their points are known.
func (c corpus) near() (order []int, ok bool, err error) {
	then, err := readLaid()
	if err != nil {
		return nil, false, err
	}
	now := c.laid()
	order, known := now.since(then)
	return order, slices.Equal(now.entries(), then.entries()) && float64(known) >= leastKnown*float64(len(order)), nil
}

// layout is where the points of a guide stand, in its order.
type layout []laidPoint

// laidPoint is a point of an entry; an entry without points has one of no section.
type laidPoint struct {
	entry, section string
	text           string // a digest of what it says
}

// laid is where the points of c stand.
func (c corpus) laid() layout {
	var out layout
	for _, e := range c.entries {
		n := len(out)
		eachPoint(e, func(at place, says []content.Point) {
			sum := sha256.Sum256([]byte(says[0].Text))
			out = append(out, laidPoint{e.ID, string(at.section), hex.EncodeToString(sum[:4])})
		})
		if len(out) == n {
			out = append(out, laidPoint{entry: e.ID, section: "-", text: "-"})
		}
	}
	return out
}

// entries are the entries in their order.
func (l layout) entries() []string {
	var out []string
	for _, p := range l {
		out = append(out, p.entry)
	}
	return slices.Compact(out)
}

// points are the points without those that stand for an entry that has none.
func (l layout) points() layout {
	return slices.DeleteFunc(slices.Clone(l), func(p laidPoint) bool { return p.section == "-" })
}

// since tells for each point of l which of then's it is, -1 for a new one, and how many are
// known: one that says the same in the same section, else the one mended in its place, where
// as many of the section are left on both sides.
func (l layout) since(then layout) (order []int, known int) {
	type side struct{ entry, section string }
	l, then = l.points(), then.points()
	were := map[laidPoint][]int{}
	left := map[side][]int{} // of then, that say nothing of today
	for i, p := range then {
		were[p] = append(were[p], i)
	}
	order = make([]int, len(l))
	mended := map[side][]int{}
	for i, p := range l {
		if at := were[p]; len(at) > 0 {
			order[i], were[p] = at[0], at[1:]
			known++
			continue
		}
		order[i] = -1
		mended[side{p.entry, p.section}] = append(mended[side{p.entry, p.section}], i)
	}
	for i, p := range then {
		if slices.Contains(were[p], i) {
			left[side{p.entry, p.section}] = append(left[side{p.entry, p.section}], i)
		}
	}
	for s, at := range mended {
		if len(left[s]) != len(at) {
			continue
		}
		for n, i := range at {
			order[i] = left[s][n]
			known++
		}
	}
	return order, known
}

// String is a line for each point, as it is kept.
func (l layout) String() string {
	var out strings.Builder
	for _, p := range l {
		fmt.Fprintln(&out, p.entry, p.section, p.text)
	}
	return out.String()
}

// readLaid reads where the points stood that the embedded models were trained on.
func readLaid() (layout, error) {
	b, err := trainedFiles.ReadFile("trained/" + laidFile)
	if err != nil {
		return nil, fmt.Errorf("trained points: %w", err)
	}
	var out layout
	for line := range strings.Lines(string(b)) {
		words := strings.Fields(line)
		if len(words) != 3 {
			return nil, fmt.Errorf("trained points: line %d is not one", len(out)+1)
		}
		out = append(out, laidPoint{words[0], words[1], words[2]})
	}
	return out, nil
}

// digest is of everything that is learnt from a corpus, so that a guide may gain a date
// or a link and keep its classifier.
func (c corpus) digest() string {
	sum := sha256.New()
	h := bufio.NewWriter(sum)
	part := func(s string) {
		h.WriteString(s)
		h.WriteByte(0)
	}
	c.texts(func(class int, text string) {
		id := ""
		if class < len(c.entries) {
			id = c.entries[class].ID
		}
		part(id)
		part(text)
	})
	c.questions(func(class int, text string) {
		part(strconv.Itoa(class))
		part(text)
	})
	c.shorts(part)
	h.Flush() // a digest takes all that it is given
	return content.DigestPrefix + hex.EncodeToString(sum.Sum(nil))
}

// Training is a trained classifier with the rules that were fitted beside it.
type Training struct {
	models
	fitted fitted
	laid   layout
}

// Write writes the files of a training into the folder dir, each swapped into place.
func (t *Training) Write(dir string) error {
	files := map[string][]byte{}
	for name, m := range t.files() {
		b, err := m.MarshalBinary()
		if err != nil {
			return fmt.Errorf("write %s: %w", name, err)
		}
		files[name] = b
	}
	rules, err := json.MarshalIndent(t.fitted, "", "  ")
	if err != nil {
		return fmt.Errorf("rules: %w", err)
	}
	files[rulesFile], files[laidFile] = append(rules, '\n'), []byte(t.laid.String())
	for name, data := range files {
		if err := swap(filepath.Join(dir, name), data); err != nil {
			return fmt.Errorf("write the training: %w", err)
		}
	}
	return nil
}

// swap writes a file beside the old one and then takes its place.
func swap(name string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // gone already where all went well
	if _, err := f.Write(data); err != nil {
		f.Close()
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if err := os.Chmod(f.Name(), 0o644); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
