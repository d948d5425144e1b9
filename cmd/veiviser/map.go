package main

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"

	"github.com/spf13/cobra"

	"veiviser/bot/picture"
	"veiviser/bot/webchat"
	"veiviser/content"
)

func mapCommand(e env) *cobra.Command {
	var lang, format, out, paper, dir string
	cmd := &cobra.Command{
		Use:     "map",
		Short:   "Draw the opportunity map: every topic and offer, journeys as lines through it",
		Example: "  veiviser map --format svg --lang en -o map.svg\n  veiviser map --format pdf --paper a4 -o map.pdf",
		Args:    usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			l, ok := content.ParseLang(lang)
			if !ok {
				return oneOf("lang", lang, "nb", "nn", "en")
			}
			if err := oneOf("format", format, "html", "svg", "pdf"); err != nil {
				return err
			}
			if err := oneOf("paper", paper, "a2", "a3", "a4"); err != nil {
				return err
			}
			p, err := newParts(guideAt{dir: dir}, ownStore(e))
			if err != nil {
				return err
			}
			defer p.index.Close()
			data, err := drawMap(cmd.Context(), e, p, l, format, paper)
			if err != nil {
				return err
			}
			if out == "" || out == "-" {
				_, err = e.out.Write(data)
				return err
			}
			return writeFile(e, out, func(f *os.File) error { _, err := f.Write(data); return err })
		},
	}
	cmd.Flags().StringVar(&lang, "lang", "nb", "nb, nn or en")
	cmd.Flags().StringVar(&format, "format", "html", "html, svg or pdf")
	cmd.Flags().StringVar(&paper, "paper", "a2", "of a PDF: a2, or sheets of a3 or a4 to be glued together")
	cmd.Flags().StringVarP(&out, "output", "o", "", "file to write (default: standard output)")
	cmd.Flags().StringVar(&dir, "content", e.getenv("VEIVISER_CONTENT"), "folder of the guide (default: the one built in)")
	return cmd
}

// drawMap returns the map in the format.
func drawMap(ctx context.Context, e env, p *parts, l content.Lang, format, paper string) ([]byte, error) {
	painter, err := picture.New(p.guide)
	if err != nil {
		return nil, err
	}
	base, err := baseURL(e)
	if err != nil {
		return nil, err
	}
	switch { // where the links lead is not for the reader to find out
	case format == "html":
		fmt.Fprintln(e.log, "the map's page is one of Veiviser's site: its links, styles and script are paths there")
	case base == "":
		fmt.Fprintln(e.log, "the map has no links: VEIVISER_BASE_URL is not set")
	}
	pics := pictures{painter, p.words, base}
	switch format {
	case "svg":
		v := pics.view(l)
		v.Standalone = true
		return painter.MapSVG(ctx, v)
	case "pdf":
		return pics.MapPDF(ctx, l, paper)
	}
	return mapPage(ctx, p, pics, l)
}

// mapPage returns the map's web page, as serve shows it.
func mapPage(ctx context.Context, p *parts, pics pictures, l content.Lang) ([]byte, error) {
	web, err := webchat.New(webchat.Config{
		Bot: p.bot, Words: p.words, Log: slog.New(slog.DiscardHandler), BaseURL: pics.base, Pictures: pics,
	})
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	web.Register(mux)
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, "/"+string(l)+"/map", nil)
	if err != nil {
		return nil, err
	}
	w := httptest.NewRecorder()
	mux.ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		return nil, fmt.Errorf("draw the map's page: %s", http.StatusText(w.Code))
	}
	return bytes.Clone(w.Body.Bytes()), nil
}
