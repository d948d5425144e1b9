// Package journal is what must outlive a restart: every version of every entry that
// was served, how far each event has come, what a conversation was about, what people
// chose, counts and feedback, and Slack installations. It implements the interfaces
// that packages bot and chat keep such things by.
//
// [Open] opens it on SQLite in the data folder or on PostgreSQL, [Journal.Run] writes
// what waits and forgets what is old, [Journal.Close] writes the rest. The package
// never keeps a question's text or a name, but for what somebody sends to the editors, and
// of conversations, people and events
// only salted hashes. It owns the SQL drivers; no SQL stands anywhere else.
package journal

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/sethvargo/go-retry"

	"veiviser/bot"
	"veiviser/bot/chat"
)

// Config is what a Journal is made of. Its zero value but for Dir or URL is ready.
type Config struct {
	URL          string        // "postgres://…"; empty for SQLite in Dir
	Dir          string        // data folder, made when it is missing; SQLite only
	StartTimeout time.Duration // how long Open waits for a PostgreSQL that is not up yet
	Key          []byte        // 32 bytes that encrypt tokens and kept events; empty: both are refused

	Retention Retention
	// Queue is the most writes of a kind (memories, counts, events, feedback) that wait
	// for the database; more are dropped and counted. 0 for 10,000.
	Queue int
	// FreeText says whether a remark may be kept, such as one without a personal
	// number. nil: no free text is ever kept.
	FreeText func(text string) bool

	Log      *slog.Logger     // nil: nothing is logged
	Panicked func(job string) // counts a panic in a job of that kind; nil: nothing
	Now      func() time.Time // nil: time.Now
}

// Retention is how long things are kept; zero fields get the default. Versions of
// entries are kept for ever, installations and settings until the app is removed.
type Retention struct {
	Events        time.Duration // ids of events; 25 hours, Slack's last retry comes after one
	Conversations time.Duration // what a conversation was about; a day
	Feedback      time.Duration // counts, feedback and remarks; two years
	Votes         time.Duration // which feedback a person gave, so that it can be changed; 90 days
	Preferences   time.Duration // what a person chose, since last choosing; two years
}

const (
	day   = 24 * time.Hour
	years = 365 * day
)

// maxQueue holds an hour without a database at three answers a second in about 3 MB.
const maxQueue = 10_000

// WithDefaults is r with the default where a field is zero.
func (r Retention) WithDefaults() Retention {
	orDefault(&r.Events, 25*time.Hour)
	orDefault(&r.Conversations, day)
	orDefault(&r.Feedback, 2*years)
	orDefault(&r.Votes, 90*day)
	orDefault(&r.Preferences, 2*years)
	return r
}

func (c Config) withDefaults() Config {
	c.Retention = c.Retention.WithDefaults()
	orDefault(&c.Queue, maxQueue)
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	return c
}

func orDefault[N ~int | ~int64](n *N, otherwise N) {
	if *n <= 0 {
		*n = otherwise
	}
}

// Journal is the open journal, by what it keeps. It is safe for concurrent use; several
// may share one database.
type Journal struct {
	Versions      *Versions
	Events        *Events
	Conversations *Conversations
	Preferences   *Preferences
	Settings      *Settings
	Counts        *Counts
	Installations *Installations
	Inquiries     *Inquiries
	Subscriptions *Subscriptions

	core    *core
	writing sync.Mutex    // one batch at a time
	backoff retry.Backoff // of Run, while the database is in trouble
	recover chat.Recoverer
}

// What the parts are for.
var (
	_ bot.Versions       = (*Versions)(nil)
	_ bot.Conversations  = (*Conversations)(nil)
	_ bot.Counter        = (*Counts)(nil)
	_ chat.Editors       = (*Counts)(nil)
	_ chat.Ledger        = (*Events)(nil)
	_ chat.People        = (*Preferences)(nil)
	_ chat.Installations = (*Installations)(nil)

	_ chat.SettingsKeeper = (*Settings)(nil)

	_ bot.Desk           = (*Inquiries)(nil)
	_ chat.Subscriptions = (*Subscriptions)(nil)
)

// core is what the parts of a journal share.
type core struct {
	cfg       Config
	db        *database
	salt      []byte
	seal      *sealer // nil without a key
	queue     *queue
	clock     clock
	entries   entries
	lastError atomic.Pointer[error] // of the last batch or probe; nil when it was written
}

// Open opens the database, brings its tables up to date and returns the journal. The
// error names the folder or the setting at fault, never a password; tables of a newer
// program are [ErrNewer]. The caller runs [Journal.Run] and, after it returned,
// [Journal.Close].
func Open(ctx context.Context, c Config) (*Journal, error) {
	j, err := open(ctx, c.withDefaults())
	if err != nil {
		return nil, fmt.Errorf("open journal: %w", err)
	}
	return j, nil
}

func open(ctx context.Context, c Config) (*Journal, error) {
	seal, err := newSealer(c.Key)
	if err != nil {
		return nil, err
	}
	db, err := openDatabase(ctx, c)
	if err != nil {
		return nil, err
	}
	co := &core{cfg: c, db: db, seal: seal, queue: newQueue(c.Queue)}
	if co.salt, err = db.salt(ctx); err == nil {
		err = errors.Join(co.setClock(ctx), co.loadEntries(ctx))
	}
	if err != nil {
		return nil, errors.Join(err, db.close())
	}
	j := &Journal{
		Versions: &Versions{core: co}, Events: newEvents(co), Conversations: &Conversations{core: co, max: maxConversations},
		Preferences: &Preferences{co}, Settings: &Settings{co}, Installations: &Installations{co}, Inquiries: &Inquiries{co}, Subscriptions: &Subscriptions{co}, core: co,
		recover: chat.Recoverer{Part: "journal", Log: c.Log, Count: c.Panicked},
	}
	j.Counts = &Counts{core: co, flush: j.write}
	return j, nil
}

// openDatabase chooses the database by c.URL.
func openDatabase(ctx context.Context, c Config) (*database, error) {
	if c.URL != "" {
		return openPostgres(ctx, c.URL, c.StartTimeout)
	}
	if c.Dir == "" {
		return nil, errors.New("neither a database url nor a data folder")
	}
	return openSQLite(ctx, c.Dir)
}

// closeWait bounds the last writes: a database that hangs must not hold up a restart,
// and of the ten seconds that one may take the chats' last answers take seven.
const closeWait = 2 * time.Second

// lastWrites is how often Close tries again, within its time.
const lastWrites = 4

// Close writes what still waits, for at most two seconds, and closes the database.
// The error tells how much could not be written. Run must have returned.
func (j *Journal) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), closeWait)
	defer cancel()
	// A database that was restarted leaves dead connections, found out by writing.
	var err error
	_ = retry.Do(ctx, retry.WithMaxRetries(lastWrites, retry.NewExponential(firstPause)), func(ctx context.Context) error {
		err = j.recover.Call("write", func() error { return j.write(ctx) })
		return retry.RetryableError(err)
	}) // err tells more
	if err == nil {
		err = j.Versions.stillServing(ctx)
	}
	q := j.core.queue
	if n := q.waiting(); n > 0 {
		q.dropped.Add(uint64(n))
		err = fmt.Errorf("close journal: %d writes lost: %w", n, err)
	}
	return errors.Join(err, j.core.db.close())
}

// Stats is what the journal did since it was opened.
type Stats struct {
	Waiting     int    // rows that wait to be written
	Queued      uint64 // writes asked for
	Written     uint64 // rows written
	Retried     uint64 // batches that failed and were tried again
	Dropped     uint64 // writes lost: the queue was full, or Close gave up
	Rejected    uint64 // writes refused: an unknown entry, language, section or reason
	ReadsFailed uint64 // memories that could not be asked for in time
	Unrecorded  int    // guides served whose versions are not kept yet
}

// Stats returns the counters, for metrics.
func (j *Journal) Stats() Stats {
	q := j.core.queue
	return Stats{
		Waiting: q.waiting(), Queued: q.queued.Load(), Written: q.written.Load(),
		Retried: q.retried.Load(), Dropped: q.dropped.Load(), Rejected: q.rejected.Load(),
		ReadsFailed: q.readsFailed.Load(), Unrecorded: j.Versions.unrecorded(),
	}
}

// hash returns what stands for id in the database. Without the salt, trying every
// user of a workspace would tell who asked.
func (c *core) hash(kind, id string) string {
	h := hmac.New(sha256.New, c.salt)
	h.Write([]byte(kind + "\x00" + id))
	return hex.EncodeToString(h.Sum(nil))
}

func millis(t time.Time) int64 { return t.UnixMilli() }

// dayOf is the day things are counted under.
func dayOf(t time.Time) string { return t.UTC().Format(time.DateOnly) }
