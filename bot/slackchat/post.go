package slackchat

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"veiviser/bot/slackchat/blocks"
)

// blocksJSON writes blocks; those that are JSON already are not read again.
func blocksJSON(bs []slack.Block) (string, error) {
	out := []byte{'['}
	for i, b := range bs {
		if i > 0 {
			out = append(out, ',')
		}
		if w, ok := b.(writtenBlock); ok {
			out = append(out, w.raw...)
			continue
		}
		raw, err := json.Marshal(b)
		if err != nil {
			return "", fmt.Errorf("encode a block: %w", err)
		}
		out = append(out, raw...)
	}
	return string(append(out, ']')), nil
}

// add adds a field to a form.
func add(form *strings.Builder, name, value string) {
	if form.Len() > 0 {
		form.WriteByte('&')
	}
	form.WriteString(name)
	form.WriteByte('=')
	form.Grow(len(value) + len(value)/2) // most of what is laid out need not be escaped
	from := 0
	for i := range len(value) {
		c := value[i]
		if unescaped[c] {
			continue
		}
		form.WriteString(value[from:i])
		from = i + 1
		if c == ' ' {
			form.WriteByte('+')
			continue
		}
		form.Write([]byte{'%', hexDigits[c>>4], hexDigits[c&15]})
	}
	form.WriteString(value[from:])
}

const hexDigits = "0123456789ABCDEF"

// unescaped are the bytes that stand as they are in a form.
var unescaped = func() (ok [256]bool) {
	for _, c := range []byte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~") {
		ok[c] = true
	}
	return ok
}()

// send sends a message once and returns what Slack calls it. It writes the form itself:
// the library writes the blocks of each message three times over.
func (cl *client) send(ctx context.Context, t target, m blocks.Message) (ts string, err error) {
	method, form := "chat.postMessage", &strings.Builder{}
	add(form, "channel", t.channel)
	switch {
	case t.over != "":
		method = "chat.update"
		add(form, "ts", t.over)
	case t.only != "":
		method = "chat.postEphemeral"
		add(form, "user", t.only)
	}
	if t.thread != "" && t.over == "" {
		add(form, "thread_ts", t.thread)
	}
	if payload := t.metadata(); len(payload) > 0 && t.only == "" {
		raw, err := json.Marshal(slack.SlackMetadata{EventType: answerEvent, EventPayload: payload})
		if err != nil {
			return "", fmt.Errorf("encode metadata: %w", err)
		}
		add(form, "metadata", string(raw))
	}
	add(form, "unfurl_links", "false")
	add(form, "unfurl_media", "false")
	add(form, "text", m.Text)
	if len(m.Blocks) > 0 {
		raw, err := blocksJSON(m.Blocks)
		if err != nil {
			return "", err
		}
		add(form, "blocks", raw)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, cl.calls.apiURL+method, strings.NewReader(form.String()))
	if err != nil {
		return "", fmt.Errorf("%s: %w", method, err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Authorization", "Bearer "+cl.token)
	resp, err := cl.calls.call(req, method)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	return said(resp)
}

// said is what Slack says of a message: what it calls it, or an error as the library has
// it.
func said(resp *http.Response) (ts string, err error) {
	if resp.StatusCode == http.StatusTooManyRequests {
		if seconds, err := strconv.Atoi(resp.Header.Get("Retry-After")); err == nil {
			return "", &slack.RateLimitedError{RetryAfter: time.Duration(seconds) * time.Second}
		}
	}
	if resp.StatusCode != http.StatusOK {
		return "", slack.StatusCodeError{Code: resp.StatusCode, Status: resp.Status}
	}
	var r struct {
		slack.SlackResponse
		TS        string `json:"ts"`
		MessageTS string `json:"message_ts"` // of one that a person sees alone
	}
	if err := json.NewDecoder(http.MaxBytesReader(nil, resp.Body, maxBody)).Decode(&r); err != nil {
		return "", fmt.Errorf("what Slack says can't be read: %w", err)
	}
	return cmp.Or(r.TS, r.MessageTS), r.Err()
}
