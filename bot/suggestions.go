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
	res, err := b.mayMean(ctx, co.lang, Visible(text), maxSuggestions)
	if err != nil {
		return nil, err
	}
	var out []Choice
	for _, h := range res.Hits {
		out = append(out, co.choice(h.Entry))
	}
	return out, nil
}

// mayMean is what a text that is no question of anybody may mean: without hits where
// nothing fits, or it says nothing.
func (b *Bot) mayMean(ctx context.Context, l content.Lang, text string, limit int) (search.Result, error) {
	res, err := b.index.Search(ctx, search.Query{Text: text, Lang: l, Limit: limit})
	if errors.Is(err, search.ErrEmptyQuery) {
		return search.Result{}, nil
	}
	if err != nil {
		return search.Result{}, fmt.Errorf("search: %w", err)
	}
	if res.Confidence == search.None {
		return search.Result{}, nil
	}
	return res, nil
}
