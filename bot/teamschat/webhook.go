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
	"veiviser/bot/chat"
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
func (in *ingress) outgoing(w http.ResponseWriter, r *http.Request) error {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxActivity))
	if err != nil {
		return fmt.Errorf("read webhook: %w", err)
	}
	if !in.signed(r.Header.Get("Authorization"), body) {
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
	id := []string{"webhook " + a.ID}
	claim, err := in.c.Ledger.Take(ctx, id, webhookWait)
	if err != nil {
		in.c.Log.Warn("event can't be taken for all replicas", "platform", bot.Teams, "job", "webhook", "err", err)
	}
	if claim.State == chat.Done || !claim.Held.IsZero() {
		return acknowledged(w, nil)
	}
	b, done := in.c.Bot.Current()
	defer done()
	ans, err := b.Answer(ctx, bot.Question{
		Text: in.question(a), Fallback: a.lang(), Platform: bot.Teams, Conversation: "webhook:" + a.Conversation.ID,
	})
	if err != nil {
		in.c.Log.Error("teams webhook is not answered", "err", err)
		return respond(w, message{Type: typeMessage, Text: in.c.Words.In(string(orBokmal(a.lang()))).Text(locales.TryAgain)})
	}
	if err := in.c.Ledger.Set(ctx, id, chat.Done); err != nil {
		in.c.Log.Warn("state of an event is not noted", "platform", bot.Teams, "job", "webhook", "err", err)
	}
	render := in.out.render
	render.LinksOnly, render.Max = true, maxWebhookCard
	in.log("teams webhook", ans)
	return respond(w, cardMessage(render.Card(ans.Card), ans.Card.Title))
}

// signed reports whether the header holds the body's HMAC-SHA256.
func (in *ingress) signed(header string, body []byte) bool {
	scheme, sum, _ := strings.Cut(header, " ")
	got, err := base64.StdEncoding.DecodeString(strings.TrimSpace(sum))
	if err != nil || !strings.EqualFold(scheme, "HMAC") {
		return false
	}
	h := hmac.New(sha256.New, in.webhook)
	h.Write(body)
	return hmac.Equal(got, h.Sum(nil))
}
