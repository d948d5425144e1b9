package teamschat

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

const (
	maxAttempts = 5
	firstPause  = 500 * time.Millisecond // doubled with each attempt
	maxPause    = 20 * time.Second       // a longer Retry-After is not worth an answer
)

// connector sends activities to Teams.
type connector struct {
	http  *http.Client
	grant *grant // nil: without a token, in development
	pace  *pace
}

// errRefused is an answer of Teams that trying again won't change.
var errRefused = errors.New("refused")

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

// send makes the request, again where Teams asks for that. Whoever calls it has
// checked the serviceUrl.
func (c *connector) send(ctx context.Context, method, serviceURL, conversation, id string, m message) error {
	body, err := json.Marshal(m)
	if err != nil {
		return fmt.Errorf("encode activity: %w", err)
	}
	address := strings.TrimSuffix(serviceURL, "/") + "/v3/conversations/" + url.PathEscape(conversation) + "/activities"
	if id != "" {
		address += "/" + url.PathEscape(id)
	}
	for attempt := range maxAttempts {
		pause := backoff(attempt)
		again, err := c.try(ctx, method, address, conversation, body)
		if err == nil {
			return nil
		}
		if again < 0 || attempt == maxAttempts-1 || again > maxPause {
			return err
		}
		select {
		case <-time.After(max(pause, again)):
		case <-ctx.Done():
			return err
		}
	}
	return nil
}

// never says that a request is not to be made again.
const never = time.Duration(-1)

// try makes the request once. again is the least time to wait before the next, or
// never.
func (c *connector) try(ctx context.Context, method, address, conversation string, body []byte) (again time.Duration, err error) {
	if err := c.pace.wait(ctx, conversation); err != nil {
		return never, fmt.Errorf("wait for a turn: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, method, address, bytes.NewReader(body))
	if err != nil {
		return never, errors.New("serviceUrl makes no address")
	}
	req.Header.Set("Content-Type", "application/json; charset=utf-8")
	token := ""
	if c.grant != nil {
		if token, err = c.grant.get(ctx); err != nil {
			return 0, err
		}
		req.Header.Set("Authorization", "Bearer "+token)
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return onFailure(err), fmt.Errorf("send to teams: %w", withoutURL(err))
	}
	defer resp.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(resp.Body, 64<<10)) // so that the connection is used again
	return c.onStatus(ctx, resp, token)
}

// onStatus says what an answer means.
func (c *connector) onStatus(ctx context.Context, resp *http.Response, token string) (time.Duration, error) {
	err := fmt.Errorf("send to teams: %w: status %d", errRefused, resp.StatusCode)
	switch resp.StatusCode {
	case http.StatusOK, http.StatusCreated, http.StatusAccepted:
		return never, nil
	case http.StatusTooManyRequests, http.StatusPreconditionFailed, http.StatusBadGateway, http.StatusGatewayTimeout:
		return retryAfter(resp.Header.Get("Retry-After")), err
	case http.StatusUnauthorized:
		if c.grant != nil {
			c.grant.drop(ctx, token) // the next attempt asks for another
			return 0, err
		}
	}
	return never, err
}

// onFailure: a request that never reached Teams can be made again; one that may have
// must not, as the answer would come twice.
func onFailure(err error) time.Duration {
	if op, ok := errors.AsType[*net.OpError](err); ok && op.Op == "dial" {
		return 0
	}
	return never
}

// withoutURL takes the address off, as it names the conversation.
func withoutURL(err error) error {
	if u, ok := errors.AsType[*url.Error](err); ok {
		return u.Err
	}
	return err
}

// retryAfter reads the seconds Teams asks us to wait; none is 0.
func retryAfter(header string) time.Duration {
	seconds, err := strconv.Atoi(header)
	if err != nil || seconds < 0 {
		return 0
	}
	return time.Duration(seconds) * time.Second
}

// backoff is the pause after an attempt, with jitter so that answers held up together
// do not come again together.
func backoff(attempt int) time.Duration {
	d := firstPause << attempt
	return d/2 + rand.N(d)
}
