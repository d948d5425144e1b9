package bot

import (
	"context"
	"fmt"
	"strings"

	"veiviser/content"
	"veiviser/locales"
)

// command answers a text that is a command and nothing else: help, the map, a journey
// by name, a change of language. ok is false for any other text.
func (b *Bot) command(ctx context.Context, q Question, text string, lang content.Lang) (a Answer, ok bool, err error) {
	word, rest, _ := strings.Cut(strings.ToLower(strings.Trim(text, " /!?.")), " ")
	rest = strings.TrimSpace(rest)
	c, known := commands[word]
	if !known || (rest == "") != c.bare {
		return Answer{}, false, nil
	}
	if lang == "" {
		lang = c.lang
		if lang == content.Bokmal && q.Fallback == content.Nynorsk {
			lang = content.Nynorsk // the Norwegian commands are the same in both
		}
	}
	switch c.name {
	case "help":
		return b.plain(lang, b.Help(lang)), true, nil
	case "map":
		return b.plain(lang, b.Map(lang)), true, nil
	case "journey":
		return b.journeyByName(lang, rest)
	}
	return b.setLang(ctx, q, lang, rest)
}

// command is what a first word asks for.
type command struct {
	name string
	lang content.Lang // of the word, for who has chosen none
	bare bool         // the word stands alone
}

var commands = map[string]command{
	"hjelp": {"help", content.Bokmal, true}, "help": {"help", content.English, true},
	"kart": {"map", content.Bokmal, true}, "map": {"map", content.English, true},
	"reise": {"journey", content.Bokmal, false}, "journey": {"journey", content.English, false},
	"språk": {"lang", content.Bokmal, false}, "sprak": {"lang", content.Bokmal, false}, "language": {"lang", content.English, false},
}

// journeyByName answers "reise jamal" with the journey's first step. A name of no
// journey is left to the search.
func (b *Bot) journeyByName(l content.Lang, name string) (Answer, bool, error) {
	for _, e := range b.guide.OfKind(content.Journey) {
		if e.ID == name {
			a := b.plain(l, Card{})
			a.Card, _ = b.in(l).stepCard(e, 1)
			return a, true, nil
		}
	}
	return Answer{}, false, nil
}

// langNames are the ways people name the guide's languages.
var langNames = map[string]content.Lang{
	"nb": content.Bokmal, "bokmål": content.Bokmal, "bokmal": content.Bokmal, "norsk": content.Bokmal,
	"nn": content.Nynorsk, "nynorsk": content.Nynorsk,
	"en": content.English, "engelsk": content.English, "english": content.English,
}

// LangCommand reads a text that chooses a language ("språk nn"), for a platform that
// keeps the choice with the person; ok is false for every other text.
func LangCommand(text string) (l content.Lang, ok bool) {
	if TooLong(text) {
		return "", false
	}
	word, rest, _ := strings.Cut(strings.ToLower(strings.Trim(Visible(text), " /!?.")), " ")
	if commands[word].name != "lang" {
		return "", false
	}
	l, ok = langNames[strings.TrimSpace(rest)]
	return l, ok
}

// setLang keeps the language for the rest of the conversation.
func (b *Bot) setLang(ctx context.Context, q Question, l content.Lang, name string) (Answer, bool, error) {
	chosen, ok := langNames[name]
	if !ok {
		if strings.Contains(name, " ") {
			return Answer{}, false, nil // a question about languages
		}
		return b.plain(l, textCard(b.words(l), b.words(l).Text(locales.LangUnknown), "")), true, nil
	}
	if q.Conversation != "" && b.c.Threads != nil {
		t, _, err := b.c.Threads.Last(ctx, q.Conversation)
		if err == nil {
			t.Lang = chosen
			err = b.c.Threads.Keep(ctx, q.Conversation, t)
		}
		if err != nil {
			return Answer{}, false, fmt.Errorf("keep the conversation's language: %w", err)
		}
	}
	return b.plain(chosen, textCard(b.words(chosen), b.words(chosen).Text(locales.LangSet), "")), true, nil
}
