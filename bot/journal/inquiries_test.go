package journal_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"veiviser/bot"
	"veiviser/bot/journal"
	"veiviser/content"
)

const question = "Kan hun ta førerkort som del av norskkurset?"

// inquire sends i and returns whether it is kept.
func inquire(t *testing.T, j *journal.Journal, i bot.Inquiry) bool {
	t.Helper()
	kept, err := j.Inquiries.Inquire(t.Context(), i)
	if err != nil {
		t.Fatal(err)
	}
	return kept
}

// open is what editors have to read.
func open(t *testing.T, j *journal.Journal) []bot.OpenInquiry {
	t.Helper()
	all, err := j.Inquiries.Inquiries(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// testInquiries: kept once for each who sends it, encrypted, without who; until an editor
// closes it, and for 90 days at most.
func testInquiries(t *testing.T, s store) {
	now := newClock()
	var log logBuffer
	j := s.recorded(t, now.config, key, logged(&log))
	i := bot.Inquiry{Person: "slack/T1/U1", Text: " " + question + "\n", Lang: content.Nynorsk, Entry: "norskkurs", Section: content.Payer}
	if !inquire(t, j, i) || inquire(t, j, i) {
		t.Error("what is sent twice is not kept once")
	}
	i.Person = "slack/T1/U2"
	if !inquire(t, j, i) {
		t.Error("what another sends is not kept")
	}
	now.add(24 * time.Hour)
	strange := bot.Inquiry{Text: "Noe annet", Lang: "sv", Entry: "hva med sonen min", Section: "hemmelig"}
	if !inquire(t, j, strange) {
		t.Error("without a person it is not kept")
	}
	all := open(t, j)
	if len(all) != 3 || all[0].Text != strange.Text || all[0].Entry != "" || all[0].Section != "" || all[0].Lang != "" {
		t.Fatalf("open are %+v", all)
	}
	first := all[1]
	day := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	if first.Text != question || first.Lang != content.Nynorsk || first.Entry != "norskkurs" || first.Section != content.Payer ||
		first.Person != "" || !first.Day.Equal(day) || !first.Deleted.Equal(day.AddDate(0, 0, 90)) {
		t.Errorf("the first is %+v", first)
	}
	var rows []string
	r, err := s.past(t).Query("SELECT id, day, entry, section, lang, sealed, text FROM inquiry")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for r.Next() {
		v := make([]string, 7)
		if err := r.Scan(&v[0], &v[1], &v[2], &v[3], &v[4], &v[5], &v[6]); err != nil {
			t.Fatal(err)
		}
		rows = append(rows, strings.Join(v, " "))
	}
	for _, secret := range []string{"førerkort", "sonen", "hemmelig", "slack"} {
		if strings.Contains(strings.Join(rows, "\n"), secret) {
			t.Errorf("the database holds %q: %q", secret, rows)
		}
	}

	for range 2 { // another editor is first
		if err := j.Inquiries.CloseInquiry(t.Context(), first.ID); err != nil {
			t.Fatal(err)
		}
	}
	if left := open(t, j); len(left) != 2 {
		t.Errorf("%d are open, want two", len(left))
	}

	for _, bad := range []struct {
		text string
		want error
	}{
		{"Hun har fnr 01010750160", bot.ErrInquiryNumber}, {"0101\u200b0750160", bot.ErrInquiryNumber},
		{"", bot.ErrInquiryEmpty}, {"\u200b ", bot.ErrInquiryEmpty}, {strings.Repeat("å", 501), bot.ErrInquiryLong},
	} {
		if kept, err := j.Inquiries.Inquire(t.Context(), bot.Inquiry{Text: bad.text}); kept || !errors.Is(err, bad.want) {
			t.Errorf("%.20q is kept: %v, %v; want %v", bad.text, kept, err, bad.want)
		}
	}

	// The 90th day is the last: at its end nothing is read, swept or not.
	now.add(88*24*time.Hour + 14*time.Hour) // 23:00 on the 89th day after the first
	if left := open(t, j); len(left) != 2 {
		t.Errorf("%d are open on the last day, want two", len(left))
	}
	now.add(2 * time.Hour)
	if left := open(t, j); len(left) != 1 || left[0].Text != strange.Text {
		t.Errorf("open are %+v, want the later one", left)
	}
	now.add(24 * time.Hour)
	if err := j.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	var n int
	if err := s.past(t).QueryRow("SELECT count(*) FROM inquiry").Scan(&n); err != nil || n != 0 {
		t.Errorf("%d rows are left, %v", n, err)
	}
	if strings.Contains(log.String(), "førerkort") {
		t.Errorf("the log holds the text:\n%s", &log)
	}
}

// testInquiriesKey: without a key a text stands as it is; what was encrypted under another
// can be closed.
func testInquiriesKey(t *testing.T, s store) {
	plain := s.recorded(t)
	inquire(t, plain, bot.Inquiry{Text: question})
	sealed := s.recorded(t, key)
	inquire(t, sealed, bot.Inquiry{Text: "Forseglet"})
	other := s.recorded(t, func(c *journal.Config) { c.Key = bytes.Repeat([]byte{8}, 32) })
	for name, j := range map[string]*journal.Journal{"no key": plain, "another key": other} {
		all := open(t, j)
		if len(all) != 2 || all[0].Sealed == all[1].Sealed || all[0].Text+all[1].Text != question {
			t.Errorf("%s: %+v", name, all)
		}
	}
	if all := open(t, sealed); len(all) != 2 || all[0].Sealed || all[1].Sealed {
		t.Errorf("with the key: %+v", all)
	}
	for _, i := range open(t, other) {
		if err := other.Inquiries.CloseInquiry(t.Context(), i.ID); err != nil {
			t.Error(err)
		}
	}
	if left := open(t, sealed); len(left) != 0 {
		t.Errorf("%d are left", len(left))
	}
}

// testManyInquiries: strangers can't make the journal keep without end.
func testManyInquiries(t *testing.T, s store) {
	j := s.recorded(t)
	tx, err := s.past(t).Begin()
	if err != nil {
		t.Fatal(err)
	}
	for n := range 1000 {
		if _, err := tx.Exec(fmt.Sprintf("INSERT INTO inquiry (id, day, entry, section, lang, sealed, text) VALUES ('%d', '2999-01-01', '', '', 'nb', 0, 'x')", n)); err != nil {
			t.Fatal(err)
		}
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
	if kept, err := j.Inquiries.Inquire(t.Context(), bot.Inquiry{Text: question}); kept || !errors.Is(err, bot.ErrInquiriesFull) {
		t.Errorf("one more is kept: %v, %v", kept, err)
	}
	if err := j.Inquiries.CloseInquiry(t.Context(), "7"); err != nil {
		t.Fatal(err)
	}
	if !inquire(t, j, bot.Inquiry{Text: question}) {
		t.Error("there is room, and it is not kept")
	}
}
