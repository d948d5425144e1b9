package webchat

import (
	"cmp"
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/csv"
	"fmt"
	"net/http"
	"slices"
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
	Lang    content.Lang
	Rows    []reportLine // the greatest need first
	Months  []reportMonth
	Answers []bot.ReportAnswers
	Remarks []bot.Remark
	CSV     string // path
	JSON    string // path
	Desk    bool   // texts are sent to the editors
	Needs   []need // the most wanted first
	Due     []dueLine
	Old     []oldLine
}

type reportLine struct {
	bot.ReportRow
	Title   string
	Path    string // empty where the entry is no more
	Missing string
	Reasons string
	Waiting int // texts that were sent in about it
	Need    int // those too
	Recent  int // need of the last three months
	Earlier int // of the three before
}

type reportMonth struct {
	bot.ReportMonth
	Title string
}

// read is what the page and its files show whoever has the token.
func (c reports) read(w http.ResponseWriter, r *http.Request) (reportPage, error) {
	l := requestLang(r)
	if err := c.open(w, r, l); err != nil {
		return reportPage{}, err
	}
	gone := func(err error) (reportPage, error) {
		return reportPage{}, &statusError{status: http.StatusServiceUnavailable, cause: fmt.Errorf("report: %w", err)}
	}
	rep, err := c.Reporter.Report(r.Context(), c.Now().Add(-reportSpan))
	if err != nil {
		return gone(err)
	}
	lang := "?lang=" + string(l)
	p := reportPage{
		Lang: l, Answers: rep.Answers, Remarks: rep.Remarks, CSV: "/report.csv" + lang, JSON: "/report.json" + lang,
		Desk: c.Inquiries != nil, Due: c.due(l), Old: c.old(l),
	}
	var open []bot.OpenInquiry
	if p.Desk {
		if open, err = c.Inquiries.Inquiries(r.Context()); err != nil {
			return gone(err)
		}
		p.Needs = c.needs(l, open)
	}
	p.Rows = c.lines(l, rep, open)
	for _, m := range slices.Backward(rep.Months) {
		p.Months = append(p.Months, reportMonth{m, monthTitle(l, m.Month)})
	}
	return p, nil
}

// monthTitle is "november 2026".
func monthTitle(l content.Lang, month time.Time) string {
	d, err := content.ParseDate(month.Format("2006-01"))
	if err != nil {
		panic(err) // a time has a month
	}
	return d.In(l)
}

// page shows the editors' page.
func (c reports) page(w http.ResponseWriter, r *http.Request) error {
	body, err := c.read(w, r)
	if err != nil {
		return err
	}
	l := body.Lang
	return c.show(w, r, cacheNever, page{
		Name: "report", Lang: l, Title: c.text(l, locales.WebReport), NoIndex: true,
		Body:  body,
		Langs: c.langLinks(l, func(l content.Lang) string { return "/report?lang=" + string(l) }),
	})
}

// csv gives the rows as a file for a spreadsheet. Its columns may become more, never fewer.
func (c reports) csv(w http.ResponseWriter, r *http.Request) error {
	p, err := c.read(w, r)
	if err != nil {
		return err
	}
	attach(w, "text/csv; charset=utf-8", "veiviser.csv")
	out := csv.NewWriter(w)
	out.Write([]string{"id", "title", "shown", "opened", "noted", "helpful", "not_helpful", "reasons", "missing", "need", "waiting", "offered", "chosen", "refused"}) // Error tells
	itoa := strconv.Itoa
	for _, x := range p.Rows {
		out.Write([]string{
			x.Entry, x.Title, itoa(x.Shown), itoa(x.Opened), itoa(x.Noted), itoa(x.Helpful), itoa(x.NotHelpful), x.Reasons, x.Missing,
			itoa(x.Need), itoa(x.Waiting), itoa(x.Offered), itoa(x.Chosen), itoa(x.Refused),
		})
	}
	out.Flush()
	return out.Error()
}

// reportFile is /report.json: counts alone, and none of the texts that were sent in.
type reportFile struct {
	Entries []reportEntry `json:"entries"`
	Months  []fileMonth   `json:"months"`
	Answers []fileAnswers `json:"answers"`
}

type reportEntry struct {
	ID         string                  `json:"id"`
	Title      string                  `json:"title"`
	Need       int                     `json:"need"`
	Waiting    int                     `json:"waiting"`
	Shown      int                     `json:"shown"`
	Opened     int                     `json:"opened"`
	Noted      int                     `json:"noted"`
	Helpful    int                     `json:"helpful"`
	NotHelpful int                     `json:"not_helpful"`
	Reasons    map[bot.Reason]int      `json:"reasons,omitempty"`
	Missing    map[content.Section]int `json:"missing,omitempty"`
	Offered    int                     `json:"offered"`
	Chosen     int                     `json:"chosen"`
	Refused    int                     `json:"refused"`
	Months     []fileMonth             `json:"months"`
}

type fileMonth struct {
	Month string `json:"month"` // 2006-01
	Shown int    `json:"shown"`
	Need  int    `json:"need"`
	Weak  int    `json:"weak,omitempty"`
	None  int    `json:"none,omitempty"`
}

type fileAnswers struct {
	Platform bot.Platform `json:"platform"`
	Lang     content.Lang `json:"lang"`
	Strong   int          `json:"strong"`
	Weak     int          `json:"weak"`
	None     int          `json:"none"`
}

// json gives the counts as a file for a program, the first month first.
func (c reports) json(w http.ResponseWriter, r *http.Request) error {
	p, err := c.read(w, r)
	if err != nil {
		return err
	}
	f := reportFile{Entries: []reportEntry{}, Months: []fileMonth{}, Answers: []fileAnswers{}}
	for _, a := range p.Answers {
		f.Answers = append(f.Answers, fileAnswers(a))
	}
	for _, m := range slices.Backward(p.Months) {
		f.Months = append(f.Months, inFile(m.ReportMonth))
	}
	for _, x := range p.Rows {
		e := reportEntry{
			ID: x.Entry, Title: x.Title, Need: x.Need, Waiting: x.Waiting, Shown: x.Shown, Opened: x.Opened, Noted: x.Noted, Helpful: x.Helpful, NotHelpful: x.NotHelpful,
			Reasons: x.ReportRow.Reasons, Missing: x.ReportRow.Missing, Offered: x.Offered, Chosen: x.Chosen, Refused: x.Refused, Months: []fileMonth{},
		}
		for _, m := range x.Months {
			e.Months = append(e.Months, inFile(m))
		}
		f.Entries = append(f.Entries, e)
	}
	body, err := marshalReply(f)
	if err != nil {
		return err
	}
	attach(w, "application/json; charset=utf-8", "veiviser.json")
	_, err = w.Write(body)
	return err
}

func inFile(m bot.ReportMonth) fileMonth {
	return fileMonth{m.Month.Format("2006-01"), m.Shown, m.Need, m.Weak, m.None}
}

// attach makes what is answered a file to keep, for nobody else.
func attach(w http.ResponseWriter, kind, name string) {
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
	w.Header().Set("Cache-Control", cacheNever)
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

// trendSpan is how many months, this one too, are set against as many before.
const trendSpan = 3

// lines are the entries, the greatest need first, then what is shown most.
func (c reports) lines(l content.Lang, rep bot.Report, open []bot.OpenInquiry) []reportLine {
	waiting := map[string]int{}
	for _, i := range open {
		if _, ok := c.Bot.Guide().Entry(i.Entry); ok {
			waiting[i.Entry]++
		}
	}
	rows := slices.Clone(rep.Rows)
	for id := range waiting {
		if !slices.ContainsFunc(rows, func(r bot.ReportRow) bool { return r.Entry == id }) {
			rows = append(rows, bot.ReportRow{Entry: id})
		}
	}
	out := make([]reportLine, len(rows))
	for i, row := range rows {
		out[i] = c.line(l, row, waiting[row.Entry])
	}
	slices.SortFunc(out, func(a, b reportLine) int {
		return cmp.Or(cmp.Compare(b.Need, a.Need), cmp.Compare(b.Shown, a.Shown), cmp.Compare(a.Entry, b.Entry))
	})
	return out
}

func (c reports) line(l content.Lang, row bot.ReportRow, waiting int) reportLine {
	x := reportLine{ReportRow: row, Title: row.Entry, Waiting: waiting, Need: row.Need() + waiting}
	if e, ok := c.Bot.Guide().Entry(row.Entry); ok {
		x.Title, x.Path = e.Text(l).Title, bot.Ref{Lang: l, Entry: e.ID}.Path()
	}
	now := c.Now().UTC()
	recent := time.Date(now.Year(), now.Month()-trendSpan+1, 1, 0, 0, 0, 0, time.UTC)
	for _, m := range row.Months {
		switch {
		case !m.Month.Before(recent):
			x.Recent += m.Need
		case !m.Month.Before(recent.AddDate(0, -trendSpan, 0)):
			x.Earlier += m.Need
		}
	}
	var missing, reasons []string
	for _, s := range content.Sections() {
		if n := row.Missing[s]; n > 0 {
			missing = append(missing, fmt.Sprintf("%s (%d)", c.Bot.Names(l).SectionTitle(s), n))
		}
	}
	for _, known := range c.Bot.ToEditors(l).Reasons() {
		if n := row.Reasons[known.Reason]; n > 0 {
			reasons = append(reasons, fmt.Sprintf("%s (%d)", known.Label, n))
		}
	}
	x.Missing, x.Reasons = strings.Join(missing, ", "), strings.Join(reasons, ", ")
	return x
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
