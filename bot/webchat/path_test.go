package webchat_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// TestPathPage: the form asks for nothing that must be told, answers with two or three paths
// phase by phase without a script, keeps nothing in an address, and says kindly what can't be.
func TestPathPage(t *testing.T) {
	srv := httptest.NewServer(newWholeSite(t))
	defer srv.Close()
	bodyOf := func(t *testing.T, r *http.Response) string {
		t.Helper()
		defer r.Body.Close()
		b, err := io.ReadAll(r.Body)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	get, err := http.Get(srv.URL + "/nb/path")
	if err != nil {
		t.Fatal(err)
	}
	page := bodyOf(t, get)
	contains(t, page, `<form method="post" action="/nb/path"`, `name="goal"`, `name="age"`)
	if strings.Contains(page, "required") {
		t.Error("something must be told")
	}
	for _, tt := range []struct {
		name string
		form url.Values
		want []string
	}{
		{"a newcomer", url.Values{"goal": {"work"}, "age": {"34"}, "residence": {"refugee"}, "norwegian": {"A1"}, "schooling": {"primary"}, "settled": {"2"}},
			[]string{"ikke en fasit", `id="path-1"`, `id="path-2"`, "Introduksjonsprogram", "integreringsloven § 14", "/nb/note?p="}},
		{"a child", url.Values{"age": {"7"}}, []string{"Alderen kan ikke stemme"}},
		{"nonsense", url.Values{"goal": {"<b>"}, "age": {"gammel"}, "norwegian": {"Z9"}}, []string{"Veier til arbeid"}},
		{"nothing", url.Values{}, []string{"Veier til arbeid"}},
	} {
		r, err := http.PostForm(srv.URL+"/nb/path", tt.form)
		if err != nil {
			t.Fatal(err)
		}
		if r.StatusCode != http.StatusOK || r.Request.URL.RawQuery != "" || r.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %d at %s, kept as %q", tt.name, r.StatusCode, r.Request.URL, r.Header.Get("Cache-Control"))
		}
		contains(t, bodyOf(t, r), tt.want...)
	}
}
