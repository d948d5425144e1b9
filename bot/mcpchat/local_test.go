package mcpchat_test

import (
	"strings"
	"testing"

	"veiviser/bot/bottest"
	"veiviser/locales"
)

// An assistant that names a municipality is given what is local of there, and of nowhere
// else; without one the national guide alone.
func TestMunicipality(t *testing.T) {
	c := serveOf(t, bottest.WithLocal(t), nil).dial(t)
	for municipality, want := range map[string]string{"9901": "9901", "1103": "1103", "0301": "", "": ""} {
		for _, question := range []string{"hvor lenge varer norskopplæring", "lokalt veiledningstorg"} {
			_, text, failed := c.call(t, "ask", map[string]any{"question": question, "municipality": municipality})
			if failed {
				t.Fatalf("in %q: %s", municipality, text)
			}
			for _, p := range []string{"9901", "9902", "1103"} {
				if got := strings.Contains(text, bottest.LocalWord(p)); got != (p == want) {
					t.Errorf("%s in %q shows what is local of %s: %v: %s", question, municipality, p, got, text)
				}
			}
		}
	}
	words := bottest.WithLocal(t).Words.In("nb")
	if _, text, failed := c.call(t, "ask", map[string]any{"question": "norskopplæring", "municipality": "99"}); !failed || !strings.Contains(text, words.Text(locales.LocalBad)) {
		t.Errorf("a number that is no municipality's: %v, %s", failed, text)
	}
	if _, text, failed := c.call(t, "entry", map[string]any{"entry": "9901-norsk-pa-jobb"}); failed || !strings.Contains(text, "lokalt i 9901") {
		t.Errorf("the entry of a municipality: %v, %s", failed, text)
	}
}
