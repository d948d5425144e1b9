package picture_test

import (
	"bytes"
	"testing"

	"veiviser/bot/picture"
	"veiviser/content"
)

// BenchmarkJourneyPNG draws the longest journey cold.
func BenchmarkJourneyPNG(b *testing.B) {
	g := guide(b)
	p := painter(b, g)
	v := view(content.English)
	for i := 0; b.Loop(); i++ {
		v.Words.Here = string(rune('a'+i%26)) + string(rune('a'+i/26)) // another picture to the cache
		if _, err := p.JourneyPNG(b.Context(), "rebecca", v); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkJourneyPNGAgain(b *testing.B) {
	p := painter(b, guide(b))
	v := view(content.English)
	for b.Loop() {
		if _, err := p.JourneyPNG(b.Context(), "rebecca", v); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkMapPDF draws the map on four sheets cold.
func BenchmarkMapPDF(b *testing.B) {
	p := painter(b, guide(b))
	v := view(content.English)
	for i := 0; b.Loop(); i++ {
		v.Words.Here = string(rune('a'+i%26)) + string(rune('a'+i/26))
		if err := p.MapPDF(b.Context(), new(bytes.Buffer), picture.A4, v); err != nil {
			b.Fatal(err)
		}
	}
}
