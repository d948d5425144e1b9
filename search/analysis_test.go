package search_test

import (
	"slices"
	"strings"
	"testing"

	"veiviser/search"
)

// TestSpellings asks the small guide in ways it does not write itself: each is found
// by one part of the analysis alone.
func TestSpellings(t *testing.T) {
	ix := search.Open(t, smallGuide())
	tests := []struct{ part, text, want string }{
		{"as written", "norskopplæring", "norskopplaering"},
		{"case", "NORSKOPPLÆRING", "norskopplaering"},
		{"æ as ae", "norskopplaering", "norskopplaering"},
		{"æ as a", "norskopplaring", "norskopplaering"},
		{"æ as ä", "norskopplärning", "norskopplaering"},
		{"å as aa", "laan", "lan"},
		{"å as a", "lan", "lan"},
		{"å in two code points", "la\u030an", "lan"},
		{"é as e", "språkkafe", "sprakkafe"},
		{"full-width letters", "ｆａｇｂｒｅｖ", "fagbrev"},
		{"soft hyphen", "fag\u00adbrev", "fagbrev"},
		{"zero-width space", "fag\u200bbrev", "fagbrev"},
		{"right-to-left mark", "\u200ffagbrev\u200f", "fagbrev"},
		{"right-to-left override", "\u202efagbrev\u202c", "fagbrev"},
		{"control characters", "\x00\x07fagbrev\x1b[31m", "fagbrev"},
		{"invalid UTF-8", "\xff\xfefagbrev\xc3", "fagbrev"},

		{"compound split", "fag brev", "fagbrev"},
		{"compound split, inflected", "fag brevet", "fagbrev"},
		{"compound with a hyphen", "norsk-opplæring", "norskopplaering"},
		{"compound joined", "skolevoksne", "vaksenskule"},
		{"compound of known words with an s", "bosettingskommune", "kommune"},
		{"part of a compound", "realkompetanse", "realkompetansevurdering"},
		{"compound split and slipped", "realkompetanse vurdreing", "realkompetansevurdering"},

		{"letters swapped", "fagberv", "fagbrev"},
		{"letter dropped", "barnhage", "barnehage"},
		{"letter doubled", "lærrling", "laerlingordning"},
		{"wrong letter", "kommyne", "kommune"},
		{"slip and no æ", "norskoplaering", "norskopplaering"},

		{"definite", "barnehagen", "barnehage"},
		{"plural", "lærlinger", "laerlingordning"},
		{"genitive", "kommunens", "kommune"},
		{"nynorsk plural", "lærlingar", "laerlingordning"},
		{"nynorsk word", "skulen", "vaksenskule"},
		{"English plural", "apprentices", "laerlingordning"},
		{"another language than the question's", "what is barnehage", "barnehage"},
		{"abbreviation", "rkv?", "realkompetansevurdering"},
		{"number with a slash", "rundskriv 23/5", "vaksenskule"},
		{"name among other words", "jeg lurer på hvordan man får seg en lærling egentlig", "laerlingordning"},
	}
	for _, tt := range tests {
		t.Run(tt.part, func(t *testing.T) {
			if got := ids(ask(t, ix, tt.text), 1); !slices.Contains(got, tt.want) {
				t.Errorf("Search(%q) = %v first, want %s", tt.text, got, tt.want)
			}
		})
	}
}

// TestWordsOfTheField asks the guide that ships with the program in the words people
// use: an entry among the first three.
func TestWordsOfTheField(t *testing.T) {
	ix := search.Whole(t)
	groups := []struct {
		name      string
		questions [][2]string
	}{
		{"abbreviations", [][2]string{
			{"KVP", "kvalifiseringsprogram"}, {"kvp?", "kvalifiseringsprogram"}, {"FOV", "forberedende-opplaering-for-voksne"}, {"AFT", "arbeidsforberedende-trening"},
			{"VGS for voksne", "videregaende-opplaering-for-voksne"}, {"RKV", "realkompetansevurdering"},
			{"AAP", "arbeidsavklaringspenger"}, {"IMDi", "imdi"}, {"hva er HK-dir", "hkdir"}, {"what is KVP", "kvalifiseringsprogram"},
		}},
		{"old names", [][2]string{
			{"NOKUT", "hkdir"}, {"grunnskole for voksne", "forberedende-opplaering-for-voksne"},
			{"introloven", "introduksjonsprogram"}, {"norsktilskuddet", "tilskudd-norskopplaering"},
		}},
		{"compounds split and joined", [][2]string{
			{"norsk opplæring", "norskopplaering"}, {"norskopplæring", "norskopplaering"}, {"introduksjons program", "introduksjonsprogram"},
			{"fag brev på jobb", "fagbrev-pa-jobb"}, {"språk praksis", "sprakpraksis"}, {"lønns tilskudd", "lonnstilskudd"},
		}},
		{"slips", [][2]string{
			{"realkompetanse vurdreing", "realkompetansevurdering"}, {"introdksjonsprogramet", "introduksjonsprogram"},
			{"kvalifisringsprogram", "kvalifiseringsprogram"}, {"aprentice", "fag-og-yrkesopplaering"}, {"larling", "fag-og-yrkesopplaering"},
		}},
		{"nynorsk", [][2]string{
			{"kva er vidaregåande opplæring for vaksne", "videregaende-opplaering-for-voksne"}, {"kven betaler lønstilskot", "lonnstilskudd"},
			{"ikkje fullført grunnskule, kva no", "forberedende-opplaering-for-voksne"},
		}},
		{"dialect", [][2]string{
			{"ka e introduksjonsprogrammet", "introduksjonsprogram"}, {"korsen får æ godkjent utdanninga mi", "godkjenning-av-hoyere-utdanning"},
			{"åssen får hu seg fagbrev på jobben", "fagbrev-pa-jobb"},
		}},
		{"English for Norwegian schemes", [][2]string{
			{"introduction programme", "introduksjonsprogram"}, {"wage subsidy", "lonnstilskudd"},
			{"trade certificate on the job", "fagbrev-pa-jobb"}, {"language practice placement", "sprakpraksis"},
			{"citizenship test", "statsborgerprove"}, {"work assessment allowance", "arbeidsavklaringspenger"},
		}},
	}
	for _, g := range groups {
		for _, q := range g.questions {
			t.Run(g.name+"/"+q[0], func(t *testing.T) {
				if got := ids(ask(t, ix, q[0]), 3); !slices.Contains(got, q[1]) {
					t.Errorf("Search(%q) = %v, want %s among them", q[0], got, q[1])
				}
			})
		}
	}
}

// TestPastedTexts asks with a whole e-mail: the greeting, the person and the thanks
// do not hide what it is about.
func TestPastedTexts(t *testing.T) {
	ix := search.Whole(t)
	tests := []struct{ name, text, want string }{
		{"bokmål", `Hei, og takk for sist! Jeg har en deltaker som har vært i Norge siden våren. Hun er 42 år, har tre barn og bor sammen med mannen sin.
I hjemlandet arbeidet hun i mange år som frisør, men hun har ingen papirer på det. Hun vil gjerne få vurdert det hun kan fra før, altså en
realkompetansevurdering mot læreplanen i frisørfaget. Hvem gjør dette hos oss, og hvor lang tid tar det? På forhånd tusen takk for svar. Mvh Kari`, "realkompetansevurdering"},
		{"nynorsk", `Hei! Eg sit med ein ung mann frå Syria som har fått plass på eit verkstad her i bygda. Sjefen er nøgd med han og vil gjerne tilsetje
han, men han treng litt hjelp med løna det fyrste året. Vi har høyrt om lønstilskot frå Nav. Kor mykje dekkjer det, og kor lenge kan ein få det? Helsing Olav`, "lonnstilskudd"},
		{"English", `Dear colleague, thank you for the meeting last week. I am writing about a woman from Ukraine with collective protection. She has a
master's degree in engineering from Kyiv and would like to have her foreign higher education recognised so that employers understand it.
Where do we apply for recognition of a foreign degree and what does it cost? Kind regards, Ann`, "godkjenning-av-hoyere-utdanning"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := ids(ask(t, ix, tt.text), 3); !slices.Contains(got, tt.want) {
				t.Errorf("found %v, want %s among them", got, tt.want)
			}
			quoted := strings.ReplaceAll("> "+tt.text, "\n", "\r\n> ")
			if got := ids(ask(t, ix, quoted), 3); !slices.Contains(got, tt.want) {
				t.Errorf("quoted: found %v, want %s among them", got, tt.want)
			}
		})
	}
}
