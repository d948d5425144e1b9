package content_test

import (
	"testing"
	"time"

	"veiviser/content"
)

// TestDue: every rule of the guide is due once, by its review, and what ends is due on its
// day too; nothing is due before its day, and the first stands first.
func TestDue(t *testing.T) {
	g, err := content.Load(content.FS())
	if err != nil {
		t.Fatal(err)
	}
	rules, ends, coming := 0, 0, 0
	last := time.Time{}
	for _, e := range g.Entries() {
		for _, st := range e.Text(content.Bokmal).Sections {
			for _, p := range st.Points {
				if p.Rule == nil || p.Rule.Checked.Unknown() {
					continue
				}
				rules++
				if !p.Rule.Until.Unknown() {
					ends++
				}
				if d := p.Rule.ReviewBy(); d.After(last) {
					last = d
				}
			}
		}
	}
	far := time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)
	gotRules, gotEnds := 0, 0
	all := content.DueBefore(g, far)
	for i, d := range all {
		switch {
		case d.Change != "":
			coming++
		case d.Ends:
			gotEnds += len(d.Points)
		default:
			gotRules += len(d.Points)
		}
		if (d.Law == "") == (d.Change == "") || d.Law != "" && (d.URL == "" || len(d.Points) == 0) {
			t.Errorf("%+v is neither a rule nor a change", d)
		}
		if i > 0 && !d.Day.IsZero() && (all[i-1].Day.IsZero() || d.Day.Before(all[i-1].Day)) {
			t.Errorf("%s stands after %s", d.Day, all[i-1].Day)
		}
	}
	if gotRules != rules || gotEnds != ends || rules == 0 {
		t.Errorf("%d rules and %d ends are due, want %d and %d", gotRules, gotEnds, rules, ends)
	}
	if coming == 0 {
		t.Log("the guide has no change that comes")
	}
	soon := last.AddDate(0, 0, -1)
	for _, d := range content.DueBefore(g, soon) {
		if !d.Day.Before(soon) {
			t.Errorf("%s is not before %s", d.Day, soon)
		}
	}
	if n := len(content.DueBefore(g, soon)); n >= len(all) {
		t.Errorf("%d are due a day before the last, of %d", n, len(all))
	}
	for _, d := range content.DueBefore(g, time.Time{}) {
		if !d.Day.IsZero() {
			t.Errorf("%+v is due before the first day", d)
		}
	}
}
