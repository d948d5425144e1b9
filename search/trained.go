package search

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"veiviser/content"
	"veiviser/search/classifier"
)

//go:generate go run ../cmd/veiviser train trained

//go:embed trained/model.bin trained/sections.bin trained/rules.json
var trainedFiles embed.FS

// The files of a training, as [Training.Write] names them.
const (
	modelFile    = "model.bin"
	sectionsFile = "sections.bin"
	rulesFile    = "rules.json"
)

// trained is what a training gives an index.
type trained struct {
	model    *classifier.Model // nil: the fields decide alone
	sections *classifier.Model // nil: the phrases of _sections.yaml decide alone
	rules    rules
}

// fitted is the content of the rules' file.
type fitted struct {
	Texts   string `json:"texts"`         // digest of the texts the model was trained on
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
	if f.Texts != c.digest() {
		return trained{rules: f.Without}, nil
	}
	out := trained{model: &classifier.Model{}, sections: &classifier.Model{}, rules: f.With}
	for name, m := range map[string]*classifier.Model{modelFile: out.model, sectionsFile: out.sections} {
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
	h := sha256.New()
	c.texts(func(class int, text string) {
		id := ""
		if class < len(c.entries) {
			id = c.entries[class].ID
		}
		fmt.Fprintf(h, "%s\x00%s\x00", id, text)
	})
	c.questions(func(class int, text string) { fmt.Fprintf(h, "%d\x00%s\x00", class, text) })
	return content.DigestPrefix + hex.EncodeToString(h.Sum(nil))
}

// Training is a trained classifier with the rules that were fitted beside it.
type Training struct {
	model    *classifier.Model
	sections *classifier.Model
	fitted   fitted
}

// Write writes the files of a training into the folder dir, each swapped into place.
func (t *Training) Write(dir string) error {
	model, err := t.model.MarshalBinary()
	if err != nil {
		return fmt.Errorf("model: %w", err)
	}
	sections, err := t.sections.MarshalBinary()
	if err != nil {
		return fmt.Errorf("model of sections: %w", err)
	}
	rules, err := json.MarshalIndent(t.fitted, "", "  ")
	if err != nil {
		return fmt.Errorf("rules: %w", err)
	}
	for name, data := range map[string][]byte{modelFile: model, sectionsFile: sections, rulesFile: append(rules, '\n')} {
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
