package teamschat

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"veiviser/bot"
	"veiviser/locales"
)

const (
	// webhookWait leaves a second of the five that Teams waits.
	webhookWait = 4 * time.Second
	// maxWebhookCard: no limit is published; incoming webhooks take 28 KB (14,000 units).
	maxWebhookCard = 13_500
)

// webhookKey decodes the token Teams shows for an outgoing webhook.
func webhookKey(secret string) ([]byte, error) {
	if secret == "" {
		return nil, nil
	}
	key, err := base64.StdEncoding.DecodeString(secret)
	if err != nil || len(key) == 0 {
		return nil, errors.New("teams: the webhook secret is not base64: copy the whole token Teams showed")
	}
	return key, nil
}

// outgoing answers an outgoing webhook in the response: a card with links only.
func (c *Chat) outgoing(w http.ResponseWriter, r *http.Request) error {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxActivity))
	if err != nil {
		return fmt.Errorf("read webhook: %w", err)
	}
	if !c.signed(r.Header.Get("Authorization"), body) {
		return fmt.Errorf("%w: signature of the webhook", errUnauthorized)
	}
	a, err := decodeActivity(body)
	if err != nil {
		return err
	}
	if a.ID == "" || a.Conversation.ID == "" {
		return fmt.Errorf("%w: no id", errBadActivity)
	}
	ctx, cancel := context.WithTimeout(r.Context(), webhookWait)
	defer cancel()
	// The signature holds no time: what was signed once can be sent for ever.
	first, err := c.c.Events.Claim(ctx, "webhook "+a.ID)
	if err != nil {
		c.c.Log.Warn("claim activity", "err", err)
	}
	if !first {
		return acknowledge(w)
	}
	var m message
	err = c.recover.Call("webhook", func() (err error) {
		m, err = c.webhookAnswer(ctx, a)
		return err
	})
	if err != nil {
		c.c.Log.Error("teams webhook", "err", err)
		m = message{Type: typeMessage, Text: c.words(a.lang()).Text(locales.TryAgain)}
	}
	return respond(w, m)
}

// webhookAnswer answers a question with a card of links only.
func (c *Chat) webhookAnswer(ctx context.Context, a activity) (message, error) {
	ans, err := c.c.Bot.Answer(ctx, bot.Question{
		Text: plainText(a.Text), Fallback: a.lang(), Platform: bot.Teams, Conversation: "webhook:" + a.Conversation.ID,
	})
	if err != nil {
		return message{}, err
	}
	render := c.render
	render.LinksOnly, render.Max = true, maxWebhookCard
	c.c.Log.Info("teams webhook", "entry", ans.Card.Entry, "section", ans.Section, "lang", ans.Lang, "confidence", ans.Confidence)
	return cardMessage(render.Card(ans.Card), ans.Card.Title), nil
}

// signed reports whether the header holds the body's HMAC-SHA256.
func (c *Chat) signed(header string, body []byte) bool {
	scheme, sum, _ := strings.Cut(header, " ")
	got, err := base64.StdEncoding.DecodeString(strings.TrimSpace(sum))
	if err != nil || !strings.EqualFold(scheme, "HMAC") {
		return false
	}
	h := hmac.New(sha256.New, c.webhook)
	h.Write(body)
	return hmac.Equal(got, h.Sum(nil))
}
