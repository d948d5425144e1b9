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

	"veiviser/content"
	"veiviser/locales"
)

const (
	authorizeURL = "https://slack.com/oauth/v2/authorize"
	stateCookie  = "veiviser_slack_state"
	// stateTTL is how long Slack's code lives too.
	stateTTL = 10 * time.Minute
)

// install sends a browser to Slack to approve the app. The state goes along and into a
// cookie: who comes back must be who went.
func (ch *Chat) install(w http.ResponseWriter, r *http.Request) {
	state := ch.newState()
	http.SetCookie(w, ch.cookie(state, int(stateTTL.Seconds())))
	q := url.Values{
		"client_id": {ch.c.ClientID}, "scope": {strings.Join(requiredScopes(), ",")}, "state": {state}, "redirect_uri": {ch.redirectURI()},
	}
	http.Redirect(w, r, authorizeURL+"?"+q.Encode(), http.StatusFound)
}

func (ch *Chat) redirectURI() string { return ch.c.BaseURL + "/slack/oauth" }

func (ch *Chat) cookie(value string, maxAge int) *http.Cookie {
	return &http.Cookie{
		Name: stateCookie, Value: value, Path: "/slack/oauth", MaxAge: maxAge, HttpOnly: true,
		Secure: strings.HasPrefix(ch.c.BaseURL, "https://"), SameSite: http.SameSiteLaxMode,
	}
}

// newState is a nonce and its end, signed: no replica has to remember it.
func (ch *Chat) newState() string {
	nonce := make([]byte, 16)
	_, _ = rand.Read(nonce) // never fails
	s := hex.EncodeToString(nonce) + "." + strconv.FormatInt(ch.c.Now().Add(stateTTL).Unix(), 10)
	return s + "." + ch.signState(s)
}

func (ch *Chat) signState(s string) string {
	h := hmac.New(sha256.New, []byte("state "+ch.c.ClientSecret))
	h.Write([]byte(s))
	return hex.EncodeToString(h.Sum(nil))
}

// goodState tells whether a state is ours, the cookie's, and not too old.
func (ch *Chat) goodState(state, cookie string) bool {
	i := strings.LastIndexByte(state, '.')
	if i < 0 || subtle.ConstantTimeCompare([]byte(state), []byte(cookie)) != 1 {
		return false
	}
	if !hmac.Equal([]byte(ch.signState(state[:i])), []byte(state[i+1:])) {
		return false
	}
	_, end, _ := strings.Cut(state[:i], ".")
	t, err := strconv.ParseInt(end, 10, 64)
	return err == nil && ch.c.Now().Unix() < t
}

// oauth takes the browser back from Slack and keeps the installation.
func (ch *Chat) oauth(w http.ResponseWriter, r *http.Request) {
	cookie, _ := r.Cookie(stateCookie)
	http.SetCookie(w, ch.cookie("", -1))
	if cookie == nil || !ch.goodState(r.URL.Query().Get("state"), cookie.Value) {
		ch.c.Count("refused", "oauth state")
		ch.page(w, r, http.StatusBadRequest, locales.SlackInstallFailed)
		return
	}
	if r.URL.Query().Get("error") != "" {
		ch.page(w, r, http.StatusOK, locales.SlackInstallDeclined)
		return
	}
	if err := ch.exchange(r.Context(), r.URL.Query().Get("code")); err != nil {
		ch.c.Log.Error("slack install", "err", clean(err))
		ch.page(w, r, http.StatusBadGateway, locales.SlackInstallFailed)
		return
	}
	ch.page(w, r, http.StatusOK, locales.SlackInstalled)
}

var errNoBot = errors.New("the installation has no bot token")

// exchange trades the code for a token and keeps it.
func (ch *Chat) exchange(ctx context.Context, code string) error {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	resp, err := slack.GetOAuthV2ResponseContext(ctx, ch.c.HTTP, ch.c.ClientID, ch.c.ClientSecret, code, ch.redirectURI(), slack.OAuthOptionAPIURL(ch.c.APIURL))
	if err != nil {
		return fmt.Errorf("oauth.v2.access: %w", err)
	}
	if !strings.HasPrefix(resp.AccessToken, "xoxb-") {
		return errNoBot
	}
	i := Installation{
		EnterpriseID: resp.Enterprise.ID, TeamID: resp.Team.ID, AppID: resp.AppID, BotUserID: resp.BotUserID,
		BotToken: resp.AccessToken, Scopes: strings.Split(resp.Scope, ","),
	}
	if resp.IsEnterpriseInstall {
		i.TeamID = ""
	}
	if err := ch.c.Installations.SaveInstallation(ctx, i); err != nil {
		return fmt.Errorf("keep the installation of %s: %w", i, err)
	}
	ch.clients.forget(workspace{i.EnterpriseID, i.TeamID})
	ch.c.Log.Info("slack installed", "workspace", i.String(), "scopes", resp.Scope)
	return nil
}

// page is a sentence for the browser.
func (ch *Chat) page(w http.ResponseWriter, r *http.Request, code int, k locales.Key) {
	l := browserLang(r)
	words := ch.words(l)
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", "default-src 'none'")
	w.WriteHeader(code)
	fmt.Fprintf(w, "<!doctype html><html lang=%q><meta name=viewport content='width=device-width'><title>%s</title><p>%s</p></html>\n",
		string(l), html.EscapeString(words.Text(locales.WebSite)), html.EscapeString(words.Text(k)))
}

// browserLang is the first language the browser asks for that the guide has, else
// bokmål.
func browserLang(r *http.Request) content.Lang {
	for tag := range strings.SplitSeq(r.Header.Get("Accept-Language"), ",") {
		tag, _, _ = strings.Cut(tag, ";") // its weight: browsers list the best first
		if l := content.LangOfTag(strings.TrimSpace(tag)); l != "" {
			return l
		}
	}
	return content.Bokmal
}

// uninstalled forgets a workspace. It and tokens_revoked come in any order and more
// than once.
func (ch *Chat) uninstalled(ctx context.Context, e *envelope) error { return ch.forget(ctx, e) }

// tokensRevoked forgets a workspace when the bot's own token is among those revoked.
func (ch *Chat) tokensRevoked(ctx context.Context, e *envelope) error {
	if len(e.Event.Tokens.Bot) == 0 {
		return nil
	}
	return ch.forget(ctx, e)
}

func (ch *Chat) forget(ctx context.Context, e *envelope) error {
	if ch.c.Installations == nil {
		return nil
	}
	w := e.workspace()
	org := len(e.Authorizations) > 0 && e.Authorizations[0].Org
	if org {
		w.team = ""
	}
	defer ch.clients.forgetAll(w, org)
	if err := ch.c.Installations.DeleteInstallation(ctx, w.enterprise, w.team, e.at()); err != nil {
		return fmt.Errorf("delete the installation of %s: %w", w, err)
	}
	ch.c.Log.Info("slack uninstalled", "workspace", w.String())
	return nil
}
