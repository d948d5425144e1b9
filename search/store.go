package search

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"veiviser/content"
)

// Store keeps built indexes in a folder, so that a start reads what an earlier one built.
// An index is kept under a name that changes with everything an answer depends on, the
// files of the guide and the program itself, and is used only as it was written, to the
// last byte: anything else is built anew. Any number of processes may share the folder.
type Store struct {
	dir     string
	log     *slog.Logger
	program func() (string, error) // the digest of the program that runs
}

// NewStore returns a store in the folder dir, which is made where it is missing; with an
// empty one nothing is kept. The log is told when something can't be kept or read; nil
// tells nobody.
func NewStore(dir string, lg *slog.Logger) *Store {
	if lg == nil {
		lg = slog.New(slog.DiscardHandler)
	}
	return &Store{dir, lg, sync.OnceValues(func() (string, error) { return programDigest(running()) })}
}

// running is where the program that runs can be read. By its name it may be another one
// already, put there by an update, whose indexes this one must not write.
func running() (name string, err error) {
	const itself = "/proc/self/exe" // Linux: whatever became of the name
	if _, err := os.Stat(itself); err == nil {
		return itself, nil
	}
	return os.Executable()
}

// programDigest returns the digest of a program's file.
func programDigest(name string, err error) (string, error) {
	if err != nil {
		return "", err
	}
	f, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// Open loads the guide in fsys with the local entries of folders, and opens an index over it,
// kept or new. A new one is kept for the next start where the folder can be written; where it
// can't, all goes on in memory. A guide with problems is a [content.Problems] error.
func (s *Store) Open(fsys fs.FS, local ...content.LocalFolder) (*Index, error) {
	files := guideFiles{content.ReadFiles(fsys), content.ReadLocal(local...)}
	guide := files.digest()
	if s.dir == "" || guide == "" { // or loading the files tells why they can't be read
		return build(files)
	}
	program, err := s.program()
	if err != nil {
		s.log.Warn("the index is built in memory: the program can't read itself", "err", err)
		return build(files)
	}
	return s.openAt(keptAt(s.dir, keyOf(guide, program)), files)
}

// openAt opens the index that is kept as k, or builds it and keeps it there.
func (s *Store) openAt(k kept, files guideFiles) (*Index, error) {
	ix, damage := k.open()
	if damage == nil {
		return ix, nil
	}
	ix, err := build(files)
	if err != nil {
		return nil, err
	}
	if errors.Is(damage, fs.ErrNotExist) {
		damage = nil
	}
	switch err := k.keep(ix); {
	case err != nil:
		s.log.Warn("the index is in memory alone, the next start builds it again", "folder", k.dir, "err", errors.Join(damage, err))
	case damage != nil:
		s.log.Warn("the kept index was not as it was written and is built anew", "folder", k.path, "err", damage)
	}
	return ix, nil
}

// build loads the guide and indexes it.
func build(files guideFiles) (*Index, error) {
	g, err := files.load()
	if err != nil {
		return nil, err
	}
	return New(g)
}

// guideFiles are the files of a guide, and of what is local beside it.
type guideFiles struct {
	national *content.Files
	local    *content.LocalFiles
}

func (f guideFiles) load() (*content.Guide, error) {
	g, err := f.national.Load()
	if err != nil {
		return nil, err
	}
	return g.With(f.local)
}

// digest is of all files; empty where some can't be read.
func (f guideFiles) digest() string {
	national, local := f.national.Digest(), f.local.Digest()
	switch {
	case national == "" || local == "":
		return ""
	case f.local.Len() == 0:
		return national
	}
	return national + "\n" + local
}

// keyOf names an index by what it is made of: the digests of the guide's files and of the
// program, whose code, lists and training are all in its file.
func keyOf(guide, program string) string {
	sum := sha256.Sum256([]byte(guide + "\n" + program))
	return hex.EncodeToString(sum[:16])
}

// The names in a store's folder.
const (
	keptPrefix     = "index-"
	buildingPrefix = "building-" // what is being written, or was when a process ended
)

// kept is an index in a store's folder.
type kept struct{ dir, path, key string }

func keptAt(dir, key string) kept { return kept{dir, filepath.Join(dir, keptPrefix+key), key} }

// The files of a kept index beside the tables and Bleve's.
const (
	guideFile = "guide"
	sumsFile  = "sums" // a digest for every other file
)

// open reads a kept index; it is fs.ErrNotExist where there is none.
func (k kept) open() (*Index, error) {
	files, err := k.verified()
	if err != nil {
		return nil, err
	}
	g, err := content.Decode(files[guideFile])
	if err != nil {
		return nil, err
	}
	return savedIn(k.path).open(files[tablesFile], g)
}

// verified reads every file and holds it against the digests that were written with it.
func (k kept) verified() (map[string][]byte, error) {
	want, err := os.ReadFile(filepath.Join(k.path, sumsFile))
	if err != nil {
		return nil, err
	}
	files, err := readAll(k.path)
	if err != nil {
		return nil, fmt.Errorf("read the kept index: %v", err) // one that is there, in part
	}
	if !bytes.Equal(k.sums(files), want) {
		return nil, errors.New("a file is damaged, missing or too much")
	}
	return files, nil
}

// readAll reads the files below a folder but the one of digests, by their names in it.
func readAll(dir string) (map[string][]byte, error) {
	files := map[string][]byte{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || name == sumsFile {
			return err
		}
		files[name], err = os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		return err
	})
	return files, err
}

// sums lists the files with their digests, and whose they are.
func (k kept) sums(files map[string][]byte) []byte {
	var lines []string
	for name, data := range files {
		lines = append(lines, fmt.Sprintf("%x %s\n", sha256.Sum256(data), name))
	}
	slices.Sort(lines)
	return []byte("index " + k.key + "\n" + strings.Join(lines, ""))
}

// keep writes an index beside the others and then puts it in its place.
func (k kept) keep(ix *Index) error {
	if err := os.MkdirAll(k.dir, 0o700); err != nil {
		return err
	}
	tmp, err := os.MkdirTemp(k.dir, buildingPrefix)
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp) // gone already where all went well
	next := filepath.Join(tmp, "next")
	if err := os.Mkdir(next, 0o700); err != nil {
		return err
	}
	if err := k.write(ix, next); err != nil {
		return err
	}
	// One in the place was not to be read, or another process was faster: either way this
	// one is as good.
	if err := os.Rename(k.path, filepath.Join(tmp, "last")); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.Rename(next, k.path); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return k.sweep()
}

// write writes all files of an index into a folder.
func (k kept) write(ix *Index, dir string) error {
	write := func(name string, data []byte) error { return os.WriteFile(filepath.Join(dir, name), data, 0o600) }
	if err := write(guideFile, content.Encode(ix.guide)); err != nil {
		return err
	}
	if err := savedIn(dir).save(ix, write); err != nil {
		return err
	}
	files, err := readAll(dir)
	if err != nil {
		return err
	}
	return write(sumsFile, k.sums(files))
}

const (
	// others is how many kept indexes stay beside the newest: with one, two guides or two
	// builds of the program take turns without building each time.
	others = 1
	// abandoned is how old what is being written must be for its process to have ended.
	abandoned = time.Hour
)

// sweep removes the indexes that are no longer used, and what was never finished. Whoever
// has one open keeps it: its files go when they are closed.
func (k kept) sweep() error {
	list, err := os.ReadDir(k.dir)
	if err != nil {
		return err
	}
	type aged struct {
		path string
		at   time.Time
	}
	var old []aged
	for _, d := range list {
		info, err := d.Info()
		path := filepath.Join(k.dir, d.Name())
		switch {
		case err != nil || !d.IsDir() || path == k.path: // gone meanwhile, or none of ours
		case strings.HasPrefix(d.Name(), keptPrefix):
			old = append(old, aged{path, info.ModTime()})
		case strings.HasPrefix(d.Name(), buildingPrefix) && time.Since(info.ModTime()) > abandoned:
			err = os.RemoveAll(path)
		}
		if err != nil {
			return err
		}
	}
	slices.SortFunc(old, func(a, b aged) int { return b.at.Compare(a.at) })
	for _, o := range old[min(others, len(old)):] {
		if err := os.RemoveAll(o.path); err != nil {
			return err
		}
	}
	return nil
}
