package chat

import (
	"veiviser/bot"
	"veiviser/locales"
)

// verbs are what the buttons of a card's row do; an action that is not among them is a
// page to open.
var verbs = map[bot.ActionKind]Verb{
	bot.CopyNote: Note, bot.GoToStep: Step, bot.ShowSnippet: Snippet, bot.ShowMap: Map, bot.ShowEntry: Show, bot.ShowMore: More,
	bot.ShareAnswer: Share, bot.SendEditors: ToEditors, bot.Choose: Choose, bot.NoneOfThese: None, bot.NextPage: Page,
	bot.AskThis: AskText, bot.CompareOn: Compare, bot.TellOf: Tell, bot.EndSubscription: Unsubscribe, bot.WalkPath: Path, bot.NotePath: Tick,
}

// VerbOf is what the button of an action does; empty for one that opens a page. A
// journey is begun beside the card that tells of it, and walked in place.
func VerbOf(a bot.Action, c bot.Card) Verb {
	if a.Kind == bot.GoToStep && c.Step == nil {
		return Show
	}
	return verbs[a.Kind]
}

// Row are the buttons under the message's card, in the order to draw them: those of the
// card, and where one person sees it in front of others, one to share it.
func (m Message) Row(words *locales.Catalog) []bot.Action {
	if m.Private {
		return m.Card.Shared(words.In(string(m.Card.Lang)))
	}
	return m.Card.Row
}
