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

// webhook is the outgoing webhook, which needs no app.
type webhook struct{ *ingress }

// outgoing answers an outgoing webhook in the response: the text and a card of links.
func (in webhook) outgoing(w http.ResponseWriter, r *http.Request) error {
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
	var m message // set by the event, read when it is done
	err = in.chat.Do(ctx, chat.Event{
		IDs:  []string{"webhook " + a.ID}, // the signature holds no time: what was signed once can be sent for ever
		Name: "webhook",
		Do: func(ctx context.Context) (err error) {
			m, err = in.answer(ctx, a)
			return err
		},
		Fail: func(context.Context, string) error {
			m = message{Type: typeMessage, Text: in.tryAgain(a)}
			return nil
		},
	}, a.address(way{}))
	switch {
	case err != nil: // too much to do, or not done in time; Teams doesn't come again
		return respond(w, message{Type: typeMessage, Text: in.tryAgain(a)})
	case m.Type == "": // answered before
		return acknowledged(w, nil)
	}
	return respond(w, m)
}

// answer answers a question with its text and a card of links only.
func (in webhook) answer(ctx context.Context, a activity) (message, error) {
	b, done := in.c.Bot.Current()
	defer done()
	ans, err := b.Answer(ctx, bot.Question{
		Municipality: in.local(ctx, a),
		Text:         reader{in.c.Bot}.question(a), Fallback: a.lang(), Platform: bot.Teams, Conversation: "webhook:" + a.tenant() + ":" + a.Conversation.ID,
	})
	if err != nil {
		return message{}, err
	}
	render := in.out.render
	render.LinksOnly, render.Max = true, maxWebhookCard
	in.c.Log.InfoContext(ctx, "answer", "platform", bot.Teams, "job", "webhook", "card", ans.Card.String(), "section", ans.Section,
		"lang", ans.Lang, "confidence", ans.Confidence, "guard", ans.Guard != "")
	return answerOf(render.Answer(ans.Card, ans.Card.Row), ans.Card), nil
}

// signed reports whether the header holds the body's HMAC-SHA256.
func (in webhook) signed(header string, body []byte) bool {
	scheme, sum, _ := strings.Cut(header, " ")
	got, err := base64.StdEncoding.DecodeString(strings.TrimSpace(sum))
	if err != nil || !strings.EqualFold(scheme, "HMAC") {
		return false
	}
	h := hmac.New(sha256.New, in.webhook)
	h.Write(body)
	return hmac.Equal(got, h.Sum(nil))
}
