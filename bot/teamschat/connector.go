package teamschat

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"veiviser/bot/chat"
)

// connector sends activities to Teams.
type connector struct {
	http     *http.Client
	token    *tokenSource  // nil: without a token, in development
	tenant   *chat.Limiter // of all requests; one key
	channels *chat.Limiter // held back as Teams asks; a key a conversation
}

// maxHold is the longest Teams can make a conversation wait: more is not worth an answer.
const maxHold = 20 * time.Second

// tenantRate is how many requests a second an app may make to a tenant.
const tenantRate = 30

// newConnector allows perSecond requests a second over all; 0 means what Teams allows.
func newConnector(c Config) *connector {
	perSecond := c.App.RequestsPerSecond
	if perSecond == 0 {
		perSecond = tenantRate
	}
	// Half in the bucket and half coming in make up the most in any one second.
	all := chat.Rate{PerSecond: float64(perSecond) / 2, Burst: max(1, perSecond/2)}
	conn := &connector{http: c.HTTP, tenant: chat.NewLimiter(chat.Same(all)), channels: chat.NewLimiter(chat.Same())}
	if c.App.ID != "" {
		conn.token = newTokenSource(c.App, c.HTTP, c.Now)
	}
	return conn
}

// reply sends m as an answer to a.
func (c *connector) reply(ctx context.Context, a activity, m message) error {
	m.ReplyToID = a.ID
	m.Conversation = &sentConversation{a.Conversation.ID}
	m.From, m.Recipient = &account{a.Recipient.ID}, &account{a.From.ID}
	return c.send(ctx, http.MethodPost, a.ServiceURL, a.Conversation.ID, a.ID, m)
}

// replace puts m in the place of the message that a was pressed on.
func (c *connector) replace(ctx context.Context, a activity, m message) error {
	m.Conversation = &sentConversation{a.Conversation.ID}
	return c.send(ctx, http.MethodPut, a.ServiceURL, a.Conversation.ID, a.ReplyToID, m)
}

// send makes the request. Whoever calls it has checked the serviceUrl. A token that
// Teams refuses is asked for anew, once: nothing was taken.
func (c *connector) send(ctx context.Context, method, serviceURL, conversation, id string, m message) error {
	body, err := json.Marshal(m)
	if err != nil {
		return fmt.Errorf("encode activity: %w", err)
	}
	address := strings.TrimSuffix(serviceURL, "/") + "/v3/conversations/" + url.PathEscape(conversation) + "/activities"
	if id != "" {
		address += "/" + url.PathEscape(id)
	}
	err = c.try(ctx, method, address, conversation, body)
	if errors.Is(err, errToken) {
		err = c.try(ctx, method, address, conversation, body)
	}
	return err
}

// errToken is a token that Teams refused.
var errToken = errors.New("token refused")

// try makes the request once, in its conversation's and the tenant's turn.
func (c *connector) try(ctx context.Context, method, address, conversation string, body []byte) error {
	for _, l := range []struct {
		limiter *chat.Limiter
		key     string
	}{{c.channels, conversation}, {c.tenant, ""}} {
		if err := l.limiter.Wait(ctx, l.key); err != nil {
			return chat.Retry(fmt.Errorf("wait for a turn: %w", err), 0)
		}
	}
	req, err := http.NewRequestWithContext(ctx, method, address, bytes.NewReader(body))
	if err != nil {
		return chat.Refused(errors.New("serviceUrl makes no address"))
	}
	req.Header.Set("Content-Type", "application/json; charset=utf-8")
	token := ""
	if c.token != nil {
		if token, err = c.token.get(ctx); err != nil {
			return chat.Retry(err, 0)
		}
		req.Header.Set("Authorization", "Bearer "+token)
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return chat.Transport(err)
	}
	defer resp.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(resp.Body, 64<<10)) // so that the connection is used again
	return c.outcome(ctx, resp, conversation, token)
}

// outcome says what a status means for the event. Teams asks to try 502 and 504 again,
// but it may have taken the activity: an answer is not worth two.
func (c *connector) outcome(ctx context.Context, resp *http.Response, conversation, token string) error {
	err := fmt.Errorf("send to teams: status %d", resp.StatusCode)
	switch resp.StatusCode {
	case http.StatusOK, http.StatusCreated, http.StatusAccepted:
		return nil
	case http.StatusTooManyRequests, http.StatusPreconditionFailed:
		hold := retryAfter(resp.Header.Get("Retry-After"))
		if hold > maxHold {
			return chat.Refused(err)
		}
		c.channels.BackOff(conversation, hold)
		return chat.Retry(err, hold)
	case http.StatusInternalServerError, http.StatusServiceUnavailable:
		return chat.Retry(err, retryAfter(resp.Header.Get("Retry-After")))
	case http.StatusBadGateway, http.StatusGatewayTimeout:
		return chat.Unknown(err)
	case http.StatusUnauthorized:
		if c.token != nil {
			c.token.drop(ctx, token)
			return chat.Refused(fmt.Errorf("%w: %w", errToken, err))
		}
	}
	return chat.Refused(err)
}

// retryAfter reads the seconds Teams asks us to wait; none is 0.
func retryAfter(header string) time.Duration {
	seconds, err := strconv.Atoi(header)
	if err != nil || seconds < 0 {
		return 0
	}
	return time.Duration(seconds) * time.Second
}
