package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/content"
	"veiviser/locales"
	"veiviser/search"
)

// shown is what the right answer to each example shows: the entry, and the section asked
// for. An example that is none of these is new, or put otherwise: say here what answers it.
var shown = map[string]struct {
	entry   string
	section content.Section
}{
	"Hva lever hun av mens hun går i introduksjonsprogrammet?":     {"introduksjonsprogram", content.Livelihood},
	"Kva lever ho av medan ho går i introduksjonsprogrammet?":      {"introduksjonsprogram", content.Livelihood},
	"What does she live on during the introduction programme?":     {"introduksjonsprogram", content.Livelihood},
	"Hva kreves for fagbrev på jobb?":                              {"fagbrev-pa-jobb", content.Requirements},
	"Kva krevst for fagbrev på jobb?":                              {"fagbrev-pa-jobb", content.Requirements},
	"What is required for a trade certificate on the job?":         {"fagbrev-pa-jobb", content.Requirements},
	"Hvem har ansvar for videregående opplæring for voksne?":       {"videregaende-opplaering-for-voksne", content.Responsible},
	"Kven har ansvar for vidaregåande opplæring for vaksne?":       {"videregaende-opplaering-for-voksne", content.Responsible},
	"Who is responsible for upper secondary education for adults?": {"videregaende-opplaering-for-voksne", content.Responsible},
	"Hvilket norsknivå kreves for arbeidstrening?":                 {"arbeidstrening", content.Requirements},
	"Kva norsknivå krevst for arbeidstrening?":                     {"arbeidstrening", content.Requirements},
	"Which level of Norwegian does work training require?":         {"arbeidstrening", content.Requirements},
	"hva lever hun av mens hun går i introduksjonsprogrammet":      {"introduksjonsprogram", content.Livelihood},
	"hva kreves for fagbrev på jobb":                               {"fagbrev-pa-jobb", content.Requirements},
	"hva kreves for fagbrev på jobb?":                              {"fagbrev-pa-jobb", content.Requirements},
	"what does KVP mean":                                           {"kvalifiseringsprogram", ""},
	"hvor lenge varer kvalifiseringsprogrammet":                    {"kvalifiseringsprogram", content.Duration},
	"introduksjonsprogram":                                         {"introduksjonsprogram", ""},
	"introduksjonsprogrammet":                                      {"introduksjonsprogram", ""},
	"reise jamal":                                                  {"jamal", ""},
	"journey jamal":                                                {"jamal", ""},
}

// askedFor finds the questions in a line of a document: behind `veiviser ask` and its
// flags, behind the command in Slack, or as a prompt of a manifest.
var askedFor = regexp.MustCompile("(?:veiviser ask(?: --full| --(?:format|lang|content) \\S+)* |`/veiviser |\\smessage: \")([^`\"\\\\\n]+)")

// examples are all the questions that the product shows anywhere, with where: in the
// bot's own examples and commands, in the help, in the documents.
func examples(t *testing.T, b *bot.Bot) map[string]string {
	t.Helper()
	out := map[string]string{}
	w := bottest.Whole(t).Words
	for _, l := range content.Langs() {
		for _, q := range b.Examples(l) {
			out[q] = "examples in " + string(l)
		}
		for _, s := range b.Help(l).Sections {
			for _, p := range s.Points {
				q, _, _ := strings.Cut(p.Text, " – ")
				out[q] = "help in " + string(l)
			}
		}
		for _, q := range strings.Split(w.In(string(l)).Text("slack.command_hint"), "|") {
			out[strings.TrimSpace(q)] = "hint of the Slack command in " + string(l)
		}
		for _, k := range []string{"help", "map", "journey"} {
			out[w.In(string(l)).Text(locales.Key("teams.command_"+k))] = "Teams' commands in " + string(l)
		}
	}
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && (d.Name() == "node_modules" || d.Name() == "testdata" || d.Name() == ".git") {
			if err == nil {
				err = fs.SkipDir
			}
			return err
		}
		if ext := filepath.Ext(path); d.IsDir() || ext != ".md" && ext != ".yaml" && (ext != ".go" || strings.HasSuffix(path, "_test.go")) || strings.Contains(path, "content/guide/") {
			return nil
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, m := range askedFor.FindAllStringSubmatch(string(data), -1) {
			if q := strings.TrimSpace(m[1]); !strings.Contains(q, "QUESTION") && !strings.Contains(q, "…") && !strings.Contains(q, "--local") { // those of local entries: TestLocalNew
				out[q] = path
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// notQuestions are what is shown beside examples and leads to no entry.
var notQuestions = map[string]bot.CardKind{
	"hjelp": bot.TextCard, "help": bot.TextCard, "kart": bot.ListCard, "map": bot.ListCard, "språk nn": bot.TextCard, "language nn": bot.TextCard,
	"språk en": bot.TextCard, "language nb": bot.TextCard, "språk nb": bot.TextCard,
}

// words of the hint that stand for a question of one's own.
var ownQuestion = []string{"spørsmål", "question"}

// TestExamples: every example that the product shows anywhere is answered with the right
// entry and section, for sure.
func TestExamples(t *testing.T) {
	bottest.OneByOne(t)
	p := bottest.Whole(t)
	b := bot.New(bot.Config{Guide: p.Guide, Index: p.Index, Words: p.Words})
	all := examples(t, b)
	if len(all) < 20 {
		t.Errorf("only %d examples found", len(all))
	}
	for q, where := range all {
		if slices.Contains(ownQuestion, q) {
			continue
		}
		a, err := b.Answer(t.Context(), bot.Question{Text: q})
		if err != nil {
			t.Fatal(err)
		}
		if kind, ok := notQuestions[q]; ok {
			if a.Card.Kind != kind {
				t.Errorf("%s: %q is answered with %s", where, q, a.Card)
			}
			continue
		}
		want, ok := shown[q]
		switch {
		case !ok:
			t.Errorf("%s: %q is an example that nobody said the answer of", where, q)
		case a.Card.Kind == bot.StepCard && a.Card.Entry == want.entry:
		case a.Confidence != search.Strong || a.Card.Entry != want.entry || want.section != "" && a.Section != want.section:
			t.Errorf("%s: %q is answered %s with %s, section %q; want %s %s", where, q, a.Confidence, a.Card, a.Section, want.entry, want.section)
		}
	}
}
