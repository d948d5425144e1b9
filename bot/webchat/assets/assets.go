// Package assets serves bodies that are made once and fetched often: the static files
// of a site ([Files]), and any page that was rendered ([Document]), each with what
// lets a browser keep it.
package assets

import (
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io/fs"
	"maps"
	"mime"
	"net/http"
	"path"
	"slices"
)

// Files are static files. Their addresses carry a digest over all of them, so that a
// browser may keep a file for ever and the files can name one another.
type Files struct {
	release string
	files   map[string]*Document
}

// New reads the files of each file system into the folder it is named by, "" for the
// top one.
func New(folders map[string]fs.FS) (*Files, error) {
	f := &Files{files: map[string]*Document{}}
	sum := sha256.New()
	for _, folder := range slices.Sorted(maps.Keys(folders)) {
		if err := f.add(sum, folders[folder], folder); err != nil {
			return nil, fmt.Errorf("static files: %w", err)
		}
	}
	f.release = hex.EncodeToString(sum.Sum(nil))[:12]
	return f, nil
}

// add reads every file of fsys into folder.
func (f *Files) add(sum hash.Hash, fsys fs.FS, folder string) error {
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
		f.files[name] = newDocument(contentType(name), data, gzip.BestCompression) // once, for all readers
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
	case ".md", ".txt", "":
		return "text/plain; charset=utf-8"
	}
	return mime.TypeByExtension(path.Ext(name))
}

// Path returns the address of a file below /static/.
func (f *Files) Path(name string) (string, error) {
	if f.files[name] == nil {
		return "", fmt.Errorf("no static file %q", name)
	}
	return "/static/" + f.release + "/" + name, nil
}

// Serve answers a request for a file of a release. Another release than ours is an
// older page's, or a newer replica's: it gets our file, but not to keep. ok is false
// where there is no such file; nothing is written then.
func (f *Files) Serve(w http.ResponseWriter, r *http.Request, release, name string) (ok bool) {
	d, ok := f.files[name]
	if !ok {
		return false
	}
	cacheControl := "public, max-age=31536000, immutable"
	if release != f.release {
		cacheControl = "no-cache"
	}
	d.Serve(w, r, http.StatusOK, cacheControl)
	return true
}
