package teamschat

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"veiviser/bot"
	"veiviser/bot/chat"
	"veiviser/bot/teamschat/cards"
	"veiviser/locales"
)

var errUnknownInvoke = errors.New("an invoke we do not know")

// invokes are what Teams shows the answer of at once: presses, thumbs, the extension.
type invokes struct{ *ingress }

// invoke answers what must be answered in the response.
func (in invokes) invoke(w http.ResponseWriter, r *http.Request, a activity) error {
	switch a.Name {
	case "adaptiveCard/action":
		return in.execute(w, r, a)
	case "message/fetchTask", "message/submitAction":
		return in.rate(w, r, a)
	case "composeExtension/query":
		return extension(in).query(w, r, a)
	case "composeExtension/queryLink", "composeExtension/anonymousQueryLink":
		return extension(in).unfurl(w, r, a)
	}
	in.c.Count("unknown", "invoke")
	return errUnknownInvoke
}

// The types of answers to a pressed Action.Execute.
const (
	toastType = "application/vnd.microsoft.activity.message"
	errorType = "application/vnd.microsoft.error"
	maxToast  = 100
)

// executed answers a pressed Action.Execute.
type executed struct {
	Status int    `json:"statusCode"`
	Type   string `json:"type"`
	Value  any    `json:"value"`
}

// fault is what an executed of errorType says.
type fault struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

// execute answers a pressed Action.Execute: with the card to show in place, with a short
// word where the answer is a message of its own, or with what went wrong, which Teams
// shows under the card.
func (in invokes) execute(w http.ResponseWriter, r *http.Request, a activity) error {
	res, err := in.executed(r, a)
	switch {
	case err != nil:
		code := status(err)
		in.c.Count("refused", http.StatusText(code))
		in.refused(r, code, err)
		return respond(w, faulty(code, in.wrong(a, code)))
	case res.fault:
		return respond(w, faulty(http.StatusInternalServerError, res.word))
	case res.card != nil:
		return respond(w, executed{http.StatusOK, cards.ContentType, *res.card})
	}
	return respond(w, executed{http.StatusOK, toastType, atMost(res.word, maxToast)})
}

// faulty is the answer that something went wrong.
func faulty(code int, said string) executed {
	return executed{code, errorType, fault{strings.ReplaceAll(http.StatusText(code), " ", ""), said}}
}

// executed does what was pressed.
func (in invokes) executed(r *http.Request, a activity) (*response, error) {
	var v struct {
		Action struct {
			Data json.RawMessage `json:"data"`
		} `json:"action"`
	}
	if len(a.Value) == 0 || json.Unmarshal(a.Value, &v) != nil {
		return nil, fmt.Errorf("%w: an invoke without a value", errBadActivity)
	}
	p, err := cards.DecodePress(v.Action.Data)
	if err != nil {
		return nil, err
	}
	if p.Verb == chat.Again && p.Ref.Entry == "" && p.From != nil {
		return in.anew(r.Context(), a, p)
	}
	return in.pressed(r.Context(), a, way{press: p})
}

// anew lays out again what answered a question that no entry does.
func (in invokes) anew(ctx context.Context, a activity, p cards.Press) (*response, error) {
	res := &response{}
	err := in.recover.Call("anew", func() error {
		b, done := in.c.Bot.Current()
		defer done()
		ans, err := b.Answer(ctx, bot.Question{Text: p.From.Question, Lang: p.Ref.Lang, Platform: bot.Teams, Draft: true, Municipality: in.local(ctx, a)})
		if err != nil {
			return err
		}
		r := in.out.render
		r.Asker = p.Asker
		card := r.Alone(ans.Card, ans.Card.Row)
		if p.Below() {
			card = r.Below(ans.Card, ans.Card.Row)
		}
		res.card = &card
		return nil
	})
	return res, err
}

// wrong says what a status means for who pressed.
func (in invokes) wrong(a activity, code int) string {
	if code == http.StatusBadRequest {
		return in.words(a).Text(locales.TeamsOldButton)
	}
	return in.words(a).Text(locales.TryAgain)
}

// pressed does what a button asks for. An invoke that Teams brings again gets the same
// response, and is neither done nor counted again.
func (in invokes) pressed(ctx context.Context, a activity, w way) (*response, error) {
	ids, err := a.ids()
	if err != nil {
		return nil, err
	}
	res := &response{}
	aside := w.press.Verb == chat.Step && chat.ByOther(w.press.Asker, a.From.ID) // told beside the response
	if slices.Contains(shows, w.press.Verb) && !aside {
		ids = nil
	} else if earlier, ok, _ := in.answered.PeekOrAdd(a.tenant()+" "+ids[0], res); ok {
		res = earlier
	}
	w.response = res
	return res, unlessUnknown(in.act(ctx, a, w, ids))
}

// shows are the verbs that only show what the response holds: the same whoever brings
// them, however often. A note is counted.
var shows = []chat.Verb{chat.Again, chat.Step, chat.Snippet, chat.More, chat.Tick, chat.ShowSettings}

// rate takes the thumbs below a message: with thanks, or a dialog that asks what was
// missing. What is told apart of a message that nobody remembers is whether it helped.
func (in invokes) rate(w http.ResponseWriter, r *http.Request, a activity) error {
	type rated struct {
		ActionName  string `json:"actionName"`
		ActionValue struct {
			Reaction string `json:"reaction"` // "like" or "dislike"
			Feedback string `json:"feedback"` // what the dialog sent
		} `json:"actionValue"`
	}
	var v struct {
		rated
		Data rated `json:"data"` // where some clients have it
	}
	if len(a.Value) == 0 || json.Unmarshal(a.Value, &v) != nil {
		return fmt.Errorf("%w: an invoke without a value", errBadActivity)
	}
	if v.ActionName == "" {
		v.rated = v.Data
	}
	if v.ActionName != "feedback" {
		return acknowledged(w, nil)
	}
	if a.Name == "message/submitAction" {
		return in.submitted(w, r, a, v.ActionValue.Feedback)
	}
	res := &response{word: in.words(a).Text(locales.ChatThanks)}
	helpful := v.ActionValue.Reaction == "like"
	if ref, known := in.out.shown.of(a); known && ref.Entry != "" {
		var err error
		if res, err = in.pressed(r.Context(), a, way{press: cards.Press{Verb: chat.Feedback, Ref: ref, Helpful: helpful}, dialog: true}); err != nil {
			return err
		}
	} else {
		in.c.Log.InfoContext(r.Context(), "teams feedback on an answer of no entry", "helpful", helpful)
	}
	if res.card != nil {
		return respond(w, task{dialog{"continue", dialogCard{res.card.FallbackText, attached(*res.card)[0], "medium", "medium"}}})
	}
	return respond(w, task{dialog{"message", res.word}})
}

// submitted does what the dialog behind the thumbs sent. What came of it is told in the
// conversation: the dialog is closed.
func (in invokes) submitted(w http.ResponseWriter, r *http.Request, a activity, data string) error {
	p, err := cards.DecodePress(json.RawMessage(data))
	if err != nil || p.Verb != chat.Send {
		return acknowledged(w, nil) // Teams' own dialog: its words are not read
	}
	ids, err := a.ids()
	if err != nil {
		return err
	}
	return acknowledged(w, in.act(r.Context(), a, way{press: p}, ids))
}

// task answers what may open a dialog: with one, or with a sentence.
type task struct {
	Task dialog `json:"task"`
}

type dialog struct {
	Type  string `json:"type"`
	Value any    `json:"value"`
}

type dialogCard struct {
	Title  string     `json:"title"`
	Card   attachment `json:"card"`
	Height string     `json:"height"`
	Width  string     `json:"width"`
}
