package bot

// otherForm returns how many tokens from i on are written as something that is no
// personal number, 0 for none: an account number, a case number, a date with a time,
// an amount. What is left over of them is no part of a number either.
func (s *scan) otherForm(i int) int {
	for _, form := range []func(int) int{s.accountForm, s.caseForm, s.timeForm, s.datesForm, s.amountForm} {
		if n := form(i); n > 0 {
			return n
		}
	}
	return 0
}

// group returns the digits of token i where gap is all that stands before them, nil
// for anything else.
func (s *scan) group(i int, gap string) []byte {
	if i >= len(s.tokens) || s.at(i).isWord() || !s.at(i).gap.is(gap) {
		return nil
	}
	return s.at(i).digits
}

// accountForm: 1234.56.78903 and 1234 56 78903.
func (s *scan) accountForm(i int) int {
	for _, sep := range []string{".", " "} {
		if len(s.at(i).digits) == 4 && len(s.group(i+1, sep)) == 2 && len(s.group(i+2, sep)) == 5 {
			return 3
		}
	}
	return 0
}

// caseForm: 2024/123456-78.
func (s *scan) caseForm(i int) int {
	y, number, document := s.at(i).digits, s.group(i+1, "/"), s.group(i+2, "-")
	if len(y) == 4 && isBirthYear(y) && len(number) >= 1 && len(number) <= 7 && len(document) >= 1 && len(document) <= 3 {
		return 3
	}
	return 0
}

// fullDate is threeGroups with all four digits of the year: with two, the groups may be
// those of a number.
func (s *scan) fullDate(i int) (writtenDate, bool) {
	d, ok := s.threeGroups(i)
	return d, ok && (len(s.at(i).digits) == 4 || len(s.at(i+2).digits) == 4)
}

// timeForm: 2024-08-01 12:30 and 1.8.2024 12.30, with seconds and their parts.
func (s *scan) timeForm(i int) int {
	d, ok := s.fullDate(i)
	if !ok {
		return 0
	}
	hours, sep := s.group(d.next, " "), ":"
	minutes := s.group(d.next+1, sep)
	if minutes == nil {
		sep = "."
		minutes = s.group(d.next+1, sep)
	}
	if len(hours) < 1 || len(hours) > 2 || number(hours) > 24 || len(minutes) != 2 || number(minutes) > 59 {
		return 0
	}
	n := d.next + 2 - i
	if len(s.group(i+n, sep)) == 2 {
		n++
		if len(s.group(i+n, ".")) > 0 {
			n++
		}
	}
	return n
}

// datesForm: the first of two dates, 1.8.2024 - 15.12.2024.
func (s *scan) datesForm(i int) int {
	first, ok := s.fullDate(i)
	if !ok || first.next >= len(s.tokens) || s.at(first.next).isWord() {
		return 0
	}
	if _, ok = s.threeGroups(first.next); !ok {
		return 0
	}
	return first.next - i
}

// amountForm: 123 456 789,00 and 123.456.789,00.
func (s *scan) amountForm(i int) int {
	first := s.at(i).digits
	if len(first) > 3 || first[0] == 0 {
		return 0
	}
	for _, sep := range []string{".", " "} {
		n := 1
		for len(s.group(i+n, sep)) == 3 && n < len(window{}.digits) {
			n++
		}
		if n > 1 && len(s.group(i+n, ",")) == 2 {
			return n + 1
		}
	}
	return 0
}

// startsPhone reports whether the digits of token i are an international telephone
// number's: a plus that belongs to nothing before it, and no zero.
func (s *scan) startsPhone(i int) bool {
	t := s.at(i)
	g := t.gap
	if g.n == 0 || g.n > maxGap || g.signs[g.n-1] != '+' || t.digits[0] == 0 {
		return false
	}
	return g.n == 1 && i == 0 || g.n > 1 && (g.signs[g.n-2] == ' ' || g.signs[g.n-2] == '(')
}
