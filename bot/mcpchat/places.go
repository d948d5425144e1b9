package mcpchat

import (
	"cmp"
	"context"
	"errors"
	"strings"

	"veiviser/bot"
	"veiviser/content"
	"veiviser/locales"
)

// wrong is what a client asks that can't be answered, in words to whoever asks.
type wrong string

func (w wrong) Error() string { return string(w) }

// place reads what names an entry: its id, a permalink of ours or the path of one. The
// language, where one is asked for, goes before the address's. ok is false for what is
// none of those, as is an address of another site.
func (s replier) place(named string, l content.Lang) (r bot.Ref, ok bool) {
	named = strings.TrimPrefix(strings.TrimSpace(named), scheme)
	switch {
	case !strings.Contains(named, "/"):
		r, ok = bot.ParseRef("", "/"+string(content.Bokmal)+"/"+strings.ToLower(named))
	case strings.HasPrefix(named, "/"):
		r, ok = bot.ParseRef("", named)
	default:
		r, ok = s.bot.ParseLink(named)
	}
	r.Note = false
	r.Lang = cmp.Or(l, r.Lang, content.Bokmal)
	return r, ok && r.Entry != ""
}

// open finds what is named and lays it out, of a section or step where one is asked for.
// The error is [wrong] where the guide has nothing to show.
func (s replier) open(ctx context.Context, r bot.Ref, named string) (bot.Resolved, bot.Card, error) {
	res, c, err := s.bot.Open(ctx, r)
	switch {
	case err == nil:
		return res, c, nil
	case !errors.Is(err, bot.ErrGone):
		return res, c, err
	case res.State == bot.NeverWas:
		return res, c, s.unknown(ctx, r.Lang, named)
	}
	return res, c, s.gone(res)
}

// gone says of a text that nobody kept where today's stands.
func (s replier) gone(res bot.Resolved) error {
	if res.Today == nil {
		return wrong(s.words(res.Ref.Lang).Text(locales.LinkGone))
	}
	return wrong(s.words(res.Ref.Lang).Text(locales.McpVersion, "Address", s.url(bot.Ref{Lang: res.Ref.Lang, Entry: res.Today.ID}.Path())))
}

// unknown says that the guide has no such entry, and which it has that may be meant. What
// was sent is not said again.
func (s replier) unknown(ctx context.Context, l content.Lang, named string) error {
	w := s.words(l)
	text := w.Text(locales.McpUnknown)
	near, err := s.bot.Suggestions(ctx, l, strings.ReplaceAll(named, "-", " "))
	if err != nil {
		return err
	}
	for i, c := range near {
		if i == 0 {
			text += "\n" + w.Text(locales.WebNotFoundNear) + ":"
		}
		text += "\n- " + c.ID + " (" + c.Title + ")"
	}
	return wrong(text)
}
