package webchat

import (
	"veiviser/bot"
	"veiviser/content"
	"veiviser/locales"
)

// numberWarning is what the page says of a personal number while it is being written.
type numberWarning struct {
	Kind bot.NumberKind
	Text string
}

func (c conversation) numberWarnings(l content.Lang) []numberWarning {
	var out []numberWarning
	for _, k := range bot.NumberKinds() {
		out = append(out, numberWarning{k, c.text(l, locales.WebtalkGuard, "Kind", c.Bot.Names(l).NumberName(k))})
	}
	return out
}
