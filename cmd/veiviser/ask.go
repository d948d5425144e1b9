package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"veiviser/bot"
	"veiviser/bot/chat"
	"veiviser/content"
	"veiviser/locales"
	"veiviser/search"
)

func askCommand(e env) *cobra.Command {
	var lang, format, dir, local, municipality string
	var full bool
	var choose int
	cmd := &cobra.Command{
		Use:   "ask QUESTION...",
		Short: "Answer one question from the guide",
		Example: "  veiviser ask hva kreves for fagbrev på jobb\n" +
			"  veiviser ask --format json what does KVP mean\n" +
			"  veiviser ask --format note hvor lenge varer kvalifiseringsprogrammet\n" +
			"  veiviser ask --full introduksjonsprogrammet",
		Args: usage(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := oneOf("format", format, "text", "json", "note"); err != nil {
				return err
			}
			l, ok := content.ParseLang(lang)
			if !ok && lang != "" {
				return oneOf("lang", lang, "nb", "nn", "en")
			}
			if err := checkMunicipality(municipality); err != nil {
				return err
			}
			// One answer and the process is gone: collecting garbage as often as a
			// service does would take a third of its time.
			debug.SetGCPercent(gcPercent)
			parts, err := newParts(guideAt{dir, local}, ownStore(e))
			if err != nil {
				return err
			}
			defer parts.index.Close()
			q := bot.Question{Text: strings.Join(args, " "), Lang: l, Platform: bot.Terminal, Municipality: municipality}
			a, err := parts.ask(cmd.Context(), q, choose)
			if err != nil {
				return err
			}
			return printAnswer(e, parts, a, format, full)
		},
	}
	cmd.Flags().StringVar(&lang, "lang", "", "language of the answer: nb, nn or en (default: the question's)")
	cmd.Flags().StringVar(&format, "format", "text", "text, json or note")
	cmd.Flags().BoolVar(&full, "full", false, "everything about what answers, not the answer alone")
	cmd.Flags().IntVar(&choose, "choose", 0, "number of the choice to answer with, where the question is answered with choices")
	cmd.Flags().StringVar(&dir, "content", e.getenv("VEIVISER_CONTENT"), "folder of the guide (default: the one built in)")
	cmd.Flags().StringVar(&local, "local", e.getenv("VEIVISER_LOCAL"), "folders of local entries (default: none)")
	cmd.Flags().StringVar(&municipality, "municipality", "", "number of the municipality whose local entries stand beside the national ones")
	return cmd
}

// checkMunicipality checks the flag of that name; none is none.
func checkMunicipality(number string) error {
	if number == "" {
		return nil
	}
	if err := content.CheckPlace(number); err != nil {
		return fmt.Errorf("--municipality: %w", err)
	}
	if !chat.IsMunicipality(number) {
		return fmt.Errorf("--municipality %q is a county's number: want a municipality's, four digits", number)
	}
	return nil
}

// gcPercent is as quick as never, measured, at half the memory.
const gcPercent = 400

// parts are what every answer needs.
type parts struct {
	store *search.Store // where the index is kept
	guide *content.Guide
	index *search.Index
	words *locales.Catalog
	bot   *bot.Bot
}

// newParts opens the index over the guide, from the store
// where it is kept there, and builds a bot without memory over it.
func newParts(at guideAt, store *search.Store) (*parts, error) {
	ix, err := at.open(store)
	if err != nil {
		return nil, err
	}
	words, err := locales.New()
	if err != nil {
		return nil, errors.Join(err, ix.Close())
	}
	p := &parts{store: store, guide: ix.Guide(), index: ix, words: words}
	p.bot = bot.New(bot.Config{Guide: p.guide, Index: ix, Words: words, NoPaths: true})
	return p, nil
}

// ask answers a question; choose is the place of a choice to answer with, 0 for none.
func (p *parts) ask(ctx context.Context, q bot.Question, choose int) (bot.Answer, error) {
	if choose == 0 {
		return p.bot.Answer(ctx, q)
	}
	b := bot.New(bot.Config{Guide: p.guide, Index: p.index, Words: p.words, Conversations: &oneConversation{}, NoPaths: true})
	q.Conversation = "ask"
	if _, err := b.Answer(ctx, q); err != nil {
		return bot.Answer{}, err
	}
	q.Choice = strconv.Itoa(choose)
	return b.Answer(ctx, q)
}

// oneConversation remembers the only conversation there is; one goroutine has it.
type oneConversation struct {
	last bot.Conversation
	kept bool
}

// Last implements [bot.Conversations].
func (o *oneConversation) Last(context.Context, string) (bot.Conversation, bool, error) {
	return o.last, o.kept, nil
}

// Keep implements [bot.Conversations].
func (o *oneConversation) Keep(_ context.Context, _ string, c bot.Conversation) error {
	o.last, o.kept = c, true
	return nil
}

// printAnswer writes the answer in the format the caller asked for; as text, the answer
// alone or all that there is.
func printAnswer(e env, p *parts, a bot.Answer, format string, full bool) error {
	base, err := baseURL(e)
	if err != nil {
		return err
	}
	words := p.words.In(string(a.Lang))
	switch format {
	case "json":
		enc := json.NewEncoder(e.out)
		enc.SetEscapeHTML(false)
		return enc.Encode(a.Reply())
	case "note":
		if a.Card.Entry == "" {
			return fmt.Errorf("no single entry answers the question: ask for one by name to get its note")
		}
		note := p.bot.Note(a.Card, bot.NoteOptions{Base: base, On: time.Now()})
		if base == "" { // whoever opens the note has no page to be on
			for i := range note.Links {
				note.Links[i].Title += " (" + words.Text(locales.NotePath) + ")"
			}
		}
		// To the adviser, not into the note.
		fmt.Fprintln(e.log, note.Reminder)
		_, err = io.WriteString(e.out, note.Plain())
		return err
	}
	t := newTerminal(e, words, base)
	if !full {
		screen{t}.answer(a.Card)
		return nil
	}
	t.card(a.Card)
	if base == "" {
		fmt.Fprintln(e.log, words.Text(locales.TerminalPaths))
	}
	return nil
}
