package bot_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"veiviser/bot"
	"veiviser/bot/bottest"
)

// checked adds the check digit that accounts and organisations have.
func checked(digits string, weights ...int) (string, bool) {
	sum := 0
	for i, w := range weights {
		sum += w * int(digits[i]-'0')
	}
	k := (11 - sum%11) % 11
	return fmt.Sprintf("%s%d", digits, k), k < 10
}

// until calls make until it gives something.
func until(r *rand.Rand, make func(*rand.Rand) (string, bool)) string {
	for {
		if s, ok := make(r); ok {
			return s
		}
	}
}

func accountNumber(r *rand.Rand) string {
	return until(r, func(r *rand.Rand) (string, bool) {
		return checked(fmt.Sprintf("%010d", r.IntN(1e10)), 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
	})
}

func organisation(r *rand.Rand) string {
	return until(r, func(r *rand.Rand) (string, bool) {
		return checked(fmt.Sprintf("%d%07d", 8+r.IntN(2), r.IntN(1e7)), 3, 2, 7, 6, 5, 4, 3, 2)
	})
}

func pick(r *rand.Rand, forms ...string) string { return forms[r.IntN(len(forms))] }

// harmless are the kinds of digits that are no personal number, as people write them.
var harmless = []struct {
	name string
	make func(*rand.Rand) string
}{
	{"accounts", func(r *rand.Rand) string {
		n := accountNumber(r)
		form := pick(r, "%s.%s.%s", "konto %s.%s.%s", "konto %s %s %s", "kontonummer: %s%s%s", "account %s%s%s", "betal til %s.%s.%s innen fredag")
		return fmt.Sprintf(form, n[:4], n[4:6], n[6:])
	}},
	{"accounts by spaces", func(r *rand.Rand) string {
		n := accountNumber(r)
		return n[:4] + " " + n[4:6] + " " + n[6:]
	}},
	{"two accounts", func(r *rand.Rand) string {
		a, b := accountNumber(r), accountNumber(r)
		return fmt.Sprintf("%s.%s.%s %s.%s.%s", a[:4], a[4:6], a[6:], b[:4], b[4:6], b[6:])
	}},
	{"dates", func(r *rand.Rand) string {
		a, b := day(r), day(r)
		form := pick(r, "02.01.2006", "2.1.2006", "2006-01-02", "02.01.06", "2/1-2006", "2. January 2006", "02012006", "020106")
		return pick(r, "", "fra ") + a.Format(form) + pick(r, " - ", " til ", ", ", " – ", " ", "\n") + b.Format(form)
	}},
	{"times", func(r *rand.Rand) string {
		form := pick(r, "2006-01-02 15:04", "2006-01-02 15:04:05", "2006-01-02 15:04:05.000", "2006-01-02T15:04:05Z", "02.01.2006 15:04", "2.1.2006 15.04",
			"02.01.06 15:04", "2.1.2006 kl. 15.04", "kl 15.04", "15:04:05", "2. January 2006 15:04", "January 2, 2006 15:04")
		return day(r).Format(form) + pick(r, "", "-15:30", " - 16.00", " og "+day(r).Format(form))
	}},
	{"cases", func(r *rand.Rand) string {
		year, n, doc := 2000+r.IntN(30), r.IntN(1e6), 1+r.IntN(99)
		return pick(r, "", "sak ", "saksnr. ", "case no ") + pick(r, fmt.Sprintf("%d/%d-%d", year, n, doc), fmt.Sprintf("%d/%06d-%02d", year, n, doc),
			fmt.Sprintf("%02d/%d-%d", year%100, n, doc), fmt.Sprintf("%d/%d", year, n), fmt.Sprintf("%d/%d, %d/%d", year, n, year, n+1), fmt.Sprintf("%d%06d", year, n))
	}},
	{"phones", func(r *rand.Rand) string {
		phone := func() string {
			n := fmt.Sprintf("%d%07d", pickInt(r, 2, 4, 5, 6, 7, 9), r.IntN(1e7))
			return pick(r, "", "", "+47 ", "+47", "0047 ") + pick(r, n, n[:3]+" "+n[3:5]+" "+n[5:], n[:2]+" "+n[2:4]+" "+n[4:6]+" "+n[6:])
		}
		return pick(r, "", "tlf ", "ring ", "mobil: ", "phone ") + phone() + pick(r, "", "", " eller "+phone(), ", "+phone(), " / "+phone())
	}},
	{"foreign phones", func(r *rand.Rand) string {
		n := fmt.Sprintf("%09d", r.IntN(1e9))
		return pick(r, "", "tlf ") + pick(r, "+48 ", "+44 ", "+380 ", "+252 ", "+46 ") + pick(r, n, n[:3]+" "+n[3:6]+" "+n[6:], n[:2]+" "+n[2:5]+" "+n[5:7]+" "+n[7:])
	}},
	{"organisations", func(r *rand.Rand) string {
		n := organisation(r)
		return pick(r, "", "org.nr. ", "organisasjonsnummer ", "NO ") + pick(r, n, n[:3]+" "+n[3:6]+" "+n[6:]) + pick(r, "", " MVA", ", tlf 22334455", " og "+organisation(r))
	}},
	{"amounts", func(r *rand.Rand) string {
		n := 1 + r.IntN([]int{1e3, 1e5, 1e6, 1e9}[r.IntN(4)])
		s := thousands(n, pick(r, " ", ".", "\u00a0"))
		return pick(r, "", "kr ", "NOK ", "beløp ") + s + pick(r, "", ",00", fmt.Sprintf(",%02d", r.IntN(100)), ",-", " kr", " kroner og 500 kr")
	}},
}

func pickInt(r *rand.Rand, n ...int) int { return n[r.IntN(len(n))] }

// day is a minute of the years 1950 to 2030.
func day(r *rand.Rand) time.Time {
	return time.Date(1950+r.IntN(80), time.Month(1+r.IntN(12)), 1+r.IntN(28), r.IntN(24), r.IntN(60), r.IntN(60), r.IntN(1000)*1e6, time.UTC)
}

func thousands(n int, separator string) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + separator + s[i:]
	}
	return s
}

// TestFalseAlarms holds what the guard says of harmless digits against a share of
// alarms, each kind by itself.
func TestFalseAlarms(t *testing.T) {
	each := 20_000
	if testing.Short() {
		each = 5_000
	}
	for _, h := range harmless {
		r := rand.New(rand.NewPCG(7, 1))
		alarms := 0
		var examples []string
		for range each {
			if text := h.make(r); bot.FindNumber(text) != "" {
				if alarms++; len(examples) < 5 {
					examples = append(examples, text)
				}
			}
		}
		share := float64(alarms) / float64(each)
		t.Logf("%-20s %6d alarms of %d (%.5f) %q", h.name, alarms, each, share, examples)
		if share > 0.005 {
			t.Errorf("%s: %.5f of the writings are taken for personal numbers, want at most 0.005", h.name, share)
		}
	}
}

// TestRemainders: the rule of 2032 takes remainders 0 to 3, each alike, and no other.
func TestRemainders(t *testing.T) {
	for remainder := range 11 {
		n := number(t, "150790", remainder)
		if got, want := bot.FindNumber(n) != "", remainder <= 3; got != want {
			t.Errorf("remainder %d: found %v, want %v", remainder, got, want)
		}
	}
}

// TestSyntheticMonths: a synthetic number of each month is what it imitates, and one
// of no month is none.
func TestSyntheticMonths(t *testing.T) {
	for _, tt := range []struct {
		plus int
		kind bot.NumberKind
	}{{0, bot.Fodselsnummer}, {40, bot.HNummer}, {65, bot.Fodselsnummer}, {80, bot.Fodselsnummer}} {
		for month := range 15 {
			want := tt.kind
			if month < 1 || month > 12 {
				want = ""
			}
			date := fmt.Sprintf("15%02d90", tt.plus+month)
			if tt.plus == 65 && month == 0 || tt.plus == 80 && month == 0 {
				continue // no month of one kind is a month of another's
			}
			if got := bot.FindNumber(number(t, date, 0)); got != want {
				t.Errorf("%s: FindNumber = %q, want %q", date, got, want)
			}
		}
	}
}

// TestCalendar: a number has a day of the calendar, the D-number's counted from 41.
func TestCalendar(t *testing.T) {
	for date, want := range map[string]bot.NumberKind{
		"000190": "", "010190": bot.Fodselsnummer, "310190": bot.Fodselsnummer, "320190": "", "400190": "", "410190": bot.DNummer, "710190": bot.DNummer, "720190": "",
		"280290": bot.Fodselsnummer, "290290": "", "290292": bot.Fodselsnummer, "290200": bot.Fodselsnummer, "300292": "", "690292": bot.DNummer, "310490": "", "300490": bot.Fodselsnummer,
		"310690": "", "310990": "", "311190": "", "311290": bot.Fodselsnummer, "010090": "", "011390": "", "817890": "",
	} {
		if got := bot.FindNumber(number(t, date, 0)); got != want {
			t.Errorf("%s: FindNumber = %q, want %q", date, got, want)
		}
	}
}

// heavy are texts that cost a careless scan most, to be repeated.
var heavy = map[string]string{
	"digits": "1 ", "groups": "12 345 6 ", "elevens": "01017000028 ", "one group": "1", "dates": "01.01.1990 ", "date and words": "01.01.90 er og med og ",
	"names": "fnr ", "name and digits": "fnr 1 ", "small numbers": "1 a 22 ", "months": "1. januar ", "accounts": "1234.56.78903 ", "thousands": "1 000 000 000 ",
	"words": "norskopplæring og arbeid ", "one word": "a", "brackets": "[(<{", "open tags": "<a ", "tags": "<b>1</b>", "ats": "<at>x", "entities": "&nbsp;1", "percent": "%20%2", "ampersands": "&amp;",
	"invisible": "1\u200b", "marks": "1\u0301", "marks alone": "\u0301", "ligature": "\ufdfa", "emoji": "\U0001F468\u200d\U0001F469 ", "newlines": "\n\n-\t", "stars": "*1*_", "links": "<https://a.no|1>",
}

// TestGuardIsLinear counts the looks at the text's tokens: no text needs more than so
// many a token, whatever its length.
func TestGuardIsLinear(t *testing.T) {
	bottest.OneByOne(t)
	const most = 80
	for name, unit := range heavy {
		for _, size := range []int{1 << 10, 8 << 10, 64 << 10} {
			looks, tokens := bot.Looks(strings.Repeat(unit, size/len(unit)+1)[:size])
			if looks > most*(tokens+1) {
				t.Errorf("%s: %d looks at %d tokens of %d bytes, want at most %d each", name, looks, tokens, size, most)
			}
		}
	}
}

// TestOtherForms: digits that would be a personal number are none where they are
// written as a case, a date with a time, two dates or an amount.
func TestOtherForms(t *testing.T) {
	for _, tt := range []struct {
		name string
		make func(*rand.Rand) string
	}{
		{"case", func(r *rand.Rand) string { return fmt.Sprintf("%d/%06d-%d", 1990+r.IntN(40), r.IntN(1e6), r.IntN(10)) }},
		{"time", func(r *rand.Rand) string { return day(r).Format(pick(r, "2.1.2006 15:04", "2.1.2006 15.04")) }},
		{"seconds", func(r *rand.Rand) string { return day(r).Format("2.1.2006 15:04:05.000") }},
		{"dates", func(r *rand.Rand) string {
			return day(r).Format("2.1.2006") + pick(r, " ", " - ") + day(r).Format("2.1.2006")
		}},
		{"amount", func(r *rand.Rand) string {
			return thousands(1e8+r.IntN(9e8), pick(r, " ", ".")) + fmt.Sprintf(",%02d", r.IntN(100))
		}},
	} {
		r := rand.New(rand.NewPCG(3, 3))
		tried := 0
		for range 20_000 {
			text := tt.make(r)
			digits := strings.Map(func(r rune) rune {
				if r < '0' || r > '9' {
					return '_'
				}
				return r
			}, strings.ReplaceAll(text, " - ", "-"))
			if bot.FindNumber(digits) == "" {
				continue
			}
			tried++
			if bot.FindNumber(text) != "" {
				t.Errorf("%s: %q is taken for a personal number", tt.name, text)
				break
			}
		}
		if tried == 0 {
			t.Errorf("%s: no digits of a personal number were tried", tt.name)
		}
	}
}
