package journal_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"veiviser/bot"
	"veiviser/bot/journal"
	"veiviser/bot/journal/pgtest"
	"veiviser/content"
)

// outage is a database that stops taking writes for a while.
type outage struct {
	s      store
	begin  func(t *testing.T, j *journal.Journal)
	end    func(t *testing.T, j *journal.Journal)
	reason string // in the error of Ping
}

// many are entries that need room a full disk has not.
var many = strings.Fields("a b c d e f g h i j k l m n o p q r s t u v x y z")

// through shows that nothing waits for the database while it is in trouble, that Ping
// says why, and that afterwards everything is there.
func (o outage) through(t *testing.T) {
	var log logBuffer
	j := o.s.recorded(t, logged(&log))
	run(t, j)
	if err := j.Ping(t.Context()); err != nil {
		t.Fatalf("before the trouble Ping = %v", err)
	}
	o.begin(t, j)
	o.take(t, j)
	second := guide(t, "second", many...)
	if err := j.Versions.Record(t.Context(), second); err == nil {
		t.Error("in trouble Record = nil")
	}
	keep(t, j, "C1", bot.Conversation{Subject: "norskkurs"})
	j.Counts.Opened("norskkurs", content.Bokmal)
	if got, ok := last(t, j, "C1"); !ok || got.Subject != "norskkurs" {
		t.Errorf("in trouble Last = %v, %v, want what was kept", got, ok)
	}
	until(t, "another try", func() bool { return j.Stats().Retried > 1 })
	err := j.Ping(t.Context())
	if err == nil || !strings.Contains(err.Error(), o.reason) {
		t.Errorf("in trouble Ping = %v, want %q", err, o.reason)
	}
	if st := j.Stats(); st.Waiting == 0 || st.Dropped > 0 || st.Unrecorded != 1 {
		t.Errorf("in trouble Stats = %+v, want writes and a guide that wait", st)
	}
	o.end(t, j)
	until(t, "an empty queue", func() bool { st := j.Stats(); return st.Waiting == 0 && st.Unrecorded == 0 })
	until(t, "a word in the log", func() bool { return strings.Contains(log.String(), "written again") })
	if n := strings.Count(log.String(), "can't be written"); n != 1 {
		t.Errorf("the trouble is logged %d times, want once:\n%s", n, log.String())
	}
	if err := j.Ping(t.Context()); err != nil {
		t.Errorf("after the trouble Ping = %v", err)
	}
	o.after(t, second)
}

// after looks at what another journal finds.
func (o outage) after(t *testing.T, second *content.Guide) {
	t.Helper()
	other := o.s.open(t)
	o.taken(t, other)
	if got, ok := last(t, other, "C1"); !ok || got.Subject != "norskkurs" {
		t.Errorf("another's Last = %v, %v, want what was kept", got, ok)
	}
	version(t, other, "norskkurs", second.Digest("norskkurs")) // of the guide served in trouble
	if r, err := other.Counts.Report(t.Context(), time.Now()); err != nil || len(r.Rows) != 1 || r.Rows[0].Opened != 1 {
		t.Errorf("another's Report = %+v, %v, want the page opened", r, err)
	}
}

// pragma is trouble that a PRAGMA on the writing connection brings.
func pragma(begin, end string) (b, e func(*testing.T, *journal.Journal)) {
	set := func(pragma string) func(*testing.T, *journal.Journal) {
		return func(t *testing.T, j *journal.Journal) {
			t.Helper()
			if err := j.Break(context.Background(), pragma); err != nil {
				t.Fatal(err)
			}
		}
	}
	return set(begin), set(end)
}

func TestSQLiteTrouble(t *testing.T) {
	t.Parallel()
	t.Run("read-only", func(t *testing.T) {
		t.Parallel() // these mostly wait
		begin, end := pragma("query_only = 1", "query_only = 0")
		outage{sqliteStore(t), begin, end, "readonly database"}.through(t)
	})
	t.Run("full", func(t *testing.T) {
		t.Parallel()
		s := sqliteStore(t)
		begin, end := pragma("max_page_count = 1", "max_page_count = 1000000")
		fill := func(t *testing.T, j *journal.Journal) {
			begin(t, j)
			for n, failed := 0, 0; failed < 100; n++ { // until there is no gap left
				failed++
				if _, err := j.Events.Take(t.Context(), []string{fmt.Sprint("filler ", n)}, time.Hour); err == nil {
					failed = 0
				}
			}
		}
		outage{s, fill, end, "disk is full"}.through(t)
	})
	t.Run("locked", func(t *testing.T) {
		t.Parallel()
		s := sqliteStore(t)
		var unlock func()
		begin := func(t *testing.T, _ *journal.Journal) {
			conn, err := s.past(t).Conn(t.Context())
			if err == nil {
				_, err = conn.ExecContext(t.Context(), `BEGIN IMMEDIATE`)
			}
			if err != nil {
				t.Fatal(err)
			}
			unlock = func() {
				if _, err := conn.ExecContext(t.Context(), `ROLLBACK`); err != nil {
					t.Error(err)
				}
			}
		}
		outage{s, begin, func(*testing.T, *journal.Journal) { unlock() }, "locked"}.through(t)
	})
	t.Run("moved away", func(t *testing.T) {
		t.Parallel()
		s := sqliteStore(t)
		file := filepath.Join(s.c.Dir, "journal.db")
		rename := func(from, to string) func(*testing.T, *journal.Journal) {
			return func(t *testing.T, _ *journal.Journal) {
				if err := os.Rename(from, to); err != nil {
					t.Fatal(err)
				}
			}
		}
		outage{s, rename(file, file+".old"), rename(file+".old", file), "gone or replaced"}.through(t)
	})
}

func TestPostgresTrouble(t *testing.T) {
	t.Parallel()
	server := pgtest.Start(t)
	t.Run("read-only", func(t *testing.T) {
		s := postgresStore(t, server)
		set := func(value string) func(*testing.T, *journal.Journal) {
			return func(t *testing.T, _ *journal.Journal) {
				past := s
				past.dsn += "&default_transaction_read_only=off"
				// One after the other: a session that begins before the setting is committed
				// doesn't have it, and one that is told to end may do one more thing.
				for _, query := range []string{
					`DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = ` + value + `', current_database()); END $$`,
					`SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
				} {
					if _, err := past.past(t).Exec(query); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
		outage{s, set("on"), set("off"), "read-only"}.through(t)
	})
	t.Run("gone", func(t *testing.T) {
		if !server.Ours() {
			t.Skip("the server of VEIVISER_TEST_POSTGRES can't be stopped")
		}
		s := postgresStore(t, server)
		stop := func(t *testing.T, _ *journal.Journal) { server.Stop(t) }
		resume := func(t *testing.T, _ *journal.Journal) { server.Resume(t) }
		outage{s, stop, resume, "connect"}.through(t)

		server.Stop(t)
		if _, err := journal.Open(t.Context(), s.c); err == nil || !strings.Contains(err.Error(), "open journal: postgresql: ") {
			t.Errorf("Open without a server = %v, want a clear error", err)
		}
		opened := make(chan error)
		go func() {
			c := s.c
			c.StartTimeout = 30 * time.Second
			j, err := journal.Open(t.Context(), c)
			if err == nil {
				err = j.Close()
			}
			opened <- err
		}()
		server.Resume(t)
		if err := <-opened; err != nil {
			t.Errorf("Open with startTimeout = %v, want it to wait for the server", err)
		}
	})
	t.Run("lost on close", func(t *testing.T) {
		if !server.Ours() {
			t.Skip("the server of VEIVISER_TEST_POSTGRES can't be stopped")
		}
		j := postgresStore(t, server).recorded(t)
		j.Counts.Opened("norsk", content.Bokmal)
		server.Stop(t)
		if err := j.Close(); err == nil || !strings.Contains(err.Error(), "close journal: 1 writes lost") || j.Stats().Dropped != 1 {
			t.Errorf("Close = %v, Stats = %+v, want one write lost", err, j.Stats())
		}
	})
}

// TestPingWritesNothing asks a database that takes no writes how it is: it is well until
// something was to be written, were it by housekeeping alone.
func TestPingWritesNothing(t *testing.T) {
	j := sqliteStore(t).recorded(t)
	if err := j.Break(t.Context(), "query_only = 1"); err != nil {
		t.Fatal(err)
	}
	if err := j.Ping(t.Context()); err != nil {
		t.Errorf("before anything was written Ping = %v, want nil: it writes nothing", err)
	}
	if err := j.Housekeeping(t.Context()); err == nil {
		t.Error("Housekeeping = nil")
	}
	if err := j.Ping(t.Context()); err == nil || !strings.Contains(err.Error(), "readonly") {
		t.Errorf("after housekeeping Ping = %v, want what it found", err)
	}
	if err := j.Break(t.Context(), "query_only = 0"); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(j.Housekeeping(t.Context()), j.Ping(t.Context())); err != nil {
		t.Errorf("after the trouble Ping = %v", err)
	}
}

func TestOpenErrors(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	garbage := filepath.Join(dir, "garbage")
	if err := errors.Join(os.Mkdir(garbage, 0o700), os.WriteFile(filepath.Join(garbage, "journal.db"), []byte(strings.Repeat("not a database ", 100)), 0o600)); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name string
		c    journal.Config
		want string
	}{
		{"nothing", journal.Config{}, "neither a database url nor a data folder"},
		{"folder is a file", journal.Config{Dir: file}, "data folder: mkdir " + file},
		{"folder can't be made", journal.Config{Dir: "/proc/nowhere"}, "data folder: mkdir /proc/nowhere"},
		{"not a database", journal.Config{Dir: garbage}, "file is not a database"},
		{"another database", journal.Config{URL: "mysql://me:geheim@host/x"}, "want postgres://"},
		{"no url", journal.Config{URL: "host=localhost password=geheim"}, "want postgres://"},
		{"bad port", journal.Config{URL: "postgres://me:geheim@host:port/x"}, "not a valid postgres:// address"},
		{"bad escape", journal.Config{URL: "postgres://me:geheim%zz@host/x"}, "not a valid postgres:// address"},
		{"nobody there", journal.Config{URL: "postgres://me:geheim@127.0.0.1:1/x"}, "postgresql: "},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := journal.Open(t.Context(), tt.c)
			if err == nil || !strings.Contains(err.Error(), tt.want) || strings.Contains(err.Error(), "geheim") {
				t.Errorf("Open = %v, want %q and no password", err, tt.want)
			}
		})
	}
}

func TestOddFolder(t *testing.T) {
	s := store{c: journal.Config{Dir: filepath.Join(t.TempDir(), "né w", "50% #1?x=y&z")}}
	s.recorded(t)
	info, err := os.Stat(filepath.Join(s.c.Dir, "journal.db"))
	if err != nil || info.Mode().Perm() != 0o600 || info.Size() == 0 {
		t.Errorf("journal.db = %v, %v, want it in the folder named and readable by its owner alone", info, err)
	}
	if stray, err := filepath.Glob(filepath.Join(filepath.Dir(s.c.Dir), "*")); err != nil || len(stray) != 1 {
		t.Errorf("files beside the folder: %v, %v", stray, err)
	}
}

// TestForgottenIsGone looks for a swept remark in the bytes of the file.
func TestForgottenIsGone(t *testing.T) {
	now := newClock()
	s := sqliteStore(t)
	j := s.recorded(t, now.config, allowAll)
	if err := j.Counts.Feedback(bot.Feedback{Entry: "norsk", Text: "eit minneverdig ord"}); err != nil {
		t.Fatal(err)
	}
	if err := j.Write(t.Context()); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(dump(t, s), "minneverdig") {
		t.Fatal("the remark is not in the files even before")
	}
	now.add(3 * 365 * 24 * time.Hour)
	if err := j.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(s.c.Dir, "journal.db"))
	if err != nil || strings.Contains(string(b), "minneverdig") {
		t.Errorf("the swept remark is still in the file (%v)", err)
	}
	if _, err := os.Stat(filepath.Join(s.c.Dir, "journal.db-wal")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the write-ahead log is still there after Close: %v", err)
	}
}
