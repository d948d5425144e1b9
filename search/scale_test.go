package search

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"path"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"veiviser/content"
)

// municipal writes the guide that ships and variants of its offers as municipalities would
// write them, to a number of entries in all: the same number and seed, the same files. A
// variant has a name of its own and one that others have too, some of the offer's ways of
// asking, in places with the municipality's name, and some of its points.
type municipal struct {
	*rand.Rand
	offers []*content.Entry
	places []string
	not    []content.Section // that are not written
}

// municipalities is how many there are in Norway.
const municipalities = 357

func newMunicipal(tb testing.TB, seed uint64) *municipal {
	tb.Helper()
	m := &municipal{Rand: rand.New(rand.NewPCG(seed, 0)), offers: LoadGuide(tb, content.FS()).OfKind(content.Offer)}
	first, last := strings.Fields("nord sør aust vest stor lille ny gammel fjell skog elve sol grøn kvit svart høg lang brei"), strings.Fields("vik dal nes berg øy sund fjord heim stad land ås lid voll mo haug tun eid vær å strand")
	for _, a := range first {
		for _, b := range last {
			m.places = append(m.places, strings.ToUpper(a[:1])+a[1:]+b)
		}
	}
	m.Shuffle(len(m.places), func(i, j int) { m.places[i], m.places[j] = m.places[j], m.places[i] })
	m.places = m.places[:municipalities]
	return m
}

// files writes a guide of n entries, at least those that ship.
func (m *municipal) files(tb testing.TB, n int) fstest.MapFS {
	tb.Helper()
	files := Copy(tb, content.FS())
	entries := len(files)
	for name := range files {
		if strings.HasPrefix(path.Base(name), "_") {
			entries--
		}
	}
	for i := range n - entries {
		id := fmt.Sprintf("kommune-%d", i)
		files["kommuner/"+id+".yaml"] = &fstest.MapFile{Data: []byte(m.variant(id, i))}
	}
	return files
}

// variant writes entry number i.
func (m *municipal) variant(id string, i int) string {
	place := m.places[i%len(m.places)]
	offer := m.offers[i/len(m.places)%len(m.offers)]
	round := i / len(m.places) / len(m.offers) // which office of the municipality it is
	var s strings.Builder
	fmt.Fprintf(&s, "id: %s\nkind: offer\ntopic: %s\nsources:\n  k: {title: %q, url: \"https://www.kommune.no/%d\", dated: 2026-03, kind: local}\n", id, offer.Topic, place+" kommune", i)
	local := map[content.Lang]string{content.Bokmal: "Gjelder ", content.Nynorsk: "Gjeld ", content.English: "In "}
	points := m.points(offer)
	asks := m.Uint64()
	for _, l := range content.Langs() {
		t := offer.Text(l)
		office := ""
		if round > 0 {
			office = fmt.Sprintf(" %d", round+1)
		}
		title, _, _ := strings.Cut(t.Title, " (")
		fmt.Fprintf(&s, "%s:\n  title: %q\n  also_called: [%q]\n  asked: [", l, title+" ("+place+office+")", place+" "+strings.ToLower(title)+office)
		own := rand.New(rand.NewPCG(asks, 1)) // the same in every language
		for k := range min(6, len(t.Asked)) {
			ask := t.Asked[(own.IntN(len(t.Asked))+k)%len(t.Asked)]
			if k%2 == 0 {
				ask += " " + map[content.Lang]string{content.English: "in "}[l] + place
			}
			fmt.Fprintf(&s, "%q, ", fmt.Sprintf("%s %d", ask, k))
		}
		fmt.Fprintf(&s, "]\n  summary: %q\n", cut(t.Summary, 240)+" "+place+" kommune.")
		last := content.Section("")
		for _, p := range points {
			if p.section != last {
				fmt.Fprintf(&s, "  %s:\n", p.section)
				last = p.section
			}
			says := t.Section(p.section)[p.point]
			fmt.Fprintf(&s, "    - {text: %q, source: k, asked: [", says.Text+" "+local[l]+place+".")
			for k, a := range says.Asked[:min(1, len(says.Asked))] {
				fmt.Fprintf(&s, "%q", fmt.Sprintf("%s %s %d", a, place, k))
			}
			s.WriteString("]}\n")
		}
	}
	return s.String()
}

// points chooses up to six points of an offer, in their order.
func (m *municipal) points(e *content.Entry) []place {
	var all []place
	eachPoint(e, func(p place, _ []content.Point) {
		if !slices.Contains(m.not, p.section) {
			all = append(all, p)
		}
	})
	for len(all) > 6 {
		i := m.IntN(len(all))
		all = slices.Delete(all, i, i+1)
	}
	return all
}

// cut shortens a text to so many characters.
func cut(text string, most int) string {
	if rs := []rune(text); len(rs) > most {
		return string(rs[:most])
	}
	return text
}

// questions are the held-out ones, each as it is and in a municipality.
func (m *municipal) questions(tb testing.TB) []string {
	tb.Helper()
	var out []string
	for i, q := range Questions(tb, HeldOut) {
		out = append(out, q.Query, strings.TrimRight(q.Query, "?. ")+" i "+m.places[i%len(m.places)]+"?")
	}
	return out
}

// BenchmarkScale prints, for guides of more and more entries, what a start costs from an
// index that is kept, the memory that guide and index hold, and how long a question takes
// on one core.
func BenchmarkScale(b *testing.B) {
	for _, n := range []int{170, 10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) { benchmarkScale(b, n) })
	}
}

func benchmarkScale(b *testing.B, n int) {
	m := newMunicipal(b, 1)
	dir := b.TempDir()
	kept := keptIn(b, dir, m.files(b, n))
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	before := heldHeap()
	began := time.Now()
	ix, err := kept.open()
	if err != nil {
		b.Fatal(err)
	}
	start := float64(time.Since(began).Milliseconds())
	closeAfter(b, ix)
	questions := m.questions(b)
	var times, first []time.Duration // first: what no question had asked of before
	for b.Loop() {
		for range 4 {
			for _, q := range questions {
				began := time.Now()
				if _, err := ix.Search(b.Context(), Query{Text: q}); err != nil {
					b.Fatal(err)
				}
				times = append(times, time.Since(began))
			}
			if first == nil {
				first, times = times, nil
			}
		}
	}
	for name, of := range map[string][]time.Duration{"": times, "-first": first} {
		slices.Sort(of)
		ms := func(share int) float64 { return float64(of[(len(of)-1)*share/100].Microseconds()) / 1000 }
		b.ReportMetric(ms(50), "ms-p50"+name)
		b.ReportMetric(ms(99), "ms-p99"+name)
	}
	b.ReportMetric(start, "ms-start")
	b.ReportMetric(float64(heldHeap()-before)/(1<<20), "MB-held")
	b.ReportMetric(float64(len(ix.entries)), "entries")
	b.ReportMetric(0, "ns/op")
}

// keptIn keeps an index over the guide in fsys.
func keptIn(tb testing.TB, dir string, fsys fs.FS) kept {
	tb.Helper()
	files := content.ReadFiles(fsys)
	k := keptAt(dir, keyOf(files.Digest(), "scale"))
	ix, err := NewStore(dir, nil).openAt(k, guideFiles{files, content.ReadLocal()})
	if err != nil {
		tb.Fatal(err)
	}
	if err := ix.Close(); err != nil {
		tb.Fatal(err)
	}
	return k
}

func heldHeap() uint64 {
	runtime.GC()
	runtime.GC()
	var s runtime.MemStats
	runtime.ReadMemStats(&s)
	return s.HeapAlloc
}

// local writes n variants of offers into the folders of municipalities, 14 in each and more
// where they are more: the same number and seed, the same files.
func (m *municipal) local(n int) (fsys fstest.MapFS, numbers []string) {
	files := fstest.MapFS{}
	for _, county := range []string{"03", "11", "15", "18", "31", "32", "33", "34", "39", "40", "42", "46", "50", "55", "56"} {
		for i := range 24 {
			if numbers = append(numbers, fmt.Sprintf("%s%02d", county, i+1)); len(numbers) == municipalities {
				break
			}
		}
	}
	numbers = numbers[:min(len(numbers), municipalities)]
	m.not = []content.Section{content.Right, content.Requirements}
	for i := range n {
		number := numbers[i%len(numbers)]
		id := fmt.Sprintf("%s-tilbud-%d", number, i/len(numbers))
		files[number+"/"+id+".yaml"] = &fstest.MapFile{Data: []byte(m.variant(id, i))}
	}
	return files, numbers
}

// BenchmarkLocal prints, for more and more local entries, what a start costs from what is
// kept, the memory that all hold once every municipality has asked, and how long a question
// takes there on one core: the first one in each, and the others.
func BenchmarkLocal(b *testing.B) {
	for _, n := range []int{0, 500, 5_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) { benchmarkLocal(b, n) })
	}
}

func benchmarkLocal(b *testing.B, n int) {
	m := newMunicipal(b, 1)
	files, numbers := m.local(n)
	store := NewStore(b.TempDir(), nil)
	open := func() *Index {
		ix, err := store.Open(content.FS(), content.LocalFolder{FS: files})
		if err != nil {
			b.Fatal(err)
		}
		return ix
	}
	if err := open().Close(); err != nil { // keeps it
		b.Fatal(err)
	}
	before := heldHeap()
	began := time.Now()
	ix := open()
	start := float64(time.Since(began).Milliseconds())
	closeAfter(b, ix)
	held := float64(heldHeap()-before) / (1 << 20)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	questions := m.questions(b)
	var times, first []time.Duration
	at := 0
	for b.Loop() {
		for range max(1, 2*len(numbers)/len(questions)) {
			for _, q := range questions {
				number := numbers[at%len(numbers)]
				cold := n > 0 && at < len(numbers)
				at++
				began := time.Now()
				if err := askIn(b, ix, number, q); err != nil {
					b.Fatal(err)
				}
				if took := time.Since(began); cold {
					first = append(first, took)
				} else {
					times = append(times, took)
				}
			}
		}
	}
	for name, of := range map[string][]time.Duration{"": times, "-first": first} {
		if len(of) == 0 {
			continue
		}
		slices.Sort(of)
		ms := func(share int) float64 { return float64(of[(len(of)-1)*share/100].Microseconds()) / 1000 }
		b.ReportMetric(ms(50), "ms-p50"+name)
		b.ReportMetric(ms(99), "ms-p99"+name)
	}
	b.ReportMetric(start, "ms-start")
	b.ReportMetric(held, "MB-start")
	b.ReportMetric(float64(heldHeap()-before)/(1<<20), "MB-all-asked")
	b.ReportMetric(0, "ns/op")
}

// askIn asks as somebody in a municipality does.
func askIn(b *testing.B, ix *Index, number, text string) error {
	view := ix.Guide().At(number)
	if view == ix.Guide() {
		_, err := ix.Search(b.Context(), Query{Text: text})
		return err
	}
	p, err := ix.In(view)
	if err != nil {
		return err
	}
	_, err = p.Search(b.Context(), Query{Text: text})
	return err
}
