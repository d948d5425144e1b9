package chat_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"testing/synctest"
	"time"

	"veiviser/bot"
	"veiviser/bot/chat"
	"veiviser/bot/chat/chattest"
	"veiviser/content"
	"veiviser/locales"
	"veiviser/search"
)

// noSearch finds nothing: what is told of changes needs no search.
type noSearch struct{}

func (noSearch) Search(context.Context, search.Query) (search.Result, error) {
	return search.Result{}, nil
}

// editions are guides that were served, which know each version of an entry.
type editions struct {
	mu  sync.Mutex
	all []*content.Guide
	err error
}

func (e *editions) add(g *content.Guide) *content.Guide {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.all = append(e.all, g)
	return g
}

func (e *editions) Version(_ context.Context, id, digits string) (bot.Version, bool, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, g := range e.all {
		if entry, ok := g.Entry(id); ok && strings.HasPrefix(strings.TrimPrefix(g.Digest(id), content.DigestPrefix), digits) {
			return bot.Version{Entry: entry, Digest: g.Digest(id)}, true, e.err
		}
	}
	return bot.Version{}, false, e.err
}

func (e *editions) Versions(_ context.Context, id string) (out []bot.Version, err error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, g := range e.all {
		if entry, ok := g.Entry(id); ok {
			out = append(out, bot.Version{Entry: entry, Digest: g.Digest(id)})
		}
	}
	return out, e.err
}

// edition is a guide of entries, "id" or "id (once old)", each with the statements of its
// text: sentences with "; " between. What stands behind "# " is no statement.
func edition(t *testing.T, entries map[string]string) *content.Guide {
	t.Helper()
	files := fstest.MapFS{}
	entries["emne"] = "Om emnet."
	for name, text := range entries {
		id, old, _ := strings.Cut(strings.TrimSuffix(name, ")"), " (once ")
		text, note, _ := strings.Cut(text, " # ")
		var b strings.Builder
		kind := "kind: offer\ntopic: emne"
		if id == "emne" {
			kind = "kind: topic"
		}
		fmt.Fprintf(&b, "id: %s\n%s\nsources:\n  a: {title: \"IMDi %s\", url: https://www.imdi.no, dated: 2025-01}\n", id, kind, note)
		if old != "" {
			fmt.Fprintf(&b, "aliases: [%s]\n", old)
		}
		for _, l := range content.Langs() {
			fmt.Fprintf(&b, "%s:\n  title: Om %s\n  summary: Et tilbud\n  what:\n", l, id)
			for _, p := range strings.Split(text, "; ") {
				fmt.Fprintf(&b, "    - {text: \"%s (%s)\", source: a}\n", p, l)
			}
		}
		files[id+".yaml"] = &fstest.MapFile{Data: []byte(b.String())}
	}
	g, err := content.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// board is a platform on which places are written to.
type board struct {
	chattest.Console
	mu    sync.Mutex
	posts []posted
	fails map[string][]error // by channel, used up one by one; the last stays
	after func()             // called when a post is out; nil: nothing
	slow  time.Duration      // of finding out where a place is
	stuck bool               // the next post waits for its turn until its time is over
}

type posted struct {
	to   chat.Address
	card bot.Card
	at   time.Time
}

func (b *board) Name() bot.Platform { return bot.Slack }

func (b *board) Post(ctx context.Context, to chat.Address, m chat.Message) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.stuck {
		b.stuck = false
		<-ctx.Done()
		return chat.Retry(ctx.Err(), 0)
	}
	var err error
	if fs := b.fails[to.Channel]; len(fs) > 0 {
		if err = fs[0]; len(fs) > 1 {
			b.fails[to.Channel] = fs[1:]
		}
	}
	if f, ok := errors.AsType[*chat.Failure](err); err == nil || ok && f.Sent == chat.UnknownSent {
		b.posts = append(b.posts, posted{to, m.Card, time.Now()})
		if b.after != nil {
			b.after()
		}
	}
	return err
}

func (b *board) Place(at chat.Address) (chat.Place, bool) {
	return chat.Place{Workspace: at.Workspace, Channel: at.Channel, Thread: at.Thread}, at.Channel != ""
}

func (b *board) Begin(ctx context.Context, at chat.Address, m chat.Message) (chat.Place, error) {
	to := chat.Address{Workspace: at.Workspace, Channel: "D" + at.Person, Direct: true}
	return chat.Place{Workspace: at.Workspace, Channel: to.Channel}, b.Post(ctx, to, m)
}

func (b *board) Reach(p chat.Place) (chat.Address, error) {
	time.Sleep(b.slow)
	return chat.Address{Workspace: p.Workspace, Channel: p.Channel, Thread: p.Thread}, nil
}

func (b *board) seen() []posted {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.posts)
}

// said is all that a card says.
func said(c bot.Card) string {
	out := []string{c.Title, c.Lead}
	for _, s := range c.Sections {
		for _, p := range s.Points {
			out = append(out, p.Text)
		}
	}
	for _, g := range c.Groups {
		for _, it := range g.Items {
			out = append(out, it.Title+": "+it.Differs)
		}
		out = append(out, g.More)
	}
	return strings.Join(slices.DeleteFunc(out, func(s string) bool { return s == "" }), " | ")
}

// office is replicas of a program that share what is kept.
type office struct {
	t        *testing.T
	words    *locales.Catalog
	versions *editions
	apart    bool // replicas know nothing of each other but what is kept
	kept     *chattest.Subscriptions
	ledgers  *chattest.Store
	board    *board
	settings chat.SettingsKeeper // nil: nothing is chosen
}

func newOffice(t *testing.T) *office {
	words, err := locales.New()
	if err != nil {
		t.Fatal(err)
	}
	return &office{t: t, words: words, versions: &editions{}, kept: &chattest.Subscriptions{}, ledgers: chattest.NewStore(), board: &board{fails: map[string][]error{}}}
}

// replica is one of them.
type replica struct {
	*chat.Chat
	o    *office
	bot  *bot.Bot
	stop func()
}

// start starts a replica that serves g.
func (o *office) start(g *content.Guide) *replica {
	o.versions.add(g)
	b := bot.New(bot.Config{Guide: g, Index: noSearch{}, Words: o.words, Versions: o.versions})
	ledger := o.ledgers.NewLedger()
	if o.apart {
		ledger.Break(errors.New("no lease can be had"))
	}
	c := chat.New(chat.Config{Bot: b, Words: o.words, Platform: o.board, Ledger: ledger, Log: slog.New(slog.DiscardHandler), Kept: o.kept, Settings: o.settings})
	ctx, cancel := context.WithCancel(o.t.Context())
	done := make(chan struct{})
	go func() { defer close(done); c.Run(ctx) }()
	return &replica{c, o, b, sync.OnceFunc(func() { cancel(); <-done })}
}

// reload serves g in place of what r served.
func (r *replica) reload(g *content.Guide) {
	r.o.versions.add(g)
	r.bot.Replace(g, noSearch{}, func() {})
	r.Changes.Reloaded()
}

// follow keeps that a channel of a workspace is told of entries as g has them.
func (o *office) follow(g *content.Guide, workspace, channel string, l content.Lang, entries ...string) {
	o.versions.add(g)
	for _, id := range entries {
		if _, err := o.kept.Subscribe(o.t.Context(), chat.SubscriptionOf{
			Platform: bot.Slack, Place: chat.Place{Workspace: workspace, Channel: channel, Thread: "1"}, Entry: id, Digest: g.Digest(id), Lang: l,
		}); err != nil {
			o.t.Fatal(err)
		}
	}
}

// tells checks what was posted since the beginning, as "workspace/channel: what it says".
func (o *office) tells(what string, want ...string) {
	o.t.Helper()
	var got []string
	for _, p := range o.board.seen() {
		got = append(got, p.to.Workspace+"/"+p.to.Channel+": "+said(p.card))
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		o.t.Errorf("%s: told\n%s\nwant\n%s", what, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

const (
	rent  = "Kurset er om dagen"
	dear  = "Kurset er om kvelden"
	extra = "Alle får time"
)

// TestToldOnce: a release that changes what an entry states is told once in each
// conversation that follows it, in its language, whatever the number of replicas; one that
// changes other things is told to nobody.
func TestToldOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := newOffice(t)
		first := edition(t, map[string]string{"kurs": rent, "plass": rent})
		second := edition(t, map[string]string{"kurs": dear + "; " + extra, "plass": rent + " # another source"})
		o.follow(first, "T1", "C1", content.Bokmal, "kurs")
		o.follow(first, "T2", "C1", content.English, "kurs") // the same channel id in another workspace
		o.follow(first, "T1", "C2", content.Bokmal, "plass")
		a, b := o.start(first), o.start(first)
		time.Sleep(time.Hour)
		o.tells("nothing changed")
		a.reload(second)
		b.reload(second)
		time.Sleep(time.Hour)
		want := []string{
			"T1/C1: Endret: Om kurs | Endret: " + dear + " (nb) | Nytt: " + extra + " (nb)",
			"T2/C1: Changed: Om kurs | Changed: " + dear + " (en) | New: " + extra + " (en)",
		}
		o.tells("changed", want...)
		for _, s := range o.kept.All() {
			if s.Digest != second.Digest(s.Entry) {
				t.Errorf("%s in %s is told as far as another version", s.Entry, s.Place.Channel)
			}
		}
		a.stop()
		b.stop()
		c := o.start(second) // the next start
		c.reload(second)
		time.Sleep(time.Hour)
		o.tells("told again", want...)
		c.stop()
		card := o.board.seen()[0].card
		if card.Path == "" || len(card.Row) != 2 || card.Row[0].Path != card.Path || card.Row[1].Kind != bot.EndSubscription || card.Row[1].Value != "kurs" {
			t.Errorf("the message leads to %q, its row is %+v", card.Path, card.Row)
		}
		if r, ok := bot.ParseRef("", card.Path); !ok || r.Digest != bot.ShortDigest(first.Digest("kurs")) {
			t.Errorf("the message leads to %q, want the version before, whose page shows what changed", card.Path)
		}
	})
}

// TestToldByTwoAtOnce: two programs that come to a conversation at once, as no lease keeps
// them apart, tell it once.
func TestToldByTwoAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := newOffice(t)
		o.apart, o.board.slow = true, time.Second
		first, second := edition(t, map[string]string{"kurs": rent}), edition(t, map[string]string{"kurs": dear})
		o.follow(first, "T1", "C1", content.Bokmal, "kurs")
		a, b := o.start(second), o.start(second)
		time.Sleep(time.Hour)
		a.stop()
		b.stop()
		o.tells("at once", "T1/C1: Endret: Om kurs | Endret: "+dear+" (nb)")
	})
}

// TestToldOfSeveral: what changed for one conversation is one message; of many statements
// three are told, of many entries ten.
func TestToldOfSeveral(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := newOffice(t)
		then, now := map[string]string{"lang": "A er en"}, map[string]string{"lang": "Noe; Annet; Tredje; Fjerde; Femte"}
		var ids []string
		for i := range 12 {
			id := fmt.Sprintf("kurs%02d", i)
			then[id], now[id] = rent, dear
			ids = append(ids, id)
		}
		first, second := edition(t, then), edition(t, now)
		o.follow(first, "T1", "C1", content.Nynorsk, ids...)
		o.follow(first, "T1", "C2", content.Nynorsk, "lang")
		r := o.start(second)
		time.Sleep(time.Hour)
		r.stop()
		list := make([]string, 10)
		for i := range list {
			list[i] = fmt.Sprintf("Om %s: 1 endra", ids[i])
		}
		o.tells("several", "T1/C1: 12 oppslag er endra | "+strings.Join(list, " | ")+" | og 2 til",
			"T1/C2: Endra: Om lang | Nytt: Noe (nn) | Nytt: Annet (nn) | Nytt: Tredje (nn) | og 3 til")
	})
}

// TestRenamedAndGone: an entry that is called something else is followed; one that is gone
// is told of once, and then no more.
func TestRenamedAndGone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := newOffice(t)
		first := edition(t, map[string]string{"kurs": rent, "plass": rent, "rom": rent})
		second := edition(t, map[string]string{"klasse (once kurs)": rent, "sal (once rom)": dear})
		o.follow(first, "T1", "C1", content.Bokmal, "kurs")
		o.follow(first, "T1", "C2", content.Bokmal, "plass")
		o.follow(first, "T1", "C3", content.Bokmal, "rom")
		r := o.start(first)
		time.Sleep(time.Hour)
		r.reload(second)
		time.Sleep(time.Hour)
		for _, s := range o.kept.All() {
			if s.Digest == "" {
				t.Errorf("%s is told to be gone, and still followed", s.Entry)
			}
		}
		r.reload(first) // it is back, but nobody follows it any more
		time.Sleep(time.Hour)
		r.stop()
		o.tells("renamed and gone", "T1/C1: Tatt ut av guiden: Om klasse | Siden finnes ikke lenger i guiden. Jeg sier ikke fra om den mer.", "T1/C2: Tatt ut av guiden: Om plass | Siden finnes ikke lenger i guiden. Jeg sier ikke fra om den mer.",
			"T1/C3: Endret: Om sal | Endret: "+dear+" (nb)", "T1/C3: Tatt ut av guiden: Om sal | Siden finnes ikke lenger i guiden. Jeg sier ikke fra om den mer.")
	})
}

// TestNotReached: a conversation that nothing reaches any more is forgotten, and so is a
// workspace that the app is not installed in; what certainly was not told is told later,
// and what may have been told is not told again.
func TestNotReached(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := newOffice(t)
		first, second := edition(t, map[string]string{"kurs": rent, "plass": rent}), edition(t, map[string]string{"kurs": dear, "plass": dear})
		down := errors.New("status 503")
		o.board.fails = map[string][]error{
			"left": {chat.Gone(down)}, "away": {fmt.Errorf("of T9: %w", chat.ErrNotInstalled)}, "lost": {chat.Unknown(down)},
			"busy": {chat.Retry(down, 20*time.Second), chat.Retry(down, 0), nil}, "never": {chat.Refused(down)},
		}
		for channel := range o.board.fails {
			workspace := "T1"
			if channel == "away" {
				workspace = "T9"
			}
			o.follow(first, workspace, channel, content.Bokmal, "kurs", "plass")
		}
		o.follow(first, "T9", "other", content.Bokmal, "kurs") // after "away"
		r := o.start(second)
		time.Sleep(24 * time.Hour)
		r.stop()
		const two = ": 2 oppslag er endret | Om kurs: 1 endret | Om plass: 1 endret"
		o.tells("not reached", "T1/busy"+two, "T1/lost"+two)
		left := map[string]bool{}
		for _, s := range o.kept.All() {
			left[s.Place.Channel+" "+fmt.Sprint(s.Digest == second.Digest(s.Entry))] = true
		}
		if len(left) != 3 || !left["busy true"] || !left["lost true"] || !left["never false"] {
			t.Errorf("kept are %v", left)
		}
	})
}

// TestToldAfterItsTime: what waited for its turn until its time was over is told later; the
// end of the program does not wait longer for it than the inbox drains.
func TestToldAfterItsTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := newOffice(t)
		first, second := edition(t, map[string]string{"kurs": rent}), edition(t, map[string]string{"kurs": dear})
		o.follow(first, "T1", "C1", content.Bokmal, "kurs")
		o.board.stuck = true
		r := o.start(second)
		synctest.Wait()
		end := time.Now()
		r.stop()
		if d := time.Since(end); d == 0 || d > 7*time.Second {
			t.Errorf("the end took %v", d)
		}
		r = o.start(second)
		time.Sleep(time.Hour)
		r.stop()
		o.tells("later", "T1/C1: Endret: Om kurs | Endret: "+dear+" (nb)")
	})
}

// TestEndedWhileTelling: a program that ends between a message and what comes after it tells
// nothing twice; what it had not come to is told at the next start. A journal that fails
// keeps it for later.
func TestEndedWhileTelling(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := newOffice(t)
		first, second := edition(t, map[string]string{"kurs": rent}), edition(t, map[string]string{"kurs": dear})
		for _, c := range []string{"C1", "C2", "C3"} {
			o.follow(first, "T1", c, content.Bokmal, "kurs")
		}
		ended := make(chan struct{})
		o.board.after = sync.OnceFunc(func() { close(ended); o.kept.Break(errors.New("the database is gone")) })
		r := o.start(second)
		<-ended
		r.stop()
		if n := len(o.board.seen()); n != 1 {
			t.Fatalf("%d are told, want the first alone", n)
		}
		again := o.start(second)
		time.Sleep(10 * time.Second)
		o.kept.Break(nil)
		time.Sleep(3 * time.Hour)
		again.stop()
		const changed = ": Endret: Om kurs | Endret: " + dear + " (nb)"
		o.tells("after the end", "T1/C1"+changed, "T1/C2"+changed, "T1/C3"+changed)
	})
}

// TestManySubscriptions: a thousand conversations are told within the limits of a workspace,
// the others are not held up for long, and the end of the program waits for none.
func TestManySubscriptions(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := newOffice(t)
		first, second := edition(t, map[string]string{"kurs": rent}), edition(t, map[string]string{"kurs": dear})
		const n = 1000
		for i := range n {
			o.follow(first, "T1", fmt.Sprintf("C%04d", i), content.Bokmal, "kurs")
		}
		begin := time.Now()
		r := o.start(second)
		time.Sleep(time.Minute)
		end := time.Now()
		r.stop()
		if d := time.Since(end); d > 10*time.Second {
			t.Errorf("the end took %v", d)
		}
		early := len(o.board.seen())
		r = o.start(second)
		time.Sleep(time.Hour)
		r.stop()
		posts := o.board.seen()
		if len(posts) != n || early == 0 || early == n {
			t.Errorf("%d are told after a minute, %d in all, want %d", early, len(posts), n)
		}
		for i := range posts {
			if i+130 < len(posts) && posts[i+130].at.Sub(posts[i].at) < time.Minute {
				t.Fatalf("more than 130 messages in a minute, at %v", posts[i].at.Sub(begin))
			}
		}
		byChannel := map[string]int{}
		for _, p := range posts {
			byChannel[p.to.Channel]++
		}
		if len(byChannel) != n {
			t.Errorf("%d conversations are told, want %d", len(byChannel), n)
		}
	})
}
