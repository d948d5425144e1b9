package teamschat

import (
	"strings"
	"unicode"
	"unicode/utf8"

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

// answerOf is an answer as a message: its text with the sources as citations, the card
// below it, and a line for notifications and screen readers.
func answerOf(a cards.Answer, c bot.Card) message {
	m := message{Type: typeMessage, Summary: c.Brief()}
	if a.Text != "" {
		m.TextFormat, m.Text = "markdown", a.Text
		if cited := c.Cited(); len(cited) > 0 && c.Table == nil {
			m.Entities = []any{citationsOf(cited[:min(maxCitations, len(cited))])}
		}
	}
	if !a.Card.Empty() {
		m.Attachments = attached(a.Card)
	}
	if c.Kind != bot.TextCard {
		m.ChannelData = &sentChannelData{feedbackLoop{"custom"}}
	}
	return m
}

// cardMessage is a message with a card alone.
func cardMessage(card cards.Card) message {
	return message{Type: typeMessage, Summary: card.FallbackText, Attachments: attached(card)}
}

func attached(card cards.Card) []attachment {
	return []attachment{{ContentType: cards.ContentType, Content: card}}
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
		out.Citation = append(out.Citation, citation{AtType: "Claim", Position: s.Number, Appearance: citationAppearance{
			AtType: "DigitalDocument", Name: atMost(s.Title, maxCitationTitle), URL: s.URL, Abstract: atMost(capital(s.About()), maxCitationText),
		}})
	}
	return out
}

// capital begins s with a capital.
func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
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
