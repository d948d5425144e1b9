package draw

import (
	"image"
	"image/color"
	"slices"
)

// paletted turns img into one with at most 256 colours, which makes the PNG small:
// the most frequent colours stay as they are, the others (edges of letters) take the
// nearest of them.
func paletted(img *image.RGBA) *image.Paletted {
	counts := map[color.RGBA]int{}
	var last color.RGBA
	run := 0
	for i := 0; i < len(img.Pix); i += 4 {
		c := color.RGBA{img.Pix[i], img.Pix[i+1], img.Pix[i+2], 0xff}
		if c == last {
			run++
			continue
		}
		counts[last] += run
		last, run = c, 1
	}
	counts[last] += run
	colours := frequent(counts)
	palette := make(color.Palette, min(256, len(colours)))
	index := map[color.RGBA]uint8{}
	for i := range palette {
		palette[i] = colours[i]
		index[colours[i]] = uint8(i)
	}
	out := image.NewPaletted(img.Rect, palette)
	n := uint8(0)
	last = colours[0]
	for i := range out.Pix {
		if c := (color.RGBA{img.Pix[4*i], img.Pix[4*i+1], img.Pix[4*i+2], 0xff}); c != last {
			found, ok := index[c]
			if !ok {
				found = nearest(colours[:len(palette)], c)
				index[c] = found
			}
			n, last = found, c
		}
		out.Pix[i] = n
	}
	return out
}

// frequent returns the colours, the most frequent first.
func frequent(counts map[color.RGBA]int) []color.RGBA {
	colours := make([]color.RGBA, 0, len(counts))
	for c, n := range counts {
		if n > 0 {
			colours = append(colours, c)
		}
	}
	value := func(c color.RGBA) int { return int(c.R)<<16 | int(c.G)<<8 | int(c.B) }
	slices.SortFunc(colours, func(a, b color.RGBA) int {
		if counts[a] != counts[b] {
			return counts[b] - counts[a]
		}
		return value(a) - value(b) // the same picture must give the same bytes
	})
	return colours
}

func nearest(palette []color.RGBA, c color.RGBA) uint8 {
	best, dist := 0, 1<<30
	for i, p := range palette {
		dr, dg, db := int(p.R)-int(c.R), int(p.G)-int(c.G), int(p.B)-int(c.B)
		if d := dr*dr + dg*dg + db*db; d < dist {
			best, dist = i, d
		}
	}
	return uint8(best)
}
