package picture

import (
	"slices"
	"strings"

	"veiviser/bot/picture/draw"
)

// stages draws the steps, and beneath every run of stages that are lived through on
// the same income the line with its name.
func (j *journey) stages() {
	stages := j.entry.Stages()
	for from := 0; from < len(stages); {
		money := j.livelihood(stages[from])
		to := from + 1
		for to < len(stages) && slices.Equal(money, j.livelihood(stages[to])) {
			to++
		}
		top := j.y
		for _, stage := range stages[from:to] {
			j.stage(stage)
		}
		if len(money) > 0 {
			j.incomeBar(top, money)
		}
		from = to
	}
}

// livelihood is what one lives on through a stage, each benefit once.
func (j *journey) livelihood(stage []int) []string {
	var ids []string
	for _, i := range stage {
		for _, id := range j.entry.Steps[i].Livelihood {
			if !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	return ids
}

// incomeBar underlines the cards since top with what one lives on.
func (j *journey) incomeBar(top float64, money []string) {
	x := spineX + cardGap
	names := make([]string, len(money))
	for i, id := range money {
		names[i] = lowerFirst(j.name(id, short))
	}
	text := j.words.LivesOn + " " + strings.Join(names, ", ")
	lines := j.fonts.Wrap(text, moneyStyle, j.w-incomeBarX-x-90, 0)
	mid := j.y + moneyStyle.Lead()/2 + 1
	var w float64
	for _, l := range lines {
		w = max(w, j.text(j.scene, x+36, j.y+moneyStyle.Size*0.95, l, moneyStyle))
		j.y += moneyStyle.Lead()
	}
	coin := draw.Style{Size: 15, Bold: true, Ink: white}
	j.scene.Add(
		draw.Shape{Path: draw.Circle(x+14, mid, 14), Fill: income},
		draw.Shape{Path: draw.Polyline(bend, []draw.Point{draw.Pt(x+50+w, mid), draw.Pt(j.w-incomeBarX, mid), draw.Pt(j.w-incomeBarX, top+6)}), Stroke: income, Width: 7})
	j.text(j.scene, x+14-j.fonts.Width("kr", coin)/2, mid+5, "kr", coin)
	j.y += rowGap
}

// stage draws one step, or several side by side on tracks of their own.
func (j *journey) stage(steps []int) {
	n := float64(len(steps))
	pitch := (j.w - cardRight - spineX + cardGap) / n
	cards, h := j.cards(steps, pitch-2*cardGap)
	if len(steps) > 1 {
		j.y += switchGap
		j.tracks(steps, pitch, h)
	}
	for k, c := range cards {
		c.draw(spineX+float64(k)*pitch, j.y, h)
	}
	j.y += h + rowGap
	if len(steps) > 1 {
		j.y += switchGap
	}
}

// cards measures the steps of a stage for cards of width w and returns the tallest
// one's height. Cards side by side take smaller letters before a word is broken.
func (j *journey) cards(steps []int, w float64) ([]*card, float64) {
	cards := make([]*card, len(steps))
	for size := 1.0; ; size -= 0.05 {
		var h float64
		whole := true
		for k, i := range steps {
			cards[k] = j.card(i, w, size, len(steps) > 1)
			h = max(h, cards[k].h)
			whole = whole && cards[k].whole
		}
		if whole || len(steps) == 1 || size < 0.8 {
			return cards, h
		}
	}
}

// tracks draws the lines that leave the spine and come back to it.
func (j *journey) tracks(steps []int, pitch, h float64) {
	above, below := j.y-switchGap+4, j.y+h+switchGap-4
	for k := len(steps) - 1; k > 0; k-- {
		x := spineX + float64(k)*pitch
		l := j.line(draw.Pt(spineX, above), draw.Pt(x, above), draw.Pt(x, below), draw.Pt(spineX, below))
		l.Width = 6
		j.spine.Add(l)
	}
	x, w := spineX+cardGap+12, j.fonts.Width(j.words.Parallel, smallStyle)
	j.scene.Add(draw.Shape{Path: draw.Rect(x-8, above-5, w+16, 10, 0), Fill: paper})
	j.text(j.scene, x, above+7, j.words.Parallel, smallStyle)
}

// actorsAt is where the actors of a whole card start: right of the longest title, but
// never before the middle nor where no actor's name has room.
func (j *journey) actorsAt() float64 {
	var longest float64
	for _, stage := range j.entry.Stages() {
		if len(stage) == 1 {
			longest = max(longest, j.fonts.Width(j.entry.Steps[stage[0]].Texts[j.lang].Title, stepStyle))
		}
	}
	w := j.w - cardRight - spineX - cardGap
	return min(max(longest+cardPad+32, w*0.5), w*0.62)
}
