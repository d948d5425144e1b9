// Package pgtest gives tests a real PostgreSQL.
//
// [Start] runs Debian's postgresql in a temporary folder, reachable by its Unix socket
// alone, or uses the server at VEIVISER_TEST_POSTGRES; [Server.Database] makes an empty
// database. Only tests import the package.
package pgtest

import (
	"context"
	"crypto/rand"
	"database/sql"
	"io"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
)

// Server is a PostgreSQL that a test may fill.
type Server struct {
	base *url.URL // of its database "postgres" or the one in the environment

	bin, dir string // empty for a server that is not ours
	own      *syscall.SysProcAttr
	log      *os.File
	stdin    io.Closer // the server lives as long as this is open
	cmd      *exec.Cmd
}

// Start returns a running server that ends with the test. Without PostgreSQL on the
// machine the test is skipped, and fails instead when CI=true.
func Start(tb testing.TB) *Server {
	tb.Helper()
	if env := os.Getenv("VEIVISER_TEST_POSTGRES"); env != "" {
		base, err := url.Parse(env)
		if err != nil {
			tb.Fatal("VEIVISER_TEST_POSTGRES is not a URL")
		}
		return &Server{base: base}
	}
	bin := newestBin()
	if bin == "" {
		if os.Getenv("CI") == "true" {
			tb.Fatal("no PostgreSQL: install postgresql or set VEIVISER_TEST_POSTGRES")
		}
		tb.Skip("no PostgreSQL: install postgresql or set VEIVISER_TEST_POSTGRES")
	}
	s := &Server{bin: bin}
	s.create(tb)
	s.Resume(tb)
	tb.Cleanup(func() { s.Stop(tb) })
	return s
}

// Tool is the path of one of PostgreSQL's own programs ("pg_dump"), of the server's version
// where that is ours; the test is skipped, and fails with CI=true, where there is none.
func (s *Server) Tool(tb testing.TB, name string) string {
	tb.Helper()
	program, err := exec.LookPath(filepath.Join(s.bin, name))
	if err != nil {
		program, err = exec.LookPath(name)
	}
	if err != nil && os.Getenv("CI") == "true" {
		tb.Fatalf("no %s: install postgresql", name)
	}
	if err != nil {
		tb.Skipf("no %s: install postgresql", name)
	}
	return program
}

// newestBin returns the folder of the server's programs, "" for none.
func newestBin() string {
	if p, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(p)
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb") // the pattern is well formed
	if len(found) == 0 {
		return ""
	}
	return filepath.Dir(slices.Max(found))
}

// create makes the server's folder. PostgreSQL refuses to run as root, so root becomes
// the user postgres, and the folder must be one that user can reach.
func (s *Server) create(tb testing.TB) {
	tb.Helper()
	dir, err := os.MkdirTemp("", "pgtest")
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { os.RemoveAll(dir) })
	s.dir = dir
	if os.Getuid() == 0 {
		s.own = &syscall.SysProcAttr{Credential: postgresUser(tb)}
		if err := os.Chown(dir, int(s.own.Credential.Uid), int(s.own.Credential.Gid)); err != nil {
			tb.Fatal(err)
		}
	}
	initdb := exec.Command(filepath.Join(s.bin, "initdb"), "--pgdata", filepath.Join(dir, "data"),
		"--username", "postgres", "--auth", "trust", "--encoding", "UTF8", "--no-locale", "--no-sync")
	initdb.SysProcAttr, initdb.Dir = s.own, dir
	if out, err := initdb.CombinedOutput(); err != nil {
		tb.Fatalf("initdb: %v\n%s", err, out)
	}
	if s.log, err = os.Create(filepath.Join(dir, "log")); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { s.log.Close() })
	s.base = &url.URL{Scheme: "postgres", User: url.User("postgres"), Path: "/postgres",
		RawQuery: url.Values{"host": {dir}}.Encode()}
}

func postgresUser(tb testing.TB) *syscall.Credential {
	tb.Helper()
	u, err := user.Lookup("postgres")
	if err != nil {
		tb.Fatalf("root can't run PostgreSQL: %v", err)
	}
	uid, uerr := strconv.ParseUint(u.Uid, 10, 32)
	gid, gerr := strconv.ParseUint(u.Gid, 10, 32)
	if uerr != nil || gerr != nil {
		tb.Fatalf("user postgres has ids %q and %q", u.Uid, u.Gid)
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
}

// live runs the server until standard input ends, as it does when the test is killed.
const live = `"$@" & pid=$!; read -r _; kill -INT $pid; wait $pid`

// Ours reports whether the server can be stopped: it is not that of the environment.
func (s *Server) Ours() bool { return s.cmd != nil }

// Resume starts the server again after Stop, with what it held.
func (s *Server) Resume(tb testing.TB) {
	tb.Helper()
	s.cmd = exec.Command("sh", "-c", live, "sh", filepath.Join(s.bin, "postgres"), "-D", filepath.Join(s.dir, "data"),
		"-c", "listen_addresses=", "-c", "unix_socket_directories="+s.dir, "-c", "fsync=off", "-c", "max_connections=100")
	s.cmd.SysProcAttr, s.cmd.Dir, s.cmd.Stdout, s.cmd.Stderr = s.own, s.dir, s.log, s.log
	stdin, err := s.cmd.StdinPipe()
	if err == nil {
		err = s.cmd.Start()
	}
	if err != nil {
		tb.Fatalf("start PostgreSQL: %v", err)
	}
	s.stdin = stdin
	if err := s.await(30 * time.Second); err != nil {
		log, _ := os.ReadFile(s.log.Name()) // the error below says enough without it
		tb.Fatalf("PostgreSQL does not start: %v\n%s", err, log)
	}
}

func (s *Server) await(atMost time.Duration) error {
	db, err := sql.Open("pgx", s.base.String())
	if err != nil {
		return err
	}
	defer db.Close()
	ctx, cancel := context.WithTimeout(context.Background(), atMost)
	defer cancel()
	for {
		err := db.PingContext(ctx)
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// Stop ends the server, cutting off whoever is connected. A stopped one stays stopped.
func (s *Server) Stop(tb testing.TB) {
	tb.Helper()
	if s.stdin == nil {
		return
	}
	if err := s.stdin.Close(); err != nil {
		tb.Errorf("stop PostgreSQL: %v", err)
	}
	s.stdin = nil
	_ = s.cmd.Wait() // the shell's status is the server's, which was told to end
}

// Database returns the URL of a new and empty database.
func (s *Server) Database(tb testing.TB) string {
	tb.Helper()
	name := "veiviser_test_" + strings.ToLower(rand.Text()) // others may use the server too
	s.exec(tb, "CREATE DATABASE "+name)
	if !s.Ours() {
		tb.Cleanup(func() { s.exec(tb, "DROP DATABASE "+name+" WITH (FORCE)") })
	}
	u := *s.base
	u.Path = "/" + name
	return u.String()
}

func (s *Server) exec(tb testing.TB, statement string) {
	tb.Helper()
	db, err := sql.Open("pgx", s.base.String())
	if err != nil {
		tb.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(statement); err != nil {
		tb.Fatalf("%s: %v", statement, err)
	}
}
