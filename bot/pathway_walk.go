package bot

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"veiviser/content"
	"veiviser/locales"
	"veiviser/pathway"
)

// noteOfPath is the button for a case note of all of a path's statements; of nothing where
// it has none.
func (co paths) noteOfPath(p pathway.Path) Action {
	var t Ticks
	for _, ph := range p.Phases {
		for i, s := range co.statements(ph) {
			if s.ID != (Pick{}) && i < maxPhasePoints && !slices.Contains(t.Offered, s.ID) && len(t.Offered) < maxPicks {
				t.Offered = append(t.Offered, s.ID)
			}
		}
	}
	t.On = t.Offered
	if len(t.Offered) == 0 {
		return Action{}
	}
	r := Ref{Lang: co.lang, Entry: t.Offered[0].Entry}
	return Action{Kind: NotePath, Label: co.words.Text(locales.RowNote), Aloud: co.words.Text(locales.PathNote), Ref: r, Value: t.String(), Path: notePicksPath(co.lang, t.On)}
}

// notePicksPath is the address of the page that makes a note of statements.
func notePicksPath(l content.Lang, ps []Pick) string {
	return "/" + string(l) + "/note?" + url.Values{"p": {joinPicks(ps)}}.Encode()
}

// PathNote makes a case note of everything that the guide says of a path; ok is false for
// no such path.
func (cs Cards) PathNote(l content.Lang, a PathAsked, o NoteOptions) (n Note, ok bool) {
	co := paths{lists{cs.in(l)}}
	res := co.find(a)
	i := slices.IndexFunc(res.Paths, func(p pathway.Path) bool { return p.Style == a.Way.Style || a.Way.Style == "" })
	if i < 0 {
		return Note{}, false
	}
	var said []noted
	for _, ph := range res.Paths[i].Phases {
		for _, s := range co.statements(ph) {
			link := Ref{Lang: co.lang, Entry: s.Entry}
			if s.ID != (Pick{}) {
				link.Digest = s.ID.Digest
			}
			said = append(said, noted{s, Resolved{}, link.Path()})
		}
	}
	return noteOf(co.words, said, o), true
}

// walking answers with paths of one's own.
type walking struct{ *turn }

// asked answers a text that goes on along a path, or changes what it may be.
func (t walking) asked(context.Context) (Answer, bool, error) {
	on := t.was.Way
	said := t.res.Talk.Talk
	switch {
	case !t.MakesPaths():
		return Answer{}, false, nil
	case said == content.MakePath:
		return t.begin(), true, nil
	case on.Goal == "":
		return Answer{}, false, nil
	case on.Style == "" && t.res.Choice > 0 && t.res.Choice <= len(pathway.Styles()) && len(t.res.Sections) == 0:
		return t.choose(t.res.Choice), true, nil
	case on.Style != "" && said == content.NextOne:
		return t.show(on.at(on.Style, on.Phase+1)), true, nil
	case on.Style != "" && said == content.Back && on.Phase > 1:
		return t.show(on.at(on.Style, on.Phase-1)), true, nil
	case said == content.Back:
		return t.show(on.whole()), true, nil
	}
	return t.changes(on)
}

// changes reads a text that narrows the way: "uten KVP", "deltid", "i Nordland".
func (t walking) changes(on Way) (Answer, bool, error) {
	words := strings.Fields(strings.ToLower(strings.TrimRight(t.text, ".?!")))
	if len(words) == 0 || len(words) > 6 {
		return Answer{}, false, nil
	}
	if number := countyNamed(t.text); number != "" {
		on.County = number
		return t.show(on.whole()), true, nil
	}
	switch words[0] {
	case "uten", "utan", "without":
		for _, m := range t.res.Mentions {
			if m.Entry.Kind == content.Offer {
				return t.show(on.without(m.Entry.ID)), true, nil
			}
		}
	case "deltid", "part-time", "halv":
		if len(words) <= 2 {
			on.PartTime = true
			return t.show(on.whole()), true, nil
		}
	}
	return Answer{}, false, nil
}

// begin shows the paths of those told of.
func (t walking) begin() Answer {
	told := t.was.Told.then(toldBy(t.res.Person), true)
	t.now.Told = told
	if told.fields() == 0 {
		co := t.in(t.res.Lang)
		c := textCard(co.words, co.words.Text(locales.PathTellTitle), co.words.Text(locales.PathTell))
		c.Row = []Action{{Kind: AskThis, Label: co.words.Text(locales.PathTellExample), Ref: Ref{Lang: co.lang}, Value: co.words.Text(locales.PathTellExample)}}
		t.now.leave()
		return t.plain(co.lang, c)
	}
	return t.show(Way{Goal: goalOf(told)})
}

// choose shows the first phase of the path at a place among those shown.
func (t walking) choose(n int) Answer {
	co := paths{lists{t.in(t.res.Lang)}}
	res := co.find(t.asks(t.was.Way))
	if n > len(res.Paths) {
		return t.show(t.was.Way.whole())
	}
	return t.show(t.was.Way.at(res.Paths[n-1].Style, 1))
}

func (t walking) asks(way Way) PathAsked {
	return PathAsked{Profile: t.now.Told.profile(), Reaches: t.now.Told.Reaches, Way: way}
}

// show answers with the way, which the conversation is then on.
func (t walking) show(way Way) Answer {
	co := paths{lists{t.in(t.res.Lang)}}
	c := co.card(t.asks(way))
	t.now.leave()
	t.now.Way = way
	if c.Subject == nil {
		t.now.Way = way.whole()
	}
	return t.plain(co.lang, c)
}

// pressed answers the button of a way. What was told of the participant may be gone.
func (t walking) pressed(value string) Answer {
	way, ok := ParseWay(value)
	if !ok || t.now.Told.fields() == 0 {
		co := t.in(t.res.Lang)
		return t.plain(co.lang, textCard(co.words, co.words.Text(locales.PathTellTitle), co.words.Text(locales.PathGone)))
	}
	return t.show(way)
}
