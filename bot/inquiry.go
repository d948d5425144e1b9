package bot

import (
	"context"
	"errors"
	"strings"
	"time"
	"unicode/utf8"

	"veiviser/content"
	"veiviser/locales"
)

// Inquiry is what somebody asks the editors. Its Text is the one text of a person's that
// is kept, by their own press: until an editor closes it, and for [InquiryDays] at most.
type Inquiry struct {
	// Person is who asks, as of a [Feedback]. Of Person and Text together a keyed hash is
	// kept, so that what is sent twice is kept once; nothing else of who asks is.
	Person  string
	Text    string // at most MaxInquiry characters
	Lang    content.Lang
	Entry   string          // nearest to it, or that it is about; empty for none
	Section content.Section // likewise
}

const (
	// MaxInquiry is the longest text that the editors are sent, in characters.
	MaxInquiry = MaxRemark
	// InquiryDays is how long an inquiry is kept at most.
	InquiryDays = 90
)

// Why an inquiry is not kept.
var (
	ErrInquiryEmpty  = errors.New("inquiry without a text")
	ErrInquiryLong   = errors.New("inquiry is too long")
	ErrInquiryNumber = errors.New("inquiry holds a personal number")
	ErrInquiriesFull = errors.New("more inquiries than editors read")
)

// Checked returns i as it may be kept: its text as people see it, without space around. The
// guard reads the text as it was sent and as it is kept. The error is one of those above and
// says nothing of the text.
func (i Inquiry) Checked() (Inquiry, error) {
	if len(i.Text) > 4*utf8.UTFMax*MaxInquiry { // before anything reads it
		return i, ErrInquiryLong
	}
	sent := i.Text
	i.Text = strings.TrimSpace(Visible(sent))
	switch {
	case FindNumber(sent) != "" || FindNumber(i.Text) != "":
		return i, ErrInquiryNumber
	case i.Text == "":
		return i, ErrInquiryEmpty
	case utf8.RuneCountInString(i.Text) > MaxInquiry:
		return i, ErrInquiryLong
	}
	return i, nil
}

// Desk takes what the editors are asked.
type Desk interface {
	// Inquire keeps i; kept is false for one that was sent before by the same person. The
	// error of a text that may not be kept is one of [Inquiry.Checked]; with any, nothing
	// is kept.
	Inquire(ctx context.Context, i Inquiry) (kept bool, err error)
}

// OpenInquiry is an inquiry that no editor has closed. Nobody knows who asks.
type OpenInquiry struct {
	Inquiry
	ID      string
	Day     time.Time // UTC, no hour: it can't be tied to a conversation
	Deleted time.Time // the day it is deleted on, closed or not
	Sealed  bool      // its text is encrypted with another key, and so not there
}

// InquiryForm is how the editors are asked, in words: the asker sees the exact text, and
// sends it.
type InquiryForm struct {
	Title   string // of the dialog: "Send til redaksjonen"
	Label   string // of the text, or with Reasons what is asked
	Hint    string // what to leave out
	Promise string // what goes with it, and for how long it is kept
	Send    string
	Cancel  string
	Text    string // as it will be sent unless it is changed
	Max     int    // characters
	Reasons []ReasonChoice
}

// ReasonChoice is a reason of a feedback in words.
type ReasonChoice struct {
	Reason Reason
	Label  string
}

// ToEditors says in one language what whoever writes to the editors is told and asked.
type ToEditors struct{ words *locales.Words }

// ToEditors returns what is said to whoever writes to the editors in a language.
func (cs Cards) ToEditors(l content.Lang) ToEditors { return ToEditors{cs.in(l).words} }

// Form returns the form to send text to the editors. Where an answer was of no help it asks
// what was missing, with reasons to choose from.
func (te ToEditors) Form(text string, noHelp bool) InquiryForm {
	w := te.words
	f := InquiryForm{
		Title: w.Text(locales.RowEditors), Label: w.Text(locales.EditorsLabel), Hint: w.Text(locales.EditorsHint),
		Promise: w.Text(locales.EditorsPromise), Send: w.Text(locales.WebSend), Cancel: w.Text(locales.EditorsCancel),
		Text: cutWords(strings.TrimSpace(Visible(text[:min(len(text), 4*utf8.UTFMax*MaxInquiry)])), MaxInquiry), Max: MaxInquiry,
	}
	if noHelp {
		f.Label, f.Reasons = w.Text(locales.EditorsMissing), te.Reasons()
	}
	return f
}

// reasonKeys name the reasons.
var reasonKeys = map[Reason]locales.Key{
	ReasonIncomplete: locales.WebReasonIncomplete, ReasonOutdated: locales.WebReasonOutdated,
	ReasonUnclear: locales.WebReasonUnclear, ReasonOffTopic: locales.WebReasonOffTopic,
}

// Reasons are the reasons in words, in the order they are shown in.
func (te ToEditors) Reasons() []ReasonChoice {
	var out []ReasonChoice
	for _, r := range Reasons() {
		out = append(out, ReasonChoice{r, te.words.Text(reasonKeys[r])})
	}
	return out
}

// Answer is what the asker is told of what came of an inquiry; ok is false for an error that
// is a fault of ours.
func (te ToEditors) Answer(err error) (text string, ok bool) {
	w := te.words
	switch {
	case err == nil:
		return w.Text(locales.EditorsThanks), true
	case errors.Is(err, ErrInquiryNumber):
		return w.Text(locales.EditorsNumber), true
	case errors.Is(err, ErrInquiryEmpty):
		return w.Text(locales.EditorsEmpty), true
	case errors.Is(err, ErrInquiryLong):
		return w.Text(locales.EditorsLong, "Max", MaxInquiry), true
	case errors.Is(err, ErrInquiriesFull):
		return w.Text(locales.EditorsFull), true
	}
	return "", false
}
