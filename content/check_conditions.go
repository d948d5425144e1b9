package content

import (
	"fmt"
	"maps"
	"slices"
)

// pointIDs returns where each named point of the bokmål text stands.
func (e *Entry) pointIDs() map[string]string {
	ids := map[string]string{}
	if nb := e.Texts[Bokmal]; nb != nil {
		for _, st := range nb.Sections {
			for i, p := range st.Points {
				if p.ID != "" && ids[p.ID] == "" {
					ids[p.ID] = fmt.Sprintf("%s.%s.%d", Bokmal, st.Key, i)
				}
			}
		}
	}
	return ids
}

// conditionChecker checks the conditions of an entry.
type conditionChecker struct{ *checker }

// conditions checks that every condition rests on a point and every way in is used.
func (c conditionChecker) conditions(e *Entry) {
	ids := e.pointIDs()
	c.pointNames(e, ids)
	if len(e.Conditions) > 0 && e.Kind != Offer && e.Kind != Support {
		c.fail(e, "conditions", "only offers and supports have conditions", "")
	}
	used := map[string]bool{}
	for i, cond := range e.Conditions {
		at := fmt.Sprintf("conditions.%d", i)
		if cond.PointID != "" && ids[cond.PointID] == "" {
			c.fail(e, at+".point", fmt.Sprintf("condition %d: no point %q", i+1, cond.PointID), didYouMean(cond.PointID, slices.Sorted(maps.Keys(ids))))
		}
		if p, ok := e.point(cond.PointID); ok && cond.Formal {
			if w := e.Weight(p); w != Binding && w != Guiding && !cond.Local {
				c.fail(e, at, fmt.Sprintf("condition %d is formal and its point %q rests on less than an agency", i+1, cond.PointID), "binding: informal, or a source that binds")
			}
		}
		for _, r := range cond.Routes {
			used[r] = true
			if !slices.ContainsFunc(e.Routes, func(have Route) bool { return have.Key == r }) {
				c.fail(e, at+".route", fmt.Sprintf("condition %d: no route %q", i+1, r), didYouMean(r, e.routeKeys()))
			}
		}
		c.valueEntries(e, at, cond)
	}
	for _, r := range e.Routes {
		if !used[r.Key] {
			c.fail(e, "routes."+r.Key, fmt.Sprintf("no condition uses route %q", r.Key), "remove it")
		}
	}
}

// pointNames checks the ids of points.
func (c conditionChecker) pointNames(e *Entry, ids map[string]string) {
	nb := e.Texts[Bokmal]
	if nb == nil {
		return
	}
	for _, st := range nb.Sections {
		for i, p := range st.Points {
			at := fmt.Sprintf("%s.%s.%d", Bokmal, st.Key, i)
			switch {
			case p.ID == "":
			case !isSlug(p.ID):
				c.fail(e, at+".id", fmt.Sprintf("point id %q is not a slug", p.ID), "a-z, 0-9 and single hyphens")
			case ids[p.ID] != at:
				c.fail(e, at+".id", fmt.Sprintf("point id %q stands twice", p.ID), "first at "+ids[p.ID])
			}
		}
	}
}

// valueEntries checks the entries a condition's value names.
func (c conditionChecker) valueEntries(e *Entry, at string, cond Condition) {
	for _, f := range propertyFields() { // those of a person name no entry
		if f.name != cond.Field {
			continue
		}
		for _, k := range f.keys {
			if k.kind != entryValue {
				continue
			}
			for _, id := range cond.Value[k.name] {
				if !slices.Contains(k.words, id) {
					c.ref(e, at+".value."+k.name, id, Kinds()...)
				}
			}
		}
	}
}

func (e *Entry) routeKeys() []string {
	var keys []string
	for _, r := range e.Routes {
		keys = append(keys, r.Key)
	}
	return keys
}

// point returns the bokmål point with the given id.
func (e *Entry) point(id string) (Point, bool) {
	if nb := e.Texts[Bokmal]; nb != nil && id != "" {
		for _, st := range nb.Sections {
			for _, p := range st.Points {
				if p.ID == id {
					return p, true
				}
			}
		}
	}
	return Point{}, false
}
