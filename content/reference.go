package content

import (
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strings"
)

// A text names an amount by a reference in braces: the rate, a year where it is not the
// newest, factors from left to right, or instead of the amount its day or its year.
//
//	{grunnbelop}  {introduksjonsstonad/12}  {grunnbelop@2025}  {grunnbelop:from}  {grunnbelop:year}
var (
	braces    = regexp.MustCompile(`\{[^{}]*\}|[{}]`)
	reference = regexp.MustCompile(`^\{([a-z0-9-]+)(?:@(\d{4}))?((?:[*/]\d{1,6}(?:\.\d{1,6})?)*)(?::(from|year))?\}$`)
	factors   = regexp.MustCompile(`([*/])([\d.]+)`)
)

const referenceHint = "{grunnbelop}, {introduksjonsstonad/12}, {grunnbelop*2}, {grunnbelop@2025}, {grunnbelop:from} or {grunnbelop:year}"

// nbsp keeps an amount on one line.
const nbsp = "\u00a0"

// expand puts the amounts in place of the references in every text of e. It notes in e
// where a text has an amount of its own.
func (c resolver) expand(e *Entry) {
	used := map[string][]string{} // the references of a text, by its path
	e.eachReplaceable(func(path string, l Lang, s *string) {
		own, refers := *s, strings.ContainsAny(*s, "{}")
		if refers {
			own = braces.ReplaceAllString(own, "")
		}
		if namesAmount(own) {
			e.ownAmounts = append(e.ownAmounts, path)
		}
		if !refers {
			return
		}
		x := expansion{book: &c.g.book, lang: l}
		text := braces.ReplaceAllStringFunc(*s, x.replace)
		for _, bad := range x.bad {
			c.fail(e, path, bad.text, bad.hint)
		}
		if len(x.bad) == 0 && len(x.amounts) > 0 && !x.dated && !(x.old && year.MatchString(own)) {
			c.fail(e, path, path+" has a rate without a year", "add {"+x.name+":from} or {"+x.name+":year}")
		}
		slices.Sort(x.amounts)
		used[path] = x.amounts
		*s = text
	})
	if len(used) > 0 {
		c.sameRates(e, used)
	}
}

// sameRates checks that a statement names the same amounts in every language.
func (c resolver) sameRates(e *Entry, used map[string][]string) {
	e.eachReplaceable(func(path string, l Lang, _ *string) {
		rest, ok := strings.CutPrefix(path, string(l)+".")
		if !ok || l == Bokmal {
			return
		}
		if nb := used[string(Bokmal)+"."+rest]; !slices.Equal(nb, used[path]) {
			c.fail(e, path, fmt.Sprintf("%s has the rates %v, in nb %v", path, used[path], nb), "a statement names the same amounts in every language")
		}
	})
}

// eachReplaceable calls fn for every text that may refer to rates.
func (e *Entry) eachReplaceable(fn func(path string, l Lang, s *string)) {
	for _, l := range Langs() {
		t := e.Texts[l]
		if t == nil {
			continue
		}
		fn(string(l)+".summary", l, &t.Summary)
		fn(string(l)+".differs", l, &t.Differs)
		for _, st := range t.Sections {
			for i := range st.Points {
				at := fmt.Sprintf("%s.%s.%d", l, st.Key, i)
				fn(at, l, &st.Points[i].Text)
				fn(at+".short", l, &st.Points[i].Short)
			}
		}
	}
	for i := range e.Steps {
		for _, l := range Langs() {
			if t, ok := e.Steps[i].Texts[l]; ok {
				fn(fmt.Sprintf("steps.%d", i), l, &t.Text)
				e.Steps[i].Texts[l] = t
			}
		}
	}
	for i := range e.Snippets {
		l := Bokmal // every language but English groups digits with spaces
		if e.Snippets[i].Lang == string(English) {
			l = English
		}
		fn("snippets."+e.Snippets[i].Lang, l, &e.Snippets[i].Text)
	}
}

// expansion replaces the references of one text.
type expansion struct {
	book    *lawBook
	lang    Lang
	name    string   // the last rate named
	amounts []string // the references shown as amounts
	dated   bool     // a day or a year of a rate is shown
	old     bool     // an amount of a given year is shown
	bad     []struct{ text, hint string }
}

func (x *expansion) fail(s, text, hint string) string {
	x.bad = append(x.bad, struct{ text, hint string }{text, hint})
	return s
}

func (x *expansion) replace(s string) string {
	m := reference.FindStringSubmatch(s)
	if m == nil {
		return x.fail(s, fmt.Sprintf("%q is not a reference to a rate", s), referenceHint)
	}
	name, of, times, shown := m[1], m[2], m[3], m[4]
	a, err := x.book.amount(name, of)
	if err != nil {
		return x.fail(s, err.Error(), didYouMean(name, x.book.rateNames()))
	}
	x.name = name
	if shown != "" && times != "" {
		return x.fail(s, fmt.Sprintf("%q: a day has no factor", s), referenceHint)
	}
	switch shown {
	case "from":
		x.dated = true
		return a.From.In(x.lang)
	case "year":
		x.dated = true
		return a.From.s[:len("2006")]
	}
	x.old = x.old || of != ""
	v := new(big.Rat).Set(a.Value)
	for _, f := range factors.FindAllStringSubmatch(times, -1) {
		n, ok := new(big.Rat).SetString(f[2])
		if !ok || n.Sign() == 0 {
			return x.fail(s, fmt.Sprintf("%q has a factor that is not a number", s), referenceHint)
		}
		if f[1] == "/" {
			n.Inv(n)
		}
		v.Mul(v, n)
	}
	x.amounts = append(x.amounts, s)
	return Kroner(v, x.book.rate(name).decimals(), x.lang)
}

// Kroner writes an amount with so many decimals, halves rounded up: "kr 136 549" with
// spaces that don't break, in English "kr 136,549".
func Kroner(v *big.Rat, decimals int, l Lang) string {
	group, point := nbsp, ","
	if l == English {
		group, point = ",", "."
	}
	whole, rest, _ := strings.Cut(v.FloatString(decimals), ".")
	var b strings.Builder
	b.WriteString("kr" + nbsp)
	for i, d := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(group)
		}
		b.WriteRune(d)
	}
	if rest != "" {
		b.WriteString(point + rest)
	}
	return b.String()
}
