package search

import (
	"slices"
	"strings"

	"veiviser/content"
)

// toldPhrases reads what the phrases of _talk.yaml tell of a participant.
type toldPhrases struct {
	*telling
	statuses  statuses
	residence *residence
	schooling *schooling

	found []asking // with those of a status that small words stand in
}

// read reads the phrases in order.
func (p toldPhrases) read() {
	for _, a := range p.found {
		if p.phrase(a) {
			p.tell(a.words...)
		}
	}
	p.residence.reunite()
}

// phrase reads one phrase and reports whether its words tell something. Those of a status
// are noted where it is read.
func (p toldPhrases) phrase(a asking) bool {
	v, first := a.says.Value, a.first()
	if p.fit >= 0 && first > p.fit && (a.says.Talk == content.Aim || a.says.Talk == content.Situation) {
		return false // "hva må til for at hun får norskopplæring?" is asked of
	}
	if p.swallowed(a) || p.whose.ofSelf(first) || p.meant.reached(a) || p.isNoPerson(a) {
		return false
	}
	if p.whose.family[first] && a.says.Talk != content.Caring {
		if a.says.Talk == content.Ground {
			p.residence.family = v
		}
		return false
	}
	no := p.meant.negated(first) || p.meant.denies(a)
	switch {
	case a.says.Talk == content.Situation:
		p.statuses.phrase(a, no)
		return false
	case a.says == Saying{content.Aim, "work"} && p.statuses.hasJob(a, no):
		a.says = Saying{content.Situation, "employed"}
		p.statuses.phrase(a, no)
		return false
	case no && a.says.Talk != content.Caring:
		return false
	}
	switch a.says.Talk {
	case content.Ground:
		return p.residence.phrase(a)
	case content.Schooled:
		return p.schooling.phrase(a)
	case content.Gender:
		if p.behind(first, p.told.children) || p.meant.preceded(first, 5, p.told.marries, p.small.joins) {
			return false
		}
		p.set("gender", &p.Gender, v)
	case content.Speaks:
		p.set("norwegian", &p.Norwegian, v)
	case content.Aim:
		if p.preceded(first, 3, p.told.quits) {
			return false // "vil slutte i jobben"
		}
		if p.Goal == "" || p.Goal == "education" {
			p.Goal = v
		}
	case content.Caring:
		return p.care(a, no)
	case content.EarnsSoon:
		p.IncomeSoon = true
	default:
		return false
	}
	return true
}

// swallowed reports whether a longer phrase of the same key says more than a: "ukrainsk
// flyktning" is no flyktning.
func (p toldPhrases) swallowed(a asking) bool {
	return slices.ContainsFunc(p.found, func(o asking) bool {
		return o.says.Talk == a.says.Talk && len(o.words) > len(a.words) && o.first() <= a.first() && a.last() <= o.last() && o.says.Value != a.says.Value
	})
}

// isNoPerson reports whether what reads as a man or woman is a word that is only folded like
// one, as "får" like "far", or is somebody's child: "her boy".
func (p toldPhrases) isNoPerson(a asking) bool {
	if a.says.Talk != content.Gender {
		return false
	}
	if x := p.tokens[a.first()]; (x.text == "far" || x.text == "kar") && x.plain != x.text || x.text == "far" && in1(p.told.howFar, p.at(a.first()-1)) {
		return true
	}
	if parent := p.at(a.first()); (parent == "mor" || parent == "far" || parent == "mother" || parent == "father") && p.preceded(a.first(), 5, p.told.nurses) {
		return true // "tar seg av sin syke far"
	}
	return in1(p.told.their, p.at(a.first()-1))
}

// care reads whether there is a child to care for.
func (p toldPhrases) care(a asking, no bool) bool {
	if in1(p.told.children, p.at(a.last())) && p.whose.askerHas(a.first()) {
		return false
	}
	if a.says.Value == "true" && strings.HasPrefix(p.at(a.first()), "ansvar") && p.asks {
		return false // "hvem har ansvaret for det?"
	}
	if yes := a.says.Value == "true" && !no; p.Care == nil || !yes { // "no children" has "children" in it
		p.cares(yes)
	}
	return true
}
