package content

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// lawChecker checks what rules, amounts and short forms ask of an entry.
type lawChecker struct{ *checker }

// rules checks that a rule rests on a source that can carry it, and the summary on some.
func (c lawChecker) rules(e *Entry) {
	nb := e.Texts[Bokmal]
	if nb == nil {
		return
	}
	for _, st := range nb.Sections {
		for i, p := range st.Points {
			s, ok := e.Source(p.Source)
			if p.Rule != nil && ok && s.Kind != Statute && s.Kind != Official {
				c.fail(e, fmt.Sprintf("nb.%s.%d", st.Key, i), fmt.Sprintf("a rule whose source is %s", s.Kind), "an act (law: …) or an official source")
			}
		}
	}
	for i, key := range e.SummarySources {
		if _, ok := e.Source(key); !ok {
			c.fail(e, fmt.Sprintf("summary_sources.%d", i), fmt.Sprintf("summary_sources: no source %q", key), didYouMean(key, e.sourceKeys()))
		}
	}
}

// shorts checks that short forms are short, and there in every language or in none.
func (c lawChecker) shorts(e *Entry) {
	nb := e.Texts[Bokmal]
	if nb == nil {
		return
	}
	for _, l := range Langs() {
		t := e.Texts[l]
		if t == nil {
			continue
		}
		at := string(l)
		c.short(e, shortForm{at + ".differs", t.Differs, nb.Differs, DiffersMax})
		c.short(e, shortForm{at + ".short", t.Short, t.Short, ShortTitleMax}) // a title may be short in one language
		for _, st := range t.Sections {
			other := nb.Section(st.Key)
			for i, p := range st.Points {
				if i < len(other) {
					c.short(e, shortForm{fmt.Sprintf("%s.%s.%d.short", l, st.Key, i), p.Short, other[i].Short, ShortMax})
				}
			}
		}
	}
}

// shortForm is a short text, what bokmål has in its place, and its bound.
type shortForm struct {
	path, text, nb string
	most           int
}

func (c lawChecker) short(e *Entry, f shortForm) {
	if n := utf8.RuneCountInString(f.text); n > f.most {
		c.fail(e, f.path, fmt.Sprintf("%s has %d characters (at most %d)", f.path, n, f.most), "")
	}
	if (f.text == "") != (f.nb == "") {
		c.fail(e, f.path, f.path+" and nb: one has a short form, the other has not", "write it in nb, nn and en")
	}
}

// expiryWarning is how long before its day a rule's reading or its end is told.
const expiryWarning = 60 * 24 * time.Hour

// expired reports rules that must be read again or have ended on the day now, and
// changes to come that have: a guide is still served with them, since every rule is
// shown with the day it was checked, and a change with its own.
func (c lawChecker) expired(now time.Time) {
	for _, ch := range c.g.changes {
		if ch.Coming && ch.Date.BeforeTime(now) {
			c.problems = append(c.problems, Problem{File: changesFile, Text: fmt.Sprintf("change %q came on %s", ch.ID, ch.Date), Hint: "read the law, mend the entries it touches, then take coming away"})
		}
	}
	for _, e := range c.g.entries {
		nb := e.Texts[Bokmal]
		if nb == nil {
			continue
		}
		for _, st := range nb.Sections {
			for i, p := range st.Points {
				if p.Rule == nil || p.Rule.Checked.Unknown() {
					continue
				}
				at := fmt.Sprintf("nb.%s.%d.rule", st.Key, i)
				c.due(e, now, due{at, p.Rule.ReviewBy(), "must be read again", "read " + p.Rule.Law.String() + ", then renew checked"})
				if !p.Rule.Until.Unknown() {
					c.due(e, now, due{at, p.Rule.Until.start(), "ends by itself", "write what applies from then on"})
				}
			}
		}
	}
}

// due is what a rule asks for on a day.
type due struct {
	at         string // path of the rule
	day        time.Time
	what, hint string
}

// due reports a day that has come, and warns of one that comes soon.
func (c lawChecker) due(e *Entry, now time.Time, d due) {
	text := fmt.Sprintf("%s %s on %s", d.at, d.what, d.day.Format(time.DateOnly))
	switch {
	case !now.Before(d.day):
		c.fail(e, d.at, text, d.hint)
	case now.Add(expiryWarning).After(d.day):
		c.warn(e, d.at, text, d.hint)
	}
}

// lawHold are the rules of a guide that keeps to the law in force.
func lawHold(c *checker) {
	for _, e := range c.g.entries {
		l := lawChecker{c}
		l.ownAmounts(e)
		l.carried(e)
		l.bills(e)
		l.shortForms(e)
		l.sourceNotes(e)
	}
}

func (c lawChecker) ownAmounts(e *Entry) {
	for _, path := range e.ownAmounts {
		c.warn(e, path, path+" has an amount of its own", "put it in "+ratesFile+" and refer to it: "+referenceHint)
	}
}

// carrying are the sections a private site, news or a proposal can't carry.
func carrying() []Section { return []Section{Right, Requirements, Payer, Livelihood, Duration} }

// carried reports statements that rest on less than they must.
func (c lawChecker) carried(e *Entry) {
	nb := e.Texts[Bokmal]
	if nb == nil {
		return
	}
	for _, st := range nb.Sections {
		for i, p := range st.Points {
			at := fmt.Sprintf("nb.%s.%d", st.Key, i)
			s, _ := e.Source(p.Source)
			w := e.Weight(p)
			switch {
			case w == Weightless && slices.Contains(carrying(), st.Key):
				c.warn(e, at, fmt.Sprintf("%s rests on a %s source", at, s.Kind), "find an act or an agency, or leave it out")
			case (st.Key == Right || st.Key == Duration) && w != Binding && w != Guiding:
				c.warn(e, at, fmt.Sprintf("%s rests on a %s source", at, s.Kind), "a right or a duration rests on an act or an agency; what one place does stands under local")
			}
		}
	}
}

// bills reports sources that are proposals of an act in force.
func (c lawChecker) bills(e *Entry) {
	for _, s := range e.Sources {
		for _, l := range c.g.book.laws {
			for _, b := range l.Bills {
				if s.Kind != Statute && strings.Contains(s.Title, b) {
					c.warn(e, "sources."+s.Key, fmt.Sprintf("source %q is %s, which has become law", s.Key, b), "cite "+l.Names[Bokmal])
				}
			}
		}
	}
}

// shortForms reports what lists, comparisons and choices would have nothing to show of.
func (c lawChecker) shortForms(e *Entry) {
	nb := e.Texts[Bokmal]
	if nb == nil {
		return
	}
	if nb.Differs == "" && slices.Contains([]Kind{Offer, Support, Topic, Journey}, e.Kind) {
		c.warn(e, "nb.title", "no differs", "the line under a choice, in nb, nn and en")
	}
	if e.Kind != Offer && e.Kind != Support {
		return
	}
	if len(e.Conditions) == 0 {
		c.warn(e, "id", "no conditions", "conditions: what it asks of a person, or field: unknown where no source says")
	}
	if len(e.SummarySources) == 0 {
		c.warn(e, "nb.summary", "no summary_sources", "the keys of the sources that the summary rests on")
	}
	for _, s := range []Section{Who, Right, Requirements, Payer, Livelihood, Duration} {
		for i, p := range nb.Section(s) {
			if p.Short == "" {
				at := fmt.Sprintf("nb.%s.%d", s, i)
				c.warn(e, at, at+" has no short", "the statement in at most 60 characters, in nb, nn and en")
			}
		}
	}
}

// sourceNote matches notes on the source within a sentence; the card shows the source.
var sourceNote = regexp.MustCompile(`(?i)\b(?:ifølgj?e|according to|samme (?:private )?(?:kilde|nettside|rapport|utredning))`)

func (c lawChecker) sourceNotes(e *Entry) {
	for _, l := range Langs() {
		e.eachText(l, func(path, text string) {
			if m := sourceNote.FindString(text); m != "" {
				c.warn(e, path, fmt.Sprintf("%s names its source in the sentence: %q", path, strings.TrimSpace(m)), "the card shows the source and its date")
			}
		})
	}
}
