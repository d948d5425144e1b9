package main

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"log/slog"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"veiviser/bot/chat/chattest"
)

// What ends is warned of from thirty days before, at the start and once a day, and shows in
// what operators ask for; before that nobody is told.
func TestExpiryIsWarnedOf(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var log chattest.Log
		begin := time.Now()
		s := newSite(slog.New(slog.NewTextHandler(&log, nil)))
		s.addExpiry(expiry{"Teams app's certificate", time.Now().Add(32*24*time.Hour + time.Hour)})
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- s.warnOfExpiries(ctx) }()
		defer func() { cancel(); <-done }()
		for _, tt := range []struct {
			day, warnings int // warnings until then
			want          string
		}{
			{0, 0, ""}, {2, 0, ""}, {3, 1, "in 29 days"}, {4, 2, "in 28 days"}, {32, 30, "in 0 days"}, {33, 31, "ended on"},
		} {
			time.Sleep(time.Until(begin.Add(time.Duration(tt.day) * 24 * time.Hour)))
			synctest.Wait()
			ready, problems := s.state(t.Context())
			if got := strings.Join(problems, "\n"); !ready || !strings.Contains(got, tt.want) || (tt.want == "") != (got == "") {
				t.Errorf("day %d: ready %v, %q, want %q", tt.day, ready, got, tt.want)
			}
			if n := strings.Count(log.String(), "level=WARN"); n != tt.warnings {
				t.Errorf("day %d: %d warnings, want %d", tt.day, n, tt.warnings)
			}
		}
		families, err := s.metrics.registry.Gather()
		if err != nil {
			t.Fatal(err)
		}
		seconds := 0.0
		for _, f := range families {
			if f.GetName() == "veiviser_expiry_seconds" {
				seconds = f.GetMetric()[0].GetGauge().GetValue()
			}
		}
		if seconds >= 0 || seconds < -2*24*3600 {
			t.Errorf("the metric says %v seconds", seconds)
		}
	})
}

// A certificate that has ended is said at the start, and one that will shows to operators.
func TestCertificateEnds(t *testing.T) {
	t.Parallel()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	certificate := func(until time.Time) string {
		template := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: time.Unix(0, 0), NotAfter: until}
		der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Join(t.TempDir(), "teams.pem")
		text := append(pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(key)}), pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})...)
		if err := os.WriteFile(name, text, 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	vars := func(until time.Time) settings {
		return settings{
			"VEIVISER_BASE_URL": publicURL, "VEIVISER_TEAMS_APP_ID": "11111111-2222-3333-4444-555555555555",
			"VEIVISER_TEAMS_TENANT_ID": "99999999-8888-7777-6666-555555555555", "VEIVISER_TEAMS_CERTIFICATE": certificate(until),
		}
	}
	if _, err := try(t, vars(time.Now().Add(-time.Hour)), "serve", "--addr", "127.0.0.1:0", "--content", small, "--data", t.TempDir()); err == nil || !strings.Contains(err.Error(), "certificate ended on") {
		t.Errorf("an expired certificate: %v", err)
	}
	s := start(t, vars(time.Now().Add(10*24*time.Hour+time.Hour)))
	if got := s.page(t, "/readyz"); !strings.Contains(got, "teams: up") || !strings.Contains(got, "the Teams app's certificate ends on") || !strings.Contains(got, "in 10 days") {
		t.Errorf("/readyz says %q", got)
	}
}
