package bot_test

import (
	"context"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"weak"

	"veiviser/bot"
	"veiviser/content"
	"veiviser/locales"
	"veiviser/search"
)

// counted is an index that must not be asked once it is closed.
type counted struct {
	bot.Searcher
	closed atomic.Bool
}

func (c *counted) Search(ctx context.Context, q search.Query) (search.Result, error) {
	if c.closed.Load() {
		panic("a closed index is asked")
	}
	return c.Searcher.Search(ctx, q)
}

// edition is a guide in which the entry fagbrev has the given summary.
func edition(tb testing.TB, summary string) (*content.Guide, *counted) {
	tb.Helper()
	const entry = `id: %id
kind: topic
nb: {title: Fagbrev, summary: "%s"}
nn: {title: Fagbrev, summary: "%s Nynorsk."}
en: {title: Trade certificate, summary: "%s English."}
`
	files := fstest.MapFS{"fagbrev.yaml": {Data: []byte(strings.NewReplacer("%id", "fagbrev", "%s", summary).Replace(entry))}}
	g, err := content.Load(files)
	if err != nil {
		tb.Fatal(err)
	}
	return g, &counted{Searcher: only{g}}
}

// only finds the first entry of its guide.
type only struct{ guide *content.Guide }

func (o only) Search(context.Context, search.Query) (search.Result, error) {
	return search.Result{Lang: content.Bokmal, Confidence: search.Strong, Hits: []search.Hit{{Entry: o.guide.Entries()[0], Score: 1}}}, nil
}

func replaceable(tb testing.TB, summary string) (*bot.Bot, *counted) {
	tb.Helper()
	words, err := locales.New()
	if err != nil {
		tb.Fatal(err)
	}
	g, ix := edition(tb, summary)
	return bot.New(bot.Config{Guide: g, Index: ix, Words: words}), ix
}

// Whoever took the bot before another guide came answers from the old one to the end,
// whose index is closed then and not before.
func TestReplace(t *testing.T) {
	b, _ := replaceable(t, "Den gamle teksten.")
	lead := func(b *bot.Bot) string {
		a, err := b.Answer(t.Context(), bot.Question{Text: "fagbrev"})
		if err != nil {
			t.Fatal(err)
		}
		return a.Card.Lead
	}
	first, done := b.Current()
	second, doneToo := b.Current()
	retired := 0
	g, ix := edition(t, "Den nye teksten.")
	b.Replace(g, ix, func() { retired++ })
	now, doneNow := b.Current()
	for name, tt := range map[string]struct {
		b    *bot.Bot
		want string
	}{"taken before": {first, "Den gamle teksten."}, "taken before, too": {second, "Den gamle teksten."}, "taken now": {now, "Den nye teksten."}} {
		if got := lead(tt.b); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
		if e, _ := tt.b.Guide().Entry("fagbrev"); e.Text("nb").Summary != tt.want {
			t.Errorf("%s: the guide says %q", name, e.Text("nb").Summary)
		}
	}
	done()
	done() // twice is once
	if retired != 0 {
		t.Error("the old index is closed under who still uses it")
	}
	doneToo()
	if retired != 1 {
		t.Errorf("the old index was closed %d times after its last user", retired)
	}
	doneNow()
	unused := false
	g, ix = edition(t, "Den nyeste teksten.")
	now.Replace(g, ix, func() { unused = true })
	if !unused {
		t.Error("an index nobody uses is not closed at once")
	}
	newest, done := first.Current() // whichever of them is asked
	defer done()
	if got := lead(newest); got != "Den nyeste teksten." {
		t.Errorf("in the end: %q", got)
	}
}

// Nothing keeps a guide whose place another took: memory stays flat however often that
// happens.
func TestReplacedGuideIsFreed(t *testing.T) {
	b, _ := replaceable(t, "En.")
	second := func() weak.Pointer[content.Guide] {
		g, ix := edition(t, "To.")
		b.Replace(g, ix, func() {})
		return weak.Make(g)
	}()
	g, ix := edition(t, "Tre.")
	b.Replace(g, ix, func() {})
	runtime.GC()
	if second.Value() != nil {
		t.Error("the guide before is still held")
	}
	runtime.KeepAlive(b)
}

// Guides come and go under load: no answer is of a closed index or of two guides.
func TestReplaceUnderLoad(t *testing.T) {
	b, index := replaceable(t, "0")
	guides := make([]*content.Guide, 20) // read before: reading costs more than all the rest
	for i := range guides {
		guides[i], _ = edition(t, strings.Repeat("x", i+1))
	}
	var open atomic.Int64
	stop := make(chan struct{})
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				now, done := b.Current()
				a, err := now.Answer(context.Background(), bot.Question{Text: "fagbrev"})
				e, _ := now.Guide().Entry("fagbrev")
				if err != nil || a.Card.Lead != e.Text("nb").Summary || a.Release != now.Guide().Release() {
					t.Errorf("answered %q of %q, %v", a.Card.Lead, e.Text("nb").Summary, err)
				}
				done()
			}
		})
	}
	for i := range 200 {
		old := index
		g := guides[i%len(guides)]
		index = &counted{Searcher: only{g}}
		open.Add(1)
		b.Replace(g, index, func() { old.closed.Store(true); open.Add(-1) })
	}
	close(stop)
	all.Wait()
	if n := open.Load(); n != 0 {
		t.Errorf("%d indexes were never closed", n)
	}
}
