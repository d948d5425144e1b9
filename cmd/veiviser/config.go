package main

import (
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"strings"
)

// config is what serve is told by its flags and environment.
type config struct {
	Addr        string
	BaseURL     string
	Data        string
	Content     string
	DatabaseURL secret
	ReportToken secret
	Key         secret // 32 bytes, hexadecimal or base64: encrypts tokens at rest

	Slack slackConfig
	Teams teamsConfig
}

type slackConfig struct {
	SigningSecret, BotToken, AppToken, ClientID, ClientSecret secret
	APIURL                                                    string
	Private                                                   bool // channel answers are seen by the asker alone
}

type teamsConfig struct {
	AppID, TenantID, OpenIDURL, TokenURL string
	ServiceHosts                         []string // taken besides those of Teams: tests, the Playground
	AppPassword, WebhookSecret           secret
	Dev                                  bool // no authentication, this machine only
}

// secret is a setting that never shows itself.
type secret string

// String hides the secret.
func (s secret) String() string {
	if s == "" {
		return ""
	}
	return "[redacted]"
}

// LogValue hides the secret from logs.
func (s secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// loadConfig reads the environment; what a flag sets is set already. All problems
// come back together.
func loadConfig(c config, getenv func(string) string) (config, error) {
	set := func(dst *string, name string) {
		if *dst == "" {
			*dst = getenv(name)
		}
	}
	set(&c.Addr, "VEIVISER_ADDR")
	set(&c.BaseURL, "VEIVISER_BASE_URL")
	set(&c.Data, "VEIVISER_DATA")
	set(&c.Content, "VEIVISER_CONTENT")
	if c.Addr == "" {
		c.Addr = ":8080"
	}
	if c.Data == "" {
		c.Data = "data"
	}
	c.BaseURL = strings.TrimSuffix(c.BaseURL, "/")
	c.DatabaseURL = secret(getenv("VEIVISER_DATABASE_URL"))
	c.ReportToken = secret(getenv("VEIVISER_REPORT_TOKEN"))
	c.Key = secret(getenv("VEIVISER_SECRET_KEY"))
	c.Slack = slackConfig{
		SigningSecret: secret(getenv("VEIVISER_SLACK_SIGNING_SECRET")), BotToken: secret(getenv("VEIVISER_SLACK_BOT_TOKEN")),
		AppToken: secret(getenv("VEIVISER_SLACK_APP_TOKEN")), ClientID: secret(getenv("VEIVISER_SLACK_CLIENT_ID")),
		ClientSecret: secret(getenv("VEIVISER_SLACK_CLIENT_SECRET")), APIURL: getenv("VEIVISER_SLACK_API_URL"),
		Private: getenv("VEIVISER_SLACK_PRIVATE") != "",
	}
	c.Teams = teamsConfig{
		AppID: getenv("VEIVISER_TEAMS_APP_ID"), AppPassword: secret(getenv("VEIVISER_TEAMS_APP_PASSWORD")),
		TenantID: getenv("VEIVISER_TEAMS_TENANT_ID"), OpenIDURL: getenv("VEIVISER_TEAMS_OPENID_URL"),
		TokenURL: getenv("VEIVISER_TEAMS_TOKEN_URL"), ServiceHosts: strings.Fields(getenv("VEIVISER_TEAMS_SERVICE_HOSTS")),
		WebhookSecret: secret(getenv("VEIVISER_TEAMS_WEBHOOK_SECRET")), Dev: getenv("VEIVISER_TEAMS_DEV") != "",
	}
	return c, c.validate()
}

// validate reports every setting that can't work, by its variable's name.
func (c config) validate() error {
	var errs []error
	bad := func(name, format string, args ...any) {
		errs = append(errs, fmt.Errorf("%s: %s", name, fmt.Sprintf(format, args...)))
	}
	if _, _, err := net.SplitHostPort(c.Addr); err != nil {
		bad("VEIVISER_ADDR", "%q has no port (want \":8080\")", c.Addr)
	}
	if c.BaseURL != "" {
		if u, err := url.Parse(c.BaseURL); err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
			bad("VEIVISER_BASE_URL", "%q is no web address (want \"https://veiviser.example.no\")", c.BaseURL)
		}
	}
	if s := string(c.DatabaseURL); s != "" && !strings.HasPrefix(s, "postgres://") && !strings.HasPrefix(s, "postgresql://") {
		bad("VEIVISER_DATABASE_URL", "want postgres://…; leave it out for SQLite in the data folder")
	}
	if _, err := c.key(); err != nil {
		bad("VEIVISER_SECRET_KEY", "%v", err)
	}
	for _, e := range append(c.Slack.validate(), c.Teams.validate()...) {
		errs = append(errs, e)
	}
	return errors.Join(errs...)
}

// on reports whether Slack is set up at all.
func (s slackConfig) on() bool {
	return s.SigningSecret != "" || s.BotToken != "" || s.AppToken != "" || s.ClientID != ""
}

func (s slackConfig) validate() []error {
	var errs []error
	if s.on() && s.SigningSecret == "" && s.AppToken == "" {
		errs = append(errs, errors.New("VEIVISER_SLACK_SIGNING_SECRET: not set (Slack signs its requests with it)"))
	}
	if s.on() && s.BotToken == "" && s.ClientID == "" {
		errs = append(errs, errors.New("VEIVISER_SLACK_BOT_TOKEN: not set (or VEIVISER_SLACK_CLIENT_ID and _SECRET for many workspaces)"))
	}
	if (s.ClientID == "") != (s.ClientSecret == "") {
		errs = append(errs, errors.New("VEIVISER_SLACK_CLIENT_ID and VEIVISER_SLACK_CLIENT_SECRET: set both or neither"))
	}
	if s.APIURL != "" && !strings.HasSuffix(s.APIURL, "/") {
		errs = append(errs, fmt.Errorf("VEIVISER_SLACK_API_URL: %q does not end in a slash", s.APIURL))
	}
	return errs
}

// bot reports whether the Teams bot is set up, as opposed to the webhook alone.
func (t teamsConfig) bot() bool { return t.AppID != "" || t.Dev }

func (t teamsConfig) validate() []error {
	var errs []error
	if t.AppID != "" && !t.Dev {
		if t.AppPassword == "" {
			errs = append(errs, errors.New("VEIVISER_TEAMS_APP_PASSWORD: not set"))
		}
		if t.TenantID == "" {
			errs = append(errs, errors.New("VEIVISER_TEAMS_TENANT_ID: not set (new bots are single-tenant)"))
		}
	}
	return errs
}

// key decodes the encryption key, nil for none.
func (c config) key() ([]byte, error) {
	const size = 32
	if c.Key == "" {
		return nil, nil
	}
	if b, err := hex.DecodeString(string(c.Key)); err == nil && len(b) == size {
		return b, nil
	}
	if b, err := base64.StdEncoding.DecodeString(string(c.Key)); err == nil && len(b) == size {
		return b, nil
	}
	return nil, fmt.Errorf("want %d bytes in hexadecimal or base64 (make one with: openssl rand -hex %d)", size, size)
}
