package teamschat

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"veiviser/bot/chat"
	"veiviser/bot/teamschat/cards"
	"veiviser/locales"
)

var errUnknownInvoke = errors.New("an invoke we do not know")

// invoke answers what must be answered in the response.
func (in *ingress) invoke(w http.ResponseWriter, r *http.Request, a activity) error {
	switch a.Name {
	case "adaptiveCard/action":
		return in.execute(w, r, a)
	case "message/fetchTask", "message/submitAction":
		return in.rate(w, r, a)
	case "composeExtension/query":
		return in.query(w, r, a)
	case "composeExtension/queryLink", "composeExtension/anonymousQueryLink":
		return in.unfurl(w, r, a)
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
func (in *ingress) execute(w http.ResponseWriter, r *http.Request, a activity) error {
	res, err := in.executed(r, a)
	switch {
	case err != nil:
		code := status(err)
		in.c.Count("refused", http.StatusText(code))
		in.refused(r, code, err)
		return respond(w, executed{code, errorType, fault{strings.ReplaceAll(http.StatusText(code), " ", ""), in.wrong(a, code)}})
	case res.card != nil:
		return respond(w, executed{http.StatusOK, cards.ContentType, *res.card})
	}
	return respond(w, executed{http.StatusOK, toastType, atMost(res.word, maxToast)})
}

func (in *ingress) executed(r *http.Request, a activity) (*response, error) {
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
	return in.pressed(r.Context(), a, p)
}

// wrong says what a status means for who pressed.
func (in *ingress) wrong(a activity, code int) string {
	if code == http.StatusBadRequest {
		return in.words(a).Text(locales.TeamsOldButton)
	}
	return in.words(a).Text(locales.TryAgain)
}

// pressed does what a button asks for. An invoke that Teams brings again gets the same
// response, and is neither done nor counted again.
func (in *ingress) pressed(ctx context.Context, a activity, p cards.Press) (*response, error) {
	ids, err := a.ids()
	if err != nil {
		return nil, err
	}
	res := &response{}
	if slices.Contains(shows, p.Verb) {
		ids = nil
	} else if earlier, ok, _ := in.invokes.PeekOrAdd(ids[0], res); ok {
		res = earlier
	}
	return res, unlessUnknown(in.act(ctx, a, p, ids, res))
}

// shows are the verbs that only show what the response holds: the same whoever brings
// them, however often. A note is counted.
var shows = []chat.Verb{chat.Again, chat.Step, chat.Snippet, chat.More, chat.Tick}

// rate takes the thumbs below a message, and thanks. What is told apart of a message that
// nobody remembers is whether it helped.
func (in *ingress) rate(w http.ResponseWriter, r *http.Request, a activity) error {
	type rated struct {
		ActionName  string `json:"actionName"`
		ActionValue struct {
			Reaction string `json:"reaction"` // "like" or "dislike"; the words beside it are not read
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
	word := ""
	if v.ActionName == "feedback" {
		helpful := v.ActionValue.Reaction == "like"
		ref, known := in.out.shown.of(a)
		if known && ref.Entry != "" {
			res, err := in.pressed(r.Context(), a, cards.Press{Verb: chat.Feedback, Ref: ref, Helpful: helpful})
			if err != nil {
				return err
			}
			word = res.word
		} else {
			in.c.Log.InfoContext(r.Context(), "teams feedback on an answer of no entry", "helpful", helpful)
		}
	}
	if a.Name == "message/submitAction" {
		return acknowledged(w, nil)
	}
	return respond(w, task{taskMessage{"message", cmp.Or(word, in.words(a).Text(locales.ChatThanks))}})
}

// task answers what may open a dialog with a sentence.
type task struct {
	Task taskMessage `json:"task"`
}

type taskMessage struct {
	Type  string `json:"type"`
	Value string `json:"value"`
}
