package bot_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"

	"veiviser/bot"
	"veiviser/bot/bottest"
)

// writing is a line of testdata: how somebody writes a number, or what is none.
type writing struct {
	label string // a NumberKind, or none
	text  string // with {parts} of a number, ⏎ for a new line, ⇥ for a tab
}

func readWritings(tb testing.TB, file string) []writing {
	tb.Helper()
	raw, err := os.ReadFile("testdata/" + file)
	if err != nil {
		tb.Fatal(err)
	}
	var out []writing
	for line := range strings.Lines(string(raw)) {
		line = strings.TrimSuffix(line, "\n")
		if strings.HasPrefix(line, "#") {
			continue
		}
		label, text, ok := strings.Cut(line, "\t")
		if !ok {
			tb.Fatalf("%s: %q has no tab", file, line)
		}
		out = append(out, writing{label, text})
	}
	return out
}

// invented makes a number that was given to nobody: the first check digit is of the
// remainders that are not in use before 2032, or the month is a synthetic person's.
func invented(r *rand.Rand, day, month, remainder int) string {
	for {
		nine := fmt.Sprintf("%02d%02d%02d%03d", day, month, 50+r.IntN(50), r.IntN(1000))
		if n, ok := complete(nine, remainder); ok {
			return n
		}
	}
}

var (
	norwegianMonths = strings.Fields("januar februar mars april mai juni juli august september oktober november desember")
	englishMonths   = strings.Fields("January February March April May June July August September October November December")
)

// writer fills the braces of writings with parts of a number.
func writer(r *rand.Rand) *strings.Replacer {
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
	return strings.NewReplacer(pairs...)
}

// TestWritings holds the guard against writings of personal numbers and of what is
// none, each with several numbers. Those it was made with are all judged right; the set
// apart tells how it does on others.
func TestWritings(t *testing.T) {
	bottest.OneByOne(t)
	const each = 20
	for _, file := range []string{"guard.txt", "guard_heldout.txt"} {
		r := rand.New(rand.NewPCG(2, 9))
		var found, numbers, kinds, alarms, harmless int
		for _, w := range readWritings(t, file) {
			missed := 0
			for range each {
				text := writer(r).Replace(w.text)
				got := bot.FindNumber(text)
				if w.label == "none" {
					harmless++
					if got != "" {
						alarms++
						missed++
					}
					continue
				}
				numbers++
				if got == "" {
					missed++
					continue
				}
				found++
				if string(got) == w.label {
					kinds++
				}
			}
			if missed > 0 && file == "guard.txt" {
				t.Errorf("%d of %d wrong: %s %s", missed, each, w.label, w.text)
			} else if missed > 0 {
				t.Logf("%s: %d of %d wrong: %s %s", file, missed, each, w.label, w.text)
			}
		}
		recall := float64(found) / float64(numbers)
		kind := float64(kinds) / float64(found)
		alarm := float64(alarms) / float64(harmless)
		t.Logf("%s: found %d of %d (%.4f), of the right kind %.4f, alarms %d of %d (%.4f)", file, found, numbers, recall, kind, alarms, harmless, alarm)
		if recall < 0.98 || kind < 0.98 || alarm > 0.005 {
			t.Errorf("%s: recall %.4f, kind %.4f, alarms %.4f, want 0.98, 0.98, 0.005", file, recall, kind, alarm)
		}
	}
}
