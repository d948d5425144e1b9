package journal_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"veiviser/bot/chat"
	"veiviser/bot/journal"
)

func testInstallations(t *testing.T, s store) {
	now := newClock()
	j := s.open(t, now.config, key)
	ctx := t.Context()
	one := chat.Installation{
		TeamID: "T1", AppID: "A1", BotUserID: "U1", BotToken: "token of one", RefreshToken: "renews",
		Expires: now.Now().Add(time.Hour), Scopes: []string{"chat:write", "commands"},
	}
	grid := chat.Installation{EnterpriseID: "E1", BotToken: "token of the organisation"}
	inGrid := chat.Installation{EnterpriseID: "E1", TeamID: "T1", BotToken: "token of one in the organisation"}
	for _, i := range []chat.Installation{one, grid, inGrid} {
		if err := j.Installations.SaveInstallation(ctx, i); err != nil {
			t.Fatal(err)
		}
	}
	one.Saved = now.Now()
	got, err := j.Installations.Installation(ctx, "", "T1")
	if diff := cmp.Diff(fields(one), fields(got)); diff != "" || err != nil {
		t.Errorf("Installation, %v (-saved +got):\n%s", err, diff)
	}
	for _, tt := range []struct {
		enterprise, team, want string // want: token, or empty for none
	}{
		{"E1", "T1", inGrid.BotToken},
		{"E1", "T2", grid.BotToken},
		{"E1", "", grid.BotToken},
		{"", "T2", ""},
		{"E2", "T1", ""},
		{"", "", ""},
		{"' OR 1=1 --", "T1", ""},
	} {
		got, err := j.Installations.Installation(ctx, tt.enterprise, tt.team)
		if got.BotToken != tt.want || (tt.want == "") != errors.Is(err, chat.ErrNotInstalled) {
			t.Errorf("Installation(%q, %q) = %q, %v, want %q", tt.enterprise, tt.team, got.BotToken, err, tt.want)
		}
	}
	for _, tt := range []struct {
		enterprise, team string
		here, around     bool
	}{
		{"", "T1", true, true}, {"", "T2", false, false}, {"E1", "T1", true, true}, {"E1", "T2", false, true}, {"E2", "T1", false, false},
	} {
		if here, around, err := j.Installations.Installed(ctx, tt.enterprise, tt.team); here != tt.here || around != tt.around || err != nil {
			t.Errorf("Installed(%q, %q) = %v, %v, %v", tt.enterprise, tt.team, here, around, err)
		}
	}

	// Removed, installed anew, and then the second notice of the removal comes late.
	removed := now.Now().Truncate(time.Second)
	del := func() {
		t.Helper()
		if err := j.Installations.DeleteInstallation(ctx, "E1", "T1", removed); err != nil {
			t.Errorf("DeleteInstallation = %v, want nil", err)
		}
	}
	del()
	if got, err := j.Installations.Installation(ctx, "E1", "T1"); got.BotToken != grid.BotToken {
		t.Errorf("after deleting Installation = %v, %v, want the organisation's", got, err)
	}
	del()
	now.add(5 * time.Second)
	inGrid.BotToken = "a new token"
	if err := j.Installations.SaveInstallation(ctx, inGrid); err != nil {
		t.Fatal(err)
	}
	del()
	if got, err := j.Installations.Installation(ctx, "E1", "T1"); got.BotToken != "a new token" || err != nil {
		t.Errorf("after a late notice Installation = %v, %v, want the new one", got, err)
	}

	t.Run("keys", func(t *testing.T) { testInstallationKeys(t, s) })
}

// sealedBefore is an installation in T8 as it was sealed first, under the tests' key.
const sealedBefore = "AsiZtn45aUe8VWuehe5zzh10VBOm19hclGHeElb+ZRi5h9VX2u4nqwU50e9jzyle46rboPXwPreasHoEQ16tQnIXBRy9XASZZqRKNMBgsUsBDPGnbun9zLFSaC/n2/KHTrY/OIX4bQEzDowtpr7SSiDI+Ytp/2j9mxYOZAUkEY3WamclnO1dJobHTxbXOIP8ZwBtVoJFgLqpNk2wtYnC2ZrmULtOkg=="

// testInstallationBefore reads what was sealed for as long as tokens last.
func testInstallationBefore(t *testing.T, s store) {
	j := s.open(t, key)
	if _, err := s.past(t).Exec(`INSERT INTO slack_installation (enterprise_id, team_id, sealed, saved) VALUES ('', 'T8', $1, 1)`, sealedBefore); err != nil {
		t.Fatal(err)
	}
	got, err := j.Installations.Installation(t.Context(), "", "T8")
	if err != nil || got.BotToken != "token of before" || len(got.Scopes) != 1 {
		t.Errorf("Installation sealed before = %#v, %v, want it", got, err)
	}
}

// fields is i without its methods, which leave the tokens out of a comparison's text.
func fields(i chat.Installation) any {
	type plain chat.Installation
	i.Saved, i.Expires = i.Saved.UTC(), i.Expires.UTC()
	return plain(i)
}

// testInstallationKeys opens what testInstallations left with other keys.
func testInstallationKeys(t *testing.T, s store) {
	ctx := t.Context()
	some := chat.Installation{TeamID: "T9", BotToken: "token"}
	keyless := s.open(t)
	if err := keyless.Installations.SaveInstallation(ctx, some); !errors.Is(err, journal.ErrNoKey) {
		t.Errorf("without a key SaveInstallation = %v, want ErrNoKey", err)
	}
	if got, err := keyless.Installations.Installation(ctx, "", "T1"); !errors.Is(err, journal.ErrNoKey) || got.BotToken != "" {
		t.Errorf("without a key Installation = %v, %v, want ErrNoKey", got, err)
	}
	other := s.open(t, func(c *journal.Config) { c.Key = bytes.Repeat([]byte{8}, 32) })
	if got, err := other.Installations.Installation(ctx, "", "T1"); !errors.Is(err, journal.ErrWrongKey) || got.BotToken != "" {
		t.Errorf("with another key Installation = %v, %v, want ErrWrongKey", got, err)
	}
	if _, err := s.past(t).Exec(`UPDATE slack_installation SET team_id = 'T7' WHERE team_id = 'T1' AND enterprise_id = ''`); err != nil {
		t.Fatal(err)
	}
	j := s.open(t, key)
	if got, err := j.Installations.Installation(ctx, "", "T7"); !errors.Is(err, journal.ErrWrongKey) {
		t.Errorf("moved to another workspace Installation = %v, %v, want ErrWrongKey", got, err)
	}
	c := s.c
	c.Key = []byte("too short")
	if _, err := journal.Open(ctx, c); err == nil || err.Error() != "open journal: encryption key of 9 bytes (want 32)" {
		t.Errorf("Open with a short key = %v", err)
	}
	for _, i := range []chat.Installation{
		{BotToken: "token"},
		{TeamID: "T1"},
		{TeamID: "Ola Nordmann", BotToken: "token"},
		{TeamID: "T1", EnterpriseID: "E1; DROP TABLE", BotToken: "token"},
	} {
		if err := j.Installations.SaveInstallation(ctx, i); err == nil {
			t.Errorf("SaveInstallation(%#v) = nil, want an error", i)
		}
	}
}

func TestInstallationHidesTokens(t *testing.T) {
	i := chat.Installation{TeamID: "T1", BotToken: "xoxb-secret", RefreshToken: "xoxe-secret"}
	var b strings.Builder
	fmt.Fprintf(&b, "%v %+v %#v %s", i, i, i, &i)
	slog.New(slog.NewTextHandler(&b, nil)).Info("saved", "installation", i)
	slog.New(slog.NewJSONHandler(&b, nil)).Info("saved", "installation", i)
	if err := json.NewEncoder(&b).Encode(i); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "secret") {
		t.Errorf("a token is printed: %s", b.String())
	}
}
