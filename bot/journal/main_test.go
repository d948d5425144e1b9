package journal_test

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/bot/journal"
	"veiviser/bot/journal/pgtest"
	"veiviser/content"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv("JOURNAL_TEST_CHILD"); dir != "" {
		if err := child(dir, os.Getenv("JOURNAL_TEST_URL")); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// child records one release after the other until it is killed, naming each when it is
// done.
func child(dir, url string) error {
	ctx := context.Background()
	j, err := journal.Open(ctx, journal.Config{URL: url, Dir: dir})
	if err != nil {
		return err
	}
	for n := 0; ; n++ {
		g, err := load(fmt.Sprint("edition ", n))
		if err != nil {
			return err
		}
		if err := j.Versions.Record(ctx, g); err != nil {
			return err
		}
		fmt.Println(g.Release())
	}
}

// store is an empty database that journals can be opened on.
type store struct {
	c      journal.Config // what to open it with
	driver string
	dsn    string         // to look at it past the journal
	server *pgtest.Server // nil for SQLite
}

func sqliteStore(t testing.TB) store {
	dir := t.TempDir()
	return store{journal.Config{Dir: dir}, "sqlite", "file:" + filepath.Join(dir, "journal.db") + "?_pragma=busy_timeout(2000)", nil}
}

func postgresStore(t testing.TB, s *pgtest.Server) store {
	url := s.Database(t)
	return store{journal.Config{URL: url}, "pgx", url, s}
}

// TestJournal runs every test of the package that holds for both databases on both.
func TestJournal(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		test func(t *testing.T, s store)
	}{
		{"versions", testVersions},
		{"late record", testLateRecord},
		{"version not there", testVersionNotThere},
		{"ambiguous", testAmbiguous},
		{"changed", testChanged},
		{"damaged version", testDamagedVersion},
		{"killed while recording", testKilledRecording},
		{"opened at once", testOpenedAtOnce},
		{"from the first tables", testFromFirst},
		{"newer tables", testNewer},
		{"backup and restore", testBackup},
		{"ledger", testLedger},
		{"leases by the database's clock", testClocks},
		{"kept events", testKept},
		{"kept events refused", testKeptRefused},
		{"no id", testNoID},
		{"conversations", testConversations},
		{"many conversations", testManyConversations},
		{"state that grows", testStateGrows},
		{"preferences", testPreferences},
		{"settings", testSettings},
		{"report", testReport},
		{"feedback", testFeedback},
		{"votes", testVotes},
		{"votes of replicas", testVotesOfReplicas},
		{"refused", testRefused},
		{"full queue", testFullQueue},
		{"installations", testInstallations},
		{"installation of before", testInstallationBefore},
		{"inquiries", testInquiries},
		{"inquiries of another key", testInquiriesKey},
		{"many inquiries", testManyInquiries},
		{"subscriptions", testSubscriptions},
		{"pages of subscriptions", testSubscriptionPages},
		{"subscriptions renewed", testSubscriptionsRenewed},
		{"subscriptions of another key", testSubscriptionsKey},
		{"revisions", testRevisions},
		{"sweep", testSweep},
		{"hostile", testHostile},
		{"replicas count", testReplicasCount},
		{"closed", testClosed},
	}
	t.Run("sqlite", func(t *testing.T) {
		bottest.OverSQLite(t)
		for _, tt := range tests {
			t.Run(tt.name, func(t *testing.T) { tt.test(t, sqliteStore(t)) })
		}
	})
	t.Run("postgres", func(t *testing.T) {
		server := pgtest.Start(t)
		for _, tt := range tests {
			t.Run(tt.name, func(t *testing.T) { tt.test(t, postgresStore(t, server)) })
		}
	})
}

// past returns the database itself.
func (s store) past(t testing.TB) *sql.DB {
	t.Helper()
	db, err := sql.Open(s.driver, s.dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// open opens a journal on s, changed by with, that is closed with the test.
func (s store) open(t testing.TB, with ...func(*journal.Config)) *journal.Journal {
	t.Helper()
	c := s.c
	for _, f := range with {
		f(&c)
	}
	j, err := journal.Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { j.Close() })
	return j
}

// keep keeps what the conversation is about.
func keep(t testing.TB, j *journal.Journal, conversation string, th bot.Conversation) {
	t.Helper()
	if err := j.Conversations.Keep(t.Context(), conversation, th); err != nil {
		t.Errorf("Keep(%q) = %v", conversation, err)
	}
}

// last is what was kept of the conversation.
func last(t testing.TB, j *journal.Journal, conversation string) (bot.Conversation, bool) {
	t.Helper()
	th, ok, err := j.Conversations.Last(t.Context(), conversation)
	if err != nil {
		t.Errorf("Last(%q) = %v", conversation, err)
	}
	return th, ok
}

// recorded opens a journal that serves the test guide.
func (s store) recorded(t testing.TB, with ...func(*journal.Config)) *journal.Journal {
	t.Helper()
	j := s.open(t, with...)
	if err := j.Versions.Record(t.Context(), guide(t, "first")); err != nil {
		t.Fatal(err)
	}
	return j
}

// run runs j until the test ends or stop is called.
func run(t testing.TB, j *journal.Journal) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- j.Run(ctx) }()
	stop = sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("Run = %v, want nil", err)
		}
	})
	t.Cleanup(stop)
	return stop
}

// until waits for something another goroutine is about to bring about.
func until(t testing.TB, what string, ok func() bool) {
	t.Helper()
	deadline := time.Now().Add(20 * time.Second)
	for !ok() {
		if time.Now().After(deadline) {
			t.Fatal("never happened: " + what)
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// clock is a time that only the test moves.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func newClock() *clock { return &clock{now: time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) add(d time.Duration) time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	return c.now
}

func (c *clock) config(cfg *journal.Config) { cfg.Now = c.Now }

// key is an encryption key for tests.
func key(cfg *journal.Config) { cfg.Key = bytes.Repeat([]byte{7}, 32) }

// logged sends the journal's log to b.
func logged(b *logBuffer) func(*journal.Config) {
	return func(cfg *journal.Config) { cfg.Log = slog.New(slog.NewTextHandler(b, nil)) }
}

type logBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// guide returns a guide of three entries: of "norskkurs" every text names the edition,
// the others are always the same. extra are ids of further offers.
func guide(t testing.TB, edition string, extra ...string) *content.Guide {
	t.Helper()
	g, err := load(edition, extra...)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func load(edition string, extra ...string) (*content.Guide, error) {
	files := fstest.MapFS{
		"norsk.yaml":     entryFile("norsk", "kind: topic", "always"),
		"kommune.yaml":   entryFile("kommune", "kind: actor\ntopic: norsk", "always"),
		"norskkurs.yaml": entryFile("norskkurs", "kind: offer\ntopic: norsk\nresponsible: [kommune]", edition),
	}
	for _, id := range extra {
		files[id+".yaml"] = entryFile(id, "kind: offer\ntopic: norsk\nresponsible: [kommune]", edition)
	}
	return content.Load(files)
}

func entryFile(id, head, edition string) *fstest.MapFile {
	var b strings.Builder
	fmt.Fprintf(&b, "id: %s\n%s\nsources:\n  imdi: {title: IMDi, url: https://www.imdi.no, dated: 2025-01}\n", id, head)
	for _, l := range content.Langs() {
		fmt.Fprintf(&b, "%s:\n  title: %s på %s\n  summary: Ei utgåve, %s, på %s\n  what:\n    - {text: \"%s står i utgåva %s på %s\", source: imdi}\n",
			l, id, l, edition, l, id, edition, l)
	}
	return &fstest.MapFile{Data: []byte(b.String())}
}
