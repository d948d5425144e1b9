package main

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"veiviser/bot/bottest"
	"veiviser/content"
)

// Somebody who never saw the format has a valid local offer at once: made and checked.
func TestLocalNew(t *testing.T) {
	bottest.OneByOne(t)
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "local")
	out := must(t, nil, "local", "new", "9901", dir)
	for _, want := range []string{"made " + filepath.ToSlash(filepath.Join(dir, "9901", "9901-norsk-pa-jobb.yaml")), "README.md", "0 errors, 0 warnings\n", "veiviser check --local "} {
		if !strings.Contains(out, want) {
			t.Errorf("local new says nothing of %q:\n%s", want, out)
		}
	}
	readme, err := os.ReadFile(filepath.Join(dir, "9901", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	// What it says to write does what it is said for.
	r := runner{data: t.TempDir()}
	wrote := 0
	for _, l := range ofDocument(filepath.ToSlash(filepath.Join(dir, "9901", "README.md")), string(readme)) {
		r.write(t, l)
		wrote++
	}
	if wrote < 2 {
		t.Errorf("the README has %d lines to write:\n%s", wrote, readme)
	}
	// What it says of points that are added is valid, too.
	_, example, _ := strings.Cut(string(readme), "```yaml\n")
	example, _, _ = strings.Cut(example, "```")
	name := filepath.Join(dir, "9901", "9901-norskopplaering.yaml")
	if err := os.WriteFile(name, []byte(example), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, p := range content.CheckLocal(whole(t).guide, content.ReadLocal(localIn(dir)...), time.Now()) {
		t.Error(p)
	}
}

// Local folders are checked beside the guide, and asked in.
func TestLocalFolders(t *testing.T) {
	bottest.OneByOne(t)
	t.Parallel()
	dir, other := t.TempDir(), t.TempDir()
	put := func(name, text string) string {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return filepath.ToSlash(name)
	}
	put(filepath.Join(dir, "9901", "9901-strikkekafe.yaml"), knitting("Hver onsdag"))
	put(filepath.Join(other, "9902", "9902-strikkekafe.yaml"), strings.ReplaceAll(knitting("Hver fredag"), "9901", "9902"))
	vars := settings{"VEIVISER_CONTENT": small, "VEIVISER_LOCAL": dir + string(filepath.ListSeparator) + other}
	const warnings = 15 + 2*2 // of the small guide, and of entries with few points
	if out := must(t, vars, "check"); !strings.HasSuffix(out, fmt.Sprintf("0 errors, %d warnings\n", warnings)) {
		t.Errorf("check:\n%s", out)
	}
	for municipality, want := range map[string]string{"9901": "Hver onsdag", "9902": "Hver fredag", "9903": ""} {
		out := must(t, vars, "ask", "--municipality", municipality, "--full", "strikkekafé")
		if got := strings.Contains(out, "Hver"); got != (want != "") || !strings.Contains(out, want) {
			t.Errorf("asked in %s:\n%s", municipality, out)
		}
	}
	name := put(filepath.Join(dir, "9901", "norskkurs.yaml"), strings.Replace(knitting("Hver dag"), "id: 9901-strikkekafe", "id: norskkurs", 1))
	out, err := try(t, vars, "check")
	if want := name + `:1: "norskkurs" redefines the national entry "norskkurs" (a local entry changes no national one`; err == nil || !strings.Contains(out, want) {
		t.Errorf("check says %v, want %s:\n%s", err, want, out)
	}
	if _, err = try(t, vars, "ask", "norskkurs"); err == nil || !strings.Contains(err.Error(), "redefines") {
		t.Errorf("ask with a broken folder: %v", err)
	}
}

// A wrong number makes nothing and is told.
func TestLocalWrongNumber(t *testing.T) {
	bottest.OneByOne(t)
	t.Parallel()
	dir := t.TempDir()
	for number, want := range map[string]string{"3005": "of no county", "drammen": "no number", "330": "no number", "9900": "write 99 for all"} {
		if out, err := try(t, nil, "local", "new", number, dir); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("local new %s: %v, want %q\n%s", number, err, want, out)
		}
		if _, err := try(t, nil, "ask", "--municipality", number, "norskopplæring"); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("ask --municipality %s: %v, want %q", number, err, want)
		}
	}
	if _, err := try(t, nil, "ask", "--municipality", "33", "norskopplæring"); err == nil || !strings.Contains(err.Error(), "county") {
		t.Errorf("ask --municipality 33: %v", err)
	}
	if made, err := os.ReadDir(dir); err != nil || len(made) > 0 {
		t.Errorf("wrong numbers made %v, %v", made, err)
	}
	name := filepath.Join(dir, "9901", "README.md")
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := try(t, settings{"VEIVISER_CONTENT": small}, "local", "new", "9901", dir); err == nil || !strings.Contains(err.Error(), "README.md is there already") {
		t.Errorf("a file that is there: %v", err)
	}
	if data, err := os.ReadFile(name); err != nil || string(data) != "mine" {
		t.Errorf("the file that was there holds %q, %v", data, err)
	}
}

// knitting is a local entry beside the small guide, which says what.
func knitting(what string) string {
	text := func(lang, title, summary string) string {
		return lang + ":\n  title: " + title + "\n  summary: " + summary + "\n  what:\n    - {text: \"" + what + " " + lang + "\", source: side}\n"
	}
	return "id: 9901-strikkekafe\nkind: offer\ntopic: norsk-og-arbeid\nresponsible: [kommune]\nsources:\n  side: {title: \"Side\", url: \"https://www.kommunen.example.no/\", dated: 2026-03-01, kind: local}\n" +
		text("nb", "Strikkekafé", "En kafé der en strikker.") + text("nn", "Strikkekafé", "Ein kafé der ein strikkar.") + text("en", "Knitting café", "A café for knitting.")
}

// SIGHUP reads the local folder again: a broken one leaves what was served, in the answers of
// the municipality and in those of all others. A permalink opens what it was made of, in
// another language and after a change.
func TestLocalReload(t *testing.T) {
	t.Parallel()
	local := t.TempDir()
	name := filepath.Join(local, "9901", "9901-strikkekafe.yaml")
	put := func(text string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	put(knitting("Hver onsdag"))
	p := answering(t, t.TempDir(), small, "--local", local)
	asked := func(municipality string) string {
		t.Helper()
		resp, body := p.do(t, http.MethodPost, "/api/ask", `{"question":"strikkekafé","lang":"nb","municipality":"`+municipality+`"}`, "Content-Type", "application/json")
		if resp.StatusCode != http.StatusOK {
			t.Fatalf("asked in %q: %s %s", municipality, resp.Status, body)
		}
		return body
	}
	shows := func(when, text string) {
		t.Helper()
		if body := asked("9901"); !strings.Contains(body, text) || !strings.Contains(body, `"place":"9901"`) {
			t.Errorf("%s: in 9901 the answer lacks %q: %s", when, text, body)
		}
		for _, municipality := range []string{"", "9902", "0301"} {
			if body := asked(municipality); strings.Contains(body, "9901") || strings.Contains(body, text) {
				t.Errorf("%s: in %q the answer shows what is local of 9901: %s", when, municipality, body)
			}
		}
	}
	shows("at start", "Hver onsdag")
	link := permalinkIn(t, asked("9901"))

	put(knitting("Hver fredag"))
	p.hangUp(t, "done", 1)
	shows("changed", "Hver fredag")
	if permalinkIn(t, asked("9901")) == link {
		t.Error("the changed entry has the permalink of the one before")
	}
	if page := p.page(t, link); !strings.Contains(page, "Hver onsdag nb") || !strings.Contains(page, "lokalt i 9901") {
		t.Error("the permalink does not show what it said, and where")
	}
	if page := p.page(t, strings.Replace(link, "/nb/", "/en/", 1)); !strings.Contains(page, "Hver onsdag en") || !strings.Contains(page, "local to 9901") {
		t.Error("the permalink does not open in another language")
	}
	if page := p.page(t, "/nn/9901-strikkekafe"); !strings.Contains(page, "Hver fredag nn") {
		t.Error("the entry's page is not today's")
	}

	put(strings.Replace(knitting("Hver lørdag"), "id: 9901-strikkekafe", "id: norskkurs", 1))
	p.hangUp(t, "failed", 1)
	shows("after a broken folder", "Hver fredag")
	if ready := p.page(t, "/readyz"); !strings.Contains(ready, "the one before goes on") {
		t.Errorf("/readyz says %q", ready)
	}
	put(knitting("Hver søndag"))
	p.hangUp(t, "done", 2)
	shows("mended", "Hver søndag")
	if err := os.RemoveAll(filepath.Join(local, "9901")); err != nil {
		t.Fatal(err)
	}
	p.hangUp(t, "done", 3)
	if body := asked("9901"); strings.Contains(body, "9901") {
		t.Errorf("the folder is gone, and its entry is shown: %s", body)
	}
	if page := p.page(t, link); !strings.Contains(page, "Hver onsdag") {
		t.Error("the folder is gone, and the permalink opens nothing")
	}
}

// permalinkIn is that of an answer.
func permalinkIn(t *testing.T, body string) string {
	t.Helper()
	_, rest, ok := strings.Cut(body, `"permalink":"`)
	link, _, _ := strings.Cut(rest, `"`)
	if !ok || !strings.Contains(link, "@") {
		t.Fatalf("no permalink in %s", body)
	}
	return link
}
