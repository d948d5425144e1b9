package content

import (
	"encoding/binary"
	"fmt"
	"io/fs"
	"math/big"
	"reflect"
	"runtime"
	"slices"
	"sync"
	"testing"
	"testing/fstest"
	"unsafe"
)

// sameGuide reports a guide that was read back and is not the one written: all but the
// lines in the files must be.
func sameGuide(tb testing.TB, got, want *Guide) {
	tb.Helper()
	plain := *want
	plain.entries, plain.local = nil, nil
	for _, e := range want.entries {
		cp := *e
		cp.pos = nil
		plain.entries = append(plain.entries, &cp)
	}
	for _, e := range want.local {
		cp := *e
		cp.pos = nil
		plain.local = append(plain.local, &cp)
	}
	plain.link()
	if reflect.DeepEqual(got, &plain) {
		return
	}
	for i := range min(len(got.entries), len(plain.entries)) {
		if !reflect.DeepEqual(got.entries[i], plain.entries[i]) {
			tb.Fatalf("entry %q is not as it was: %+v, want %+v", plain.entries[i].ID, got.entries[i], plain.entries[i])
		}
	}
	a, b := reflect.ValueOf(*got), reflect.ValueOf(plain)
	for i := range a.NumField() {
		field := func(v reflect.Value) any { // of an addressable copy
			c := reflect.New(v.Type()).Elem()
			c.Set(v)
			f := c.Field(i)
			return reflect.NewAt(f.Type(), unsafe.Pointer(f.UnsafeAddr())).Elem().Interface()
		}
		if !reflect.DeepEqual(field(a), field(b)) {
			tb.Errorf("%s is not as it was", a.Type().Field(i).Name)
		}
	}
}

func shippedGuide(tb testing.TB) *Guide {
	tb.Helper()
	g, err := Load(FS())
	if err != nil {
		tb.Fatal(err)
	}
	return g
}

// TestGuideReadBack: the guide that ships is the same after it was written and read, with
// every digest, and what points at what.
func TestGuideReadBack(t *testing.T) {
	want := shippedGuide(t)
	got, err := Decode(Encode(want))
	if err != nil {
		t.Fatal(err)
	}
	sameGuide(t, got, want)
	if got.Release() != want.Release() || got.Release() == "" {
		t.Errorf("release %q, want %q", got.Release(), want.Release())
	}
	for _, e := range got.Entries() {
		if d := e.Digest(); d != want.Digest(e.ID) || d != got.Digest(e.ID) {
			t.Errorf("digest of %q is %s, kept as %s, want %s", e.ID, d, got.Digest(e.ID), want.Digest(e.ID))
		}
		if id := e.refs(); len(id) > 0 && !slices.Contains(got.reverse[id[0]], e) {
			t.Errorf("nothing tells that %q points at %q", e.ID, id[0])
		}
	}
}

// TestEveryFieldIsKept: a guide in which every field of every type says something comes
// back as it was, so that no field can be forgotten.
func TestEveryFieldIsKept(t *testing.T) {
	var want Guide
	n := 0
	filled(reflect.ValueOf(&want).Elem(), &n)
	want.link()
	if n < 200 {
		t.Fatalf("%d values filled: the walk misses the types", n)
	}
	got, err := Decode(Encode(&want))
	if err != nil {
		t.Fatal(err)
	}
	sameGuide(t, got, &want)
}

// filled gives v and all within it values that say something, each another.
func filled(v reflect.Value, n *int) {
	*n++
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprint("s", *n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int:
		v.SetInt(int64(*n))
	case reflect.Pointer:
		if r, ok := v.Interface().(*big.Rat); ok && r == nil {
			v.Set(reflect.ValueOf(big.NewRat(int64(*n), 7)))
			return
		}
		v.Set(reflect.New(v.Type().Elem()))
		filled(v.Elem(), n)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range 2 {
			filled(v.Index(i), n)
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		for range 2 {
			k, e := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
			filled(k, n)
			filled(e, n)
			v.SetMapIndex(k, e)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			switch v.Type().Field(i).Name {
			case "byID", "alias", "reverse", "pos", "places", "shown", "added": // found by link, or not kept
				continue
			}
			f := v.Field(i)
			filled(reflect.NewAt(f.Type(), unsafe.Pointer(f.UnsafeAddr())).Elem(), n)
		}
	default:
		panic("no value for " + v.Type().String())
	}
}

// TestNoneIsNotEmpty: a list of nothing and no list stay apart.
func TestNoneIsNotEmpty(t *testing.T) {
	g := &Guide{entries: []*Entry{{Goals: []string{}, Texts: map[Lang]*Text{Bokmal: nil, English: {}}, Conditions: []Condition{{Value: Value{}}}}}}
	g.link()
	got, err := Decode(Encode(g))
	if err != nil {
		t.Fatal(err)
	}
	sameGuide(t, got, g)
}

// TestEncodeTouchesNothing: a guide that is served can be written meanwhile, and the same
// guide gives the same bytes.
func TestEncodeTouchesNothing(t *testing.T) {
	g, err := Load(fstest.MapFS{"kurs.yaml": {Data: []byte(smallEntry)}})
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	out := make([][]byte, 4)
	for i := range out {
		wg.Go(func() { out[i] = Encode(g) })
	}
	wg.Wait()
	for _, b := range out[1:] {
		if !slices.Equal(b, out[0]) {
			t.Error("the same guide gives other bytes")
		}
	}
}

const smallEntry = `id: kurs
kind: topic
sources:
  imdi: {title: IMDi, url: "https://www.imdi.no/", dated: 2024-03}
nb: {title: Kurs, summary: Et kurs for alle., what: [{text: Ett., source: imdi}]}
nn: {title: Kurs, summary: Eit kurs for alle., what: [{text: Eitt., source: imdi}]}
en: {title: Course, summary: A course for all., what: [{text: One., source: imdi}]}
`

func TestDecodeRefuses(t *testing.T) {
	g, err := Load(fstest.MapFS{"kurs.yaml": {Data: []byte(smallEntry)}})
	if err != nil {
		t.Fatal(err)
	}
	g.words.sections, g.words.talk = nil, nil // many, and of the program
	good := Encode(g)
	for n := range good {
		if _, err := Decode(good[:n]); err == nil {
			t.Fatalf("the first %d of %d bytes are taken for a guide", n, len(good))
		}
	}
	for name, b := range map[string][]byte{"longer": append(slices.Clone(good), 0), "another form": append([]byte("x"), good[1:]...)} {
		if _, err := Decode(b); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// TestDecodeTakesNoMoreThanThereIs: bytes that promise a long list get no room for it.
func TestDecodeTakesNoMoreThanThereIs(t *testing.T) {
	promise := binary.AppendUvarint([]byte(encoded), 1<<24)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if _, err := Decode(append(promise, "and that is all"...)); err == nil {
		t.Error("a list that ends too early is taken")
	}
	runtime.ReadMemStats(&after)
	if n := after.TotalAlloc - before.TotalAlloc; n > 1<<20 {
		t.Errorf("%d bytes are taken for a list of nothing", n)
	}
}

// FuzzDecode: whatever the bytes, they are an error or a guide, and never a panic or more
// memory than they account for.
func FuzzDecode(f *testing.F) {
	g, err := Load(fstest.MapFS{"kurs.yaml": {Data: []byte(smallEntry)}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(Encode(g)[:300])
	f.Add([]byte(encoded))
	f.Fuzz(func(t *testing.T, b []byte) {
		if g, err := Decode(b); err == nil {
			g.Entries()
		}
	})
}

// TestFilesDigest: another byte, name or order of bytes between files is another digest,
// and what was read is what is loaded.
func TestFilesDigest(t *testing.T) {
	read := func(files map[string]string) *Files {
		m := fstest.MapFS{}
		for name, data := range files {
			m[name] = &fstest.MapFile{Data: []byte(data)}
		}
		return ReadFiles(m)
	}
	seen := map[string]int{}
	for i, files := range []map[string]string{
		{"a.yaml": "x", "b.yaml": "y"}, {"a.yaml": "xy", "b.yaml": ""}, {"a.yaml": "", "b.yaml": "xy"}, {"a.yaml": "y", "b.yaml": "x"},
		{"a.yaml": "x\"b.yaml\"\ny"}, {"a.yaml": "x"}, {"c/a.yaml": "x", "b.yaml": "y"}, {},
	} {
		d := read(files).Digest()
		if other, ok := seen[d]; ok {
			t.Errorf("files %d and %d have the digest %s", other, i, d)
		}
		seen[d] = i
		if again := read(files).Digest(); again != d {
			t.Errorf("files %d have the digests %s and %s", i, d, again)
		}
	}
	fsys := fstest.MapFS{"kurs.yaml": {Data: []byte(smallEntry)}}
	f := ReadFiles(fsys)
	fsys["kurs.yaml"] = &fstest.MapFile{Data: []byte("id: other")}
	g, err := f.Load()
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := g.Entry("kurs"); !ok {
		t.Error("what was read is not what is loaded")
	}
	if d := ReadFiles(unreadable{}).Digest(); d != "" {
		t.Errorf("files that can't be read have the digest %s", d)
	}
}

// unreadable is a folder that can't be read.
type unreadable struct{}

func (unreadable) Open(string) (fs.File, error) { return nil, fs.ErrPermission }
