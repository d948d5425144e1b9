package picture

import (
	"image/color"
	"math"
	"strconv"
)

// colour is "#rrggbb"; empty draws nothing.
type colour string

// The colours every picture shares. Text on its ground has a contrast of at least
// 4.5:1, a line or a mark at least 3:1 (WCAG 2.1, 1.4.3 and 1.4.11).
const (
	white  colour = "#ffffff"
	paper  colour = "#f4f2ec"
	ink    colour = "#1c2333"
	muted  colour = "#4a5163"
	hair   colour = "#b9b6ab" // a border that carries no meaning
	income colour = "#0f6b4f" // what one lives on
	marked colour = "#fff0bf" // the current step
)

// rgb returns the three channels of c, 0 to 255; black for one that is malformed.
func (c colour) rgb() (r, g, b int) {
	if len(c) != 7 {
		return 0, 0, 0
	}
	n, err := strconv.ParseUint(string(c[1:]), 16, 32)
	if err != nil {
		return 0, 0, 0
	}
	return int(n >> 16), int(n >> 8 & 0xff), int(n & 0xff)
}

func (c colour) rgba() color.RGBA {
	r, g, b := c.rgb()
	return color.RGBA{R: uint8(r), G: uint8(g), B: uint8(b), A: 0xff}
}

// contrast is the contrast ratio of WCAG 2.1 between two colours, 1 to 21.
func contrast(a, b colour) float64 {
	la, lb := a.luminance(), b.luminance()
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func (c colour) luminance() float64 {
	r, g, b := c.linear()
	return 0.2126*r + 0.7152*g + 0.0722*b
}

// linear returns the channels as shares of light, 0 to 1.
func (c colour) linear() (r, g, b float64) {
	channel := func(v int) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	ri, gi, bi := c.rgb()
	return channel(ri), channel(gi), channel(bi)
}
