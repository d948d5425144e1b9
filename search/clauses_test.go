package search

import (
	"fmt"
	"slices"
	"testing"
)

// clausesOf are the clauses of a text.
func clausesOf(text string) clauses {
	lx := newLexicon(fold)
	return clauses{lx.tokens(text, maxWords), &lx}
}

// What stands before and behind a word is looked for in its clause, and no further than told.
func TestClauses(t *testing.T) {
	c := clausesOf("hun vil, ikke ha en ny jobb nå. Han har")
	const job = 6
	if c.at(job) != "jobb" || c.at(-1) != "" || c.at(len(c.tokens)) != "" {
		t.Fatalf("words are %q, %q, %q", c.at(job), c.at(-1), c.at(len(c.tokens)))
	}
	words := func(of func(func(int, string) bool)) (out []string) {
		for _, w := range of {
			out = append(out, w)
		}
		return out
	}
	for _, tt := range []struct {
		name string
		got  []string
		want []string
	}{
		{"two before", words(c.before(job, 2)), []string{"ny", "en"}},
		{"all before", words(c.before(job, 99)), []string{"ny", "en", "ha", "ikke"}},
		{"all after", words(c.after(job, 99)), []string{"na"}},
		{"after, of no word", words(c.after(job, 0)), nil},
		{"earlier in the sentence", words(c.earlier(job)), []string{"ny", "en", "ha", "ikke", "vil", "hun"}},
		{"before a word outside", words(c.before(99, 99)), nil},
	} {
		if !slices.Equal(tt.got, tt.want) {
			t.Errorf("%s: %q, want %q", tt.name, tt.got, tt.want)
		}
	}
	of := func(words string) set { return wordSet(words, fold) }
	for i, tt := range []struct{ got, want bool }{
		{c.preceded(job, 4, of("ikke")), true},
		{c.preceded(job, 3, of("ikke")), false},
		{c.preceded(job, 9, of("vil")), false},              // in another clause
		{c.preceded(job, 4, of("ikke"), of("en")), false},   // one nearer ends it
		{c.preceded(job, 4, of("en ikke"), of("en")), true}, // but none that is looked for
		{c.behind(job, of("ny")), true},
		{c.behind(job, of("en")), false}, // "ny" is no small word
		{c.behind(job-1, of("ha")), true},
		{c.behind(job-1, of("ikke")), false},
		{c.near(job, of("nå")), true},
		{c.near(job, of("hun")), false},
		{c.sameClause(1, 2), false},
		{c.sameClause(-1, 0), false},
		{c.alone(job), false},
		{c.length(0) == 2 && c.length(job) == 6, true},
	} {
		if tt.got != tt.want {
			t.Errorf("case %d is %v", i, tt.got)
		}
	}
}

// A negation, a wish and a time are of what stands near behind them.
func TestAssertion(t *testing.T) {
	for _, tt := range []struct {
		text                            string
		denied, wanted, nearly, negated bool // of the last word
	}{
		{"hun er ikke flyktning", true, false, false, true},
		{"ikke her, men flyktning", false, false, false, false},
		{"hun vil ha jobb", false, true, false, false},
		{"vil ikke og jobb", true, false, false, false},
		{"hun er snart ferdig", false, false, true, false},
		{"no refugee", true, false, false, true},
		{"no she", true, false, false, false},
	} {
		c := clausesOf(tt.text)
		m, last := assertion{c}, len(c.tokens)-1
		got := fmt.Sprint(m.denied(last), m.wanted(last), m.nearly(last), m.negated(last))
		if want := fmt.Sprint(tt.denied, tt.wanted, tt.nearly, tt.negated); got != want {
			t.Errorf("%q: denied, wanted, nearly, negated are %s, want %s", tt.text, got, want)
		}
	}
}
