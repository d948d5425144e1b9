package blocks

import (
	"testing"

	"veiviser/bot/bottest"
)

// BenchmarkEscape prints the cost per byte of making a text harmless, by its length.
func BenchmarkEscape(b *testing.B) {
	bottest.BenchmarkBytes(b, func(text string) { Escape(text) }, "norsk ", "<!channel>", "&amp;", "*_~`")
}
