package cards

import (
	"strconv"
	"strings"

	"veiviser/bot"
)

// sources tell where statements come from, and when that was written: in one line where
// all of them were read on one day, else a line each.
func sources(cited []bot.Source) []Element {
	if len(cited) == 0 {
		return nil
	}
	lines := make([]string, len(cited))
	same := true
	for i, s := range cited {
		lines[i] = `[` + strconv.Itoa(s.Number) + `] ` + link(s.Title, s.URL)
		same = same && s.Dated == cited[0].Dated && s.Note == ""
	}
	if same {
		return []Element{small(strings.Join(lines, " · ") + " · " + Escape(cited[0].Dated))}
	}
	out := make([]Element, len(cited))
	for i, s := range cited {
		line := lines[i] + ", " + Escape(s.Dated)
		if s.Note != "" {
			line += ", " + Escape(s.Note)
		}
		out[i] = small(line)
		out[i].Spacing = "None"
	}
	return out
}
