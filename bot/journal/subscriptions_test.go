package journal_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"veiviser/bot"
	"veiviser/bot/chat"
	"veiviser/bot/journal"
	"veiviser/content"
)

// placed is a subscription of a channel's thread, in a workspace "T1" of an organisation "E1".
func placed(workspace, channel, entry string) chat.SubscriptionOf {
	return chat.SubscriptionOf{
		Platform: bot.Slack, Entry: entry, Digest: "sha256:1", Lang: content.Nynorsk,
		Place: chat.Place{Org: "E" + workspace[1:], Workspace: workspace, Channel: channel, Thread: "1700000000.1"},
	}
}

// subscribe keeps s and returns whether it was added.
func subscribe(t *testing.T, j *journal.Journal, s chat.SubscriptionOf) bool {
	t.Helper()
	added, err := j.Subscriptions.Subscribe(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	return added
}

// subscriptions are all there are of a platform, page by page, each conversation on one.
func subscriptions(t *testing.T, j *journal.Journal, pf bot.Platform) (all []chat.SubscriptionOf, pages int) {
	t.Helper()
	seen := map[string]int{}
	for after := ""; ; {
		page, next, err := j.Subscriptions.Page(t.Context(), pf, after)
		if err != nil {
			t.Fatal(err)
		}
		pages++
		for _, s := range page {
			if n, ok := seen[s.Key]; ok && n != pages {
				t.Errorf("a conversation is on pages %d and %d", n, pages)
			}
			seen[s.Key] = pages
		}
		all = append(all, page...)
		if next == "" {
			return all, pages
		}
		after = next
	}
}

// testSubscriptions: kept once a conversation and entry, by what is needed to write there,
// encrypted; ended by entry, by conversation, by workspace and by organisation.
func testSubscriptions(t *testing.T, s store) {
	now := newClock()
	j := s.recorded(t, now.config, key)
	a := placed("T1", "C0HEMMELIG", "norskkurs")
	if !subscribe(t, j, a) || subscribe(t, j, a) {
		t.Error("what is asked for twice is not kept once")
	}
	for _, o := range []chat.SubscriptionOf{placed("T1", "C0HEMMELIG", "kommune"), placed("T2", "C0HEMMELIG", "norskkurs"), placed("T1", "C2", "norsk")} {
		if !subscribe(t, j, o) {
			t.Errorf("%+v is not kept", o)
		}
	}
	teams := chat.SubscriptionOf{Platform: bot.Teams, Entry: "norsk", Lang: content.English, Place: chat.Place{Workspace: "tenant", Team: "19:t", Channel: "19:a@thread.tacv2;messageid=1", Service: "https://smba.example/no"}}
	subscribe(t, j, teams)
	all, _ := subscriptions(t, j, bot.Slack)
	if len(all) != 4 || !slices.ContainsFunc(all, func(o chat.SubscriptionOf) bool {
		o.Key = ""
		return o == a
	}) {
		t.Errorf("kept are %+v", all)
	}
	if got, _ := subscriptions(t, j, bot.Teams); len(got) != 1 || got[0].Place != teams.Place || got[0].Lang != content.English {
		t.Errorf("of Teams kept is %+v", got)
	}
	var row string
	if err := s.past(t).QueryRow(`SELECT conversation || ' ' || place || ' ' || day FROM subscription WHERE workspace = 'T2'`).Scan(&row); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(row, "HEMMELIG") || strings.Contains(row, "1700000000") || !strings.HasSuffix(row, " 2026-03-01") {
		t.Errorf("the row is %s", row)
	}
	shared := chat.SubscriptionOf{Platform: bot.Slack, Entry: "norsk", Lang: content.Bokmal, Place: chat.Place{Org: "E9", Workspace: "T7", Channel: "C7", Thread: "1.1"}}
	other := shared
	other.Place.Workspace = "T8" // of the same organisation
	if !subscribe(t, j, shared) || subscribe(t, j, other) {
		t.Error("a thread of two workspaces of an organisation is told twice")
	}
	if ids, err := j.Subscriptions.Unsubscribe(t.Context(), bot.Slack, other.Place); err != nil || len(ids) != 1 {
		t.Errorf("who is of the other workspace ends %q, %v", ids, err)
	}
	list := func(o chat.SubscriptionOf) []string {
		t.Helper()
		ids, err := j.Subscriptions.Subscribed(t.Context(), o.Platform, o.Place)
		if err != nil {
			t.Fatal(err)
		}
		return ids
	}
	end := func(o chat.SubscriptionOf, entries ...string) []string {
		t.Helper()
		ids, err := j.Subscriptions.Unsubscribe(t.Context(), o.Platform, o.Place, entries...)
		if err != nil {
			t.Fatal(err)
		}
		slices.Sort(ids)
		return ids
	}
	if got := list(a); !slices.Equal(got, []string{"kommune", "norskkurs"}) {
		t.Errorf("the conversation follows %v", got)
	}
	moved := teams
	moved.Place.Service = "https://smba.example/eu"
	if got := list(moved); !slices.Equal(got, []string{"norsk"}) {
		t.Errorf("at another address of the service the conversation follows %v", got)
	}
	if got := end(a, "norskkurs", "norsk"); !slices.Equal(got, []string{"norskkurs"}) {
		t.Errorf("ended are %v", got)
	}
	if got := list(placed("T2", "C0HEMMELIG", "")); len(got) != 1 {
		t.Errorf("the same channel of another workspace follows %v", got)
	}
	if got := end(a); !slices.Equal(got, []string{"kommune"}) || len(end(a)) != 0 {
		t.Errorf("ended are %v", got)
	}
	forget := func(org, workspace string, want int) {
		t.Helper()
		if err := j.Subscriptions.Forget(t.Context(), bot.Slack, org, workspace); err != nil {
			t.Fatal(err)
		}
		if all, _ := subscriptions(t, j, bot.Slack); len(all) != want {
			t.Errorf("without %s/%s %d are kept, want %d", org, workspace, len(all), want)
		}
	}
	forget("", "", 2)
	forget("E3", "", 2)
	forget("", "T1", 2)
	forget("E1", "T1", 1)
	forget("E2", "", 0)
	if got, _ := subscriptions(t, j, bot.Teams); len(got) != 1 {
		t.Error("an organisation of Slack's ends what Teams follows")
	}

	for name, bad := range map[string]chat.SubscriptionOf{
		"no such entry":    placed("T1", "C1", "hva-med-sonen-min"),
		"no such language": {Platform: bot.Slack, Entry: "norsk", Lang: "sv", Place: a.Place},
		"no place":         {Platform: bot.Slack, Entry: "norsk", Lang: content.Bokmal},
		"no platform":      {Entry: "norsk", Lang: content.Bokmal, Place: a.Place},
		"too long":         placed("T1", strings.Repeat("C", 501), "norsk"),
	} {
		if _, err := j.Subscriptions.Subscribe(t.Context(), bad); err == nil {
			t.Errorf("%s: it is kept", name)
		}
	}
}

// testSubscriptionPages: a conversation's are never on two pages, and it takes fifty.
func testSubscriptionPages(t *testing.T, s store) {
	var extra []string
	for i := range chat.MaxSubscriptions {
		extra = append(extra, fmt.Sprintf("kurs%02d", i))
	}
	j := s.open(t)
	if err := j.Versions.Record(t.Context(), guide(t, "first", extra...)); err != nil {
		t.Fatal(err)
	}
	past := s.past(t)
	const conversations, each = 300, 7
	for i := range conversations { // past the journal: it waits for the disk each time
		var rows []string
		for k := range each {
			rows = append(rows, fmt.Sprintf(`('c%04d', '%s', 'slack', '', 'T1', 'nb', 'd', '2026-03-01', 0, '{"channel":"C%d"}')`, i, extra[k], i))
		}
		if _, err := past.Exec(`INSERT INTO subscription (conversation, entry, platform, org, workspace, lang, digest, day, sealed, place) VALUES ` + strings.Join(rows, ",")); err != nil {
			t.Fatal(err)
		}
	}
	all, pages := subscriptions(t, j, bot.Slack)
	if len(all) != conversations*each || pages < 4 {
		t.Errorf("%d on %d pages, want %d", len(all), pages, conversations*each)
	}
	for i, id := range extra {
		if i == chat.MaxSubscriptions-1 {
			break
		}
		subscribe(t, j, placed("T1", "C1", id))
	}
	subscribe(t, j, placed("T1", "C1", "norsk"))
	if _, err := j.Subscriptions.Subscribe(t.Context(), placed("T1", "C1", extra[chat.MaxSubscriptions-1])); !errors.Is(err, chat.ErrSubscriptionsFull) {
		t.Errorf("the fifty-first: %v", err)
	}
	if subscribe(t, j, placed("T1", "C1", "norsk")) {
		t.Error("one of the fifty is added again")
	}
}

// testSubscriptionsRenewed: of two replicas one notes what is told; an entry under a new id
// takes the place of the one under the old.
func testSubscriptionsRenewed(t *testing.T, s store) {
	j, other := s.recorded(t), s.open(t)
	subscribe(t, j, placed("T1", "C1", "norskkurs"))
	renew := func(j *journal.Journal, sub chat.SubscriptionOf, entry, digest string, want bool) {
		t.Helper()
		if ok, err := j.Subscriptions.Renew(t.Context(), sub, entry, digest); ok != want || err != nil {
			t.Errorf("Renew of %s at %s to %s at %s = %v, %v; want %v", sub.Entry, sub.Digest, entry, digest, ok, err, want)
		}
	}
	all, _ := subscriptions(t, j, bot.Slack)
	renew(j, all[0], "norskkurs", "sha256:2", true)
	renew(other, all[0], "norskkurs", "sha256:2", false)
	all, _ = subscriptions(t, other, bot.Slack)
	renew(other, all[0], "norsk", "sha256:3", true)
	renew(j, all[0], "norsk", "sha256:3", false)
	subscribe(t, j, placed("T1", "C1", "kommune"))
	all, _ = subscriptions(t, j, bot.Slack)
	if len(all) != 2 || all[0].Entry != "kommune" || all[1].Entry != "norsk" || all[1].Digest != "sha256:3" {
		t.Fatalf("kept are %+v", all)
	}
	renew(j, all[1], "kommune", "sha256:4", false) // which it follows already
	if all, _ = subscriptions(t, j, bot.Slack); len(all) != 1 || all[0].Entry != "kommune" || all[0].Digest != "sha256:1" {
		t.Errorf("kept are %+v", all)
	}
	if _, err := j.Subscriptions.Unsubscribe(t.Context(), bot.Slack, all[0].Place); err != nil {
		t.Fatal(err)
	}
	renew(j, all[0], "kommune", "sha256:5", false)
}

// testSubscriptionsKey: what was encrypted under another key can't be told, and ends no page.
func testSubscriptionsKey(t *testing.T, s store) {
	j := s.recorded(t, key)
	subscribe(t, j, placed("T1", "C1", "norsk"))
	j.Close()
	var log logBuffer
	j = s.recorded(t, logged(&log))
	subscribe(t, j, placed("T1", "C2", "norsk"))
	all, _ := subscriptions(t, j, bot.Slack)
	if len(all) != 1 || all[0].Place.Channel != "C2" || !strings.Contains(log.String(), "another encryption key") {
		t.Errorf("kept are %+v; the log says %s", all, log.String())
	}
	if got, err := j.Subscriptions.Unsubscribe(t.Context(), bot.Slack, placed("T1", "C1", "").Place); len(got) != 1 || err != nil {
		t.Errorf("ended are %v, %v", got, err)
	}
}

// testRevisions: the versions by which entries changed, the latest first, each with the one
// before; what the first release held is none, nor is a version that comes back.
func testRevisions(t *testing.T, s store) {
	now := newClock()
	j := s.open(t, now.config)
	digests := map[string]string{}
	record := func(edition string, extra ...string) {
		t.Helper()
		g := guide(t, edition, extra...)
		digests[edition] = g.Digest("norskkurs")
		if len(extra) > 0 {
			digests[extra[0]] = g.Digest(extra[0])
		}
		if err := j.Versions.Record(t.Context(), g); err != nil {
			t.Fatal(err)
		}
		now.add(24 * time.Hour)
	}
	revisions := func(limit int) string {
		t.Helper()
		rs, err := j.Versions.Revisions(t.Context(), limit)
		if err != nil {
			t.Fatal(err)
		}
		name := map[string]string{"": "nothing"}
		for n, d := range digests {
			name[d] = n
		}
		var out []string
		for _, r := range rs {
			out = append(out, fmt.Sprintf("%s %s after %s on %s", r.Entry, name[r.Digest], name[r.Before], r.At.UTC().Format(time.DateOnly)))
		}
		return strings.Join(out, "\n")
	}
	record("first")
	if got := revisions(10); got != "" {
		t.Errorf("after the first release:\n%s", got)
	}
	record("second")
	record("third", "fagprat")
	record("first") // as it was
	want := "fagprat fagprat after nothing on 2026-03-03\nnorskkurs third after second on 2026-03-03\nnorskkurs second after first on 2026-03-02"
	if got := revisions(10); got != want {
		t.Errorf("revisions:\n%s\nwant\n%s", got, want)
	}
	if got := revisions(1); got != strings.Split(want, "\n")[0] {
		t.Errorf("the latest:\n%s", got)
	}
}
