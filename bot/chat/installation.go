package chat

import (
	"context"
	"errors"
	"log/slog"
	"time"
)

// Installations keeps the workspaces that installed an app.
type Installations interface {
	// Installation returns the one of the workspace, else of its organisation; there
	// being none is ErrNotInstalled.
	Installation(ctx context.Context, enterpriseID, teamID string) (Installation, error)
	// SaveInstallation keeps i, replacing the one of the same ids.
	SaveInstallation(ctx context.Context, i Installation) error
	// DeleteInstallation deletes the one of exactly these ids, unless it was saved
	// after at. There being none is no error.
	DeleteInstallation(ctx context.Context, enterpriseID, teamID string, at time.Time) error
	// Installed reports whether there is one of exactly these ids, and any of the
	// organisation; outside organisations both are the same.
	Installed(ctx context.Context, enterpriseID, teamID string) (here, around bool, err error)
}

// ErrNotInstalled is a workspace that an app is not installed in.
var ErrNotInstalled = errors.New("not installed")

// Installation is the Slack app in one workspace, or in every workspace of an
// organisation. Printing, encoding or logging it leaves the tokens out.
type Installation struct {
	EnterpriseID string // of the organisation, "E…"; empty outside Enterprise Grid
	TeamID       string // of the workspace, "T…"; empty for the whole organisation

	AppID        string
	BotUserID    string
	BotToken     string    `json:"-"`
	RefreshToken string    `json:"-"` // empty where tokens don't expire
	Expires      time.Time // of BotToken; zero for never
	Scopes       []string

	Saved time.Time // set by who keeps it
}

// String leaves the tokens out.
func (i Installation) String() string { return i.EnterpriseID + "/" + i.TeamID }

// GoString leaves the tokens out.
func (i Installation) GoString() string { return i.String() }

// LogValue leaves the tokens out.
func (i Installation) LogValue() slog.Value { return slog.StringValue(i.String()) }
