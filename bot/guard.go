package bot

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// NumberKind names a kind of personal number.
type NumberKind string

// The kinds of personal numbers in Norway that can turn up in this work.
const (
	Fodselsnummer NumberKind = "fodselsnummer" // national identity number
	DNummer       NumberKind = "d-nummer"      // temporary number: 40 added to the day
	HNummer       NumberKind = "h-nummer"      // hospitals' number: 40 added to the month
	DUFNummer     NumberKind = "duf-nummer"    // the immigration authorities' case number
	Passnummer    NumberKind = "passnummer"    // of a passport of any country
)

// NumberKinds lists the kinds.
func NumberKinds() []NumberKind {
	return []NumberKind{Fodselsnummer, DNummer, HNummer, DUFNummer, Passnummer}
}

// Visible returns text as a person sees it: compatibility forms unified, invisible
// and control characters gone, so that nothing hides between the digits of a number.
func Visible(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return ' '
		case r < unicode.MaxASCII && r >= ' ':
			return r
		case r == unicode.ReplacementChar, unicode.Is(unicode.C, r), unicode.Is(variationSelectors, r):
			return -1
		}
		return r
	}, norm.NFKC.String(strings.ToValidUTF8(text, "")))
}

// variationSelectors choose how a character is drawn and draw nothing themselves.
var variationSelectors = &unicode.RangeTable{
	R16: []unicode.Range16{{Lo: 0x034F, Hi: 0x034F, Stride: 1}, {Lo: 0xFE00, Hi: 0xFE0F, Stride: 1}},
	R32: []unicode.Range32{{Lo: 0xE0000, Hi: 0xE01EF, Stride: 1}},
}

// FindNumber returns the kind of the first personal number in text, "" for none. It
// reads the text as it was sent or as [Visible] left it: digits of any script, in
// groups, in a written date and across markup, judged by their shape and by the words
// before them ("fnr", "konto"). Its time grows with the length of the text and no
// faster.
func FindNumber(text string) NumberKind {
	for _, form := range readings(text) {
		if kind := newScan(form).find(); kind != "" {
			return kind
		}
	}
	return ""
}

// find returns the kind of the first personal number among the tokens.
func (s *scan) find() NumberKind {
	for i := 0; i < len(s.tokens); i++ {
		if s.at(i).isWord() {
			continue
		}
		c := s.contextBefore(i)
		if n := s.otherForm(i); n > 0 && c.kind == "" {
			i += n - 1
			continue
		}
		if kind := s.numberAt(i, c); kind != "" {
			return kind
		}
	}
	return ""
}

// numberAt returns the kind of the number that begins with token i: digits that stand
// together, or a date with five digits after it.
func (s *scan) numberAt(i int, c numberContext) NumberKind {
	if s.startsPhone(i) && c.kind == "" {
		return ""
	}
	var w window
	for j := i; j < len(s.tokens); j++ {
		t := s.at(j)
		if t.isWord() || j > i && !t.gap.joins() || w.n+len(t.digits) > len(w.digits) {
			break
		}
		w.add(t)
		if kind := s.kindOf(&w, c, j+1); kind != "" {
			return kind
		}
	}
	return s.datedNumber(i, c)
}

// kindOf returns the kind of the number the window holds, "" for none; next is the
// token after it.
func (s *scan) kindOf(w *window, c numberContext, next int) NumberKind {
	switch w.n {
	case 6, 7, 8, 9:
		first := next - w.groups()
		lettered := first > 0 && s.at(first).gap.n == 0 && s.at(first-1).isWord()
		if c.kind == Passnummer && c.near && !s.joined(next) && w.isPassport(lettered) {
			return Passnummer
		}
	case 11, 13:
		if kind := birthNumber(w, c); kind != "" {
			return kind
		}
	case 12:
		if kind := s.dufNumber(w, c, next); kind != "" {
			return kind
		}
	}
	if c.near {
		return almost(w, c)
	}
	return ""
}

// The places within a number where people leave a gap: between day, month, year, the
// three digits after the date and the two check digits.
var (
	birthGaps = []int{2, 4, 6, 9}
	longGaps  = []int{2, 4, 8, 11} // with the year's four digits
	dufGaps   = []int{4, 10}
)

// birthNumber reads eleven digits, or thirteen with a four-digit year, as a number
// built on a date of birth.
func birthNumber(w *window, c numberContext) NumberKind {
	if w.n == 13 {
		for _, d := range longForms(w.all()) {
			if kind := personalNumber(d); kind != "" && c.refuses == "" && w.gapsAt(longGaps) {
				return kind
			}
		}
		return ""
	}
	kind := personalNumber(w.all())
	if kind == "" || !w.gapsAt(birthGaps) {
		return ""
	}
	switch {
	case c.kind != "":
		return kind
	case c.refuses == accountNumber && !w.cutAfterDate(), c.refuses == otherNumber && !w.cutAfterDate() && w.groups() > 1:
		return "" // an account number is eleven digits too, but never six and five
	}
	return kind
}

// dufNumber reads twelve digits as a DUF number. It has no date to know it by: it
// needs a word that says so, or to stand as such numbers are written.
func (s *scan) dufNumber(w *window, c numberContext, next int) NumberKind {
	if !isDUFYear(w.digits[:4]) || w.hasSecondYear() {
		return ""
	}
	switch {
	case c.kind == DUFNummer && w.gapsAt(dufGaps):
	case c.refuses != "":
		return ""
	case w.groups() == 1:
	case w.cutsAre(4, 10) || w.cutsAre(10):
		// 2024/123456-78 is how case numbers are written, and among more digits
		// the groups are something else.
		if w.hasSign("/:,") || s.joined(next-w.groups()) || s.joined(next) {
			return ""
		}
	default:
		return ""
	}
	return DUFNummer
}

// joined reports whether token i is digits that stand close to those before it.
func (s *scan) joined(i int) bool {
	if i < 1 || i >= len(s.tokens) {
		return false
	}
	t := s.at(i)
	return !t.isWord() && !s.at(i-1).isWord() && t.gap.narrow()
}

// almost reads digits right after a word that says they are a personal number: a
// digit wrong or missing tells as much about a person as the right one.
func almost(w *window, c numberContext) NumberKind {
	if c.kind == DUFNummer && isDUFYear(w.digits[:4]) && (w.n == 11 || w.n == 13) && w.groups() == 1 {
		return DUFNummer
	}
	switch {
	case w.n == 11 && (w.groups() == 1 || w.cutAfterDate()):
		return kindByDate(w.all(), c.kind)
	case (w.n == 10 || w.n == 12) && (w.groups() == 1 || w.cutsAre(6)):
		if day, _, _ := dateOf(w.all()); day > 0 {
			return kindByDate(w.all(), c.kind)
		}
	case w.n == 13 && w.cutAfterLongDate():
		for _, d := range longForms(w.all()) {
			return kindByDate(d, c.kind)
		}
	}
	return ""
}

// kindByDate is the kind the date of d tells, otherwise what the words said.
func kindByDate(d []byte, said NumberKind) NumberKind {
	if day, _, kind := dateOf(d); day > 0 {
		return kind
	}
	return said
}
