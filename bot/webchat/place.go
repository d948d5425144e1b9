package webchat

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"veiviser/bot"
	"veiviser/bot/chat"
	"veiviser/content"
)

// place is what an answer shows, as addresses and the page's form name it: never a word of
// a question. The zero place is none.
type place struct {
	Ref    bot.Ref
	Points string // statements that led the answer, as [bot.ParsePoints] reads them; empty for those that stand first
	Title  string // of the entry

	municipality string // that the reader chose; empty for none
}

// within is the place as a reader sees it who chose a municipality.
func (p place) within(municipality string) place {
	p.municipality = municipality
	return p
}

// placeOf is what a card shows; zero for a card of no entry, and of one that only asks
// whether a note is wanted.
func placeOf(card bot.Card) place {
	if card.Entry == "" || card.Kind != bot.EntryCard && card.Kind != bot.StepCard {
		return place{}
	}
	p := place{Ref: card.Ref(), Points: bot.FormatPoints(card.Entry, card.Points), Title: card.Title}
	if card.Subject != nil {
		p.Title = card.Subject.Title
	}
	return p
}

// String is the place as the page's form sends it, and [parsePlace] reads it: a button that
// shows it.
func (p place) String() string {
	if p.Ref.Entry == "" {
		return ""
	}
	return press{chat.Button{Verb: chat.Show, Ref: p.Ref, Value: p.Points}}.String()
}

// parsePlace reads what String wrote; ok is false for anything else.
func parsePlace(s string) (p place, ok bool) {
	b, ok := parsePress(s)
	if !ok || b.Verb != chat.Show || b.Ref.Entry == "" {
		return place{}, false
	}
	return place{Ref: b.Ref, Points: b.Value}, true
}

// Path is the address of the answer, for anybody: "/?e=kvalifiseringsprogram&s=duration";
// empty for none.
func (p place) Path() string { return p.path("", "") }

// path is the address of the answer in a conversation, whose reader chose a language or
// none.
func (p place) path(chosen content.Lang, conversation string) string {
	if p.Ref.Entry == "" {
		return ""
	}
	entry := p.Ref.Entry
	if p.Ref.Digest != "" {
		entry += "@" + p.Ref.Digest
	}
	step := ""
	if p.Ref.Step > 0 {
		step = strconv.Itoa(p.Ref.Step)
	}
	in := p.Ref.Lang
	if in == cmp.Or(chosen, content.Bokmal) {
		in = ""
	}
	q := url.Values{}
	for name, value := range map[string]string{
		"e": entry, "s": string(p.Ref.Section), "step": step, "p": p.Points, "in": string(in), "lang": string(chosen), "c": conversation, fieldMunicipality: p.municipality,
	} {
		if value != "" {
			q.Set(name, value)
		}
	}
	return withQuery("/", q)
}

// answerAt shows the answer that the address names: what "/?e=…" leads to. It begins no
// conversation: the page's form carries the place, and what is asked next is about it.
func (c conversation) answerAt(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	chosen := langOf(q.Get("lang"))
	l := cmp.Or(langOf(q.Get("in")), chosen, content.Bokmal)
	conversation := q.Get("c")
	if !bot.IsConversationID(conversation) {
		conversation = ""
	}
	ref, ok := bot.ParseCompact(string(l) + "/" + q.Get("e") + "/" + q.Get("s") + "/" + cmp.Or(q.Get("step"), "0"))
	if !ok {
		return c.notFound(r, l, "")
	}
	asked := place{Ref: ref, Points: q.Get("p"), municipality: c.municipality}
	res, card, err := c.Bot.Open(r.Context(), ref, bot.ParsePoints(asked.Points)...)
	switch {
	case errors.Is(err, bot.ErrGone):
		return c.notFound(r, l, ref.Entry)
	case err != nil:
		return &statusError{status: http.StatusServiceUnavailable, cause: err}
	case res.State == bot.Renamed:
		asked.Ref.Entry = res.Ref.Entry
		http.Redirect(w, r, asked.path(chosen, conversation), http.StatusMovedPermanently)
		return nil
	}
	a := bot.Answer{Lang: l, Card: card}
	shown, err := c.now(r.Context(), a, "")
	if err != nil {
		return err
	}
	ex, err := c.exchange("", a, shown)
	if err != nil {
		return err
	}
	p := c.chatPage(l, chatPage{Chosen: chosen, Conversation: conversation, About: shown, Exchange: ex})
	p.Title, p.NoIndex = card.Title, true
	keep := cacheToday
	if conversation != "" {
		keep = cacheNever
	}
	p.Langs = c.langLinks(l, func(l content.Lang) string {
		there := place{Ref: inLang(shown.Ref, l), Points: shown.Points, municipality: c.municipality}
		if l == content.Bokmal { // as [homePath] has it
			return there.path("", conversation)
		}
		return there.path(l, conversation)
	})
	return c.show(w, r, keep, p)
}

// about makes what the page says that it is about what the conversation is about: of an
// address that somebody sent, of an answer that was gone back to.
func (c conversation) about(ctx context.Context, said string, q *bot.Question) error {
	p, ok := parsePlace(said)
	if !ok {
		return nil
	}
	q.Fallback = p.Ref.Lang
	return c.Bot.Showed(ctx, q.Conversation, q.Person, p.Ref, bot.ParsePoints(p.Points)...)
}

// now is what the conversation is about after an answer: what the answer shows, else what
// it was about and still is.
func (c conversation) now(ctx context.Context, a bot.Answer, conversation string) (place, error) {
	if p := placeOf(a.Card); p.Ref.Entry != "" {
		if _, usual, err := c.Bot.Open(ctx, p.Ref); err == nil && bot.FormatPoints(usual.Entry, usual.Points) == p.Points {
			p.Points = ""
		}
		return p, nil
	}
	ref, ok, err := c.Bot.About(ctx, conversation)
	if err != nil || !ok {
		return place{}, err
	}
	ref.Lang = a.Lang
	e, _ := c.Bot.Guide().Entry(ref.Entry)
	return place{Ref: ref, Title: e.Text(a.Lang).Title}, nil
}
