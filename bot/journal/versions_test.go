package journal_test

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"veiviser/bot/journal"
	"veiviser/content"
)

func testVersions(t *testing.T, s store) {
	now := newClock()
	j := s.open(t, now.config)
	first, second := guide(t, "first"), guide(t, "second")
	record := func(g *content.Guide) time.Time {
		t.Helper()
		if err := j.Record(t.Context(), g); err != nil {
			t.Fatal(err)
		}
		return now.Now()
	}
	began := record(first)
	now.add(time.Hour)
	if err := j.Tend(t.Context()); err != nil { // still serving the first
		t.Fatal(err)
	}
	lastOfFirst := now.Now()
	changed := now.add(time.Minute)
	record(second)
	record(second) // once more changes nothing

	got, err := j.Version(t.Context(), "norskkurs", first.Digest("norskkurs"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(mustEntry(t, first, "norskkurs").Canonical()), string(got.Entry.Canonical())); diff != "" {
		t.Errorf("the old version is not as it stood (-served +kept):\n%s", diff)
	}
	got.Entry = nil
	want := journal.Version{
		Digest: first.Digest("norskkurs"), First: began, Last: lastOfFirst,
		FirstRelease: first.Release(), LastRelease: first.Release(),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("old version (-want +got):\n%s", diff)
	}

	all, err := j.Versions(t.Context(), "norskkurs")
	if err != nil || len(all) != 2 || all[0].Digest != second.Digest("norskkurs") || !all[0].Current || all[1].Current {
		t.Errorf("Versions = %v, %v, want today's and then the first", all, err)
	}
	same, err := j.Versions(t.Context(), "norsk")
	if err != nil || len(same) != 1 {
		t.Fatalf("Versions of an unchanged entry = %v, %v, want one", same, err)
	}
	if v := same[0]; !v.First.Equal(began) || !v.Last.Equal(changed) || v.FirstRelease != first.Release() || v.LastRelease != second.Release() || !v.Current {
		t.Errorf("unchanged entry = %+v, want it from the first release to the second", v)
	}

	now.add(time.Hour)
	record(first) // taken back
	if v, err := j.Version(t.Context(), "norskkurs", first.Digest("norskkurs")); err != nil || !v.Current {
		t.Errorf("after taking the change back Version = %+v, %v, want it current", v, err)
	}

	again := s.open(t, now.config)
	if v, err := again.Version(t.Context(), "norskkurs", second.Digest("norskkurs")); err != nil || v.Current {
		t.Errorf("in another journal Version = %+v, %v, want it, not current", v, err)
	}
}

// testLateRecord commits the release given first after the one given last: the order
// they were given in holds.
func testLateRecord(t *testing.T, s store) {
	now := newClock()
	behind, ahead := s.open(t, now.config), s.open(t, func(c *journal.Config) {
		c.Now = func() time.Time { return now.Now().Add(time.Second) }
	})
	first, second := guide(t, "first"), guide(t, "second")
	if err := errors.Join(ahead.Record(t.Context(), second), behind.Record(t.Context(), first)); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		id, digest string
		current    bool
		last       string
	}{
		{"norskkurs", first.Digest("norskkurs"), false, first.Release()},
		{"norskkurs", second.Digest("norskkurs"), true, second.Release()},
		{"kommune", second.Digest("kommune"), true, second.Release()},
	} {
		v, err := behind.Version(t.Context(), tt.id, tt.digest)
		if err != nil || v.Current != tt.current || v.LastRelease != tt.last {
			t.Errorf("Version(%s, %s) = current %v, last %s, %v, want %v, %s", tt.id, tt.digest, v.Current, v.LastRelease, err, tt.current, tt.last)
		}
	}
}

func mustEntry(t *testing.T, g *content.Guide, id string) *content.Entry {
	t.Helper()
	e, ok := g.Entry(id)
	if !ok {
		t.Fatalf("no entry %q", id)
	}
	return e
}

func testVersionNotThere(t *testing.T, s store) {
	j := s.recorded(t)
	g := guide(t, "first")
	full := g.Digest("norskkurs")
	digits := strings.TrimPrefix(full, content.DigestPrefix)
	for _, tt := range []struct {
		name, id, digest string
		want             error
	}{
		{"whole", "norskkurs", full, nil},
		{"without prefix", "norskkurs", digits, nil},
		{"short", "norskkurs", digits[:12], nil},
		{"upper case", "norskkurs", strings.ToUpper(digits[:12]), nil},
		{"too short", "norskkurs", digits[:3], journal.ErrNotFound},
		{"empty", "norskkurs", "", journal.ErrNotFound},
		{"of another entry", "kommune", full, journal.ErrNotFound},
		{"unknown entry", "gibberish", full, journal.ErrNotFound},
		{"no entry", "", full, journal.ErrNotFound},
		{"wildcards", "norskkurs", "%%%%%%", journal.ErrNotFound},
		{"too long", "norskkurs", full + "0", journal.ErrNotFound},
		{"path", "../norskkurs", full, journal.ErrNotFound},
		{"zero byte", "norsk\x00kurs", full, journal.ErrNotFound},
		{"broken text", "norsk\xffkurs", full, journal.ErrNotFound},
		{"long id", strings.Repeat("a", 10_000), full, journal.ErrNotFound},
	} {
		t.Run(tt.name, func(t *testing.T) {
			v, err := j.Version(t.Context(), tt.id, tt.digest)
			if !errors.Is(err, tt.want) || err == nil && v.Digest != full {
				t.Errorf("Version(%.40q, %.40q) = %q, %v, want %v", tt.id, tt.digest, v.Digest, err, tt.want)
			}
		})
	}
	if all, err := j.Versions(t.Context(), "../../etc/passwd"); all != nil || err != nil {
		t.Errorf("Versions of no entry = %v, %v, want none", all, err)
	}
}

func testDamagedVersion(t *testing.T, s store) {
	j := s.recorded(t)
	g := guide(t, "first")
	digest := g.Digest("norskkurs")
	past := s.past(t)
	if _, err := past.Exec(`UPDATE entry_text SET canonical = replace(canonical, 'first', 'other')`); err != nil {
		t.Fatal(err)
	}
	if v, err := j.Version(t.Context(), "norskkurs", digest); err == nil || !strings.Contains(err.Error(), "damaged") {
		t.Errorf("Version with a changed text = %v, %v, want an error that says so", v, err)
	}
}

func testAmbiguous(t *testing.T, s store) {
	j := s.open(t)
	one, two := alike(t)
	for _, g := range []*content.Guide{one, two} {
		if err := j.Record(t.Context(), g); err != nil {
			t.Fatal(err)
		}
	}
	full := one.Digest("norskkurs")
	short := full[:len(content.DigestPrefix)+journal.MinDigest]
	if v, err := j.Version(t.Context(), "norskkurs", short); !errors.Is(err, journal.ErrAmbiguous) {
		t.Errorf("Version by %q = %v, %v, want ErrAmbiguous", short, v, err)
	}
	if v, err := j.Version(t.Context(), "norskkurs", full); err != nil || v.Digest != full {
		t.Errorf("Version by the whole digest = %v, %v, want it", v, err)
	}
}

// alike returns two guides whose digests of an entry begin with the same four digits;
// some three hundred tries find them.
func alike(t *testing.T) (one, two *content.Guide) {
	t.Helper()
	seen := map[string]*content.Guide{}
	for n := range 3000 {
		g := guide(t, fmt.Sprint("edition ", n))
		short := g.Digest("norskkurs")[:len(content.DigestPrefix)+journal.MinDigest]
		if other, there := seen[short]; there {
			return other, g
		}
		seen[short] = g
	}
	t.Fatal("no two digests begin alike")
	return nil, nil
}

func testChanged(t *testing.T, s store) {
	now := newClock()
	j := s.recorded(t, now.config)
	began := now.Now()
	if got, err := j.Changed(t.Context(), began.Add(-time.Hour)); len(got) > 0 || err != nil {
		t.Errorf("Changed after the first release = %v, %v, want none: all of it is old", got, err)
	}
	at := now.add(time.Hour)
	second := guide(t, "second", "mentor")
	if err := j.Record(t.Context(), second); err != nil {
		t.Fatal(err)
	}
	want := []journal.Changed{
		{ID: "mentor", Digest: second.Digest("mentor"), At: at, New: true},
		{ID: "norskkurs", Digest: second.Digest("norskkurs"), At: at},
	}
	got, err := j.Changed(t.Context(), at)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Changed (-want +got):\n%s", diff)
	}
	if got, err := j.Changed(t.Context(), at.Add(time.Second)); len(got) > 0 || err != nil {
		t.Errorf("Changed since later = %v, %v, want none", got, err)
	}
}

// startChild starts this program over to record releases in s.
func startChild(t *testing.T, s store) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	dir := s.c.Dir
	if dir == "" {
		dir = "none" // only to make it a child
	}
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "JOURNAL_TEST_CHILD="+dir, "JOURNAL_TEST_URL="+s.c.URL)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	return cmd, bufio.NewScanner(out)
}

// testKilledRecording kills programs at different moments of recording. What they said
// was recorded must be there whole, and nothing may be there in part.
func testKilledRecording(t *testing.T, s store) {
	said := map[string]bool{}
	for round := range 5 {
		cmd, out := startChild(t, s)
		for n := 0; n <= 2*round && out.Scan(); n++ {
			said[out.Text()] = true
		}
		time.Sleep(time.Duration(round) * 300 * time.Microsecond) // somewhere within the next one
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		for out.Scan() { // said before the kill, read after
			said[out.Text()] = true
		}
		_ = cmd.Wait() // killed
	}
	j := s.open(t)
	past := s.past(t)
	var parts int
	if err := past.QueryRow(`
		SELECT (SELECT count(*) FROM guide_release r WHERE NOT EXISTS (SELECT 1 FROM entry_version v WHERE v.first_release = r.digest))
		     + (SELECT count(*) FROM entry_version v WHERE NOT EXISTS (SELECT 1 FROM guide_release r WHERE r.digest = v.last_release))
		     + (SELECT count(*) FROM entry_version v WHERE NOT EXISTS (SELECT 1 FROM entry_text t WHERE t.digest = v.digest))
		     + (SELECT count(*) FROM entry_version v WHERE v.entry <> 'norskkurs' AND v.last_release <>
		       (SELECT digest FROM guide_release ORDER BY recorded DESC, digest DESC LIMIT 1))`).Scan(&parts); err != nil || parts > 0 {
		t.Errorf("%d rows are there in part (%v)", parts, err)
	}
	for release := range said {
		var n int
		if err := past.QueryRow(`SELECT count(*) FROM guide_release WHERE digest = $1`, release).Scan(&n); err != nil || n != 1 {
			t.Errorf("release %s was said to be recorded and is not (%d, %v)", release, n, err)
		}
	}
	if all, err := j.Versions(t.Context(), "norskkurs"); err != nil || len(all) < len(said) {
		t.Errorf("Versions = %d, %v, want at least the %d recorded", len(all), err, len(said))
	}
}

// testOpenedAtOnce opens an empty database with programs and journals that all migrate
// and record.
func testOpenedAtOnce(t *testing.T, s store) {
	cmd, out := startChild(t, s)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			j, err := journal.Open(t.Context(), s.c)
			if err != nil {
				t.Errorf("Open beside others: %v", err)
				return
			}
			defer j.Close()
			g, err := load("the same")
			if err != nil {
				t.Error(err)
				return
			}
			if err := j.Record(t.Context(), g); err != nil {
				t.Errorf("Record beside others: %v", err)
			}
		})
	}
	if !out.Scan() {
		t.Error("the other program recorded nothing")
	}
	all.Wait()
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // killed
	j := s.open(t)
	g := guide(t, "the same")
	if v, err := j.Version(t.Context(), "norskkurs", g.Digest("norskkurs")); err != nil {
		t.Errorf("Version = %v, %v, want the one recorded by four", v, err)
	}
	var migrations int
	if err := s.past(t).QueryRow(`SELECT count(*) FROM journal_migration WHERE version_id = 1`).Scan(&migrations); err != nil || migrations != 1 {
		t.Errorf("migration 1 ran %d times (%v), want once", migrations, err)
	}
}
