package search

import (
	"maps"
	"slices"
	"sort"
	"strings"
)

// strTable is a list of strings in order, each found by its text. It is three pieces of
// memory, whatever the number of strings: the garbage collector has nothing to follow, and
// a file holds them as they are.
type strTable struct {
	text  string   // the strings, one after the other
	ends  []uint32 // where each ends in text
	slots []uint32 // by hash: the number of a string and one, 0 for none
}

// newTable makes a table of strings that are in order, each once.
func newTable(sorted []string) strTable {
	size := 2
	for size < 2*len(sorted) {
		size *= 2
	}
	t := strTable{ends: make([]uint32, 0, len(sorted)), slots: make([]uint32, size)}
	var text strings.Builder
	for i, s := range sorted {
		text.WriteString(s)
		t.ends = append(t.ends, uint32(text.Len()))
		at := slot(s, size)
		for t.slots[at] != 0 {
			at = (at + 1) % size
		}
		t.slots[at] = uint32(i + 1)
	}
	t.text = text.String()
	return t
}

// setOf makes a table of the keys of a map.
func setOf[V any](m map[string]V) strTable { return newTable(slices.Sorted(maps.Keys(m))) }

// slot is where the search for a string begins: by 32-bit FNV-1a, the same in every run.
func slot[K string | []byte](s K, size int) int {
	const offset, prime = 2166136261, 16777619
	h := uint32(offset)
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * prime
	}
	return int(h^h>>15) & (size - 1)
}

// find returns the number of a string; ok is false where it is not in the table.
func find[K string | []byte](t *strTable, s K) (n int, ok bool) {
	if len(t.ends) == 0 {
		return 0, false
	}
	for at := slot(s, len(t.slots)); t.slots[at] != 0; at = (at + 1) % len(t.slots) {
		if i := int(t.slots[at] - 1); t.at(i) == string(s) {
			return i, true
		}
	}
	return 0, false
}

// has reports whether s is in the table.
func (t *strTable) has(s string) bool {
	_, ok := find(t, s)
	return ok
}

// at returns string number i.
func (t *strTable) at(i int) string {
	from := uint32(0)
	if i > 0 {
		from = t.ends[i-1]
	}
	return t.text[from:t.ends[i]]
}

// begin returns which strings begin with prefix: those in [from, to).
func (t *strTable) begin(prefix string) (from, to int) {
	from = sort.Search(len(t.ends), func(i int) bool { return t.at(i) >= prefix })
	to = from
	for to < len(t.ends) && strings.HasPrefix(t.at(to), prefix) {
		to++
	}
	return from, to
}

// listTable is a table with a list of numbers for each string.
type listTable struct {
	strTable
	lists lists
}

func newListTable(m map[string][]int32) listTable {
	keys := slices.Sorted(maps.Keys(m))
	l := listTable{strTable: newTable(keys)}
	for _, k := range keys {
		l.lists.add(m[k])
	}
	return l
}

// numbersOf returns the list of a string, which nobody may change; nil for one that is not
// in the table.
func numbersOf[K string | []byte](l *listTable, s K) []int32 {
	i, ok := find(&l.strTable, s)
	if !ok {
		return nil
	}
	return l.lists.at(i)
}

// lists are lists of numbers, one after the other.
type lists struct {
	all  []int32
	ends []uint32 // where each ends in all
}

func (l *lists) add(list []int32) {
	l.all = append(l.all, list...)
	l.ends = append(l.ends, uint32(len(l.all)))
}

// at returns list number i, clipped: who appends to it makes a copy.
func (l *lists) at(i int) []int32 {
	from := uint32(0)
	if i > 0 {
		from = l.ends[i-1]
	}
	return slices.Clip(l.all[from:l.ends[i]])
}
