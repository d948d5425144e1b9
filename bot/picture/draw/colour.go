package draw

import (
	"image/color"
	"math"
	"strconv"
)

// Colour is "#rrggbb"; an empty one draws nothing.
type Colour string

// RGB returns the three channels, 0 to 255; a malformed colour is black.
func (c Colour) RGB() (r, g, b int) {
	if len(c) != 7 {
		return 0, 0, 0
	}
	n, err := strconv.ParseUint(string(c[1:]), 16, 32)
	if err != nil {
		return 0, 0, 0
	}
	return int(n >> 16), int(n >> 8 & 0xff), int(n & 0xff)
}

func (c Colour) rgba() color.RGBA {
	r, g, b := c.RGB()
	return color.RGBA{R: uint8(r), G: uint8(g), B: uint8(b), A: 0xff}
}

// Linear returns the channels as shares of light, 0 to 1.
func (c Colour) Linear() (r, g, b float64) {
	channel := func(v int) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	ri, gi, bi := c.RGB()
	return channel(ri), channel(gi), channel(bi)
}

// Contrast is the contrast ratio of WCAG 2.1 between two colours, 1 to 21.
func Contrast(a, b Colour) float64 {
	luminance := func(c Colour) float64 {
		r, g, b := c.Linear()
		return 0.2126*r + 0.7152*g + 0.0722*b
	}
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}
