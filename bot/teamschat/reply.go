package teamschat

import (
	"strconv"
	"strings"

	"veiviser/bot"
	"veiviser/bot/teamschat/cards"
)

// The most Teams takes of a citation: more, or longer ones, refuse the whole message.
// Its pages say 20; Microsoft's own Playground refuses more than 10. The card names all
// sources.
const (
	maxCitations     = 10
	maxCitationTitle = 80
	maxCitationText  = 160
)

// answerOf is the answer c as a message: its card, a line for notifications and screen
// readers, and the sources as citations.
func answerOf(r cards.Renderer, c bot.Card) message {
	m := cardMessage(r.Card(c), c.Title)
	cited := c.Sources[:min(maxCitations, len(c.Sources))]
	if len(cited) > 0 {
		marks := make([]string, len(cited))
		for i, s := range cited {
			marks[i] = "[" + strconv.Itoa(s.Number) + "]"
		}
		// Teams makes the marks of the text into links; the card has its own.
		m.TextFormat, m.Text = "markdown", cards.Escape(c.Title)+" "+strings.Join(marks, " ")
		m.Entities = []any{citationsOf(cited)}
	}
	m.Summary = c.Brief()
	if c.Kind == bot.ChoicesCard || c.Kind == bot.NoneCard {
		// The others ask in the card, where it is known what was shown.
		m.ChannelData = &sentChannelData{feedbackLoop{"default"}}
	}
	return m
}

// cardMessage is a message with a card alone.
func cardMessage(card cards.Card, title string) message {
	return message{Type: typeMessage, Summary: title, Attachments: []attachment{{ContentType: cards.ContentType, Content: card}}}
}

type citations struct {
	Type     string     `json:"type"`
	AtType   string     `json:"@type"`
	Context  string     `json:"@context"`
	ID       string     `json:"@id"`
	Citation []citation `json:"citation"`
}

type citation struct {
	AtType     string             `json:"@type"`
	Position   int                `json:"position"`
	Appearance citationAppearance `json:"appearance"`
}

type citationAppearance struct {
	AtType   string `json:"@type"`
	Name     string `json:"name"`
	URL      string `json:"url,omitempty"`
	Abstract string `json:"abstract"`
}

func citationsOf(sources []bot.Source) citations {
	out := citations{Type: "https://schema.org/Message", AtType: "Message", Context: "https://schema.org"}
	for _, s := range sources {
		about := s.Dated
		if s.Note != "" {
			about += ", " + s.Note
		}
		out.Citation = append(out.Citation, citation{AtType: "Claim", Position: s.Number, Appearance: citationAppearance{
			AtType: "DigitalDocument", Name: atMost(s.Title, maxCitationTitle), URL: s.URL, Abstract: atMost(about, maxCitationText),
		}})
	}
	return out
}

// atMost cuts s at a word to n characters.
func atMost(s string, n int) string {
	runes := []rune(s)
	if len(runes) <= n {
		return s
	}
	s = string(runes[:n-1])
	if i := strings.LastIndexByte(s, ' '); i > n/2 {
		s = s[:i]
	}
	return strings.TrimRight(s, " ,;:-–") + "…"
}
