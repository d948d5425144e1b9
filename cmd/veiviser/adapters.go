package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"veiviser/bot"
	"veiviser/bot/picture"
	"veiviser/bot/webchat"
	"veiviser/content"
	"veiviser/locales"
)

// counters counts answers in several places.
type counters []bot.Counter

// Count implements [bot.Counter].
func (cs counters) Count(e bot.Event) {
	for _, c := range cs {
		c.Count(e)
	}
}

// noPersonalNumber lets a remark be kept that holds no personal number.
func noPersonalNumber(text string) bool { return !bot.TooLong(text) && bot.FindNumber(text) == "" }

// pictures gives the web pages the painter's drawings in the bot's words.
type pictures struct {
	painter *picture.Painter
	words   *locales.Catalog
	base    string
}

// Of implements [webchat.Pictures].
func (p pictures) Of(g *content.Guide) webchat.Pictures {
	p.painter = p.painter.Of(g)
	return p
}

func (p pictures) view(l content.Lang) picture.View {
	w := p.words.In(string(l))
	return picture.View{Lang: l, BaseURL: p.base, Words: picture.Words{
		Start: w.Text(locales.PictureStart), Goal: w.Text(locales.PictureGoal), LivesOn: w.Text(locales.PictureLivesOn),
		Responsible: w.Text(locales.PictureResponsible), Parallel: w.Text(locales.PictureParallel),
		Sourced: w.Text(locales.PictureSourced), Constructed: w.Text(locales.PictureConstructed),
		Step: w.Text(locales.PictureStep), Here: w.Text(locales.PictureHere), Map: w.Text(locales.MapTitle),
		MapHint: w.Text(locales.PictureMapHint), Along: w.Text(locales.PictureAlong), Stop: w.Text(locales.PictureStop), Visit: w.Text(locales.PictureVisit),
		Journeys: w.Text(locales.PictureJourneys), Release: w.Text(locales.PictureRelease),
	}}
}

// unknown turns the painter's word for what the guide lacks into the pages' own.
func unknown(err error) error {
	if errors.Is(err, picture.ErrUnknown) {
		return fmt.Errorf("%w: %w", webchat.ErrNoPicture, err)
	}
	return err
}

func (p pictures) JourneyPNG(ctx context.Context, l content.Lang, id string, step int) ([]byte, error) {
	v := p.view(l)
	v.Step = step
	b, err := p.painter.JourneyPNG(ctx, id, v)
	return b, unknown(err)
}

func (p pictures) StripPNG(ctx context.Context, l content.Lang, id string, step int) ([]byte, error) {
	v := p.view(l)
	v.Step = step
	b, err := p.painter.StripPNG(ctx, id, v)
	return b, unknown(err)
}

func (p pictures) JourneySVG(ctx context.Context, l content.Lang, id string) ([]byte, error) {
	b, err := p.painter.JourneySVG(ctx, id, p.view(l))
	return b, unknown(err)
}

func (p pictures) MapSVG(ctx context.Context, l content.Lang) ([]byte, error) {
	v := p.view(l)
	v.BaseURL = "" // within the site
	b, err := p.painter.MapSVG(ctx, v)
	return b, unknown(err)
}

func (p pictures) MapPDF(ctx context.Context, l content.Lang, paper string) ([]byte, error) {
	var b bytes.Buffer
	err := p.painter.MapPDF(ctx, &b, picture.Paper(paper), p.view(l))
	return b.Bytes(), unknown(err)
}
