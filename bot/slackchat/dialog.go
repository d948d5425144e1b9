package slackchat

import (
	"context"
	"strings"

	"github.com/slack-go/slack"

	"veiviser/bot"
	"veiviser/bot/slackchat/blocks"
	"veiviser/content"
	"veiviser/locales"
)

// openView opens a dialog: over the one that is open, or new.
func (ch *Chat) openView(ctx context.Context, p press, v slack.ModalViewRequest) error {
	cl, err := ch.clients.of(ctx, p.at)
	if err != nil {
		return err
	}
	switch {
	case p.view != "" && v.CallbackID == blocks.CardView:
		// Cards lead to cards without end; Slack stacks three dialogs.
		_, err = cl.api.UpdateViewContext(ctx, v, "", "", p.view)
	case p.view != "":
		_, err = cl.api.PushViewContext(ctx, p.trigger, v)
	default:
		_, err = cl.api.OpenViewContext(ctx, p.trigger, v)
	}
	return err
}

// openAsk opens the dialog to ask in.
func (ch *Chat) openAsk(ctx context.Context, a asker, question string) error {
	return ch.openView(ctx, press{asker: a}, ch.render.AskView(ch.lang(ctx, a), question))
}

func (ch *Chat) pressAsk(ctx context.Context, p press) error { return ch.openAsk(ctx, p.asker, "") }

// pressNote opens the dialog with the case note of what is shown.
func (ch *Chat) pressNote(ctx context.Context, p press) error {
	n, err := ch.note(p.ref)
	if err != nil {
		return err
	}
	if ch.c.Editors != nil {
		ch.c.Editors.NoteCopied(p.ref.Entry, p.ref.Lang)
	}
	return ch.openView(ctx, p, ch.render.NoteView(p.ref.Lang, n, p.ref))
}

func (ch *Chat) note(ref blocks.Ref) (bot.Note, error) {
	c, err := ch.card(ref)
	if err != nil {
		return bot.Note{}, err
	}
	return ch.c.Bot.Note(c, bot.NoteOptions{Base: ch.c.BaseURL, On: ch.c.Now()}), nil
}

// pressSnippet opens the dialog with the text to the participant: first in the first
// language that is neither the original nor the adviser's.
func (ch *Chat) pressSnippet(ctx context.Context, p press) error {
	e, err := ch.entry(p.ref)
	if err != nil {
		return err
	}
	lang := ""
	for _, s := range e.Snippets {
		if lang == "" || lang == string(content.Bokmal) || lang == string(content.English) {
			lang = s.Lang
		}
	}
	v, err := ch.snippetView(e, p.ref, lang)
	if err != nil {
		return err
	}
	return ch.openView(ctx, p, v)
}

// pressLanguage shows the text in another language in the same dialog.
func (ch *Chat) pressLanguage(ctx context.Context, p press) error {
	e, err := ch.entry(p.ref)
	if err != nil {
		return err
	}
	v, err := ch.snippetView(e, p.ref, p.value)
	if err != nil {
		return err
	}
	cl, err := ch.clients.of(ctx, p.at)
	if err != nil {
		return err
	}
	_, err = cl.api.UpdateViewContext(ctx, v, "", "", p.view)
	return err
}

func (ch *Chat) snippetView(e *content.Entry, ref blocks.Ref, lang string) (slack.ModalViewRequest, error) {
	s, ok := ch.c.Bot.Snippet(ref.Lang, e, lang)
	if !ok {
		return slack.ModalViewRequest{}, errGone
	}
	names := func(lang string) string { return ch.c.Bot.SnippetLang(ref.Lang, lang) }
	return ch.render.SnippetView(ref.Lang, s, names, ref), nil
}

// submitted takes a dialog that was sent. A press of the button twice is one answer:
// the id of the dialog is claimed.
func (ch *Chat) submitted(a asker, in slack.InteractionCallback) (any, error) {
	id := "view " + in.View.ID
	a.view, a.channel = "", "" // the dialog closes, the answer comes as a direct message
	switch in.View.CallbackID {
	case blocks.AskView:
		return ch.submittedAsk(a, id, in.View)
	case blocks.NoteView:
		ref, ok := blocks.ParseRef(in.View.PrivateMetadata)
		if !ok {
			return nil, errBadBody
		}
		a.lang = ref.Lang
		return nil, ch.press(a, id, "note", func(ctx context.Context) error { return ch.sendNote(ctx, a, ref, id) })
	}
	ch.c.Count("unknown", "dialog")
	return nil, nil
}

// submittedAsk tells at the field what must be mended, else queues the question.
func (ch *Chat) submittedAsk(a asker, id string, v slack.View) (any, error) {
	a.lang, _ = content.ParseLang(v.PrivateMetadata)
	q := question{asker: a, text: field(v, blocks.FieldQuestion), key: id, conversation: "dialog/" + a.user}
	q.chosen, _ = content.ParseLang(choice(v, blocks.FieldLanguage))
	q.filter = bot.Filter{
		Goal: choice(v, blocks.FieldGoal), Level: choice(v, blocks.FieldLevel),
		Schooling: choice(v, blocks.FieldSchooling), Residence: choice(v, blocks.FieldResidence),
	}
	w := ch.words(a.lang)
	switch {
	case !bot.TooLong(q.text) && bot.FindNumber(q.text) != "":
		return slack.NewErrorsViewSubmissionResponse(map[string]string{blocks.FieldQuestion: w.Text(locales.GuardTitle)}), nil
	case strings.TrimSpace(q.text) == "" && q.filter == bot.Filter{}:
		return slack.NewErrorsViewSubmissionResponse(map[string]string{blocks.FieldQuestion: w.Text(locales.EmptyTitle)}), nil
	}
	return nil, ch.press(a, id, "ask", func(ctx context.Context) error { return ch.answerDialog(ctx, q) })
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

// sendNote sends the case note to who asked for it. It is made anew: what was written
// into the dialog's field stays there.
func (ch *Chat) sendNote(ctx context.Context, a asker, ref blocks.Ref, key string) error {
	n, err := ch.note(ref)
	if err != nil {
		return err
	}
	cl, err := ch.clients.of(ctx, a.at)
	if err != nil {
		return err
	}
	return cl.post(ctx, place{channel: a.user, key: key}, ch.render.NoteMessage(ref.Lang, n))
}
