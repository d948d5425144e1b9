package webchat_test

import "testing"

// TestTitlesInAnotherLanguage: what of a title is in another language than the page says
// so, and nothing else does.
func TestTitlesInAnotherLanguage(t *testing.T) {
	s := newWholeSite(t)
	for _, tt := range []struct {
		path string
		want []string
		not  []string
	}{
		{"/en/fagbrev-pa-jobb", []string{`>Trade certificate on the job (<span lang="no">fagbrev på jobb</span>)</h1>`}, []string{`<span lang="en">`}},
		{"/en/kombinasjonslop", []string{`>Combined pathways (parallel tracks)</h1>`}, nil},
		{"/en/introduksjonsprogram", []string{`"external"><span lang="no">Innhold i introduksjonsprogrammet</span> (`, `"external">Integration Act`}, []string{`<span lang="en">`}},
		{"/nb/introduksjonsprogram", []string{`"external"><span lang="en">Introduction programme</span> (regjeringen.no, engelsk)</a>`}, []string{`"external"><span lang="no">`}},
		{"/nn/introduksjonsprogram", []string{`"external">Innhold i introduksjonsprogrammet (`}, []string{`"external"><span lang="no">`}},
		{"/?lang=en&q=what+is+fagbrev+pa+jobb", []string{`(<span lang="no">fagbrev på jobb</span>)</a>`}, nil},
	} {
		page := body(t, s.get(t, tt.path))
		contains(t, page, tt.want...)
		lacks(t, page, tt.not...)
	}
}

// TestNorwegianInTexts: Norwegian words of a text to the participant say so, and in another
// script they keep their own direction, amounts with their currency.
func TestNorwegianInTexts(t *testing.T) {
	s := newWholeSite(t)
	for path, want := range map[string]string{
		"/handout/ar/introduksjonsstonad":   `(<bdi lang="no">introduksjonsstønad</bdi>)`,
		"/handout/ti/tiltakspenger":         `<bdi lang="no">kr` + "\u00a0" + `312</bdi>`,
		"/handout/pl/kvalifiseringsprogram": `(<span lang="no">kvalifiseringsprogram, KVP</span>)`,
		"/handout/en/kvalifiseringsprogram": `(<span lang="no">kvalifiseringsprogram, KVP</span>)`,
	} {
		contains(t, body(t, s.get(t, path)), want)
	}
	lacks(t, body(t, s.get(t, "/handout/nb/kvalifiseringsprogram")), `lang="no"`)
}
