package search

import "slices"

// left reads that somebody is out of what they were in: "har sluttet i jobben", "moved out of
// reception", "KVP er slutt", "off AAP".
func (t *telling) left() {
	p, w := &t.u.Person, t.ix.told
	for i := range t.tokens {
		s, ok := w.posts[t.at(i)]
		if !ok || s == "in-introduction-programme" || t.ofKin[i] || slices.Contains(t.asker, i) || t.isAsked(i) || t.wanted(i) || !t.leftBefore(i) && !t.overBehind(i) {
			continue
		}
		p.Status = slices.DeleteFunc(p.Status, func(o string) bool { return o == s })
		if !slices.Contains(p.NotStatus, s) {
			p.NotStatus = append(p.NotStatus, s)
		}
		t.told = append(t.told, i)
	}
}

// leftBefore reports whether a word that leaves stands before word i, with nothing between
// but small words.
func (t *telling) leftBefore(i int) bool {
	const most = 4
	for j := i - 1; j >= 0 && j >= i-most && t.sameClause(j, i); j-- {
		switch w := t.at(j); {
		case in1(t.ix.told.leaves, w):
			for k := j; k < i; k++ {
				t.told = append(t.told, k)
			}
			return true
		case !t.tokens[j].stop:
			return false
		}
	}
	return false
}

// overBehind reports whether word i is said to be over.
func (t *telling) overBehind(i int) bool {
	const most = 3
	is := false
	for j := i + 1; j <= i+most && t.sameClause(i, j); j++ {
		switch w := t.at(j); {
		case is && in1(t.ix.told.ended, w), in1(t.ix.told.longer, w) && t.denied(j):
			for k := i; k <= j; k++ {
				t.told = append(t.told, k)
			}
			return true
		case in1(t.ix.told.becomes, w), in1(set{"er": {}, "e": {}, "is": {}, "har": {}, "has": {}, "ble": {}, "vart": {}, "was": {}}, w):
			is = true
		case !t.tokens[j].stop:
			return false
		}
	}
	return false
}
