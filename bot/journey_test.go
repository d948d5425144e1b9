package bot_test

import (
	"testing"

	"veiviser/bot"
	"veiviser/content"
)

// The drawing is of today's guide: a journey as it stood has none.
func TestPictureOfToday(t *testing.T) {
	b := newBot(t, bot.Config{})
	today, _ := b.Guide().Entry("jamal")
	copied, err := content.ParseCanonical(today.Canonical())
	if err != nil {
		t.Fatal(err)
	}
	older, err := content.ParseCanonical(today.Canonical())
	if err != nil {
		t.Fatal(err)
	}
	older.Steps = older.Steps[:1]
	for _, tt := range []struct {
		name  string
		entry *content.Entry
		drawn bool
	}{{"today's", today, true}, {"today's out of a journal", copied, true}, {"an older one", older, false}} {
		step, ok := b.StepCard(content.Bokmal, tt.entry, 1)
		if whole := b.EntryCard(content.Bokmal, tt.entry, ""); !ok || (whole.Picture != nil) != tt.drawn || (step.Picture != nil) != tt.drawn {
			t.Errorf("%s: pictures %v and %v, want them: %v", tt.name, whole.Picture, step.Picture, tt.drawn)
		}
	}
}
