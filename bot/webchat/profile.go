package webchat

import (
	"net/url"
	"slices"
	"strings"

	"veiviser/bot"
	"veiviser/bot/chat"
	"veiviser/content"
	"veiviser/locales"
)

// profileForm tells of a participant. Nothing is required, and nothing of it stands in an
// address: it is sent with the form that asks, to the conversation.
type profileForm struct {
	Begins  string // the ids and names of its fields: a page can have several
	Numbers []profileNumber
	Choices []filterView
	Press   press
}

// profileNumber is a field that takes a number.
type profileNumber struct{ Name, ID, Label, Value string }

// formTold begins what the form's button presses; behind it stands how its fields begin.
const formTold = "form."

// profileNumbers and profileChoices are the form's fields with what they are called.
var (
	profileNumbers = []struct {
		name  string
		label locales.Key
	}{
		{"age", locales.FieldAge}, {"months_settled", locales.ToldFormSettled}, {"months_in_norway", locales.ToldFormInNorway}, {"years_of_work", locales.ToldFormWork},
	}
	profileChoices = []struct {
		name  string
		label locales.Key
	}{
		{"gender", locales.FieldGender}, {"residence", locales.FactResidence}, {"norwegian", locales.FactNorwegian}, {"reaches", locales.FieldReaches},
		{"schooling", locales.FactSchooling}, {"abroad", locales.ToldFormAbroad}, {"status", locales.ToldFormStatus}, {"care", locales.ToldFormCare},
		{"income_soon", locales.ToldFormIncome}, {"goal", locales.FactGoals},
	}
)

// profileForm is the form under a list, filled in with what is told.
func (c replies) profileForm(begins string, card bot.Card) *profileForm {
	l := card.Lang
	told := map[string]string{}
	for _, ch := range card.Told {
		told[ch.Field] = ch.Value
	}
	f := &profileForm{Begins: begins, Press: press{chat.Button{Verb: chat.Tell, Ref: bot.Ref{Lang: l}, Value: formTold + begins}}}
	for _, n := range profileNumbers {
		value := told[n.name]
		if strings.Contains(value, "-") { // a range, which is kept where no number is written
			value = ""
		}
		f.Numbers = append(f.Numbers, profileNumber{n.name, begins + n.name, capitalized(c.text(l, n.label)), value})
	}
	for _, ch := range profileChoices {
		v := filterView{Name: ch.name, ID: begins + ch.name, Label: capitalized(c.text(l, ch.label)), Any: c.text(l, locales.ToldFormAny)}
		for _, value := range bot.ToldValues(ch.name) {
			v.Options = append(v.Options, option{value, c.Bot.Names(l).ToldTitle(ch.name, value), told[ch.name] == value})
		}
		f.Choices = append(f.Choices, v)
	}
	return f
}

func capitalized(s string) string {
	rs := []rune(s)
	if len(rs) == 0 {
		return s
	}
	return strings.ToUpper(string(rs[:1])) + string(rs[1:])
}

// toldIn is what the fields of a sent form tell, as a press tells it, and the raw texts for
// the guard; begins is how the fields begin.
func toldIn(form url.Values, begins string) (value, raw string) {
	var parts, texts []string
	for _, name := range content.ProfileFields() {
		v := strings.TrimSpace(form.Get(begins + name))
		if v == "" {
			continue
		}
		texts = append(texts, v)
		if len(v) > 30 || strings.ContainsAny(v, ",= ") {
			continue
		}
		if name == "status" {
			name, v = v, "true"
		}
		parts = append(parts, name+"="+v)
	}
	return strings.Join(parts, ","), strings.Join(slices.Compact(texts), " ")
}
