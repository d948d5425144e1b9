package cards

import (
	"strings"

	"veiviser/bot"
	"veiviser/bot/chat"
)

// Editors shows the text that would be sent to the editors, in the place of the card that
// was pressed, for the asker to see and change.
func (r Renderer) Editors(m chat.Message, p Press) Card {
	out := r.editors(m)
	send := press(m.Form.Send, Press{Verb: chat.Send, Ref: m.Ref, Asker: p.Asker, From: p.From})
	out.Actions = []Action{send, withoutInputs(press(m.Form.Cancel, back(m.Ref, p)))}
	return out
}

// EditorsDialog is the same in a dialog, which takes no Action.Execute and is closed by
// its own button.
func (r Renderer) EditorsDialog(m chat.Message) Card {
	out := r.editors(m)
	out.Actions = []Action{*submit(m.Form.Send, Press{Verb: chat.Send, Ref: m.Ref})}
	return out
}

func (r Renderer) editors(m chat.Message) Card {
	f := m.Form
	out := r.blank(m.Lang, f.Title)
	if len(f.Reasons) > 0 {
		reasons := Element{Type: "Input.ChoiceSet", ID: inputReasons, Style: "expanded", Multi: true, Label: f.Label}
		for _, c := range f.Reasons {
			reasons.Choices = append(reasons.Choices, choice{c.Label, string(c.Reason)})
		}
		out.Body = append(out.Body, reasons)
		f.Label = f.Title
	}
	out.Body = append(out.Body,
		Element{Type: "Input.Text", ID: inputText, Label: f.Label, Multiline: true, Value: f.Text, Max: f.Max},
		small(Escape(f.Hint+" "+f.Promise)))
	out.Body[0].Spacing = "None"
	return out
}

// Said is a sentence in the place of a card, with the way back to the answer.
func (r Renderer) Said(m chat.Message, p Press) Card {
	out := r.blank(m.Lang, m.Text)
	out.Body = []Element{block(Escape(m.Text))}
	out.Actions = []Action{inPlace{r, p}.back(bot.Card{Lang: m.Lang})}
	return out
}

// reasonsOf reads the reasons that were ticked.
func reasonsOf(s string) []bot.Reason {
	var out []bot.Reason
	for part := range strings.SplitSeq(s, ",") {
		for _, known := range bot.Reasons() {
			if part == string(known) {
				out = append(out, known)
			}
		}
	}
	return out
}
