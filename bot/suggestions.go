package bot

import (
	"context"
	"errors"
	"fmt"

	"veiviser/content"
	"veiviser/search"
)

// maxSuggestions is how many entries a page that leads nowhere offers instead.
const maxSuggestions = 5

// Suggestions returns the entries that words of an address may have meant, best first, none
// where nothing fits. It is no question: nothing is counted or remembered.
func (b *Bot) Suggestions(ctx context.Context, l content.Lang, text string) ([]Choice, error) {
	if TooLong(text) || FindNumber(text) != "" {
		return nil, nil
	}
	co := b.in(l)
	res, err := b.index.Search(ctx, search.Query{Text: Visible(text), Lang: co.lang, Limit: maxSuggestions})
	if errors.Is(err, search.ErrEmptyQuery) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	if res.Confidence == search.None {
		return nil, nil
	}
	var out []Choice
	for _, h := range res.Hits {
		out = append(out, co.choice(h.Entry))
	}
	return out, nil
}
