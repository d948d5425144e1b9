package slackchat

import (
	"context"
	"sync"
	"time"

	"veiviser/content"
)

// preference is what the asker chose earlier.
func (ch *Chat) preference(ctx context.Context, a asker) Preference {
	if ch.c.Preferences == nil || a.user == "" {
		return Preference{}
	}
	p, _ := ch.c.Preferences.Preference(ctx, a.person())
	return p
}

func (ch *Chat) keepPreference(a asker, p Preference) {
	if ch.c.Preferences != nil && a.user != "" {
		ch.c.Preferences.KeepPreference(a.person(), p)
	}
}

// lang is the language to speak to the asker in: of what they pressed, their choice,
// Slack's, else bokmål.
func (ch *Chat) lang(ctx context.Context, a asker) content.Lang {
	if a.lang != "" {
		return a.lang
	}
	if l := ch.chosen(ctx, a); l != "" {
		return l
	}
	return content.Bokmal
}

// chosen is the asker's saved choice, else what they use Slack in; empty for neither.
func (ch *Chat) chosen(ctx context.Context, a asker) content.Lang {
	if l := ch.preference(ctx, a).Lang; l != "" {
		return l
	}
	return ch.slackLang(ctx, a)
}

const (
	localeTTL  = time.Hour
	maxLocales = 10_000
	// localeTimeout: a question is not held up to learn a language it most often shows
	// itself.
	localeTimeout = 500 * time.Millisecond
)

// localeCache remembers what people use Slack in.
type localeCache struct {
	mu sync.Mutex
	by map[string]knownLocale
}

type knownLocale struct {
	lang  content.Lang
	until time.Time
}

func newLocaleCache() *localeCache { return &localeCache{by: map[string]knownLocale{}} }

func (lc *localeCache) get(person string, now time.Time) (content.Lang, bool) {
	lc.mu.Lock()
	defer lc.mu.Unlock()
	k, ok := lc.by[person]
	return k.lang, ok && now.Before(k.until)
}

func (lc *localeCache) keep(person string, l content.Lang, until time.Time) {
	lc.mu.Lock()
	defer lc.mu.Unlock()
	if len(lc.by) >= maxLocales {
		clear(lc.by)
	}
	lc.by[person] = knownLocale{l, until}
}

// slackLang is the language the asker uses Slack in, empty for one the guide has not.
// Without the users:read scope nobody's is known.
func (ch *Chat) slackLang(ctx context.Context, a asker) content.Lang {
	if a.user == "" {
		return ""
	}
	now := ch.c.Now()
	if l, ok := ch.locales.get(a.person(), now); ok {
		return l
	}
	cl, err := ch.clients.of(ctx, a.at)
	if err != nil {
		return ""
	}
	ctx, cancel := context.WithTimeout(ctx, localeTimeout)
	defer cancel()
	var l content.Lang
	if u, err := cl.api.GetUserInfoContext(ctx, a.user); err == nil {
		l = content.LangOfTag(u.Locale)
	} else {
		ch.c.Log.Debug("slack locale", "err", clean(err))
	}
	ch.locales.keep(a.person(), l, now.Add(localeTTL))
	return l
}
