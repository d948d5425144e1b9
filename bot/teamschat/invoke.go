package teamschat

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"veiviser/bot/teamschat/cards"
)

var errUnknownInvoke = errors.New("an invoke we do not know")

// invoke answers what must be answered in the response.
func (in *ingress) invoke(w http.ResponseWriter, r *http.Request, a activity) error {
	switch a.Name {
	case "adaptiveCard/action":
		return in.execute(w, r, a)
	case "message/submitAction":
		return in.rate(r.Context(), w, a)
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
	maxToast  = 100
)

// executed answers a pressed Action.Execute.
type executed struct {
	Status int    `json:"statusCode"`
	Type   string `json:"type"`
	Value  any    `json:"value"`
}

// execute answers a pressed Action.Execute: with the card to show in place, or with a
// short word where the answer is a message of its own. An invoke that Teams brings again
// gets the same response, and is neither done nor counted again.
func (in *ingress) execute(w http.ResponseWriter, r *http.Request, a activity) error {
	var v struct {
		Action struct {
			Data json.RawMessage `json:"data"`
		} `json:"action"`
	}
	if len(a.Value) == 0 || json.Unmarshal(a.Value, &v) != nil {
		return fmt.Errorf("%w: an invoke without a value", errBadActivity)
	}
	p, err := cards.DecodePress(v.Action.Data)
	if err != nil {
		return err
	}
	ids, err := a.ids()
	if err != nil {
		return err
	}
	res := &response{}
	if changesNothing(p) {
		ids = nil // the same whoever makes it, however often
	} else if earlier, ok, _ := in.invokes.PeekOrAdd(ids[0], res); ok {
		res = earlier
	}
	if err := unlessUnknown(in.act(r.Context(), a, p, ids, res)); err != nil {
		return err
	}
	if res.card != nil {
		return respond(w, executed{http.StatusOK, cards.ContentType, *res.card})
	}
	return respond(w, executed{http.StatusOK, toastType, atMost(res.word, maxToast)})
}

// changesNothing reports whether a press only shows what the response holds.
func changesNothing(p cards.Press) bool { return p.InPlace() && p.Verb != cards.Note } // notes are counted

// rate takes the thumbs below a message. Only cards of no entry have them: what is
// told apart is whether "no answer" and "one of these" helped.
func (in *ingress) rate(ctx context.Context, w http.ResponseWriter, a activity) error {
	var v struct {
		ActionName  string `json:"actionName"`
		ActionValue struct {
			Reaction string `json:"reaction"` // "like" or "dislike"; the words beside it are not read
		} `json:"actionValue"`
	}
	if len(a.Value) == 0 || json.Unmarshal(a.Value, &v) != nil {
		return fmt.Errorf("%w: an invoke without a value", errBadActivity)
	}
	if v.ActionName == "feedback" {
		in.c.Log.InfoContext(ctx, "teams feedback on an answer of no entry", "helpful", v.ActionValue.Reaction == "like")
	}
	return acknowledged(w, nil)
}
