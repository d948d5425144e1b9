package main

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// built is the program as it is shipped.
func built(b *testing.B) (name string) {
	b.Helper()
	name = filepath.Join(b.TempDir(), "veiviser")
	if out, err := exec.CommandContext(b.Context(), "go", "build", "-o", name, ".").CombinedOutput(); err != nil {
		b.Fatalf("go build: %v\n%s", err, out)
	}
	return name
}

// BenchmarkAsk measures from the start of the process to the answer printed, and how
// large the program is.
func BenchmarkAsk(b *testing.B) {
	name := built(b)
	info, err := os.Stat(name)
	if err != nil {
		b.Fatal(err)
	}
	const runs = 10
	var took []time.Duration
	for b.Loop() {
		for range runs {
			began := time.Now()
			out, err := exec.CommandContext(b.Context(), name, "ask", "hva lever hun av mens hun går på grunnskolen").Output()
			if err != nil || len(out) == 0 {
				b.Fatalf("ask: %v", err)
			}
			took = append(took, time.Since(began))
		}
	}
	slices.Sort(took)
	b.ReportMetric(0, "ns/op") // of ten runs together
	b.ReportMetric(float64(took[len(took)/2].Milliseconds()), "ms-median")
	b.ReportMetric(float64(took[len(took)-1].Milliseconds()), "ms-slowest")
	b.ReportMetric(float64(info.Size())/1e6, "MB-program")
}

// BenchmarkIdle measures the memory of a serve that waits, at its start and after some
// questions, and how long it takes until it answers.
func BenchmarkIdle(b *testing.B) {
	name := built(b)
	for b.Loop() {
		began := time.Now()
		cmd := exec.CommandContext(b.Context(), name, "serve", "--addr", "127.0.0.1:0", "--data", b.TempDir())
		out, err := cmd.StdoutPipe()
		if err == nil {
			err = cmd.Start()
		}
		if err != nil {
			b.Fatal(err)
		}
		s := &server{url: address(b, out)}
		b.ReportMetric(float64(time.Since(began).Milliseconds()), "ms-start")
		b.ReportMetric(resident(b, cmd.Process.Pid), "MB-idle")
		for _, q := range heldout(b) {
			s.ask(b, q)
		}
		b.ReportMetric(resident(b, cmd.Process.Pid), "MB-asked")
		if err := cmd.Process.Signal(os.Interrupt); err != nil {
			b.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, out)
		if err := cmd.Wait(); err != nil {
			b.Errorf("serve ended with %v", err)
		}
	}
	b.ReportMetric(0, "ns/op")
}

// resident is the memory of a process in megabytes.
func resident(b *testing.B, pid int) float64 {
	b.Helper()
	status, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "status"))
	if err != nil {
		b.Skipf("no /proc on this system: %v", err)
	}
	_, rest, _ := strings.Cut(string(status), "VmRSS:")
	kB, err := strconv.ParseFloat(strings.Fields(rest)[0], 64)
	if err != nil {
		b.Fatal(err)
	}
	return kB * 1024 / 1e6
}
