package blocks

import "veiviser/bot"

// sources are where statements are from: what fits a block.
func sources(ss []bot.Source) string {
	var text string
	for i, l := range bot.SourceLines(ss) {
		if i > 0 {
			text += "\n"
		}
		whole := len(l.Sources)
		for size(text)+size(said(l)) >= MaxSection && len(l.Sources) > 0 {
			l.Sources = l.Sources[:len(l.Sources)-1]
		}
		if len(l.Sources) > 0 {
			text += said(l)
		}
		if len(l.Sources) < whole {
			return text + "…"
		}
	}
	return text
}

// said is a line of sources, whose titles lead to where they stand.
func said(l bot.SourceLine) string {
	return l.Join(func(s bot.Source) string { return link(s.URL, s.Title) }, Escape)
}
