package mcpchat

import (
	"reflect"

	"github.com/google/jsonschema-go/jsonschema"

	"veiviser/content"
)

type schemas map[reflect.Type]*jsonschema.Schema

// words are the schemas of what is a few words of the guide.
func words() schemas {
	return schemas{
		reflect.TypeFor[content.Lang]():    {Type: "string", Enum: anys(content.Langs())},
		reflect.TypeFor[content.Section](): {Type: "string", Enum: append(anys(content.Sections()), "")},
	}
}

func anys[S ~string](all []S) []any {
	out := make([]any, len(all))
	for i, s := range all {
		out[i] = string(s)
	}
	return out
}

// schemaOf is the schema of what a tool gives. What stands in several places of a reply is
// described once.
func schemaOf[Out any]() (*jsonschema.Schema, error) {
	types, defs := words(), map[string]*jsonschema.Schema{}
	if reflect.TypeFor[Out]() == reflect.TypeFor[reply]() {
		for _, t := range []reflect.Type{reflect.TypeFor[statement](), reflect.TypeFor[option]()} {
			d, err := jsonschema.ForType(t, &jsonschema.ForOptions{TypeSchemas: types})
			if err != nil {
				return nil, err
			}
			defs[t.Name()] = opened(d)
			types[t] = &jsonschema.Schema{Ref: "#/$defs/" + t.Name()}
		}
	}
	out, err := jsonschema.For[Out](&jsonschema.ForOptions{TypeSchemas: types})
	if err != nil {
		return nil, err
	}
	out.Defs = defs
	return opened(out), nil
}

// opened lets every object of a schema have more fields, as later releases may.
func opened(s *jsonschema.Schema) *jsonschema.Schema {
	return each(s, func(s *jsonschema.Schema) { s.AdditionalProperties = nil })
}

// each does f to a schema and all in it. None of them may be null: what there is nothing
// of is left out.
func each(s *jsonschema.Schema, f func(*jsonschema.Schema)) *jsonschema.Schema {
	for _, t := range s.Types {
		if t != "null" {
			s.Type = t
		}
	}
	s.Types = nil
	f(s)
	for _, p := range s.Properties {
		each(p, f)
	}
	if s.Items != nil {
		each(s.Items, f)
	}
	return s
}
