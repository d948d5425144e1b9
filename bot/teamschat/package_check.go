package teamschat

import (
	"archive/zip"
	"bytes"
	"embed"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"golang.org/x/text/language"
	printing "golang.org/x/text/message"

	"veiviser/content"
)

// schemaFiles are Microsoft's, by the file of a package that they describe; schemas/README.md
// says where they are from.
//
//go:embed schemas/*.json
var schemaFiles embed.FS

const (
	maxPackage = 10 << 20 // far above what Teams takes of icons and texts
	maxFile    = 2 << 20  // of one file in it, unpacked
)

// The sides of the icons, in pixels.
const (
	colorSide   = 192
	outlineSide = 32
)

// CheckPackage tells everything that is wrong with an app package, a problem an error, nil for
// nothing: files that are missing or are no JSON, what Microsoft's schemas don't allow, icons of
// another size, languages of the guide that are missing or say less than another, addresses
// that are no https, and pages outside the app's own domains.
func CheckPackage(b []byte) []error {
	if len(b) > maxPackage {
		return []error{fmt.Errorf("package has %d bytes (want at most %d)", len(b), maxPackage)}
	}
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return []error{fmt.Errorf("package is no zip: %w", err)}
	}
	p := packageCheck{zip: z}
	p.manifest()
	return p.problems
}

// packageCheck is a package that is being looked at.
type packageCheck struct {
	zip      *zip.Reader
	problems []error
}

func (p *packageCheck) add(bad bool, format string, args ...any) {
	if bad {
		p.problems = append(p.problems, fmt.Errorf(format, args...))
	}
}

// read returns a file of the package, nil with a problem where it can't be read.
func (p *packageCheck) read(name string) []byte {
	f, err := p.zip.Open(name)
	if err != nil {
		p.add(true, "%s: not in the package", name)
		return nil
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	switch {
	case err != nil:
		p.add(true, "%s: %v", name, err)
	case len(b) > maxFile:
		p.add(true, "%s: more than %d bytes", name, maxFile)
	default:
		return b
	}
	return nil
}

// valid reads a file and holds it against its schema; nil where it is no JSON object.
func (p *packageCheck) valid(name, schema string) object {
	b := p.read(name)
	if b == nil {
		return nil
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		p.add(true, "%s: no JSON: %v", name, err)
		return nil
	}
	s, err := schemaOf(schema)
	if err != nil {
		p.add(true, "%v", err)
		return nil
	}
	invalid, _ := errors.AsType[*jsonschema.ValidationError](s.Validate(doc))
	for _, problem := range leaves(invalid) {
		p.add(true, "%s: %s", name, problem)
	}
	o, ok := doc.(object)
	p.add(!ok, "%s: no JSON object", name)
	return o
}

var english = printing.NewPrinter(language.English)

// leaves are the faults that others follow from, by place.
func leaves(err *jsonschema.ValidationError) []string {
	if err == nil {
		return nil
	}
	if len(err.Causes) == 0 {
		return []string{"/" + strings.Join(err.InstanceLocation, "/") + ": " + err.ErrorKind.LocalizedString(english)}
	}
	var out []string
	for _, c := range err.Causes {
		out = append(out, leaves(c)...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// schemaOf is one of the schemas, compiled once.
func schemaOf(name string) (*jsonschema.Schema, error) {
	compiled, err := compileSchemas()
	return compiled[name], err
}

var compileSchemas = sync.OnceValues(func() (map[string]*jsonschema.Schema, error) {
	c := jsonschema.NewCompiler()
	c.UseRegexpEngine(pattern)
	out := map[string]*jsonschema.Schema{}
	for _, name := range []string{"manifest", "texts", "agent", "plugin"} {
		file := "schemas/" + name + ".json"
		b, err := schemaFiles.ReadFile(file)
		if err != nil {
			return nil, err
		}
		rules, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
		if err == nil {
			err = c.AddResource(file, rules)
		}
		if err == nil {
			out[name], err = c.Compile(file)
		}
		if err != nil {
			return nil, fmt.Errorf("schema %s: %w", name, err)
		}
	}
	return out, nil
})

// pattern reads an expression of a schema. Those that look ahead, which Go doesn't, only
// forbid forms that are none of ours ("null", "[[key]]", "x.xll"): they match everything.
func pattern(s string) (jsonschema.Regexp, error) {
	re, err := regexp.Compile(s)
	if err != nil && strings.Contains(s, "(?!") {
		return regexp.MustCompile(""), nil
	}
	return re, err
}

// manifest looks at the manifest and at all that it names.
func (p *packageCheck) manifest() {
	m := p.valid(manifestFile, "manifest")
	if m == nil {
		return
	}
	// The schema says so by a word that its own version of JSON Schema doesn't know.
	v := text(m["manifestVersion"])
	p.add(v != manifestVersion, "%s: /manifestVersion: %q (want %q)", manifestFile, v, manifestVersion)
	icons, _ := m["icons"].(object)
	p.icon(text(icons["color"]), colorSide)
	p.icon(text(icons["outline"]), outlineSide)
	p.languages(m)
	p.addresses(m)
	agents, _ := m["copilotAgents"].(object)
	list, _ := agents["declarativeAgents"].([]any)
	for _, a := range list {
		ref, _ := a.(object)
		p.agent(text(ref["file"]))
	}
}

func text(v any) string {
	s, _ := v.(string)
	return s
}

// icon holds an icon's size against what Teams asks for.
func (p *packageCheck) icon(name string, side int) {
	if name == "" {
		return // the schema has told
	}
	b := p.read(name)
	if b == nil {
		return
	}
	var c image.Config
	c, err := png.DecodeConfig(bytes.NewReader(b))
	p.add(err != nil, "%s: no PNG", name)
	p.add(err == nil && (c.Width != side || c.Height != side), "%s: %d × %d pixels (want %d × %d)", name, c.Width, c.Height, side, side)
}

// languages looks for a language of the guide that is missing, and for texts that only some
// languages have.
func (p *packageCheck) languages(m object) {
	info, _ := m["localizationInfo"].(object)
	files := map[string]string{text(info["defaultLanguageTag"]): ""}
	more, _ := info["additionalLanguages"].([]any)
	for _, l := range more {
		o, _ := l.(object)
		files[text(o["languageTag"])] = text(o["file"])
	}
	texts := map[string]object{}
	all := map[string]bool{}
	for _, l := range content.Langs() {
		tag := languageTags[l]
		file, ok := files[tag]
		p.add(!ok, "%s: the language %s is missing", manifestFile, tag)
		if file == "" {
			continue // missing, or the manifest's own
		}
		texts[file] = p.valid(file, "texts")
		for key := range texts[file] {
			all[key] = true
		}
	}
	for _, file := range slices.Sorted(maps.Keys(texts)) {
		for _, key := range slices.Sorted(maps.Keys(all)) {
			_, ok := texts[file][key]
			p.add(!ok && texts[file] != nil, "%s: no %s, which another language has", file, key)
		}
	}
}

// addresses looks for addresses that are no https, and for pages outside the app's domains.
func (p *packageCheck) addresses(m object) {
	domains, _ := m["validDomains"].([]any)
	eachText(m, "", func(at, s string) {
		if !strings.HasSuffix(at, "Url") {
			return
		}
		u, err := url.Parse(s)
		ok := err == nil && u.Scheme == "https" && u.Hostname() != ""
		p.add(!ok, "%s: %s: %q is no https address", manifestFile, at, s)
		p.add(ok && strings.HasSuffix(at, "/contentUrl") && !slices.Contains(domains, any(u.Hostname())),
			"%s: %s: %s is none of validDomains", manifestFile, at, u.Hostname())
	})
}

// eachText calls f with each text in v and its place, in a fixed order.
func eachText(v any, at string, f func(at, s string)) {
	switch v := v.(type) {
	case string:
		f(at, v)
	case object:
		for _, k := range slices.Sorted(maps.Keys(v)) {
			eachText(v[k], at+"/"+k, f)
		}
	case []any:
		for i, e := range v {
			eachText(e, fmt.Sprintf("%s/%d", at, i), f)
		}
	}
}

// agent looks at a declarative agent and at what it asks with.
func (p *packageCheck) agent(name string) {
	a := p.valid(name, "agent")
	actions, _ := a["actions"].([]any)
	for _, v := range actions {
		ref, _ := v.(object)
		plugin := p.valid(text(ref["file"]), "plugin")
		runtimes, _ := plugin["runtimes"].([]any)
		for _, r := range runtimes {
			rt, _ := r.(object)
			spec, _ := rt["spec"].(object)
			u := text(spec["url"])
			p.add(u != "" && !strings.HasPrefix(u, "https://"), "%s: %q is no https address", text(ref["file"]), u)
		}
	}
}
