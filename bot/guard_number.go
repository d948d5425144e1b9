package bot

// personalNumber tells the kind of an eleven-digit number with a date of the calendar
// and right check digits, "" for any other.
func personalNumber(d []byte) NumberKind {
	_, _, kind := dateOf(d)
	if kind == "" || !checkDigits(d) {
		return ""
	}
	return kind
}

// What is added to the parts of the date, by the Tax Administration's and the Norwegian
// health network's own descriptions of the numbers.
const (
	dNumberDay     = 40 // D-number
	hNumberMonth   = 40 // H-number, and NAV's synthetic persons
	syntheticMonth = 65 // synthetic persons
	taxMonth       = 80 // the Tax Administration's synthetic persons
)

// dateOf returns the day and month that six or more digits begin with, and the kind of
// number such a date makes; zeros where the calendar has no such day. Synthetic numbers
// count as what they imitate.
func dateOf(d []byte) (day, month int, kind NumberKind) {
	kind = Fodselsnummer
	day, month = number(d[:2]), number(d[2:4])
	if day > dNumberDay {
		day, kind = day-dNumberDay, DNummer
	}
	switch {
	case month > taxMonth:
		month -= taxMonth
	case month > syntheticMonth:
		month -= syntheticMonth
	case month > hNumberMonth:
		month -= hNumberMonth
		kind = HNummer
	}
	if day < 1 || month < 1 || month > 12 || day > daysIn(month, number(d[4:6])) {
		return 0, 0, ""
	}
	return day, month, kind
}

// daysIn returns the days of a month in a year of which the last two digits are known;
// of the years that end in 00 one may be a leap year.
func daysIn(month, year int) int {
	switch {
	case month == 2 && year%4 == 0:
		return 29
	case month == 2:
		return 28
	case month == 4, month == 6, month == 9, month == 11:
		return 30
	}
	return 31
}

// checkDigits verifies both check digits. From 2032 the Tax Administration also
// gives out numbers whose first weighted sum leaves 1, 2 or 3 when divided by 11, in
// parallel with the old rule that it leaves 0.
func checkDigits(d []byte) bool {
	first := []int{3, 7, 6, 1, 8, 9, 4, 5, 2, 1}
	second := []int{5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1}
	return weighted(d, first)%11 <= 3 && weighted(d, second)%11 == 0
}

func weighted(d []byte, weights []int) int {
	sum := 0
	for i, w := range weights {
		sum += w * int(d[i])
	}
	return sum
}

// longForms returns the eleven digits that thirteen with a four-digit year stand for:
// 31121990 or 19901231 before the last five. Most have none.
func longForms(d []byte) (forms [][]byte) {
	last := d[8:]
	if isBirthYear(d[4:8]) {
		forms = append(forms, eleven(d[:4], d[6:8], last))
	}
	if isBirthYear(d[:4]) {
		forms = append(forms, eleven(d[6:8], d[4:6], d[2:4], last))
	}
	return forms
}

func eleven(parts ...[]byte) []byte {
	out := make([]byte, 0, 11)
	for _, p := range parts {
		out = append(out, p...)
	}
	return out
}

// isBirthYear reports whether four digits are the year of birth of somebody who can
// have a number: none was given to people born before 1854.
func isBirthYear(d []byte) bool {
	y := number(d)
	return len(d) == 4 && y >= 1854 && y <= 2060
}

// isDUFYear reports whether four digits are a year DUF numbers begin with: that of the
// first application, of which the register's oldest are from 1990. The last year is
// far ahead, for the guard knows no clock.
func isDUFYear(d []byte) bool {
	y := number(d)
	return len(d) == 4 && y >= 1990 && y <= 2060
}

// number is the value of digits.
func number(d []byte) int {
	n := 0
	for _, v := range d {
		n = 10*n + int(v)
	}
	return n
}
