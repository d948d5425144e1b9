package content

import (
	"slices"
	"strconv"
)

// Looks is what the conditions of an entry look at in a person: persons who are alike in
// that stand to it alike.
type Looks struct {
	fields   map[string]bool
	statuses []string // that a condition asks for
	since    []string // what is asked to be over for how long
}

// LooksOf returns what the conditions of e look at.
func LooksOf(e *Entry) *Looks {
	l := &Looks{fields: map[string]bool{}}
	for _, c := range e.Conditions {
		if c.Effect != Must && c.Effect != Excludes {
			continue
		}
		l.fields[c.Field] = true
		switch c.Field {
		case "status":
			for _, s := range c.Value.Words("any") {
				if !slices.Contains(l.statuses, s) {
					l.statuses = append(l.statuses, s)
				}
			}
		case "time_in_norway":
			l.sinceOf(c.Value.Word("since"))
		case "age": // there was another when a permit was granted
			l.sinceOf("protection")
		}
	}
	return l
}

func (l *Looks) sinceOf(since string) {
	if since != "" && !slices.Contains(l.since, since) {
		l.since = append(l.since, since)
	}
}

// Append adds to b what l looks at in p, as text.
func (l *Looks) Append(b []byte, p Profile) []byte {
	word := func(s string) { b = append(append(b, s...), ';') }
	number := func(n *int) {
		if n != nil {
			b = strconv.AppendInt(b, int64(*n), 10)
		}
		b = append(b, ';')
	}
	truth := func(t *bool) {
		switch {
		case t == nil:
		case *t:
			b = append(b, '+')
		default:
			b = append(b, '-')
		}
		b = append(b, ';')
	}
	if l.fields["age"] {
		number(&p.Age)
		number(&p.AgeTo)
	}
	if l.fields["gender"] {
		word(p.Gender)
	}
	if l.fields["residence"] {
		word(p.Residence)
	}
	if l.fields["norwegian"] {
		word(p.Norwegian)
	}
	if l.fields["schooling"] {
		word(p.Schooling)
		for _, s := range p.Papers {
			word(s)
		}
		truth(&p.AllPapers)
	}
	if l.fields["settled_by_agreement"] {
		truth(p.Settled)
	}
	if l.fields["time_since_settlement"] {
		number(p.MonthsSettled)
	}
	if l.fields["time_in_norway"] {
		number(p.InNorway)
	}
	if l.fields["work_experience"] {
		number(p.YearsOfWork)
	}
	if l.fields["care"] {
		truth(p.Care)
	}
	for _, since := range l.since {
		if n, ok := p.MonthsSince[since]; ok {
			number(&n)
		} else {
			b = append(b, ';')
		}
	}
	for _, s := range l.statuses {
		switch {
		case slices.Contains(p.Status, s):
			b = append(b, '+')
		case slices.Contains(p.NotStatus, s):
			b = append(b, '-')
		default:
			b = append(b, '?')
		}
	}
	return b
}
