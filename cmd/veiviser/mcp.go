package main

import (
	"fmt"
	"io"
	"log/slog"

	"github.com/spf13/cobra"

	"veiviser/bot"
	"veiviser/bot/journal"
	"veiviser/bot/mcpchat"
	"veiviser/locales"
)

func mcpCommand(e env) *cobra.Command {
	var dir, local string
	cmd := &cobra.Command{
		Use:   "mcp",
		Short: "Answer another assistant on standard input and output (Model Context Protocol)",
		Long: "Answer another assistant on standard input and output, by the Model Context Protocol. It is started by the assistant,\n" +
			"with {\"command\": \"veiviser\", \"args\": [\"mcp\"]} among its servers. Nothing is kept.",
		Example: "  veiviser mcp",
		Args:    usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			base, err := baseURL(e)
			if err != nil {
				return err
			}
			ix, err := guideAt{dir, local}.open(ownStore(e))
			if err != nil {
				return err
			}
			defer ix.Close()
			words, err := locales.New()
			if err != nil {
				return err
			}
			b := bot.New(bot.Config{Guide: ix.Guide(), Index: ix, Words: words, Conversations: bot.NewMemory(maxTalks), BaseURL: base, NoPaths: true})
			s, err := mcpchat.New(mcpchat.Config{
				Bot: b, Words: words, Log: slog.New(slog.NewTextHandler(e.log, nil)), Version: thisBuild().Version, BaseURL: base,
			})
			if err != nil {
				return err
			}
			fmt.Fprintln(e.log, "Veiviser answers an assistant on standard input and output, as its client starts it")
			return s.Run(cmd.Context(), io.NopCloser(cmd.InOrStdin()), unclosed{e.out})
		},
	}
	cmd.Flags().StringVar(&dir, "content", e.getenv("VEIVISER_CONTENT"), "folder of the guide (default: the one built in)")
	cmd.Flags().StringVar(&local, "local", e.getenv("VEIVISER_LOCAL"), "folders of local entries (default: none)")
	return cmd
}

// maxTalks is how many conversations of one assistant are remembered.
const maxTalks = 1000

// unclosed is the program's output, which ends with the program.
type unclosed struct{ io.Writer }

// Close implements [io.Closer].
func (unclosed) Close() error { return nil }

// addMCP answers other assistants over HTTP where c switches it on.
func (s *site) addMCP(c config, b *bot.Bot, p *parts, j *journal.Journal) error {
	if !c.MCP.on() {
		return nil
	}
	m, err := mcpchat.New(mcpchat.Config{
		Bot: b, Words: p.words, Log: s.log, Version: thisBuild().Version, BaseURL: c.BaseURL, News: j.Versions,
		Token: string(c.MCP.Token), PerMinute: c.Questions, Asker: c.Proxies.Asker, Panicked: s.metrics.panicked("mcp"),
	})
	if err != nil {
		return fmt.Errorf("mcp: %w", err)
	}
	m.Register(s.mux)
	return nil
}
