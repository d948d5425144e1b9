package journal_test

import (
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"veiviser/bot/journal"
	"veiviser/content"
)

func allowAll(c *journal.Config) { c.FreeText = func(string) bool { return true } }

func testReport(t *testing.T, s store) {
	now := newClock()
	j := s.recorded(t, now.config, allowAll)
	old := now.Now()
	j.Opened("kommune", content.Bokmal)
	now.add(48 * time.Hour)
	course := journal.Event{Platform: "slack", Entry: "norskkurs", Section: content.Payer, Lang: content.Bokmal, Confidence: "strong", Missing: true}
	j.Count(course)
	j.Count(course)
	course.Section, course.Missing, course.Platform = content.What, false, "web"
	j.Count(course)
	j.Count(journal.Event{Platform: "web", Lang: content.Nynorsk, Confidence: "weak"})
	j.Count(journal.Event{Platform: "web", Lang: content.Nynorsk, Confidence: "none"})
	j.Opened("norskkurs", content.English)
	j.NoteCopied("norskkurs", content.Bokmal)
	for _, f := range []journal.Feedback{
		{Entry: "norskkurs", Lang: content.Bokmal, Helpful: true, Text: " Bra! "},
		{Entry: "norskkurs", Lang: content.Nynorsk, Reasons: []journal.Reason{journal.Outdated, journal.Incomplete}},
		{Entry: "kommune", Lang: content.Bokmal, Reasons: []journal.Reason{journal.Outdated}},
	} {
		if err := j.Feedback(f); err != nil {
			t.Fatal(err)
		}
	}

	want := journal.Report{
		Rows: []journal.Row{
			{Entry: "kommune", Unhelpful: 1, Reasons: map[journal.Reason]int{journal.Outdated: 1}},
			{
				Entry: "norskkurs", Shown: 3, Opened: 1, Noted: 1, Helpful: 1, Unhelpful: 1,
				Missing: map[content.Section]int{content.Payer: 2},
				Reasons: map[journal.Reason]int{journal.Outdated: 1, journal.Incomplete: 1},
			},
		},
		Answers: []journal.Answers{
			{Platform: "slack", Lang: content.Bokmal, Strong: 2},
			{Platform: "web", Lang: content.Bokmal, Strong: 1},
			{Platform: "web", Lang: content.Nynorsk, Weak: 1, None: 1},
		},
		Remarks: []journal.Remark{{Day: now.Now().Truncate(24 * time.Hour), Entry: "norskkurs", Lang: content.Bokmal, Helpful: true, Text: "Bra!"}},
	}
	got, err := j.Report(t.Context(), now.Now())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Report (-want +got):\n%s", diff)
	}
	all, err := s.open(t, now.config).Report(t.Context(), old)
	if err != nil || len(all.Rows) != 2 || all.Rows[0].Opened != 1 {
		t.Errorf("another journal's Report of all days = %+v, %v, want the page opened too", all, err)
	}
	if st := j.Stats(); st.Queued == 0 || st.Waiting != 0 || st.Rejected+st.Dropped+st.Retried > 0 || st.Written == 0 {
		t.Errorf("Stats = %+v, want all written and nothing lost", st)
	}
}

func testFeedback(t *testing.T, s store) {
	j := s.recorded(t, func(c *journal.Config) { c.FreeText = func(text string) bool { return text != "hemmeleg" } })
	long := make([]rune, journal.MaxText+1)
	for i := range long {
		long[i] = 'å'
	}
	for _, tt := range []struct {
		name string
		f    journal.Feedback
		want string // of the error; empty for none
	}{
		{"good", journal.Feedback{Entry: "norskkurs", Reasons: []journal.Reason{journal.Unclear}}, ""},
		{"longest", journal.Feedback{Entry: "norskkurs", Text: string(long[1:])}, ""},
		{"text not allowed", journal.Feedback{Entry: "norskkurs", Text: "hemmeleg"}, ""},
		{"unknown entry", journal.Feedback{Entry: "gibberish"}, "feedback: no such entry"},
		{"unknown language", journal.Feedback{Entry: "norskkurs", Lang: "sv"}, "feedback: no such language"},
		{"unknown reason", journal.Feedback{Entry: "norskkurs", Reasons: []journal.Reason{"boring"}}, "feedback: reason 1 is unknown or given twice"},
		{"twice", journal.Feedback{Entry: "norskkurs", Reasons: []journal.Reason{journal.Unclear, journal.Unclear}}, "feedback: reason 2 is unknown or given twice"},
		{"too many reasons", journal.Feedback{Entry: "norskkurs", Reasons: journal.Reasons()}, "feedback: 4 reasons (at most 2)"},
		{"too long", journal.Feedback{Entry: "norskkurs", Text: string(long)}, "feedback: text of 1001 characters (at most 1000)"},
		{"broken", journal.Feedback{Entry: "norskkurs", Text: "\xff"}, "feedback: text has characters that can't be read"},
		{"zero", journal.Feedback{Entry: "norskkurs", Text: "1\x002"}, "feedback: text has characters that can't be read"},
		{"two problems", journal.Feedback{Lang: "sv"}, "feedback: no such entry\nno such language"},
	} {
		err := j.Feedback(tt.f)
		if (err == nil) != (tt.want == "") || err != nil && err.Error() != tt.want {
			t.Errorf("%s: Feedback = %v, want %q", tt.name, err, tt.want)
		}
	}
	r, err := j.Report(t.Context(), time.Now())
	if err != nil || len(r.Rows) != 1 || r.Rows[0].Unhelpful != 3 || len(r.Remarks) != 1 {
		t.Errorf("Report = %d rows, %d remarks, %v, want the three good ones and one remark", len(r.Rows), len(r.Remarks), err)
	}
}

// testRefused gives each method what no caller should: it is counted and not kept.
func testRefused(t *testing.T, s store) {
	j := s.recorded(t)
	good := journal.Event{Platform: "web", Entry: "norskkurs", Lang: content.Bokmal, Confidence: "strong"}
	with := func(change func(*journal.Event)) func() {
		return func() {
			e := good
			change(&e)
			j.Count(e)
		}
	}
	for i, give := range []func(){
		with(func(e *journal.Event) { e.Entry = "gibberish" }),
		with(func(e *journal.Event) { e.Section = "gibberish" }),
		with(func(e *journal.Event) { e.Lang = "sv" }),
		with(func(e *journal.Event) { e.Confidence = "" }),
		with(func(e *journal.Event) { e.Platform = "Ola Nordmann" }),
		func() { j.Opened("gibberish", content.Bokmal) },
		func() { j.NoteCopied("norskkurs", "sv") },
		func() { j.KeepThread("C", journal.Thread{Entry: "gibberish"}) },
		func() { j.KeepThread("C", journal.Thread{Lang: "sv"}) },
		func() { j.KeepThread("C", journal.Thread{Answered: "sv"}) },
		func() { j.KeepPreference("P", journal.Preference{Lang: "sv"}) },
		func() { j.KeepPreference("P", journal.Preference{Municipality: "Lom"}) },
		func() { j.KeepPreference("P", journal.Preference{Municipality: "01010112345"}) },
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
		j.KeepThread(conversation, journal.Thread{Entry: "norskkurs"})
	}
	for _, l := range []content.Lang{content.Bokmal, content.Nynorsk, content.English, content.Bokmal} {
		j.Opened("kommune", l)
	}
	for range 3 {
		if err := j.Feedback(journal.Feedback{Entry: "kommune", Lang: content.Nynorsk, Text: "!"}); err != nil {
			t.Fatal(err)
		}
	}
	// The third conversation, English, the three thumbs down, the third remark.
	if st := j.Stats(); st.Dropped != 6 || st.Waiting != 6 {
		t.Errorf("Stats = %+v, want 6 dropped and 6 waiting", st)
	}
	if _, ok := j.LastThread(t.Context(), "C3"); ok {
		t.Error("the conversation that was dropped is there")
	}
	r, err := j.Report(t.Context(), time.Now())
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
					j.Opened([]string{"norskkurs", "kommune", "norsk"}[n%3], content.Langs()[n%2])
					j.KeepThread("the same", journal.Thread{Entry: "norsk"})
				}
			})
		}
		t.Cleanup(stop)
	}
	all.Wait()
	for _, j := range replicas {
		until(t, "an empty queue", func() bool { return j.Stats().Waiting == 0 })
	}
	r, err := replicas[0].Report(t.Context(), time.Now())
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
