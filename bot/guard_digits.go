package bot

import (
	"html"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// readings returns the forms of a text to look for numbers in: as it stands, with
// entities resolved, and, where it has tags, without them.
func readings(text string) []string {
	if strings.Contains(text, "&") {
		// Twice: a chat escapes the "&" of an entity somebody wrote.
		text = html.UnescapeString(html.UnescapeString(text))
	}
	if strings.Contains(text, "%") {
		text = percentSigns.ReplaceAllStringFunc(text, unescapeSign)
	}
	out := []string{Visible(text)}
	if strings.Contains(out[0], "<") {
		if bare := tags.ReplaceAllString(out[0], " "); bare != out[0] {
			out = append(out, bare)
		}
	}
	return out
}

var (
	// tags are those of HTML. Slack's <tel:…> and <https:…> are none: what they hold
	// was written.
	tags = regexp.MustCompile(`</?[a-zA-Z][a-zA-Z0-9]*(?:[\s/][^<>]*)?>`)
	// percentSigns are the spaces and signs of an address. Digits and letters never
	// need the escape.
	percentSigns = regexp.MustCompile(`%(?:2[0-9A-Fa-f]|3[A-Fa-f]|0[9ADad]|C2%A0|E2%80%[89][0-9A-Fa-f])`)
)

// unescapeSign turns an escaped sign into one that separates as the sign does.
func unescapeSign(s string) string {
	switch strings.ToUpper(s) {
	case "%2F":
		return "/"
	case "%2E":
		return "."
	case "%2C":
		return ","
	case "%20", "%0A", "%0D", "%09", "%C2%A0":
		return " "
	}
	return "-"
}

// token is a group of digits or a word, with what stands before it.
type token struct {
	gap    gap
	digits []byte     // values 0 to 9; nil for a word
	word   string     // as plainWord leaves it
	named  NumberKind // the word names a personal number of this kind
	other  otherKind  // the word names a number of another kind
}

func (t *token) isWord() bool { return t.digits == nil }

// scan is a text as tokens. Every look at a token is counted, so that a test can hold
// the work of a text against its length.
type scan struct {
	tokens []token
	looks  int
}

func (s *scan) at(i int) *token {
	s.looks++
	return &s.tokens[i]
}

// newScan reads a text that went through Visible.
func newScan(text string) *scan {
	s := &scan{}
	var g gap
	digits := make([]byte, 0, len(text)) // of all groups, one after the other
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		_, isDigit := digitOf(r)
		switch {
		case isDigit:
			start := len(digits)
			i, digits = takeDigits(text, i, digits)
			s.tokens = append(s.tokens, token{gap: g, digits: digits[start:len(digits):len(digits)]})
			g = gap{}
		case unicode.IsLetter(r):
			end := i + strings.IndexFunc(text[i:], notOfWord)
			if end < i {
				end = len(text)
			}
			s.addWord(g, plainWord(text[i:end]))
			i, g = end, gap{}
		default:
			g.add(r)
			i += size
		}
	}
	return s
}

func notOfWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.Is(unicode.M, r) }

// takeDigits appends the values of the digits from text[i:] on, and returns where they
// end. Marks upon digits, as of a keycap, belong to them.
func takeDigits(text string, i int, digits []byte) (int, []byte) {
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		if d, ok := digitOf(r); ok {
			digits = append(digits, d)
		} else if r < utf8.RuneSelf || !unicode.Is(unicode.M, r) {
			break
		}
		i += size
	}
	return i, digits
}

// digitOf returns the value of a decimal digit of any script.
func digitOf(r rune) (byte, bool) {
	if r < utf8.RuneSelf {
		return byte(r - '0'), r >= '0' && r <= '9'
	}
	if !unicode.Is(unicode.Nd, r) {
		return 0, false
	}
	// Unicode's rows of decimal digits begin with a zero and hold whole scripts.
	for _, t := range unicode.Nd.R16 {
		if r >= rune(t.Lo) && r <= rune(t.Hi) {
			return byte(int(r-rune(t.Lo)) % 10), true
		}
	}
	for _, t := range unicode.Nd.R32 {
		if r >= rune(t.Lo) && r <= rune(t.Hi) {
			return byte(int(r-rune(t.Lo)) % 10), true
		}
	}
	return 0, false
}

// maxGap is how many signs may stand between the parts of one number: ") - (" is
// five, "</td> | <td>" less.
const maxGap = 6

// gap is what stands between two tokens.
type gap struct {
	signs [maxGap]rune // spaces in a row are one, dashes of all lengths are '-'
	n     int          // of the signs; more than maxGap for any longer gap
}

// add takes the next sign of the gap. Marks of formatting are none: *01*.*01*.
func (g *gap) add(r rune) {
	switch {
	case strings.ContainsRune("*~`\\", r), unicode.Is(unicode.M, r):
		return
	case unicode.IsSpace(r):
		r = ' '
	case unicode.Is(unicode.Pd, r), r == '−', r == '➖':
		r = '-'
	}
	if r == ' ' && g.n > 0 && g.n <= maxGap && g.signs[g.n-1] == ' ' {
		return
	}
	if g.n < maxGap {
		g.signs[g.n] = r
	}
	g.n = min(g.n+1, maxGap+1)
}

// joins reports whether digits on both sides of the gap may be of one number.
func (g *gap) joins() bool { return g.n <= maxGap }

// narrow reports whether the gap is of the kind that may stand anywhere in a number:
// at most two signs, none that separates the items of a list.
func (g *gap) narrow() bool {
	return g.n <= 2 && !slices.ContainsFunc(g.signs[:g.n], func(r rune) bool { return !strings.ContainsRune(" -.:/_·+'", r) })
}

// has reports whether one of the signs stands in the gap.
func (g *gap) has(signs string) bool {
	return slices.ContainsFunc(g.signs[:min(g.n, maxGap)], func(r rune) bool { return strings.ContainsRune(signs, r) })
}

// is reports whether the gap is these signs and nothing else.
func (g *gap) is(signs string) bool { return string(g.signs[:min(g.n, maxGap)]) == signs }
