package webchat

import (
	"net/http"
	"net/netip"
	"sync"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"

	"veiviser/bot/chat"
	"veiviser/content"
	"veiviser/locales"
)

// Limits are how often something may be done in a minute, all of it at once if need be.
// A field that is 0 has its default.
type Limits struct {
	// Questions from one address; 600. A whole directorate can stand behind one, and
	// still one address can't keep a processor busy. Below 0: as many as come. Who asks
	// from this machine is never held to it: that is whoever runs the service, or a proxy
	// that Proxies doesn't name, behind which all would share one limit.
	Questions int
	// Turns in one conversation; 30, more than anybody reads.
	Turns int
	// Feedback from one address; 30.
	Feedback int
	// Suggestions for one address; ten times its questions, as each is asked for while it is
	// typed. Below 0: as many as come.
	Suggestions int
}

func (l Limits) withDefaults() Limits {
	for n, otherwise := range map[*int]int{&l.Questions: 600, &l.Turns: 30, &l.Feedback: 30} {
		if *n == 0 {
			*n = otherwise
		}
	}
	if l.Suggestions == 0 {
		l.Suggestions = 10 * l.Questions
	}
	return l
}

// limiters keep readers within [Limits], and guesses of the report's token apart.
type limiters struct {
	questions, turns, feedback, suggestions *chat.Limiter
	guesses                                 *guesses
}

func newLimiters(l Limits) *limiters {
	l = l.withDefaults()
	perMinute := func(n int) *chat.Limiter {
		if n < 0 {
			return chat.NewLimiter(chat.Same())
		}
		return chat.NewLimiter(chat.Same(chat.PerMinute(n)))
	}
	return &limiters{
		questions: perMinute(l.Questions), turns: perMinute(l.Turns), feedback: perMinute(l.Feedback),
		suggestions: perMinute(l.Suggestions), guesses: newGuesses(),
	}
}

// ask counts a question; wait is how long to wait where it comes too soon.
func (l *limiters) ask(from netip.Addr, conversation string) (wait time.Duration) {
	if wait := fromOutside(l.questions, from); wait > 0 {
		return wait
	}
	if conversation != "" && !l.turns.Allow(conversation) {
		return l.turns.Delay(conversation)
	}
	return 0
}

// suggest counts a request for suggestions; wait is as for ask.
func (l *limiters) suggest(from netip.Addr) (wait time.Duration) {
	return fromOutside(l.suggestions, from)
}

// fromOutside counts what an address asks for, but one of this machine; wait is as for ask.
func fromOutside(by *chat.Limiter, from netip.Addr) (wait time.Duration) {
	if who := asker(from); who != "" && !by.Allow(who) {
		return by.Delay(who)
	}
	return 0
}

// tooOften tells a reader to wait.
func (c *site) tooOften(l content.Lang, wait time.Duration) error {
	return &statusError{
		status: http.StatusTooManyRequests, retryAfter: max(wait, time.Second),
		page: errorPage{Lang: l, Title: c.text(l, locales.WebTooOften), Text: c.text(l, locales.WebTooOftenText)},
	}
}

// guesses slows down who tries tokens: after some wrong ones each holds the address
// back for twice as long as the one before, whatever it sends meanwhile.
type guesses struct {
	backOff *chat.Limiter
	mu      sync.Mutex
	wrong   *lru.Cache[string, guess] // by address
}

// guess is how many wrong tokens came from an address, and when the last one did.
type guess struct {
	n    int
	last time.Time
}

const (
	freeGuesses    = 5 // a token is pasted with a line end, or from the wrong note
	longestHold    = time.Minute
	guessesForgive = 15 * time.Minute // after the last one, wrong tokens are forgotten
	maxGuessers    = 10_000
)

func newGuesses() *guesses {
	wrong, err := lru.New[string, guess](maxGuessers)
	if err != nil {
		panic(err) // only for a size below one
	}
	return &guesses{backOff: chat.NewLimiter(chat.Same()), wrong: wrong}
}

// wait is how long who must wait before the next token is looked at.
func (g *guesses) wait(who string) time.Duration { return g.backOff.Delay(who) }

// failed notes a wrong token.
func (g *guesses) failed(who string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	now := time.Now()
	before, _ := g.wrong.Get(who)
	if now.Sub(before.last) > guessesForgive {
		before.n = 0
	}
	g.wrong.Add(who, guess{before.n + 1, now})
	if over := before.n + 1 - freeGuesses; over > 0 {
		g.backOff.BackOff(who, min(time.Second<<min(over-1, 10), longestHold))
	}
}
