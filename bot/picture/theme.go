package picture

import "veiviser/bot/picture/draw"

// The colours every picture shares. Text on its ground has a contrast of at least
// 4.5:1, a line or a mark at least 3:1 (WCAG 2.1, 1.4.3 and 1.4.11).
const (
	white  draw.Colour = "#ffffff"
	paper  draw.Colour = "#f4f2ec"
	sand   draw.Colour = "#e4e0d4" // behind a start or a topic
	along  draw.Colour = "#d7e3e0" // behind a topic that goes on beside the others
	ink    draw.Colour = "#1c2333"
	muted  draw.Colour = "#4a5163"
	hair   draw.Colour = "#b9b6ab" // a border that carries no meaning
	income draw.Colour = "#0f6b4f" // what one lives on
	marked draw.Colour = "#fff0bf" // the current step
	linked draw.Colour = "#0b4f9e" // a link
	button draw.Colour = "#eef2f8" // behind a link
)

// actorColours and lineColours stand out from white, and readers with protanopia,
// deuteranopia or tritanopia tell any two apart; both were found by a search for the
// largest smallest difference, and a test keeps it. White text on a line's colour has
// a contrast of at least 4.5:1.
var (
	actorColours = [...]draw.Colour{"#0b4f9e", "#e8431a", "#380f17", "#a93df0", "#118c7b", "#9e133d"}
	lineColours  = [...]draw.Colour{"#0b4f9e", "#b65d06", "#46041b", "#a416f6", "#2c4611", "#9d0754", "#00165b", "#70758b"}
)
