package assets

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Document is a body ready to be served, plain or compressed. It is safe for
// concurrent use.
type Document struct {
	contentType string
	plain       []byte
	etag        string
	gzip        func() []byte // made when first asked for; nil where it saves nothing
	modified    time.Time     // zero where that says nothing
}

// compressed lists types that are compressed in themselves.
var compressed = []string{"font/woff2", "image/png", "application/pdf"}

// NewDocument returns a document of the body, which must not be changed any more.
func NewDocument(contentType string, body []byte) *Document {
	return newDocument(contentType, body, gzip.BestSpeed) // it is made for one reader or a few
}

func newDocument(contentType string, body []byte, level int) *Document {
	sum := sha256.Sum256(body)
	d := &Document{contentType: contentType, plain: body, etag: hex.EncodeToString(sum[:12])}
	const least = 1024 // below, the headers weigh more than is saved
	if len(body) < least || slices.Contains(compressed, contentType) {
		return d
	}
	d.gzip = sync.OnceValue(func() []byte {
		var b bytes.Buffer
		z, _ := gzip.NewWriterLevel(&b, level) // which is valid
		z.Write(body)                          // a buffer takes everything
		z.Close()
		return b.Bytes()
	})
	return d
}

// Modified says when what the document tells was changed last, for readers that go by that.
// It returns the document, and is not to be called once it is served.
func (d *Document) Modified(at time.Time) *Document {
	d.modified = at.UTC().Truncate(time.Second)
	return d
}

// had reports whether the reader has the document with the etag already.
func (d *Document) had(r *http.Request, etag string) bool {
	if match := r.Header.Get("If-None-Match"); match != "" {
		return strings.Contains(match, etag)
	}
	since, err := http.ParseTime(r.Header.Get("If-Modified-Since"))
	return err == nil && !d.modified.IsZero() && !d.modified.After(since)
}

// Serve writes the document with its ETag, or 304 where the reader has it already.
// Answers to a POST and other statuses than 200 carry no ETag.
func (d *Document) Serve(w http.ResponseWriter, r *http.Request, status int, cacheControl string) {
	h := w.Header()
	h.Set("Content-Type", d.contentType)
	h.Set("Cache-Control", cacheControl)
	body, etag := d.plain, `"`+d.etag+`"`
	if d.gzip != nil {
		h.Add("Vary", "Accept-Encoding")
		if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
			body, etag = d.gzip(), `"`+d.etag+`-gz"`
			h.Set("Content-Encoding", "gzip")
		}
	}
	if status == http.StatusOK && r.Method != http.MethodPost {
		h.Set("ETag", etag)
		if !d.modified.IsZero() {
			h.Set("Last-Modified", d.modified.Format(http.TimeFormat))
		}
		if d.had(r, etag) {
			h.Del("Content-Encoding")
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	w.Write(body) // an error means that the reader is gone
}
