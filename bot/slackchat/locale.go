package slackchat

import (
	"context"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"

	"veiviser/bot/chat"
	"veiviser/content"
)

// Language implements [chat.Speaker]: what the person uses Slack in. Without the
// users:read scope nobody's is known.
func (e *egress) Language(ctx context.Context, at chat.Address) content.Lang {
	if at.Person == "" {
		return ""
	}
	person := at.Workspace + "/" + at.Person
	if l, ok := e.locales.get(person, e.c.Now()); ok {
		return l
	}
	cl, err := e.clients.of(ctx, wayOf(at).at)
	if err != nil || cl.calls.methods.Delay("users.info") > 0 { // who asks is not held up for it
		return ""
	}
	ctx, cancel := context.WithTimeout(ctx, extraTimeout)
	defer cancel()
	u, err := cl.api.GetUserInfoContext(ctx, at.Person)
	if err != nil {
		e.c.Log.DebugContext(ctx, "slack locale", "err", clean(err))
		e.locales.keep(person, "", e.c.Now().Add(localeRetry))
		return ""
	}
	l := content.LangOfTag(u.Locale)
	e.locales.keep(person, l, e.c.Now().Add(localeTTL))
	return l
}

const (
	localeTTL = time.Hour
	// localeRetry is how long a language that Slack didn't tell is not asked for again.
	localeRetry = time.Minute
	maxLocales  = 10_000
)

// localeCache remembers what people use Slack in.
type localeCache struct {
	by *lru.Cache[string, knownLocale]
}

type knownLocale struct {
	lang  content.Lang
	until time.Time
}

func newLocaleCache() *localeCache { return &localeCache{newCache[string, knownLocale](maxLocales)} }

func (lc *localeCache) get(person string, now time.Time) (content.Lang, bool) {
	k, ok := lc.by.Get(person)
	return k.lang, ok && now.Before(k.until)
}

func (lc *localeCache) keep(person string, l content.Lang, until time.Time) {
	lc.by.Add(person, knownLocale{l, until})
}
