package bottest

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
)

// Writing is how somebody writes a personal number, or what is none.
type Writing struct {
	Label string // a [bot.NumberKind], or none
	Text  string // with {parts} of a number, ⏎ for a new line, ⇥ for a tab: see [Fill]
}

// Writings reads a file of writings, one a line.
func Writings(tb testing.TB, file string) []Writing {
	tb.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		tb.Fatal(err)
	}
	var out []Writing
	for line := range strings.Lines(string(raw)) {
		line = strings.TrimSuffix(line, "\n")
		if strings.HasPrefix(line, "#") {
			continue
		}
		label, text, ok := strings.Cut(line, "\t")
		if !ok {
			tb.Fatalf("%s: %q has no tab", file, line)
		}
		out = append(out, Writing{label, text})
	}
	return out
}

// invented makes a number that was given to nobody: the first check digit is of the
// remainders that are not in use before 2032, or the month is a synthetic person's.
func invented(r *rand.Rand, day, month, remainder int) string {
	for {
		nine := fmt.Sprintf("%02d%02d%02d%03d", day, month, 50+r.IntN(50), r.IntN(1000))
		if n, ok := Complete(nine, remainder); ok {
			return n
		}
	}
}

var (
	norwegianMonths = strings.Fields("januar februar mars april mai juni juli august september oktober november desember")
	englishMonths   = strings.Fields("January February March April May June July August September October November December")
)

// Fill fills the braces of a writing with parts of an invented number.
func Fill(r *rand.Rand, writing string) string {
	day, month := 1+r.IntN(28), 1+r.IntN(12)
	pairs := []string{"⏎", "\n", "⇥", "\t"}
	add := func(name, value string) { pairs = append(pairs, "{"+name+"}", value) }
	n := invented(r, day, month, 1+r.IntN(3))
	wrong := n[:10] + string('0'+(n[10]-'0'+1)%10)
	add("fnr", n)
	add("date", n[:6])
	add("five", n[6:])
	add("dd", n[:2])
	add("mm", n[2:4])
	add("yy", n[4:6])
	add("yyyy", "19"+n[4:6])
	add("ind", n[6:9])
	add("check", n[9:])
	add("d", strconv.Itoa(day))
	add("m", strconv.Itoa(month))
	add("ord", [...]string{"th", "st", "nd", "rd", "th", "th", "th", "th", "th", "th"}[day%10])
	add("maaned", norwegianMonths[month-1])
	add("MAANED", strings.ToUpper(norwegianMonths[month-1]))
	add("mnd", norwegianMonths[month-1][:3])
	add("month", englishMonths[month-1])
	for i := range n {
		add(strconv.Itoa(i+1), n[i:i+1])
	}
	add("wrong", wrong)
	add("wrongsplit", wrong[:6]+" "+wrong[6:])
	add("wrongfive", wrong[6:])
	add("wrongday", "9"+n[1:])
	add("short", n[:10])
	add("long", n+n[10:])
	for i := 1; i <= 3; i++ {
		add("r"+strconv.Itoa(i), invented(r, day, month, i))
	}
	for _, plus := range []int{40, 65, 80} {
		s := invented(r, day, month+plus, 0)
		add("syn"+strconv.Itoa(plus), s)
		add("syn"+strconv.Itoa(plus)+"split", s[:6]+" "+s[6:])
		if plus == 40 {
			add("hwrong", s[:10]+string('0'+(s[10]-'0'+1)%10))
		}
	}
	d := invented(r, day+40, month, 1+r.IntN(3))
	add("dnr", d)
	add("ddate", d[:6])
	add("dfive", d[6:])
	add("dwrong", d[:10]+string('0'+(d[10]-'0'+1)%10))
	duf := fmt.Sprintf("%d%06d%02d", 1995+r.IntN(30), r.IntN(1e6), r.IntN(100))
	add("duf", duf)
	add("dufyear", duf[:4])
	add("dufrun", duf[4:10])
	add("dufcheck", duf[10:])
	add("dufshort", duf[:11])
	add("pass", fmt.Sprintf("%08d", 31e6+r.IntN(68e6)))
	add("pass9", fmt.Sprintf("%09d", r.IntN(1e9)))
	add("pass7", fmt.Sprintf("%07d", r.IntN(1e7)))
	add("passrun", fmt.Sprintf("%06d", 400000+r.IntN(5e5)))
	in := func(zero rune, s string) string {
		return strings.Map(func(r rune) rune { return zero + r - '0' }, s)
	}
	add("dufarabic", in('٠', duf))
	add("arabic", in('٠', n))
	add("persian", in('۰', n))
	add("fullwidth", in('０', n))
	add("devanagari", in('०', n))
	add("mathbold", in('𝟎', n))
	add("keycap", strings.Join(strings.Split(n, ""), "\ufe0f\u20e3")+"\ufe0f\u20e3")
	circled := func(r rune) rune {
		if r == '0' {
			return '⓪'
		}
		return '①' + r - '1'
	}
	add("circled", strings.Map(circled, n))
	return strings.NewReplacer(pairs...).Replace(writing)
}

// Complete adds the check digits to nine digits; ok is false where there are none.
// first is what the first weighted sum must leave (0 by the old rule).
func Complete(nine string, first int) (string, bool) {
	d := make([]int, 0, 11)
	for _, r := range nine {
		d = append(d, int(r-'0'))
	}
	sum := func(weights []int) (s int) {
		for i, w := range weights {
			s += w * d[i]
		}
		return s
	}
	k1 := (22 + first - sum([]int{3, 7, 6, 1, 8, 9, 4, 5, 2})%11) % 11
	d = append(d, k1)
	k2 := (11 - sum([]int{5, 4, 3, 2, 7, 6, 5, 4, 3, 2})%11) % 11
	return fmt.Sprintf("%s%d%d", nine, k1, k2), k1 < 10 && k2 < 10
}
