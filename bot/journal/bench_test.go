package journal_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"veiviser/bot"
	"veiviser/bot/chat"
	"veiviser/bot/journal/pgtest"
	"veiviser/content"
)

// BenchmarkJournal prints what a call costs on each database. What the answer's
// critical path calls (Count, Keep) does not touch the database.
func BenchmarkJournal(b *testing.B) {
	b.Run("sqlite", func(b *testing.B) { benchmark(b, sqliteStore(b)) })
	b.Run("postgres", func(b *testing.B) { benchmark(b, postgresStore(b, pgtest.Start(b))) })
}

func benchmark(b *testing.B, s store) {
	j, ctx := s.open(b), context.Background()
	whole, err := content.Load(content.FS())
	if err != nil {
		b.Fatal(err)
	}
	began := time.Now()
	if err := j.Versions.Record(b.Context(), whole); err != nil {
		b.Fatal(err)
	}
	b.Logf("the guide's first Record: %v for %d entries", time.Since(began).Round(time.Millisecond), len(whole.Entries()))
	fill(b, s)
	stop := run(b, j)
	defer stop()

	e := bot.Event{Platform: "web", Entry: "introduksjonsprogram", Section: content.Payer, Lang: content.Bokmal, Confidence: "strong"}
	digest := whole.Digest("introduksjonsprogram")
	for _, bb := range []struct {
		name string
		f    func(n int) error
	}{
		{"Count", func(int) error { j.Counts.Count(e); return nil }},
		{"Keep", func(n int) error {
			return j.Conversations.Keep(ctx, fmt.Sprint("C", n%100), bot.Conversation{Subject: "introduksjonsprogram"})
		}},
		{"Last", func(n int) error { _, _, err := j.Conversations.Last(ctx, fmt.Sprint("C", n%100)); return err }},
		{"Version", func(int) error {
			_, _, err := j.Versions.Version(ctx, "introduksjonsprogram", digest)
			return err
		}},
		{"RecordAgain", func(int) error { return j.Versions.Record(ctx, whole) }},
	} {
		b.Run(bb.name, func(b *testing.B) {
			for n := 0; b.Loop(); n++ {
				if err := bb.f(n); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// fill adds ten years of weekly releases, each with a version of its own.
func fill(b *testing.B, s store) {
	b.Helper()
	past := s.past(b)
	for n := range 520 {
		for _, statement := range []string{
			`INSERT INTO guide_release VALUES ($1, 1, 1, 1)`,
			`INSERT INTO entry_version VALUES ('introduksjonsprogram', $1, $1, $1, 1)`,
			`INSERT INTO entry_text VALUES ($1, '{}')`,
		} {
			if _, err := past.Exec(statement, fmt.Sprint("number ", n)); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// BenchmarkEvents prints what an event costs from being taken to being done, by its ids
// and by how many are worked on at a time.
func BenchmarkEvents(b *testing.B) {
	b.Run("sqlite", func(b *testing.B) { benchmarkEvents(b, sqliteStore(b)) })
	b.Run("postgres", func(b *testing.B) { benchmarkEvents(b, postgresStore(b, pgtest.Start(b))) })
}

func benchmarkEvents(b *testing.B, s store) {
	e, ctx := s.open(b).Events, context.Background()
	var n atomic.Int64
	answer := func(ids int) error {
		all := make([]string, ids)
		for i := range all {
			all[i] = fmt.Sprint("Ev", n.Add(1))
		}
		c, err := e.Take(ctx, all, time.Minute)
		if c != (chat.Claim{State: chat.Taken}) {
			return fmt.Errorf("Take = %+v, %w", c, err)
		}
		return errors.Join(err, e.Set(ctx, all, chat.Sending), e.Set(ctx, all, chat.Done))
	}
	for _, ids := range []int{1, 2} {
		b.Run(fmt.Sprintf("ids=%d/workers=1", ids), func(b *testing.B) {
			for b.Loop() {
				if err := answer(ids); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("ids=%d/workers=32", ids), func(b *testing.B) {
			b.SetParallelism(max(1, 32/runtime.GOMAXPROCS(0)))
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					if err := answer(ids); err != nil {
						b.Error(err)
					}
				}
			})
		})
	}
	b.Run("repeat", func(b *testing.B) { // of another replica's event
		if err := s.open(b).Events.Set(ctx, []string{"seen"}, chat.Done); err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			if c, err := e.Take(ctx, []string{"seen"}, time.Minute); c.State != chat.Done || err != nil {
				b.Fatal(c, err)
			}
		}
	})
}
