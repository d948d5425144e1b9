package bot_test

import (
	"encoding/json"
	"net/url"
	"strings"
	"sync"
	"testing"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/content"
)

const base = "https://veiviser.example.no"

// shipped is the guide that ships with the program.
var shipped = sync.OnceValues(func() (*content.Guide, error) { return content.Load(content.FS()) })

func embedded(tb testing.TB) *content.Guide {
	tb.Helper()
	g, err := shipped()
	if err != nil {
		tb.Fatal(err)
	}
	return g
}

// places are all of the guide: every entry in every language with every section and
// step, today and as it stands, and their case notes.
func places(g *content.Guide) []bot.Ref {
	var out []bot.Ref
	add := func(r bot.Ref) {
		note := r
		note.Note = true
		out = append(out, r, note)
	}
	for _, l := range content.Langs() {
		for _, e := range g.Entries() {
			for _, digest := range []string{"", bot.ShortDigest(e.Digest()), strings.TrimPrefix(e.Digest(), content.DigestPrefix)} {
				add(bot.Ref{Lang: l, Entry: e.ID, Digest: digest})
				for _, s := range content.Sections() {
					add(bot.Ref{Lang: l, Entry: e.ID, Digest: digest, Section: s})
				}
				for k := range e.Steps {
					add(bot.Ref{Lang: l, Entry: e.ID, Digest: digest, Step: k + 1})
					add(bot.Ref{Lang: l, Entry: e.ID, Digest: digest, Step: k + 1, Section: content.Livelihood})
				}
			}
		}
	}
	return out
}

// What a ref is written as is read as the same ref, in every form.
func TestEveryPlaceIsReadAsItWasWritten(t *testing.T) {
	bottest.OneByOne(t)
	all := bottest.Some(places(embedded(t)))
	seen := map[string]bool{}
	for _, r := range all {
		for _, site := range []string{"", base + "/guide"} {
			if got, ok := bot.ParseRef(site, site+r.Path()); !ok || got != r {
				t.Fatalf("ParseRef(%q) = %+v, %v, want %+v", site+r.Path(), got, ok, r)
			}
		}
		if got, ok := bot.ParseCompact(r.String()); !ok || got != r {
			t.Fatalf("ParseCompact(%q) = %+v, %v, want %+v", r.String(), got, ok, r)
		}
		raw, err := json.Marshal(map[string]bot.Ref{"ref": r})
		if err != nil {
			t.Fatal(err)
		}
		var back map[string]bot.Ref
		if err := json.Unmarshal(raw, &back); err != nil || back["ref"] != r {
			t.Fatalf("%s is read as %+v: %v", raw, back, err)
		}
		for _, form := range []string{r.Path(), r.String()} {
			if seen[form] {
				t.Fatalf("%q stands for two places", form)
			}
			seen[form] = true
		}
	}
	t.Logf("%d places", len(all))
}

// People type, apps rewrite: the same page all the same.
func TestOtherWaysToWriteAnAddress(t *testing.T) {
	bottest.OneByOne(t)
	for _, r := range places(embedded(t)) {
		if r.Section != "" {
			continue // in what follows the path
		}
		path, rest := r.Path(), ""
		if i := strings.IndexAny(path, "?#"); i >= 0 {
			path, rest = path[:i], path[i:]
		}
		for _, address := range []string{
			"http://veiviser.example.no" + path + rest,
			"HTTPS://Veiviser.Example.NO:443" + path + rest,
			base + path + "/" + rest,
			base + strings.ToUpper(path) + rest,
			base + strings.ReplaceAll(path, "@", "%40") + rest,
			base + strings.ReplaceAll(path, "@", "@sha256:") + rest,
			base + strings.ReplaceAll(path, "@", "@sha256%3A") + rest,
		} {
			if got, ok := bot.ParseRef(base, address); !ok || got != r {
				t.Fatalf("ParseRef(%q) = %+v, %v, want %+v", address, got, ok, r)
			}
		}
	}
	r := bot.Ref{Lang: content.Bokmal, Entry: "jamal", Digest: "0123456789ab", Step: 2, Note: true}
	for _, address := range []string{
		"/nb/jamal@0123456789ab/note?step=2", "/nb/jamal/note@0123456789ab?utm_source=x&step=2&x=%zz#top", "/nb/jamal/note@0123456789ab?step=2&section=nothing",
	} {
		if got, ok := bot.ParseRef("", address); !ok || got != r {
			t.Errorf("ParseRef(%q) = %+v, %v, want %+v", address, got, ok, r)
		}
	}
	for _, step := range []string{"0", "-1", "x", "100", "99999999999999999999", ""} {
		got, ok := bot.ParseRef("", "/nb/jamal?step="+step)
		if want := (bot.Ref{Lang: content.Bokmal, Entry: "jamal"}); !ok || got != want {
			t.Errorf("step %q is read as %+v, %v", step, got, ok)
		}
	}
}

func TestAddressesOfNoPlace(t *testing.T) {
	for _, tt := range []struct{ base, address string }{
		{base, "https://elsewhere.example/nb/jamal"},
		{base, "https://veiviser.example.no.evil.example/nb/jamal"},
		{base, "https://evil.example/https://veiviser.example.no/nb/jamal"},
		{base, "https://evil.example/?u=https://veiviser.example.no/nb/jamal"},
		{base, "https://veiviser.example.no@evil.example/nb/jamal"},
		{base, "https://user:secret@veiviser.example.no/nb/jamal"},
		{base, "https://veiviser.example.no\\@evil.example/nb/jamal"},
		{base, "https://veiviser.example.no:8443/nb/jamal"},
		{base, "ftp://veiviser.example.no/nb/jamal"},
		{base, "javascript://veiviser.example.no/nb/jamal"},
		{base, "https:veiviser.example.no/nb/jamal"},
		{base, "//veiviser.example.no/nb/jamal"},
		{base, "/nb/jamal"},
		{base, "nb/jamal"},
		{base, ""},
		{base + "/guide", base + "/nb/jamal"},
		{base + "/guide", base + "/guides/nb/jamal"},
		{base + "/guide", base + "/guide../nb/jamal"},
		{"", base + "/nb/jamal"},
		{"", "//veiviser.example.no/nb/jamal"},
		{"", "nb/jamal"},
		{"no address", "no address/nb/jamal"},
		{"%zz", "%zz/nb/jamal"},
		{"https://", "https:///nb/jamal"},
		{"mailto:nb@example.no", "mailto:nb@example.no/nb/jamal"},
	} {
		if r, ok := bot.ParseRef(tt.base, tt.address); ok || r != (bot.Ref{}) {
			t.Errorf("ParseRef(%q, %q) = %+v, %v", tt.base, tt.address, r, ok)
		}
	}
	for _, path := range []string{
		"", "/", "/nb", "/nb/", "/nb//", "/de/jamal", "/no/jamal", "/nb-NO/jamal", "/jamal", "/nb/jamal/steps", "/nb/jamal/notes", "/nb/jamal/note/x",
		"//nb/jamal", "/nb//jamal", "/nb/jamal//", "/nb/./jamal", "/nb/../jamal", "/nb/ja mal", "/nb/ja_mal", "/nb/-jamal", "/nb/jamal-", "/nb/jåmal",
		"/nb/jamal@", "/nb/@0123456789ab", "/nb/jamal@xyz", "/nb/jamal@01234", "/nb/jamal@0123456789ab@0123456789ab", "/nb/jamal@0123456789ab/note@0123456789ab",
		"/nb/jamal@" + strings.Repeat("0", 65), "/nb/" + strings.Repeat("a", 101), "/nb/" + strings.Repeat("a", 10_000), "/nb/jamal?" + strings.Repeat("a", 10_000),
		"/nb/jamal%2Fnote", "/nb%2Fjamal", "/nb/jamal%00", "/nb/%zz", "/nb/jamal%0d%0aSet-Cookie:x", "/nb/%252e%252e", "/nb/jamal;x", "/pictures/nb/jamal.png",
	} {
		for _, site := range []string{"", base} {
			if r, ok := bot.ParseRef(site, site+path); ok || r != (bot.Ref{}) {
				t.Errorf("ParseRef(%q, %.80q) = %+v, %v", site, site+path, r, ok)
			}
		}
	}
}

// What was sent before refs had a digest stays in channels for years.
func TestButtonsSentBefore(t *testing.T) {
	for s, want := range map[string]bot.Ref{
		"nb/jamal//0":                     {Lang: "nb", Entry: "jamal"},
		"nn/fagbrev-pa-jobb/livelihood/0": {Lang: "nn", Entry: "fagbrev-pa-jobb", Section: content.Livelihood},
		"en/jamal//7":                     {Lang: "en", Entry: "jamal", Step: 7},
		"nb///0":                          {Lang: "nb"},
		"nb/jamal/a-section-of-old/0":     {Lang: "nb", Entry: "jamal"},
		"nb/jamal@0123456789ab/payer/2":   {Lang: "nb", Entry: "jamal", Digest: "0123456789ab", Section: content.Payer, Step: 2},
		"nb/jamal@0123456789ab//2/note":   {Lang: "nb", Entry: "jamal", Digest: "0123456789ab", Step: 2, Note: true},
		"nb/introduksjonsprogram//0/note": {Lang: "nb", Entry: "introduksjonsprogram", Note: true},
		"nb/jamal@sha256:0123456789ab//0": {Lang: "nb", Entry: "jamal", Digest: "0123456789ab"},
	} {
		if got, ok := bot.ParseCompact(s); !ok || got != want {
			t.Errorf("ParseCompact(%q) = %+v, %v, want %+v", s, got, ok, want)
		}
	}
	for _, s := range []string{
		"", "nb", "nb/jamal", "nb/jamal//", "nb/jamal//x", "nb/jamal//-1", "nb/jamal//100", "nb/jamal//0/", "nb/jamal//0/notes", "nb/jamal//0/note/note",
		"de/jamal//0", "/jamal//0", "nb/Jamal//0", "nb/jamal@//0", "nb/jamal@xyz//0", "nb/@0123456789ab//0", "nb/hva betaler NAV//0",
		"nb/" + strings.Repeat("a", 10_000) + "//0", strings.Repeat("/", 10_000),
	} {
		if r, ok := bot.ParseCompact(s); ok || r != (bot.Ref{}) {
			t.Errorf("ParseCompact(%.60q) = %+v, %v", s, r, ok)
		}
		var r bot.Ref
		if err := r.UnmarshalText([]byte(s)); err == nil || s != "" && strings.Contains(err.Error(), s) {
			t.Errorf("UnmarshalText(%.60q): %v", s, err)
		}
	}
}

// Slack takes 150 characters in the value of a menu's item, with a verb before.
func TestButtonsAreSmall(t *testing.T) {
	longest := bot.Ref{Lang: "nb", Entry: strings.Repeat("a", 100), Digest: "0123456789ab", Step: 99, Note: true}
	for _, s := range content.Sections() {
		if longest.Section = s; len(longest.String()) > 140 {
			t.Errorf("%q has %d bytes", longest, len(longest.String()))
		}
		if got, ok := bot.ParseCompact(longest.String()); !ok || got != longest {
			t.Errorf("%q is read as %+v", longest, got)
		}
	}
}

func TestPictures(t *testing.T) {
	g := embedded(t)
	known := func(id string) bool { e, ok := g.Entry(id); return ok && e.Kind == content.Journey }
	for _, l := range content.Langs() {
		for _, e := range g.OfKind(content.Journey) {
			for k := range len(e.Steps) + 1 {
				r := bot.Ref{Lang: l, Entry: e.ID, Step: k}
				dir, file, _ := strings.Cut(strings.TrimPrefix(r.PicturePath(), "/pictures/"), "/")
				if got, ok := bot.ParsePicture(l, file, known); !ok || got != r || dir != string(l) {
					t.Errorf("%q is read as %+v, %v, want %+v", r.PicturePath(), got, ok, r)
				}
			}
		}
	}
	for _, file := range []string{"", ".png", "jamal", "jamal.svg", "jamal-0.png", "jamal-100.png", "jamal-x.png", "JAMAL.png", "nobody.png", "nobody-1.png", "../jamal.png", strings.Repeat("a", 10_000) + ".png"} {
		if r, ok := bot.ParsePicture("nb", file, known); ok {
			t.Errorf("%.40q is read as %+v", file, r)
		}
	}
	if r, ok := bot.ParsePicture("nb", "jamal-2.png", func(id string) bool { return id == "jamal-2" || id == "jamal" }); !ok || r.Entry != "jamal-2" {
		t.Errorf("a name that is an id is read as %+v", r)
	}
}

func FuzzParseRef(f *testing.F) {
	for _, a := range []string{"/nb/jamal", "/nb/jamal@0123456789ab?step=2#payer", "/nn/jamal/note@0123456789ab?section=who", "/NB/Jamal/", "/nb/%40", "//evil/nb/x", "https://veiviser.example.no/en/x"} {
		f.Add(base, a)
		f.Add("", a)
	}
	f.Fuzz(func(t *testing.T, site, address string) {
		for _, s := range []string{site, base, ""} {
			r, ok := bot.ParseRef(s, address)
			if !ok {
				if r != (bot.Ref{}) {
					t.Fatalf("ParseRef(%q, %q) = %+v without being one", s, address, r)
				}
				continue
			}
			if len(address) > 2000 {
				t.Fatalf("an address of %d bytes is a place", len(address))
			}
			if again, ok := bot.ParseRef("", r.Path()); !ok || again != r {
				t.Fatalf("%q is %+v, written %q, read as %+v, %v", address, r, r.Path(), again, ok)
			}
			if again, ok := bot.ParseCompact(r.String()); !ok || again != r {
				t.Fatalf("%q is %+v, written %q, read as %+v, %v", address, r, r, again, ok)
			}
			if u, err := url.Parse(address); err != nil || s == base && !strings.EqualFold(strings.TrimSuffix(strings.TrimSuffix(u.Host, ":80"), ":443"), "veiviser.example.no") {
				t.Fatalf("%q is a place of ours", address)
			}
		}
	})
}

func FuzzParseCompact(f *testing.F) {
	for _, s := range []string{"nb/jamal//0", "nb/jamal@0123456789ab/payer/2/note", "nb///0", "de/x//0", "nb/x//-1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r, ok := bot.ParseCompact(s)
		if !ok {
			if r != (bot.Ref{}) {
				t.Fatalf("ParseCompact(%q) = %+v without being one", s, r)
			}
			return
		}
		if len(r.String()) > 200 {
			t.Fatalf("%q has %d bytes", r, len(r.String()))
		}
		if again, ok := bot.ParseCompact(r.String()); !ok || again != r {
			t.Fatalf("%q is %+v, written %q, read as %+v, %v", s, r, r, again, ok)
		}
	})
}
