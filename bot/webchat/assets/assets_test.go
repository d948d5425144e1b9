package assets_test

import (
	"compress/gzip"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"veiviser/bot/webchat/assets"
)

func files(t *testing.T, style string) *assets.Files {
	t.Helper()
	f, err := assets.New(map[string]fs.FS{
		"":      fstest.MapFS{"style.css": {Data: []byte(style)}, "a/b.js": {Data: []byte("b")}},
		"fonts": fstest.MapFS{"x.woff2": {Data: []byte(strings.Repeat("x", 2000))}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func path(t *testing.T, f *assets.Files, name string) string {
	t.Helper()
	p, err := f.Path(name)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestAddressesChangeWithTheFiles(t *testing.T) {
	a, same, b := files(t, "a{}"), files(t, "a{}"), files(t, "b{}")
	if path(t, a, "a/b.js") != path(t, same, "a/b.js") {
		t.Error("the same files have other addresses")
	}
	if path(t, a, "a/b.js") == path(t, b, "a/b.js") {
		t.Error("a changed file leaves the others' addresses as they were")
	}
	if _, err := a.Path("nothing.css"); err == nil || !strings.Contains(err.Error(), "nothing.css") {
		t.Errorf("Path of no file: %v", err)
	}
}

func TestServe(t *testing.T) {
	f := files(t, "a{}")
	_, rest, _ := strings.Cut(path(t, f, "style.css"), "/static/")
	release, _, _ := strings.Cut(rest, "/")
	for _, tt := range []struct {
		release, name, kind, cache string
		ok                         bool
	}{
		{release, "style.css", "text/css; charset=utf-8", "public, max-age=31536000, immutable", true},
		{release, "fonts/x.woff2", "font/woff2", "public, max-age=31536000, immutable", true},
		{"old", "a/b.js", "text/javascript; charset=utf-8", "no-cache", true},
		{release, "../assets.go", "", "", false},
		{release, "", "", "", false},
	} {
		rec := httptest.NewRecorder()
		ok := f.Serve(rec, httptest.NewRequest("GET", "/", nil), tt.release, tt.name)
		if ok != tt.ok || rec.Header().Get("Content-Type") != tt.kind || rec.Header().Get("Cache-Control") != tt.cache {
			t.Errorf("Serve %s of %s: %v, %v", tt.name, tt.release, ok, rec.Header())
		}
	}
}

func TestDocument(t *testing.T) {
	text := strings.Repeat("Fagbrev på jobb. ", 100)
	d := assets.NewDocument("text/plain; charset=utf-8", []byte(text))
	get := func(header ...string) *http.Response {
		r := httptest.NewRequest("GET", "/", nil)
		for i := 0; i < len(header); i += 2 {
			r.Header.Set(header[i], header[i+1])
		}
		rec := httptest.NewRecorder()
		d.Serve(rec, r, http.StatusOK, "no-cache")
		return rec.Result()
	}
	if got, _ := io.ReadAll(get().Body); string(got) != text {
		t.Errorf("plain body of %d bytes, want %d", len(got), len(text))
	}
	z, err := gzip.NewReader(get("Accept-Encoding", "gzip").Body)
	if err != nil {
		t.Fatal(err)
	}
	if got, _ := io.ReadAll(z); string(got) != text {
		t.Errorf("compressed body of %d bytes, want %d", len(got), len(text))
	}
	etag := get().Header.Get("ETag")
	for _, match := range []string{etag, "W/" + etag, `"other", ` + etag} {
		if res := get("If-None-Match", match); res.StatusCode != http.StatusNotModified {
			t.Errorf("If-None-Match %s: status %d, want 304", match, res.StatusCode)
		}
	}
}

func TestNoETagWhereNothingIsKept(t *testing.T) {
	d := assets.NewDocument("text/plain", []byte("x"))
	for method, status := range map[string]int{"POST": http.StatusOK, "GET": http.StatusNotFound} {
		rec := httptest.NewRecorder()
		d.Serve(rec, httptest.NewRequest(method, "/", nil), status, "no-store")
		if rec.Code != status || rec.Header().Get("ETag") != "" {
			t.Errorf("%s %d: status %d, ETag %q", method, status, rec.Code, rec.Header().Get("ETag"))
		}
	}
}
