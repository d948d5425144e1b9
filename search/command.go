package search

import (
	"slices"

	"veiviser/content"
)

// command reads the manners and commands of a text.
type command struct{ *talk }

// read returns what the text says where manners and commands are all it says, beside for
// whom a path is to be made. told are the words that tell of a participant.
func (c command) read(told []int) Saying {
	best, covered := c.first()
	if best.Talk == "" {
		return Saying{}
	}
	covered = append(covered, c.object(best)...)
	if !c.makes(best, told, covered) && !c.without(covered).onlySmall(c.ix.small.talking) {
		return Saying{}
	}
	for _, a := range c.said {
		if a.says == best && !slices.Contains(c.u.Tongues, a.lang) {
			c.u.Tongues = append(c.u.Tongues, a.lang)
		}
	}
	return best
}

// makes reports whether a path or a note is to be made, for whomever and whatever purpose:
// beside it nothing is asked, and no entry named.
func (c command) makes(best Saying, told, covered []int) bool {
	if best.Talk != content.MakePath && best.Talk != content.TakeNote || c.has(c.ix.small.asks) {
		return false
	}
	return c.without(slices.Concat(told, covered)).namesNothing()
}

// first returns what goes before all else that is said, and the words that say any of it.
func (c command) first() (best Saying, covered []int) {
	most := 0
	for _, a := range c.said {
		r := rank(a.says.Talk)
		if r == 0 || !c.meant(a) {
			continue
		}
		covered = append(covered, a.words...)
		if a.says.Talk == content.Subscribe { // whatever of it changes
			for i := a.first(); i <= a.last(); i++ {
				covered = append(covered, i)
			}
		}
		if c.partOf(a) {
			continue
		}
		if score := 100*r + len(a.words); score > most || score == most && a.says.Talk == content.Go {
			best, most = a.says, score
		}
	}
	return best, covered
}

// rank orders what a text may say at once: "hei, hvem er du" asks who. What is no manners
// and no command has none.
func rank(k content.Talk) int {
	switch k {
	case content.Okay:
		return 1
	case content.Greeting:
		return 2
	case content.Goodbye:
		return 3
	case content.Thanks:
		return 4
	case content.Listing, content.AlsoOf, content.HowMuch, content.Adviser, content.Ground, content.Schooled, content.Gender, content.Situation, content.Speaks, content.Aim, content.Caring, content.EarnsSoon, content.Field, content.Fitting:
		return 0
	}
	return 5
}

// meant reports whether a phrase that reads as manners or a command is one: "who can help
// him?" asks for no help of ours, "when is she done?" is no goodbye.
func (c command) meant(a asking) bool {
	switch a.says.Talk {
	case content.Go:
		return c.goes(a)
	case content.Subscribe:
		return c.ofUs(a)
	case content.Help, content.Goodbye:
		return !c.has(c.ix.small.asks)
	}
	return true
}

// object are the words that name what a command is about: the journey to go to, what to tell
// the changes of, the goal of a path.
func (c command) object(s Saying) []int {
	var out []int
	for _, m := range c.u.Mentions {
		switch s.Talk {
		case content.Go:
			if m.Entry.Kind == content.Journey {
				out = append(out, m.First, m.Last)
			}
		case content.Subscribe, content.Unsubscribe:
			for i := m.First; i <= m.Last; i++ {
				out = append(out, i)
			}
		}
	}
	if s.Talk == content.MakePath { // "lag en vei til høyere utdanning"
		out = append(out, c.whereTo()...)
	}
	return out
}

// whereTo are the words behind "to" that name a goal, or level, at the end of a text.
func (c command) whereTo() []int {
	const most = 5
	for i, w := range c.tokens {
		if !in1(c.ix.told.toGoal, w.text) || i == 0 || len(c.tokens)-i-1 > most {
			continue
		}
		var out []int
		for j := i; j < len(c.tokens); j++ {
			out = append(out, j)
		}
		return out
	}
	return nil
}

// goal is where a path is to lead, empty where it is not told: "lag en vei til fagbrev".
func (c command) goal() string {
	for _, i := range c.whereTo() {
		if g, ok := c.ix.told.goals[c.tokens[i].text]; ok {
			return g
		}
	}
	return ""
}

// partOf reports whether the words of a stand in a longer phrase: "takk for hjelpen"
// asks for no help.
func (c command) partOf(a asking) bool {
	return slices.ContainsFunc(c.said, func(o asking) bool {
		return (rank(o.says.Talk) > 0 || o.says.Talk == content.Listing) && len(o.words) > len(a.words) && !slices.ContainsFunc(a.words, func(w int) bool { return !slices.Contains(o.words, w) })
	})
}

// ofUs reports whether what the phrase asks for is asked of us: "kan du si fra når dette
// endres?", but "må hun si fra når noe endres?" asks what somebody else has to do.
func (c command) ofUs(a asking) bool {
	for _, w := range c.tokens[:a.first()] {
		if !in1(c.ix.small.ofUs, w.text) && !in1(c.ix.small.polite, w.text) {
			return false
		}
	}
	return true
}

// goes reports whether a journey is named behind the phrase.
func (c command) goes(a asking) bool {
	return slices.ContainsFunc(c.u.Mentions, func(m Mention) bool { return m.Entry.Kind == content.Journey && m.First > a.last() })
}
