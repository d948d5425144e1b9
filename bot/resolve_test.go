package bot_test

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"veiviser/bot"
	"veiviser/content"
	"veiviser/locales"
	"veiviser/search"
)

// past is a journal of versions, newest first; err is what it fails with.
type past struct {
	versions []bot.Version
	err      error
}

func (p past) Versions(_ context.Context, id string) ([]bot.Version, error) {
	var out []bot.Version
	for _, v := range p.versions {
		if v.Entry.ID == id {
			out = append(out, v)
		}
	}
	return out, p.err
}

func (p past) Version(ctx context.Context, id, digits string) (bot.Version, bool, error) {
	vs, err := p.Versions(ctx, id)
	for _, v := range vs {
		if err == nil && strings.HasPrefix(v.Digest, content.DigestPrefix+digits) {
			return v, true, nil
		}
	}
	return bot.Version{}, false, err
}

var errJournal = errors.New("the journal is gone")

// stood is e as it once stood, under id.
func stood(tb testing.TB, e *content.Entry, id string) bot.Version {
	tb.Helper()
	old, err := content.ParseCanonical([]byte(strings.Replace(string(e.Canonical()), e.Text("nb").Summary, "Slik det sto før.", 1)))
	if err != nil {
		tb.Fatal(err)
	}
	old.ID = id
	from := time.Date(2025, 3, 1, 0, 0, 0, 0, time.UTC)
	return bot.Version{Entry: old, Digest: old.Digest(), From: from, To: from.AddDate(0, 6, 0)}
}

// resolving is the small guide, with norskkurs under an id it had before, and what the
// journal knows of it: today's version, an older one of norskkurs and of jamal, one
// under norskkurs' old id, and an entry that is no more.
type resolving struct {
	*bot.Bot
	today, older, before, journey, gone bot.Version
}

func newResolving(tb testing.TB, err error) resolving {
	tb.Helper()
	dir := tb.TempDir()
	if err := os.CopyFS(dir, os.DirFS("testdata/guide")); err != nil {
		tb.Fatal(err)
	}
	raw, rerr := os.ReadFile(dir + "/norskkurs.yaml")
	if rerr != nil {
		tb.Fatal(rerr)
	}
	if err := os.WriteFile(dir+"/norskkurs.yaml", append([]byte("aliases: [norskkurs-for-voksne]\n"), raw...), 0o600); err != nil {
		tb.Fatal(err)
	}
	g, lerr := content.Load(os.DirFS(dir))
	if lerr != nil {
		tb.Fatal(lerr)
	}
	ix, lerr := search.New(g)
	if lerr != nil {
		tb.Fatal(lerr)
	}
	tb.Cleanup(func() { ix.Close() })
	words, lerr := locales.New()
	if lerr != nil {
		tb.Fatal(lerr)
	}
	e, _ := g.Entry("norskkurs")
	jamal, _ := g.Entry("jamal")
	from := time.Date(2025, 9, 2, 0, 0, 0, 0, time.UTC)
	r := resolving{
		today: bot.Version{Entry: e, Digest: e.Digest(), From: from, To: from.AddDate(0, 1, 0)},
		older: stood(tb, e, "norskkurs"), before: stood(tb, e, "norskkurs-for-voksne"), journey: stood(tb, jamal, "jamal"), gone: stood(tb, e, "forsok"),
	}
	r.Bot = bot.New(bot.Config{
		Guide: g, Index: ix, Words: words, BaseURL: base + "/", Conversations: bot.NewMemory(10),
		Versions: past{[]bot.Version{r.today, r.older, r.before, r.journey, r.gone}, err},
	})
	return r
}

func TestResolve(t *testing.T) {
	b := newResolving(t, nil)
	digits := func(v bot.Version) string { return bot.ShortDigest(v.Digest) }
	full := func(v bot.Version) string { return strings.TrimPrefix(v.Digest, content.DigestPrefix) }
	current := b.today
	current.From, current.To = time.Time{}, time.Time{} // today's is not looked up
	nothing := bot.Version{}
	for _, tt := range []struct {
		name, entry, digest string
		step                int
		state               bot.State
		shown               bot.Version
		today               string
		ref                 string
	}{
		{"today's", "norskkurs", "", 0, bot.Today, current, "norskkurs", "nb/norskkurs//0"},
		{"by an old id", "norskkurs-for-voksne", "", 0, bot.Renamed, current, "norskkurs", "nb/norskkurs//0"},
		{"a version that is today's", "norskkurs", full(b.today), 0, bot.Today, b.today, "norskkurs", "nb/norskkurs@" + digits(b.today) + "//0"},
		{"its beginning", "norskkurs", digits(b.today)[:6], 0, bot.Today, b.today, "norskkurs", "nb/norskkurs@" + digits(b.today) + "//0"},
		{"an older one", "norskkurs", full(b.older), 0, bot.Older, b.older, "norskkurs", "nb/norskkurs@" + digits(b.older) + "//0"},
		{"an older one under an old id", "norskkurs-for-voksne", digits(b.before), 0, bot.Older, b.before, "norskkurs", "nb/norskkurs-for-voksne@" + digits(b.before) + "//0"},
		{"one nobody kept", "norskkurs", "ffffffffffff", 0, bot.Changed, nothing, "norskkurs", "nb/norskkurs@ffffffffffff//0"},
		{"another entry's", "norskkurs", digits(b.gone), 0, bot.Changed, nothing, "norskkurs", "nb/norskkurs@" + digits(b.gone) + "//0"},
		{"an entry that is no more", "forsok", "", 0, bot.Gone, nothing, "", "nb/forsok//0"},
		{"as it stood", "forsok", digits(b.gone), 0, bot.Gone, b.gone, "", "nb/forsok@" + digits(b.gone) + "//0"},
		{"as it never stood", "forsok", "ffffffffffff", 0, bot.Gone, nothing, "", "nb/forsok@ffffffffffff//0"},
		{"an entry that never was", "nobody", "", 0, bot.NeverWas, nothing, "", "nb/nobody//0"},
		{"nor a version of it", "nobody", "ffffffffffff", 0, bot.NeverWas, nothing, "", "nb/nobody@ffffffffffff//0"},
		{"the map is no entry", "map", "", 0, bot.NeverWas, nothing, "", "nb/map//0"},
		{"none", "", "", 0, bot.NeverWas, nothing, "", "nb///0"},
		{"a step of a version", "jamal", digits(b.journey), 1, bot.Older, b.journey, "jamal", "nb/jamal@" + digits(b.journey) + "//1"},
		{"a step that is none", "jamal", digits(b.journey), 99, bot.Older, b.journey, "jamal", "nb/jamal@" + digits(b.journey) + "//0"},
		{"a step of no journey", "norskkurs", "", 1, bot.Today, current, "norskkurs", "nb/norskkurs//0"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := b.Resolve(t.Context(), bot.Ref{Lang: "nb", Entry: tt.entry, Digest: tt.digest, Step: tt.step})
			if err != nil {
				t.Fatal(err)
			}
			today := ""
			if got.Today != nil {
				today = got.Today.ID
			}
			if got.State != tt.state || got.Version != tt.shown || today != tt.today || got.Ref.String() != tt.ref {
				t.Errorf("Resolve = %v of %v, today %q, ref %q; want %v of %v, %q, %q", got.State, got.Version, today, got.Ref, tt.state, tt.shown, tt.today, tt.ref)
			}
		})
	}
}

// Today's guide needs no journal.
func TestResolveWithoutAJournal(t *testing.T) {
	none := newBot(t, bot.Config{})
	failing := newResolving(t, errJournal)
	e, _ := none.Guide().Entry("norskkurs")
	for _, b := range []*bot.Bot{none, failing.Bot} {
		for _, digest := range []string{"", bot.ShortDigest(e.Digest())} {
			if got, err := b.Resolve(t.Context(), bot.Ref{Lang: "nb", Entry: "norskkurs", Digest: digest}); err != nil || got.State != bot.Today || got.Entry == nil {
				t.Errorf("today's at %q is %v: %v", digest, got.State, err)
			}
		}
	}
	if got, err := none.Resolve(t.Context(), bot.Ref{Lang: "nb", Entry: "norskkurs", Digest: "ffffffffffff"}); err != nil || got.State != bot.Changed {
		t.Errorf("a version is %v: %v", got.State, err)
	}
	if got, err := none.Resolve(t.Context(), bot.Ref{Lang: "nb", Entry: "nobody"}); err != nil || got.State != bot.NeverWas {
		t.Errorf("nobody is %v: %v", got.State, err)
	}
	for _, r := range []bot.Ref{{Lang: "nb", Entry: "norskkurs", Digest: "ffffffffffff"}, {Lang: "nb", Entry: "nobody"}, {Lang: "nb", Entry: "nobody", Digest: "ffffffffffff"}} {
		got, err := failing.Resolve(t.Context(), r)
		if !errors.Is(err, errJournal) || got.Entry != nil || (got.Today != nil) != (r.Entry == "norskkurs") {
			t.Errorf("%v with a journal that fails is %+v: %v", r, got, err)
		}
		if _, _, err := failing.Open(t.Context(), r); !errors.Is(err, errJournal) {
			t.Errorf("Open(%v): %v", r, err)
		}
	}
}

// other is a journal that takes every digest for one version.
type other struct{ past }

func (o other) Version(context.Context, string, string) (bot.Version, bool, error) {
	return o.versions[0], true, nil
}

// A few digits that today's digest begins with are today's, whatever the journal knows
// of old.
func TestTodaysDigestIsTodays(t *testing.T) {
	e, _ := newBot(t, bot.Config{}).Guide().Entry("norskkurs")
	b := newBot(t, bot.Config{Versions: other{past{versions: []bot.Version{stood(t, e, "norskkurs")}}}})
	got, err := b.Resolve(t.Context(), bot.Ref{Lang: "nb", Entry: "norskkurs", Digest: bot.ShortDigest(e.Digest())[:6]})
	if err != nil || got.State != bot.Today || got.Digest != e.Digest() || !got.From.IsZero() {
		t.Errorf("today's digits are %v of %s from %v: %v", got.State, got.Digest, got.From, err)
	}
}

// A card of a version leads on within that version, and says that there is another.
func TestOpen(t *testing.T) {
	b := newResolving(t, nil)
	r := bot.Ref{Lang: "nb", Entry: "jamal", Digest: bot.ShortDigest(b.journey.Digest)}
	_, c, err := b.Open(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	if c.Lead != "Slik det sto før." || c.Ref() != r || c.Path != r.Path() || c.Permalink != r.Path() {
		t.Errorf("the card is of %q, %q, ref %v", c.Path, c.Permalink, c.Ref())
	}
	if n := c.Notices[0]; n.Kind != bot.Outdated || n.Path != "/nb/jamal" || n.Text == "" || !n.Warning() {
		t.Errorf("the first notice is %+v", n)
	}
	for _, a := range c.Actions {
		if a.Entry == "jamal" && !strings.Contains(a.Path, "@"+r.Digest) {
			t.Errorf("%s leads to %q", a.Kind, a.Path)
		}
	}
	r.Step = 1
	_, c, err = b.Open(t.Context(), r)
	if err != nil || c.Kind != bot.StepCard || c.Ref() != r || c.Path != r.Path() {
		t.Errorf("the step's card is %s of %v: %v", c.Kind, c.Ref(), err)
	}
	r.Note = true
	if _, c, err = b.Open(t.Context(), r); err != nil || c.Notices[0].Kind == bot.Outdated {
		t.Errorf("a note is of the text as it stood: %+v, %v", c.Notices, err)
	}
	for _, r := range []bot.Ref{{Lang: "nb", Entry: "forsok"}, {Lang: "nb", Entry: "nobody"}, {Lang: "nb"}, {}} {
		if _, _, err := b.Open(t.Context(), r); !errors.Is(err, bot.ErrGone) {
			t.Errorf("Open(%v): %v", r, err)
		}
	}
	_, c, err = b.Open(t.Context(), bot.Ref{Lang: "en", Entry: "forsok", Digest: bot.ShortDigest(b.gone.Digest)})
	if err != nil || c.Notices[0].Kind != bot.Outdated || c.Notices[0].Path != "" || c.Version == "" {
		t.Errorf("an entry that is no more shows %+v: %v", c.Notices, err)
	}
}

// Today's cards are as they were: no version, no warning, and their own places.
func TestTodaysCardsCarryTodaysPlaces(t *testing.T) {
	b := newBot(t, bot.Config{})
	for _, l := range content.Langs() {
		for _, e := range b.Guide().Entries() {
			_, c, err := b.Open(t.Context(), bot.Ref{Lang: l, Entry: e.ID, Section: content.Payer})
			want := bot.Ref{Lang: l, Entry: e.ID, Section: content.Payer}
			if err != nil || c.Ref() != want || c.Path != "/"+string(l)+"/"+e.ID || c.Permalink != c.Path+"@"+bot.ShortDigest(e.Digest()) {
				t.Errorf("%s: card of %v at %q, %q: %v", e.ID, c.Ref(), c.Path, c.Permalink, err)
			}
			for _, n := range c.Notices {
				if n.Kind == bot.Outdated {
					t.Errorf("%s is told to be outdated", e.ID)
				}
			}
		}
	}
}
