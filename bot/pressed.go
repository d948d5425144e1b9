package bot

import (
	"slices"
	"strconv"
	"strings"
)

// pressing answers what was pressed.
type pressing struct{ *turn }

// answer answers a choice that was pressed: a place in what was offered, or an id.
func (t pressing) answer() Answer {
	t.res.Lang = t.q.orFallback(t.lang)
	if value, ok := strings.CutPrefix(t.q.Choice, tellPrefix); ok {
		return asked(t).pressed(value)
	}
	switch t.q.Choice {
	case ChooseNone:
		return offering(t).noneOfThese()
	case ChoosePath:
		if !t.MakesPaths() { // the button is of a time when it did
			return offering(t).noSuchPlace(nil)
		}
		return walking(t).pressed(t.q.Text)
	case ChooseNext:
		if t.was.Page == 0 { // the list is of a conversation that is over
			return offering(t).noSuchPlace(nil)
		}
		return listing(t).page(t.was.Told, t.was.Page+1)
	}
	if n, err := strconv.Atoi(t.q.Choice); err == nil {
		return offering(t).place(n)
	}
	if e, ok := t.guide.Entry(t.q.Choice); ok {
		if slices.Contains(t.was.Offered, e.ID) {
			return offering(t).choose(e, t.was.Section)
		}
		return t.stay(e, "")
	}
	return t.found()
}
