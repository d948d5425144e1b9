package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// reloads is how often TestReloadUnderLoad reloads; the figures it prints are of use from
// a thousand on.
var reloads = flag.Int("reloads", 12, "how often to reload the guide under load")

// writeGuide puts the small guide, with a text of one file replaced, into dir. Files are
// renamed into place, as whatever delivers them should.
func writeGuide(tb testing.TB, dir, file, old, text string) {
	tb.Helper()
	data, err := os.ReadFile(filepath.Join(small, file))
	if err != nil {
		tb.Fatal(err)
	}
	next := filepath.Join(tb.TempDir(), file)
	if !strings.Contains(string(data), old) {
		tb.Fatalf("%s does not hold %q", file, old)
	}
	if err := os.WriteFile(next, []byte(strings.ReplaceAll(string(data), old, text)), 0o600); err != nil {
		tb.Fatal(err)
	}
	if err := os.Rename(next, filepath.Join(dir, file)); err != nil {
		tb.Fatal(err)
	}
}

// hangUp tells a process to reload its guide and waits until it has counted n reloads.
func (p process) hangUp(tb testing.TB, result string, n int) {
	tb.Helper()
	if runtime.GOOS == "windows" {
		tb.Skip("there is no SIGHUP")
	}
	if err := p.cmd.Process.Signal(syscall.SIGHUP); err != nil {
		tb.Fatal(err)
	}
	want := fmt.Sprintf("veiviser_guide_reloads_total{result=%q} %d\n", result, n)
	for begin := time.Now(); !strings.Contains(p.page(tb, "/metrics"), want); {
		if time.Since(begin) > time.Minute {
			tb.Fatalf("after a minute /metrics lacks %s", want)
		}
	}
}

// SIGHUP serves the guide as its files are now; a broken one leaves the one before, and
// says so to operators until it is mended.
func TestReload(t *testing.T) {
	t.Parallel()
	dir := copyGuide(t, "norskkurs.yaml", payerThen, payerThen)
	data := t.TempDir()
	p := answering(t, data, dir)
	then := p.ask(t, "hvem betaler norskkurs")
	shows := func(name, text string) {
		t.Helper()
		if page := p.page(t, "/nb/norskkurs"); !strings.Contains(page, text) {
			t.Errorf("%s: the page lacks %q", name, text)
		}
	}
	shows("at start", payerThen)

	writeGuide(t, dir, "norskkurs.yaml", payerThen, payerNow)
	p.hangUp(t, "done", 1)
	shows("reloaded", payerNow)
	now := p.ask(t, "hvem betaler norskkurs")
	if now.Release == then.Release || now.Answer.Permalink == then.Answer.Permalink {
		t.Error("the changed guide has the old release or permalink")
	}
	if page := p.page(t, then.Answer.Permalink); !strings.Contains(page, payerThen) {
		t.Error("the permalink of the guide before does not show what it said")
	}
	metrics := p.page(t, "/metrics")
	if !strings.Contains(metrics, `veiviser_guide_info{release="`+now.Release+`"}`) || strings.Contains(metrics, then.Release) {
		t.Error("/metrics does not name the release served alone")
	}

	writeGuide(t, dir, "norskkurs.yaml", "  summary: Undervisning", "  sumary: Undervisning")
	p.hangUp(t, "failed", 1)
	shows("after a broken guide", payerNow)
	ready := p.page(t, "/readyz")
	said := regexp.MustCompile(`^ready\nthe guide to reload at \S+Z has (\d+) errors; the one before goes on\n$`).FindStringSubmatch(ready)
	if said == nil {
		t.Fatalf("/readyz says %q", ready)
	}
	if metrics := p.page(t, "/metrics"); !strings.Contains(metrics, "veiviser_guide_problems "+said[1]+"\n") {
		t.Error("/metrics does not count the same problems")
	}

	if err := os.Rename(dir, dir+"-away"); err != nil {
		t.Fatal(err)
	}
	p.hangUp(t, "failed", 2)
	shows("without files", payerNow)
	if err := os.Rename(dir+"-away", dir); err != nil {
		t.Fatal(err)
	}
	writeGuide(t, dir, "norskkurs.yaml", payerThen, payerThen)
	p.hangUp(t, "done", 2)
	shows("mended", payerThen)
	if ready := p.page(t, "/readyz"); ready != "ready\n" {
		t.Errorf("mended, /readyz says %q", ready)
	}
	if list := kept(t, filepath.Join(data, "index")); len(list) != 2 {
		t.Errorf("of the two guides, %v are kept", list)
	}
}

// loaded is what readers saw while guides came and went.
type loaded struct {
	requests, failed atomic.Int64
	slowest          atomic.Int64 // nanoseconds
}

// read asks for pages, answers and pictures until ctx ends.
func (l *loaded) read(ctx context.Context, url string) {
	paths := []string{"/nb/norskkurs", "/?q=hvem+betaler+norskkurs", "/nb/norskkurs/note", "/en/map?level=B1", "/nb/jamal", "/pictures/nb/jamal.png", "/nn/norskkurs?side=en"}
	for i := 0; ctx.Err() == nil; i++ {
		began := time.Now()
		resp, err := http.Get(url + paths[i%len(paths)])
		l.requests.Add(1)
		if err != nil {
			l.failed.Add(1)
			continue
		}
		if _, err := io.Copy(io.Discard, resp.Body); err != nil || resp.StatusCode != http.StatusOK {
			l.failed.Add(1)
		}
		_ = resp.Body.Close()
		if took := time.Since(began).Nanoseconds(); took > l.slowest.Load() {
			l.slowest.Store(took)
		}
	}
}

// goroutines is how many the process has.
func (p process) goroutines(tb testing.TB) int {
	tb.Helper()
	_, rest, _ := strings.Cut(p.page(tb, "/metrics"), "\ngo_goroutines ")
	n, err := strconv.Atoi(strings.TrimSpace(strings.SplitN(rest, "\n", 2)[0]))
	if err != nil {
		tb.Fatal(err)
	}
	return n
}

// residentOf is the memory of a process in megabytes; 0 where the system doesn't tell.
func residentOf(pid int) float64 {
	status, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "status"))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(status), "VmRSS:")
	kB, _ := strconv.ParseFloat(strings.Fields(rest)[0], 64)
	return kB * 1024 / 1e6
}

// While guides come and go no request fails, and nothing of those before stays. With
// -reloads 1000 it is the full run, which prints its figures.
func TestReloadUnderLoad(t *testing.T) {
	t.Parallel()
	dir := copyGuide(t, "norskkurs.yaml", payerThen, payerThen)
	p := answering(t, t.TempDir(), dir)
	before := p.goroutines(t)
	ctx, end := context.WithCancel(t.Context())
	var l loaded
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() { l.read(ctx, p.url) })
	}
	texts := []string{payerNow, payerThen}
	times := *reloads
	if testing.Short() {
		times = min(times, 4)
	}
	var memory []float64
	for n := range times {
		writeGuide(t, dir, "norskkurs.yaml", payerThen, texts[n%2])
		p.hangUp(t, "done", n+1)
		if every := max(times/10, 1); (n+1)%every == 0 {
			memory = append(memory, residentOf(p.cmd.Process.Pid))
		}
	}
	end()
	readers.Wait()
	after := p.goroutines(t)
	t.Logf("%d reloads, %d requests, %d failed, the slowest %v; memory at every tenth %.0f MB; goroutines %d, then %d",
		times, l.requests.Load(), l.failed.Load(), time.Duration(l.slowest.Load()).Round(time.Millisecond), memory, before, after)
	if n := l.failed.Load(); n > 0 {
		t.Errorf("%d of %d requests failed", n, l.requests.Load())
	}
	if after > before+10 { // connections come and go
		t.Errorf("%d goroutines, then %d: an index that is never closed keeps some", before, after)
	}
}
