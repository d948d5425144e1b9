package bot_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"veiviser/bot"
	"veiviser/content"
)

// FuzzInquiry: what may be kept holds no number, no hidden character and no more than is
// said, and stays as it is when it is looked at again.
func FuzzInquiry(f *testing.F) {
	for _, text := range []string{
		"Kan hun ta førerkort?", "01010750160", "0101\u200b0750160", "０１０１０７５０１６０", " \n", "a\x00b\xff", strings.Repeat("å", 501), strings.Repeat("9", 5000),
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		i, err := bot.Inquiry{Text: text}.Checked()
		if err != nil {
			if strings.Contains(err.Error(), text) && len(text) > 20 {
				t.Errorf("the error holds the text: %v", err)
			}
			return
		}
		if n := utf8.RuneCountInString(i.Text); n == 0 || n > bot.MaxInquiry || bot.FindNumber(i.Text) != "" || bot.FindNumber(text) != "" ||
			!utf8.ValidString(i.Text) || strings.ContainsAny(i.Text, "\x00\n\t\u200b") {
			t.Errorf("%q may be kept as %q", text, i.Text)
		}
		if again, err := i.Checked(); err != nil || again.Text != i.Text {
			t.Errorf("%q is %q the second time, %v", i.Text, again.Text, err)
		}
	})
}

// TestInquiryWords: every outcome but a fault of ours has its sentence, in every language;
// the form has all of its words, and no more of a text than can be sent.
func TestInquiryWords(t *testing.T) {
	b := newBot(t, bot.Config{})
	for _, l := range content.Langs() {
		said := map[string]bool{}
		for _, err := range []error{nil, bot.ErrInquiryEmpty, bot.ErrInquiryLong, bot.ErrInquiryNumber, bot.ErrInquiriesFull} {
			text, ok := b.ToEditors(l).Answer(err)
			if !ok || text == "" || said[text] {
				t.Errorf("%s: %v is told as %q", l, err, text)
			}
			said[text] = true
		}
		if text, ok := b.ToEditors(l).Answer(errors.New("the database is gone")); ok {
			t.Errorf("a fault is told as %q", text)
		}
		f := b.ToEditors(l).Form(strings.Repeat("ord ", 4000), false)
		if f.Title == "" || f.Label == "" || f.Hint == "" || !strings.Contains(f.Promise, "90") || f.Send == "" || f.Cancel == "" || utf8.RuneCountInString(f.Text) > f.Max {
			t.Errorf("%s: %+v", l, f)
		}
		if g := b.ToEditors(l).Form("", true); g.Label == f.Label || len(g.Reasons) != len(bot.Reasons()) || g.Reasons[0].Label == "" {
			t.Errorf("%s: %+v", l, g)
		}
	}
}
