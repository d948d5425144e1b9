package main

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"veiviser/bot/bottest"
)

// Somebody who never saw the format has a valid local offer at once: made, checked, asked.
func TestLocalNew(t *testing.T) {
	t.Parallel()
	bottest.OneByOne(t)
	dir := filepath.Join(t.TempDir(), "local")
	out := must(t, nil, "local", "new", "9901", dir)
	for _, want := range []string{"made " + filepath.ToSlash(filepath.Join(dir, "9901", "9901-norsk-pa-jobb.yaml")), "README.md", "0 errors, 0 warnings\n", "veiviser check --local "} {
		if !strings.Contains(out, want) {
			t.Errorf("local new says nothing of %q:\n%s", want, out)
		}
	}
	must(t, nil, "local", "new", "33", dir)
	if out := must(t, settings{"VEIVISER_LOCAL": dir}, "check", "--strict"); !strings.HasSuffix(out, "0 errors, 0 warnings\n") {
		t.Errorf("the new folder:\n%s", out)
	}
	for municipality, want := range map[string]bool{"9901": true, "9902": false, "3301": true, "": false} {
		args := []string{"ask", "--local", dir, "norskkurs om kvelden for en som er i jobb"}
		if municipality != "" {
			args = append(args, "--municipality", municipality)
		}
		if got := strings.Contains(must(t, nil, args...), "Norsk på jobb ("); got != want {
			t.Errorf("in %q the offer is shown: %v", municipality, got)
		}
	}
	// What the README says of points that are added is valid, too.
	readme, err := os.ReadFile(filepath.Join(dir, "9901", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, example, _ := strings.Cut(string(readme), "```yaml\n")
	example, _, _ = strings.Cut(example, "```")
	if err := os.WriteFile(filepath.Join(dir, "9901", "9901-norskopplaering.yaml"), []byte(example), 0o600); err != nil {
		t.Fatal(err)
	}
	if out := must(t, nil, "check", "--strict", "--local", dir); !strings.HasSuffix(out, "0 errors, 0 warnings\n") {
		t.Errorf("the README's example:\n%s", out)
	}

	// An entry that redefines a national one is told with its file, its line and what to do.
	name := filepath.Join(dir, "9901", "norskopplaering.yaml")
	if err := os.WriteFile(name, []byte(strings.Replace(example, "id: 9901-norskopplaering", "id: norskopplaering", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err = try(t, nil, "check", "--local", dir)
	if want := filepath.ToSlash(name) + `:1: "norskopplaering" redefines the national entry "norskopplaering" (a local entry changes no national one`; err == nil || !strings.Contains(out, want) {
		t.Errorf("check says %v, want %s:\n%s", err, want, out)
	}
	if _, err = try(t, nil, "ask", "--local", dir, "norskopplæring"); err == nil || !strings.Contains(err.Error(), "redefines") {
		t.Errorf("ask with a broken folder: %v", err)
	}
}

// A wrong number makes nothing and is told.
func TestLocalWrongNumber(t *testing.T) {
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
	must(t, settings{"VEIVISER_CONTENT": small}, "local", "--help")
	name := filepath.Join(dir, "9901", "README.md")
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := try(t, nil, "local", "new", "9901", dir); err == nil || !strings.Contains(err.Error(), "README.md is there already") {
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
