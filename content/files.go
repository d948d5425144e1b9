package content

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
)

// Files are the files of a guide, read at one moment: what their digest is of is what is
// loaded, whatever becomes of the folder meanwhile.
type Files struct {
	all []*file
	err error // why not all could be read
}

// file is one file of a guide's folder as it was decoded.
type file struct {
	name     string
	data     []byte
	entry    *Entry // nil for a list, or a file that is no mapping
	problems Problems
}

// ReadFiles reads every *.yaml file below the root of fsys, in the order of their names.
// What could not be read, [Files.Load] tells.
func ReadFiles(fsys fs.FS) *Files {
	f := &Files{}
	f.err = fs.WalkDir(fsys, ".", func(name string, de fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if de.IsDir() || path.Ext(name) != ".yaml" {
			return nil
		}
		data, err := fs.ReadFile(fsys, name)
		f.all = append(f.all, &file{name: name, data: data})
		return err
	})
	return f
}

// Digest returns the digest of the files' names and bytes: two guides with the same one
// are loaded alike by the same program. It is empty where a file could not be read.
func (f *Files) Digest() string {
	if f.err != nil {
		return ""
	}
	h := sha256.New()
	for _, one := range f.all {
		fmt.Fprintf(h, "%q %d\n", one.name, len(one.data))
		h.Write(one.data)
	}
	return DigestPrefix + hex.EncodeToString(h.Sum(nil))
}

// Load decodes and checks the files, as [Load] does.
func (f *Files) Load() (*Guide, error) {
	g, ps := f.decode()
	ps = append(ps, g.check(mustHold)...)
	if len(ps) > 0 {
		ps.sort()
		return nil, ps
	}
	g.seal()
	return g, nil
}
