package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"veiviser/bot/bottest"
)

const watchedTopic = `id: tema
kind: topic
sources:
  loven: {law: loven, dated: 2026-07-02}
nb:
  title: Tema
  summary: Om temaet.
  what:
    - {text: "Det varer i tre måneder.", source: loven, rule: {law: loven § 2, in_force: 2021-01-01, checked: 2026-07-02, review: 2099-01-01}}
nn: {title: Tema, summary: Om temaet på nynorsk., what: [{text: "Det varer i tre månader.", source: loven}]}
en: {title: Topic, summary: On the topic., what: [{text: "It lasts three months.", source: loven}]}
`

const watchedLaws = "laws:\n  - {id: lov/2020-01-02-3, nb: loven, nn: lova, en: Act, title: Lov om noe, sections: [1, 2]}\n"

// folder writes files into a new folder.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestWatchAndAccept(t *testing.T) {
	t.Parallel()
	bottest.OneByOne(t)
	guide := folder(t, map[string]string{"tema.yaml": watchedTopic, "_laws.yaml": watchedLaws})
	june := folder(t, map[string]string{"lov-2020-01-02-3.md": "#### § 2. Lengde\n\nDet varer i tre måneder.\n"})
	july := folder(t, map[string]string{"lov-2020-01-02-3.md": "#### § 2. Lengde\n\nDet varer i fire måneder.\n"})

	out, err := try(t, nil, "watch", "--content", guide, june)
	if err == nil || err.Error() != "1 section needs a person" || !strings.Contains(out, "loven § 2: new\n") {
		t.Errorf("a section nobody accepted: %v\n%s", err, out)
	}
	must(t, nil, "watch", "--accept", "--content", guide, june)
	if out := must(t, nil, "watch", "--content", guide, june); !strings.HasPrefix(out, "unchanged: 1\n") {
		t.Errorf("the same law:\n%s", out)
	}
	out, err = try(t, nil, "watch", "--content", guide, "--old", june, july)
	for _, want := range []string{"loven § 2: changed\n", "https://lovdata.no/lov/2020-01-02-3/§2\n", "  point tema what 1\n", "[-tre -]{+fire +}"} {
		if err == nil || !strings.Contains(out, want) {
			t.Errorf("a changed section lacks %q: %v\n%s", want, err, out)
		}
	}
	if out, _ := try(t, nil, "watch", "--content", guide, july); !strings.Contains(out, "give --old") {
		t.Errorf("without the older folder:\n%s", out)
	}
	if _, err := try(t, nil, "watch", "--accept", july); err == nil {
		t.Error("the guide that is built in was accepted into")
	}
	must(t, nil, "watch", "--accept", "--content", guide, july)
	b, err := os.ReadFile(filepath.Join(guide, "tema.yaml"))
	if err != nil || strings.Contains(string(b), "checked: 2026-07-02") {
		t.Errorf("the rule keeps the day of its first reading: %v\n%s", err, b)
	}
	must(t, nil, "watch", "--content", guide, july)

	gone := folder(t, map[string]string{"lov-2020-01-02-3.md": "#### § 2. (Opphevet)\n"})
	if out, err := try(t, nil, "watch", "--accept", "--content", guide, gone); err == nil || !strings.Contains(out, "loven § 2: repealed\n") {
		t.Errorf("a repealed section: %v\n%s", err, out)
	}
	if _, err := try(t, nil, "watch", "--content", guide, filepath.Join(june, "none")); err == nil || !strings.Contains(err.Error(), "no folder") {
		t.Errorf("no folder: %v", err)
	}
}

func TestCheckStats(t *testing.T) {
	t.Parallel()
	guide := folder(t, map[string]string{"tema.yaml": watchedTopic, "_laws.yaml": watchedLaws})
	out := must(t, nil, "check", "--stats", guide)
	for _, want := range []string{"points on law or an official source           1.000  1 of 1\n", "points of weight binding                      1.000  1 of 1\n", "points that state a rule                      1.000  1 of 1\n"} {
		if !strings.Contains(out, want) {
			t.Errorf("--stats lacks %q:\n%s", want, out)
		}
	}
}
