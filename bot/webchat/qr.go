package webchat

import (
	"fmt"
	"html/template"
	"strings"

	goqr "github.com/piglig/go-qr"
)

// quiet is how many modules of white a reader wants around a QR code.
const quiet = 4

// qrCode draws text as a QR code, an SVG to stand in a page, which title names. It is
// black on white in every colour scheme: not every reader takes the reverse.
func qrCode(text, title string) (template.HTML, error) {
	code, err := goqr.EncodeText(text, goqr.Medium) // paper is folded and copied
	if err != nil {
		return "", fmt.Errorf("QR code: %w", err)
	}
	size := code.Size()
	var dark strings.Builder
	for y := range size {
		for x := 0; x < size; x++ {
			n := 0
			for x+n < size && code.Module(x+n, y) {
				n++
			}
			if n > 0 {
				fmt.Fprintf(&dark, "M%d %dh%dv1h-%dz", x+quiet, y+quiet, n, n)
				x += n
			}
		}
	}
	whole := size + 2*quiet
	return template.HTML(fmt.Sprintf(`<svg class="qr" viewBox="0 0 %d %d" role="img" aria-label="%s" shape-rendering="crispEdges"><path d="M0 0h%dv%dH0z" fill="#fff"/><path d="%s" fill="#000"/></svg>`,
		whole, whole, template.HTMLEscapeString(title), whole, whole, dark.String())), nil
}
