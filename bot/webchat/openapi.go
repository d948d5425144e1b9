package webchat

import (
	_ "embed"
	"net/http"

	"veiviser/bot/webchat/assets"
)

// openAPI describes the JSON API. A test writes it from the types that are sent and their
// comments, and holds it against what the handlers send.
//
//go:embed openapi.json
var openAPI []byte

// openapi serves the description of the JSON API.
func (c *edition) openapi(w http.ResponseWriter, r *http.Request) error {
	assets.NewDocument("application/json; charset=utf-8", openAPI).Serve(w, r, http.StatusOK, cachePicture)
	return nil
}
