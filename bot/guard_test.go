package bot_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/content"
)

// number makes a number that begins with the six digits of a date.
func number(t *testing.T, date string, first int) string {
	t.Helper()
	for i := range 1000 {
		if n, ok := bottest.Complete(fmt.Sprintf("%s%03d", date, i), first); ok {
			return n
		}
	}
	t.Fatalf("no number for %s", date)
	return ""
}

func TestFindNumber(t *testing.T) {
	fnr := number(t, "150790", 0)
	arabic := strings.Map(func(r rune) rune { return '٠' + r - '0' }, fnr)
	wide := strings.Map(func(r rune) rune { return '０' + r - '0' }, fnr)
	tests := []struct {
		name, text string
		want       bot.NumberKind
	}{
		{"plain", fnr, bot.Fodselsnummer},
		{"in a sentence", "deltaker " + fnr + " trenger kurs", bot.Fodselsnummer},
		{"after letters", "fnr" + fnr, bot.Fodselsnummer},
		{"grouped", fnr[:6] + " " + fnr[6:], bot.Fodselsnummer},
		{"dotted", fnr[:2] + "." + fnr[2:4] + "." + fnr[4:6] + " - " + fnr[6:], bot.Fodselsnummer},
		{"dotted close", fnr[:2] + "." + fnr[2:4] + "." + fnr[4:6] + "-" + fnr[6:], bot.Fodselsnummer},
		{"digit by digit", strings.Join(strings.Split(fnr, ""), " "), bot.Fodselsnummer},
		{"after another number", "kl 10 " + fnr, bot.Fodselsnummer},
		{"zero width between", fnr[:5] + "\u200b\u2060" + fnr[5:], bot.Fodselsnummer},
		{"tag characters between", fnr[:5] + "\U000e0041" + fnr[5:], bot.Fodselsnummer},
		{"soft hyphen between", fnr[:6] + "\u00ad" + fnr[6:], bot.Fodselsnummer},
		{"variation selector", fnr[:6] + "\ufe0f" + fnr[6:], bot.Fodselsnummer},
		{"no-break space", fnr[:6] + "\u00a0" + fnr[6:], bot.Fodselsnummer},
		{"arabic digits", arabic, bot.Fodselsnummer},
		{"full-width digits", wide, bot.Fodselsnummer},
		{"rule of 2032", number(t, "150790", 2), bot.Fodselsnummer},
		{"D number", number(t, "550790", 0), bot.DNummer},
		{"H number", number(t, "154790", 0), bot.HNummer},
		{"synthetic", number(t, "158790", 0), bot.Fodselsnummer},
		{"DUF", "201258697561", bot.DUFNummer},
		{"DUF grouped", "duf 2012 586975 61", bot.DUFNummer},
		{"wrong check digit", fnr[:10] + string('0'+(fnr[10]-'0'+1)%10), ""},
		{"no such date", number(t, "321390", 0), ""},
		{"phone", "ring 22 33 44 55 eller 40506070", ""},
		{"years", "i 2024 2025 2026", ""},
		{"hours", "30-37,5 timer i 47 uker", ""},
		{"case number", "sak 2024/12345-6", ""},
		{"long digits", strings.Repeat("1", 40), ""},
		{"nothing", "", ""},
	}
	for _, tt := range tests {
		if got := bot.FindNumber(bot.Visible(tt.text)); got != tt.want {
			t.Errorf("%s: FindNumber = %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestGuardEchoesNothing(t *testing.T) {
	b := newBot(t, bot.Config{})
	fnr := number(t, "150790", 0)
	a := answer(t, b, bot.Question{Text: "hemmelig kurs for " + fnr})
	if a.Guard != bot.Fodselsnummer || len(a.Hits) > 0 {
		t.Fatalf("guard %q, %d hits", a.Guard, len(a.Hits))
	}
	if s := fmt.Sprintf("%+v", a); strings.Contains(s, fnr) || strings.Contains(s, "hemmelig") {
		t.Errorf("the answer holds the question: %s", s)
	}
}

// TestTooLong: a text is too long by its characters, however few it would be once
// what is invisible is gone, and is then not read at all: a number in it is no number.
func TestTooLong(t *testing.T) {
	b := newBot(t, bot.Config{})
	fnr := number(t, "150790", 1)
	longest := fnr + strings.Repeat("å", bot.MaxQuestion-len(fnr))
	for _, tt := range []struct {
		name, text string
		long       bool
	}{
		{"empty", "", false}, {"longest", longest, false}, {"one more", longest + "å", true}, {"invisible", fnr + strings.Repeat("\u200b", bot.MaxQuestion), true},
		{"bytes that are no text", strings.Repeat("\xff", bot.MaxQuestion+1), true}, {"wide", strings.Repeat("😀", bot.MaxQuestion), false},
	} {
		if got := bot.TooLong(tt.text); got != tt.long {
			t.Errorf("%s: TooLong = %v, want %v", tt.name, got, tt.long)
		}
		a := answer(t, b, bot.Question{Text: tt.text})
		if want := strings.Contains(tt.text, fnr) && !tt.long; (a.Guard != "") != want {
			t.Errorf("%s: guard %q, want one: %v", tt.name, a.Guard, want)
		}
		if refused := len(a.Hits) == 0 && strings.Contains(a.Card.Lead+a.Card.Title, "4000"); refused != tt.long {
			t.Errorf("%s: refused %v, want %v: %q %q", tt.name, refused, tt.long, a.Card.Title, a.Card.Lead)
		}
	}
	if got, err := b.Suggestions(t.Context(), content.Bokmal, "språkpraksis "+strings.Repeat("og ", bot.MaxQuestion)); err != nil || got != nil {
		t.Errorf("Suggestions of a text that is too long = %d entries, %v", len(got), err)
	}
}

func FuzzAnswer(f *testing.F) {
	for _, s := range []string{"språkpraksis", "01010750160", "2012 586975 61", "hvem betaler", "\xff", "språk nn", "reise jamal", "A2 flyktning hvilke tilbud"} {
		f.Add(s)
	}
	b := newBot(f, bot.Config{Conversations: bot.NewMemory(2)})
	f.Fuzz(func(t *testing.T, text string) {
		a := answer(t, b, bot.Question{Text: text, Conversation: "c"})
		if a.Card.Title == "" || a.Card.Lang == "" {
			t.Errorf("no card for %q", text)
		}
	})
}

// FuzzFindNumber hides a number among separators, at most two to a gap, and invisible
// characters, in a text of any kind: it is found, at a cost bounded by the text's
// length.
func FuzzFindNumber(f *testing.F) {
	f.Add(uint64(1), uint8(0), "")
	f.Add(uint64(7), uint8(5), "hei <b> &nbsp; %20 fnr ")
	f.Add(uint64(9), uint8(6), "kl 12.30 konto 1234.56.78903 ")
	f.Add(uint64(3), uint8(2), "1 2 3 <a href=1>\U0001d7ce\u0301")
	separators := []string{"", "", " ", "-", ".", "–", ":", "/", "_", "·", "\u00a0", "\u2011", "\u2212", "\t"}
	invisible := []string{"", "", "\u200b", "\u2060", "\u00ad", "\U000e0020", "\u200d"}
	f.Fuzz(func(t *testing.T, seed uint64, which uint8, around string) {
		if looks, tokens := bot.Looks(around); looks > 80*(tokens+1) {
			t.Errorf("%d looks at %d tokens of %q", looks, tokens, around)
		}
		r := rand.New(rand.NewPCG(seed, 1))
		nine := fmt.Sprintf("%02d%02d%02d%03d", 1+r.IntN(28), 1+r.IntN(12), r.IntN(100), r.IntN(1000))
		n, ok := bottest.Complete(nine, int(which)%4)
		if !ok {
			return
		}
		var b strings.Builder
		for i, d := range n {
			b.WriteRune(d)
			b.WriteString(invisible[r.IntN(len(invisible))])
			if i < len(n)-1 {
				b.WriteString(separators[r.IntN(len(separators))] + separators[r.IntN(len(separators))])
			}
		}
		if bot.FindNumber(b.String()) == "" || bot.FindNumber(bot.Visible(b.String())) == "" {
			t.Errorf("FindNumber missed %q", b.String())
		}
		bot.FindNumber(around + b.String() + around)
	})
}
