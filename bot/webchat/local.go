package webchat

import (
	"veiviser/bot/chat"
	"veiviser/content"
	"veiviser/locales"
)

// fieldMunicipality is the field, of forms and addresses alike, that names the municipality
// whose local entries stand beside the national ones. It is the asker's, of no participant.
const fieldMunicipality = "municipality"

// localView is the field for a municipality.
type localView struct {
	Number     string // chosen; empty for none
	Name, Hint string
	Bad        string // what a number looks like
}

// in is c for a reader who chose a municipality. What is no number of one chooses none.
func (c conversation) in(municipality string) conversation {
	if !chat.IsMunicipality(municipality) {
		return c
	}
	e := *c.edition
	e.municipality, e.Bot = municipality, c.Bot.At(municipality)
	return conversation{&e}
}

// localView lays out the field in l; nil where the guide has nothing local.
func (c conversation) localView(l content.Lang) *localView {
	if len(c.Bot.Guide().Places().Numbers()) == 0 {
		return nil
	}
	return &localView{c.municipality, c.text(l, locales.LocalSetting), c.text(l, locales.LocalHint), c.text(l, locales.LocalBad)}
}
