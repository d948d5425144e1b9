package cards

import (
	"slices"

	"veiviser/bot"
	"veiviser/bot/chat"
)

// maxPrimary is how many buttons of a card stand in view; the rest are behind "…".
const maxPrimary = 3

// press is a button that comes back to us: Action.Execute, and Action.Submit for
// clients that know no better.
func press(title string, p Press) Action {
	return Action{
		Type: "Action.Execute", Title: title, Verb: p.Verb, Data: &p,
		Fallback: submit(title, p),
	}
}

func submit(title string, p Press) *Action {
	return &Action{Type: "Action.Submit", Title: title, Data: &p, Teams: hidden()}
}

// under is where buttons stand: the card they belong to, and the answer that they come
// back to.
type under struct {
	card  bot.Card
	asker string // whose answer it is, in front of others
	from  Origin
}

// buttons lays out what is pressed under an answer.
type buttons struct {
	Renderer
	at under
}

// button is an action of the row; ok is false for one that can't be done where there are
// only links.
func (r buttons) button(a bot.Action) (b Action, ok bool) {
	verb := chat.VerbOf(a, r.at.card)
	if r.LinksOnly || verb == "" {
		return openURL(a.Label, r.page(a.Path)), a.Path != ""
	}
	p := Press{Verb: verb, Ref: a.Ref, Value: a.Value, Asker: r.at.asker}
	if slices.Contains(changes, verb) {
		from := r.at.from
		if verb == chat.ToEditors && from.Ref.Entry == "" {
			from.Question = a.Value
		}
		p.From = &from
	}
	b = press(a.Label, p)
	if a.Aloud != a.Label {
		b.Tooltip = a.Aloud
	}
	if a.Primary {
		b.Style = "positive"
	}
	return b, true
}

// lay lays a row out: the ways on within the card, what can be done with it below. In
// a step and a comparison there is one row, and entries and the whole stand last.
func (r buttons) lay(row []bot.Action) (ways, actions []Action) {
	one := r.at.card.Step != nil || r.at.card.Table != nil
	var last []Action
	for _, a := range row {
		b, ok := r.button(a)
		switch {
		case !ok || a.Kind == bot.Choose: // the choice itself is pressed
		case one && (a.Kind == bot.ShowEntry || a.Kind == bot.ShowMore):
			last = append(last, b)
		case !one && (a.Kind == bot.ShowEntry || a.Kind == bot.AskThis):
			ways = append(ways, b)
		default:
			actions = append(actions, b)
		}
	}
	actions = secondary(slices.Concat(actions, last))
	if r.at.card.Table != nil { // whose buttons are called what the entries are
		behindRoom(actions)
	}
	return ways, actions
}

// behindRoom puts what a telephone's row has no room for behind "…": what stands out of
// the row is not drawn.
func behindRoom(actions []Action) {
	room := inner - wide(Action{Title: "…"})
	for i, a := range actions {
		if a.Mode != "" {
			continue
		}
		if wide(a) > room {
			actions[i].Mode = "secondary"
			continue
		}
		room -= wide(a)
	}
}

// secondary puts what is more than maxPrimary behind "…".
func secondary(actions []Action) []Action {
	for i := maxPrimary; i < len(actions); i++ {
		actions[i].Mode = "secondary"
	}
	return actions
}
