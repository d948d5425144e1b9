package journal

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"veiviser/bot/chat"
)

// Installations keeps the Slack app's installations, their tokens encrypted. It
// implements [chat.Installations].
type Installations struct{ *core }

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
func (in *Installations) SaveInstallation(ctx context.Context, i chat.Installation) error {
	if err := in.check(i); err != nil {
		return fmt.Errorf("save installation: %w", err)
	}
	sealed, err := in.seal.seal(secrets{i.AppID, i.BotUserID, i.BotToken, i.RefreshToken, i.Expires, i.Scopes}, owner(i))
	if err != nil {
		return fmt.Errorf("save installation: %w", err)
	}
	_, err = in.db.exec(ctx, `INSERT INTO slack_installation (enterprise_id, team_id, sealed, saved) VALUES ($1, $2, $3, $4)
		ON CONFLICT (enterprise_id, team_id) DO UPDATE SET sealed = excluded.sealed, saved = excluded.saved`,
		i.EnterpriseID, i.TeamID, sealed, millis(in.cfg.Now()))
	if err == nil {
		err = in.db.checkpoint(ctx)
	}
	if err != nil {
		return fmt.Errorf("save installation in %s: %w", i, err)
	}
	return nil
}

// owner is what an installation's secrets are sealed with, so that a row moved to
// another workspace does not open. It may never change.
func owner(i chat.Installation) string {
	return "installation " + i.EnterpriseID + "/" + i.TeamID
}

func (in *Installations) check(i chat.Installation) error {
	switch {
	case in.seal == nil:
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
// organisation. There being none is [chat.ErrNotInstalled].
func (in *Installations) Installation(ctx context.Context, enterpriseID, teamID string) (chat.Installation, error) {
	if !slackID(enterpriseID) || !slackID(teamID) {
		return chat.Installation{}, chat.ErrNotInstalled
	}
	var i chat.Installation
	var sealed string
	var saved int64
	err := in.db.read.QueryRowContext(ctx, `SELECT enterprise_id, team_id, sealed, saved FROM slack_installation
		WHERE enterprise_id = $1 AND team_id IN ($2, '') ORDER BY team_id DESC LIMIT 1`,
		enterpriseID, teamID).Scan(&i.EnterpriseID, &i.TeamID, &sealed, &saved)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return chat.Installation{}, chat.ErrNotInstalled
	case err != nil:
		return chat.Installation{}, fmt.Errorf("installation: %w", err)
	case in.seal == nil:
		return chat.Installation{}, fmt.Errorf("installation in %s: %w", i, ErrNoKey)
	}
	var s secrets
	if err := in.seal.open(sealed, owner(i), &s); err != nil {
		return chat.Installation{}, fmt.Errorf("installation in %s: %w", i, err)
	}
	i.AppID, i.BotUserID, i.BotToken = s.AppID, s.BotUserID, s.BotToken
	i.RefreshToken, i.Expires, i.Scopes = s.RefreshToken, s.Expires, s.Scopes
	i.Saved = time.UnixMilli(saved)
	return i, nil
}

// Installed implements [chat.Installations].
func (in *Installations) Installed(ctx context.Context, enterpriseID, teamID string) (here, around bool, err error) {
	var exactly, all int
	err = in.db.read.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM slack_installation WHERE enterprise_id = $1 AND team_id = $2),
		(SELECT count(*) FROM slack_installation WHERE enterprise_id = $1 AND enterprise_id <> '')`, enterpriseID, teamID).Scan(&exactly, &all)
	if err != nil {
		return false, false, fmt.Errorf("installations: %w", err)
	}
	return exactly > 0, exactly > 0 || all > 0, nil
}

// DeleteInstallation deletes the installation of exactly these ids, unless it was saved
// after at: an uninstall event can come late, when the app is installed anew. Slack
// gives event times in whole seconds, so one saved within that second is deleted. There
// being none is no error.
func (in *Installations) DeleteInstallation(ctx context.Context, enterpriseID, teamID string, at time.Time) error {
	if !slackID(enterpriseID) || !slackID(teamID) {
		return nil
	}
	_, err := in.db.exec(ctx, `DELETE FROM slack_installation WHERE enterprise_id = $1 AND team_id = $2 AND saved < $3`,
		enterpriseID, teamID, millis(at.Truncate(time.Second).Add(time.Second)))
	if err != nil {
		return fmt.Errorf("delete installation: %w", err)
	}
	return nil
}
