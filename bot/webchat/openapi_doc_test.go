package webchat

import (
	"encoding"
	"encoding/json"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"veiviser/bot"
	"veiviser/content"
	"veiviser/search"
)

type object = map[string]any

// describer makes JSON Schema of the types that the API sends and takes.
type describer struct {
	said    map[string]string // what the code says of a type ("bot.Card") and of a field ("bot.Card.Title")
	schemas object
}

// TestOpenAPI: the document says of every field of every type what the code says of it.
// What the handlers send is held against it elsewhere.
func TestOpenAPI(t *testing.T) {
	d := describer{said: map[string]string{}, schemas: object{}}
	for _, dir := range []string{".", "..", "../../content", "../../search"} {
		d.read(t, dir)
	}
	doc := d.document()
	addExamples(t, doc)
	made, err := json.MarshalIndent(doc, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	made = append(made, '\n')
	if flag.Lookup("update").Value.String() == "true" {
		if err := os.WriteFile("openapi.json", made, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(openAPI), string(made)); diff != "" {
		t.Errorf("openapi.json is older than the code; go test ./bot/webchat -update (-want +got):\n%s", diff)
	}
}

// read gathers what the code in a folder says of its types.
func (d describer) read(t *testing.T, dir string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			decl, ok := n.(*ast.GenDecl)
			if !ok {
				return true
			}
			for _, s := range decl.Specs {
				if spec, ok := s.(*ast.TypeSpec); ok {
					d.ofType(f.Name.Name, spec, decl.Doc)
				}
			}
			return true
		})
	}
}

func (d describer) ofType(pkg string, spec *ast.TypeSpec, doc *ast.CommentGroup) {
	name := pkg + "." + spec.Name.Name
	d.said[name] = plainWords(doc)
	s, ok := spec.Type.(*ast.StructType)
	if !ok {
		return
	}
	for _, f := range s.Fields.List {
		said := plainWords(f.Comment)
		if said == "" {
			said = plainWords(f.Doc)
		}
		for _, n := range f.Names {
			d.said[name+"."+n.Name] = said
		}
	}
}

func plainWords(c *ast.CommentGroup) string {
	if c == nil {
		return ""
	}
	return strings.Join(strings.Fields(c.Text()), " ")
}

// nameOf is a type's name as said knows it.
func nameOf(t reflect.Type) string { return path.Base(t.PkgPath()) + "." + t.Name() }

// values are what a string can be, where that is a few words of ours.
func values(t reflect.Type) []string {
	switch t {
	case reflect.TypeFor[content.Lang]():
		return texts(content.Langs())
	case reflect.TypeFor[content.Section]():
		return texts(content.Sections())
	case reflect.TypeFor[search.Confidence]():
		return texts([]search.Confidence{search.Strong, search.Weak, search.None})
	case reflect.TypeFor[bot.CardKind]():
		return texts([]bot.CardKind{bot.EntryCard, bot.StepCard, bot.ChoicesCard, bot.NoneCard, bot.ListCard, bot.CompareCard, bot.TextCard})
	}
	return nil
}

func texts[S ~string](all []S) []string {
	out := make([]string, len(all))
	for i, s := range all {
		out[i] = string(s)
	}
	return out
}

// schema is that of a type; a struct is named and stands among the components.
func (d describer) schema(t reflect.Type) object {
	if t.Implements(reflect.TypeFor[encoding.TextMarshaler]()) {
		return object{"type": "string"}
	}
	switch t.Kind() {
	case reflect.Pointer:
		return d.schema(t.Elem())
	case reflect.Slice:
		return object{"type": "array", "items": d.schema(t.Elem())}
	case reflect.Bool:
		return object{"type": "boolean"}
	case reflect.Int:
		return object{"type": "integer"}
	case reflect.Float64:
		return object{"type": "number"}
	case reflect.Struct:
		name := strings.ToUpper(t.Name()[:1]) + t.Name()[1:]
		if _, ok := d.schemas[name]; !ok {
			d.schemas[name] = object{} // it may hold itself
			d.schemas[name] = d.structure(t)
		}
		return object{"$ref": "#/components/schemas/" + name}
	}
	s := object{"type": "string"}
	if v := values(t); v != nil {
		s["enum"] = v
	}
	return s
}

// structure is the schema of a struct, as encoding/json writes it. Fields may be added.
func (d describer) structure(t reflect.Type) object {
	properties, required := object{}, []string{}
	for _, f := range reflect.VisibleFields(t) {
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "-" || name == "" || !f.IsExported() {
			continue
		}
		s := d.schema(f.Type)
		owner := t
		for _, i := range f.Index[:len(f.Index)-1] {
			owner = owner.Field(i).Type
		}
		if said := d.said[nameOf(owner)+"."+f.Name]; said != "" {
			s["description"] = said
		}
		if !strings.Contains(options, "omitempty") {
			required = append(required, name)
			if enum, ok := s["enum"].([]string); ok && f.Type == reflect.TypeFor[content.Section]() {
				s["enum"] = append(enum, "") // of the bot's own words
			}
			if f.Type.Kind() == reflect.Pointer {
				s = nullable(s)
			}
			if f.Type.Kind() == reflect.Slice {
				s["type"] = []string{"array", "null"}
			}
		}
		properties[name] = s
	}
	slices.Sort(required)
	out := object{"type": "object", "properties": properties, "required": required}
	if said := d.said[nameOf(t)]; said != "" {
		out["description"] = said
	}
	return out
}

func nullable(s object) object {
	said := s["description"]
	delete(s, "description")
	out := object{"oneOf": []any{s, object{"type": "null"}}}
	if said != nil {
		out["description"] = said
	}
	return out
}

// document is the whole description.
func (d describer) document() object {
	wrong := object{"description": "What is wrong, in words to the reader.", "content": object{"application/json": object{"schema": object{
		"type": "object", "required": []string{"error"}, "properties": object{"error": object{"type": "string"}},
	}}}}
	right := func(t reflect.Type, says string) object {
		return object{"description": says, "content": object{"application/json": object{"schema": d.schema(t)}}}
	}
	body := func(t reflect.Type) object {
		s := d.structure(t)
		delete(s, "required")
		if p, ok := s["properties"].(object); ok {
			if choice, ok := p["choice"].(object); ok {
				choice["type"] = []string{"string", "integer"}
			}
			if forget, ok := p["forget"].(object); ok {
				forget["enum"] = []string{"", "subject", "all"}
			}
			for _, name := range []string{"lang", "section"} {
				if q, ok := p[name].(object); ok {
					delete(q, "enum") // empty for none
				}
			}
		}
		return object{"required": true, "content": object{
			"application/json": object{"schema": s}, "application/x-www-form-urlencoded": object{"schema": s},
		}}
	}
	inquiry := body(reflect.TypeFor[apiInquiry]())
	delete(inquiry["content"].(object), "application/x-www-form-urlencoded")
	return object{
		"openapi": "3.1.0",
		"info": object{
			"title": "Veiviser", "version": "1",
			"description": "Answers from a guide to qualification pathways for adult immigrants in Norway: the statements that answer first, each with its source. The same question against the same guide in the same conversation gives the same bytes. Fields may be added, never renamed or taken away.",
		},
		"paths": object{
			"/api/ask": object{"post": object{
				"operationId": "ask", "summary": "Answer a question, or a choice of what was offered last in the conversation",
				"requestBody": body(reflect.TypeFor[apiQuestion]()),
				"responses": object{
					"200": right(reflect.TypeFor[bot.Reply](), "The answer, also where there is none."),
					"204": object{"description": "Forgotten, and nothing was asked."},
					"400": wrong, "413": wrong, "429": wrong, "500": wrong,
				},
			}},
			"/api/note": object{"get": object{
				"operationId": "note", "summary": "One case note of statements, in their order",
				"parameters": []any{
					object{"name": "p", "in": "query", "required": true, "description": "ids of statements, between commas", "schema": object{"type": "string"}},
					object{"name": "lang", "in": "query", "description": "language of the note", "schema": object{"type": "string", "enum": texts(content.Langs())}},
				},
				"responses": object{"200": right(reflect.TypeFor[noteReply](), "The note."), "404": wrong, "500": wrong},
			}},
			"/api/suggest": object{"get": object{
				"operationId": "suggest", "summary": "What a text that is being typed may become",
				"parameters": []any{
					object{"name": "q", "in": "query", "required": true, "description": "the text; one with a personal number becomes nothing", "schema": object{"type": "string"}},
					object{"name": "lang", "in": "query", "description": "language of the suggestions; that of the name where it is left out", "schema": object{"type": "string", "enum": texts(content.Langs())}},
				},
				"responses": object{"200": right(reflect.TypeFor[suggestReply](), "What it may become, also where that is nothing."), "429": wrong, "500": wrong},
			}},
			"/api/editors": object{"post": object{
				"operationId": "editors", "summary": "Send a text to the editors",
				"requestBody": inquiry,
				"responses": object{
					"200": right(reflect.TypeFor[inquiryReply](), "What came of it."),
					"400": wrong, "403": wrong, "404": wrong, "413": wrong, "429": wrong, "503": wrong,
				},
			}},
			"/oembed": object{"get": object{
				"operationId": "oembed", "summary": "What a link to a page shows, by oEmbed (type link)",
				"parameters": []any{
					object{"name": "url", "in": "query", "required": true, "description": "address of a page of this site", "schema": object{"type": "string"}},
					object{"name": "format", "in": "query", "description": "json; there is no other", "schema": object{"type": "string", "enum": []string{"json"}}},
				},
				"responses": object{
					"200": right(reflect.TypeFor[embedding](), "What is shown."),
					"404": object{"description": "The address is of no page of the guide."}, "501": object{"description": "Another format is asked for."}, "503": object{"description": "What was asked for can't be read now."},
				},
			}},
			"/api/openapi.json": object{"get": object{
				"operationId": "openapi", "summary": "This document",
				"responses": object{"200": object{"description": "The document.", "content": object{"application/json": object{"schema": object{"type": "object"}}}}},
			}},
		},
		"components": object{"schemas": d.schemas},
	}
}
