package teamschat

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"veiviser/bot/chat"
)

// connector sends activities to Teams.
type connector struct {
	http   *http.Client
	token  *tokenSource  // nil: without a token, in development
	tenant *chat.Limiter // of all requests, by tenant

	count    func(what, detail string)
	log      *slog.Logger
	warnings *chat.Limiter // of log lines
}

const (
	// tenantRate is how many requests a second an app may make to a tenant.
	tenantRate = 30
	// minHold is how long a conversation waits where Teams says wait and not how long.
	minHold = time.Second
	// maxResponse is more than Teams answers with, in bytes.
	maxResponse = 64 << 10
)

// newConnector allows the app's requests a second to each tenant, and shows nothing to log
// in with where shows is nil.
func newConnector(c Config, shows *credential) *connector {
	perSecond := c.App.RequestsPerSecond
	if perSecond == 0 {
		perSecond = tenantRate
	}
	// Half in the bucket and half coming in make up the most in any one second.
	all := chat.Rate{PerSecond: float64(perSecond) / 2, Burst: max(1, perSecond/2)}
	conn := &connector{
		http: c.HTTP, tenant: chat.NewLimiter(chat.Same(all)),
		count: c.Count, log: c.Log, warnings: chat.NewLimiter(chat.Same(chat.PerMinute(1))),
	}
	if shows != nil {
		conn.token = newTokenSource(shows, c.HTTP, c.Now)
	}
	return conn
}

// reply sends m as an answer to a, in its conversation, and returns m's id.
func (c *connector) reply(ctx context.Context, a activity, m message) (id string, err error) {
	m.ReplyToID = a.ID
	m.from(a, a.Conversation.ID)
	body, err := c.send(ctx, a.tenant(), http.MethodPost, a.conversations()+pathTo(a.Conversation.ID, a.ID), m)
	if err != nil {
		return "", err
	}
	var sent account
	_ = json.Unmarshal(body, &sent) // without an id it is never found again
	return sent.ID, nil
}

// put puts m in the place of a message of ours in the conversation of a. Where nobody
// knows whether that was done it is done again: it changes nothing the second time.
func (c *connector) put(ctx context.Context, a activity, id string, m message) error {
	m.from(a, a.Conversation.ID)
	_, err := c.send(ctx, a.tenant(), http.MethodPut, a.conversations()+pathTo(a.Conversation.ID, id), m)
	return repeatable(err)
}

// target sends m to who sent a, in front of others who don't see it.
func (c *connector) target(ctx context.Context, a activity, m message) error {
	m.from(a, a.Conversation.ID)
	_, err := c.send(ctx, a.tenant(), http.MethodPost, a.conversations()+pathTo(a.Conversation.ID, "")+"?isTargetedActivity=true", m)
	return err
}

// direct sends m to who sent a, in the chat that they alone have with the bot, and returns
// that chat's id.
func (c *connector) direct(ctx context.Context, a activity, m message) (conversationID string, err error) {
	tenant := channelData{}
	tenant.Tenant.ID = a.tenant()
	// Teams gives the same conversation however often it is asked for.
	body, err := c.send(ctx, a.tenant(), http.MethodPost, a.conversations(), newConversation{
		Bot: a.Recipient, Members: []account{{ID: a.From.ID}}, TenantID: a.tenant(), ChannelData: tenant,
	})
	if err != nil {
		return "", repeatable(err)
	}
	var opened conversation
	if err := json.Unmarshal(body, &opened); err != nil || opened.ID == "" {
		return "", chat.Refused(errors.New("teams opened a conversation without an id"))
	}
	m.from(a, opened.ID)
	_, err = c.send(ctx, a.tenant(), http.MethodPost, a.conversations()+pathTo(opened.ID, ""), m)
	return opened.ID, err
}

// repeatable is the error of a call that may be made again though its outcome is not
// known.
func repeatable(err error) error {
	if f, ok := errors.AsType[*chat.Failure](err); ok && f.Sent == chat.UnknownSent {
		return chat.Retry(f.Err, 0)
	}
	return err
}

// conversations is the address of all conversations where a comes from.
func (a *activity) conversations() string {
	return strings.TrimSuffix(a.ServiceURL, "/") + "/v3/conversations"
}

// pathTo leads from there to the activities of one, or to one activity of it.
func pathTo(conversation, id string) string {
	path := "/" + url.PathEscape(conversation) + "/activities"
	if id != "" {
		path += "/" + url.PathEscape(id)
	}
	return path
}

// send makes the request and returns the answer to it. Whoever calls it has checked the
// serviceUrl. A token that Teams refuses is asked for anew, once: nothing was taken.
func (c *connector) send(ctx context.Context, tenant, method, address string, v any) ([]byte, error) {
	body, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("encode activity: %w", err)
	}
	out, err := c.try(ctx, tenant, method, address, body)
	if errors.Is(err, errToken) {
		out, err = c.try(ctx, tenant, method, address, body)
	}
	return out, err
}

// errToken is a token that Teams refused.
var errToken = errors.New("token refused")

// try makes the request once, in the tenant's turn.
func (c *connector) try(ctx context.Context, tenant, method, address string, body []byte) ([]byte, error) {
	if err := c.tenant.Wait(ctx, tenant); err != nil {
		return nil, chat.Retry(fmt.Errorf("wait for a turn: %w", err), 0)
	}
	req, err := http.NewRequestWithContext(ctx, method, address, bytes.NewReader(body))
	if err != nil {
		return nil, chat.Refused(errors.New("serviceUrl makes no address"))
	}
	req.Header.Set("Content-Type", "application/json; charset=utf-8")
	token := ""
	if c.token != nil {
		if token, err = c.token.get(ctx); err != nil {
			c.warn("login", err)
			return nil, chat.Retry(err, 0)
		}
		req.Header.Set("Authorization", "Bearer "+token)
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, chat.Transport(err)
	}
	defer resp.Body.Close()
	out, _ := io.ReadAll(io.LimitReader(resp.Body, maxResponse)) // all of it, so that the connection is used again
	return out, c.outcome(ctx, resp, token)
}

// outcome says what a status means for the event. Teams asks to try 502 and 504 again,
// but it may have taken the activity: an answer is not worth two.
func (c *connector) outcome(ctx context.Context, resp *http.Response, token string) error {
	err := fmt.Errorf("send to teams: status %d", resp.StatusCode)
	after := retryAfter(resp.Header.Get("Retry-After"))
	switch resp.StatusCode {
	case http.StatusOK, http.StatusCreated, http.StatusAccepted:
		return nil
	case http.StatusTooManyRequests, http.StatusPreconditionFailed:
		return chat.Retry(err, max(after, minHold))
	case http.StatusInternalServerError, http.StatusServiceUnavailable:
		return chat.Retry(err, after)
	case http.StatusBadGateway, http.StatusGatewayTimeout:
		return chat.Unknown(err)
	case http.StatusUnauthorized:
		if c.token != nil {
			c.warn("token", err)
			c.token.drop(ctx, token)
			return chat.Refused(fmt.Errorf("%w: %w", errToken, err))
		}
	case http.StatusForbidden, http.StatusNotFound: // it is no more, or the bot is not in it any more
		return chat.Gone(err)
	}
	return chat.Refused(err)
}

// warn tells the operator, once a minute, that Microsoft does not take us for the app.
func (c *connector) warn(what string, err error) {
	c.count("refused", what)
	if c.warnings.Allow(what) {
		c.log.Warn("teams answers wait: Microsoft refuses the app's "+what, "err", err)
	}
}

// retryAfter reads the seconds Teams asks us to wait; none is 0.
func retryAfter(header string) time.Duration {
	seconds, err := strconv.Atoi(header)
	if err != nil || seconds < 0 {
		return 0
	}
	return time.Duration(seconds) * time.Second
}
