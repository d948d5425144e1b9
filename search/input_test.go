package search_test

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"veiviser/search"
)

// TestTextsWithoutWords are an error that a caller can tell apart.
func TestTextsWithoutWords(t *testing.T) {
	ix := search.Open(t, smallGuide())
	for name, text := range map[string]string{
		"empty":              "",
		"white space":        " \t\r\n\u00a0\u2003",
		"punctuation":        "?!… – «»",
		"emoji":              "🙂👍🏽🇳🇴",
		"invalid UTF-8":      "\xff\xfe\xc3\x28",
		"control characters": "\x00\x01\x1b[",
		"direction marks":    "\u200f\u202e\u2066",
		"combining marks":    strings.Repeat("\u0301", 1000),
		"one endless word":   strings.Repeat("a", 100<<10),
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := ix.Search(t.Context(), search.Query{Text: text}); !errors.Is(err, search.ErrEmptyQuery) {
				t.Errorf("err = %v, want ErrEmptyQuery", err)
			}
		})
	}
}

// TestStopWordsAlone are words, but ask for nothing.
func TestStopWordsAlone(t *testing.T) {
	ix := search.Open(t, smallGuide())
	for _, text := range []string{"hva er det", "og ikke jeg", "kva er det", "what is it", "hei takk"} {
		if res := ask(t, ix, text); res.Confidence != search.None || len(res.Hits) > 0 {
			t.Errorf("Search(%q) = %s, %v; want none", text, res.Confidence, ids(res, 3))
		}
	}
}

// TestLongTexts: what is asked at the start is found whatever follows, in little time.
func TestLongTexts(t *testing.T) {
	ix := search.Whole(t)
	tests := []struct{ name, tail string }{
		{"one word again and again", strings.Repeat("kurs ", 20<<10)},
		{"unknown words", unknownWords(100 << 10)},
		{"one endless word", strings.Repeat("x", 100<<10)},
		{"emoji", strings.Repeat("🙂 ", 20<<10)},
		{"invalid UTF-8", strings.Repeat("\xff\xc3 ", 30<<10)},
		{"æøå", strings.Repeat("æøå ", 15<<10)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			began := time.Now()
			res := ask(t, ix, "kvalifiseringsprogram KVP\n"+tt.tail)
			t.Logf("%v", time.Since(began).Round(time.Microsecond))
			if got := ids(res, 1); len(got) == 0 || got[0] != "kvalifiseringsprogram" {
				t.Errorf("found %v first, want kvalifiseringsprogram", got)
			}
		})
	}
}

// unknownWords returns n bytes of words that stand in no guide, no two alike at first.
func unknownWords(n int) string {
	var s strings.Builder
	for i := 0; s.Len() < n; i++ {
		for j := range 9 {
			s.WriteByte("qwxzjvkgpq"[(i>>j+i*j)%10])
		}
		s.WriteByte(' ')
	}
	return s.String()
}

func TestCancelledContext(t *testing.T) {
	ix := search.Open(t, smallGuide())
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := ix.Search(ctx, search.Query{Text: "fagbrev"}); !errors.Is(err, context.Canceled) {
		t.Errorf("err = %v, want context.Canceled", err)
	}
	late, cancel := context.WithDeadline(t.Context(), time.Unix(0, 0))
	defer cancel()
	if _, err := ix.Search(late, search.Query{Text: "fagbrev"}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("err = %v, want context.DeadlineExceeded", err)
	}
}

// TestConcurrentSearches share one index; -race watches.
func TestConcurrentSearches(t *testing.T) {
	ix := search.Whole(t)
	want := results(t, ix)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if results(t, ix) != want {
				t.Error("results differ from those of one search at a time")
			}
		})
	}
	wg.Wait()
}

// TestCloseLeavesNothingRunning: as many goroutines after as before. The first index
// starts what Bleve keeps for the program's life.
func TestCloseLeavesNothingRunning(t *testing.T) {
	g := search.LoadGuide(t, smallGuide())
	openClose := func() {
		ix, err := search.New(g)
		if err != nil {
			t.Fatal(err)
		}
		if err := ix.Close(); err != nil {
			t.Fatalf("Close: %v", err)
		}
	}
	openClose()
	before := runtime.NumGoroutine()
	for range 5 {
		openClose()
	}
	// A goroutine that has done its last send may still be on its way out.
	deadline := time.Now().Add(5 * time.Second)
	for runtime.NumGoroutine() > before && time.Now().Before(deadline) {
		runtime.Gosched()
	}
	if after := runtime.NumGoroutine(); after > before {
		t.Errorf("%d goroutines before, %d after", before, after)
	}
}

// TestGuideOfTheIndex: the index tells what it was built over.
func TestGuideOfTheIndex(t *testing.T) {
	g := search.LoadGuide(t, smallGuide())
	ix, err := search.New(g)
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	if ix.Guide() != g {
		t.Error("Guide returns another guide")
	}
}
