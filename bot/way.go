package bot

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"veiviser/content"
	"veiviser/pathway"
)

// Way is a path that is looked at: to which goal, what it may be, which of the paths, and
// where on it. Nothing in it is told of a participant.
type Way struct {
	Goal     string        `json:"goal"`              // of content.PathGoals
	Style    pathway.Style `json:"style,omitempty"`   // empty: all are shown, to choose from
	Phase    int           `json:"phase,omitempty"`   // from 1
	Without  []string      `json:"without,omitempty"` // ids that are in no path
	PartTime bool          `json:"part_time,omitempty"`
	Soon     bool          `json:"soon,omitempty"`   // income is needed soon
	County   string        `json:"county,omitempty"` // its number: "18"
}

// maxWithout is how many entries a way leaves out at the most.
const maxWithout = 6

// String returns the way as [ParseWay] reads it: "work/fast/2/ps/18/kvalifiseringsprogram".
func (w Way) String() string {
	flags := ""
	if w.PartTime {
		flags += "p"
	}
	if w.Soon {
		flags += "s"
	}
	return strings.Join([]string{w.Goal, string(w.Style), strconv.Itoa(w.Phase), flags, w.County, strings.Join(w.Without, ",")}, "/")
}

// ParseWay reads what String wrote. ok is false for anything else.
func ParseWay(s string) (w Way, ok bool) {
	parts := strings.Split(s, "/")
	if len(parts) != 6 || len(s) > maxAddress {
		return Way{}, false
	}
	w = Way{Goal: parts[0], Style: pathway.Style(parts[1]), PartTime: strings.Contains(parts[3], "p"), Soon: strings.Contains(parts[3], "s"), County: parts[4]}
	var err error
	w.Phase, err = strconv.Atoi(parts[2])
	if err != nil || w.Phase < 0 || w.Phase > maxStep || !slices.Contains(content.PathGoals(), w.Goal) || w.Style != "" && !slices.Contains(pathway.Styles(), w.Style) {
		return Way{}, false
	}
	if _, known := counties[w.County]; w.County != "" && !known {
		return Way{}, false
	}
	if parts[5] != "" {
		for id := range strings.SplitSeq(parts[5], ",") {
			if !idForm.MatchString(id) || len(id) > maxID || len(w.Without) == maxWithout {
				return Way{}, false
			}
			w.Without = append(w.Without, id)
		}
	}
	return w, true
}

// at is the way at a phase of a path.
func (w Way) at(s pathway.Style, phase int) Way {
	w.Style, w.Phase = s, phase
	return w
}

// whole is the way without a place on it: all its paths.
func (w Way) whole() Way { return w.at("", 0) }

// without is the way with an entry left out; the same where there is no room.
func (w Way) without(id string) Way {
	if slices.Contains(w.Without, id) || len(w.Without) == maxWithout {
		return w.whole()
	}
	w.Without = append(slices.Clone(w.Without), id)
	return w.whole()
}

func (w Way) options(reaches string) pathway.Options {
	return pathway.Options{Without: w.Without, PartTime: w.PartTime, IncomeSoon: w.Soon, County: counties[w.County], Reaches: reaches}
}

// WayWords lists the words of a way that are none of the guide's: styles, and the numbers of
// counties.
func WayWords() []string {
	out := slices.Sorted(maps.Keys(counties))
	for _, s := range pathway.Styles() {
		out = append(out, string(s))
	}
	return out
}

// counties are the counties by their number.
var counties = map[string]string{
	"03": "Oslo", "11": "Rogaland", "15": "Møre og Romsdal", "18": "Nordland", "31": "Østfold", "32": "Akershus", "33": "Buskerud", "34": "Innlandet",
	"39": "Vestfold", "40": "Telemark", "42": "Agder", "46": "Vestland", "50": "Trøndelag", "55": "Troms", "56": "Finnmark",
}

// countyNamed is the number of the county that a text names alone: "i Nordland".
func countyNamed(text string) string {
	for number, name := range counties {
		for _, in := range []string{"i ", "in ", ""} {
			if strings.EqualFold(strings.TrimRight(strings.TrimSpace(text), ".?!"), in+name) {
				return number
			}
		}
	}
	return ""
}

// goalOf is what a path is to lead to for those told of: work where nothing is said.
func goalOf(told Told) string {
	if told.Goal == "" && told.Reaches != "" {
		return "norwegian"
	}
	return cmp.Or(told.Goal, "work")
}
