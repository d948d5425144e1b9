package cards

import "veiviser/bot"

// sources tell where statements come from, and when that was written.
func sources(cited []bot.Source) []Element {
	var out []Element
	for i, l := range bot.SourceLines(cited) {
		line := small(l.Join(func(s bot.Source) string { return link(s.Title, s.URL) }, Escape))
		if i > 0 {
			line.Spacing = "None"
		}
		out = append(out, line)
	}
	return out
}
