package main

import (
	"cmp"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"log/slog"
	"strconv"
	"strings"
	"time"
	"unicode"

	"veiviser/bot/teamschat"
	"veiviser/bot/webchat"
)

// config is what serve is told by its flags and environment.
type config struct {
	Addr        string
	AdminAddr   string // for operators alone; empty: they use Addr
	BaseURL     string // without a slash at its end
	Data        string
	Content     string
	Local       string // folders of local entries, as a path lists them
	Index       string // where built indexes are kept; empty: in Data; off: nowhere
	DatabaseURL secret
	Traces      string // the collector that traces are sent to, without a slash at its end; empty: none are made
	ReportToken secret
	Key         secret // 32 bytes, hexadecimal or base64: encrypts tokens at rest

	Operator  webchat.Operator // who answers for the service
	Proxies   webchat.Proxies
	Questions int // from one address in a minute; 0 for the pages' own limit, below 0 for none

	Slack slackConfig
	Teams teamsConfig
	Paths bool // of one's own are made
	MCP   mcpConfig

	EditorsSlack, EditorsTeams string // where editors read what they are sent, beside the report; empty: nowhere
}

type slackConfig struct {
	SigningSecret, BotToken, AppToken, ClientID, ClientSecret secret
	APIURL                                                    string
	Private                                                   bool // channel answers are seen by the asker alone
	Channels                                                  bool // workspaces are asked to let the app read the channels it is in
}

type teamsConfig struct {
	AppID, TenantID, OpenIDURL, TokenURL string
	ServiceHosts                         []string // taken besides those of Teams: tests, the Playground
	AppPassword, WebhookSecret           secret
	Tenants                              []string  // served besides TenantID
	Certificate, FederatedTokenFile      string    // files, each in place of AppPassword
	PasswordEnds                         time.Time // zero: nobody knows
	Admins                               []string  // who may choose settings, "tenant/object id"
	Dev                                  bool      // no authentication, this machine only
	Starters                             bool      // in place of the welcome
}

// mcpConfig is whether other assistants are answered over HTTP.
type mcpConfig struct {
	Open  bool   // to anybody, as the JSON API is
	Token secret // to who has it; goes before Open
}

// on reports whether they are at all.
func (m mcpConfig) on() bool { return m.Open || m.Token != "" }

// secret is a setting that never shows itself: not printed by any verb, not in a log
// and not in JSON, alone or as a field.
type secret string

// String hides the secret.
func (s secret) String() string {
	if s == "" {
		return ""
	}
	return "[redacted]"
}

// Format hides the secret from every verb of fmt, those that pass String by included.
func (s secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, s.String()) }

// LogValue hides the secret from logs.
func (s secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// MarshalText hides the secret from JSON, which is how a log writes a whole config.
func (s secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// loadConfig reads the environment; what a flag sets is set already. All problems
// come back together.
func loadConfig(c config, getenv func(string) string) (config, error) {
	var ps problems
	hidden := func(name string) secret { return secret(getenv("VEIVISER_" + name)) }
	plain := func(name string) string { return getenv("VEIVISER_" + name) }
	isOn := func(name string) bool {
		v := cmp.Or(plain(name), "false")
		on, err := strconv.ParseBool(v)
		ps.add(err != nil, name, "%q is neither true nor false", v)
		return on
	}
	c.Addr = cmp.Or(c.Addr, plain("ADDR"), ":8080")
	c.AdminAddr = plain("ADMIN_ADDR")
	var err error
	c.Proxies, err = webchat.ParseProxies(plain("TRUSTED_PROXIES"))
	ps.add(err != nil, "TRUSTED_PROXIES", "%v", err)
	c.Questions, err = perMinute(plain("QUESTIONS_PER_MINUTE"))
	ps.add(err != nil, "QUESTIONS_PER_MINUTE", "%v", err)
	c.Data = cmp.Or(c.Data, plain("DATA"), "data")
	c.Content = cmp.Or(c.Content, plain("CONTENT"))
	c.Local = cmp.Or(c.Local, plain("LOCAL"))
	c.Index = plain("INDEX")
	c.BaseURL = strings.TrimSuffix(plain("BASE_URL"), "/")
	c.Traces = strings.TrimSuffix(plain("TRACES_URL"), "/")
	c.DatabaseURL, c.ReportToken, c.Key = hidden("DATABASE_URL"), hidden("REPORT_TOKEN"), hidden("SECRET_KEY")
	c.Operator = webchat.Operator{Name: strings.TrimSpace(plain("OPERATOR")), Contact: strings.TrimSpace(plain("OPERATOR_CONTACT"))}
	c.Slack = slackConfig{
		SigningSecret: hidden("SLACK_SIGNING_SECRET"), BotToken: hidden("SLACK_BOT_TOKEN"), AppToken: hidden("SLACK_APP_TOKEN"),
		ClientID: hidden("SLACK_CLIENT_ID"), ClientSecret: hidden("SLACK_CLIENT_SECRET"),
		APIURL: plain("SLACK_API_URL"), Private: isOn("SLACK_PRIVATE"), Channels: isOn("SLACK_CHANNELS"),
	}
	c.Teams = teamsConfig{
		AppID: plain("TEAMS_APP_ID"), AppPassword: hidden("TEAMS_APP_PASSWORD"), TenantID: plain("TEAMS_TENANT_ID"),
		OpenIDURL: plain("TEAMS_OPENID_URL"), TokenURL: plain("TEAMS_TOKEN_URL"), ServiceHosts: strings.Fields(plain("TEAMS_SERVICE_HOSTS")),
		WebhookSecret: hidden("TEAMS_WEBHOOK_SECRET"), Dev: isOn("TEAMS_DEV"), Starters: isOn("TEAMS_STARTERS"),
	}
	c.Teams.Tenants = split(plain("TEAMS_TENANTS"))
	c.Teams.Certificate, c.Teams.FederatedTokenFile = plain("TEAMS_CERTIFICATE"), plain("TEAMS_FEDERATED_TOKEN_FILE")
	if day := plain("TEAMS_APP_PASSWORD_EXPIRES"); day != "" {
		c.Teams.PasswordEnds, err = time.Parse(time.DateOnly, day)
		ps.add(err != nil, "TEAMS_APP_PASSWORD_EXPIRES", "%q is no day (want \"2027-01-31\")", day)
	}
	for _, who := range split(plain("TEAMS_ADMINS")) {
		name, ok := teamschat.AdminName(who, c.Teams.TenantID)
		ps.add(!ok, "TEAMS_ADMINS", "%q is nobody's object id in Microsoft Entra (want 8-4-4-4-12 hexadecimal digits, with the tenant's id and a slash before it for somebody outside the home tenant)", who)
		c.Teams.Admins = append(c.Teams.Admins, name)
	}
	c.Paths = isOn("PATHS")
	c.MCP = mcpConfig{Open: isOn("MCP"), Token: hidden("MCP_TOKEN")}
	c.EditorsSlack, c.EditorsTeams = plain("EDITORS_SLACK_CHANNEL"), plain("EDITORS_TEAMS_CONVERSATION")
	c.check(&ps)
	return c, ps.err()
}

// split reads what stands between commas, spaces around it left out.
func split(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ',' || unicode.IsSpace(r) })
}

// perMinute reads a limit as the pages take it: "" is their own, "0" is none.
func perMinute(s string) (int, error) {
	if s == "" {
		return 0, nil
	}
	n, err := strconv.ParseUint(s, 10, 31)
	if err != nil {
		return 0, fmt.Errorf("%q is no number of questions (want \"600\", or \"0\" for no limit)", s)
	}
	if n == 0 {
		return -1, nil
	}
	return int(n), nil
}

// on reports whether Slack is set up at all.
func (s slackConfig) on() bool {
	return s.SigningSecret != "" || s.BotToken != "" || s.AppToken != "" || s.ClientID != ""
}

// on reports whether Teams is set up at all.
func (t teamsConfig) on() bool { return t.bot() || t.WebhookSecret != "" }

// bot reports whether the Teams bot is set up, as opposed to the webhook alone.
func (t teamsConfig) bot() bool { return t.AppID != "" || t.Dev }

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
