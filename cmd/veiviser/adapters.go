package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"veiviser/bot"
	"veiviser/bot/journal"
	"veiviser/bot/picture"
	"veiviser/bot/webchat"
	"veiviser/content"
	"veiviser/locales"
)

// The journal and the pictures know neither bot nor chats; these small types give
// each what it asks for.

// threads gives the bot the journal's memory.
type threads struct{ j *journal.Journal }

func (t threads) Last(ctx context.Context, conversation string) (bot.Thread, bool, error) {
	th, ok := t.j.LastThread(ctx, conversation)
	return bot.Thread(th), ok, nil
}

func (t threads) Keep(_ context.Context, conversation string, th bot.Thread) error {
	t.j.KeepThread(conversation, journal.Thread(th))
	return nil
}

// counters counts answers in the journal and in the metrics.
type counters struct {
	j *journal.Journal
	m *metrics
}

func (c counters) Count(e bot.Event) {
	c.m.answered(e)
	c.j.Count(journal.Event{
		Platform: string(e.Platform), Entry: e.Entry, Section: e.Section, Lang: e.Lang,
		Confidence: string(e.Confidence), Missing: e.Missing,
	})
}

// harmless lets a remark be kept that holds no personal number.
func harmless(text string) bool { return !bot.TooLong(text) && bot.FindNumber(text) == "" }

// versions gives the web pages entries as they stood.
type versions struct{ j *journal.Journal }

func webVersion(v journal.Version) webchat.Version {
	return webchat.Version{Entry: v.Entry, Digest: v.Digest, From: v.First, To: v.Last}
}

func (v versions) Version(ctx context.Context, id, digits string) (webchat.Version, bool, error) {
	found, err := v.j.Version(ctx, id, digits)
	switch {
	case errors.Is(err, journal.ErrNotFound), errors.Is(err, journal.ErrAmbiguous):
		return webchat.Version{}, false, nil
	case err != nil:
		return webchat.Version{}, false, err
	}
	return webVersion(found), true, nil
}

func (v versions) Versions(ctx context.Context, id string) ([]webchat.Version, error) {
	found, err := v.j.Versions(ctx, id)
	if err != nil {
		return nil, err
	}
	out := make([]webchat.Version, len(found))
	for i, f := range found {
		out[i] = webVersion(f)
	}
	return out, nil
}

// readers counts what readers of the web pages do.
type readers struct{ *journal.Journal }

// Feedback keeps what a reader of a page thought of it.
func (r readers) Feedback(f webchat.Feedback) error {
	reasons := make([]journal.Reason, len(f.Reasons))
	for i, reason := range f.Reasons {
		reasons[i] = journal.Reason(reason)
	}
	return r.Journal.Feedback(journal.Feedback{Entry: f.Entry, Lang: f.Lang, Helpful: f.Helpful, Reasons: reasons, Text: f.Text})
}

// reportSpan is how far back the editors' report goes: what is kept.
const reportSpan = 2 * 365 * 24 * time.Hour

// reporter gives the report page its rows.
type reporter struct{ j *journal.Journal }

func (r reporter) Report(ctx context.Context) (webchat.Report, error) {
	rep, err := r.j.Report(ctx, time.Now().Add(-reportSpan))
	if err != nil {
		return webchat.Report{}, err
	}
	var out webchat.Report
	for _, row := range rep.Rows {
		line := webchat.ReportRow{
			Entry: row.Entry, Shown: row.Shown, Opened: row.Opened, Noted: row.Noted,
			Helpful: row.Helpful, NotHelpful: row.Unhelpful, Missing: row.Missing, Reasons: map[webchat.Reason]int{},
		}
		for reason, n := range row.Reasons {
			line.Reasons[webchat.Reason(reason)] = n
		}
		out.Rows = append(out.Rows, line)
	}
	for _, a := range rep.Answers {
		out.Answers = append(out.Answers, webchat.ReportAnswers(a))
	}
	for _, m := range rep.Remarks {
		out.Remarks = append(out.Remarks, webchat.Remark{Day: m.Day, Entry: m.Entry, Helpful: m.Helpful, Text: m.Text})
	}
	return out, nil
}

// pictures gives the web pages the painter's drawings in the bot's words.
type pictures struct {
	painter *picture.Painter
	words   *locales.Catalog
	base    string
}

func (p pictures) view(l content.Lang) picture.View {
	w := p.words.In(string(l))
	return picture.View{Lang: l, BaseURL: p.base, Words: picture.Words{
		Start: w.Text(locales.PictureStart), Goal: w.Text(locales.PictureGoal), LivesOn: w.Text(locales.PictureLivesOn),
		Responsible: w.Text(locales.PictureResponsible), Parallel: w.Text(locales.PictureParallel),
		Sourced: w.Text(locales.PictureSourced), Constructed: w.Text(locales.PictureConstructed),
		Step: w.Text(locales.PictureStep), Here: w.Text(locales.PictureHere), Map: w.Text(locales.MapTitle),
		MapHint: w.Text(locales.PictureMapHint), Stop: w.Text(locales.PictureStop), Visit: w.Text(locales.PictureVisit),
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
