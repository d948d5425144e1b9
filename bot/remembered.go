package bot

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"fmt"

	lru "github.com/hashicorp/golang-lru/v2"
)

// maxRemembered answers are an office's questions of a day, in about two megabytes.
const maxRemembered = 300

// remembered are the answers of a bot that were given last: people of one office ask the
// same, and the same question in the same conversation on the same guide has the same
// answer. It keeps no question but what stands for it under a key of its own, and goes
// when its bot goes. It is safe for concurrent use.
type remembered struct {
	key     []byte
	answers *lru.Cache[[sha256.Size]byte, given]
}

// given is an answer with what the conversation is about after it.
type given struct {
	answer Answer
	now    Conversation
}

func newRemembered() *remembered {
	answers, err := lru.New[[sha256.Size]byte, given](maxRemembered)
	if err != nil {
		panic(err) // only for a size below one
	}
	key := make([]byte, sha256.Size)
	rand.Read(key) // never fails
	return &remembered{key, answers}
}

// answer answers the turn, as it was answered before where it was.
func (r *remembered) answer(ctx context.Context, t *turn) (Answer, error) {
	if t.q.Draft { // what is typed on the way to a question is not asked again
		return t.answer(ctx)
	}
	name := r.name(t)
	if g, ok := r.answers.Get(name); ok {
		t.now = g.now
		return g.answer, ctx.Err()
	}
	a, err := t.answer(ctx)
	if err == nil && !t.ofDay {
		r.answers.Add(name, given{a, t.now})
	}
	return a, err
}

// name stands for all that an answer depends on.
func (r *remembered) name(t *turn) [sha256.Size]byte {
	q := t.q
	q.Platform, q.Conversation, q.Person = "", "", "" // they change no answer, but by what was before
	q.Municipality = t.place
	was, _ := json.Marshal(t.was) // what is kept of it; our own types always marshal
	h := hmac.New(sha256.New, r.key)
	fmt.Fprintf(h, "%#v %s", q, was)
	return [sha256.Size]byte(h.Sum(nil))
}
