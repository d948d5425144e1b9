package slackchat_test

import (
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"

	"veiviser/bot/slackchat"
)

var update = flag.Bool("update", false, "write the golden files anew")

// The manifest beside the code is the one the code makes.
func TestManifest(t *testing.T) {
	got, err := slackchat.Manifest(base, slackchat.ManifestOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("manifest.yaml", got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("manifest.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("manifest.yaml is not what the code makes; run go test -update:\n%s", got)
	}
	for _, line := range strings.Split(string(got), "\n") {
		if _, value, ok := strings.Cut(line, ": "); ok && !json.Valid([]byte(value)) && value != "[]" {
			t.Errorf("line %q holds no scalar", line)
		}
	}
}

// Every scope asked for stands in the README with its reason.
func TestScopesExplained(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	manifest, err := slackchat.Manifest(base, slackchat.ManifestOptions{Channels: true})
	if err != nil {
		t.Fatal(err)
	}
	_, scopes, _ := strings.Cut(string(manifest), "scopes:")
	for _, line := range strings.Split(scopes, "\n") {
		if name, ok := strings.CutPrefix(strings.TrimSpace(line), "- "); ok && !strings.Contains(string(readme), "| `"+strings.Trim(name, `"`)+"` |") {
			t.Errorf("the README does not say what the scope %s is for", name)
		}
	}
}

func TestManifestSocketMode(t *testing.T) {
	got, err := slackchat.Manifest("https://guide.kommune.no/", slackchat.ManifestOptions{Socket: true})
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(got), "request_url") || !strings.Contains(string(got), "socket_mode_enabled: true") {
		t.Errorf("a manifest for Socket Mode has request addresses:\n%s", got)
	}
	if !strings.Contains(string(got), `"guide.kommune.no"`) {
		t.Error("the manifest does not unfurl the address it is made for")
	}
	none, err := slackchat.Manifest("", slackchat.ManifestOptions{Socket: true})
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(none), "https://") || strings.Contains(string(none), "unfurl_domains") {
		t.Errorf("a manifest for no address has one:\n%s", none)
	}
	for _, address := range []string{"", "no address", "ftp://kommune.no"} {
		if _, err := slackchat.Manifest(address, slackchat.ManifestOptions{}); err == nil {
			t.Errorf("the address %q makes a manifest", address)
		}
	}
}

// An app reads channels only where that was asked for.
func TestManifestChannels(t *testing.T) {
	for _, channels := range []bool{false, true} {
		got, err := slackchat.Manifest(base, slackchat.ManifestOptions{Channels: channels})
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"channels:history", "groups:history", "channels:read", "groups:read", "message.channels", "message.groups", "member_joined_channel"} {
			if strings.Contains(string(got), `"`+name+`"`) != channels {
				t.Errorf("channels %v: the manifest has %s: %v", channels, name, !channels)
			}
		}
	}
}
