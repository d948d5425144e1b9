package slackchat

import (
	"encoding/json"
	"reflect"

	lru "github.com/hashicorp/golang-lru/v2"
	"github.com/slack-go/slack"

	"veiviser/bot"
	"veiviser/bot/slackchat/blocks"
)

// maxLaid messages are an office's questions of a day, in a few megabytes.
const maxLaid = 300

// laidCards are the cards that were laid out last: laying one out and writing it as JSON
// costs more than all else that is done for an event. A card is a hit where all of it is
// the same, so that nothing has to be forgotten when the guide changes. It is safe for
// concurrent use; a card it was given must not be written to any more.
type laidCards struct {
	render blocks.Renderer
	cards  *lru.Cache[laidKey, laidCard]
}

// laidKey is what cards differ in most.
type laidKey struct {
	at      bot.Ref
	kind    bot.CardKind
	options blocks.Options
}

type laidCard struct {
	card    bot.Card
	message blocks.Message
}

func newLaidCards(r blocks.Renderer) *laidCards {
	return &laidCards{r, newCache[laidKey, laidCard](maxLaid)}
}

// message lays a card out.
func (l *laidCards) message(c bot.Card, o blocks.Options) blocks.Message {
	key := laidKey{c.Ref(), c.Kind, o}
	if known, ok := l.cards.Get(key); ok && reflect.DeepEqual(known.card, c) {
		return known.message
	}
	m := written(l.render.Card(c, o))
	l.cards.Add(key, laidCard{c, m})
	return m
}

// written is m with its blocks written as JSON.
func written(m blocks.Message) blocks.Message {
	m.Blocks, m.Plain = writtenBlocks(m.Blocks), writtenBlocks(m.Plain)
	return m
}

// writtenBlocks are blocks written as JSON, or as they are where one can't be: whoever
// sends it says what is wrong.
func writtenBlocks(bs []slack.Block) []slack.Block {
	if bs == nil {
		return nil
	}
	out := make([]slack.Block, len(bs))
	for i, b := range bs {
		if row, ok := b.(*slack.ActionBlock); ok {
			out[i] = writtenRow(row)
			continue
		}
		raw, err := json.Marshal(b)
		if err != nil {
			return bs
		}
		out[i] = writtenBlock{raw, b}
	}
	return out
}

// writtenRow are buttons written as JSON in a row that is none yet: who asked is put into
// it for each who asks, see [blocks.Message.AskedBy].
func writtenRow(row *slack.ActionBlock) *slack.ActionBlock {
	elements := make([]slack.BlockElement, len(row.Elements.ElementSet))
	for i, e := range row.Elements.ElementSet {
		raw, err := json.Marshal(e)
		if err != nil {
			return row
		}
		elements[i] = writtenElement{raw, e}
	}
	return slack.NewActionBlock(row.BlockID, elements...)
}

// writtenBlock is a block that is JSON already.
type writtenBlock struct {
	raw []byte
	slack.Block
}

// writtenElement is a button that is JSON already.
type writtenElement struct {
	raw []byte
	slack.BlockElement
}

// MarshalJSON implements [json.Marshaler].
func (w writtenElement) MarshalJSON() ([]byte, error) { return w.raw, nil }

// MarshalJSON implements [json.Marshaler].
func (w writtenBlock) MarshalJSON() ([]byte, error) { return w.raw, nil }
