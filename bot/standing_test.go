package bot_test

import (
	"testing"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/content"
)

// TestStandings: an offer stands on a page as it stands in a list of the bot's, under the
// same title, in as many words, and no other offer does.
func TestStandings(t *testing.T) {
	p := bottest.Whole(t)
	b := bot.New(bot.Config{Guide: p.Guide, Index: p.Index, Words: p.Words})
	for _, f := range []bot.Filter{{Level: "A1"}, {Level: "C1", Goal: "education"}, {Residence: "refugee", Schooling: "none"}, {Residence: "labour", Level: "B2", Goal: "work"}} {
		for _, l := range content.Langs() {
			counts := map[string]int{}
			all := b.Standings(l, f)
			for id, s := range all {
				counts[s.Title]++
				e, ok := p.Guide.Entry(id)
				if !ok || e.Kind != content.Offer || s.Line == "" || s.Some && s.State != content.NotStated {
					t.Errorf("%+v in %s: %s stands as %+v", f, l, id, s)
				}
			}
			for _, g := range b.List(l, f).Groups {
				if counts[g.Title] != g.Count {
					t.Errorf("%+v in %s: %d stand under %q, in the list %d", f, l, counts[g.Title], g.Title, g.Count)
				}
				delete(counts, g.Title)
				for _, it := range g.Items {
					if s := all[it.ID]; s.Title != g.Title || s.State != g.State || s.Why != it.Why || s.Line != it.Line {
						t.Errorf("%+v in %s: %s stands as %+v, in the list as %+v", f, l, it.ID, s, it)
					}
				}
			}
			if len(counts) > 0 {
				t.Errorf("%+v in %s: %v stand in no group of the list", f, l, counts)
			}
		}
	}
}
