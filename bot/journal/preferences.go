package journal

import (
	"context"

	"veiviser/bot/chat"
)

// Preferences keeps what people chose, for two years since they last did. It implements
// [chat.People].
type Preferences struct{ *core }

// Preference returns what KeepPreference kept for the person, on the terms of
// [Conversations.Last].
func (p *Preferences) Preference(ctx context.Context, person string) (kept chat.Preference, ok bool) {
	ok = recall(ctx, p.core, "preference", person, p.cfg.Retention.Preferences, &kept)
	kept.Lang = knownLang(kept.Lang)
	return kept, ok
}

// KeepPreference keeps pref for the person, replacing what was kept. It does not wait
// for the database. An unknown language or a municipality that is no number of four
// digits is refused and counted.
func (p *Preferences) KeepPreference(person string, pref chat.Preference) {
	state, err := encode(pref)
	if err != nil || !validLang(pref.Lang) || pref.Municipality != "" && !chat.IsMunicipality(pref.Municipality) {
		p.queue.rejected.Add(1)
		return
	}
	p.keep("preference", person, state)
}
