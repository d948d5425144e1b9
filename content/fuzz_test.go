package content_test

import (
	"testing"
	"testing/fstest"

	"veiviser/content"
)

func FuzzLoad(f *testing.F) {
	f.Add([]byte(written))
	f.Add([]byte(rewritten))
	f.Add([]byte(entry("kurs", "kind: offer\ntopic: tema\nsteps: [{offers: [a], nb: {title: a}}]\nsnippets: {ar: {text: نص}}\n")))
	f.Add([]byte("id: &a kurs\nkind: *a\n? [x]\n: y\n"))
	f.Add([]byte("id: kurs\nnb: {what: [[[[{}]]]]}\nnorwegian: []\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		g, err := content.Load(fstest.MapFS{"kurs.yaml": {Data: data}})
		if err != nil {
			return
		}
		for _, e := range g.Entries() {
			back, err := content.ParseCanonical(e.Canonical())
			if err != nil || back.Digest() != e.Digest() {
				t.Fatalf("canonical form does not round-trip: %v", err)
			}
		}
	})
}
