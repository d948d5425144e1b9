package diff_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"veiviser/bot/webchat/diff"
)

func TestLines(t *testing.T) {
	for _, tt := range []struct {
		name string
		a, b []string
		want string // kept as is, [-removed-], [+added+]
	}{
		{"nothing", nil, nil, ""},
		{"the same", []string{"a", "b"}, []string{"a", "b"}, "a|b"},
		{"added", []string{"a"}, []string{"a", "b"}, "a|[+b+]"},
		{"removed", []string{"a", "b"}, []string{"b"}, "[-a-]|b"},
		{"reworded", []string{"Kontrakten varer minst ett år."}, []string{"Kontrakten varer minst to år."},
			"Kontrakten varer minst [-ett -][+to +]år."},
		{"another statement", []string{"Kontrakten varer ett år."}, []string{"Fylkeskommunen har ansvaret for opplæringen."},
			"[-Kontrakten varer ett år.-]|[+Fylkeskommunen har ansvaret for opplæringen.+]"},
		{"reworded and added", []string{"Søknaden sendes til fylket.", "x"}, []string{"Søknaden sendes til NAV.", "Svaret kommer senere, etter tre uker.", "x"},
			"Søknaden sendes til [-fylket.-][+NAV.+]|[+Svaret kommer senere, etter tre uker.+]|x"},
		{"empty lines", []string{""}, []string{"", ""}, "|[++]"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if d := cmp.Diff(tt.want, marked(diff.Lines(tt.a, tt.b))); d != "" {
				t.Errorf("Lines (-want +got):\n%s", d)
			}
		})
	}
}

// marked writes a diff as text.
func marked(lines []diff.Line) string {
	var out []string
	for _, l := range lines {
		var b strings.Builder
		for _, s := range l.Spans {
			switch s.Kind {
			case diff.Added:
				b.WriteString("[+" + s.Text + "+]")
			case diff.Removed:
				b.WriteString("[-" + s.Text + "-]")
			default:
				b.WriteString(s.Text)
			}
		}
		out = append(out, b.String())
	}
	return strings.Join(out, "|")
}

func TestSlips(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want int
	}{{"fagbrev", "fagbrev", 0}, {"fagbrv", "fagbrev", 1}, {"norks", "norsk", 2}, {"", "abc", 3}} {
		if got := diff.Slips(tt.a, tt.b); got != tt.want {
			t.Errorf("Slips(%q, %q) = %d, want %d", tt.a, tt.b, got, tt.want)
		}
	}
}

// FuzzLines takes either version back out of the diff.
func FuzzLines(f *testing.F) {
	f.Add("a b c\nd", "a c\nd e")
	f.Add("", "x")
	f.Fuzz(func(t *testing.T, a, b string) {
		before, after := strings.Split(a, "\n"), strings.Split(b, "\n")
		var gotBefore, gotAfter []string
		for _, l := range diff.Lines(before, after) {
			var old, new strings.Builder
			for _, s := range l.Spans {
				if s.Kind != diff.Added {
					old.WriteString(s.Text)
				}
				if s.Kind != diff.Removed {
					new.WriteString(s.Text)
				}
			}
			if l.Kind != diff.Added {
				gotBefore = append(gotBefore, old.String())
			}
			if l.Kind != diff.Removed {
				gotAfter = append(gotAfter, new.String())
			}
		}
		if d := cmp.Diff(before, gotBefore); d != "" {
			t.Errorf("before (-want +got):\n%s", d)
		}
		if d := cmp.Diff(after, gotAfter); d != "" {
			t.Errorf("after (-want +got):\n%s", d)
		}
	})
}
