// Package locales holds the bot's own words in bokmål, nynorsk and English: labels,
// notices, help and error texts. What the guide says stands in the guide.
//
// [New] reads the embedded message files into a [Catalog]; [Catalog.In] gives the
// [Words] of one language. Every message has a typed [Key]; tests fail on a key that
// is missing, empty, unused or without a plural form. The package owns go-i18n.
package locales

import (
	"embed"
	"encoding/json"
	"fmt"
	"sync"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

//go:embed nb.json nn.json en.json
var files embed.FS

// Langs lists the languages of the message files, the default first.
func Langs() []string { return []string{"nb", "nn", "en"} }

// Key names a message.
type Key string

// Catalog is every message in every language. It is immutable and safe for
// concurrent use.
type Catalog struct {
	words map[string]*Words
}

// Words are the messages of one language.
type Words struct {
	lang      string
	localizer *i18n.Localizer
	made      sync.Map // Key to string: see whole
}

// New reads the embedded message files.
func New() (*Catalog, error) {
	bundle := i18n.NewBundle(language.MustParse(Langs()[0]))
	bundle.RegisterUnmarshalFunc("json", json.Unmarshal)
	for _, l := range Langs() {
		if _, err := bundle.LoadMessageFileFS(files, l+".json"); err != nil {
			return nil, fmt.Errorf("messages in %q: %w", l, err)
		}
	}
	c := &Catalog{words: map[string]*Words{}}
	for _, l := range Langs() {
		c.words[l] = &Words{lang: l, localizer: i18n.NewLocalizer(bundle, l)}
	}
	return c, nil
}

// In returns the words of lang, bokmål's for a language there is none of.
func (c *Catalog) In(lang string) *Words {
	if w, ok := c.words[lang]; ok {
		return w
	}
	return c.words[Langs()[0]]
}

// Lang returns the language of the words.
func (w *Words) Lang() string { return w.lang }

// Text returns the message k. Pairs of name and value fill its {{.Name}} places.
// A message that is not there is its key: tests keep that from happening.
func (w *Words) Text(k Key, pairs ...any) string {
	if len(pairs) == 0 {
		return w.whole(k)
	}
	return w.localize(&i18n.LocalizeConfig{MessageID: string(k), TemplateData: data(pairs)}, k)
}

// whole is a message without places, of which a card has dozens: each is made once.
// What is no message is not kept, so that they are as many as there are messages.
func (w *Words) whole(k Key) string {
	if s, ok := w.made.Load(k); ok {
		return s.(string)
	}
	s := w.localize(&i18n.LocalizeConfig{MessageID: string(k), TemplateData: data(nil)}, k)
	if s != string(k) {
		w.made.Store(k, s)
	}
	return s
}

// Count returns the message k in the plural form of n, with n as {{.N}}.
func (w *Words) Count(k Key, n int, pairs ...any) string {
	d := data(pairs)
	d["N"] = n
	return w.localize(&i18n.LocalizeConfig{MessageID: string(k), PluralCount: n, TemplateData: d}, k)
}

func (w *Words) localize(c *i18n.LocalizeConfig, k Key) string {
	// Localize returns text and an error when it falls back to bokmål.
	s, err := w.localizer.Localize(c)
	if err != nil && s == "" {
		return string(k)
	}
	return s
}

func data(pairs []any) map[string]any {
	d := map[string]any{}
	for i := 0; i+1 < len(pairs); i += 2 {
		name, ok := pairs[i].(string)
		if !ok {
			panic(fmt.Sprintf("locales: name %v of a pair is no string", pairs[i]))
		}
		d[name] = pairs[i+1]
	}
	return d
}
