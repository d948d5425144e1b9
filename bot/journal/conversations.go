package journal

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"sync/atomic"
	"time"

	"veiviser/bot"
)

// Conversations keeps what each conversation is about, for a day. It implements
// [bot.Conversations].
type Conversations struct {
	*core
	max   int          // of the conversations kept, give or take a tenth
	since atomic.Int64 // conversations written since they were trimmed last
}

// Last returns what Keep kept for the conversation, by any replica. A database that
// does not answer in a second is counted, and is as if nothing were kept:
// the answer goes on without. err is always nil.
func (c *Conversations) Last(ctx context.Context, conversation string) (t bot.Conversation, ok bool, err error) {
	ok = recall(ctx, c.core, "thread", conversation, c.cfg.Retention.Conversations, &t)
	t.Lang, t.Answered = knownLang(t.Lang), knownLang(t.Answered)
	return t, ok, nil
}

// Keep keeps t for the conversation (platform, workspace, channel and thread in one
// string), replacing what was kept. It does not wait for the database. A t that holds
// anything but what the guide has words for is refused and counted. err is always nil.
func (c *Conversations) Keep(_ context.Context, conversation string, t bot.Conversation) error {
	state, err := encode(t)
	if err != nil || !c.inVocabulary(state) {
		c.queue.rejected.Add(1)
		return nil
	}
	c.keep("thread", conversation, state)
	return nil
}

// memory is a row of the table: what is kept for a conversation or a person.
type memory struct {
	kind  string
	state string // JSON
	kept  int64
}

// memoryVersion is the version of the shape of what is kept. Fields may be added to a
// shape; when one changes its meaning, the version goes up and what was kept before is
// forgotten, or read by code of its own.
const memoryVersion = 1

// versioned is what a memory's JSON looks like.
type versioned[T any] struct {
	V     int `json:"v"`
	State T   `json:"state"`
}

// maxState is far more than a subject, some choices, answers and conditions take.
const maxState = 8 << 10

var errStateTooLong = errors.New("more than is kept of a conversation")

func encode[T any](state T) (string, error) {
	b, err := json.Marshal(versioned[T]{memoryVersion, state})
	if err == nil && len(b) > maxState {
		err = errStateTooLong
	}
	return string(b), err
}

// decode reports whether the state is of a shape this program knows: another replica
// can be newer.
func decode[T any](state string, into *T) bool {
	var v versioned[T]
	if json.Unmarshal([]byte(state), &v) != nil || v.V != memoryVersion {
		return false
	}
	*into = v.State
	return true
}

func (c *core) keep(kind, whose, state string) {
	if whose == "" {
		c.queue.rejected.Add(1)
		return
	}
	c.queue.remember(c.hash(kind, whose), memory{kind, state, millis(c.cfg.Now())})
}

// recallWait is what an answer waits for a memory: longer is felt as slow, but without it a
// text that goes on is answered as one that does not.
const recallWait = time.Second

// recall reads into what was kept within age.
func recall[T any](ctx context.Context, c *core, kind, whose string, age time.Duration, into *T) bool {
	if whose == "" {
		return false
	}
	id, after := c.hash(kind, whose), millis(c.cfg.Now().Add(-age))
	if m, ok := c.queue.memory(id); ok {
		return m.kept > after && decode(m.state, into)
	}
	ctx, cancel := context.WithTimeout(ctx, recallWait)
	defer cancel()
	var state string
	err := c.db.asked.with(ctx, c.db.read, `SELECT state FROM memory WHERE id = $1 AND kept > $2`, func(stmt *sql.Stmt) error {
		return stmt.QueryRowContext(ctx, id, after).Scan(&state)
	})
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		c.queue.readsFailed.Add(1)
	}
	return err == nil && decode(state, into)
}

// write keeps the newer of two: a replica that was cut off must not undo what another
// kept since.
func (m memory) write(ctx context.Context, tx *sql.Tx, id string) error {
	_, err := tx.ExecContext(ctx, `
		INSERT INTO memory (id, kind, state, kept) VALUES ($1, $2, $3, $4)
		ON CONFLICT (id) DO UPDATE SET state = excluded.state, kept = excluded.kept
		WHERE memory.kept <= excluded.kept`,
		id, m.kind, m.state, m.kept)
	return err
}

// maxConversations bounds what strangers can make the journal keep: the web takes any
// name for a conversation. It is about 40 MB, and far above a day's conversations.
const maxConversations = 100_000

// wrote counts conversations that were written, and trims when there may be many new
// ones.
func (c *Conversations) wrote(ctx context.Context, n int) error {
	if c.since.Add(int64(n)) < int64(c.max/10) {
		return nil
	}
	c.since.Store(0)
	return c.trim(ctx)
}

// trim forgets the conversations kept longest ago where there are too many.
func (c *Conversations) trim(ctx context.Context) error {
	return c.db.sweep(ctx, "conversations", `DELETE FROM memory WHERE id IN (
		SELECT id FROM memory WHERE kind = 'thread' ORDER BY kept DESC, id LIMIT $2 OFFSET $1)`, c.max)
}
