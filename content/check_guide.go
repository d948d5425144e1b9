package content

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// names reports also-called names that two entries claim in one language: the search
// can't tell which is meant.
func (c *checker) names() {
	type place struct {
		e    *Entry
		path string
	}
	for _, l := range Langs() {
		first := map[string]place{}
		for _, e := range c.g.entries {
			t := e.Texts[l]
			if t == nil {
				continue
			}
			for i, n := range t.AlsoCalled {
				key := strings.ToLower(n)
				at := place{e, fmt.Sprintf("%s.also_called.%d", l, i)}
				other, dup := first[key]
				if !dup {
					first[key] = at
					continue
				}
				if other.e != e {
					c.warn(e, at.path, fmt.Sprintf("also_called %q is claimed twice", n), fmt.Sprintf("also in %s:%d", other.e.file, other.e.line(other.path)))
				}
			}
		}
	}
}

// aliases checks that an old id leads to one entry and hides none.
func (c *checker) aliases() {
	owner := map[string]*Entry{}
	for _, e := range c.g.entries {
		for i, a := range e.Aliases {
			at := fmt.Sprintf("aliases.%d", i)
			switch {
			case c.g.byID[a] != nil:
				c.fail(e, at, fmt.Sprintf("alias %q is the id of an entry", a), "an alias is an id no entry has any more")
			case owner[a] != nil:
				c.fail(e, at, fmt.Sprintf("alias %q is taken", a), "by "+owner[a].file)
			}
			owner[a] = e
		}
	}
}

// coverage reports what advisers ask for and the entry passes over in silence.
func (c *checker) coverage(e *Entry) {
	const fewest = 3 // below this an entry tells less than its summary
	t := e.Texts[Bokmal]
	if t == nil {
		return
	}
	points := 0
	for _, st := range t.Sections {
		points += len(st.Points)
	}
	if points < fewest && e.Kind != Resource && e.Kind != Level {
		c.warn(e, "nb", fmt.Sprintf("%d points (at least %d)", points, fewest), "")
	}
	for i, gap := range e.Gaps {
		if t.Section(gap) != nil {
			c.warn(e, fmt.Sprintf("gaps.%d", i), fmt.Sprintf("gap %q has a section", gap), "remove the gap")
		}
	}
	if e.Kind == Offer && slices.Contains(mustSayLivelihood, e.Topic) && t.Section(Livelihood) == nil && !slices.Contains(e.Gaps, Livelihood) {
		c.warn(e, "nb", "nothing about what one lives on", "a livelihood section, or livelihood in gaps")
	}
}

// mustSayLivelihood are the topics whose offers take so much time that the first
// question is what one lives on meanwhile.
var mustSayLivelihood = []string{"programmer", "norsk-og-samfunnskunnskap", "fov-og-videregaende", "hoyere-utdanning-og-fagskole"}

// lists checks the references of the lists of changes and choices.
func (c *checker) lists() {
	for _, ch := range c.g.changes {
		for _, id := range slices.Concat(ch.Entries, ch.Topics) {
			if c.g.byID[id] == nil {
				c.problems = append(c.problems, Problem{File: changesFile, Text: fmt.Sprintf("change %q: no entry %q", ch.ID, id), Hint: didYouMean(id, slices.Sorted(maps.Keys(c.g.byID)))})
			}
		}
	}
	for _, ch := range c.g.words.choices {
		for _, id := range ch.Entries {
			if c.g.byID[id] == nil {
				c.problems = append(c.problems, Problem{File: choicesFile, Text: fmt.Sprintf("choices: no entry %q", id), Hint: didYouMean(id, slices.Sorted(maps.Keys(c.g.byID)))})
			}
		}
	}
}

// termUse reports words the term list rejects. Quoted words are somebody else's.
func (c *checker) termUse() {
	for _, l := range Langs() {
		var words []string
		use := map[string]string{}
		for _, t := range c.g.words.terms {
			for _, w := range t.Rejected[l] {
				words = append(words, regexp.QuoteMeta(strings.ToLower(w)))
				use[strings.ToLower(w)] = t.Names[l]
			}
		}
		if len(words) == 0 {
			continue
		}
		re := regexp.MustCompile(`(?:^|[^\pL\pN])(` + strings.Join(words, "|") + `)(?:$|[^\pL\pN])`)
		for _, e := range c.g.entries {
			e.eachText(l, func(path, text string) {
				if m := re.FindStringSubmatch(strings.ToLower(quoted.ReplaceAllString(text, " "))); m != nil {
					c.warn(e, path, fmt.Sprintf("%s uses %q", path, m[1]), fmt.Sprintf("the guide says %q", use[m[1]]))
				}
			})
		}
	}
}

var quoted = regexp.MustCompile(`«[^»]*»|“[^”]*”|\([^)]*\)`)

// eachText calls fn for every text shown to a reader in l.
func (e *Entry) eachText(l Lang, fn func(path, text string)) {
	t := e.Texts[l]
	if t == nil {
		return
	}
	fn(string(l)+".title", t.Title)
	fn(string(l)+".summary", t.Summary)
	for _, st := range t.Sections {
		for i, p := range st.Points {
			fn(fmt.Sprintf("%s.%s.%d", l, st.Key, i), p.Text)
		}
	}
	for i, s := range e.Steps {
		fn(fmt.Sprintf("steps.%d", i), s.Texts[l].Title+" "+s.Texts[l].Text)
	}
}

// scripts names the script each snippet language is written in.
var scripts = map[string]*unicode.RangeTable{
	"nb": unicode.Latin, "en": unicode.Latin, "so": unicode.Latin, "pl": unicode.Latin,
	"uk": unicode.Cyrillic, "ar": unicode.Arabic, "prs": unicode.Arabic, "ti": unicode.Ethiopic,
}

// snippets checks the texts to participants.
func (c *checker) snippets(e *Entry) {
	original, hasOriginal := e.Snippet("nb")
	for _, s := range e.Snippets {
		at := "snippets." + s.Lang
		if s.Text == "" || s.Status == "" {
			c.fail(e, at, fmt.Sprintf("snippet %q lacks text or status", s.Lang), "status: draft until a reader of the language has checked it")
			continue
		}
		if s.Checked() && (s.By == "" || s.On.Unknown()) {
			c.fail(e, at, fmt.Sprintf("snippet %q is checked by nobody", s.Lang), "by: who, on: when")
		}
		if !hasOriginal {
			c.fail(e, at, "a snippet without the Norwegian original", "write nb first")
			continue
		}
		if !inScript(s.Text, scripts[s.Lang]) {
			c.fail(e, at, fmt.Sprintf("snippet %q is not in the script of its language", s.Lang), "is the text under the right language?")
		}
		for _, n := range numbers(s.Text) {
			if !slices.Contains(numbers(original.Text), n) {
				c.fail(e, at, fmt.Sprintf("snippet %q has the number %s, the Norwegian text has not", s.Lang, n), "a translation adds nothing")
			}
		}
	}
}

// inScript reports whether most letters of text are of the script. Names such as NAV
// and B1 stay Latin in every language; a Latin text has no other letters at all.
func inScript(text string, script *unicode.RangeTable) bool {
	in, out := 0, 0
	for _, r := range text {
		switch {
		case !unicode.IsLetter(r):
		case unicode.Is(script, r):
			in++
		default:
			out++
		}
	}
	if script == unicode.Latin {
		return in > 0 && out == 0
	}
	return in > 0 && in >= 2*out
}

// numbers returns the runs of digits in text with Arabic and Persian digits read as
// European ones. The digit of a language level (B1) is a name, not a number.
func numbers(text string) []string {
	var out []string
	var run []rune
	prev := ' '
	for _, r := range text + " " {
		d := r
		switch {
		case r >= '٠' && r <= '٩':
			d = '0' + r - '٠'
		case r >= '۰' && r <= '۹':
			d = '0' + r - '۰'
		}
		if d >= '0' && d <= '9' {
			if len(run) > 0 || !unicode.IsLetter(prev) {
				run = append(run, d)
			}
		} else if len(run) > 0 {
			out = append(out, string(run))
			run = nil
		}
		prev = r
	}
	return out
}
