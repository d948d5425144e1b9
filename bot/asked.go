package bot

import (
	"slices"
	"strconv"
	"strings"

	"veiviser/content"
	"veiviser/locales"
	"veiviser/search"
)

// asked answers a text that answers what was asked back, or that takes back what was told.
type asked struct{ *turn }

// ask is the question under a list: the open one as long as it stands, else the next.
func (t asked) ask(co stands, in offers) *AskBack {
	if open := t.was.Asking; open != "" && !co.told.hasValue(open) {
		if f, ok := fieldAsked(open); ok {
			return f.question(co.composer)
		}
	}
	if f, ok := in.tellsMost(co.told, t.now.Asked); ok {
		return f.question(co.composer)
	}
	return nil
}

// tells answers a text that tells more of the participant of a list, and asks nothing.
func (t asked) tells() (Answer, bool) {
	res := t.res
	if !t.inList() || res.Talk.Talk != "" || len(res.Person.Against) > 0 {
		return Answer{}, false
	}
	told := toldBy(res.Person)
	if res.Another { // of whom nothing was told before
		return t.again(told), true
	}
	list := res.Unnamed && res.Intent == search.List && t.was.Told.fields() > 0 && !(res.Refers && t.was.Subject != "") // "vis lista igjen"
	told.Money = res.Money && (list || t.was.Told.Money)
	of := t.was.Page == 0 && t.was.Subject != "" && !res.Unnamed // what is spoken of since
	more := (res.Case || res.Wants) && t.anything() && (t.was.Page > 0 || !of && !res.Also && !strings.Contains(t.text, "?"))
	also := (res.Supposes || t.was.Page > 0 && res.Also) && res.Unnamed && t.anything() // "og hvis hun var mann?"
	if !list && !more && !also && !t.speaksOf() {
		return Answer{}, false
	}
	if told = t.was.Told.then(told, true); told.fields() == 0 {
		return Answer{}, false
	}
	return t.again(told), true
}

// speaksOf reports whether the text tells something of the participant of the list that
// stands, be it nothing that is read of one: "hun har gått sju år på skole".
func (t asked) speaksOf() bool {
	first, _, _ := strings.Cut(strings.ToLower(t.text), " ")
	of := slices.Contains([]string{"han", "hun", "ho", "hu", "hen", "he", "she", "they", "deltakeren", "deltakaren"}, strings.TrimSuffix(strings.TrimSuffix(first, "'s"), "’s"))
	return t.was.Page > 0 && of && !t.res.Asks && t.res.Choice == 0
}

// mended reports whether the text mends what was told: "nei, han er 26".
func (t asked) mended() bool {
	first, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(t.text)), " ")
	return t.inList() && slices.Contains([]string{"nei", "no", "sorry", "beklager", "unnskyld", "æ"}, strings.TrimRight(first, ",.!"))
}

// anything reports whether the text tells anything, be it that something is no longer so.
func (t asked) anything() bool { return t.turn.tells() > 0 || t.res.Person.Gender != "" }

// answer reads a text as the answer to the open question, where it is one. After a card that
// tells that something can't be so there is no list, and a number alone says how it is.
func (t asked) answer() (Answer, bool) {
	list := t.was.Page > 0
	if !list && (!t.inList() || t.was.Subject != "" || len(t.was.Offered) > 0) {
		return Answer{}, false
	}
	field := t.was.Asking
	told, ok := t.was.Told, false
	switch n, number := t.numberAlone(); {
	case list && field != "" && t.res.Reply == search.Skip && t.res.Talk.Talk != content.NextOne:
		t.was.Asking, ok = "", true
	case number && n <= len(t.was.Offered) && !strings.Contains(t.text, " "): // a place in the list
		return Answer{}, false
	case number && n > len(t.was.Offered) && !slices.Contains(countedFields, field):
		told, ok = told.tell("age", strconv.Itoa(n))
	}
	if list && !ok {
		told, ok = t.ofAnyField()
	}
	if list && !ok && field != "" {
		told, ok = t.told(field)
	}
	if !ok {
		return Answer{}, false
	}
	if len(strings.Fields(t.text)) <= fewWords {
		t.res.Lang = t.q.orFallback(cmpLang(t.lang, t.was.Answered))
	}
	return t.again(told), true
}

// countedFields are answered by a number that is no age.
var countedFields = []string{"years_of_work", "months_settled", "months_in_norway"}

// fewWords is how many words a text has at most that tell nothing of its language.
const fewWords = 2

// numberAlone is the number that is all that a text says: "34", "nei, 17", "45 stemmer".
func (t asked) numberAlone() (int, bool) {
	words := strings.FieldsFunc(strings.ToLower(t.text), func(r rune) bool { return r == ' ' || r == ',' || r == '.' || r == '!' })
	words = slices.DeleteFunc(words, func(w string) bool {
		return slices.Contains([]string{"nei", "no", "ja", "yes", "nå", "år", "stemmer", "jeg", "eg", "æ", "i", "mente", "mener", "meinte", "meiner", "mein", "meant", "mean", "er", "riktig", "rett", "hun", "han", "ho", "beklager", "sorry", "unnskyld", "age", "alder", "she", "he", "is", "right", "correct", "it", "det"}, w)
	})
	if len(words) != 1 {
		return 0, false
	}
	n, err := strconv.Atoi(words[0])
	return n, err == nil
}

// ofAnyField is what was told with the text as the value of a field, where it is the name of
// one and nothing else: "grunnskole".
func (t asked) ofAnyField() (Told, bool) {
	said := strings.ToLower(strings.Trim(strings.TrimSpace(t.text), ".!"))
	for _, yes := range []string{"ja, ", "ja ", "jo, ", "jo ", "nei, ", "nei ", "yes, ", "yes ", "no, ", "no "} {
		said = strings.TrimPrefix(said, yes)
	}
	if len(strings.Fields(said)) > 2 {
		return Told{}, false
	}
	for _, l := range content.Langs() {
		co := t.in(l)
		for _, field := range []string{"schooling", "residence"} {
			for _, v := range ToldValues(field) {
				if title := strings.ToLower(co.valueTitle(v)); said == title {
					return t.was.Told.tell(field, v)
				}
			}
		}
	}
	return Told{}, false
}

// told is what was told with the text as the answer for a field; ok is false for a text that
// answers something else.
func (t asked) told(field string) (Told, bool) {
	yes := t.res.Reply == search.Yes
	switch _, status := statusKeys[field]; {
	case t.res.Reply == "":
	case status, field == "care", field == "income_soon":
		return t.was.Told.tell(field, strconv.FormatBool(yes))
	case !yes && (field == "norwegian" || field == "schooling"):
		return t.was.Told.tell(field, "none")
	case !yes && field == "years_of_work":
		return t.was.Told.tell(field, "0")
	}
	said := strings.ToLower(strings.Trim(strings.TrimSpace(t.text), ".!?"))
	co := t.in(t.q.orFallback(cmpLang(t.lang, t.was.Answered)))
	for _, f := range askable() {
		if f.name != field {
			continue
		}
		for _, v := range f.values {
			if said == strings.ToLower(co.optionText(field, v)) || said == strings.ToLower(co.saysTold(toldValue{field, v})) {
				return t.was.Told.tell(field, v)
			}
		}
	}
	if field == "age" || field == "years_of_work" || field == "months_settled" {
		words := strings.Fields(said)
		if len(words) > 0 && len(words) <= 2 {
			if _, err := strconv.Atoi(words[0]); err == nil && (len(words) == 1 || field == "months_settled" && (strings.HasPrefix(words[1], "mån") || strings.HasPrefix(words[1], "month")) || field != "months_settled" && (strings.HasPrefix(words[1], "år") || strings.HasPrefix(words[1], "year"))) {
				return t.was.Told.tell(field, words[0])
			}
		}
	}
	return Told{}, false
}

// cmpLang is the first language that there is.
func cmpLang(a, b content.Lang) content.Lang {
	if a != "" {
		return a
	}
	return known(b)
}

// again lists the offers anew for those told of now.
func (t asked) again(told Told) Answer {
	if told.fields() == 0 {
		return t.nothing()
	}
	return listing(t).page(told, 1)
}

// nothing says that nothing is told.
func (t asked) nothing() Answer {
	co := lists{t.in(t.res.Lang)}
	t.now.Told, t.now.Asking = Told{}, ""
	t.now.offer(nil, "")
	c := textCard(co.words, co.words.Text(locales.ToldNothingTitle), co.words.Text(locales.ToldNothingText))
	c.Row = co.tryThese()
	return t.plain(co.lang, c)
}

// drops answers a text that takes back something that was told.
func (t asked) drops() (Answer, bool) {
	p := t.res.Person
	if len(p.Drops) == 0 && p.DropsLevel == "" || t.was.Told.fields() == 0 {
		return Answer{}, false
	}
	t.res.Person = search.Person{}
	return t.again(t.was.Told.drop(p)), true
}

// pressed answers a press that tells something: of what is behind tellPrefix. What was told
// in a conversation that is over is not there any more; what is pressed begins a new one.
func (t asked) pressed(value string) Answer {
	over := t.was.Told.fields() == 0
	switch {
	case strings.HasPrefix(value, "!"):
		if e, ok := t.guide.Entry(value[1:]); ok {
			return fitting(t).show(e)
		}
		return t.over()
	case strings.HasPrefix(value, "?"), strings.HasPrefix(value, "-"):
		if over {
			return t.over()
		}
		if value[0] == '?' {
			if f := value[1:]; f == t.was.Asking {
				t.was.Asking = ""
			} else if t.skippable(f) {
				t.now.Asked = union(slices.Clone(t.now.Asked), []string{f})
			}
			return t.again(t.was.Told)
		}
		return t.again(t.was.Told.without(value[1:]))
	}
	return t.tellAll(value)
}

// tellAll tells several things at once, as a form does: "age=34,norwegian=A2". What can't be
// so is told of, and the rest is kept.
func (t asked) tellAll(value string) Answer {
	told, n := t.was.Told, 0
	for part := range strings.SplitSeq(value, ",") {
		field, v, _ := strings.Cut(part, "=")
		later, ok := told.tell(field, v)
		if _, err := strconv.Atoi(v); !ok && err == nil && slices.Contains(content.ProfileFields(), field) {
			t.now.Told = told
			co := t.in(t.res.Lang)
			return t.plain(co.lang, textCard(co.words, co.words.Text(locales.AgainstTitle), co.againstPair(search.Against{Field: field, First: v})+" "+co.words.Text(locales.AgainstText)))
		}
		if ok && v != "" {
			told, n = later, n+1
		}
	}
	if n == 0 {
		return t.over()
	}
	return t.again(told)
}

// skippable reports whether a field can be asked back at all: nothing else is kept.
func (t asked) skippable(field string) bool {
	_, status := statusKeys[field]
	return status || slices.Contains(content.ProfileFields(), field)
}

// over says that what was told is forgotten.
func (t asked) over() Answer {
	co := lists{t.in(t.res.Lang)}
	t.now.offer(nil, "")
	t.now.Asking = ""
	c := textCard(co.words, co.words.Text(locales.ToldGoneTitle), co.words.Text(locales.ToldGoneText))
	c.Row = co.tryThese()
	return t.plain(co.lang, c)
}
