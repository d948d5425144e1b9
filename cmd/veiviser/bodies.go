package main

import (
	"errors"
	"io"
	"net/http"

	"golang.org/x/sync/semaphore"
)

// maxBodies bounds what the bodies of all requests together hold in memory: sixty of the
// largest that a chat may send, or four thousand of the web's.
const maxBodies = 64 << 20

// errBodiesFull is a body that there is no room for.
var errBodiesFull = errors.New("too many request bodies at once")

// boundBodies counts what is read of bodies against free. Each route bounds its own
// body; this bounds all of them. A request whose body finds no room is told to come
// again, whatever its handler makes of the error.
func boundBodies(free *semaphore.Weighted, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Body == nil || r.Body == http.NoBody {
			next.ServeHTTP(w, r)
			return
		}
		b := &boundBody{ReadCloser: r.Body, free: free}
		defer b.release()
		r.Body = b
		next.ServeHTTP(&bodyWriter{w, b}, r)
	})
}

// boundBody is a request's body.
type boundBody struct {
	io.ReadCloser
	free  *semaphore.Weighted
	taken int64
	full  bool // there was no room for it
}

// Read implements [io.Reader].
func (b *boundBody) Read(p []byte) (int, error) {
	if b.full {
		return 0, errBodiesFull
	}
	n, err := b.ReadCloser.Read(p)
	if !b.free.TryAcquire(int64(n)) {
		b.full = true
		return 0, errBodiesFull
	}
	b.taken += int64(n)
	return n, err
}

func (b *boundBody) release() { b.free.Release(b.taken) }

// bodyWriter tells of a body that there was no room for.
type bodyWriter struct {
	http.ResponseWriter
	body *boundBody
}

// WriteHeader implements [http.ResponseWriter].
func (w *bodyWriter) WriteHeader(status int) {
	if w.body.full && status >= http.StatusBadRequest {
		status = http.StatusServiceUnavailable
		w.Header().Set("Retry-After", "1")
	}
	w.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController reach the writer.
func (w *bodyWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
