package content_test

import (
	"bytes"
	"testing"
	"testing/fstest"

	"veiviser/content"
)

const written = `id: kurs
kind: topic
sources:
  imdi: {title: IMDi, url: "https://www.imdi.no/", dated: 2024-03}
nb:
  title: Kurs
  summary: Et kurs for alle.
  what:
    - {text: "Ett.", source: imdi}
    - {text: "To.", source: imdi}
    - {text: "Tre.", source: imdi}
nn: {title: Kurs, summary: Eit kurs for alle., what: [{text: Eitt., source: imdi}, {text: "To, då.", source: imdi}, {text: Tre no., source: imdi}]}
en: {title: Course, summary: A course for all., what: [{text: One., source: imdi}, {text: Two., source: imdi}, {text: Three., source: imdi}]}
`

// rewritten says the same in other keys' order, line breaks and comments.
const rewritten = `# a comment
en: {summary: A course for all., title: Course, what: [{source: imdi, text: One.}, {text: Two., source: imdi}, {text: Three., source: imdi}], asked: [hidden]}
kind: topic
nn: {title: Kurs, summary: Eit kurs for alle., what: [{text: Eitt., source: imdi}, {text: "To, då.", source: imdi}, {text: Tre no., source: imdi}]}
id: kurs # its name
nb:
  what:
    - text: >
        Ett.
      source: imdi
    - {text: "To.", source: imdi}
    - {text: "Tre.", source: imdi}
  summary: Et kurs
    for   alle.
  title: Kurs
sources:
  imdi:
    dated: 2024-03
    title: IMDi
    url: https://www.imdi.no/
`

// pinned is the digest of both: permalinks depend on its never changing.
const pinned = "sha256:bd2fe99b5bf604da3cbac51a534191b3131ff70527e5922acecbe62c4305f999"

func one(t *testing.T, data string) *content.Entry {
	t.Helper()
	g, err := content.Load(fstest.MapFS{"kurs.yaml": {Data: []byte(data)}})
	if err != nil {
		t.Fatal(err)
	}
	e, _ := g.Entry("kurs")
	return e
}

func TestDigestDependsOnWhatIsSaid(t *testing.T) {
	a, b := one(t, written), one(t, rewritten)
	if a.Digest() != pinned {
		t.Errorf("Digest() = %q, want %q", a.Digest(), pinned)
	}
	if a.Digest() != b.Digest() {
		t.Errorf("the same entry written otherwise has another digest:\n%s\n%s", a.Canonical(), b.Canonical())
	}
	c := one(t, string(bytes.Replace([]byte(written), []byte("To."), []byte("To!"), 1)))
	if a.Digest() == c.Digest() {
		t.Error("another text has the same digest")
	}
}

func TestCanonicalRoundTrip(t *testing.T) {
	for _, e := range load(t).Entries() {
		back, err := content.ParseCanonical(e.Canonical())
		if err != nil {
			t.Fatalf("%s: %v", e.ID, err)
		}
		if back.Digest() != e.Digest() {
			t.Errorf("%s: digest changed on the way to canonical form and back", e.ID)
		}
	}
	if _, err := content.ParseCanonical([]byte("{")); err == nil {
		t.Error("ParseCanonical of broken JSON gave no error")
	}
}

func TestReleaseCoversTheHiddenLists(t *testing.T) {
	release := func(g fstest.MapFS) string {
		guide, err := content.Load(g)
		if err != nil {
			t.Fatal(err)
		}
		return guide.Release()
	}
	a := fstest.MapFS{"kurs.yaml": {Data: []byte(written)}}
	b := fstest.MapFS{"kurs.yaml": {Data: []byte(rewritten)}}
	if release(a) == release(b) {
		t.Error("two guides that answer differently have the same release")
	}
	for _, change := range [][2]string{{"point: lengde}", "point: lengde, scope: local}"}, {"max: 55", "max: 60"}, {`asked: ["Tekst en?"]`, `asked: ["Tekst ei?"]`}} {
		if release(ruled()) == release(edit(t, "offer/kurs.yaml", change[0], change[1])) {
			t.Errorf("%q for %q has the same release", change[1], change[0])
		}
	}
	if release(a) != release(fstest.MapFS{"sub/kurs.yaml": a["kurs.yaml"]}) {
		t.Error("the release depends on the folder an entry lies in")
	}
}
