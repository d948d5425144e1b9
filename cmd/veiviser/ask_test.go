package main

import (
	"bytes"
	"encoding/json"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/content"
	"veiviser/locales"
)

// asked are the questions of the golden files, answered from the small guide.
var asked = []struct {
	name string
	args []string
	json bool // the answer as JSON too
}{
	{"section", []string{"hvem betaler norskkurs"}, true},
	{"section-en", []string{"what do people live on during språkpraksis?"}, false},
	{"law-changed", []string{"språkpraksis"}, false},
	{"nynorsk", []string{"kva er språkpraksis"}, false},
	{"lang", []string{"--lang", "en", "norskkurs"}, false},
	{"gap", []string{"varighet av språkpraksis"}, false},
	{"journey", []string{"jamal"}, false},
	{"step", []string{"reise jamal"}, true},
	{"choices", []string{"norskkurs og språkpraksis"}, true},
	{"none", []string{"hvor høy er eiffeltårnet"}, true},
	{"list", []string{"tilbud for flyktninger med A2"}, false},
	{"map", []string{"kart"}, false},
	{"help", []string{"help"}, false},
	{"number", []string{"deltaker 15076500565 trenger norskkurs"}, true},
	{"empty", []string{"?"}, false},
	{"note", []string{"--format", "note", "hvem betaler norskkurs"}, false},
	{"full", []string{"--full", "hvem betaler norskkurs"}, false},
	{"full-law-changed", []string{"--full", "språkpraksis"}, false},
	{"choose", []string{"--choose", "2", "norskkurs og språkpraksis"}, true},
	{"choose-none", []string{"--choose", "9", "norskkurs og språkpraksis"}, false},
}

var (
	// The golden files are of answers, neither of the search's weights nor of a day.
	score = regexp.MustCompile(`"score":[0-9.e+-]+`)
	today = regexp.MustCompile(`\d{1,2}\.\d{1,2}\.\d{4}`)
)

func TestAsk(t *testing.T) {
	t.Parallel()
	bottest.OneByOne(t)
	for _, q := range asked {
		ask := append([]string{"ask", "--content", small}, q.args...)
		out := must(t, nil, ask...)
		golden(t, "ask/"+q.name+".txt", "$ veiviser ask "+strings.Join(q.args, " ")+"\n"+today.ReplaceAllString(out, "(today)"))
		if q.name != "note" { // whose reader breaks its lines
			checkWidth(t, q.name, out, columns)
		}
		if !q.json {
			continue
		}
		answer := must(t, nil, append(ask, "--format", "json")...)
		var pretty bytes.Buffer
		if err := json.Indent(&pretty, score.ReplaceAll([]byte(answer), []byte(`"score":1`)), "", "  "); err != nil {
			t.Fatalf("%s: %v", q.name, err)
		}
		golden(t, "ask/"+q.name+".json", pretty.String())
	}
}

// checkWidth wants no line wider than width but for a word that can't be broken.
func checkWidth(tb testing.TB, name, text string, width int) {
	tb.Helper()
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if utf8.RuneCountInString(line) > width && (len(strings.Fields(line)) > 1 || !strings.Contains(line, "/")) {
			tb.Errorf("%s: wider than %d: %s", name, width, line)
		}
	}
}

// Every card of the whole guide fits a terminal.
func TestWidth(t *testing.T) {
	bottest.OneByOne(t)
	t.Parallel()
	p := whole(t)
	for _, l := range content.Langs() {
		for _, e := range p.guide.Entries() {
			var b bytes.Buffer
			term := terminal{out: &b, words: p.words.In(string(l)), width: columns, base: publicURL}
			term.card(p.bot.EntryCard(l, e, ""))
			for k := range e.Steps {
				c, _ := p.bot.StepCard(l, e, k+1)
				term.card(c)
			}
			checkWidth(t, string(l)+"/"+e.ID, b.String(), columns)
		}
	}
}

// TestAnswerOnScreen: whatever section of whatever entry is asked for, the answer stands
// in a window of maxLines lines, its first statement in line 3, every source that a point
// names under it with its whole address, and how to go on last.
func TestAnswerOnScreen(t *testing.T) {
	bottest.OneByOne(t)
	t.Parallel()
	p := whole(t)
	var before []int
	for _, l := range content.Langs() {
		for _, e := range bottest.Some(p.guide.Entries()) {
			var cards []bot.Card
			for _, s := range append([]content.Section{""}, content.Sections()...) {
				cards = append(cards, p.bot.EntryCard(l, e, s))
			}
			for k := range e.Steps {
				c, _ := p.bot.StepCard(l, e, k+1)
				cards = append(cards, c)
			}
			for _, c := range cards {
				var b bytes.Buffer
				screen{terminal{out: &b, words: p.words.In(string(l)), width: columns, base: publicURL}}.answer(c)
				name := c.Ref().String()
				checkWidth(t, name, b.String(), columns)
				lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
				first := c.Gap
				if first == "" {
					first = c.Points[0].Text
				}
				at := slices.IndexFunc(lines, func(line string) bool {
					said, ok := strings.CutPrefix(line, "  ")
					return ok && strings.HasPrefix(first, strings.TrimRight(mark.ReplaceAllString(said, ""), " "))
				})
				before = append(before, at)
				want := 2
				if c.Step != nil {
					want = 3 // behind whose journey it is
				}
				if len(lines) > maxLines || at != want {
					t.Errorf("%s: %d lines, the answer in line %d:\n%s", name, len(lines), at+1, &b)
				}
				for _, m := range mark.FindAllString(b.String(), -1) {
					if !strings.Contains(b.String(), "\n"+m+" ") && !strings.Contains(b.String(), m+"\u00a0") {
						t.Errorf("%s: nothing tells of %s:\n%s", name, m, &b)
					}
				}
				for _, s := range c.Cited() {
					if strings.Contains(b.String(), "\n["+strconv.Itoa(s.Number)+"] ") && s.URL != "" && !slices.Contains(lines, "    "+s.URL) {
						t.Errorf("%s: the address of %s is not whole:\n%s", name, s, &b)
					}
				}
				if !strings.Contains(lines[len(lines)-1], "--full") {
					t.Errorf("%s: ends in %q", name, lines[len(lines)-1])
				}
			}
		}
	}
	slices.Sort(before)
	t.Logf("%d answers; lines before the answer: median %d, most %d", len(before), before[len(before)/2], before[len(before)-1])
}

// TestQuestionsOnScreen: whatever is asked, what is answered stands in a window, whether it
// is an answer, choices, a list or none; the points of answers are read at one look.
func TestQuestionsOnScreen(t *testing.T) {
	bottest.OneByOne(t)
	t.Parallel()
	p := whole(t)
	var words []int
	asked, first := 0, 0 // questions for a section, and those that a point of it answers first
	kinds := map[bot.CardKind]int{}
	for _, q := range bottest.Some(append(heldout(t), asides...)) {
		a, err := p.bot.Answer(t.Context(), bot.Question{Text: q, Platform: bot.Terminal})
		if err != nil {
			t.Fatal(err)
		}
		c := a.Card
		kinds[c.Kind]++
		var b bytes.Buffer
		screen{terminal{out: &b, words: p.words.In(string(a.Lang)), width: columns, base: publicURL}}.answer(c)
		if n := strings.Count(b.String(), "\n"); n > maxLines && c.Kind != bot.TextCard {
			t.Errorf("%s: %d lines:\n%s", q, n, &b)
		}
		if brief := c.Brief(); brief == "" || utf8.RuneCountInString(brief) > bot.MaxBrief {
			t.Errorf("%s: the brief is %q", q, brief)
		}
		if c.Subject == nil {
			continue
		}
		said := []string{c.Subject.String(), c.Gap, c.Near}
		for _, point := range c.Points {
			said = append(said, point.Text, point.Caution)
		}
		words = append(words, len(strings.Fields(strings.Join(said, " "))))
		if len(c.Points) == 0 && c.Gap == "" {
			t.Errorf("%s: asked for %q, answered with nothing", q, a.Section)
		}
		if e, ok := p.guide.Entry(c.Entry); ok && e.Text(a.Lang).Section(a.Section) != nil {
			asked++
			if c.Points[0].Section == a.Section {
				first++
			}
		}
	}
	if first*100 < asked*80 { // the words of a question may lead to a point of another section
		t.Errorf("of %d questions for a section %d begin with a point of it", asked, first)
	}
	slices.Sort(words)
	median, p95 := words[len(words)/2], words[len(words)*95/100]
	t.Logf("cards %v; %d answers, words before the end of the points: median %d, p95 %d", kinds, len(words), median, p95)
	if median > 60 || p95 > 120 {
		t.Errorf("words before the end of the points: median %d, p95 %d, want at most 60 and 120", median, p95)
	}
}

// mark names a source of a point.
var mark = regexp.MustCompile(`\[\d+\]`)

// Hits come best first, and the same question gives the same bytes.
func TestAskJSON(t *testing.T) {
	bottest.OneByOne(t)
	t.Parallel()
	ask := []string{"ask", "--content", small, "--format", "json", "norskkurs i kommunen"}
	first := must(t, nil, ask...)
	if second := must(t, nil, ask...); first != second {
		t.Errorf("asked twice:\n%s%s", first, second)
	}
	var r reply
	if err := json.Unmarshal([]byte(first), &r); err != nil {
		t.Fatal(err)
	}
	if len(r.Hits) < 2 || r.Hits[0].Score < r.Hits[1].Score {
		t.Errorf("hits are %+v", r.Hits)
	}
}

// Colour is for a window whose reader has not asked for none.
func TestColour(t *testing.T) {
	t.Parallel()
	bottest.OneByOne(t)
	const esc = "\x1b["
	ask := func(vars settings, width int, inWindow bool, args ...string) string {
		t.Helper()
		var b bytes.Buffer
		window := func() (int, bool) { return width, inWindow }
		if err := run(t.Context(), append([]string{"ask", "--content", small, "språkpraksis"}, args...), env{vars.get, &b, io.Discard, window, noCache}); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	plain := ask(nil, 0, false)
	if strings.Contains(plain, esc) {
		t.Error("a file is written in colour")
	}
	coloured := ask(nil, 200, true)
	if !strings.Contains(coloured, esc) {
		t.Error("a window is written without colour")
	}
	if regexp.MustCompile(`\x1b\[\d*m`).ReplaceAllString(coloured, "") != plain {
		t.Error("colour changes the text")
	}
	for _, name := range []string{"NO_COLOR=1", "TERM=dumb"} {
		k, v, _ := strings.Cut(name, "=")
		if ask(settings{k: v}, 200, true) != plain {
			t.Errorf("%s changes more than the colour, or nothing", name)
		}
	}
	for _, format := range []string{"json", "note"} {
		if strings.Contains(ask(nil, 200, true, "--format", format), esc) {
			t.Errorf("%s is written in colour", format)
		}
	}
	checkWidth(t, "narrow window", ask(settings{"NO_COLOR": "1"}, 40, true), 40)
	if ask(settings{"NO_COLOR": "1"}, 0, true) != plain {
		t.Error("a window of no width is no window of the usual width")
	}
}

// What people write that is no question gets an answer all the same.
func TestAskOddly(t *testing.T) {
	t.Parallel()
	bottest.OneByOne(t)
	for name, q := range map[string]string{
		"nothing": "", "invalid UTF-8": "\xff\xfe\xfd", "emoji": "🙂🙃🙂", "stop words": "og i på det som er", "control": "\x00\x07\x1b[31m",
		"right to left": "\u202e\u202d", "long": strings.Repeat("norskkurs ", 10_000), "one word": strings.Repeat("æ", 100_000),
	} {
		out := must(t, nil, "ask", "--content", small, q)
		if utf8.RuneCountInString(out) < 20 || !utf8.ValidString(out) || strings.ContainsAny(out, "\x00\x07\x1b") {
			t.Errorf("%s is answered %q", name, out)
		}
	}
}

// Every link is whole where the site's address is known; where it is not, the answer
// says what its addresses are.
func TestAskLinks(t *testing.T) {
	t.Parallel()
	bottest.OneByOne(t)
	for _, tt := range []struct {
		name, base string
		args       []string
		out, log   string // what is said there, and not where the address is known
	}{
		{"note", "", []string{"--format", "note"}, text(t, "nb", locales.NotePath), ""},
		{"note, nynorsk", "", []string{"--format", "note", "--lang", "nn"}, text(t, "nn", locales.NotePath), ""},
		{"text", "", []string{"--full"}, "", text(t, "nb", locales.TerminalPaths)},
		{"text, English", "", []string{"--full", "--lang", "en"}, "", text(t, "en", locales.TerminalPaths)},
		{"note on a site", publicURL, []string{"--format", "note"}, text(t, "nb", locales.NotePath), ""},
		{"text on a site", publicURL + "/", []string{"--full"}, "", text(t, "nb", locales.TerminalPaths)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var out, log bytes.Buffer
			args := append([]string{"ask", "--content", small, "norskkurs"}, tt.args...)
			if err := run(t.Context(), args, env{settings{"VEIVISER_BASE_URL": tt.base}.get, &out, &log, noWindow, noCache}); err != nil {
				t.Fatal(err)
			}
			whole := tt.base != ""
			if strings.Contains(out.String(), tt.out) == whole && tt.out != "" || strings.Contains(log.String(), tt.log) == whole && tt.log != "" {
				t.Errorf("says what its paths are: %v, want %v:\n%s%s", whole, !whole, &out, &log)
			}
			for _, line := range strings.Split(out.String(), "\n") {
				if i := strings.Index(line, "norskkurs@"); i >= 0 && strings.HasPrefix(strings.TrimSpace(line), publicURL+"/n") != whole {
					t.Errorf("the permalink is %q", line)
				}
			}
			if !strings.Contains(out.String(), "norskkurs@") {
				t.Errorf("no permalink:\n%s", &out)
			}
		})
	}
	if _, err := try(t, settings{"VEIVISER_BASE_URL": "veiviser"}, "ask", "--content", small, "norskkurs"); err == nil || !strings.Contains(err.Error(), "VEIVISER_BASE_URL") {
		t.Errorf("an address that is none: %v", err)
	}
}
