package content

import (
	"fmt"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// talkFile holds the phrases of what people say beside their question.
const talkFile = "_talk.yaml"

// Talk names what people say that no entry answers: manners, commands, and what they
// tell of a participant.
type Talk string

// Manners: a colleague has an answer to them.
const (
	Greeting   Talk = "greeting"
	Thanks     Talk = "thanks"
	Goodbye    Talk = "goodbye"
	Okay       Talk = "okay"      // a sign that one has read
	Identity   Talk = "identity"  // who are you
	Abilities  Talk = "abilities" // what can you do
	Human      Talk = "human"     // are you human
	Person     Talk = "person"    // I want to talk to one
	Wrong      Talk = "wrong"     // that is not what was meant
	Restart    Talk = "restart"   // forget what was spoken of
	Privacy    Talk = "privacy"   // what is kept of a question
	Provenance Talk = "sources"   // where the answers are from
)

// The product's own nouns and its commands.
const (
	Help     Talk = "help"
	Map      Talk = "map"       // the opportunity map
	Topics   Talk = "topics"    // the guide's topics
	Journeys Talk = "journeys"  // the example journeys
	Supports Talk = "supports"  // what one can live on
	Forms    Talk = "forms"     // texts to take along: notes, texts to the participant
	More     Talk = "more"      // all of what is shown
	NextOne  Talk = "next"      // on from what is shown
	Back     Talk = "back"      // to what was shown before
	TakeNote Talk = "note"      // a case note of what is shown
	SetLang  Talk = "answer-in" // value: a language of Langs, or OtherLang: for what comes
	InLang   Talk = "language"  // value: a language of Langs or SnippetLangs, or OtherLang
	Go       Talk = "journey"   // a journey named behind it
	MakePath Talk = "path"      // a path of one's own for those told of

	Subscribe   Talk = "subscribe"     // tell when what is shown, or named behind it, changes
	Unsubscribe Talk = "unsubscribe"   // no more of that
	Subscribed  Talk = "subscriptions" // what is told of
)

// What a question says of itself and of the participant.
const (
	Listing   Talk = "list"        // several offers are wanted
	AlsoOf    Talk = "also"        // what was asked, of something else: "what about"
	HowMuch   Talk = "amount"      // how much it is
	Adviser   Talk = "adviser"     // who asks, to the end of the clause
	Ground    Talk = "residence"   // value: of Residences, or FamilyResidence
	Schooled  Talk = "schooling"   // value: of SchoolingLevels, or SomeSchooling
	Gender    Talk = "gender"      // value: woman, man
	Situation Talk = "status"      // value: of Statuses
	Speaks    Talk = "norwegian"   // value: none, or of CEFRLevels
	Aim       Talk = "goal"        // value: of Goals
	Caring    Talk = "care"        // value: true, false
	EarnsSoon Talk = "income-soon" // value: true
	Field     Talk = "field"       // value: of ProfileFields, by its name
	Fitting   Talk = "fits"        // why an entry fits, or what is missing for it
)

// OtherLang is the value of [InLang] for a language that neither the guide nor its texts
// to participants have.
const OtherLang = "other"

// values are the words that the keys with a value take; the others have none.
func (t Talk) values() []string {
	switch t {
	case SetLang:
		out := []string{OtherLang}
		for _, l := range Langs() {
			out = append(out, string(l))
		}
		return out
	case InLang:
		out := slices.Clone(SnippetLangs())
		for _, l := range Langs() {
			out = append(out, string(l))
		}
		return append(out, OtherLang)
	case Ground:
		return append(Residences(), FamilyResidence)
	case Schooled:
		return append(SchoolingLevels(), SomeSchooling)
	case Gender:
		return Genders()
	case Situation:
		return Statuses()
	case Speaks:
		return append([]string{"none"}, CEFRLevels()...)
	case Aim:
		return Goals()
	case Caring:
		return []string{"true", "false"}
	case EarnsSoon:
		return []string{"true"}
	case Field:
		return ProfileFields()
	}
	return nil
}

// Talks lists the keys of talk.
func Talks() []Talk {
	return []Talk{
		Greeting, Thanks, Goodbye, Okay, Identity, Abilities, Human, Person, Wrong, Restart, Privacy, Provenance,
		Help, Map, Topics, Journeys, Supports, Forms, More, NextOne, Back, TakeNote, SetLang, InLang, Go, MakePath, Subscribe, Unsubscribe, Subscribed,
		Listing, AlsoOf, HowMuch, Adviser, Ground, Schooled, Gender, Situation, Speaks, Aim, Caring, EarnsSoon, Field, Fitting,
	}
}

// TalkPhrase is one way to say something of talk, in the notation of a [SectionPhrase].
type TalkPhrase struct {
	Talk    Talk
	Value   string // "" for a key without values
	Lang    Lang
	Parts   []PhrasePart
	Example string // a text that says so
}

// decodeTalk reads key → language → phrase: example, or key → value → language → phrase:
// example for a key with values.
func decodeTalk(file string, data []byte) ([]TalkPhrase, Problems) {
	d := &decoder{file: file, pos: map[string]int{}}
	root := d.root(data)
	if root == nil {
		return nil, d.problems
	}
	var out []TalkPhrase
	seen := map[string]string{} // by language and phrase
	langs := func(t Talk, value string) []field {
		var fields []field
		for _, l := range Langs() {
			fields = append(fields, field{string(l), func(path string, n *yaml.Node) {
				d.phrases(path, n, func(phrase string, k *yaml.Node, parts []PhrasePart, example string) {
					key, says := string(l)+" "+strings.ToLower(phrase), strings.TrimSpace(string(t)+" "+value)
					if other, ok := seen[key]; ok {
						d.report(k, fmt.Sprintf("phrase %q says %s already", phrase, other), "a phrase says one thing")
						return
					}
					seen[key] = says
					out = append(out, TalkPhrase{Talk: t, Value: value, Lang: l, Parts: parts, Example: example})
				})
			}})
		}
		return fields
	}
	var keys []field
	for _, t := range Talks() {
		fields := langs(t, "")
		if values := t.values(); values != nil {
			fields = nil
			for _, v := range slices.Compact(slices.Sorted(slices.Values(values))) {
				fields = append(fields, field{v, func(path string, n *yaml.Node) { d.mapping(path, n, langs(t, v)) }})
			}
		}
		keys = append(keys, field{string(t), func(path string, n *yaml.Node) { d.mapping(path, n, fields) }})
	}
	d.mapping("", root, keys)
	return out, d.problems
}
