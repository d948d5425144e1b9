package content

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// line returns where path stands in the entry's file, or where the nearest thing
// above it does.
func (e *Entry) line(path string) int {
	for path != "" {
		if n, ok := e.pos[path]; ok {
			return n
		}
		i := strings.LastIndexByte(path, '.')
		if i < 0 {
			break
		}
		path = path[:i]
	}
	return e.pos["id"]
}

// checker collects the findings of the rules that need a whole entry or guide.
type checker struct {
	g        *Guide
	problems Problems
}

func (c *checker) fail(e *Entry, path, text, hint string) {
	c.problems = append(c.problems, Problem{File: e.file, Line: e.line(path), Text: text, Hint: hint})
}

func (c *checker) warn(e *Entry, path, text, hint string) {
	c.problems = append(c.problems, Problem{File: e.file, Line: e.line(path), Warning: true, Text: text, Hint: hint})
}

// mustHold are the rules without which a guide can't be served.
func mustHold(c *checker) {
	for _, e := range c.g.entries {
		c.entry(e)
		if e.AddsTo != "" {
			c.fail(e, "adds_to", "a national entry adds to nothing", "adds_to is for local folders")
		}
	}
	c.aliases()
	c.lists()
	c.problems = append(c.problems, (&handoverChecker{byID: c.g.byID, hands: &c.g.hands}).check()...)
}

// entry are the rules of mustHold for one entry.
func (c *checker) entry(e *Entry) {
	c.shape(e)
	c.texts(e)
	c.relations(e)
	sourceChecker{c}.sources(e)
	sourceChecker{c}.statements(e)
	c.steps(e)
	c.snippets(e)
	lawChecker{c}.rules(e)
	lawChecker{c}.shorts(e)
	conditionChecker{c}.conditions(e)
}

// shouldHold are the rules of a whole and well-kept guide; their findings are
// warnings.
func shouldHold(c *checker) {
	for _, e := range c.g.entries {
		c.ways(e)
		c.coverage(e)
		sourceChecker{c}.unusedSources(e)
	}
	c.names()
	c.termUse()
	lawHold(c)
}

// check runs rules over the loaded entries.
func (g *Guide) check(rules func(*checker)) Problems {
	c := &checker{g: g}
	rules(c)
	return c.problems
}

// shape checks what the entry says of itself.
func (c *checker) shape(e *Entry) {
	if !isSlug(e.ID) {
		c.fail(e, "id", fmt.Sprintf("id %q is not a slug", e.ID), "a-z, 0-9 and single hyphens; å→a, ø→o, æ→ae")
	}
	base := e.file[strings.LastIndexByte(e.file, '/')+1:]
	if base != e.ID+".yaml" {
		c.fail(e, "id", fmt.Sprintf("id %q is not the file's name", e.ID), "rename the file or the id")
	}
	if e.Kind == "" {
		c.fail(e, "id", `no "kind"`, "one of topic, offer, support, journey, actor, level, guidance, resource")
	}
	if e.Kind != Topic && e.Kind != Journey && e.Topic == "" {
		c.fail(e, "kind", `no "topic"`, "the id of one of the topics")
	}
	if e.Kind == Topic && e.Topic != "" {
		c.fail(e, "topic", "a topic belongs to no topic", "leave the field out")
	}
}

// maxID keeps a permalink within one line of a case note.
const maxID = 60

func isSlug(s string) bool {
	if s == "" || len(s) > maxID || strings.HasPrefix(s, "-") || strings.HasSuffix(s, "-") || strings.Contains(s, "--") {
		return false
	}
	return strings.IndexFunc(s, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-')
	}) < 0
}

// texts checks that the three languages say the same things.
func (c *checker) texts(e *Entry) {
	for _, l := range Langs() {
		t := e.Texts[l]
		if t == nil {
			c.fail(e, "id", fmt.Sprintf("no text in %q", l), "an entry is written in nb, nn and en")
			continue
		}
		at := string(l)
		if t.Title == "" {
			c.fail(e, at, at+" has no title", "")
		}
		if t.Summary == "" {
			c.fail(e, at, at+" has no summary", "what is it and for whom")
		}
		if n := utf8.RuneCountInString(t.Summary); n > SummaryMax {
			c.fail(e, at+".summary", fmt.Sprintf("%s.summary has %d characters (at most %d)", at, n, SummaryMax), "")
		}
		journey := e.Kind == Journey
		if hasStory := t.Persona != "" && t.Start != "" && t.Goal != ""; journey != hasStory {
			c.fail(e, at, at+": persona, start and goal belong to journeys, all three", "")
		}
	}
	nb := e.Texts[Bokmal]
	if nb == nil {
		return
	}
	for _, l := range []Lang{Nynorsk, English} {
		if t := e.Texts[l]; t != nil {
			c.sameSections(e, nb, t, l)
		}
	}
	c.ownNynorsk(e)
}

// sameSections reports where t has other sections, points or sources than nb.
func (c *checker) sameSections(e *Entry, nb, t *Text, l Lang) {
	for _, s := range Sections() {
		a, b := nb.Section(s), t.Section(s)
		at := fmt.Sprintf("%s.%s", l, s)
		switch {
		case len(a) > 0 && len(b) == 0:
			c.fail(e, string(l), fmt.Sprintf("%s has no section %q, nb has", l, s), "the languages carry the same sections")
		case len(a) == 0 && len(b) > 0:
			c.fail(e, at, fmt.Sprintf("%s has a section %q, nb has not", l, s), "the languages carry the same sections")
		case len(a) != len(b):
			c.fail(e, at, fmt.Sprintf("%s has %d points, nb.%s has %d", at, len(b), s, len(a)), "the languages carry the same points in the same order")
		default:
			for i := range a {
				if a[i].Source != b[i].Source {
					c.fail(e, fmt.Sprintf("%s.%d", at, i), fmt.Sprintf("point %d of %s has source %q, in nb %q", i+1, at, b[i].Source, a[i].Source), "a point has the same source in every language")
				}
			}
		}
	}
}

// ownNynorsk reports nynorsk that is bokmål unchanged. Titles and very short texts
// may well be the same word in both.
func (c *checker) ownNynorsk(e *Entry) {
	nn, nb := e.Texts[Nynorsk], e.Texts[Bokmal]
	if nn == nil {
		return
	}
	same := func(path, a, b string) {
		if a == b && utf8.RuneCountInString(a) > 40 {
			c.fail(e, path, path+" is the bokmål text unchanged", "write it in nynorsk")
		}
	}
	same("nn.summary", nn.Summary, nb.Summary)
	for _, st := range nn.Sections {
		other := nb.Section(st.Key)
		for i, p := range st.Points {
			if i < len(other) {
				same(fmt.Sprintf("nn.%s.%d", st.Key, i), p.Text, other[i].Text)
			}
		}
	}
}

// relations checks that references exist and lead to the right kind.
func (c *checker) relations(e *Entry) {
	c.refs(e, "responsible", e.Responsible, Actor)
	c.refs(e, "livelihood", e.Livelihood, Support)
	c.refs(e, "combines_with", e.CombinesWith, Offer)
	c.refs(e, "leads_to", e.LeadsTo, Offer, Level, Support, Guidance)
	c.refs(e, "see_also", e.SeeAlso, Kinds()...)
	if e.Topic != "" {
		c.ref(e, "topic", e.Topic, Topic)
	}
	if e.Kind != Offer && len(e.CombinesWith) > 0 {
		c.fail(e, "combines_with", "only an offer combines with offers", "use see_also")
	}
}

// ways reports where an entry's relations come to an end.
func (c *checker) ways(e *Entry) {
	if e.Kind == Offer {
		if len(e.Responsible) == 0 {
			c.warn(e, "kind", "the offer has no responsible actor", "responsible: [kommune]")
		}
		if len(e.LeadsTo) == 0 {
			c.warn(e, "kind", "the offer leads nowhere", "leads_to: what comes next")
		}
	}
	for i, id := range e.CombinesWith {
		if o, ok := c.g.byID[id]; ok && !slices.Contains(o.CombinesWith, e.ID) {
			c.warn(e, fmt.Sprintf("combines_with.%d", i), fmt.Sprintf("combines_with %q, which does not combine back", id), "add "+e.ID+" to combines_with in "+o.file)
		}
	}
}

func (c *checker) refs(e *Entry, field string, ids []string, kinds ...Kind) {
	for i, id := range ids {
		c.ref(e, fmt.Sprintf("%s.%d", field, i), id, kinds...)
	}
}

func (c *checker) ref(e *Entry, path, id string, kinds ...Kind) {
	field, _, _ := strings.Cut(path, ".")
	o, ok := c.g.byID[id]
	switch {
	case !ok:
		c.fail(e, path, fmt.Sprintf("%s: no entry %q", field, id), didYouMean(id, slices.Sorted(maps.Keys(c.g.byID))))
	case id == e.ID:
		c.fail(e, path, field+" points at the entry itself", "")
	case !slices.Contains(kinds, o.Kind):
		c.fail(e, path, fmt.Sprintf("%s: %q is of kind %s", field, id, o.Kind), fmt.Sprintf("want %v", kinds))
	}
}

// steps checks a journey's way.
func (c *checker) steps(e *Entry) {
	if e.Kind != Journey {
		if len(e.Steps) > 0 {
			c.fail(e, "steps", "only a journey has steps", "")
		}
		return
	}
	if len(e.Steps) == 0 {
		c.fail(e, "id", "the journey has no steps", "")
	}
	for i, s := range e.Steps {
		at := fmt.Sprintf("steps.%d", i)
		if len(s.Offers) == 0 {
			c.fail(e, at, fmt.Sprintf("step %d names no offer", i+1), "offers: [an entry's id]")
		}
		for _, id := range s.Offers {
			c.ref(e, at+".offers", id, Offer, Guidance, Resource, Level)
		}
		for _, id := range s.Responsible {
			c.ref(e, at+".responsible", id, Actor)
		}
		for _, id := range s.Livelihood {
			c.ref(e, at+".livelihood", id, Support)
		}
		if i == 0 && s.Parallel {
			c.fail(e, at, "the first step is parallel to nothing", "")
		}
		switch _, known := e.Source(s.Source); {
		case s.Constructed == (s.Source != ""):
			c.fail(e, at, fmt.Sprintf("step %d is either sourced or constructed", i+1), "source: key, or constructed: true")
		case s.Source != "" && !known:
			c.fail(e, at, fmt.Sprintf("step %d: no source %q", i+1, s.Source), didYouMean(s.Source, e.sourceKeys()))
		}
		for _, l := range Langs() {
			if t := s.Texts[l]; t.Title == "" || t.Text == "" {
				c.fail(e, at, fmt.Sprintf("step %d has no title or text in %q", i+1, l), "")
			}
		}
	}
}

func (e *Entry) sourceKeys() []string {
	keys := make([]string, len(e.Sources))
	for i, s := range e.Sources {
		keys[i] = s.Key
	}
	return keys
}
