package search_test

import (
	"reflect"
	"testing"

	"veiviser/search"
)

// What is told by a word, wherever it stands in its clause, in three languages, and what only
// looks like it.
func TestToldByWords(t *testing.T) {
	ix := search.Whole(t)
	type told = map[string]any
	out := func(s ...any) []any { return s }
	for _, tt := range []struct {
		text string
		want told
	}{
		// what is wanted
		{"hun ønsker seg aller helst en fast jobb, A2", told{"gender": "woman", "goal": "work", "norwegian": "A2"}},
		{"han er ute etter et fagbrev, B1", told{"gender": "man", "goal": "trade-certificate", "norwegian": "B1"}},
		{"ho vil ha utdanninga si godkjend, B2", told{"gender": "woman", "goal": "recognition", "norwegian": "B2"}},
		{"she aims for Norwegian citizenship, B1", told{"gender": "woman", "goal": "permanent-or-citizen", "norwegian": "B1"}},
		{"mål: fast jobb. A2", told{"goal": "work", "norwegian": "A2"}},
		{"han vil slutte i jobben, A2", told{"gender": "man", "norwegian": "A2"}},
		{"she has a work permit she wants renewed, A2", told{"gender": "woman", "residence": "labour", "norwegian": "A2"}},
		{"hvordan søker man autorisasjon?", told{}},

		// professions, and where they were learnt
		{"ingeniør fra Iran, 41, B1", told{"age": 41.0, "norwegian": "B1", "schooling": "higher", "abroad": true}},
		{"ein lærar med utdanning frå Syria, A2", told{"norwegian": "A2", "schooling": "higher", "abroad": true}},
		{"nurse educated in the Philippines, woman, B1", told{"gender": "woman", "norwegian": "B1", "schooling": "higher", "abroad": true}},
		{"Engineer, trained in Iran. Man, B1", told{"gender": "man", "norwegian": "B1", "schooling": "higher", "abroad": true}},
		{"kvinne 30, A2, skal til lege på tirsdag", told{"gender": "woman", "age": 30.0, "norwegian": "A2"}},
		{"mann 30 som lærer norsk, A2", told{"gender": "man", "age": 30.0, "norwegian": "A2", "goal": "norwegian", "status": out("in-norwegian-training")}},

		// out of what they were in
		{"han er ute av Nav-tiltaket, A2", told{"gender": "man", "norwegian": "A2"}},
		{"she moved out of reception, A1", told{"gender": "woman", "norwegian": "A1"}},
		{"KVP er slutt, han har A2", told{"gender": "man", "norwegian": "A2"}},
		{"han er i Nav-tiltak, A2", told{"gender": "man", "norwegian": "A2", "status": out("in-nav-measure")}},

		// ages and years
		{"hva med 25 år?", told{"age": 25.0}},
		{"ikke 20 men 30", told{"age": 30.0}},
		{"mann 48, 20 år som drosjesjåfør", told{"gender": "man", "age": 48.0, "years_of_work": 20.0}},
		{"åtte år på byggeplass, mann, A2", told{"gender": "man", "years_of_work": 8.0, "norwegian": "A2"}},
		{"kvinne, åtte år på skole, A2", told{"gender": "woman", "norwegian": "A2"}},
		{"en på 18 år som vil ta videregående", told{"age": 18.0, "goal": "upper-secondary"}},
		{"sett alderen til 35", told{"age": 35.0}},
		{"woman married to a 52-year-old Norwegian, A1", told{"gender": "woman", "residence": "family-of-other", "norwegian": "A1"}},

		// who, and where from
		{"M 56, B1", told{"gender": "man", "age": 56.0, "norwegian": "B1"}},
		{"f/44/flyktning/A2", told{"gender": "woman", "age": 44.0, "residence": "refugee", "norwegian": "A2"}},
		{"svensk dame 30 år", told{"gender": "woman", "age": 30.0, "residence": "nordic"}},
		{"polsk sveiser, B1", told{"residence": "eea", "norwegian": "B1"}},
		{"from outside the EEA, 36, man", told{"gender": "man", "age": 36.0}},
		{"naboen hennes er polsk og 61, hun har A2", told{"gender": "woman", "norwegian": "A2"}},
		{"konas norsk er C1 men han har A2", told{"gender": "man", "norwegian": "A2"}},
		{"gift m/ nordmann, kvinne", told{"gender": "woman", "residence": "family-of-other"}},

		// schooling, levels and care
		{"mann, litt skole, A1", told{"gender": "man", "norwegian": "A1"}}, // of no level that is finished
		{"hvilke krav har videregående opplæring for voksne?", told{}},
		{"A2 skriftlig og C1 muntlig, mann", told{"gender": "man", "norwegian": "A2"}},
		{"endre til B1", told{"norwegian": "B1"}},
		{"B1 wanted, has A1, man", told{"gender": "man", "norwegian": "A1", "reaches": "B1"}},
		{"kvinne som pleier sin syke far, 40", told{"gender": "woman", "age": 40.0, "care": true}},
	} {
		got := toldOf(ask(t, ix, tt.text).Person)
		if len(got) != len(tt.want) || len(got) > 0 && !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%q: %v, want %v", tt.text, got, tt.want)
		}
	}
	if p := ask(t, ix, "mann, litt skole, A1").Person; p.Schooling != "some" {
		t.Errorf("some schooling is read as %q", p.Schooling)
	}
}
