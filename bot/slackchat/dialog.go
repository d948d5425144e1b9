package slackchat

import (
	"context"
	"strings"

	"github.com/slack-go/slack"

	"veiviser/bot"
	"veiviser/bot/chat"
	"veiviser/bot/slackchat/blocks"
	"veiviser/content"
	"veiviser/locales"
)

// openAsk opens the dialog to ask in.
func (in interactions) openAsk(ctx context.Context, ids []string, name string, at chat.Address, question string) error {
	return in.chat.Do(ctx, chat.Event{IDs: ids, Name: name, Do: func(ctx context.Context) error {
		return in.out.open(ctx, at, in.out.render.AskView(in.chat.Language(ctx, at), question))
	}}, at)
}

// submitted takes a dialog that was sent. A press of the button twice is one answer:
// the id of the dialog tells it apart.
func (in interactions) submitted(ctx context.Context, at chat.Address, i slack.InteractionCallback) (any, error) {
	id := "view " + i.View.ID
	// The dialog closes, the answer comes as a direct message.
	at.Channel, at.Thread, at.Surface, at.Direct = "", "", chat.InThread, true
	w := wayOf(at)
	w.view = ""
	at.Way = w
	switch i.View.CallbackID {
	case blocks.AskView:
		return in.submittedAsk(ctx, at, id, i.View)
	case blocks.NoteView:
		return nil, in.submittedNote(ctx, at, id, i.View)
	case blocks.EditorsView:
		return in.submittedText(ctx, at, id, i.View)
	case blocks.SettingsView:
		return in.submittedSettings(ctx, at, i.View)
	}
	in.c.Count("unknown", "dialog")
	return nil, nil
}

// submittedNote sends the note to who made it.
func (in interactions) submittedNote(ctx context.Context, at chat.Address, id string, v slack.View) error {
	ref := refOf(v)
	if ref.Lang == "" {
		return errBadBody
	}
	at.Lang = ref.Lang
	return accepted(in.chat.Do(ctx, chat.Event{IDs: []string{id}, Name: "note", Do: func(ctx context.Context) error {
		// The note is made anew: what was written into the dialog's field stays there.
		m, err := in.noteOf(ctx, ref, ticksIn(v))
		if err != nil {
			return err
		}
		m.Key = id
		return in.chat.Tell(ctx, at, m)
	}}, at))
}

// noteOf makes the note of what is ticked; of a dialog of an older release, that of the
// place.
func (in interactions) noteOf(ctx context.Context, r bot.Ref, t bot.Ticks) (chat.Message, error) {
	if len(t.Offered) == 0 {
		return in.chat.NoteOf(ctx, r)
	}
	return in.chat.Noted(ctx, r, t)
}

// submittedText sends a text to the editors, or tells at the field why it can't be sent.
func (in interactions) submittedText(ctx context.Context, at chat.Address, id string, v slack.View) (any, error) {
	ref := refOf(v)
	if ref.Lang == "" {
		return nil, errBadBody
	}
	a := chat.Action{IDs: []string{id}, Verb: chat.Send, Ref: ref, Value: strings.TrimSpace(field(v, blocks.FieldEditors)), At: at}
	from := placeIn(v)
	if a.At.Lang = ref.Lang; from.Channel != "" { // thanks stand where it was pressed
		a.At.Channel, a.At.Thread, a.At.Direct = from.Channel, from.Thread, false
	}
	if v.State != nil {
		for _, o := range v.State.Values[blocks.FieldReasons][blocks.FieldReasons].SelectedOptions {
			a.Reasons = append(a.Reasons, bot.Reason(o.Value))
		}
	}
	if _, err := (bot.Inquiry{Text: a.Value}).Checked(); err != nil && (a.Value != "" || len(a.Reasons) == 0) {
		b, done := in.c.Bot.Current()
		text, _ := b.ToEditors(ref.Lang).Answer(err)
		done()
		return slack.NewErrorsViewSubmissionResponse(map[string]string{blocks.FieldEditors: text}), nil
	}
	return nil, accepted(in.act(ctx, a))
}

// submittedAsk tells at the field what must be mended, else answers.
func (in interactions) submittedAsk(ctx context.Context, at chat.Address, id string, v slack.View) (any, error) {
	at.Lang, _ = content.ParseLang(v.PrivateMetadata)
	q := chat.Question{At: at, Text: field(v, blocks.FieldQuestion), Conversation: withOne(at.Person), Private: true, Key: id}
	q.Chosen, _ = content.ParseLang(choice(v, blocks.FieldLanguage))
	f := bot.Filter{
		Goal: choice(v, blocks.FieldGoal), Level: choice(v, blocks.FieldLevel),
		Schooling: choice(v, blocks.FieldSchooling), Residence: choice(v, blocks.FieldResidence),
	}
	w := in.out.words(at.Lang)
	switch {
	case !bot.TooLong(q.Text) && bot.FindNumber(q.Text) != "":
		return slack.NewErrorsViewSubmissionResponse(map[string]string{blocks.FieldQuestion: w.Text(locales.GuardTitle)}), nil
	case strings.TrimSpace(q.Text) == "" && f == bot.Filter{}:
		return slack.NewErrorsViewSubmissionResponse(map[string]string{blocks.FieldQuestion: w.Text(locales.EmptyTitle)}), nil
	}
	answered := strings.TrimSpace(q.Text) == "" // once, however often the list is tried
	return nil, accepted(in.chat.Do(ctx, chat.Event{IDs: []string{id}, Name: "ask", Do: func(ctx context.Context) error {
		if !answered {
			if err := in.chat.Answer(ctx, q); err != nil {
				return err
			}
			answered = true
		}
		if f == (bot.Filter{}) {
			return nil
		}
		return in.list(ctx, q, f)
	}}, at))
}

// list shows the offers that fit what was chosen in the dialog.
func (in interactions) list(ctx context.Context, q chat.Question, f bot.Filter) error {
	l := q.Chosen
	if l == "" {
		l = in.chat.Language(ctx, q.At)
	}
	b, done := in.c.Bot.Current()
	list := b.At(in.chat.Local(ctx, q.At, in.chat.Preference(ctx, q.At))).List(l, f)
	done()
	return in.chat.Tell(ctx, q.At, chat.Message{
		Lang: l, Card: list, Key: q.Key + " list", Municipality: in.chat.Municipality(ctx, q.At, in.chat.Preference(ctx, q.At)),
	})
}

// field is what was written in a dialog's field.
func field(v slack.View, id string) string {
	if v.State == nil {
		return ""
	}
	return v.State.Values[id][id].Value
}

// choice is what was chosen in a dialog's field, "" for anything.
func choice(v slack.View, id string) string {
	if v.State == nil {
		return ""
	}
	if s := v.State.Values[id][id].SelectedOption.Value; s != blocks.Any {
		return s
	}
	return ""
}
