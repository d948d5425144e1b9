// Package journal is what must outlive a restart: every version of every entry that
// was served, the events taken on, what a conversation was about, counts and feedback,
// and Slack installations.
//
// [Open] opens it on SQLite in the data folder or on PostgreSQL, [Journal.Run] writes
// what waits and forgets what is old, [Journal.Close] writes the rest. The package
// never keeps a question's text or a name, and of conversations, people and events
// only salted hashes. It owns the SQL drivers; no SQL stands anywhere else.
package journal

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"veiviser/bot/chat"
	"veiviser/content"
)

// Config is what a Journal is made of. Its zero value but for Dir or URL is ready.
type Config struct {
	URL      string        // "postgres://…"; empty for SQLite in Dir
	Dir      string        // data folder, made when it is missing; SQLite only
	Patience time.Duration // how long Open waits for a PostgreSQL that is not up yet
	Key      []byte        // 32 bytes that encrypt tokens; empty: installations are refused

	Retention Retention
	// Queue is the most writes of a kind (memories, counts, events, remarks) that wait
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
// entries and installations are kept for ever.
type Retention struct {
	Events      time.Duration // ids of events; 25 hours, Slack's last retry comes after one
	Threads     time.Duration // what a conversation was about; a day
	Feedback    time.Duration // counts, feedback and remarks; two years
	Preferences time.Duration // what a person chose, since last choosing; two years
}

const (
	day   = 24 * time.Hour
	years = 365 * day
)

// maxQueue holds an hour without a database at three answers a second in about 3 MB.
const maxQueue = 10_000

func (c Config) withDefaults() Config {
	r := &c.Retention
	orDefault(&r.Events, 25*time.Hour)
	orDefault(&r.Threads, day)
	orDefault(&r.Feedback, 2*years)
	orDefault(&r.Preferences, 2*years)
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

// Journal is the open journal. It is safe for concurrent use; several may share one
// database.
type Journal struct {
	c     Config
	db    *database
	salt  []byte
	seal  *sealer // nil without a key
	queue *queue
	seen  *seen

	writing sync.Mutex            // one batch at a time
	trouble atomic.Pointer[error] // of Run's last batch; nil when it was written
	recover chat.Recoverer

	guides guides
}

// Open opens the database, brings its tables up to date and returns the journal. The
// error names the folder or the setting at fault, never a password. The caller runs
// [Journal.Run] and, after it returned, [Journal.Close].
func Open(ctx context.Context, c Config) (*Journal, error) {
	c = c.withDefaults()
	seal, err := newSealer(c.Key)
	if err != nil {
		return nil, fmt.Errorf("open journal: %w", err)
	}
	db, err := openDatabase(ctx, c)
	if err != nil {
		return nil, fmt.Errorf("open journal: %w", err)
	}
	j := &Journal{c: c, db: db, seal: seal, queue: newQueue(c.Queue), seen: newSeen(c.Queue)}
	j.recover = chat.Recoverer{Part: "journal", Log: c.Log, Count: c.Panicked}
	if j.salt, err = db.salt(ctx); err == nil {
		err = j.loadKnown(ctx)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open journal: %w", err), db.close())
	}
	return j, nil
}

// openDatabase chooses the database by c.URL.
func openDatabase(ctx context.Context, c Config) (*database, error) {
	if c.URL != "" {
		return openPostgres(ctx, c.URL, c.Patience)
	}
	if c.Dir == "" {
		return nil, errors.New("neither a database url nor a data folder")
	}
	return openSQLite(ctx, c.Dir)
}

// closeWait bounds the last writes: a database that hangs must not hold up a restart.
const closeWait = 5 * time.Second

// Close writes what still waits, for at most five seconds, and closes the database.
// The error tells how much could not be written. Run must have returned.
func (j *Journal) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), closeWait)
	defer cancel()
	write := func() error { return j.recover.Call("write", func() error { return j.write(ctx) }) }
	err := write()
	// A database that was restarted leaves dead connections, found out by writing.
	for pause := firstPause; err != nil && pause < time.Second && ctx.Err() == nil; pause *= 2 {
		select {
		case <-ctx.Done():
		case <-time.After(pause):
			err = write()
		}
	}
	if err == nil {
		err = j.stillServing(ctx)
	}
	if n := j.queue.waiting(); n > 0 {
		j.queue.dropped.Add(uint64(n))
		err = fmt.Errorf("close journal: %d writes lost: %w", n, err)
	}
	return errors.Join(err, j.db.close())
}

// pingWait is shorter than the probes of any platform wait for /readyz.
const pingWait = 2 * time.Second

// Ping reports why the journal can't keep what it is given: the database can't be
// written to, the last batch failed, or the guide served is not recorded. nil when all
// is well.
func (j *Journal) Ping(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, pingWait)
	defer cancel()
	// A write, because a database that is full or read-only answers reads.
	_, err := j.db.exec(ctx, `INSERT INTO setting (name, value) VALUES ('ping', $1)
		ON CONFLICT (name) DO UPDATE SET value = excluded.value`, j.c.Now().UTC().Format(time.RFC3339))
	if trouble := j.trouble.Load(); trouble != nil {
		err = *trouble // tells more than a ping that waited for nothing
	}
	if err != nil {
		return fmt.Errorf("journal: %d writes wait: %w", j.queue.waiting(), err)
	}
	if n := j.guides.unrecorded(); n > 0 {
		return fmt.Errorf("journal: %d guides served are not recorded", n)
	}
	return nil
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
	q := j.queue
	return Stats{
		Waiting: q.waiting(), Queued: q.queued.Load(), Written: q.written.Load(),
		Retried: q.retried.Load(), Dropped: q.dropped.Load(), Rejected: q.rejected.Load(),
		ReadsFailed: q.readsFailed.Load(), Unrecorded: j.guides.unrecorded(),
	}
}

// hash returns what stands for id in the database. Without the salt, trying every
// user of a workspace would tell who asked.
func (j *Journal) hash(kind, id string) string {
	h := hmac.New(sha256.New, j.salt)
	h.Write([]byte(kind + "\x00" + id))
	return hex.EncodeToString(h.Sum(nil))
}

// salt returns the database's salt; the first to open a database makes it.
func (d *database) salt(ctx context.Context) ([]byte, error) {
	fresh := make([]byte, sha256.Size)
	rand.Read(fresh) // never fails
	if _, err := d.exec(ctx, `INSERT INTO setting (name, value) VALUES ('salt', $1)
		ON CONFLICT (name) DO NOTHING`, hex.EncodeToString(fresh)); err != nil {
		return nil, fmt.Errorf("salt: %w", err)
	}
	var s string
	if err := d.read.QueryRowContext(ctx, `SELECT value FROM setting WHERE name = 'salt'`).Scan(&s); err != nil {
		return nil, fmt.Errorf("salt: %w", err)
	}
	return hex.DecodeString(s)
}

// validLang reports whether l is a language of the guide or none.
func validLang(l content.Lang) bool {
	_, ok := content.ParseLang(string(l))
	return ok || l == ""
}

func millis(t time.Time) int64 { return t.UnixMilli() }

// dayOf is the day things are counted under.
func dayOf(t time.Time) string { return t.UTC().Format(time.DateOnly) }
