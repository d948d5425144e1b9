package search

import (
	"regexp"
	"strconv"
	"strings"
)

// numberWords are the numbers below a hundred as they are written in the three languages,
// folded with the texts. A compound ("trettifire", "femogtyve") is made of its parts.
func numberWords(fold func(string) string) map[string]int {
	out := map[string]int{}
	add := func(n int, words string) {
		for _, w := range strings.Fields(words) {
			out[fold(w)] = n
		}
	}
	ones := []string{
		1: "en ett én ei ein eitt one", 2: "to two", 3: "tre three", 4: "fire four", 5: "fem five", 6: "seks six", 7: "sju syv seven", 8: "åtte eight", 9: "ni nine",
	}
	for n, words := range ones {
		add(n, words)
	}
	for n, words := range map[int]string{
		10: "ti ten", 11: "elleve eleven", 12: "tolv twelve", 13: "tretten thirteen", 14: "fjorten fourteen", 15: "femten fifteen", 16: "seksten sixteen",
		17: "sytten seventeen", 18: "atten eighteen", 19: "nitten nineteen",
	} {
		add(n, words)
	}
	for n, words := range map[int]string{
		20: "tjue tyve twenty", 30: "tretti tredve thirty", 40: "førti førr forty", 50: "femti fifty", 60: "seksti sixty", 70: "sytti søtti seventy", 80: "åtti eighty", 90: "nitti ninety",
	} {
		add(n, words)
		for i, of := range ones {
			for _, one := range strings.Fields(of) {
				for _, ten := range strings.Fields(words) {
					add(n+i, ten+one)
					add(n+i, one+"og"+ten)
				}
			}
		}
	}
	return out
}

// unit is what a number counts.
type unit int

const (
	noUnit unit = iota
	years
	months
	weeks
	ofAge // "34-åring"
)

// unitWords are the units, folded.
func unitWords(fold func(string) string) map[string]unit {
	return named(fold, map[unit]string{
		years: "år års åra year years yr yrs", months: "måned måneder måneders månad månader månaders mnd month months", weeks: "uke uker veke veker week weeks",
		ofAge: "åring åringer åringar åringen årig årige yo",
	})
}

// amount is a number with what it counts, at words first to last.
type amount struct {
	n           float64
	unit        unit
	first, last int
	plain       bool // the number is a small word too: "en", "to", "a"
}

// inMonths is how many months a is; ok is false for what is no time.
func (a amount) inMonths() (n int, ok bool) {
	switch a.unit {
	case years:
		return int(a.n*12 + 0.5), true
	case months:
		return int(a.n), true
	case weeks:
		return int(a.n / 4.35), true
	}
	return 0, false
}

// joinedAge is an age that is typed in one with what it counts, or with a gender.
var joinedAge = regexp.MustCompile(`^(?:(\d{1,3})(aring|ar|arig|yo|yrs?)|(\d{2})([fmk])|([fmk])(\d{2}))$`)

// numerals reads the numbers of a text with what they count.
type numerals struct{ clauses }

// all are the amounts of the text, in its order. The number of a section is none.
func (n numerals) all() []amount {
	var out []amount
	for i := 0; i < len(n.tokens); i++ {
		a, ok := n.amountAt(i)
		if ok && !n.tokens[i].section {
			out = append(out, a)
			i = a.last
		}
	}
	return out
}

// amountAt reads the amount that begins at word i; ok is false for none.
func (n numerals) amountAt(i int) (a amount, ok bool) {
	if half, ok := n.told.halves[n.at(i)]; ok { // halvannet år, halvår
		a := amount{n: half, unit: years, first: i, last: i}
		if n.told.units[n.at(i+1)] == years {
			a.last++
		}
		return a, true
	}
	a, ok = n.numberAt(i)
	if !ok {
		return n.joined(i)
	}
	a = n.withHalf(a)
	if u, ok := n.told.units[n.at(a.last+1)]; ok {
		a.unit, a.last = u, a.last+1
		if in1(n.small.joins, n.at(a.last+1)) && in1(n.told.half, n.at(a.last+3)) { // a year and a half
			a.n, a.last = a.n+0.5, a.last+3
		}
	}
	return a, a.unit != noUnit || !a.plain
}

// numberAt reads the number that begins at word i, in digits or words.
func (n numerals) numberAt(i int) (a amount, ok bool) {
	w := n.at(i)
	a = amount{first: i, last: i}
	if v, err := strconv.ParseFloat(strings.ReplaceAll(w, ",", "."), 64); err == nil && !strings.ContainsAny(w, "/e") {
		a.n = v
		return a, true
	}
	if w == "a" || w == "an" || w == "et" || w == "eit" {
		a.n, a.plain = 1, true
		return a, true
	}
	v, ok := n.told.numbers[w]
	if !ok {
		return amount{}, false
	}
	a.n, a.plain = float64(v), n.tokens[i].stop || v < 10
	if one, ok := n.told.numbers[n.at(i+1)]; ok && v >= 20 && v%10 == 0 && one < 10 && n.sameClause(i, i+1) { // twenty five
		a.n, a.last = a.n+float64(one), i+1
	}
	return a, true
}

// withHalf adds the half that stands behind a number: "to og et halvt år".
func (n numerals) withHalf(a amount) amount {
	if in1(n.told.half, n.at(a.last+1)) && a.plain && a.n == 1 { // et halvt år, half a year
		a.n, a.last = 0.5, a.last+1
	}
	next := a.last + 1
	if in1(n.small.joins, n.at(next)) { // to og et halvt år, two and a half years
		for k := next + 1; k <= next+2; k++ {
			if in1(n.told.half, n.at(k)) {
				a.n, a.last = a.n+0.5, k
			}
		}
	}
	return a
}

// joined reads what is typed in one: "34F", "trettiåring".
func (n numerals) joined(i int) (a amount, ok bool) {
	w := n.at(i)
	if m := joinedAge.FindStringSubmatch(w); m != nil {
		a := amount{unit: ofAge, first: i, last: i}
		a.n, _ = strconv.ParseFloat(m[1]+m[3]+m[6], 64) // only digits
		if m[2] == "ar" || strings.HasPrefix(m[2], "yr") {
			a.unit = years
		}
		letter := m[4] + m[5]
		return a, letter == "" || n.tokens[i].capitals
	}
	for end, u := range n.told.units {
		if u != ofAge || !strings.HasSuffix(w, end) {
			continue
		}
		if v, ok := n.told.numbers[strings.TrimSuffix(w, end)]; ok {
			return amount{n: float64(v), unit: ofAge, first: i, last: i}, true
		}
	}
	return amount{}, false
}
