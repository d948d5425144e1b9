package journal

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"
)

// Installation is the Slack app in one workspace, or in every workspace of an
// organisation. Printing or logging it leaves the tokens out.
type Installation struct {
	EnterpriseID string // of the organisation, "E…"; empty outside Enterprise Grid
	TeamID       string // of the workspace, "T…"; empty for the whole organisation

	AppID        string
	BotUserID    string
	BotToken     string    `json:"-"`
	RefreshToken string    `json:"-"` // empty where tokens don't expire
	Expires      time.Time // of BotToken; zero for never
	Scopes       []string

	Saved time.Time // set by SaveInstallation
}

// String leaves the tokens out.
func (i Installation) String() string {
	return fmt.Sprintf("installation %s/%s", i.EnterpriseID, i.TeamID)
}

// GoString leaves the tokens out.
func (i Installation) GoString() string { return i.String() }

// LogValue leaves the tokens out.
func (i Installation) LogValue() slog.Value { return slog.StringValue(i.String()) }

var (
	// ErrNoKey is a journal that was opened without a key for tokens.
	ErrNoKey = errors.New("no key to encrypt tokens with is set")
	// ErrWrongKey is an installation that was saved under another key; the app has to
	// be installed anew.
	ErrWrongKey = errors.New("saved under another encryption key, or damaged")
)

// secrets is what is encrypted of an installation. Fields may be added, never renamed.
type secrets struct {
	AppID        string    `json:"app_id"`
	BotUserID    string    `json:"bot_user_id"`
	BotToken     string    `json:"bot_token"`
	RefreshToken string    `json:"refresh_token"`
	Expires      time.Time `json:"expires"`
	Scopes       []string  `json:"scopes"`
}

// SaveInstallation keeps i, replacing the one for the same ids. Without a key it is
// ErrNoKey; ids that are not Slack's and an empty token are errors too.
func (j *Journal) SaveInstallation(ctx context.Context, i Installation) error {
	if err := j.checkInstallation(i); err != nil {
		return fmt.Errorf("save installation: %w", err)
	}
	sealed, err := j.seal.seal(secrets{i.AppID, i.BotUserID, i.BotToken, i.RefreshToken, i.Expires, i.Scopes}, i.String())
	if err != nil {
		return fmt.Errorf("save installation: %w", err)
	}
	_, err = j.db.exec(ctx, `INSERT INTO slack_installation (enterprise_id, team_id, sealed, saved) VALUES ($1, $2, $3, $4)
		ON CONFLICT (enterprise_id, team_id) DO UPDATE SET sealed = excluded.sealed, saved = excluded.saved`,
		i.EnterpriseID, i.TeamID, sealed, millis(j.c.Now()))
	if err == nil {
		err = j.db.settle(ctx)
	}
	if err != nil {
		return fmt.Errorf("save %s: %w", i, err)
	}
	return nil
}

func (j *Journal) checkInstallation(i Installation) error {
	switch {
	case j.seal == nil:
		return ErrNoKey
	case i.EnterpriseID == "" && i.TeamID == "":
		return errors.New("neither an enterprise id nor a team id")
	case !slackID(i.EnterpriseID) || !slackID(i.TeamID):
		return errors.New("an id that is not Slack's")
	case i.BotToken == "":
		return errors.New("no bot token")
	}
	return nil
}

// slackID reports whether s is empty or made like Slack's ids.
func slackID(s string) bool {
	return len(s) <= 40 && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == ""
}

// Installation returns the installation in the workspace, else the one in the whole
// organisation. There being none is ErrNotFound.
func (j *Journal) Installation(ctx context.Context, enterpriseID, teamID string) (Installation, error) {
	if !slackID(enterpriseID) || !slackID(teamID) {
		return Installation{}, ErrNotFound
	}
	var i Installation
	var sealed string
	var saved int64
	err := j.db.read.QueryRowContext(ctx, `SELECT enterprise_id, team_id, sealed, saved FROM slack_installation
		WHERE enterprise_id = $1 AND team_id IN ($2, '') ORDER BY team_id DESC LIMIT 1`,
		enterpriseID, teamID).Scan(&i.EnterpriseID, &i.TeamID, &sealed, &saved)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Installation{}, ErrNotFound
	case err != nil:
		return Installation{}, fmt.Errorf("installation: %w", err)
	case j.seal == nil:
		return Installation{}, fmt.Errorf("%s: %w", i, ErrNoKey)
	}
	var s secrets
	if err := j.seal.open(sealed, i.String(), &s); err != nil {
		return Installation{}, fmt.Errorf("%s: %w", i, err)
	}
	i.AppID, i.BotUserID, i.BotToken = s.AppID, s.BotUserID, s.BotToken
	i.RefreshToken, i.Expires, i.Scopes = s.RefreshToken, s.Expires, s.Scopes
	i.Saved = time.UnixMilli(saved)
	return i, nil
}

// DeleteInstallation deletes the installation of exactly these ids, unless it was saved
// after at: an uninstall event can come late, when the app is installed anew. Slack
// gives event times in whole seconds, so one saved within that second is deleted. There
// being none is no error.
func (j *Journal) DeleteInstallation(ctx context.Context, enterpriseID, teamID string, at time.Time) error {
	if !slackID(enterpriseID) || !slackID(teamID) {
		return nil
	}
	_, err := j.db.exec(ctx, `DELETE FROM slack_installation WHERE enterprise_id = $1 AND team_id = $2 AND saved < $3`,
		enterpriseID, teamID, millis(at.Truncate(time.Second).Add(time.Second)))
	if err != nil {
		return fmt.Errorf("delete installation: %w", err)
	}
	return nil
}

// keySize is AES-256's.
const keySize = 32

// sealer encrypts with AES-GCM.
type sealer struct{ aead cipher.AEAD }

// newSealer returns nil for no key.
func newSealer(key []byte) (*sealer, error) {
	if len(key) == 0 {
		return nil, nil
	}
	if len(key) != keySize {
		return nil, fmt.Errorf("encryption key of %d bytes (want %d)", len(key), keySize)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return nil, err
	}
	return &sealer{aead}, nil
}

// seal encrypts s. owner is authenticated with it, so that a row moved to another
// workspace does not open.
func (s *sealer) seal(v secrets, owner string) (string, error) {
	plain, err := json.Marshal(v)
	if err != nil {
		return "", err
	}
	return base64.StdEncoding.EncodeToString(s.aead.Seal(nil, nil, plain, []byte(owner))), nil
}

// open reads what seal wrote into v.
func (s *sealer) open(sealed, owner string, v *secrets) error {
	b, err := base64.StdEncoding.DecodeString(sealed)
	if err != nil {
		return ErrWrongKey
	}
	plain, err := s.aead.Open(nil, nil, b, []byte(owner))
	if err != nil {
		return ErrWrongKey
	}
	return json.Unmarshal(plain, v)
}
