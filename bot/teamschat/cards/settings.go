package cards

import (
	"encoding/json"

	"veiviser/bot"
	"veiviser/bot/chat"
)

// inputSetting begins the ids of the inputs in which settings are chosen; the field follows.
const inputSetting = "setting_"

// Settings is the form in which an administrator chooses settings, a level at a time.
func (r Renderer) Settings(m chat.Message) Card {
	f, at := m.Settings, bot.Ref{Lang: m.Lang}
	out := r.blank(m.Lang, f.Title)
	title := block("**" + Escape(f.Title) + ": " + Escape(levelLabel(f)) + "**")
	title.Spacing = "None"
	out.Body = []Element{title, small(Escape(f.Intro))}
	var others []Action
	for _, l := range f.Levels {
		if l.Value != string(f.Level) {
			other := withoutInputs(press(l.Label, Press{Verb: chat.ShowSettings, Ref: at, Value: l.Value}))
			other.Tooltip = f.Title + ": " + l.Label
			others = append(others, other)
		}
	}
	if len(others) > 0 {
		out.Body = append(out.Body, Element{Type: "ActionSet", Spacing: "Small", Actions: others})
	}
	for _, field := range f.Fields {
		out.Body = append(out.Body, settingInput(field))
		if field.Hint != "" {
			out.Body = append(out.Body, small(Escape(field.Hint)))
		}
	}
	save := press(f.Save, Press{Verb: chat.SaveSettings, Ref: at, Value: string(f.Level)})
	save.Style = "positive"
	out.Actions = []Action{save}
	return out
}

func levelLabel(f chat.SettingsForm) string {
	for _, l := range f.Levels {
		if l.Value == string(f.Level) {
			return l.Label
		}
	}
	return ""
}

// notChosen stands for what is chosen at no level: an input without a value sends none.
const notChosen = "-"

func settingInput(f chat.SettingsField) Element {
	if len(f.Options) == 0 {
		return Element{Type: "Input.Text", ID: inputSetting + f.ID, Label: f.Label, Value: f.Value, Max: maxNumber}
	}
	e := Element{Type: "Input.ChoiceSet", ID: inputSetting + f.ID, Style: "compact", Label: f.Label, Value: f.Value}
	for _, o := range f.Options {
		if o.Value == "" {
			o.Value = notChosen
		}
		e.Choices = append(e.Choices, choice{o.Label, o.Value})
	}
	if e.Value == "" {
		e.Value = notChosen
	}
	return e
}

// maxNumber is how long a municipality's number is.
const maxNumber = 4

// settings are what the inputs of a form hold, by field.
func settings(raw json.RawMessage) map[string]string {
	var inputs map[string]json.RawMessage
	if json.Unmarshal(raw, &inputs) != nil {
		return nil
	}
	out := map[string]string{}
	for _, id := range []string{chat.FieldLang, chat.FieldAnswers, chat.FieldMunicipality, chat.FieldEditors} {
		var s string
		if json.Unmarshal(inputs[inputSetting+id], &s) == nil && s != notChosen {
			out[id] = s
		}
	}
	return out
}
