package webchat

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/csv"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"veiviser/bot"
	"veiviser/content"
	"veiviser/locales"
)

// reports shows editors what the journal counted.
type reports struct{ *edition }

// Reporter sums up what the journal counted.
type Reporter interface {
	// Report sums up the days from since on.
	Report(ctx context.Context, since time.Time) (bot.Report, error)
}

// reportSpan is how far back the report goes: what is kept.
const reportSpan = 2 * 365 * 24 * time.Hour

// reportPage is the report with its words.
type reportPage struct {
	bot.Report
	Lang  content.Lang
	Rows  []reportLine
	CSV   string // path
	Desk  bool   // texts are sent to the editors
	Needs []need
}

type reportLine struct {
	bot.ReportRow
	Title   string
	Path    string // empty where the entry is no more
	Missing string
	Reasons string
}

// page shows the editors' page.
func (c reports) page(w http.ResponseWriter, r *http.Request) error {
	l := requestLang(r)
	rep, err := c.read(w, r, l)
	if err != nil {
		return err
	}
	body := reportPage{Report: rep, Lang: l, Rows: c.lines(l, rep), CSV: "/report.csv?lang=" + string(l), Desk: c.Inquiries != nil}
	if body.Desk {
		open, err := c.Inquiries.Inquiries(r.Context())
		if err != nil {
			return &statusError{status: http.StatusServiceUnavailable, cause: fmt.Errorf("report: %w", err)}
		}
		body.Needs = c.needs(l, open)
	}
	return c.show(w, r, cacheNever, page{
		Name: "report", Lang: l, Title: c.text(l, locales.WebReport), NoIndex: true,
		Body:  body,
		Langs: c.langLinks(l, func(l content.Lang) string { return "/report?lang=" + string(l) }),
	})
}

// csv gives the rows as a file for a spreadsheet.
func (c reports) csv(w http.ResponseWriter, r *http.Request) error {
	l := requestLang(r)
	rep, err := c.read(w, r, l)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="veiviser.csv"`)
	w.Header().Set("Cache-Control", cacheNever)
	out := csv.NewWriter(w)
	out.Write([]string{"id", "title", "shown", "opened", "noted", "helpful", "not_helpful", "reasons", "missing"}) // Error tells
	itoa := strconv.Itoa
	for _, x := range c.lines(l, rep) {
		out.Write([]string{x.Entry, x.Title, itoa(x.Shown), itoa(x.Opened), itoa(x.Noted), itoa(x.Helpful), itoa(x.NotHelpful), x.Reasons, x.Missing})
	}
	out.Flush()
	return out.Error()
}

// read checks the token and reads the report.
func (c reports) read(w http.ResponseWriter, r *http.Request, l content.Lang) (bot.Report, error) {
	if err := c.open(w, r, l); err != nil {
		return bot.Report{}, err
	}
	rep, err := c.Reporter.Report(r.Context(), c.Now().Add(-reportSpan))
	if err != nil {
		return bot.Report{}, &statusError{status: http.StatusServiceUnavailable, cause: fmt.Errorf("report: %w", err)}
	}
	return rep, nil
}

// open lets in whoever has the token.
func (c reports) open(w http.ResponseWriter, r *http.Request, l content.Lang) error {
	if c.Reporter == nil || c.ReportToken == "" {
		return c.notFound(r, l, "")
	}
	who := subscriber(c.Proxies.client(r))
	if wait := c.limits.guesses.wait(who); wait > 0 {
		return c.tooOften(l, wait)
	}
	if given, ok := c.authorised(r); !ok {
		if given {
			c.limits.guesses.failed(who)
		}
		w.Header().Set("WWW-Authenticate", `Basic realm="Veiviser", charset="UTF-8"`)
		return &statusError{status: http.StatusUnauthorized}
	}
	return nil
}

func (c reports) lines(l content.Lang, rep bot.Report) []reportLine {
	out := make([]reportLine, len(rep.Rows))
	for i, row := range rep.Rows {
		out[i] = reportLine{ReportRow: row, Title: row.Entry}
		if e, ok := c.Bot.Guide().Entry(row.Entry); ok {
			out[i].Title, out[i].Path = e.Text(l).Title, bot.Ref{Lang: l, Entry: e.ID}.Path()
		}
		var missing, reasons []string
		for _, s := range content.Sections() {
			if n := row.Missing[s]; n > 0 {
				missing = append(missing, fmt.Sprintf("%s (%d)", c.Bot.SectionTitle(l, s), n))
			}
		}
		for _, known := range c.Bot.ReasonChoices(l) {
			if n := row.Reasons[known.Reason]; n > 0 {
				reasons = append(reasons, fmt.Sprintf("%s (%d)", known.Label, n))
			}
		}
		out[i].Missing, out[i].Reasons = strings.Join(missing, ", "), strings.Join(reasons, ", ")
	}
	return out
}

// MinReportToken is the shortest token that the report can be opened with: 16 random
// characters can't be guessed at one a minute and address.
const MinReportToken = 16

// authorised reports whether the request carries the token: as the password a browser
// asks for, or as a bearer token. It never stands in an address, where logs keep it.
// given is false for a request without any, which is how a browser begins.
func (c reports) authorised(r *http.Request) (given, ok bool) {
	_, token, ok := r.BasicAuth()
	if !ok {
		token, _ = strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	}
	got, want := sha256.Sum256([]byte(token)), sha256.Sum256([]byte(c.ReportToken))
	return token != "", subtle.ConstantTimeCompare(got[:], want[:]) == 1
}
