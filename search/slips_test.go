package search

import (
	"slices"
	"strings"
	"testing"

	"veiviser/content"
)

func TestSlipsBetween(t *testing.T) {
	tests := []struct {
		a, b string
		most int
		want int // most + 1 for more
	}{
		{"fagbrev", "fagbrev", 2, 0},
		{"fagbrev", "fagbrv", 2, 1},   // left out
		{"fagbrev", "faggbrev", 2, 1}, // added
		{"fagbrev", "fagbrov", 2, 1},  // changed
		{"fagbrev", "fagberv", 2, 1},  // swapped
		{"fagbrev", "gafbrev", 2, 2},
		{"fagbrev", "fabgerv", 1, 2},
		{"kurs", "kursdeltaker", 2, 3},
		{"kurs", "mentor", 2, 3},
		{"żółw", "żołw", 1, 1}, // letters, not bytes
		{"", "ab", 2, 2},
		{"a", strings.Repeat("a", maxWord+1), 99, 100},
	}
	for _, tt := range tests {
		for _, pair := range [][2]string{{tt.a, tt.b}, {tt.b, tt.a}} {
			if len([]rune(pair[0])) > maxWord {
				continue // a question has no such word
			}
			if got := slipsBetween([]rune(pair[0]), []rune(pair[1]), tt.most); got != tt.want {
				t.Errorf("slipsBetween(%q, %q, %d) = %d, want %d", pair[0], pair[1], tt.most, got, tt.want)
			}
		}
	}
}

func TestSlipsOf(t *testing.T) {
	d := newDictionary(map[content.Lang]map[string]int{
		content.Bokmal:  {"fagbrev": 1, "fagbrevet": 1, "vagbrev": 1, "kurs": 1, "fag": 1, "mentor": 1},
		content.English: {"mentor": 1},
	}, nil)
	tests := []struct {
		word string
		want map[content.Lang][]slip
	}{
		{"fagberv", map[content.Lang][]slip{content.Bokmal: {{"fagbrev", 1}}}}, // the first letter is right
		{"mentro", map[content.Lang][]slip{content.Bokmal: {{"mentor", 1}}, content.English: {{"mentor", 1}}}},
		{"kusr", map[content.Lang][]slip{}}, // too short to tell
		{"metnro", map[content.Lang][]slip{}},
	}
	for _, tt := range tests {
		got := d.slipsOf(tt.word)
		for _, l := range content.Langs() {
			if !slices.Equal(got[l], tt.want[l]) {
				t.Errorf("slipsOf(%q) in %s = %v, want %v", tt.word, l, got[l], tt.want[l])
			}
		}
	}
	v := d[content.Bokmal]
	if from, to := v.begin("fagbrev"); to-from != 2 || v.at(from) != "fagbrev" || v.at(to-1) != "fagbrevet" {
		t.Errorf("begin = %d to %d", from, to)
	}
	if from, to := v.begin("x"); from != to {
		t.Errorf("begin of nothing = %d to %d", from, to)
	}
}
