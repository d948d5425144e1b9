package blocks

import (
	"slices"
	"strings"

	"veiviser/bot"
)

// sources are one line where all are law that was checked on the same day, else a line
// each.
func sources(ss []bot.Source) string {
	if len(ss) == 0 {
		return ""
	}
	if !slices.ContainsFunc(ss, func(s bot.Source) bool { return !law(s) || s.Dated != ss[0].Dated }) {
		names := make([]string, len(ss))
		for i, s := range ss {
			names[i] = named(s)
		}
		if one := strings.Join(names, " · ") + " · " + Escape(ss[0].Dated); size(one) <= MaxSection {
			return one
		}
	}
	var text string
	for i, s := range ss {
		item := named(s)
		for _, part := range []string{s.Dated, s.Note} {
			switch {
			case part == "":
			case law(s) && part == s.Dated:
				item += " · " + Escape(part)
			case !law(s):
				item += ", " + Escape(part)
			}
		}
		if i > 0 {
			item = "\n" + item
		}
		if size(text)+size(item) > MaxSection-1 {
			return text + "…"
		}
		text += item
	}
	return text
}

// named is a source's number, and its title linked to where it stands.
func named(s bot.Source) string { return mark(s.Number) + " " + link(s.URL, s.Title) }

// law reports whether a source is a section of an act, which was read where it stands
// today.
func law(s bot.Source) bool { return strings.HasPrefix(s.URL, "https://lovdata.no/") }
