package chat_test

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"testing"

	"veiviser/bot/chat"
)

// whatWasAsked stands for what a person wrote: no log and no error may hold it.
const whatWasAsked = "deltakeren min heter Kari"

var errRefused = errors.New("refused")

// TestCall: errors pass as they are, and every kind of panic becomes an error that
// says where and not what.
func TestCall(t *testing.T) {
	if err := chat.Call(func() error { return nil }); err != nil {
		t.Errorf("a job that went well: %v", err)
	}
	if err := chat.Call(func() error { return errRefused }); err != errRefused {
		t.Errorf("a job that failed: %v, want its own error", err)
	}
	var nobody *struct{ name string }
	var nothing map[string]int
	for name, breaks := range map[string]func(){
		"text":    func() { panic(whatWasAsked) },
		"error":   func() { panic(errors.New(whatWasAsked)) },
		"nil":     func() { panic(nil) },
		"pointer": func() { _ = nobody.name },
		"index":   func() { _ = []int{}[len(whatWasAsked)] },
		"map":     func() { nothing[whatWasAsked] = 1 },
		"type":    func() { _ = any(whatWasAsked).(error) },
	} {
		err := chat.Call(func() error { breaks(); return nil })
		p, ok := errors.AsType[*chat.Panic](err)
		if !ok {
			t.Errorf("%s: %v is no panic", name, err)
			continue
		}
		if len(p.Stack) < 2 || !strings.Contains(p.Stack[0], "recover_test.go:") || !strings.Contains(err.Error(), p.Stack[0]) {
			t.Errorf("%s: the error %q and its stack %q do not name the place", name, err, p.Stack)
		}
		if strings.Contains(strings.Join(p.Stack, " ")+err.Error(), "Kari") {
			t.Errorf("%s: the value is in %q", name, p.Stack)
		}
		if slices.ContainsFunc(p.Stack, func(f string) bool { return strings.Contains(f, "testing.tRunner") }) {
			t.Errorf("%s: the stack goes on beyond the job: %q", name, p.Stack)
		}
	}
}

// TestCallDeep: a long way to the panic is told by its innermost frames.
func TestCallDeep(t *testing.T) {
	var down func(n int) int
	down = func(n int) int {
		if n == 0 {
			panic(whatWasAsked)
		}
		return down(n-1) + 1
	}
	err := chat.Call(func() error { down(1000); return nil })
	p, ok := errors.AsType[*chat.Panic](err)
	if !ok || len(p.Stack) == 0 || len(p.Stack) > 32 {
		t.Errorf("%v with %d frames, want at most 32", err, len(p.Stack))
	}
}

// TestCallAborts: a handler that drops its connection on purpose still does.
func TestCallAborts(t *testing.T) {
	defer func() {
		if v := recover(); v != http.ErrAbortHandler {
			t.Errorf("recovered %v, want http.ErrAbortHandler", v)
		}
	}()
	_ = chat.Call(func() error { panic(http.ErrAbortHandler) })
	t.Error("the abort was swallowed")
}

// TestDo: a panic is counted and logged by its kind of job, and told to who waits.
func TestDo(t *testing.T) {
	var log bytes.Buffer
	var counted []string
	r := chat.Recoverer{
		Part: "slack", Log: slog.New(slog.NewTextHandler(&log, nil)),
		Count: func(job string) { counted = append(counted, job) },
	}
	var told []error
	tell := func(err error) { told = append(told, err) }

	r.Do("message", func() error { return nil }, tell)
	r.Do("message", func() error { return errRefused }, tell)
	if len(told) != 1 || told[0] != errRefused || len(counted) != 0 || log.Len() != 0 {
		t.Errorf("told %v, counted %q, logged %q: want one plain failure told and nothing counted", told, counted, &log)
	}

	r.Do("message", func() error { panic(whatWasAsked) }, tell)
	if _, ok := errors.AsType[*chat.Panic](told[len(told)-1]); !ok || len(told) != 2 {
		t.Errorf("told %v, want the panic too", told)
	}
	if !slices.Equal(counted, []string{"message"}) {
		t.Errorf("counted %q, want the message", counted)
	}
	for _, want := range []string{"level=ERROR", "part=slack", "job=message", "recover_test.go:"} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("the log lacks %s: %s", want, &log)
		}
	}

	r.Do("press", func() error { return errRefused }, func(error) { panic(whatWasAsked) })
	if !slices.Equal(counted, []string{"message", "press failed"}) {
		t.Errorf("counted %q, want the notice that broke too", counted)
	}
	if strings.Contains(log.String(), "Kari") {
		t.Errorf("the log holds the value: %s", &log)
	}
}

// TestReportedOnce: a job within a job is one panic.
func TestReportedOnce(t *testing.T) {
	var counted []string
	r := chat.Recoverer{Count: func(job string) { counted = append(counted, job) }}
	err := r.Call("request", func() error {
		return fmt.Errorf("invoke: %w", r.Call("invoke", func() error { panic(whatWasAsked) }))
	})
	if _, ok := errors.AsType[*chat.Panic](err); !ok || !slices.Equal(counted, []string{"invoke"}) {
		t.Errorf("%v is counted as %q, want one invoke", err, counted)
	}
}

// TestZeroRecoverer recovers all the same.
func TestZeroRecoverer(t *testing.T) {
	told := false
	chat.Recoverer{}.Do("message", func() error { panic(whatWasAsked) }, func(error) { told = true })
	if !told {
		t.Error("nobody is told")
	}
}
