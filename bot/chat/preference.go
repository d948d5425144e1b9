package chat

import (
	"context"

	"veiviser/content"
)

// Preferences remembers what people chose.
type Preferences interface {
	// Preference returns what was kept for the person (platform, workspace and user in
	// one string); ok is false for nothing.
	Preference(ctx context.Context, person string) (p Preference, ok bool)
	// KeepPreference replaces what was kept for the person. It does not wait.
	KeepPreference(person string, p Preference)
}

// Preference is what a person chose.
type Preference struct {
	Lang         content.Lang `json:"lang,omitempty"`         // empty for none
	Municipality string       `json:"municipality,omitempty"` // its number of four digits; empty for none
}
