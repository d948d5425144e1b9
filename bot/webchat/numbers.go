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

// numberWords name the kinds of personal numbers.
var numberWords = []struct {
	kind bot.NumberKind
	word locales.Key
}{
	{bot.Fodselsnummer, locales.GuardFodselsnummer}, {bot.DNummer, locales.GuardDNummer}, {bot.HNummer, locales.GuardHNummer},
	{bot.DUFNummer, locales.GuardDUF}, {bot.Passnummer, locales.GuardPassport},
}

func (c conversation) numberWarnings(l content.Lang) []numberWarning {
	var out []numberWarning
	for _, n := range numberWords {
		out = append(out, numberWarning{n.kind, c.text(l, locales.WebtalkGuard, "Kind", c.text(l, n.word))})
	}
	return out
}
