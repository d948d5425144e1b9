package blocks

import (
	"github.com/slack-go/slack"

	"veiviser/content"
	"veiviser/locales"
)

// Following is what can be pressed about the thread that a dialog was opened from; empty
// for nothing. It is what the button carries.
type Following string

// What can be pressed.
const (
	Follow   Following = "follow"
	Unfollow Following = "unfollow"
)

var followWords = map[Following]locales.Key{Follow: locales.SlackFollow, Unfollow: locales.SlackUnfollow}

func (b *builder) following(f Following) *slack.ButtonBlockElement {
	return slack.NewButtonBlockElement(b.actionID(FollowThread), string(f), plain(b.words.Text(followWords[f]), MaxButton))
}

// Followed tells a thread that somebody asked for it to be followed, or for an end of that.
func (r Renderer) Followed(l content.Lang, who string, on bool) Message {
	b := r.builder(l)
	k := locales.SlackUnfollowed
	if on {
		k = locales.SlackFollowed
	}
	text := b.words.Text(k, "Who", "<@"+who+">")
	b.context(text)
	if on {
		b.actions(b.following(Unfollow))
	}
	return Message{Text: text, Blocks: b.blocks}
}

// Said is a dialog of one sentence.
func (r Renderer) Said(l content.Lang, text string) slack.ModalViewRequest {
	b := dialogBuilder{r.builder(l)}
	b.section(text, nil)
	return b.view(CardView, b.words.Text(locales.SlackShortcutAsk), "", "")
}
