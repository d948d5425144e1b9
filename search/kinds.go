package search

import (
	"slices"
	"strings"

	"veiviser/content"
)

// kindCues are the words by which people name a kind of entry, folded.
var kindCues = map[content.Kind]string{
	content.Journey:  `eksempel|eksempler|døme|døma|example|examples|case|eksempelreise|reise|historie|løp|story|someone|journey`,
	content.Resource: `nettside|nettsted|nettstad|side|sida|site|website|webside|portal|portalen|verktøy|verktøyet|verktøya|tool|app|ressurs|nettressurs|page|materiell|materials`,
	content.Actor:    `hvem|kven|who|etat|kontor|instans|direktorat|directorate|agency`,
	content.Support:  `stønad|stønaden|penger|pengar|tilskudd|tilskot|grant|benefit|allowance|stipend|midler|midlar|money|utbetalt|sats|satsen`,
	content.Level:    `nivå|nivået|level|a1|a2|b1|b2|c1`,
}

func newKindCues(fold func(string) string) map[content.Kind]map[string]struct{} {
	out := map[content.Kind]map[string]struct{}{}
	for k, list := range kindCues {
		out[k] = wordSet(strings.ReplaceAll(list, "|", " "), fold)
	}
	return out
}

// scoreKinds lifts the entries of a kind that the question names.
func (s *scorer) scoreKinds() {
	for _, k := range content.Kinds() {
		named := slices.ContainsFunc(s.words, func(w string) bool { _, ok := s.ix.kinds[k][w]; return ok })
		if !named {
			continue
		}
		for i, e := range s.ix.entries {
			if e.Kind == k {
				s.total[i] *= 1 + s.ix.tune.kind
			}
		}
	}
}
