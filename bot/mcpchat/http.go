package mcpchat

import (
	"bufio"
	"cmp"
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"fmt"
	"io"
	"math"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/modelcontextprotocol/go-sdk/mcp"
)

const (
	// Path is where the server answers over HTTP.
	Path = "/mcp"
	// MinToken is the shortest token that it can be opened with: 16 random characters
	// can't be guessed within the limits.
	MinToken = 16
	// maxBody is four times the longest question's, with what clients say of themselves.
	maxBody = 64 << 10
)

// checkSite reads where the server is and what opens it.
func (s *Server) checkSite() error {
	if n := len(s.c.Token); n > 0 && n < MinToken {
		return fmt.Errorf("the token has %d characters (want at least %d)", n, MinToken)
	}
	if s.c.BaseURL == "" {
		return nil
	}
	u, err := url.Parse(s.c.BaseURL)
	if err != nil || u.Host == "" || strings.HasSuffix(s.c.BaseURL, "/") {
		return fmt.Errorf("base URL %q is no web address without a slash at its end (want \"https://veiviser.example.no\")", s.c.BaseURL)
	}
	s.origin = u
	return nil
}

// Register puts the server on mux. There are no sessions: each request stands alone, so
// that any replica answers it and nothing is kept of whoever is gone.
func (s *Server) Register(mux *http.ServeMux) {
	served := mcp.NewStreamableHTTPHandler(func(*http.Request) *mcp.Server { return s.sdk }, &mcp.StreamableHTTPOptions{
		Stateless: true, JSONResponse: true, MaxRequestBodyBytes: maxBody,
		DisableLocalhostProtection: true, // ours knows the proxy's name too
	})
	mux.HandleFunc(Path, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Cache-Control", "no-store")
		if !s.admit(w, r) {
			return
		}
		served.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), requestKey{}, r.Context())))
	})
}

// admit lets in a request that may come, or tells it in words why it may not.
func (s *Server) admit(w http.ResponseWriter, r *http.Request) bool {
	refuse := func(status int, why string) bool {
		http.Error(w, why, status)
		return false
	}
	if !s.fromHere(r) {
		return refuse(http.StatusForbidden, "The request is from a page of another site, or for another host than this one (VEIVISER_BASE_URL).")
	}
	if wait := s.wait(r); wait > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(wait.Seconds()))))
		return refuse(http.StatusTooManyRequests, "Too many requests come from there: wait, and come again.")
	}
	if !s.authorised(r) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="veiviser"`)
		return refuse(http.StatusUnauthorized, "The token is missing or another: send Authorization: Bearer and the token.")
	}
	if r.ContentLength > maxBody {
		return refuse(http.StatusRequestEntityTooLarge, fmt.Sprintf("The request has more than %d bytes.", maxBody))
	}
	switch first, err := peek(w, r); {
	case err != nil:
		tooLarge, ok := errors.AsType[*http.MaxBytesError](err)
		if ok {
			return refuse(http.StatusRequestEntityTooLarge, fmt.Sprintf("The request has more than %d bytes.", tooLarge.Limit))
		}
		return refuse(http.StatusBadRequest, "The request's body can't be read.")
	case first == '[': // many questions in the place of one
		return refuse(http.StatusBadRequest, "Several messages in one request are not taken: send one at a time.")
	}
	return true
}

// fromHere reports whether a request comes from a program, or from a page of this site.
// A browser says of which site the page is; who has its site's name point at this machine
// is told by the name.
func (s *Server) fromHere(r *http.Request) bool {
	for _, from := range r.Header.Values("Origin") {
		u, err := url.Parse(from)
		if err != nil || !s.own(u.Host) || s.origin != nil && u.Host == s.origin.Host && u.Scheme != s.origin.Scheme {
			return false
		}
	}
	at, ok := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	return !ok || !loopback(at.String()) || s.own(r.Host)
}

// own reports whether a host, with its port where it has one, is the site's or this machine's.
func (s *Server) own(host string) bool {
	return s.origin != nil && strings.EqualFold(host, s.origin.Host) || loopback(host)
}

func loopback(host string) bool {
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = strings.Trim(host, "[]")
	}
	a, err := netip.ParseAddr(name)
	return strings.EqualFold(name, "localhost") || err == nil && a.IsLoopback()
}

// wait is how long the sender of a request has to wait; 0 where it may go now.
func (s *Server) wait(r *http.Request) time.Duration {
	if s.c.Asker == nil {
		return 0
	}
	who := s.c.Asker(r)
	if who == "" || s.asked.Allow(who) {
		return 0
	}
	return max(s.asked.Delay(who), time.Second)
}

// authorised reports whether a request carries the token, where there is one.
func (s *Server) authorised(r *http.Request) bool {
	if s.c.Token == "" {
		return true
	}
	kind, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	got, want := sha256.Sum256([]byte(token)), sha256.Sum256([]byte(s.c.Token))
	return strings.EqualFold(kind, "Bearer") && subtle.ConstantTimeCompare(got[:], want[:]) == 1
}

// peek is the first character of the body, which is bounded from now on; 0 for an empty
// one.
func peek(w http.ResponseWriter, r *http.Request) (byte, error) {
	body := bufio.NewReader(http.MaxBytesReader(w, r.Body, maxBody))
	r.Body = io.NopCloser(body) // the server closes its own
	for {
		c, err := body.ReadByte()
		if errors.Is(err, io.EOF) {
			return 0, nil
		}
		if err != nil || !strings.ContainsRune(" \t\r\n", rune(c)) {
			return c, cmp.Or(err, body.UnreadByte())
		}
	}
}
