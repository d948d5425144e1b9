package blocks

import (
	"strings"

	"github.com/slack-go/slack"

	"veiviser/bot"
	"veiviser/bot/chat"
	"veiviser/locales"
)

// settingsPrefix begins the ids of the blocks in which settings are chosen; the level and
// the field follow. With the same ids Slack would keep what was chosen for another level.
const settingsPrefix = "set"

// settingsBlock is the block and action id of a field at a level.
func settingsBlock(l chat.Level, field string) string {
	return strings.Join([]string{settingsPrefix, string(l), field}, " ")
}

// SettingsView is the dialog in which an administrator chooses settings, a level at a time.
func (r Renderer) SettingsView(m chat.Message, from Place) slack.ModalViewRequest {
	b := dialogBuilder{r.builder(m.Lang)}
	f := m.Settings
	at := bot.Ref{Lang: m.Lang}
	b.section(f.Intro, nil)
	if len(f.Levels) > 1 {
		var levels []option
		for _, l := range f.Levels {
			levels = append(levels, option{Value(at, l.Value), l.Label})
		}
		menu := chosen(selection(b.actionID(string(chat.ShowSettings)), levels), Value(at, string(f.Level)))
		label := b.words.Text(locales.SettingLevel)
		b.add(slack.NewInputBlock("levels "+string(f.Level), plain(label, MaxSection), nil, menu).WithDispatchAction(true), size(label)+labelSize(menu))
	}
	for _, field := range f.Fields {
		id := settingsBlock(f.Level, field.ID)
		b.input(id, field.Label, field.Hint, settingsElement(id, field))
	}
	return b.view(SettingsView, f.Title, f.Save, Metadata(at, from))
}

// settingsElement is what a setting is chosen in: of the editors any channel of the
// workspace.
func settingsElement(id string, f chat.SettingsField) slack.BlockElement {
	switch {
	case f.ID == chat.FieldEditors:
		e := slack.NewOptionsSelectBlockElement(slack.OptTypeConversations, nil, id)
		e.Filter = &slack.SelectBlockElementFilter{Include: []string{"public", "private"}, ExcludeExternalSharedChannels: true}
		if f.Value != "" {
			e = e.WithInitialConversation(f.Value)
		}
		return e
	case len(f.Options) == 0:
		e := slack.NewPlainTextInputBlockElement(nil, id).WithMaxLength(MaxPlace)
		if f.Value != "" {
			e = e.WithInitialValue(cut(f.Value, MaxPlace))
		}
		return e
	}
	var options []option
	value := f.Value
	for _, o := range f.Options {
		if o.Value == "" { // which no option of Slack's may be
			o.Value = Any
		}
		options = append(options, option{o.Value, o.Label})
	}
	if value == "" {
		value = Any
	}
	return chosen(selection(id, options), value)
}

// chosen is s with the option of that value chosen beforehand.
func chosen(s *slack.SelectBlockElement, value string) *slack.SelectBlockElement {
	for _, o := range s.Options {
		if o.Value == value {
			return s.WithInitialOption(o)
		}
	}
	return s
}

// Chosen reads what was chosen in a [Renderer.SettingsView]: the level that its fields were
// of, and their values.
func Chosen(v slack.View) (l chat.Level, fields map[string]string) {
	fields = map[string]string{}
	if v.State == nil {
		return "", fields
	}
	for id, actions := range v.State.Values {
		parts := strings.Split(id, " ")
		if len(parts) != 3 || parts[0] != settingsPrefix {
			continue
		}
		l = chat.Level(parts[1])
		for _, a := range actions {
			value := a.Value + a.SelectedOption.Value + a.SelectedConversation
			if value == Any {
				value = ""
			}
			fields[parts[2]] = value
		}
	}
	return l, fields
}

// SettingsProblem is the block at which a dialog tells that a field must be mended, the
// first where it is none of them.
func SettingsProblem(l chat.Level, field string) string {
	if field == "" {
		field = chat.FieldLang
	}
	return settingsBlock(l, field)
}
