package journal_test

import (
	"testing"

	"veiviser/bot"
	"veiviser/bot/journal"
)

// TestVocabulary gives what a conversation's state may hold one day, and what it may
// never hold.
func TestVocabulary(t *testing.T) {
	t.Parallel()
	j := sqliteStore(t).recorded(t)
	version := bot.Pick{Entry: "norskkurs", Digest: bot.ShortDigest(guide(t, "first").Digest("norskkurs")), Part: "payer"}.String()
	for state, want := range map[string]bool{
		`{"given":[{"entry":"norskkurs","points":["` + version + `"]}]}`:                true,
		`{"given":[{"entry":"norskkurs","points":["norskkurs@010101123456.payer.0"]}]}`: false,
		`{"points":["norskkurs.payer.0"]}`:                                              false,
		`{"points":["` + version + `1010112345"]}`:                                      false,
		`{}`: true,
		`{"subject":"norskkurs","section":"livelihood","lang":"nn","choices":["kommune","norsk"]}`:              true,
		`{"conditions":{"age":34,"norwegian":"B1","residence":["refugee"],"schooling":"none","in_norway":2.5}}`: true,
		`{"changed":true,"goal":"work","kind":"offer","none":null,"empty":""}`:                                  true,
		`{"subject":"gibberish"}`:                     false,
		`{"choices":["kommune","hva med sonen min"]}`: false,
		`{"conditions":{"name":"Ola"}}`:               false,
		`{"conditions":{"age":1010112345}}`:           false,
		`{"conditions":[[["01010112345"]]]}`:          false,
		`not JSON`:                                    false,
	} {
		if got := j.InVocabulary(state); got != want {
			t.Errorf("%s may be kept: %v, want %v", state, got, want)
		}
	}
}

func TestStateTooLong(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]bool{1000: true, 5000: false} {
		if _, err := journal.Encode(make([]int, n)); (err == nil) != want {
			t.Errorf("state of %d numbers: %v", n, err)
		}
	}
}
