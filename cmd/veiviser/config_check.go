package main

import (
	"encoding/base64"
	"errors"
	"fmt"
	"net"
	"net/mail"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"veiviser/bot/mcpchat"
	"veiviser/bot/slackchat"
	"veiviser/bot/teamschat"
	"veiviser/bot/webchat"
)

// problems are what is wrong with the settings, by the names of their variables.
type problems []error

// add notes a problem with the variable VEIVISER_name where it is bad. The text must
// not hold a secret.
func (ps *problems) add(bad bool, name, format string, args ...any) {
	if bad {
		*ps = append(*ps, fmt.Errorf("VEIVISER_%s: %s", name, fmt.Sprintf(format, args...)))
	}
}

func (ps problems) err() error { return errors.Join(ps...) }

// check finds the settings that can't work.
func (c config) check(ps *problems) {
	ps.checkAddr("ADDR", c.Addr)
	if c.AdminAddr != "" {
		ps.checkAddr("ADMIN_ADDR", c.AdminAddr)
		ps.add(c.AdminAddr == c.Addr, "ADMIN_ADDR", "is the pages' address: give operators one of their own, or leave it out")
	}
	n := len(c.ReportToken)
	ps.add(n > 0 && n < webchat.MinReportToken, "REPORT_TOKEN",
		"has %d characters, at least %d are needed (make one with: openssl rand -hex 16)", n, webchat.MinReportToken)
	ps.checkSite(c.BaseURL)
	ps.add(c.Traces != "" && !isSite(c.Traces), "TRACES_URL", "is no web address (want \"http://collector:4318\")")
	db := string(c.DatabaseURL)
	ps.add(db != "" && !strings.HasPrefix(db, "postgres://") && !strings.HasPrefix(db, "postgresql://"),
		"DATABASE_URL", "want postgres://…; leave it out for SQLite in the data folder")
	_, err := c.key()
	ps.add(err != nil, "SECRET_KEY", "%v", err)
	c.checkOperator(ps)
	c.checkSlack(ps)
	c.checkTeams(ps)
	t := len(c.MCP.Token)
	ps.add(t > 0 && t < mcpchat.MinToken, "MCP_TOKEN",
		"has %d characters, at least %d are needed (make one with: openssl rand -hex 16)", t, mcpchat.MinToken)
	c.checkEditors(ps)
}

// checkAddr notes an address that can't be listened on.
func (ps *problems) checkAddr(name, addr string) {
	_, port, err := net.SplitHostPort(addr)
	ps.add(err != nil, name, "%q has no port (want \":8080\")", addr)
	_, portErr := strconv.ParseUint(port, 10, 16)
	ps.add(err == nil && portErr != nil, name, "port %q is no number from 0 to 65535", port)
}

// baseURL is the site's address as a command that makes links needs it: without a
// slash at its end, empty where it is not set.
func baseURL(e env) (string, error) {
	base := strings.TrimSuffix(e.getenv("VEIVISER_BASE_URL"), "/")
	var ps problems
	ps.checkSite(base)
	return base, ps.err()
}

// checkSite notes a public address that is none.
func (ps *problems) checkSite(base string) {
	ps.add(base != "" && !isSite(base), "BASE_URL", "%q is no web address (want \"https://veiviser.example.no\")", base)
}

// isSite reports whether s is the address of a site and of no page in it.
func isSite(s string) bool {
	u, err := url.Parse(s)
	return err == nil && u.Host != "" && (u.Scheme == "https" || u.Scheme == "http") && u.RawQuery == "" && u.Fragment == ""
}

// maxOperator is how long the name of who answers for the service may be.
const maxOperator = 100

// checkOperator notes a name and a contact that the pages can't show.
func (c config) checkOperator(ps *problems) {
	o := c.Operator
	n := utf8.RuneCountInString(o.Name)
	ps.add(n > maxOperator, "OPERATOR", "has %d characters (want at most %d)", n, maxOperator)
	ps.add(o.Name == "" && o.Contact != "", "OPERATOR", "not set, but VEIVISER_OPERATOR_CONTACT is: say whose contact it is")
	_, err := mail.ParseAddress(o.Contact)
	ps.add(o.Contact != "" && (err != nil || strings.ContainsAny(o.Contact, " <>")) && !isPage(o.Contact), "OPERATOR_CONTACT",
		"is neither an e-mail address nor the address of a page (want \"personvern@example.no\" or \"https://example.no/kontakt\")")
}

// isPage reports whether s is the address of a page on the web.
func isPage(s string) bool {
	u, err := url.Parse(s)
	return err == nil && u.Host != "" && u.Scheme == "https"
}

// unnamed reports whether people write to the service in chats and nobody is named who
// answers for it.
func (c config) unnamed() bool {
	return (c.Slack.on() || c.Teams.on()) && (c.Operator.Name == "" || c.Operator.Contact == "")
}

func (c config) checkSlack(ps *problems) {
	s := c.Slack
	ps.add(s.APIURL != "" && !strings.HasSuffix(s.APIURL, "/"), "SLACK_API_URL", "%q does not end in a slash", s.APIURL)
	ps.add((s.ClientID == "") != (s.ClientSecret == ""), "SLACK_CLIENT_ID", "set VEIVISER_SLACK_CLIENT_SECRET too, or neither")
	if !s.on() {
		return
	}
	ps.add(s.SigningSecret == "" && s.AppToken == "", "SLACK_SIGNING_SECRET", "not set (Slack signs its requests with it)")
	ps.add(s.AppToken != "" && !strings.HasPrefix(string(s.AppToken), "xapp-"), "SLACK_APP_TOKEN", "does not begin with xapp-")
	ps.add(s.BotToken != "" && !strings.HasPrefix(string(s.BotToken), "xoxb-"), "SLACK_BOT_TOKEN", "does not begin with xoxb-")
	ps.add(s.BotToken == "" && s.ClientID == "", "SLACK_BOT_TOKEN", "not set (or VEIVISER_SLACK_CLIENT_ID and _SECRET for many workspaces)")
	ps.add(s.ClientID != "" && c.BaseURL == "", "BASE_URL", "not set (workspaces install the Slack app through it)")
	ps.add(s.ClientID != "" && c.Key == "", "SECRET_KEY", "not set (it encrypts the tokens of workspaces)")
}

func (c config) checkTeams(ps *problems) {
	t := c.Teams
	shown := t.app().Credentials()
	registered := t.AppID != "" || shown > 0 || t.TenantID != ""
	ps.add(t.Dev && registered, "TEAMS_DEV", "takes no registration: leave VEIVISER_TEAMS_APP_ID, _APP_PASSWORD and _TENANT_ID out")
	ps.add(t.Dev && !loopback(c.Addr), "TEAMS_DEV", "takes anybody's activities: listen on this machine only (--addr 127.0.0.1:8080)")
	if registered && !t.Dev {
		ps.add(t.AppID == "", "TEAMS_APP_ID", "not set")
		ps.add(shown == 0, "TEAMS_APP_PASSWORD", "not set (nor VEIVISER_TEAMS_CERTIFICATE or VEIVISER_TEAMS_FEDERATED_TOKEN_FILE)")
		ps.add(shown > 1, "TEAMS_APP_PASSWORD", "one of it, VEIVISER_TEAMS_CERTIFICATE and VEIVISER_TEAMS_FEDERATED_TOKEN_FILE is what Microsoft is shown: leave the others out")
		ps.add(t.TenantID == "", "TEAMS_TENANT_ID", "not set (the organisation that the bot is registered in)")
	}
	ps.add(t.TenantID != "" && !teamschat.IsTenant(t.TenantID), "TEAMS_TENANT_ID", "%q is no tenant's id (want 8-4-4-4-12 hexadecimal digits)", t.TenantID)
	for _, tenant := range t.Tenants {
		ps.add(!teamschat.IsTenant(tenant), "TEAMS_TENANTS", "%q is no tenant's id (want 8-4-4-4-12 hexadecimal digits, a comma between two)", tenant)
	}
	ps.add(len(t.Tenants) > 0 && t.TenantID == "", "TEAMS_TENANTS", "are served besides VEIVISER_TEAMS_TENANT_ID, which is not set")
	ps.add(!t.PasswordEnds.IsZero() && t.AppPassword == "", "TEAMS_APP_PASSWORD_EXPIRES", "is set, and VEIVISER_TEAMS_APP_PASSWORD is not")
	_, err := base64.StdEncoding.DecodeString(string(t.WebhookSecret))
	ps.add(err != nil, "TEAMS_WEBHOOK_SECRET", "is not base64: copy the whole token Teams showed")
	ps.add(t.on() && !t.Dev && c.BaseURL == "", "BASE_URL", "not set (Teams takes only whole addresses)")
}

// loopback reports whether an address is of this machine alone.
func loopback(addr string) bool {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return false
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// checkEditors notes rooms of editors that can't be reached.
func (c config) checkEditors(ps *problems) {
	if room := c.EditorsSlack; room != "" {
		ok, alone := slackchat.IsRoom(room)
		ps.add(!ok, "EDITORS_SLACK_CHANNEL", "%q is no channel's id (want \"C0123ABCD\", or \"T0123ABCD/C0123ABCD\" where there are several workspaces)", room)
		ps.add(ok && alone && c.Slack.BotToken == "" && c.Slack.ClientID != "", "EDITORS_SLACK_CHANNEL", "does not say in which workspace (want \"T0123ABCD/%s\")", room)
		ps.add(!c.Slack.on(), "EDITORS_SLACK_CHANNEL", "is set, and Slack is not")
	}
	if c.EditorsTeams != "" {
		service, id, ok := strings.Cut(c.EditorsTeams, " ")
		ps.add(ok && (!isSite(service) || id == "") || !ok && strings.Contains(service, "://"), "EDITORS_TEAMS_CONVERSATION",
			"is no conversation's id (want \"19:…@thread.tacv2\", with the serviceUrl and a space before it where it is not Teams' own)")
		ps.add(!c.Teams.bot(), "EDITORS_TEAMS_CONVERSATION", "is set, and the Teams bot is not")
	}
}
