package content

import (
	"fmt"
	"slices"
	"strings"
)

// counties are the numbers of Norway's counties since 2024. A municipality's number begins
// with its county's.
var counties = []string{"03", "11", "15", "18", "31", "32", "33", "34", "39", "40", "42", "46", "50", "55", "56"}

// inventedCounty is of no county: examples and tests have municipalities in it.
const inventedCounty = "99"

// The lengths of numbers.
const (
	countyDigits       = 2
	municipalityDigits = 4
)

// CheckPlace reports what keeps number from being that of a municipality (four digits) or a
// county (two); nil where nothing does. Of a municipality only its form and its county are
// known, and 99 is an invented county's, for examples.
func CheckPlace(number string) error {
	digits := strings.Trim(number, "0123456789") == ""
	switch {
	case !digits || len(number) != countyDigits && len(number) != municipalityDigits:
		return fmt.Errorf("%q is no number of a municipality (four digits) or a county (two)", number)
	case countyOf(number) != inventedCounty && !slices.Contains(counties, countyOf(number)):
		return fmt.Errorf("%q is of no county: there is none with the number %s", number, countyOf(number))
	case len(number) == municipalityDigits && strings.HasSuffix(number, "00"):
		return fmt.Errorf("%q is no municipality: write %s for all of the county", number, countyOf(number))
	}
	return nil
}

// countyOf is the county that a place is or lies in.
func countyOf(number string) string { return number[:min(countyDigits, len(number))] }

// placesAt are the places whose entries stand beside the national ones in a municipality:
// its county, and itself; none for what is no municipality.
func placesAt(municipality string) []string {
	if len(municipality) != municipalityDigits || CheckPlace(municipality) != nil {
		return nil
	}
	return []string{countyOf(municipality), municipality}
}
