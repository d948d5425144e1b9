package teamschat_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"veiviser/bot/teamschat"
)

func packageOptions(tb testing.TB) teamschat.PackageOptions {
	return teamschat.PackageOptions{Words: newWords(tb), AppID: appID, BaseURL: base, Version: "1.0.0", Developer: "Eksempel kommune"}
}

func TestPackage(t *testing.T) {
	var a, b bytes.Buffer
	if err := teamschat.WritePackage(&a, packageOptions(t)); err != nil {
		t.Fatal(err)
	}
	if err := teamschat.WritePackage(&b, packageOptions(t)); err != nil || !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Errorf("the same options give another package (%v)", err)
	}
	z, err := zip.NewReader(bytes.NewReader(a.Bytes()), int64(a.Len()))
	if err != nil {
		t.Fatal(err)
	}
	schemas := map[string]string{
		"manifest.json": "manifest.schema.json", "texts.nn.json": "texts.schema.json", "texts.en.json": "texts.schema.json",
	}
	icons := map[string]int{"color.png": 192, "outline.png": 32}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if side := icons[f.Name]; side > 0 {
			img, err := png.DecodeConfig(bytes.NewReader(body))
			if err != nil || img.Width != side || img.Height != side {
				t.Errorf("%s: %dx%d, %v, want %d pixels square", f.Name, img.Width, img.Height, err, side)
			}
			delete(icons, f.Name)
			continue
		}
		validate(t, schemas[f.Name], f.Name, body)
		delete(schemas, f.Name)
	}
	if len(schemas)+len(icons) > 0 {
		t.Errorf("missing in the package: %v %v", schemas, icons)
	}
}

// manifest is that of the package.
func manifest(tb testing.TB) map[string]any {
	tb.Helper()
	var b bytes.Buffer
	if err := teamschat.WritePackage(&b, packageOptions(tb)); err != nil {
		tb.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		tb.Fatal(err)
	}
	f, err := z.Open("manifest.json")
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	var out map[string]any
	if err := json.NewDecoder(f).Decode(&out); err != nil {
		tb.Fatal(err)
	}
	return out
}

// validate checks a document against Microsoft's schema; testdata/schemas.md says where
// it is from.
func validate(tb testing.TB, schema, name string, body []byte) {
	tb.Helper()
	f, err := os.Open(filepath.Join("testdata", schema))
	if err != nil {
		tb.Fatalf("%s: %v", name, err)
	}
	defer f.Close()
	rules, err := jsonschema.UnmarshalJSON(f)
	if err != nil {
		tb.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource(schema, rules); err != nil {
		tb.Fatal(err)
	}
	s, err := c.Compile(schema)
	if err != nil {
		tb.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
	if err != nil {
		tb.Fatal(err)
	}
	if err := s.Validate(doc); err != nil {
		tb.Errorf("%s: %v", name, err)
	}
}

func TestPackageBad(t *testing.T) {
	o := packageOptions(t)
	o.AppID, o.BaseURL, o.Version, o.Developer = "x", "http://localhost", "1.0", strings.Repeat("x", 33)
	err := teamschat.WritePackage(io.Discard, o)
	for _, want := range []string{"no GUID", "no https address", "not three numbers", "33 characters"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
}
