package journal_test

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"veiviser/bot"
	"veiviser/bot/chat"
	"veiviser/bot/journal"
	"veiviser/content"
)

func allowAll(c *journal.Config) { c.FreeText = func(string) bool { return true } }

func testReport(t *testing.T, s store) {
	now := newClock()
	j := s.recorded(t, now.config, allowAll)
	old := now.Now()
	j.Counts.Opened("kommune", content.Bokmal)
	now.add(48 * time.Hour)
	course := bot.Event{Platform: "slack", Entry: "norskkurs", Section: content.Payer, Lang: content.Bokmal, Confidence: "strong", Missing: true}
	j.Counts.Count(course)
	j.Counts.Count(course)
	course.Section, course.Missing, course.Platform = content.What, false, "web"
	j.Counts.Count(course)
	j.Counts.Count(bot.Event{Platform: "web", Lang: content.Nynorsk, Confidence: "weak"})
	j.Counts.Count(bot.Event{Platform: "web", Lang: content.Nynorsk, Confidence: "none"})
	j.Counts.Count(bot.Event{Platform: "web", Lang: content.Nynorsk, Confidence: "weak", Offered: []string{"norskkurs", "kommune"}})
	j.Counts.Count(bot.Event{Platform: "web", Entry: "norskkurs", Lang: content.Nynorsk, Confidence: "strong", Chosen: true})
	j.Counts.Count(bot.Event{Platform: "web", Lang: content.Nynorsk, Confidence: "none", Refused: []string{"norskkurs", "kommune"}})
	j.Counts.Opened("norskkurs", content.English)
	j.Counts.NoteCopied("norskkurs", content.Bokmal)
	month := time.Date(now.Now().Year(), now.Now().Month(), 1, 0, 0, 0, 0, time.UTC)
	for _, f := range []bot.Feedback{
		{Entry: "norskkurs", Lang: content.Bokmal, Helpful: true, Text: " Bra! "},
		{Entry: "norskkurs", Lang: content.Nynorsk, Reasons: []bot.Reason{bot.ReasonOutdated, bot.ReasonIncomplete}},
		{Entry: "kommune", Lang: content.Bokmal, Reasons: []bot.Reason{bot.ReasonOutdated}},
	} {
		if err := j.Counts.Feedback(f); err != nil {
			t.Fatal(err)
		}
	}

	want := bot.Report{
		Rows: []bot.ReportRow{
			{
				Entry: "kommune", NotHelpful: 1, Reasons: map[bot.Reason]int{bot.ReasonOutdated: 1}, Offered: 1, Refused: 1,
				Months: []bot.ReportMonth{{Month: month, Need: 2}},
			},
			{
				Entry: "norskkurs", Shown: 4, Opened: 1, Noted: 1, Helpful: 1, NotHelpful: 1,
				Missing: map[content.Section]int{content.Payer: 2},
				Reasons: map[bot.Reason]int{bot.ReasonOutdated: 1, bot.ReasonIncomplete: 1},
				Offered: 1, Chosen: 1, Refused: 1,
				Months: []bot.ReportMonth{{Month: month, Shown: 4, Need: 4}},
			},
		},
		Months: []bot.ReportMonth{{Month: month, Shown: 4, Need: 6, Weak: 2, None: 1}},
		Answers: []bot.ReportAnswers{
			{Platform: "slack", Lang: content.Bokmal, Strong: 2},
			{Platform: "web", Lang: content.Bokmal, Strong: 1},
			{Platform: "web", Lang: content.Nynorsk, Strong: 1, Weak: 2, None: 1},
		},
		Remarks: []bot.Remark{{Day: now.Now().Truncate(24 * time.Hour), Entry: "norskkurs", Lang: content.Bokmal, Helpful: true, Text: "Bra!"}},
	}
	got, err := j.Counts.Report(t.Context(), now.Now())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Report (-want +got):\n%s", diff)
	}
	for _, r := range got.Rows {
		if n := r.Months[0].Need; n != r.Need() {
			t.Errorf("%s: a need of %d in its month, %d in all", r.Entry, n, r.Need())
		}
	}
	// Another month is another row, and stands after the one before it.
	before := j.Counts
	now.add(40 * 24 * time.Hour)
	before.Opened("kommune", content.Bokmal)
	before.Count(bot.Event{Platform: "web", Entry: "kommune", Lang: content.Bokmal, Confidence: "strong", Section: content.Payer, Missing: true})
	if later, err := before.Report(t.Context(), old); err != nil || len(later.Months) < 2 || later.Months[len(later.Months)-1].Need != 1 || later.Months[len(later.Months)-2].Need != 6 {
		t.Errorf("months = %+v, %v, want 6 in the one and 1 in the next", later.Months, err)
	}
	all, err := s.open(t, now.config).Counts.Report(t.Context(), old)
	if err != nil || len(all.Rows) != 2 || all.Rows[0].Opened != 2 {
		t.Errorf("another journal's Report of all days = %+v, %v, want the page opened too", all, err)
	}
	if st := j.Stats(); st.Queued == 0 || st.Waiting != 0 || st.Rejected+st.Dropped+st.Retried > 0 || st.Written == 0 {
		t.Errorf("Stats = %+v, want all written and nothing lost", st)
	}
}

func testFeedback(t *testing.T, s store) {
	j := s.recorded(t, func(c *journal.Config) { c.FreeText = func(text string) bool { return text != "hemmeleg" } })
	long := make([]rune, bot.MaxRemark+1)
	for i := range long {
		long[i] = 'å'
	}
	for _, tt := range []struct {
		name string
		f    bot.Feedback
		want string // of the error; empty for none
	}{
		{"good", bot.Feedback{Entry: "norskkurs", Reasons: []bot.Reason{bot.ReasonUnclear}}, ""},
		{"longest", bot.Feedback{Entry: "norskkurs", Text: string(long[1:])}, ""},
		{"text not allowed", bot.Feedback{Entry: "norskkurs", Text: "hemmeleg"}, ""},
		{"unknown entry", bot.Feedback{Entry: "gibberish"}, "feedback: no such entry"},
		{"unknown language", bot.Feedback{Entry: "norskkurs", Lang: "sv"}, "feedback: no such language"},
		{"unknown reason", bot.Feedback{Entry: "norskkurs", Reasons: []bot.Reason{"boring"}}, "feedback: reason 1 is unknown or given twice"},
		{"twice", bot.Feedback{Entry: "norskkurs", Reasons: []bot.Reason{bot.ReasonUnclear, bot.ReasonUnclear}}, "feedback: reason 2 is unknown or given twice"},
		{"too many reasons", bot.Feedback{Entry: "norskkurs", Reasons: bot.Reasons()}, "feedback: 4 reasons (at most 2)"},
		{"too long", bot.Feedback{Entry: "norskkurs", Text: string(long)}, "feedback: text of 501 characters (at most 500)"},
		{"broken", bot.Feedback{Entry: "norskkurs", Text: "\xff"}, "feedback: text has characters that can't be read"},
		{"zero", bot.Feedback{Entry: "norskkurs", Text: "1\x002"}, "feedback: text has characters that can't be read"},
		{"two problems", bot.Feedback{Lang: "sv"}, "feedback: no such entry\nno such language"},
	} {
		err := j.Counts.Feedback(tt.f)
		if (err == nil) != (tt.want == "") || err != nil && err.Error() != tt.want {
			t.Errorf("%s: Feedback = %v, want %q", tt.name, err, tt.want)
		}
	}
	r, err := j.Counts.Report(t.Context(), time.Now())
	if err != nil || len(r.Rows) != 1 || r.Rows[0].NotHelpful != 3 || len(r.Remarks) != 1 {
		t.Errorf("Report = %d rows, %d remarks, %v, want the three good ones and one remark", len(r.Rows), len(r.Remarks), err)
	}
}

// testRefused gives each method what no caller should: it is counted and not kept.
func testRefused(t *testing.T, s store) {
	j := s.recorded(t)
	good := bot.Event{Platform: "web", Entry: "norskkurs", Lang: content.Bokmal, Confidence: "strong"}
	with := func(change func(*bot.Event)) func() {
		return func() {
			e := good
			change(&e)
			j.Counts.Count(e)
		}
	}
	for i, give := range []func(){
		with(func(e *bot.Event) { e.Entry = "gibberish" }),
		with(func(e *bot.Event) { e.Section = "gibberish" }),
		with(func(e *bot.Event) { e.Lang = "sv" }),
		with(func(e *bot.Event) { e.Confidence = "" }),
		with(func(e *bot.Event) { e.Platform = "Ola Nordmann" }),
		func() { j.Counts.Opened("gibberish", content.Bokmal) },
		func() { j.Counts.NoteCopied("norskkurs", "sv") },
		func() { keep(t, j, "C", bot.Conversation{Subject: "gibberish"}) },
		func() { keep(t, j, "C", bot.Conversation{Lang: "sv"}) },
		func() { keep(t, j, "C", bot.Conversation{Answered: "sv"}) },
		func() { j.Preferences.KeepPreference("P", chat.Preference{Lang: "sv"}) },
		func() { j.Preferences.KeepPreference("P", chat.Preference{Municipality: "Lom"}) },
		func() { j.Preferences.KeepPreference("P", chat.Preference{Municipality: "01010112345"}) },
	} {
		give()
		if st := j.Stats(); st.Rejected != uint64(i+1) || st.Queued > 0 {
			t.Fatalf("after refusal %d Stats = %+v", i+1, st)
		}
	}
}

func testFullQueue(t *testing.T, s store) {
	j := s.recorded(t, func(c *journal.Config) { c.Queue = 2 }, allowAll)
	for _, conversation := range []string{"C1", "C2", "C3", "C2"} {
		keep(t, j, conversation, bot.Conversation{Subject: "norskkurs"})
	}
	for _, l := range []content.Lang{content.Bokmal, content.Nynorsk, content.English, content.Bokmal} {
		j.Counts.Opened("kommune", l)
	}
	for range 3 {
		if err := j.Counts.Feedback(bot.Feedback{Entry: "kommune", Lang: content.Nynorsk, Text: "!"}); err != nil {
			t.Fatal(err)
		}
	}
	// The third conversation, English, the three thumbs down, the third remark.
	if st := j.Stats(); st.Dropped != 6 || st.Waiting != 6 {
		t.Errorf("Stats = %+v, want 6 dropped and 6 waiting", st)
	}
	if _, ok := last(t, j, "C3"); ok {
		t.Error("the conversation that was dropped is there")
	}
	r, err := j.Counts.Report(t.Context(), time.Now())
	if err != nil || len(r.Rows) != 1 || r.Rows[0].Opened != 3 || len(r.Remarks) != 2 {
		t.Errorf("Report = %+v, %v, want what had room", r, err)
	}
}

// testReplicasCount lets two replicas write the same rows at the same time.
func testReplicasCount(t *testing.T, s store) {
	replicas := []*journal.Journal{s.recorded(t), s.recorded(t)}
	const each = 500
	var all sync.WaitGroup
	for _, j := range replicas {
		stop := run(t, j)
		for range 2 {
			all.Go(func() {
				for n := range each {
					j.Counts.Opened([]string{"norskkurs", "kommune", "norsk"}[n%3], content.Langs()[n%2])
					keep(t, j, "the same", bot.Conversation{Subject: "norsk"})
				}
			})
		}
		t.Cleanup(stop)
	}
	all.Wait()
	for _, j := range replicas {
		until(t, "an empty queue", func() bool { return j.Stats().Waiting == 0 })
	}
	r, err := replicas[0].Counts.Report(t.Context(), time.Now())
	total := 0
	for _, row := range r.Rows {
		total += row.Opened
	}
	if err != nil || total != 4*each {
		t.Errorf("Report counts %d, %v, want %d", total, err, 4*each)
	}
	for _, j := range replicas {
		if st := j.Stats(); st.Dropped+st.Retried > 0 {
			t.Errorf("Stats = %+v, want nothing dropped or tried again", st)
		}
	}
}

// testVotes lets people change what they think.
func testVotes(t *testing.T, s store) {
	now := newClock()
	j, other := s.recorded(t, now.config, allowAll), s.recorded(t, now.config, allowAll)
	began := now.Now()
	vote := func(j *journal.Journal, f bot.Feedback) {
		t.Helper()
		f.Lang = content.Bokmal
		if err := errors.Join(j.Counts.Feedback(f), j.Write(t.Context())); err != nil {
			t.Error(err)
		}
	}
	counted := func(when string, want bot.ReportRow, remarks ...string) {
		t.Helper()
		r, err := other.Counts.Report(t.Context(), began)
		if err != nil || len(r.Rows) != 1 {
			t.Fatalf("%s Report = %+v, %v, want one row", when, r, err)
		}
		want.Entry = "norskkurs"
		r.Rows[0].Months = nil // testReport
		if diff := cmp.Diff(want, r.Rows[0]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", when, diff)
		}
		var texts []string
		for _, m := range r.Remarks {
			texts = append(texts, m.Text)
		}
		slices.Sort(texts)
		if !slices.Equal(texts, remarks) {
			t.Errorf("%s the remarks are %q, want %q", when, texts, remarks)
		}
	}
	yes := bot.Feedback{Person: "slack T1 U1", Entry: "norskkurs", Helpful: true}
	no := bot.Feedback{Person: "slack T1 U1", Entry: "norskkurs", Reasons: []bot.Reason{bot.ReasonOutdated, bot.ReasonUnclear}, Text: "gammelt"}
	vote(j, yes)
	vote(j, yes)
	counted("after the same twice", bot.ReportRow{Helpful: 1})
	vote(other, no)
	counted("after another word", bot.ReportRow{NotHelpful: 1, Reasons: map[bot.Reason]int{bot.ReasonOutdated: 1, bot.ReasonUnclear: 1}}, "gammelt")
	now.add(24 * time.Hour)
	no.Reasons, no.Text = no.Reasons[:1], "svært gammelt"
	vote(j, no)
	counted("the day after", bot.ReportRow{NotHelpful: 1, Reasons: map[bot.Reason]int{bot.ReasonOutdated: 1}}, "svært gammelt")
	vote(j, bot.Feedback{Person: "slack T1 U2", Entry: "norskkurs", Helpful: true})
	vote(j, bot.Feedback{Entry: "norskkurs", Helpful: true})
	vote(j, bot.Feedback{Entry: "norskkurs", Helpful: true})
	counted("after a second person and two whom nobody knows", bot.ReportRow{Helpful: 3, NotHelpful: 1, Reasons: map[bot.Reason]int{bot.ReasonOutdated: 1}}, "svært gammelt")
	now.add(92 * 24 * time.Hour)
	if err := j.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	vote(j, yes)
	counted("three months later", bot.ReportRow{Helpful: 4, NotHelpful: 1, Reasons: map[bot.Reason]int{bot.ReasonOutdated: 1}}, "svært gammelt")
	if everything := dump(t, s); strings.Contains(everything, "T1 U1") {
		t.Error("the database holds who voted")
	}
}

// testVotesOfReplicas lets one person vote through two replicas at once.
func testVotesOfReplicas(t *testing.T, s store) {
	replicas := []*journal.Journal{s.recorded(t), s.recorded(t)}
	var all sync.WaitGroup
	for i, j := range replicas {
		all.Go(func() {
			for n := range 60 {
				f := bot.Feedback{Person: "P", Entry: "norskkurs", Lang: content.Bokmal, Helpful: (n+i)%2 == 0}
				if err := j.Counts.Feedback(f); err != nil {
					t.Error(err)
				}
				err := j.Write(t.Context())
				for journal.Busy(err) { // SQLite lets no one wait in turn; what was not written waits here
					err = j.Write(t.Context())
				}
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	r, err := replicas[0].Counts.Report(t.Context(), time.Now())
	if err != nil || len(r.Rows) != 1 || r.Rows[0].Helpful+r.Rows[0].NotHelpful != 1 || r.Rows[0].Helpful < 0 || r.Rows[0].NotHelpful < 0 {
		t.Errorf("Report = %+v, %v, want one vote", r.Rows, err)
	}
}
