package journal_test

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"veiviser/bot"
	"veiviser/bot/journal"
	"veiviser/content"
)

func testVersions(t *testing.T, s store) {
	now := newClock()
	j := s.open(t, now.config)
	first, second := guide(t, "first"), guide(t, "second")
	record := func(g *content.Guide) time.Time {
		t.Helper()
		if err := j.Versions.Record(t.Context(), g); err != nil {
			t.Fatal(err)
		}
		return now.Now()
	}
	began := record(first)
	now.add(time.Hour)
	if err := j.Housekeeping(t.Context()); err != nil { // still serving the first
		t.Fatal(err)
	}
	lastOfFirst := now.Now()
	changed := now.add(time.Minute)
	record(second)
	record(second) // once more changes nothing

	got := version(t, j, "norskkurs", first.Digest("norskkurs"))
	if diff := cmp.Diff(string(mustEntry(t, first, "norskkurs").Canonical()), string(got.Entry.Canonical())); diff != "" {
		t.Errorf("the old version is not as it stood (-served +kept):\n%s", diff)
	}
	got.Entry = nil
	if diff := cmp.Diff(bot.Version{Digest: first.Digest("norskkurs"), From: began, To: lastOfFirst}, got); diff != "" {
		t.Errorf("old version (-want +got):\n%s", diff)
	}
	if got, want := digests(t, j, "norskkurs"), []string{second.Digest("norskkurs"), first.Digest("norskkurs")}; !slices.Equal(got, want) {
		t.Errorf("Versions = %v, want today's and then the first", got)
	}
	same, err := j.Versions.Versions(t.Context(), "norsk")
	if err != nil || len(same) != 1 || !same[0].From.Equal(began) || !same[0].To.Equal(changed) {
		t.Errorf("Versions of an unchanged entry = %v, %v, want one from the first release to the second", same, err)
	}

	now.add(time.Hour)
	record(first) // taken back
	for _, j := range []*journal.Journal{j, s.open(t, now.config)} {
		if got := digests(t, j, "norskkurs"); len(got) != 2 || got[0] != first.Digest("norskkurs") {
			t.Errorf("after taking the change back Versions = %v, want the first to be today's", got)
		}
	}
}

// version returns the version that must be there.
func version(t *testing.T, j *journal.Journal, id, digits string) bot.Version {
	t.Helper()
	v, ok, err := j.Versions.Version(t.Context(), id, digits)
	if !ok || err != nil {
		t.Errorf("Version(%s, %s) = %v, %v, want it", id, digits, ok, err)
	}
	return v
}

// digests are those of an entry's versions, today's first.
func digests(t *testing.T, j *journal.Journal, id string) []string {
	t.Helper()
	all, err := j.Versions.Versions(t.Context(), id)
	if err != nil {
		t.Errorf("Versions(%s): %v", id, err)
	}
	var out []string
	for _, v := range all {
		out = append(out, v.Digest)
	}
	return out
}

// testLateRecord commits the release given first after the one given last: the order
// they were given in holds.
func testLateRecord(t *testing.T, s store) {
	now := newClock()
	behind, ahead := s.open(t, now.config), s.open(t, func(c *journal.Config) {
		c.Now = func() time.Time { return now.Now().Add(time.Second) }
	})
	first, second := guide(t, "first"), guide(t, "second")
	if err := errors.Join(ahead.Versions.Record(t.Context(), second), behind.Versions.Record(t.Context(), first)); err != nil {
		t.Fatal(err)
	}
	if got := digests(t, behind, "norskkurs"); len(got) != 2 || got[0] != second.Digest("norskkurs") {
		t.Errorf("Versions = %v, want the one given last to be today's", got)
	}
	if got := version(t, behind, "kommune", second.Digest("kommune")); !got.To.Equal(now.Now().Add(time.Second)) {
		t.Errorf("an entry of both was served last at %v, want when the last was given", got.To)
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
		want             bool
	}{
		{"whole", "norskkurs", full, true},
		{"without prefix", "norskkurs", digits, true},
		{"short", "norskkurs", digits[:12], true},
		{"upper case", "norskkurs", strings.ToUpper(digits[:12]), true},
		{"too short", "norskkurs", digits[:3], false},
		{"empty", "norskkurs", "", false},
		{"of another entry", "kommune", full, false},
		{"unknown entry", "gibberish", full, false},
		{"no entry", "", full, false},
		{"wildcards", "norskkurs", "%%%%%%", false},
		{"too long", "norskkurs", full + "0", false},
		{"path", "../norskkurs", full, false},
		{"zero byte", "norsk\x00kurs", full, false},
		{"broken text", "norsk\xffkurs", full, false},
		{"long id", strings.Repeat("a", 10_000), full, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			v, ok, err := j.Versions.Version(t.Context(), tt.id, tt.digest)
			if ok != tt.want || err != nil || ok && v.Digest != full {
				t.Errorf("Version(%.40q, %.40q) = %q, %v, %v, want %v", tt.id, tt.digest, v.Digest, ok, err, tt.want)
			}
		})
	}
	if all, err := j.Versions.Versions(t.Context(), "../../etc/passwd"); all != nil || err != nil {
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
	if v, _, err := j.Versions.Version(t.Context(), "norskkurs", digest); err == nil || !strings.Contains(err.Error(), "damaged") {
		t.Errorf("Version with a changed text = %v, %v, want an error that says so", v, err)
	}
}

func testAmbiguous(t *testing.T, s store) {
	j := s.open(t)
	one, two := alike(t)
	for _, g := range []*content.Guide{one, two} {
		if err := j.Versions.Record(t.Context(), g); err != nil {
			t.Fatal(err)
		}
	}
	full := one.Digest("norskkurs")
	short := full[:len(content.DigestPrefix)+journal.MinDigest]
	if !strings.HasPrefix(two.Digest("norskkurs"), short) || two.Digest("norskkurs") == full {
		t.Fatal("the two do not begin alike, or are one")
	}
	if v, ok, err := j.Versions.Version(t.Context(), "norskkurs", short); ok || err != nil {
		t.Errorf("Version by %q = %v, %v, %v, want none: two begin with it", short, v, ok, err)
	}
	if v := version(t, j, "norskkurs", full); v.Digest != full {
		t.Errorf("Version by the whole digest = %v, want it", v)
	}
}

// alike returns two guides whose digests of an entry begin with the same four digits;
// some three hundred tries find them.
func alike(t *testing.T) (one, two *content.Guide) {
	t.Helper()
	e, _ := guide(t, "edition").Entry("norskkurs")
	form := e.Canonical()
	seen := map[string]string{}
	for n := range 3000 {
		edition := fmt.Sprint("edition ", n)
		e, err := content.ParseCanonical(bytes.ReplaceAll(form, []byte("edition"), []byte(edition)))
		if err != nil {
			t.Fatal(err)
		}
		short := e.Digest()[:len(content.DigestPrefix)+journal.MinDigest]
		if other, there := seen[short]; there {
			return guide(t, other), guide(t, edition)
		}
		seen[short] = edition
	}
	t.Fatal("no two digests begin alike")
	return nil, nil
}

func testChanged(t *testing.T, s store) {
	now := newClock()
	j := s.recorded(t, now.config)
	began := now.Now()
	if got, err := j.Versions.Changed(t.Context(), began.Add(-time.Hour)); len(got) > 0 || err != nil {
		t.Errorf("Changed after the first release = %v, %v, want none: all of it is old", got, err)
	}
	at := now.add(time.Hour)
	second := guide(t, "second", "mentor")
	if err := j.Versions.Record(t.Context(), second); err != nil {
		t.Fatal(err)
	}
	want := []string{"mentor", "norskkurs"}
	got, err := j.Versions.Changed(t.Context(), at)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Changed (-want +got):\n%s", diff)
	}
	if got, err := j.Versions.Changed(t.Context(), at.Add(time.Second)); len(got) > 0 || err != nil {
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
	if all, err := j.Versions.Versions(t.Context(), "norskkurs"); err != nil || len(all) < len(said) {
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
			if err := j.Versions.Record(t.Context(), g); err != nil {
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
	version(t, j, "norskkurs", g.Digest("norskkurs")) // recorded by four
	var migrations int
	if err := s.past(t).QueryRow(`SELECT count(*) FROM journal_migration WHERE version_id = 1`).Scan(&migrations); err != nil || migrations != 1 {
		t.Errorf("migration 1 ran %d times (%v), want once", migrations, err)
	}
}
