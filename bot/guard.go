package bot

import (
	"slices"
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
)

// Visible returns text as a person sees it: compatibility forms unified, invisible
// and control characters gone, so that nothing hides between the digits of a number.
func Visible(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return ' '
		case r == unicode.ReplacementChar, unicode.Is(unicode.C, r), unicode.Is(variationSelectors, r), unicode.Is(unicode.Mn, r) && r < 0x300:
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

// FindNumber returns the kind of the first personal number in text, "" for none. The
// text must have gone through Visible. Numbers written in groups (010190 12345,
// 2012 586975 61) and in other scripts' digits are found too.
func FindNumber(text string) NumberKind {
	for _, run := range digitRuns(text) {
		for i := range run {
			for j := i + 1; j <= len(run); j++ {
				if k := kindOf(run[i:j]); k != "" {
					return k
				}
			}
		}
	}
	return ""
}

// digitRuns returns the groups of digits that stand together: a group is digits side
// by side, a run is groups with at most two separators between.
func digitRuns(text string) [][][]int {
	var runs [][][]int
	var run [][]int
	var group []int
	gap := 0
	endRun := func() {
		if len(run) > 0 {
			runs = append(runs, run)
		}
		run = nil
	}
	for _, r := range text + "x" {
		if d, ok := digitOf(r); ok {
			group, gap = append(group, d), 0
			continue
		}
		if len(group) > 0 {
			run, group = append(run, group), nil
		}
		gap++
		if !strings.ContainsRune(" -–.:/_·*\u00a0", r) || gap > 2 {
			endRun()
		}
	}
	endRun()
	return runs
}

// digitOf returns the value of a decimal digit of any script.
func digitOf(r rune) (int, bool) {
	if !unicode.Is(unicode.Nd, r) {
		return 0, false
	}
	// Unicode's rows of decimal digits begin with a zero and hold whole scripts.
	for _, t := range unicode.Nd.R16 {
		if r >= rune(t.Lo) && r <= rune(t.Hi) {
			return int(r-rune(t.Lo)) % 10, true
		}
	}
	for _, t := range unicode.Nd.R32 {
		if r >= rune(t.Lo) && r <= rune(t.Hi) {
			return int(r-rune(t.Lo)) % 10, true
		}
	}
	return 0, false
}

func kindOf(groups [][]int) NumberKind {
	d := slices.Concat(groups...)
	switch {
	case len(d) == 11:
		return personalNumber(d)
	case len(d) == 12 && isYear(d[:4]) && !slices.ContainsFunc(groups[1:], isYear):
		// A DUF number begins with the year of the application; years in a row do too.
		return DUFNummer
	}
	return ""
}

// isYear reports whether the digits are a year DUF numbers can begin with.
func isYear(d []int) bool {
	if len(d) != 4 {
		return false
	}
	y := d[0]*1000 + d[1]*100 + d[2]*10 + d[3]
	return y >= 1975 && y <= 2060
}

// personalNumber tells the kind of an eleven-digit number with a possible date and
// right check digits. Synthetic test numbers (80 or 65 added to the month) count as
// what they imitate.
func personalNumber(d []int) NumberKind {
	if !checkDigits(d) {
		return ""
	}
	kind := Fodselsnummer
	day, month := d[0]*10+d[1], d[2]*10+d[3]
	if day > 40 {
		day, kind = day-40, DNummer
	}
	switch {
	case month > 80:
		month -= 80
	case month > 65:
		month -= 65
	case month > 40:
		month, kind = month-40, HNummer
	}
	if day < 1 || day > 31 || month < 1 || month > 12 {
		return ""
	}
	return kind
}

// checkDigits verifies both check digits. From 2032 the Tax Administration also
// gives out numbers whose first weighted sum leaves 1, 2 or 3 when divided by 11, in
// parallel with the old rule that it leaves 0.
func checkDigits(d []int) bool {
	first := []int{3, 7, 6, 1, 8, 9, 4, 5, 2, 1}
	second := []int{5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1}
	return weighted(d, first)%11 <= 3 && weighted(d, second)%11 == 0
}

func weighted(d, weights []int) int {
	sum := 0
	for i, w := range weights {
		sum += w * d[i]
	}
	return sum
}
