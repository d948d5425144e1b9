package content

import (
	"fmt"
	"time"
)

// Date is a source's date as precise as the source gave it: a year, a month or a
// day. The zero Date is unknown: the page showed none.
type Date struct{ s string } // "", "2024", "2024-03" or "2024-03-07"

// UnknownDate is how an unknown date is written in an entry file.
const UnknownDate = "ukjent"

// ParseDate reads "2024", "2024-03", "2024-03-07" or "ukjent" (the zero Date).
func ParseDate(s string) (Date, error) {
	if s == UnknownDate {
		return Date{}, nil
	}
	for _, layout := range []string{"2006", "2006-01", time.DateOnly} {
		if _, err := time.Parse(layout, s); err == nil {
			return Date{s}, nil
		}
	}
	return Date{}, fmt.Errorf("date %q is not a date (want 2024, 2024-03, 2024-03-07 or %s)", s, UnknownDate)
}

// Unknown reports whether the source showed no date.
func (d Date) Unknown() bool { return d.s == "" }

// DateOf is the day of t.
func DateOf(t time.Time) Date { return Date{t.Format(time.DateOnly)} }

// String returns the date as it is written in an entry file.
func (d Date) String() string {
	if d.Unknown() {
		return UnknownDate
	}
	return d.s
}

// months names the months in Norwegian; the two written languages agree.
var months = [...]string{"januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember"}

// In writes the date as people read it, as precisely as it is known: "1. mai 2026", "mai
// 2026", "2026", in English "1 May 2026". An unknown date is the empty string.
func (d Date) In(l Lang) string {
	t := d.start()
	month := months[t.Month()-1]
	if l == English {
		month = t.Month().String()
	}
	switch len(d.s) {
	case len(time.DateOnly):
		if l == English {
			return fmt.Sprintf("%d %s %d", t.Day(), month, t.Year())
		}
		return fmt.Sprintf("%d. %s %d", t.Day(), month, t.Year())
	case len("2006-01"):
		return fmt.Sprintf("%s %d", month, t.Year())
	}
	return d.s
}

// Before reports whether d lies before o. A date without a day or month counts from
// its first day; an unknown date lies before every known one.
func (d Date) Before(o Date) bool { return d.start().Before(o.start()) }

// BeforeTime reports whether d lies before t, an unknown date never.
func (d Date) BeforeTime(t time.Time) bool { return !d.Unknown() && d.start().Before(t) }

func (d Date) start() time.Time {
	if d.Unknown() {
		return time.Time{}
	}
	t, err := time.Parse(time.DateOnly[:len(d.s)], d.s)
	if err != nil {
		panic("content: date made outside ParseDate: " + d.s)
	}
	return t
}

// MarshalText writes the date as String does.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (d *Date) UnmarshalText(b []byte) error {
	p, err := ParseDate(string(b))
	if err != nil {
		return err
	}
	*d = p
	return nil
}
