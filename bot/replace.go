package bot

import (
	"sync"

	"veiviser/content"
)

// line is a bot with those that took its place: which of them answers today, and who
// still uses which.
type line struct {
	mu      sync.Mutex
	current *Bot
	users   map[*Bot]int
	retired map[*Bot]func() // called when the bot's last user is done

	turns turns // of the conversations, whichever bot answers
}

// Current returns the bot that answers today: b, or what took its place since. It goes
// on answering from its own guide until done is called, so that whoever takes it once
// for a request, and makes every call of the request on it, never mixes two guides. done
// may be called more than once.
func (b *Bot) Current() (now *Bot, done func()) {
	l := b.line
	l.mu.Lock()
	defer l.mu.Unlock()
	now = l.current
	l.users[now]++
	return now, sync.OnceFunc(func() { l.release(now) })
}

// Replace lets g, of which ix is the index, answer from now on, in the place of whatever
// answers today. retired is called when the last request that uses the one before is
// done, which may be at once: then its index can be closed.
func (b *Bot) Replace(g *content.Guide, ix Searcher, retired func()) {
	l := b.line
	c := b.c
	c.Guide, c.Index = g, ix
	next := newBot(c)
	next.line = l
	l.mu.Lock()
	old := l.current
	l.current, l.retired[old] = next, retired
	l.users[old]++ // until the next line
	l.mu.Unlock()
	l.release(old)
}

// release ends one use of b.
func (l *line) release(b *Bot) {
	l.mu.Lock()
	l.users[b]--
	var retired func()
	if l.users[b] == 0 {
		delete(l.users, b)
		retired = l.retired[b] // none while b answers today
		delete(l.retired, b)
	}
	l.mu.Unlock()
	if retired != nil {
		retired()
	}
}
