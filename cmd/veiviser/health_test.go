package main

import (
	"net/http"
	"net/http/httptest"
	"runtime/debug"
	"strings"
	"testing"
)

// A container is well when the program in it is ready, and ill when it is not, wherever it
// listens.
func TestHealth(t *testing.T) {
	t.Parallel()
	ready := true
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path != "/readyz":
			writeText(w, http.StatusNotFound, "nothing here")
		case ready:
			writeText(w, http.StatusOK, "ready")
		default:
			writeText(w, http.StatusServiceUnavailable, "the journal can't be written; answers go on")
		}
	}))
	defer s.Close()
	addr := s.Listener.Addr().String()
	port := addr[strings.LastIndex(addr, ":"):]
	for _, set := range []settings{{"VEIVISER_ADDR": addr}, {"VEIVISER_ADDR": port}, {"VEIVISER_ADDR": "0.0.0.0" + port}, {"HTTP_PROXY": "http://127.0.0.1:1", "VEIVISER_ADDR": addr}} {
		if out, err := try(t, set, "health"); err != nil || out != "ready\n" {
			t.Errorf("with %v: %q, %v", set, out, err)
		}
	}
	ready = false
	if _, err := try(t, nil, "health", "--addr", addr); err == nil || !strings.Contains(err.Error(), "the journal can't be written") {
		t.Errorf("one that is not ready: %v", err)
	}
	s.Close()
	if _, err := try(t, nil, "health", "--addr", addr); err == nil || !strings.Contains(err.Error(), "not reached") {
		t.Errorf("one that is gone: %v", err)
	}
	if _, err := try(t, settings{"VEIVISER_ADDR": "8080"}, "health"); err == nil || !strings.Contains(err.Error(), "VEIVISER_ADDR") {
		t.Errorf("an address that is none: %v", err)
	}
}

// What version prints is what the build knows, and no more.
func TestBuild(t *testing.T) {
	t.Parallel()
	vcs := func(rev, at, modified string) []debug.BuildSetting {
		return []debug.BuildSetting{{Key: "vcs.revision", Value: rev}, {Key: "vcs.time", Value: at}, {Key: "vcs.modified", Value: modified}, {Key: "GOOS", Value: "linux"}}
	}
	for want, info := range map[string]debug.BuildInfo{
		"(devel)": {},
		"v1.2.0 commit abc123 of 2026-11-28T04:00:00Z":                    {Main: debug.Module{Version: "v1.2.0"}, Settings: vcs("abc123", "2026-11-28T04:00:00Z", "false")},
		"v1.2.0+dirty commit abc123 of 2026-11-28T04:00:00Z with changes": {Main: debug.Module{Version: "v1.2.0+dirty"}, Settings: vcs("abc123", "2026-11-28T04:00:00Z", "true")},
	} {
		if got := buildOf(&info).String(); got != want {
			t.Errorf("a build is %q, want %q", got, want)
		}
	}
}
