package bot

import (
	"slices"

	"veiviser/content"
	"veiviser/locales"
)

// AskBack is the one question that stands under a list: what would tell most of the offers
// whose state is not known. It can always be skipped.
type AskBack struct {
	Field   string   `json:"field"` // of content.ProfileFields; a status' own name
	Text    string   `json:"text"`
	Options []Option `json:"options"` // at most four, and the way past it last

	Buttons []Action `json:"-"` // of the options, in their order
}

// Option is an answer to what is asked back.
type Option struct {
	Text   string `json:"text"`
	Choice string `json:"choice"` // the press, as [Question.Choice] has it
}

// maxAsked is how many questions are asked back in a conversation; then the list stands.
const maxAsked = 4

// leastGain is from how many offers told of a question is worth asking.
const leastGain = 0.5

// askable are what can be asked back, with the values that are offered for an answer, in
// the order in which the first of equally good ones is asked.
func askable() []askField {
	return []askField{
		{"goal", locales.AskBackGoal, []string{"work", "norwegian", "trade-certificate", "higher"}},
		{"norwegian", locales.AskBackNorwegian, []string{"A1", "A2", "B1", "B2"}},
		{"residence", locales.AskBackResidence, []string{"refugee", "collective-protection", content.FamilyResidence, "labour"}},
		{"schooling", locales.AskBackSchooling, []string{"none", "primary", "upper-secondary", "higher"}},
		{"age", locales.AskBackAge, []string{"18-24", "25-55", "56-66", "67-99"}},
		{"months_settled", locales.AskBackSettled, []string{"6", "12", "24", "36"}},
		{"years_of_work", locales.AskBackWork, []string{"0", "1", "3", "5"}},
		{"care", locales.AskBackCare, []string{"true", "false"}},
		{"gender", locales.AskBackGender, []string{"woman", "man"}},
	}
}

// askField is one thing that can be asked back.
type askField struct {
	name   string
	text   locales.Key
	values []string
}

// tellsMost chooses what to ask of those told of, for the offers of a list; ok is false for
// nothing. Only offers whose state is not known are looked at, and that may still be for the
// participant. A question's gain is the mean over its values, each as likely as another, of
// how many of them get a place: one that becomes met, closed or no longer wanted counts one,
// another the share of its unanswered conditions that are answered. The question with most
// gain is asked, of equals the first in the order above, then of statuses by name; one that
// was asked before is not asked again.
func (os offers) tellsMost(told Told, asked []string) (f askField, ok bool) {
	if len(asked) >= maxAsked {
		return askField{}, false
	}
	var open offers
	for _, o := range os {
		if o.fit.State == content.NotStated {
			open = append(open, o)
		}
	}
	var best askField
	most := leastGain
	for _, f := range append(askable(), open.statusesAsked()...) {
		if slices.Contains(asked, f.name) || told.hasValue(f.name) || f.name == "goal" && (told.Reaches != "" || told.Money) {
			continue
		}
		gain := 0.0
		for _, v := range f.values {
			later, _ := told.tell(f.name, v)
			for _, o := range open {
				gain += decided(o, later)
			}
		}
		if gain /= float64(len(f.values)); gain > most {
			best, most = f, gain
		}
	}
	return best, best.name != ""
}

// hasValue reports whether a field, or a status, is told.
func (t Told) hasValue(field string) bool {
	return slices.ContainsFunc(t.values(), func(v toldValue) bool { return v.field == field })
}

// decided is how far more that is told decides an offer whose state was not known.
func decided(o offer, later Told) float64 {
	if !o.Serves(later.Goal) {
		return 1
	}
	f := content.Conditions(o.Entry, later.profile())
	if f.State != content.NotStated {
		return 1
	}
	was, is := unanswered(o.fit), unanswered(f)
	if was == 0 || is >= was {
		return 0
	}
	return float64(was-is) / float64(was)
}

// unanswered counts the conditions that nothing told answers.
func unanswered(f content.Fit) int {
	n := 0
	for _, r := range f.Reasons {
		if r.State == content.NotStated {
			n++
		}
	}
	return n
}

// statusesAsked are the statuses that the offers ask for alone and that have a name, by name.
func (os offers) statusesAsked() []askField {
	var names []string
	for _, o := range os {
		for _, r := range o.fit.Reasons {
			words := r.Condition.Value.Words("any")
			if r.Condition.Field != "status" || r.State != content.NotStated || len(words) != 1 {
				continue
			}
			if _, ok := statusKeys[words[0]]; ok && !slices.Contains(names, words[0]) {
				names = append(names, words[0])
			}
		}
	}
	slices.Sort(names)
	var out []askField
	for _, s := range names {
		out = append(out, askField{s, locales.AskBackStatus, []string{"true", "false"}})
	}
	return out
}

// question lays out what is asked.
func (f askField) question(co composer) *AskBack {
	w := co.words
	q := &AskBack{Field: f.name, Text: w.Text(f.text)}
	if f.text == locales.AskBackStatus {
		q.Text = w.Text(f.text, "Status", co.statusTitle(f.name))
	}
	for _, v := range f.values {
		a := tellPress(co.lang, f.name+"="+v)
		a.Label = co.optionText(f.name, v)
		if a.Aloud = q.Text + " " + a.Label; f.name == "goal" || f.name == "residence" || f.name == "schooling" {
			a.Label = capital(a.Label)
		}
		q.Buttons = append(q.Buttons, a)
	}
	skip := tellPress(co.lang, "?"+f.name)
	skip.Label, skip.Aloud = w.Text(locales.AskBackSkip), w.Text(locales.AskBackSkipAloud)
	q.Buttons = append(q.Buttons, skip)
	for _, a := range q.Buttons {
		q.Options = append(q.Options, Option{a.Label, tellPrefix + a.Value})
	}
	return q
}

// fieldAsked is what was asked back by that name.
func fieldAsked(name string) (askField, bool) {
	for _, f := range askable() {
		if f.name == name {
			return f, true
		}
	}
	_, status := statusKeys[name]
	return askField{name, locales.AskBackStatus, []string{"true", "false"}}, status
}
