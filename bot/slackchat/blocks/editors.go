package blocks

import (
	"github.com/slack-go/slack"

	"veiviser/bot/chat"
)

// EditorsView is the dialog in which the asker sees, and can change, the exact text before
// it is sent to the editors.
func (r Renderer) EditorsView(m chat.Message, from Place) slack.ModalViewRequest {
	b := dialogBuilder{r.builder(m.Lang)}
	f := m.Form
	if len(f.Reasons) > 0 {
		var options []*slack.OptionBlockObject
		for _, c := range f.Reasons {
			options = append(options, slack.NewOptionBlockObject(string(c.Reason), plain(c.Label, MaxButton), nil))
		}
		b.input(FieldReasons, f.Label, "", slack.NewCheckboxGroupsBlockElement(FieldReasons, options...))
	}
	e := slack.NewPlainTextInputBlockElement(nil, FieldEditors).WithMultiline(true).WithMaxLength(f.Max)
	if f.Text != "" {
		e = e.WithInitialValue(cut(f.Text, f.Max))
	}
	in := slack.NewInputBlock(FieldEditors, plain(f.Label, MaxSection), plain(f.Hint, MaxSection), e).WithOptional(len(f.Reasons) > 0)
	b.add(in, size(f.Label)+size(f.Hint))
	b.context(Escape(f.Promise))
	v := b.view(EditorsView, f.Title, f.Send, Metadata(m.Ref, from))
	v.Close = plain(f.Cancel, MaxViewTitle)
	return v
}
