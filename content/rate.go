package content

import (
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// ratesFile holds every amount of money the guide names.
const ratesFile = "_rates.yaml"

// Rate is an amount of money that changes: written once, and referred to by texts.
type Rate struct {
	Name    string
	Unit    string // what the amount is for: of RateUnits
	Source  string // who says so
	Law     string // "folketrygdloven § 1-4"; empty where no act sets it
	Amounts []Amount

	of     string   // the rate this one is computed from; empty when it has amounts
	factor *big.Rat // times that rate
	from   Date     // since when it is computed so
	line   int      // in ratesFile
}

// Amount is what a rate was from a day on.
type Amount struct {
	From  Date
	Value *big.Rat // kroner
}

// RateUnits lists what an amount can be for.
func RateUnits() []string { return []string{"year", "month", "week", "day", "hour", "km", "once"} }

// decimals is how many of an amount's decimals are shown.
func (r *Rate) decimals() int {
	if r.Unit == "hour" || r.Unit == "km" {
		return 2
	}
	return 0
}

// rateDecoder reads the list of rates.
type rateDecoder struct{ *decoder }

func decodeRates(file string, data []byte) ([]*Rate, Problems) {
	d := rateDecoder{&decoder{file: file, pos: map[string]int{}}}
	var out []*Rate
	d.items(data, "rates", func(path string, n *yaml.Node) {
		r := &Rate{line: n.Line}
		d.mapping(path, n, []field{
			{"name", d.str(&r.Name)},
			{"unit", oneOf(d.decoder, &r.Unit, RateUnits())},
			{"source", d.str(&r.Source)},
			{"law", d.str(&r.Law)},
			{"rate", d.str(&r.of)},
			{"factor", func(path string, n *yaml.Node) { r.factor = d.number(path, n) }},
			{"from", d.date(&r.from)},
			{"amounts", d.list(func(path string, n *yaml.Node) { d.amount(path, n, r) })},
		})
		d.wholeRate(n, r)
		for _, o := range out {
			if o.Name == r.Name {
				d.report(n, fmt.Sprintf("rate %q stands twice", r.Name), fmt.Sprintf("first in line %d", o.line))
			}
		}
		out = append(out, r)
	})
	return out, d.problems
}

// wholeRate checks that a rate is either amounts or computed.
func (d rateDecoder) wholeRate(n *yaml.Node, r *Rate) {
	switch {
	case !isSlug(r.Name):
		d.report(n, fmt.Sprintf("rate name %q is not a slug", r.Name), "a-z, 0-9 and single hyphens")
	case r.Unit == "" || r.Source == "":
		d.report(n, fmt.Sprintf("rate %q lacks unit or source", r.Name), "")
	case r.factor != nil && r.of == "":
		d.report(n, fmt.Sprintf("rate %q has a factor without a rate", r.Name), "rate: grunnbelop, factor: 2")
	case r.of != "" && r.factor == nil:
		d.report(n, fmt.Sprintf("rate %q is computed without a factor", r.Name), "rate: grunnbelop, factor: 2")
	case (r.of == "") == (len(r.Amounts) == 0):
		d.report(n, fmt.Sprintf("rate %q has either amounts or a rate and a factor", r.Name), "amounts: [{from: 2026-05-01, amount: 136549}]")
	case r.of != "" && r.from.Unknown():
		d.report(n, fmt.Sprintf("rate %q has no year", r.Name), "from: the day since when it is computed so")
	}
}

func (d rateDecoder) amount(path string, n *yaml.Node, r *Rate) {
	var a Amount
	d.pos[path] = n.Line
	d.mapping(path, n, []field{
		{"from", d.date(&a.From)},
		{"amount", func(path string, n *yaml.Node) { a.Value = d.number(path, n) }},
	})
	switch {
	case a.From.Unknown():
		d.report(n, fmt.Sprintf("an amount of rate %q has no year", r.Name), "from: 2026-05-01, the day it is from")
		return
	case a.Value == nil:
		d.report(n, fmt.Sprintf("rate %q has no amount", r.Name), "amount: 136549, in kroner")
		return
	}
	if len(r.Amounts) > 0 && !r.Amounts[len(r.Amounts)-1].From.Before(a.From) {
		d.report(n, fmt.Sprintf("rate %q has two amounts of one day, or a newer one before an older", r.Name), "one amount a day, oldest first")
		return
	}
	r.Amounts = append(r.Amounts, a)
}

// plainNumber is a number as editors write it: 136549, 2.041 or 2/3.
var plainNumber = regexp.MustCompile(`^\d{1,12}(\.\d{1,6}|/[1-9]\d{0,5})?$`)

func (d rateDecoder) number(path string, n *yaml.Node) *big.Rat {
	var s string
	d.str(&s)(path, n)
	if s == "" {
		return nil
	}
	v, ok := new(big.Rat).SetString(s)
	if !plainNumber.MatchString(s) || !ok || v.Sign() == 0 {
		d.report(n, fmt.Sprintf("%s: %q is not a number", path, s), "136549, 2.041 or 2/3")
		return nil
	}
	return v
}

func (b *lawBook) rate(name string) *Rate {
	for _, r := range b.rates {
		if r.Name == name {
			return r
		}
	}
	return nil
}

// amount returns what the rate called name is: the newest amount, or the one from the
// given year ("2025"). A rate computed from another is from the day the later of the two is.
func (b *lawBook) amount(name, year string) (Amount, error) {
	return b.computed(name, year, len(b.rates))
}

// computed is amount, through at most depth rates that are computed from others.
func (b *lawBook) computed(name, year string, depth int) (Amount, error) {
	r := b.rate(name)
	if r == nil || depth == 0 || r.of != "" && r.factor == nil {
		return Amount{}, fmt.Errorf("no rate %q", name)
	}
	if r.of != "" {
		base, err := b.computed(r.of, year, depth-1)
		if err != nil {
			return Amount{}, err
		}
		base.Value = new(big.Rat).Mul(base.Value, r.factor)
		if base.From.Before(r.from) {
			base.From = r.from
		}
		return base, nil
	}
	for _, a := range slices.Backward(r.Amounts) {
		if strings.HasPrefix(a.From.s, year) {
			return a, nil
		}
	}
	return Amount{}, fmt.Errorf("rate %q has no amount from %s", name, year)
}

// checkRates checks what the list of rates refers to.
func (b *lawBook) checkRates() Problems {
	var ps Problems
	fail := func(r *Rate, text, hint string) {
		ps = append(ps, Problem{File: ratesFile, Line: r.line, Text: fmt.Sprintf("rate %q: %s", r.Name, text), Hint: hint})
	}
	for _, r := range b.rates {
		if r.Law != "" {
			if l, _, text, hint := b.cite(r.Law); l == nil {
				fail(r, text, hint)
			}
		}
		if r.of == "" {
			continue
		}
		if _, err := b.amount(r.Name, ""); err != nil {
			fail(r, err.Error(), didYouMean(r.of, b.rateNames()))
		}
	}
	return ps
}

func (b *lawBook) rateNames() []string {
	names := make([]string, len(b.rates))
	for i, r := range b.rates {
		names[i] = r.Name
	}
	return names
}
