package webchat

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/url"

	"veiviser/bot"
	"veiviser/bot/webchat/assets"
	"veiviser/content"
	"veiviser/locales"
)

// preview is what a pasted link shows: Open Graph, and where to ask by oEmbed.
type preview struct {
	Title, Description, Label string
	Type, Locale              string
	URL                       string // absolute; empty where the site's address is not known
	Image, ImageAlt           string // absolute; empty likewise
	ImageWidth, ImageHeight   int    // 0 where the drawing decides
	OEmbed                    string // address of the oEmbed answer; empty for pages without
}

// ogLocales are Open Graph's names of the guide's languages.
var ogLocales = map[content.Lang]string{content.Bokmal: "nb_NO", content.Nynorsk: "nn_NO", content.English: "en_GB"}

// The picture of pages that have none of their own.
const (
	sharePicture = "share.png"
	shareWidth   = 1200
	shareHeight  = 630
)

// preview describes the page at path. Open Graph knows absolute addresses only, so
// without the site's own there is no picture and no address.
func (c *site) preview(l content.Lang, label, title, description, path string, pic *bot.Picture) *preview {
	p := &preview{Type: "website", Title: title, Description: description, Label: label, Locale: ogLocales[l]}
	if label != "" { // of an entry
		p.Type, p.OEmbed = "article", c.BaseURL+"/oembed?url="+url.QueryEscape(c.BaseURL+path)
	}
	if c.BaseURL == "" {
		return p
	}
	p.URL = c.BaseURL + path
	p.Image, p.ImageAlt = c.BaseURL+c.share, c.words[l]["tagline"]
	p.ImageWidth, p.ImageHeight = shareWidth, shareHeight
	if pic != nil && c.Pictures != nil {
		p.Image, p.ImageAlt = c.BaseURL+pic.Path, pic.Alt
		p.ImageWidth, p.ImageHeight = 0, 0
	}
	return p
}

// embedding is an oEmbed answer of the type "link", which every reader of oEmbed takes.
type embedding struct {
	Version      string `json:"version"`
	Type         string `json:"type"`
	Title        string `json:"title"`
	Description  string `json:"description"`
	AuthorName   string `json:"author_name"` // what the entry is
	ProviderName string `json:"provider_name"`
	ProviderURL  string `json:"provider_url,omitempty"`
	Thumbnail    string `json:"thumbnail_url,omitempty"`
	CacheAge     int    `json:"cache_age"`
}

// oembed describes the page that ?url= names.
func (c *edition) oembed(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	if f := q.Get("format"); f != "" && f != "json" {
		return &statusError{status: http.StatusNotImplemented} // as oEmbed has it for XML
	}
	ref, ok := bot.ParseRef(c.BaseURL, q.Get("url"))
	if !ok {
		return &statusError{status: http.StatusNotFound}
	}
	res, card, err := c.Bot.Open(r.Context(), ref)
	switch {
	case errors.Is(err, bot.ErrGone), res.State == bot.Changed: // as the page itself has it
		return &statusError{status: http.StatusNotFound}
	case err != nil:
		return &statusError{status: http.StatusServiceUnavailable, cause: err}
	}
	p := c.preview(card.Lang, card.Label, card.Title, card.Lead, card.Path, card.Picture)
	body, err := json.Marshal(embedding{
		Version: "1.0", Type: "link", Title: p.Title, Description: p.Description, AuthorName: p.Label,
		ProviderName: c.text(card.Lang, locales.WebSite), ProviderURL: c.BaseURL, Thumbnail: p.Image, CacheAge: 600,
	})
	if err != nil {
		return err
	}
	assets.NewDocument("application/json; charset=utf-8", body).Serve(w, r, http.StatusOK, "public, max-age=600")
	return nil
}
