package teamschat

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"time"

	"veiviser/bot"
	"veiviser/locales"
)

// maxActivity: Teams' own messages end at 100 KB.
const maxActivity = 512 << 10

// messages takes an activity of the Bot Framework: first whom it is from, then what it
// says.
func (c *Chat) messages(w http.ResponseWriter, r *http.Request) error {
	var who caller
	if c.verify != nil {
		var err error
		if who, err = c.verify.token(r.Context(), r.Header.Get("Authorization")); err != nil {
			return err
		}
	} else if !fromHere(r) {
		return fmt.Errorf("%w: development mode takes activities from this machine only", errForbidden)
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxActivity))
	if err != nil {
		return fmt.Errorf("read activity: %w", err)
	}
	a, err := decodeActivity(body)
	if err != nil {
		return err
	}
	if c.verify != nil {
		err = c.verify.admit(who, a)
	} else {
		err = hosts{loopback: true}.check(a.ServiceURL)
	}
	if err != nil {
		return err
	}
	return c.take(w, r, a)
}

// take does what the activity asks for. Presses and questions are acknowledged at once
// and answered by the queue; only an invoke is answered in the response.
func (c *Chat) take(w http.ResponseWriter, r *http.Request, a activity) error {
	switch a.Type {
	case typeInvoke:
		return c.invoke(w, r, a)
	case typeMessage:
		switch {
		case len(a.Value) > 0 && a.Text == "":
			return c.submit(w, r, a)
		case a.addressed():
			return c.once(w, r, a, job{name: "message", event: a.ID, do: func(ctx context.Context) error { return c.answer(ctx, a) }})
		}
	case typeConversationUpdate, typeInstallationUpdate:
		added := slices.ContainsFunc(a.MembersAdded, func(m account) bool { return m.ID == a.Recipient.ID })
		if added || a.Type == typeInstallationUpdate && a.Action == "add" {
			// Teams sends both, in any order: the welcome is claimed by conversation.
			return c.once(w, r, a, job{
				name: "welcome", event: "welcome",
				do:     func(ctx context.Context) error { return c.welcome(ctx, a) },
				failed: c.unnoticed,
			})
		}
	}
	return acknowledge(w) // typing, reactions, edits and whatever comes to be
}

// acknowledge tells Teams that an activity was taken.
func acknowledge(w http.ResponseWriter) error { return respond(w, struct{}{}) }

func respond(w http.ResponseWriter, v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("encode response: %w", err)
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_, _ = w.Write(body) // who has hung up hears no error either
	return nil
}

// once queues j unless its event was taken on before, and acknowledges.
func (c *Chat) once(w http.ResponseWriter, r *http.Request, a activity, j job) error {
	if err := c.enqueue(r.Context(), a, j); err != nil {
		return err
	}
	return acknowledge(w)
}

// enqueue queues j, a job of the activity's conversation, unless its event was taken on
// before. Without room it leaves no claim behind: Teams may bring the event again. When
// j fails the conversation is told, unless j says otherwise.
func (c *Chat) enqueue(ctx context.Context, a activity, j job) error {
	if j.event == "" || a.Conversation.ID == "" {
		return fmt.Errorf("%w: no id", errBadActivity)
	}
	j.conversation = a.Conversation.ID
	if j.failed == nil {
		j.failed = func(ctx context.Context, err error) { c.tellFailed(ctx, a, err) }
	}
	id := a.conversationKey() + " " + j.event
	first, err := c.c.Events.Claim(ctx, id)
	if err != nil {
		c.c.Log.Warn("claim activity", "err", err)
	}
	if !first {
		return nil
	}
	if err := c.queue.put(j); err != nil {
		c.c.Events.Forget(ctx, id)
		return err
	}
	return nil
}

// answer answers a question.
func (c *Chat) answer(ctx context.Context, a activity) error {
	start := c.c.Now()
	ans, err := c.c.Bot.Answer(ctx, bot.Question{
		Text: plainText(a.Text), Fallback: a.lang(), Platform: bot.Teams, Conversation: a.conversationKey(),
	})
	if err != nil {
		return err
	}
	if err := c.connector.reply(ctx, a, answerOf(c.render, ans.Card)); err != nil {
		return err
	}
	c.c.Log.Info("teams question", "entry", ans.Card.Entry, "section", ans.Section, "lang", ans.Lang,
		"confidence", ans.Confidence, "took", c.c.Now().Sub(start).Round(time.Millisecond))
	return nil
}

// welcome says who the bot is and how to ask.
func (c *Chat) welcome(ctx context.Context, a activity) error {
	return c.connector.reply(ctx, a, answerOf(c.render, c.c.Bot.Help(a.lang())))
}

// unnoticed logs the failure of what nobody waits for.
func (c *Chat) unnoticed(_ context.Context, err error) { c.c.Log.Error("teams welcome", "err", err) }

// tellFailed tells the conversation that we failed.
func (c *Chat) tellFailed(ctx context.Context, a activity, err error) {
	_ = c.connector.reply(ctx, a, message{ // what failed may fail again
		Type: typeMessage, TextFormat: "plain", Text: c.failure(a, err),
	})
}

// failure logs err under an id, and says in the asker's language that we failed, with
// the id to give to the operator.
func (c *Chat) failure(a activity, err error) string {
	id := rand.Text()[:8]
	c.c.Log.Error("teams answer", "id", id, "err", err)
	return c.words(a.lang()).Text(locales.TeamsFailed, "ID", id)
}
