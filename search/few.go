package search

// fewTerms are the entries that each term of a field stands in, once for each time: for the
// entries of one place, for which an index of Bleve's would take many times their size.
type fewTerms struct {
	listTable
	draft map[string][]int32 // while entries are added
}

// fieldTerm names a term of a field.
func fieldTerm(field, term string) string { return field + " " + term }

// add adds the terms that entry i has in a field. Entries come in their order.
func (f *fewTerms) add(field string, terms []string, i int) {
	for _, t := range terms {
		at := fieldTerm(field, t)
		f.draft[at] = append(f.draft[at], int32(i))
	}
}

// each calls fn with the entries that have a term in a field, and how often.
func (f *fewTerms) each(field, term string, fn func(entry uint32, freq float64)) {
	of := numbersOf(&f.listTable, fieldTerm(field, term))
	for from, to := 0, 0; from < len(of); from = to {
		for to < len(of) && of[to] == of[from] {
			to++
		}
		fn(uint32(of[from]), float64(to-from))
	}
}

// newFew indexes few entries in memory. There is nothing to close.
func newFew(c corpus, s setup) *Index {
	ix := unfilled(c, s)
	ix.few = &fewTerms{draft: map[string][]int32{}}
	b := newBuilder(ix)
	for i := range ix.entries {
		b.document(i)
	}
	b.whole()
	ix.few.listTable, ix.few.draft = newListTable(ix.few.draft), nil
	ix.finish()
	return ix
}
