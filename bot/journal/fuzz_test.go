package journal_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"veiviser/bot"
	"veiviser/content"
)

// FuzzVersion gives what stands in an address: it is there, or it is not.
func FuzzVersion(f *testing.F) {
	j := sqliteStore(f).recorded(f)
	digest := guide(f, "first").Digest("norskkurs")
	f.Add("norskkurs", digest)
	f.Add("../norskkurs", "sha256:")
	f.Add("norskkurs", "%__%")
	f.Add("' OR 1=1 --", "SHA256:aaaa\x00")
	f.Fuzz(func(t *testing.T, id, prefix string) {
		v, ok, err := j.Versions.Version(t.Context(), id, prefix)
		if ok && (v.Entry.ID != id || v.Digest != digest && id == "norskkurs") {
			t.Errorf("Version(%q, %q) = %q %q", id, prefix, v.Entry.ID, v.Digest)
		}
		if err != nil {
			t.Errorf("Version(%q, %q): %v", id, prefix, err)
		}
	})
}

// FuzzFeedback gives what stands in a form: what is taken can be written and read.
func FuzzFeedback(f *testing.F) {
	j := sqliteStore(f).recorded(f, allowAll)
	f.Add("norskkurs", "nb", "outdated", "Takk for hjelpa")
	f.Add("", "", "", "\x00")
	f.Add("norskkurs", "sv", "'; DROP TABLE remark", "\xff")
	f.Fuzz(func(t *testing.T, entry, lang, reason, text string) {
		err := j.Counts.Feedback(bot.Feedback{Entry: entry, Lang: content.Lang(lang), Reasons: []bot.Reason{bot.Reason(reason)}, Text: text})
		if err == nil && (!utf8.ValidString(text) || strings.Contains(text, "\x00")) {
			t.Errorf("Feedback takes %q, which PostgreSQL can't hold", text)
		}
		if err := j.Write(t.Context()); err != nil {
			t.Errorf("write feedback of %q: %v", text, err)
		}
	})
}
