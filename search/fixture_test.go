package search_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"veiviser/content"
	"veiviser/search"
)

// brief is an entry of the small guide: as little text as an entry can have, so that
// a test finds it by the one thing it tests.
type brief struct {
	id, kind   string
	nb, nn, en string // title and summary, separated by |
	names      string // also-called names, in every language
}

// small is the guide of the tests that are about one part of the analysis.
var small = []brief{
	{"tema", "topic", "Tema|Området.", "Tema|Området.", "Theme|The field.", ""},
	{"norskopplaering", "offer", "Norskopplæring|Undervisning i språket.", "Norskopplæring|Undervisning i språket.", "Language training|Classes in the tongue.", ""},
	{"fagbrev", "offer", "Fagbrev|Bevis for et yrke.", "Fagbrev|Prov for eit yrke.", "Trade certificate|Proof of a craft.", ""},
	{"realkompetansevurdering", "offer", "Realkompetansevurdering|Prøving av det man kan.", "Realkompetansevurdering|Prøving av det ein kan.", "Assessment of prior learning|Testing of skills.", "RKV"},
	{"laerlingordning", "offer", "Lærling|Opplæring i bedrift.", "Lærling|Opplæring i bedrift.", "Apprentice|Learning in a company.", ""},
	{"sprakkafe", "offer", "Språkkafé|Prat over kaffe.", "Språkkafé|Prat over kaffi.", "Language café|Chat over coffee.", ""},
	{"lan", "support", "Lån|Penger som betales tilbake.", "Lån|Pengar som blir betalte tilbake.", "Loan|Money to be repaid.", ""},
	{"kommune", "actor", "Kommunen|Ansvarlig for bosetting.", "Kommunen|Ansvarleg for busetjing.", "The municipality|In charge of settlement.", ""},
	{"barnehage", "offer", "Barnehage|Pass av små.", "Barnehage|Pass av små.", "Kindergarten|Care of the young.", ""},
	{"vaksenskule", "offer", "Skole for voksne|Fag og eksamen.", "Skule for vaksne|Fag og eksamen.", "School for adults|Subjects and exams.", "§ 4-1 annet ledd 23/5"},
}

// smallGuide writes the small guide as files.
func smallGuide() fstest.MapFS {
	files := fstest.MapFS{}
	for _, b := range small {
		files[b.id+".yaml"] = &fstest.MapFile{Data: []byte(b.yaml())}
	}
	files["_outside.yaml"] = &fstest.MapFile{Data: []byte("outside:\n  - id: bil\n" +
		"    nb: [førerkort, kjøpe bil]\n    nn: [førarkort]\n    en: [driving licence]\n")}
	return files
}

func (b brief) yaml() string {
	var s strings.Builder
	fmt.Fprintf(&s, "id: %s\nkind: %s\n", b.id, b.kind)
	if b.kind != "topic" {
		s.WriteString("topic: tema\n")
	}
	s.WriteString("sources:\n  imdi: {title: IMDi, url: \"https://www.imdi.no/\", dated: 2024-03}\n")
	for _, l := range content.Langs() {
		text := map[content.Lang]string{content.Bokmal: b.nb, content.Nynorsk: b.nn, content.English: b.en}[l]
		title, summary, _ := strings.Cut(text, "|")
		fmt.Fprintf(&s, "%s:\n  title: %q\n  summary: %q\n  what:\n    - {text: %q, source: imdi}\n", l, title, summary, summary)
		if b.names != "" {
			fmt.Fprintf(&s, "  also_called: [%q]\n", b.names)
		}
	}
	return s.String()
}

// ask searches for text; the test ends if that fails.
func ask(tb testing.TB, ix *search.Index, text string) search.Result {
	tb.Helper()
	res, err := ix.Search(tb.Context(), search.Query{Text: text})
	if err != nil {
		tb.Fatalf("Search(%q): %v", text, err)
	}
	return res
}

// ids lists the entries of the first n hits.
func ids(res search.Result, n int) []string {
	var out []string
	for _, h := range res.Hits[:min(n, len(res.Hits))] {
		out = append(out, h.Entry.ID)
	}
	return out
}
