package search_test

import (
	"slices"
	"strings"
	"testing"

	"veiviser/content"
	"veiviser/search"
)

// TestEveryPhraseOfTalkIsSaid asks each example of _talk.yaml.
func TestEveryPhraseOfTalkIsSaid(t *testing.T) {
	ix := search.Whole(t)
	for _, p := range ix.Guide().Words().TalkPhrases() {
		res := ask(t, ix, p.Example)
		ok := res.Talk.Talk == p.Talk && res.Talk.Value == p.Value
		told := res.Person
		switch p.Talk {
		case content.Listing:
			ok = res.Intent == search.List || res.Talk.Talk == content.Map
		case content.AlsoOf:
			ok = res.About
		case content.HowMuch:
			ok = !slices.Contains(res.Sections, content.Payer)
		case content.Adviser:
			ok = told.Schooling == "" && told.Goal == "" && len(told.Status) == 0
		case content.Ground:
			ok = told.Residence == p.Value
		case content.Schooled:
			ok = told.Schooling == p.Value
		case content.Gender:
			ok = told.Gender == p.Value
		case content.Speaks:
			ok = told.Norwegian == p.Value
		case content.Situation:
			ok = len(told.Status) == 1 && told.Status[0] == p.Value
		case content.Aim:
			ok = told.Goal == p.Value
		case content.Caring:
			ok = told.Care != nil && *told.Care == (p.Value == "true")
		case content.EarnsSoon:
			ok = told.IncomeSoon
		case content.Field:
			ok = slices.Contains(told.Drops, p.Value)
		case content.Fitting:
			ok = res.Fits
		}
		if !ok {
			t.Errorf("%s %s %q: says %v %v, intent %s, also %v, %+v", p.Talk, p.Value, p.Example, res.Talk, res.Confidence, res.Intent, res.About, told)
		}
	}
}

// TestPlaceInAList: what names a place and nothing else, in every way of the languages.
func TestPlaceInAList(t *testing.T) {
	ix := search.Whole(t)
	frames := []string{"%", "nr %", "nummer %", "alternativ %", "option %", "ta nummer %", "%, takk", "no. %"}
	for n, numbers := range map[int][]string{1: {"1"}, 2: {"2"}, 3: {"3"}} {
		for _, w := range numbers {
			for _, f := range frames {
				if got := ask(t, ix, strings.ReplaceAll(f, "%", w)).Choice; got != n {
					t.Errorf("%q: %d, want %d", strings.ReplaceAll(f, "%", w), got, n)
				}
			}
		}
	}
	words := map[int][]string{1: {"første", "fyrste", "first", "øverste"}, 2: {"andre", "second"}, 3: {"tredje", "third"}, 4: {"fjerde", "fourth"}, -1: {"siste", "last", "nederste"}}
	for n, ws := range words {
		for _, w := range ws {
			for _, f := range []string{"den %", "the % one", "den %, takk", "jeg mente den %", "eg vil ha den %", "I would like the %", "det % alternativet", "nei, den %"} {
				if got := ask(t, ix, strings.ReplaceAll(f, "%", w)).Choice; got != n {
					t.Errorf("%q: %d, want %d", strings.ReplaceAll(f, "%", w), got, n)
				}
			}
		}
	}
	for _, q := range []string{"2 G", "andre språk", "hva er den andre delen av programmet?", "the second year of KVP", "steg 2 for jamal", "1 eller 2", "to", "kapittel 6A", "A2", "hvem er nummer to i køen?", "den første tida i jobb"} {
		if got := ask(t, ix, q).Choice; got != 0 && q != "to" {
			t.Errorf("%q is taken for choice %d", q, got)
		}
	}
}

// TestWhoAsksIsNotTheParticipant: the adviser's place of work, in every order, tells
// nothing of the participant; the same words of the participant do.
func TestWhoAsksIsNotTheParticipant(t *testing.T) {
	ix := search.Whole(t)
	for _, frame := range []string{"jeg jobber %. hva kan en med A2 gjøre?", "Hva kan en med A2 gjøre? Jeg jobber %", "eg jobbar % og lurer på kva ein med A2 kan gjere", "jobber %, hvilke tilbud finnes for en med A2"} {
		for _, place := range []string{"i voksenopplæringa", "på videregående", "i NAV", "på en grunnskole", "i introduksjonsprogrammet", "på asylmottak", "som lærer for flyktninger", "med ukrainere"} {
			q := strings.ReplaceAll(frame, "%", place)
			if p := ask(t, ix, q).Person; p.Norwegian != "A2" || p.Schooling != "" || p.Residence != "" || p.Goal != "" || len(p.Status) > 0 {
				t.Errorf("%q tells %+v", q, p)
			}
		}
	}
}

// TestLevels: what somebody has, what they want, and what can't both be.
func TestLevels(t *testing.T) {
	ix := search.Whole(t)
	all := content.CEFRLevels()
	for i, has := range all {
		for j, wants := range all {
			for _, frame := range []string{"fra %1 til %2", "frå %1 til %2", "from %1 to %2", "har %1 og vil nå %2", "has %1, wants to reach %2", "har %1, trenger %2"} {
				q := strings.NewReplacer("%1", has, "%2", strings.ToLower(wants)).Replace(frame)
				if p := ask(t, ix, q).Person; i < j && (p.Norwegian != has || p.Reaches != wants || len(p.Against) > 0) {
					t.Errorf("%q: has %q, wants %q, against %v", q, p.Norwegian, p.Reaches, p.Against)
				}
			}
			for _, frame := range []string{"%1 og %2", "ein med %1 og %2", "someone with %1 and %2"} {
				q := strings.NewReplacer("%1", has, "%2", wants).Replace(frame)
				p := ask(t, ix, q).Person
				if apart := max(i-j, j-i) > 1; apart != (len(p.Against) == 1) {
					t.Errorf("%q: against %v", q, p.Against)
				} else if apart && p.Against[0] != (search.Against{Field: "norwegian", First: has, Second: wants}) {
					t.Errorf("%q: against %v", q, p.Against)
				}
				if want := all[min(i, j)]; p.Norwegian != want {
					t.Errorf("%q: has %q, want %q", q, p.Norwegian, want)
				}
			}
		}
	}
	// Of three, those furthest apart are named, in the order they were said.
	for q, want := range map[string]search.Against{
		"A2, B1 og A1":     {Field: "norwegian", First: "B1", Second: "A1"},
		"B1, A2 og C1":     {Field: "norwegian", First: "A2", Second: "C1"},
		"C1, A1, B1 og B2": {Field: "norwegian", First: "C1", Second: "A1"},
	} {
		if p := ask(t, ix, q).Person; !slices.Equal(p.Against, []search.Against{want}) {
			t.Errorf("%q: against %v, want %v", q, p.Against, want)
		}
	}
	for _, q := range []string{"ikke A2", "uten B1", "under B2", "kreves B1", "not A2"} {
		if p := ask(t, ix, q).Person; p.Norwegian != "" {
			t.Errorf("%q: has %s", q, p.Norwegian)
		}
	}
}

// TestPersonTold reads whole cases.
func TestPersonTold(t *testing.T) {
	ix := search.Whole(t)
	for _, tt := range []struct {
		q    string
		want func(p search.Person) bool
	}{
		{"34-åring fra Syria med flyktningstatus", func(p search.Person) bool { return p.Age == 34 && p.Residence == "refugee" }},
		{"hun er 52 år gammel", func(p search.Person) bool { return p.Age == 52 }},
		{"a 19 year old from Ukraine", func(p search.Person) bool { return p.Age == 19 && p.Residence == "collective-protection" }},
		{"bodd her i 30 år", func(p search.Person) bool { return p.Age == 0 }},
		{"over 55 år", func(p search.Person) bool { return p.Age == 56 }},
		{"dem under 25", func(p search.Person) bool { return p.Age == 24 }},
		{"ukrainsk flyktning", func(p search.Person) bool { return p.Residence == "collective-protection" && len(p.Against) == 0 }},
		{"familiegjenforent med en flyktning", func(p search.Person) bool { return p.Residence == "family-of-protected" && len(p.Against) == 0 }},
		{"flyktning med permanent opphold", func(p search.Person) bool { return p.Residence == "refugee" && len(p.Against) == 0 }},
		{"asylsøker og norsk statsborger", func(p search.Person) bool { return len(p.Against) == 1 && p.Against[0].Field == "residence" }},
		{"arbeidsinnvandrer og flyktning", func(p search.Person) bool { return len(p.Against) == 1 }},
		{"ikke flyktning", func(p search.Person) bool { return p.Residence == "" }},
		{"mann og kvinne", func(p search.Person) bool { return len(p.Against) == 1 }},
		{"uten skolegang, men med universitet fra hjemlandet", func(p search.Person) bool { return len(p.Against) == 1 }},
		{"hva er KVP?", func(p search.Person) bool { return !p.Known() }},
	} {
		if p := ask(t, ix, tt.q).Person; !tt.want(p) {
			t.Errorf("%q tells %+v", tt.q, p)
		}
	}
}

// TestForeignLanguages: a question in none of the guide's languages is known for one,
// and those in its own are not.
func TestForeignLanguages(t *testing.T) {
	ix := search.Whole(t)
	for q, want := range map[string]string{
		"Скільки триває програма інтеграції?": "uk", "як довго": "uk", "Сколько это длится и кто платит?": content.OtherLang,
		"كم تستغرق دورة اللغة النرويجية؟": "ar", "دوره زبان چقدر طول می\u200cکشد": "prs", "እዚ ክንደይ ግዜ ይወስድ?": "ti",
		"jak długo trwa kurs i kto może dostać pomoc?": "pl", "waa maxay kuwa ka qayb geli kara, waxaan rabaa": "so",
		"wie lange dauert das und wer bekommt eine Wohnung?": content.OtherLang, "quelle est la durée et qui peut le faire avec une bourse": content.OtherLang,
		"这个课程多长时间": content.OtherLang, "කොපමණ": content.OtherLang,
	} {
		if got := ask(t, ix, q).Foreign; got != want {
			t.Errorf("%q: %q, want %q", q, got, want)
		}
	}
	for _, file := range []string{search.HeldOut} {
		for _, q := range search.Questions(t, file) {
			if got := ask(t, ix, q.Query).Foreign; got != "" {
				t.Errorf("%q is taken for %s", q.Query, got)
			}
		}
	}
}

// TestBareAndSilent: a case without a question, and nothing at all.
func TestBareAndSilent(t *testing.T) {
	ix := search.Whole(t)
	for q, want := range map[string][2]bool{
		"flyktning med A2 og lite skolegang": {true, false}, "34-åring med B1": {true, false}, "hva med ukrainere?": {true, false}, "what about refugees": {true, false},
		"hva er det som": {false, false}, "og den der": {false, true}, "jeg jobber i NAV": {false, true}, "og så?": {false, true},
		"flyktning i KVP": {false, false}, "hva er KVP": {false, false}, "tannlege for flyktninger": {false, false},
	} {
		if res := ask(t, ix, q); res.Bare != want[0] || res.Silent != want[1] {
			t.Errorf("%q: bare %v, silent %v, want %v", q, res.Bare, res.Silent, want)
		}
	}
}

// TestAmountOfASupport: how much a support is, stands in what it is. Of anything else
// the same words ask who pays.
func TestAmountOfASupport(t *testing.T) {
	ix := search.Whole(t)
	frames := map[content.Lang][]string{
		content.Bokmal:  {"hvor mye er {}?", "hvor mye utgjør {}", "hvor stor er {}?", "hvor mye er egentlig {}"},
		content.Nynorsk: {"kor mykje er {}?", "kor mykje utgjer {}", "kor stor er {}?"},
		content.English: {"how much is {}?", "how much are {}", "how high is {}?"},
	}
	for l, fs := range frames {
		for _, e := range ix.Guide().OfKind(content.Support) {
			for _, f := range fs {
				q := strings.ReplaceAll(f, "{}", named(e.Text(l).Title))
				if res := ask(t, ix, q); res.Section != "" && res.Confidence == search.Strong || slices.Contains(res.Sections, content.Payer) {
					t.Errorf("%q: %s %v, section %q", q, res.Confidence, ids(res, 1), res.Section)
				}
			}
		}
	}
	if res := ask(t, ix, "hvor mye er norskprøven på?"); res.Section != content.Payer {
		t.Errorf("the price of an offer is in %q", res.Section)
	}
}

// TestMannersInSentences: what stands around manners in a sentence changes nothing; a
// subject beside them does.
func TestMannersInSentences(t *testing.T) {
	ix := search.Whole(t)
	manners := map[content.Talk]string{content.Greeting: "hei", content.Thanks: "takk", content.Person: "snakke med en person", content.Topics: "temaene", content.Journeys: "reisene", content.Map: "kartet", content.Forms: "malene", content.Restart: "start på nytt"}
	for k, said := range manners {
		for _, frame := range []string{"%", "%!", "%, vær så snill", "kan du %?", "jeg vil bare % nå", "%, takk", "hei, %", "kan jeg få % igjen?"} {
			if k == content.Thanks && strings.Contains(frame, "hei") || k == content.Greeting && strings.Contains(frame, "takk") {
				continue
			}
			if got := ask(t, ix, strings.ReplaceAll(frame, "%", said)).Talk.Talk; got != k {
				t.Errorf("%q says %q, want %s", strings.ReplaceAll(frame, "%", said), got, k)
			}
		}
		for _, frame := range []string{"%, hva er KVP?", "% om tannlege", "% for fagskole", "%, hvem betaler norskprøven?"} {
			if got := ask(t, ix, strings.ReplaceAll(frame, "%", said)).Talk; got.Talk != "" {
				t.Errorf("%q is only %s", strings.ReplaceAll(frame, "%", said), got.Talk)
			}
		}
	}
	// Whatever the guide is asked is no manners.
	for _, q := range search.Questions(t, search.HeldOut) {
		if got := ask(t, ix, q.Query).Talk; got.Talk != "" {
			t.Errorf("%q is only %s", q.Query, got.Talk)
		}
	}
}
