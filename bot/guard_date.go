package bot

import (
	"slices"
	"strings"
)

// months are the names of the months as plainWord leaves them, in the three languages,
// short and long.
var months = map[string]byte{
	"jan": 1, "januar": 1, "january": 1, "feb": 2, "febr": 2, "februar": 2, "february": 2, "mar": 3, "mars": 3, "march": 3,
	"apr": 4, "april": 4, "mai": 5, "may": 5, "jun": 6, "juni": 6, "june": 6, "jul": 7, "juli": 7, "july": 7,
	"aug": 8, "august": 8, "sep": 9, "sept": 9, "september": 9, "okt": 10, "oct": 10, "oktober": 10, "october": 10,
	"nov": 11, "november": 11, "des": 12, "dec": 12, "desember": 12, "december": 12,
}

// writtenDate is a date of the text: six digits, and the token after it.
type writtenDate struct {
	digits [6]byte
	next   int
}

// datedNumber reads a date in one of the ways people write it, and the five digits
// after it: "1. januar 1990 …", "født 010190, personnummer …".
func (s *scan) datedNumber(i int, c numberContext) NumberKind {
	for _, d := range s.datesAt(i) {
		last, said := s.lastFive(d.next)
		if last == nil {
			continue
		}
		all := append(d.digits[:], last...)
		kind := personalNumber(all)
		if kind == "" && (said || c.near) {
			_, _, kind = dateOf(all)
		}
		if kind != "" {
			return kind
		}
	}
	return s.reversed(i, c)
}

// maxBetween is how many words may stand between a date and the last five digits:
// "01.01.90 fra Syria med norsk personnummer …".
const maxBetween = 6

// lastFive returns the five digits that stand next, nil for none. Between may be words
// that lead to them; said tells that one of these names a personal number.
func (s *scan) lastFive(i int) (last []byte, said bool) {
	first := i
	for i < len(s.tokens) && i-first <= maxBetween && s.at(i).isWord() {
		i++
	}
	if i == len(s.tokens) || s.at(i).isWord() {
		return nil, false
	}
	if i == first {
		if !s.at(i).gap.joins() {
			return nil, false
		}
	} else if s.contextBefore(i).near {
		said = true
	} else if !s.leads(first, i) {
		return nil, false
	}
	for j := i; j < len(s.tokens) && len(last) < 5; j++ {
		t := s.at(j)
		if t.isWord() || j > i && !t.gap.narrow() || len(last)+len(t.digits) > 5 {
			break
		}
		last = append(last, t.digits...)
	}
	if len(last) != 5 {
		return nil, false
	}
	return last, said
}

// leads reports whether the words from token i to token end are words of the way to a
// number: "og de siste fem er".
func (s *scan) leads(i, end int) bool {
	for ; i < end; i++ {
		if !linkWords[s.at(i).word] {
			return false
		}
	}
	return true
}

// reversed reads the last five digits first: "personnummer …, født 01.01.1990".
func (s *scan) reversed(i int, c numberContext) NumberKind {
	five := s.at(i).digits
	if !c.near || len(five) != 5 {
		return ""
	}
	j := i + 1
	for j < len(s.tokens) && j-i <= maxBetween && s.at(j).isWord() {
		j++
	}
	for _, d := range s.datesAt(j) {
		if kind := personalNumber(append(d.digits[:], five...)); kind != "" {
			return kind
		}
	}
	return ""
}

// datesAt returns the dates that token i may begin: one, or two where the order of day
// and month or the place of the year is open.
func (s *scan) datesAt(i int) []writtenDate {
	if d, ok := s.monthFirst(i); ok {
		return []writtenDate{d}
	}
	if i >= len(s.tokens) || s.at(i).isWord() {
		return nil
	}
	if d, ok := s.monthNamed(i); ok {
		return []writtenDate{d}
	}
	g := s.at(i).digits
	var out []writtenDate
	switch {
	case len(g) == 6:
		out = append(out, writtenDate{[6]byte(g), i + 1})
	case len(g) == 8:
		for _, f := range longForms(append(slices.Clone(g), 0, 0, 0, 0, 0)) {
			out = append(out, writtenDate{[6]byte(f), i + 1})
		}
	case len(g) == 1, len(g) == 2, len(g) == 4:
		if d, ok := s.threeGroups(i); ok {
			out = append(out, d)
		}
	}
	return out
}

// threeGroups reads 1.1.90, 01/01/1990, 01 01 90 and 1990-01-01.
func (s *scan) threeGroups(i int) (writtenDate, bool) {
	if i+2 >= len(s.tokens) {
		return writtenDate{}, false
	}
	for j := i + 1; j <= i+2; j++ {
		t := s.at(j)
		if t.isWord() || !t.gap.narrow() || t.gap.has(":+'_") {
			return writtenDate{}, false
		}
	}
	a, b, c := s.at(i).digits, s.at(i+1).digits, s.at(i+2).digits
	if len(a) == 4 {
		a, c = c, a
	}
	// A single digit is a day or month only where a point, stroke or dash says so.
	if spaces := s.at(i + 1).gap.is(" "); spaces && (len(a) == 1 || len(b) == 1) {
		return writtenDate{}, false
	}
	return dateFrom(a, b, c, i+3)
}

// monthNamed reads "1. januar 1990" and "1st of January, 1990".
func (s *scan) monthNamed(i int) (writtenDate, bool) {
	j := i + 1
	for range 2 {
		if j < len(s.tokens) && strings.Contains(" st nd rd th of de den ", " "+s.at(j).word+" ") && s.at(j).word != "" {
			j++
		}
	}
	if j+1 >= len(s.tokens) || months[s.at(j).word] == 0 || s.at(j+1).isWord() {
		return writtenDate{}, false
	}
	return dateFrom(s.at(i).digits, monthDigits(s.at(j).word), s.at(j+1).digits, j+2)
}

// monthFirst reads "January 1, 1990". Token i may be the month or, where the scan
// stands at digits, the day after it.
func (s *scan) monthFirst(i int) (writtenDate, bool) {
	if i < len(s.tokens) && !s.at(i).isWord() {
		i--
	}
	if i < 0 || i+2 >= len(s.tokens) || months[s.at(i).word] == 0 || s.at(i+1).isWord() {
		return writtenDate{}, false
	}
	j := i + 2
	if s.at(j).isWord() && strings.Contains(" st nd rd th ", " "+s.at(j).word+" ") {
		j++
	}
	if j >= len(s.tokens) || s.at(j).isWord() {
		return writtenDate{}, false
	}
	return dateFrom(s.at(i+1).digits, monthDigits(s.at(i).word), s.at(j).digits, j+1)
}

func monthDigits(name string) []byte { return []byte{months[name] / 10, months[name] % 10} }

// dateFrom makes a date of a day, a month and a year of two or four digits; ok is false
// for what can be none.
func dateFrom(day, month, year []byte, next int) (d writtenDate, ok bool) {
	if len(day) > 2 || len(month) > 2 || len(year) != 2 && !isBirthYear(year) {
		return d, false
	}
	copy(d.digits[2-len(day):], day)
	copy(d.digits[4-len(month):], month)
	copy(d.digits[4:], year[len(year)-2:])
	d.next = next
	day2, _, _ := dateOf(d.digits[:])
	return d, day2 > 0
}
