package slackchat

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"fmt"
	"html"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"veiviser/bot/chat"
	"veiviser/content"
	"veiviser/locales"
)

const (
	authorizeURL = "https://slack.com/oauth/v2/authorize"
	stateCookie  = "veiviser_slack_state"
	// stateTTL is how long Slack's code lives too.
	stateTTL = 10 * time.Minute
	// exchangeTimeout is how long a browser waits for an installation.
	exchangeTimeout = 10 * time.Second
)

// installer lets workspaces install the app: OAuth in a browser.
type installer struct {
	c       Config
	clients *clients
}

// begin sends a browser to Slack to approve the app. The state goes along and into a
// cookie: who comes back must be who went.
func (i *installer) begin(w http.ResponseWriter, r *http.Request) {
	state := i.newState()
	http.SetCookie(w, i.cookie(state, int(stateTTL.Seconds())))
	q := url.Values{
		"client_id": {i.c.ClientID}, "scope": {strings.Join(requiredScopes(i.c.Channels), ",")}, "state": {state}, "redirect_uri": {i.redirectURI()},
	}
	http.Redirect(w, r, authorizeURL+"?"+q.Encode(), http.StatusFound)
}

func (i *installer) redirectURI() string { return i.c.BaseURL + "/slack/oauth" }

func (i *installer) cookie(value string, maxAge int) *http.Cookie {
	return &http.Cookie{
		Name: stateCookie, Value: value, Path: "/slack/oauth", MaxAge: maxAge, HttpOnly: true,
		Secure: strings.HasPrefix(i.c.BaseURL, "https://"), SameSite: http.SameSiteLaxMode,
	}
}

// newState is a nonce and its end, signed: no replica has to remember it.
func (i *installer) newState() string {
	nonce := make([]byte, 16)
	_, _ = rand.Read(nonce) // never fails
	s := hex.EncodeToString(nonce) + "." + strconv.FormatInt(i.c.Now().Add(stateTTL).Unix(), 10)
	return s + "." + i.signState(s)
}

func (i *installer) signState(s string) string {
	h := hmac.New(sha256.New, []byte("state "+i.c.ClientSecret))
	h.Write([]byte(s))
	return hex.EncodeToString(h.Sum(nil))
}

// goodState tells whether a state is ours, the cookie's, and not too old.
func (i *installer) goodState(state, cookie string) bool {
	end := strings.LastIndexByte(state, '.')
	if end < 0 || subtle.ConstantTimeCompare([]byte(state), []byte(cookie)) != 1 {
		return false
	}
	if !hmac.Equal([]byte(i.signState(state[:end])), []byte(state[end+1:])) {
		return false
	}
	_, expiry, _ := strings.Cut(state[:end], ".")
	t, err := strconv.ParseInt(expiry, 10, 64)
	return err == nil && i.c.Now().Unix() < t
}

// oauth takes the browser back from Slack and keeps the installation.
func (i *installer) oauth(w http.ResponseWriter, r *http.Request) {
	cookie, _ := r.Cookie(stateCookie)
	http.SetCookie(w, i.cookie("", -1))
	if cookie == nil || !i.goodState(r.URL.Query().Get("state"), cookie.Value) {
		i.c.Count("refused", "oauth state")
		i.page(w, r, http.StatusBadRequest, locales.SlackInstallFailed)
		return
	}
	if r.URL.Query().Get("error") != "" {
		i.page(w, r, http.StatusOK, locales.SlackInstallDeclined)
		return
	}
	if err := i.exchange(r.Context(), r.URL.Query().Get("code")); err != nil {
		i.c.Log.ErrorContext(r.Context(), "slack install", "err", clean(err))
		i.page(w, r, http.StatusBadGateway, locales.SlackInstallFailed)
		return
	}
	i.page(w, r, http.StatusOK, locales.SlackInstalled)
}

var errNoBot = errors.New("the installation has no bot token")

// exchange trades the code for a token and keeps it.
func (i *installer) exchange(ctx context.Context, code string) error {
	ctx, cancel := context.WithTimeout(ctx, exchangeTimeout)
	defer cancel()
	resp, err := slack.GetOAuthV2ResponseContext(ctx, i.c.HTTP, i.c.ClientID, i.c.ClientSecret, code, i.redirectURI(), slack.OAuthOptionAPIURL(i.c.APIURL))
	if err != nil {
		return fmt.Errorf("oauth.v2.access: %w", err)
	}
	if !strings.HasPrefix(resp.AccessToken, "xoxb-") {
		return errNoBot
	}
	got := chat.Installation{
		EnterpriseID: resp.Enterprise.ID, TeamID: resp.Team.ID, AppID: resp.AppID, BotUserID: resp.BotUserID,
		BotToken: resp.AccessToken, Scopes: strings.Split(resp.Scope, ","),
	}
	if resp.IsEnterpriseInstall {
		got.TeamID = ""
	}
	if resp.ExpiresIn > 0 {
		got.RefreshToken, got.Expires = resp.RefreshToken, i.c.Now().Add(time.Duration(resp.ExpiresIn)*time.Second)
		i.clients.expires(ctx, "install", got)
	}
	if err := i.c.Installations.SaveInstallation(ctx, got); err != nil {
		return fmt.Errorf("keep the installation of %s: %w", got, err)
	}
	i.clients.forget(workspace{got.EnterpriseID, got.TeamID})
	i.c.Log.InfoContext(ctx, "slack installed", "workspace", got.String(), "scopes", resp.Scope)
	return nil
}

// page is a sentence for the browser.
func (i *installer) page(w http.ResponseWriter, r *http.Request, code int, k locales.Key) {
	l := content.Bokmal
	if accept, _, _ := strings.Cut(r.Header.Get("Accept-Language"), ","); content.LangOfTag(accept) != "" {
		l = content.LangOfTag(accept)
	}
	words := i.c.Words.In(string(l))
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", "default-src 'none'")
	w.WriteHeader(code)
	fmt.Fprintf(w, "<!doctype html><html lang=%q><meta name=viewport content='width=device-width'><title>%s</title><p>%s</p></html>\n",
		string(l), html.EscapeString(words.Text(locales.WebSite)), html.EscapeString(words.Text(k)))
}
