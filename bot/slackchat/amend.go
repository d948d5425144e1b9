package slackchat

import (
	"context"
	"slices"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
	"github.com/slack-go/slack"

	"veiviser/bot/chat"
	"veiviser/bot/slackchat/blocks"
)

// answers remembers which message answers which, so that the answer to a question that is
// edited can be mended. It holds nothing of the question. It is safe for concurrent use.
type answers struct {
	now func() time.Time
	by  *lru.Cache[string, answer] // by workspace, channel and question
	of  *lru.Cache[string, string] // the latest message known of, by workspace, channel and thread
}

// answer is a message that answers another.
type answer struct {
	ts   string
	says string // what its notification said
	at   time.Time
}

const (
	// maxAnswers are remembered for answerTTL: who mends a question later asks anew.
	maxAnswers = 10_000
	answerTTL  = 24 * time.Hour
)

func newAnswers(now func() time.Time) *answers {
	return &answers{now, newCache[string, answer](maxAnswers), newCache[string, string](maxAnswers)}
}

func (as *answers) keep(asked, ts, says string) { as.by.Add(asked, answer{ts, says, as.now()}) }

func (as *answers) find(asked string) (answer, bool) {
	a, ok := as.by.Get(asked)
	return a, ok && as.now().Sub(a.at) < answerTTL
}

// saw notes that a message stands in a thread.
func (as *answers) saw(thread, ts string) {
	if last, _ := as.of.Get(thread); ts > last {
		as.of.Add(thread, ts)
	}
}

// repliedTo reports whether a later message than ts is known of in a thread.
func (as *answers) repliedTo(thread, ts string) bool {
	last, ok := as.of.Get(thread)
	return ok && last > ts
}

// amend puts what answers an edited question in the place of its answer. done is false
// where there is none, or somebody has replied to it: then the question is answered anew.
func (e *egress) amend(ctx context.Context, to chat.Address, t target, m blocks.Message) (done bool, err error) {
	owner := wayOf(to).at.owner()
	a, known := e.answers.find(owner + " " + t.asked)
	replied := e.answers.repliedTo(owner+" "+to.Channel+" "+to.Thread, a.ts)
	if ms, whole, ok := e.thread(ctx, to); ok && whole { // which knows more than this program
		i := slices.IndexFunc(ms, func(m slack.Message) bool {
			return m.Metadata.EventType == answerEvent && m.Metadata.EventPayload[metaAsked] == messageID(t.asked)
		})
		known, replied = i >= 0, i < len(ms)-1
		if known && ms[i].Timestamp != a.ts {
			a = answer{ts: ms[i].Timestamp}
		}
	}
	switch {
	case !known || replied:
		return false, nil
	case a.says == m.Text:
		return true, nil // the question says the same as it did
	}
	t.over = a.ts
	_, err = e.send(ctx, to, t, m)
	if refusedAs(err, notMended) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	e.answers.keep(owner+" "+t.asked, a.ts, m.Text)
	agent{e}.quiet(ctx, to) // a change is no message: it takes no status away
	return true, nil
}

// notMended are the refusals of a change that a new message gets round.
var notMended = []string{"message_not_found", "cant_update_message", "edit_window_closed", "is_inactive", "update_failed"}

// thread reads the messages of a thread where the app may: in direct conversations, and in
// channels whose history it was given the right to. whole tells whether these are all.
func (e *egress) thread(ctx context.Context, to chat.Address) (ms []slack.Message, whole, ok bool) {
	if to.Channel == "" || to.Thread == "" {
		return nil, false, false
	}
	cl, err := e.clients.of(ctx, wayOf(to).at)
	if err != nil {
		return nil, false, false
	}
	ms, more, _, err := cl.api.GetConversationRepliesContext(ctx, &slack.GetConversationRepliesParameters{
		ChannelID: to.Channel, Timestamp: to.Thread, Limit: maxReplies, IncludeAllMetadata: true,
	})
	return ms, !more, err == nil && len(ms) > 0 // the thread holds the question at least
}

// maxReplies is how much of a thread is read.
const maxReplies = 200
