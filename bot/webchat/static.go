package webchat

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"hash"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"slices"
	"strings"
	"sync"

	"veiviser/bot/picture"
)

//go:embed static
var staticFiles embed.FS

// assets are the static files. Their addresses carry a digest over all of them, so
// that a browser may keep a file for ever and the files can name one another.
type assets struct {
	release string
	files   map[string]*document
}

// newAssets reads the embedded files, and the fonts of the drawings; it panics where
// one cannot be read, since they are part of the program.
func newAssets() *assets {
	a := &assets{files: map[string]*document{}}
	sum := sha256.New()
	own, err := fs.Sub(staticFiles, "static")
	if err == nil {
		err = errors.Join(a.add(sum, own, ""), a.add(sum, picture.Fonts(), "picture"))
	}
	if err != nil {
		panic("webchat: static files: " + err.Error())
	}
	a.release = hex.EncodeToString(sum.Sum(nil))[:12]
	return a
}

// add reads every file of fsys into folder.
func (a *assets) add(sum hash.Hash, fsys fs.FS, folder string) error {
	return fs.WalkDir(fsys, ".", func(name string, de fs.DirEntry, err error) error {
		if err != nil || de.IsDir() {
			return err
		}
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		name = path.Join(folder, name)
		sum.Write([]byte(name)) // a hash takes everything
		sum.Write(data)
		a.files[name] = newDocument(contentType(name), data)
		return nil
	})
}

// contentType does not ask the machine's own table, which may know no fonts.
func contentType(name string) string {
	switch path.Ext(name) {
	case ".woff2":
		return "font/woff2"
	case ".ttf":
		return "font/ttf"
	case ".md", "":
		return "text/plain; charset=utf-8"
	}
	return mime.TypeByExtension(path.Ext(name))
}

// path returns the address of a static file; it panics for one there is not.
func (a *assets) path(name string) string {
	if a.files[name] == nil {
		panic("webchat: no static file " + name)
	}
	return "/static/" + a.release + "/" + name
}

func (c *Chat) static(w http.ResponseWriter, r *http.Request) error {
	d, ok := c.assets.files[r.PathValue("file")]
	if !ok {
		return &statusError{status: http.StatusNotFound}
	}
	cacheControl := "public, max-age=31536000, immutable"
	if r.PathValue("release") != c.assets.release {
		cacheControl = "no-cache" // an older page's file, or a newer replica's
	}
	d.serve(w, r, http.StatusOK, cacheControl)
	return nil
}

// document is a body ready to be served, plain or compressed.
type document struct {
	contentType string
	plain       []byte
	etag        string
	gzip        func() []byte // made when first asked for; nil where it saves nothing
}

// compressed lists types that are compressed in themselves.
var compressed = []string{"font/woff2", "image/png", "application/pdf"}

func newDocument(contentType string, body []byte) *document {
	sum := sha256.Sum256(body)
	d := &document{contentType: contentType, plain: body, etag: hex.EncodeToString(sum[:12])}
	const least = 1024 // below, the headers weigh more than is saved
	if len(body) < least || slices.Contains(compressed, contentType) {
		return d
	}
	d.gzip = sync.OnceValue(func() []byte {
		var b bytes.Buffer
		z, _ := gzip.NewWriterLevel(&b, gzip.BestSpeed) // the level is valid
		z.Write(body)                                   // a buffer takes everything
		z.Close()
		return b.Bytes()
	})
	return d
}

// serve writes the document, or 304 where the reader has it already.
func (d *document) serve(w http.ResponseWriter, r *http.Request, status int, cacheControl string) {
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
		if strings.Contains(r.Header.Get("If-None-Match"), etag) {
			h.Del("Content-Encoding")
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	h.Set("Content-Length", itoa(len(body)))
	w.WriteHeader(status)
	w.Write(body) // an error means that the reader is gone
}
