package teamschat_test

import (
	"bytes"
	"context"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"veiviser/bot/teamschat"
)

// TestDevelopment: without authentication, activities are taken from this machine only.
func TestDevelopment(t *testing.T) {
	m := newMicrosoft(t)
	c := m.config(t)
	c.App, c.Development = teamschat.App{}, true
	var log bytes.Buffer
	c.Log = slog.New(slog.NewTextHandler(&log, nil))
	r := run(t, m, c)
	if !strings.Contains(log.String(), "WITHOUT AUTHENTICATION") {
		t.Errorf("the log does not warn: %s", &log)
	}
	tests := []struct {
		name, local, remote, service string
		header                       http.Header
		want                         int
	}{
		{"here", "127.0.0.1:8080", "127.0.0.1:50000", m.URL + "/teams/", nil, 200},
		{"here by IPv6", "[::1]:8080", "[::1]:50000", m.URL + "/teams/", nil, 200},
		{"from outside", "127.0.0.1:8080", "203.0.113.7:50000", m.URL + "/teams/", nil, 403},
		{"on a public address", "203.0.113.1:8080", "127.0.0.1:50000", m.URL + "/teams/", nil, 403},
		{"through a proxy", "127.0.0.1:8080", "127.0.0.1:50000", m.URL + "/teams/", http.Header{"X-Forwarded-For": {"203.0.113.7"}}, 403},
		{"serviceUrl elsewhere", "127.0.0.1:8080", "127.0.0.1:50000", "http://10.0.0.1/", nil, 403},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := m.message("hjelp")
			a["serviceUrl"] = tt.service
			req := httptest.NewRequest(http.MethodPost, "/teams/messages", bytes.NewReader(encode(t, a)))
			local, err := net.ResolveTCPAddr("tcp", tt.local)
			if err != nil {
				t.Fatal(err)
			}
			req = req.WithContext(context.WithValue(req.Context(), http.LocalAddrContextKey, local))
			req.RemoteAddr = tt.remote
			for k, v := range tt.header {
				req.Header[k] = v
			}
			w := httptest.NewRecorder()
			r.ServeHTTP(w, req)
			if w.Code != tt.want {
				t.Errorf("status %d, want %d", w.Code, tt.want)
			}
			if tt.want == 200 {
				if got := m.next(t); got.Token != "" {
					t.Errorf("sent with token %q", got.Token)
				}
			}
		})
	}
}
