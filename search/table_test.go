package search

import (
	"fmt"
	"slices"
	"testing"
)

// TestTable: every string is found by its text and at its place, as text and as bytes, and
// nothing else is; whatever begins alike stands together.
func TestTable(t *testing.T) {
	for _, n := range []int{0, 1, 2, 3, 1000} {
		want := map[string][]int32{}
		for i := range n {
			want[fmt.Sprintf("ord%d", i*i)] = []int32{int32(i), int32(-i)}
		}
		if n > 2 {
			want[""] = nil
		}
		l := newListTable(want)
		if len(l.ends) != len(want) {
			t.Fatalf("%d strings, want %d", len(l.ends), len(want))
		}
		last := ""
		for i := range l.ends {
			s := l.at(i)
			at, ok := find(&l.strTable, []byte(s))
			if at != i || !ok || i > 0 && s <= last || !slices.Equal(numbersOf(&l, s), want[s]) {
				t.Errorf("of %d: %q stands at %d and is found at %d (%v) with %v, want %v", n, s, i, at, ok, numbersOf(&l, s), want[s])
			}
			last = s
		}
		for _, s := range []string{"ord", "ord2", "ord1 ", "x", "ord00"} {
			if l.has(s) || numbersOf(&l, []byte(s)) != nil {
				t.Errorf("of %d: %q is found", n, s)
			}
		}
		from, to := l.begin("ord1")
		for i := range l.ends {
			if in := i >= from && i < to; in != (len(l.at(i)) > 3 && l.at(i)[:4] == "ord1") {
				t.Errorf("of %d: %q is among those that begin with ord1: %v", n, l.at(i), in)
			}
		}
	}
}

// TestListsAreApart: who appends to a list overwrites none that follows.
func TestListsAreApart(t *testing.T) {
	l := newListTable(map[string][]int32{"a": {1}, "b": {2}})
	_ = append(numbersOf(&l, "a"), 9)
	if got := numbersOf(&l, "b"); !slices.Equal(got, []int32{2}) {
		t.Errorf("the list of b is %v after another was appended to", got)
	}
}
