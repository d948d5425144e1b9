package bot

import "slices"

// window is up to thirteen digits of groups side by side.
type window struct {
	digits [13]byte
	n      int
	cuts   [13]int  // after how many digits a group begins; the first is 0
	gaps   [13]*gap // what stands before the group
	k      int      // of the groups
}

func (w *window) add(t *token) {
	w.cuts[w.k], w.gaps[w.k] = w.n, &t.gap
	w.k++
	w.n += copy(w.digits[w.n:], t.digits)
}

func (w *window) all() []byte { return w.digits[:w.n] }

func (w *window) groups() int { return w.k }

// size returns how many digits group i has.
func (w *window) size(i int) int {
	if i+1 == w.k {
		return w.n - w.cuts[i]
	}
	return w.cuts[i+1] - w.cuts[i]
}

// gapsAt reports whether the gaps are where one number may have them: a narrow one
// anywhere, a wide one at the given places or between single digits.
func (w *window) gapsAt(places []int) bool {
	for i := 1; i < w.k; i++ {
		single := w.size(i-1) == 1 && w.size(i) == 1
		if !w.gaps[i].narrow() && !single && !slices.Contains(places, w.cuts[i]) {
			return false
		}
	}
	return true
}

// cutsAre reports whether the groups begin after exactly these numbers of digits.
func (w *window) cutsAre(cuts ...int) bool { return slices.Equal(w.cuts[1:w.k], cuts) }

// cutAfterDate reports whether the digits are grouped as a date and five more are.
func (w *window) cutAfterDate() bool { return w.cutAt(6, birthGaps) }

// cutAfterLongDate is cutAfterDate for a year of four digits.
func (w *window) cutAfterLongDate() bool { return w.cutAt(8, longGaps) }

func (w *window) cutAt(date int, places []int) bool {
	cuts := w.cuts[1:w.k]
	outside := func(c int) bool { return !slices.Contains(places, c) }
	return w.k == w.n || slices.Contains(cuts, date) && !slices.ContainsFunc(cuts, outside)
}

// hasSecondYear reports whether a group after the first is a year: years in a row are
// no DUF number.
func (w *window) hasSecondYear() bool {
	for i := 1; i < w.k; i++ {
		if w.size(i) == 4 && isDUFYear(w.digits[w.cuts[i]:w.cuts[i]+4]) {
			return true
		}
	}
	return false
}

// hasSign reports whether one of the signs stands between the groups.
func (w *window) hasSign(signs string) bool {
	return slices.ContainsFunc(w.gaps[1:w.k], func(g *gap) bool { return g.has(signs) })
}

// isPassport reports whether the digits, right behind a word that says they are a
// passport's, can be its number: seven to nine, or six behind a country's letters. Countries
// agree on no form; dates are what else is written there.
func (w *window) isPassport(lettered bool) bool {
	d := w.all()
	switch {
	case w.hasSign("./:-"):
		return false
	case w.n == 6:
		return lettered
	case w.n == 8:
		return !(isBirthYear(d[4:]) && number(d[2:4]) <= 12 || isBirthYear(d[:4]) && number(d[4:6]) <= 12)
	}
	return w.n == 7 || w.n == 9
}
