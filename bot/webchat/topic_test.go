package webchat_test

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"veiviser/bot"
	"veiviser/content"
)

var rowLink = regexp.MustCompile(`<th scope="row"><a class="ds-link" href="([^"]+)">`)

// rows are the paths of the table's offers in their order.
func rows(page string) []string {
	var out []string
	for _, m := range rowLink.FindAllStringSubmatch(page, -1) {
		out = append(out, m[1])
	}
	return out
}

// TestTopicTables: every topic shows each of its offers that is open, in every language, and a
// topic without offers has no table.
func TestTopicTables(t *testing.T) {
	s := newWholeSite(t)
	for _, l := range content.Langs() {
		for _, topic := range s.guide.Topics() {
			page := body(t, s.get(t, "/"+string(l)+"/"+topic.ID))
			got := rows(page)
			n := 0
			for _, e := range s.guide.OfTopic(topic.ID) {
				if (e.Kind == content.Offer || e.Kind == content.Support) && !e.Closed {
					n++
					if p := (bot.Ref{Lang: l, Entry: e.ID}).Path(); !slices.Contains(got, p) {
						t.Errorf("%s: no row of %s", topic.ID, e.ID)
					}
				}
			}
			if len(got) != n || strings.Contains(page, `id="offers-table"`) != (n > 0) {
				t.Errorf("%s in %s: %d rows, want %d", topic.ID, l, len(got), n)
			}
		}
	}
}

// TestTopicTableStates: each offer stands to the participant as the bot's lists have it, in
// words, and what is not stated never fits.
func TestTopicTableStates(t *testing.T) {
	s := newWholeSite(t)
	for _, tt := range []struct {
		query string
		told  content.Profile
	}{
		{"level=A1", content.Profile{Norwegian: "A1"}},
		{"level=none&age=30", content.Profile{Norwegian: "none", Age: 30}},
		{"residence=refugee&schooling=primary&age=60", content.Profile{Residence: "refugee", Schooling: "primary", Age: 60}},
	} {
		states := map[content.State]int{}
		for _, topic := range s.guide.Topics() {
			page := body(t, s.get(t, "/nb/"+topic.ID+"?"+tt.query))
			for line := range strings.SplitSeq(page, "<tr>") {
				m := rowLink.FindStringSubmatch(line)
				if m == nil {
					continue
				}
				e, _ := s.guide.Entry(strings.TrimPrefix(m[1], "/nb/"))
				want := content.Conditions(e, tt.told).State
				states[want]++
				if e.Recipient != "" {
					lacks(t, line, `class="state"`)
				} else if !strings.Contains(line, `data-state="`+string(want)+`"`) {
					t.Errorf("%s: %s is not %q: %s", tt.query, e.ID, want, line)
				}
			}
		}
		if len(states) < 2 {
			t.Errorf("%s: only %v: the test proves little", tt.query, states)
		}
	}
}

// TestTopicTableSorted: a column sorts both ways, what is not said last either way, and the
// filter is kept.
func TestTopicTableSorted(t *testing.T) {
	s := newWholeSite(t)
	get := func(query string) (page string, order []string) {
		page = body(t, s.get(t, "/nb/arbeidsrettet?"+query))
		return page, rows(page)
	}
	usual, all := get("")
	contains(t, usual, `aria-sort="none"><button type="submit" form="offers-filter" name="sort" value="duration">Varighet`)
	_, up := get("sort=duration")
	_, down := get("sort=-duration")
	if slices.Equal(up, down) || len(up) != len(all) || len(down) != len(all) {
		t.Errorf("up %v, down %v", up, down)
	}
	months := func(path string) int {
		e, _ := s.guide.Entry(strings.TrimPrefix(path, "/nb/"))
		most := 0.0
		for _, c := range e.Conditions {
			if n, ok := c.Value.Number("max_months"); ok && c.Field == "duration" {
				most = max(most, n)
			}
		}
		return int(most)
	}
	if a, z := months(up[0]), months(down[0]); a == 0 || a >= z {
		t.Errorf("the shortest lasts %d months, the longest %d", a, z)
	}
	if last := months(down[len(down)-1]); last != 0 {
		t.Errorf("last stands what lasts %d months", last)
	}
	// A head's button goes behind the form's own field.
	page, order := get("level=A1&sort=title&sort=-duration")
	contains(t, page, `aria-sort="descending"><button type="submit" form="offers-filter" name="sort" value="duration"`,
		`<option value="A1" selected>`, `href="/nn/arbeidsrettet?level=A1&amp;sort=-duration"`)
	if !slices.Equal(order, down) {
		t.Error("the last of two sorts does not count")
	}
	titles := func(query string) []string {
		var out []string
		_, order := get(query)
		for _, p := range order {
			e, _ := s.guide.Entry(strings.TrimPrefix(p, "/nb/"))
			out = append(out, strings.ToLower(e.Text(content.Bokmal).Title))
		}
		return out
	}
	if got := titles("sort=title"); !slices.IsSorted(got) {
		t.Errorf("by title: %v", got)
	}

	// What is no value of the guide's is left out.
	for _, bad := range []url.Values{
		{"sort": {"x"}}, {"sort": {"--title"}}, {"level": {"Z9"}}, {"age": {"-1"}}, {"age": {"1e9"}}, {"age": {"99999999999999999999"}}, {"residence": {"<b>"}}, {"sort": {strings.Repeat("a", 500)}},
	} {
		res := s.get(t, "/nb/arbeidsrettet?"+bad.Encode())
		page := body(t, res)
		if res.StatusCode != 200 || !slices.Equal(rows(page), all) {
			t.Errorf("%v: status %d, %d rows", bad, res.StatusCode, len(rows(page)))
		}
		lacks(t, page, `class="state"`, "<b>")
	}
}
