package slackchat

import (
	"encoding/json"
	"strings"

	"github.com/slack-go/slack"
)

// attachment is what hangs on a message: a message that was forwarded with it, or a
// preview that Slack made.
type attachment struct {
	Shared   bool            `json:"is_share"`
	Text     string          `json:"text"`
	Fallback string          `json:"fallback"`
	Blocks   json.RawMessage `json:"blocks"`
	Messages []struct {
		Message struct {
			Text   string          `json:"text"`
			Blocks json.RawMessage `json:"blocks"`
		} `json:"message"`
	} `json:"message_blocks"`
}

// messageOf is a message as slack-go reads it.
func messageOf(m slack.Message) *event {
	ev := &event{Text: m.Text}
	for _, a := range m.Attachments {
		ev.Attachments = append(ev.Attachments, attachment{Shared: a.IsShare, Text: a.Text, Fallback: a.Fallback})
	}
	return ev
}

// words are what a message says: its own text, then the messages that were forwarded with
// it. The guard looks at all of it.
func (ev *event) words() string {
	out := []string{ev.Text}
	for _, a := range ev.Attachments {
		if a.Shared {
			out = append(out, a.words())
		}
	}
	return strings.TrimSpace(strings.Join(out, "\n"))
}

// words are what a forwarded message says, wherever Slack put it.
func (a attachment) words() string {
	if strings.TrimSpace(a.Text) != "" {
		return a.Text
	}
	var out []string
	for _, m := range a.Messages {
		out = append(out, orElse(m.Message.Text, textOf(m.Message.Blocks)))
	}
	return orElse(orElse(strings.TrimSpace(strings.Join(out, "\n")), textOf(a.Blocks)), a.Fallback)
}

// maxDepth is how deep Slack nests the parts of a block.
const maxDepth = 10

// textOf are the texts within blocks, which have more types than need be known here.
func textOf(blocks json.RawMessage) string {
	if len(blocks) == 0 {
		return ""
	}
	var v any
	if json.Unmarshal(blocks, &v) != nil {
		return ""
	}
	var b strings.Builder
	gather(&b, v, maxDepth)
	return strings.TrimSpace(b.String())
}

func gather(b *strings.Builder, v any, depth int) {
	if depth == 0 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			gather(b, e, depth-1)
		}
	case map[string]any:
		if s, ok := v["text"].(string); ok {
			b.WriteString(s)
		} else {
			gather(b, v["text"], depth-1)
		}
		gather(b, v["elements"], depth-1)
		switch v["type"] {
		case "section", "rich_text", "rich_text_section", "header":
			b.WriteString("\n")
		}
	}
}
