package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

// linkedTopic has three pages of one site.
const linkedTopic = `id: tema
kind: topic
links: [{title: Borte, url: "SITE/gone"}, {title: Ødelagt, url: "SITE/broken"}]
sources:
  a: {title: A, url: "SITE/there", dated: 2024}
nb: {title: Tema, summary: Om temaet., what: [{text: Noe., source: a}]}
nn: {title: Tema, summary: Om temaet på nynorsk., what: [{text: Noko., source: a}]}
en: {title: Topic, summary: On the topic., what: [{text: Something., source: a}]}
`

func TestLinks(t *testing.T) {
	t.Parallel()
	var atOnce, most atomic.Int32
	back := atomic.Bool{}
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		most.Store(max(most.Load(), atOnce.Add(1)))
		defer atOnce.Add(-1)
		switch {
		case r.URL.Path == "/gone" && !back.Load():
			http.NotFound(w, r)
		case r.URL.Path == "/broken":
			w.WriteHeader(http.StatusBadGateway)
		}
	}))
	defer srv.Close()
	guide := folder(t, map[string]string{"tema.yaml": strings.ReplaceAll(linkedTopic, "SITE", srv.URL)})
	remember := filepath.Join(t.TempDir(), "links.json")
	args := []string{"links", "--content", guide, "--pause", "0s", "--remember", remember}

	out, err := try(t, nil, args...)
	if err == nil || !strings.Contains(out, ": "+srv.URL+"/gone\n  tema.yaml\n") || !strings.Contains(out, "answers 502: "+srv.URL+"/broken\n") || !strings.Contains(out, "3 addresses: 3 answered, 1 gone, 0 not reached\n") {
		t.Errorf("a page that is gone: %v\n%s", err, out)
	}
	if most.Load() != 1 {
		t.Errorf("one site was asked %d questions at once", most.Load())
	}
	// The day it was first seen gone is kept.
	if err := os.WriteFile(remember, []byte(`{"`+srv.URL+`/gone":"2026-01-02"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, _ := try(t, nil, args...); !strings.Contains(out, "gone since 2026-01-02: ") {
		t.Errorf("the first day is forgotten:\n%s", out)
	}
	back.Store(true)
	must(t, nil, args...)
	if b, err := os.ReadFile(remember); err != nil || string(b) != "{}\n" {
		t.Errorf("a page that is back is remembered as gone: %s, %v", b, err)
	}

	srv.Close()
	if out := must(t, nil, args...); out != "offline: no site could be reached, and nothing was checked\n" {
		t.Errorf("offline:\n%s", out)
	}
	if err := os.WriteFile(remember, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := try(t, nil, args...); err == nil {
		t.Error("a broken memory gave no error")
	}
}
