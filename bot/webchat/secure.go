package webchat

import (
	"net/http"
	"slices"
	"strings"
)

// policy allows what the pages are made of and nothing else. Designsystemet draws its
// icons from data: addresses in the style sheet. Who may show the page in a frame is added.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
	"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors "

// nobody shows a page in a frame.
const nobody = "'none'"

// framed are the routes of the pages that a tab of Teams walks through: what is read there
// is public, and nobody is known to them. No other page is shown in a frame, the editors'
// above all.
var framed = []string{
	"GET /{$}", "POST /{$}", "GET /{lang}", "GET /{lang}/note", "GET /{lang}/map", "GET /api", "GET /{lang}/api", "GET /privacy", "GET /terms",
	"GET /{lang}/privacy", "GET /{lang}/terms", "GET /{lang}/{id}", "GET /{lang}/{id}/{page}", "GET /handout/{tongue}/{id}",
}

// framing says who may show the pages of a route in a frame, as frame-ancestors has it.
func (c *site) framing(rt route) string {
	if len(c.Framers) == 0 || !slices.Contains(framed, rt.pattern) {
		return nobody
	}
	return strings.Join(c.Framers, " ")
}

// secure sets the headers every answer carries; framers may show it in a frame.
func secure(framers string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy+framers)
		h.Set("X-Content-Type-Options", "nosniff")
		if framers == nobody {
			h.Set("X-Frame-Options", "DENY") // for browsers that do not know frame-ancestors
		}
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		next.ServeHTTP(w, r)
	})
}
