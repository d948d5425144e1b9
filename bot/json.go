package bot

import (
	"veiviser/content"
	"veiviser/search"
)

// maxReplyHits is how many hits a Reply lists.
const maxReplyHits = 10

// Reply is an answer as `ask --format json` and POST /api/ask print it. Other
// programs read it: fields may be added, never renamed or taken away.
type Reply struct {
	Lang       content.Lang      `json:"question_lang"`
	Confidence search.Confidence `json:"confidence"`
	Section    *content.Section  `json:"section"`            // null where the question asks for the whole
	Sections   []content.Section `json:"sections,omitempty"` // where it asks for several: all of them, Section first
	Hits       []ReplyHit        `json:"hits"`               // best first, at most 10, never null
	Answer     ReplyCard         `json:"answer"`
	Release    string            `json:"release"`
	Guard      *NumberKind       `json:"guard"` // null where no personal number was found
}

// ReplyCard is the answer: its points, the card of the whole entry, and both as plain
// text in few words.
type ReplyCard struct {
	Card
	Brief string `json:"brief"` // at most MaxBrief characters
}

// ReplyHit is an entry that was found.
type ReplyHit struct {
	ID    string       `json:"id"`
	Kind  content.Kind `json:"kind"`
	Title string       `json:"title"`
	Score float64      `json:"score"`
	URL   string       `json:"url"`             // path of the entry's page
	Place string       `json:"place,omitempty"` // number of the municipality or county whose entry it is; empty for a national one
}

// Reply returns the answer in its JSON form.
func (a Answer) Reply() Reply {
	r := Reply{
		Lang: a.Lang, Confidence: a.Confidence, Hits: []ReplyHit{}, Answer: ReplyCard{a.Card, a.Card.Brief()}, Release: a.Release,
	}
	if a.Section != "" {
		r.Section = &a.Section
	}
	if len(a.Sections) > 1 {
		r.Sections = a.Sections
	}
	if a.Guard != "" {
		r.Guard = &a.Guard
	}
	for _, h := range a.Hits[:min(maxReplyHits, len(a.Hits))] {
		r.Hits = append(r.Hits, ReplyHit{
			ID: h.Entry.ID, Kind: h.Entry.Kind, Title: h.Entry.Text(a.Lang).Title, Score: h.Score, URL: Ref{Lang: a.Lang, Entry: h.Entry.ID}.Path(), Place: h.Entry.Place,
		})
	}
	return r
}
