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
	"strconv"

	"veiviser/content"
	"veiviser/search/classifier"
	"veiviser/search/encoder"
)

//go:generate go run ../cmd/veiviser train --questions questions.tsv trained

//go:embed trained/model.bin trained/sections.bin trained/points.bin trained/asked.bin trained/rules.json
var trainedFiles embed.FS

// The files of a training, as [Training.Write] names them.
const (
	modelFile    = "model.bin"
	sectionsFile = "sections.bin"
	pointsFile   = "points.bin"
	askedFile    = "asked.bin"
	rulesFile    = "rules.json"
)

// trained is what a training gives an index.
type trained struct {
	models
	rules rules
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
	With    rules  `json:"with_model"`    // for a guide of just these texts
	Without rules  `json:"without_model"` // for any other
}

// readTrained reads the embedded files.
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
	f, err := readTrained()
	if err != nil {
		return trained{}, err
	}
	return embedded(f.Texts == c.digest())
}

// embedded returns the embedded training for the corpus it was trained on, its rules for
// any other where it does not fit.
func embedded(fits bool) (trained, error) {
	f, err := readTrained()
	if err != nil {
		return trained{}, err
	}
	if !fits {
		return trained{rules: f.Without}, nil
	}
	out := trained{models{&classifier.Model{}, &classifier.Model{}, &encoder.Model{}, &encoder.Means{}}, f.With}
	for name, m := range out.files() {
		b, err := trainedFiles.ReadFile("trained/" + name)
		if err == nil {
			err = m.UnmarshalBinary(b)
		}
		if err != nil {
			return trained{}, fmt.Errorf("trained %s: %w", name, err)
		}
	}
	return out, nil
}

// Trained reports whether the embedded classifier was trained on the texts of g; over
// a guide with other texts [New] does without. After a change of the guide that ships
// with the program, go generate ./search trains it anew.
func Trained(g *content.Guide) (bool, error) {
	f, err := readTrained()
	return f.Texts == corpusOf(g).digest(), err
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
	files[rulesFile] = append(rules, '\n')
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
