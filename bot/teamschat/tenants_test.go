package teamschat_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/bot/chat"
	"veiviser/bot/journal"
	"veiviser/bot/journal/pgtest"
	"veiviser/bot/teamschat"
)

const (
	secondTenant = "8888abcd-8888-7777-6666-555555555555"
	// The object ids of who administers each tenant.
	adminOne = "aaaaaaaa-0000-0000-0000-000000000001"
	adminTwo = "aaaaaaaa-0000-0000-0000-000000000002"
)

// within is the activity in a tenant.
func within(tenant string, a map[string]any) map[string]any {
	a = maps.Clone(a)
	conversation := maps.Clone(a["conversation"].(map[string]any))
	conversation["tenantId"] = tenant
	a["conversation"] = conversation
	return a
}

// inChannel is the activity in the channel 19:x of the team 19:t, by the person with the
// object id.
func inChannel(object string, a map[string]any) map[string]any {
	a["conversation"] = map[string]any{"id": "19:x@thread.tacv2;messageid=1", "conversationType": "channel", "tenantId": tenantID}
	a["channelData"] = map[string]any{"team": map[string]any{"id": "19:t@thread.tacv2"}}
	a["from"] = map[string]any{"id": "29:kari", "aadObjectId": object}
	a["entities"] = []any{map[string]any{"type": "mention", "mentioned": map[string]any{"id": "28:bot"}}}
	return a
}

// saving is the press that saves settings at a level.
func (m *microsoft) saving(object, level string, fields map[string]string) map[string]any {
	a := inChannel(object, m.activity("invoke"))
	data := map[string]any{"verb": "savesettings", "ref": "nb///0", "value": level}
	for id, value := range fields {
		data["setting_"+id] = value
	}
	a["name"], a["value"] = "adaptiveCard/action", press(data)
	return a
}

// administered is a bot that serves both tenants, each with who administers it.
func (m *microsoft) administered(t testing.TB, j *journal.Journal) teamschat.Config {
	t.Helper()
	c := m.config(t)
	p := bottest.Whole(t)
	if err := j.Versions.Record(t.Context(), p.Guide); err != nil {
		t.Fatal(err)
	}
	c.Bot = bot.New(bot.Config{Guide: p.Guide, Index: p.Index, Words: p.Words, Conversations: j.Conversations, Versions: j.Versions, BaseURL: base})
	c.Ledger, c.People, c.Settings = j.Events, j.Preferences, j.Settings
	c.App.Tenants, c.App.RequestsPerSecond = []string{strings.ToUpper(secondTenant)}, 10_000
	c.App.Admins = []string{tenantID + "/" + adminOne, secondTenant + "/" + adminTwo}
	return c
}

func openJournal(t testing.TB, c journal.Config) *journal.Journal {
	t.Helper()
	if c.URL == "" {
		c.Dir = t.TempDir()
	}
	j, err := journal.Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := j.Close(); err != nil {
			t.Error(err)
		}
	})
	return j
}

// chosen is what is kept for the channel 19:x of a tenant.
func chosen(t *testing.T, j *journal.Journal, tenant string) map[chat.Level]chat.Settings {
	t.Helper()
	got, err := j.Settings.Settings(t.Context(), chat.Scope{Platform: "teams", Workspace: tenant, Team: "19:t@thread.tacv2", Channel: "19:x@thread.tacv2"})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// everywhere is what is chosen for whatever is asked.
type everywhere chat.Settings

func (e everywhere) Settings(context.Context, chat.Scope) (map[chat.Level]chat.Settings, error) {
	return map[chat.Level]chat.Settings{chat.ForWorkspace: chat.Settings(e)}, nil
}

func (everywhere) KeepSettings(context.Context, chat.Scope, chat.Settings) error { return nil }

func (everywhere) ForgetSettings(context.Context, chat.Scope, time.Time) error { return nil }

// TestMunicipalityOfOne: whose municipality it is sees its number; where an old client's press
// is answered to all, nobody does.
func TestMunicipalityOfOne(t *testing.T) {
	m := newMicrosoft(t)
	c := m.config(t)
	c.Settings = everywhere{Municipality: "4204"}
	r := run(t, m, c)
	more := func(a map[string]any) map[string]any {
		a["text"] = ""
		a["value"] = map[string]any{"verb": "more", "ref": "nb/introduksjonsprogram/duration/0"}
		return a
	}
	for name, tt := range map[string]struct {
		sent map[string]any
		want bool
	}{"alone": {more(m.message("")), true}, "before others": {more(m.mention("")), false}} {
		r.send(t, tt.sent)
		if got := card(t, m.next(t).Activity); !strings.Contains(got, "varer") || strings.Contains(got, "4204") != tt.want {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// TestTwoTenants: two tenants of one program, whose conversations, people, messages and
// activities are called the same, never see each other's conversation, choices, settings or
// votes.
func TestTwoTenants(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) {
		bottest.OverSQLite(t)
		testTwoTenants(t, journal.Config{})
	})
	t.Run("postgres", func(t *testing.T) { testTwoTenants(t, journal.Config{URL: pgtest.Start(t).Database(t)}) })
}

func testTwoTenants(t *testing.T, jc journal.Config) {
	m := newMicrosoft(t)
	j := openJournal(t, jc)
	told := &desk{}
	c := m.administered(t, j)
	c.Editors, c.WebhookSecret = told, secret
	r := run(t, m, c)
	ask := func(tenant string, a map[string]any, want string) {
		t.Helper()
		r.send(t, within(tenant, a))
		if got := card(t, m.next(t).Activity); !strings.Contains(got, want) {
			t.Errorf("%s: answered %.200s, want %q in it", tenant, got, want)
		}
	}
	say := func(id, text string) map[string]any {
		a := in("c-1", m.message(text))
		a["id"] = id
		return a
	}
	// The same activity, conversation and person; the same words at the same time.
	ask(tenantID, say("1", "hvor lenge varer KVP?"), "inntil")
	ask(secondTenant, say("1", "hvor lenge varer jobbsjansen?"), "Jobbsjansen")
	ask(tenantID, say("2", "hvem betaler?"), "KVP")
	ask(secondTenant, say("2", "hvem betaler?"), "Jobbsjansen")
	ask(tenantID, say("3", "språk en"), "English")
	ask(secondTenant, say("4", "hjelp"), "Slik spør du")
	// A thumb under the message of the same id counts for what that tenant was shown.
	shown := map[string]string{tenantID: "kvalifiseringsprogram", secondTenant: "jobbsjansen"}
	for tenant, entry := range shown {
		ask(tenant, say("5", "hvor lenge varer "+entry), "")
	}
	for tenant, want := range shown {
		a := in("c-1", m.activity("invoke"))
		a["id"], a["name"], a["replyToId"] = "6", "message/fetchTask", "1"
		a["value"] = map[string]any{"actionName": "feedback", "actionValue": map[string]any{"reaction": "like"}}
		r.send(t, within(tenant, a))
		if n := len(told.feedback); n == 0 || told.feedback[n-1].Entry != want || !strings.Contains(told.feedback[n-1].Person, tenant) {
			t.Errorf("%s: counted %+v, want one of %s", tenant, told.feedback, want)
		}
	}
	if len(told.feedback) != 2 {
		t.Errorf("%d votes are counted, want one for each tenant", len(told.feedback))
	}

	// The same invoke is done for each.
	for _, tenant := range []string{tenantID, secondTenant} {
		a := in("c-1", m.activity("invoke"))
		a["id"], a["name"] = "7", "adaptiveCard/action"
		a["value"] = press(map[string]any{"verb": "feedback", "ref": "nb/jobbsjansen//0", "helpful": true})
		r.send(t, within(tenant, a))
		r.send(t, within(tenant, a)) // brought again
	}
	if n := len(told.feedback); n != 4 {
		t.Errorf("%d votes are counted after a press in each tenant, want 4", n)
	}
	// An outgoing webhook's conversations are as many.
	hook := func(tenant, text, want string) {
		t.Helper()
		a := within(tenant, in("c-2", m.message(text)))
		var got map[string]any
		if err := json.Unmarshal(r.hook(t, a).Body.Bytes(), &got); err != nil || !strings.Contains(card(t, got), want) {
			t.Errorf("%s: the webhook answers %.200v, %v", tenant, got, err)
		}
	}
	hook(tenantID, "hvor lenge varer KVP?", "KVP")
	hook(secondTenant, "hvor lenge varer jobbsjansen?", "Jobbsjansen")
	hook(tenantID, "hvem betaler?", "KVP")

	// What the administrator of one chooses, the other knows nothing of.
	save := m.saving(adminOne, "workspace", map[string]string{"answers": "private"})
	if got := r.send(t, save).Body.String(); !strings.Contains(got, "Lagret") {
		t.Errorf("saving is answered %s", got)
	}
	if got := r.send(t, within(secondTenant, save)).Body.String(); !strings.Contains(got, "Spør en av dem") {
		t.Errorf("the same press in the other tenant is answered %s", got)
	}
	if got := r.send(t, save).Body.String(); !strings.Contains(got, "Lagret") {
		t.Errorf("brought again, it has the other tenant's answer: %s", got)
	}
	channel := func(tenant string) sent {
		t.Helper()
		r.send(t, within(tenant, inChannel("", m.message("KVP"))))
		return m.next(t)
	}
	if s := channel(tenantID); !strings.Contains(s.Path, "isTargetedActivity") {
		t.Errorf("an answer that only the asker may see is posted at %s", s.Path)
	}
	if s := channel(secondTenant); strings.Contains(s.Path, "isTargetedActivity") {
		t.Errorf("the other tenant's answer is posted at %s", s.Path)
	}
	// The end of the app in a team of one is not the other's.
	for _, tt := range []struct{ tenant, admin string }{{tenantID, adminOne}, {secondTenant, adminTwo}} {
		for _, level := range []string{"channel", "team"} {
			r.send(t, within(tt.tenant, m.saving(tt.admin, level, map[string]string{"lang": "nn"})))
		}
	}
	gone := inChannel(adminOne, m.activity("installationUpdate"))
	gone["action"] = "remove"
	time.Sleep(2 * time.Millisecond) // what was chosen at that very moment stays
	r.send(t, gone)
	if got := slices.Collect(maps.Keys(chosen(t, j, tenantID))); len(got) != 1 || got[0] != chat.ForWorkspace {
		t.Errorf("after the app has left the team, its tenant has settings for %v", got)
	}
	if got := chosen(t, j, secondTenant); len(got) != 2 {
		t.Errorf("the other tenant has %v", got)
	}
}

// TestForeignTenants: an activity of a tenant that is not served, or that says two things of
// its tenant, or whose token is another's, is refused.
func TestForeignTenants(t *testing.T) {
	m := newMicrosoft(t)
	c := m.config(t)
	c.App.Tenants = []string{secondTenant}
	r := run(t, m, c)
	const none = "77777777-8888-7777-6666-555555555555"
	for _, tt := range []struct {
		name                         string
		conversation, channel, token string // tenants; empty where nothing is said
		want                         int
	}{
		{"home", tenantID, "", "", 200},
		{"the second", secondTenant, "", "", 200},
		{"in the channel's data alone", "", secondTenant, "", 200},
		{"in both", secondTenant, secondTenant, secondTenant, 200},
		{"in large letters", strings.ToUpper(secondTenant), secondTenant, strings.ToUpper(secondTenant), 200},
		{"not served", none, "", "", 403},
		{"not served, in the channel's data", "", none, "", 403},
		{"none", "", "", "", 403},
		{"served in the conversation, not in the channel's data", tenantID, none, "", 403},
		{"two that are served", tenantID, secondTenant, "", 403},
		{"a token of the home tenant", secondTenant, "", tenantID, 403},
		{"a token of the second", tenantID, "", secondTenant, 403},
		{"a token of none that is served", tenantID, "", none, 403},
		{"a tenant with more behind", tenantID + " ", "", "", 403},
	} {
		a := within(tt.conversation, m.message("hjelp"))
		if tt.channel != "" {
			a["channelData"] = map[string]any{"tenant": map[string]any{"id": tt.channel}}
		}
		token := m.token(t, "teams", m.claims(func(c jwt.MapClaims) {
			if tt.token != "" {
				c["tid"] = tt.token
			}
		}))
		if w := r.post(token, encode(t, a)); w.Code != tt.want {
			t.Errorf("%s: status %d, want %d", tt.name, w.Code, tt.want)
		}
		if tt.want == 200 {
			m.next(t)
		}
	}
	if n := len(m.sent); n != 0 {
		t.Errorf("%d refused activities are answered", n)
	}
}

// TestTenantsRate: a tenant that is at its limit holds no other up.
func TestTenantsRate(t *testing.T) {
	inBubble(t, func(t *testing.T, m *microsoft, c teamschat.Config) {
		c.App.Tenants, c.App.RequestsPerSecond = []string{secondTenant}, 2
		r := run(t, m, c)
		var all sync.WaitGroup
		for range 8 {
			body := encode(t, m.message("hjelp"))
			all.Go(func() { r.post(m.token(t, "teams", m.claims(nil)), body) })
		}
		time.Sleep(1500 * time.Millisecond) // half a turn is there
		begin := time.Now()
		r.send(t, within(secondTenant, m.message("hjelp")))
		if d := time.Since(begin); d > 100*time.Millisecond {
			t.Errorf("the other tenant waits %v", d)
		}
		all.Wait()
	})
}

// TestSettingsByForm: an administrator opens the form in a channel, which they alone see,
// goes through its levels and saves; what they chose is there the next time.
func TestSettingsByForm(t *testing.T) {
	m := newMicrosoft(t)
	j := openJournal(t, journal.Config{})
	c := m.administered(t, j)
	desk := chat.NewDesk(j.Inquiries, c.Words, chat.Recoverer{})
	c.Editors = struct {
		*journal.Counts
		*chat.Desk
	}{j.Counts, desk}
	r := run(t, m, c)
	room, err := r.chat.Room(m.URL + "/teams 19:default@thread.tacv2")
	if err != nil {
		t.Fatal(err)
	}
	desk.Add(room)
	open := func() string {
		t.Helper()
		r.send(t, inChannel(adminOne, m.message("<at>Veiviser</at> innstillinger")))
		s := m.next(t)
		if !strings.HasSuffix(s.Path, "?isTargetedActivity=true") {
			t.Errorf("the form is shown at %s", s.Path)
		}
		return card(t, s.Activity)
	}
	form := open()
	for _, want := range []string{"setting_lang", "setting_answers", "setting_municipality", "setting_editors", "Hele teamet", "Hele organisasjonen", `"value":"channel"`} {
		if !strings.Contains(form, want) {
			t.Errorf("the form has no %s: %s", want, form)
		}
	}
	said := func(a map[string]any) string { t.Helper(); return r.send(t, a).Body.String() }
	level := inChannel(adminOne, m.activity("invoke"))
	level["name"], level["value"] = "adaptiveCard/action", press(map[string]any{"verb": "settings", "ref": "nb///0", "value": "team"})
	if got := said(level); !strings.Contains(got, "Hele teamet**") || !strings.Contains(got, "vnd.microsoft.card.adaptive") {
		t.Errorf("another level is shown as %s", got)
	}
	fields := map[string]string{"lang": "nn", "answers": "-", "municipality": "", "editors": "here"}
	if got := said(m.saving(adminOne, "channel", fields)); !strings.Contains(got, "Lagret") {
		t.Errorf("saving is answered %s", got)
	}
	if s := m.next(t); !strings.Contains(s.Path, "19:x@thread.tacv2/activities") || !strings.Contains(fmt.Sprint(s.Activity["text"]), "redaksjonen") {
		t.Errorf("the channel of the editors is told %v at %s", s.Activity["text"], s.Path)
	}
	want := chat.Settings{Lang: "nn", Editors: "19:x@thread.tacv2"}
	if got := chosen(t, j, tenantID)[chat.ForChannel]; got != want {
		t.Errorf("kept %+v, want %+v", got, want)
	}
	form = open() // in the language that was chosen for the channel
	for _, w := range []string{"Heile organisasjonen", `"value":"here"`, `"value":"nn"`} {
		if !strings.Contains(form, w) {
			t.Errorf("what was chosen does not stand in the form: %s is not in %s", w, form)
		}
	}
	// What is sent to the editors comes there, and to no other room.
	send := inChannel("", m.activity("invoke"))
	send["name"] = "adaptiveCard/action"
	send["value"] = press(map[string]any{"verb": "send", "ref": "nb/introduksjonsprogram/payer/0", "text": "Hvem betaler for førerkort?"})
	r.send(t, send)
	if s := m.next(t); !strings.Contains(s.Path, "/19:x@thread.tacv2/activities") || !strings.Contains(fmt.Sprint(s.Activity["text"]), "førerkort") {
		t.Errorf("the editors are told %v at %s", s.Activity["text"], s.Path)
	}
	other := in("c-9", send)
	other["id"], other["channelData"] = "other", nil
	other["value"] = press(map[string]any{"verb": "send", "ref": "nb/introduksjonsprogram/payer/0", "text": "Hvem betaler for busskort?"})
	r.send(t, other)
	if s := m.next(t); !strings.Contains(s.Path, "/19:default@thread.tacv2/activities") {
		t.Errorf("the editors of a conversation without its own are told at %s", s.Path)
	}
	if n := len(m.sent); n != 0 {
		t.Errorf("%d more activities are sent", n)
	}
}

// TestSettingsRefused: who administers nothing is told so, when they ask and when they send,
// whatever the press says; a press of the other tenant's administrator reaches neither.
func TestSettingsRefused(t *testing.T) {
	m := newMicrosoft(t)
	j := openJournal(t, journal.Config{})
	c := m.administered(t, j)
	r := run(t, m, c)
	said := func(a map[string]any) string { t.Helper(); return r.send(t, a).Body.String() }
	r.send(t, inChannel(adminTwo, m.message("<at>Veiviser</at> innstillingar")))
	if s := m.next(t); !strings.Contains(s.Path, "isTargetedActivity") || !strings.Contains(fmt.Sprint(s.Activity["text"]), "Spør en av dem") {
		t.Errorf("who administers another tenant is told %v at %s", s.Activity["text"], s.Path)
	}
	fields := map[string]string{"lang": "en", "answers": "private", "municipality": "4204", "editors": "-"}
	good := m.saving(adminOne, "workspace", fields)
	nobody := m.saving("", "workspace", fields)
	nynorsk := m.saving(adminTwo, "workspace", fields)
	nynorsk["locale"], nynorsk["value"] = "nn-NO", press(map[string]any{"verb": "savesettings", "ref": "nn///0", "value": "workspace"})
	hidden := m.saving(adminTwo, "workspace", fields)
	hidden["value"].(map[string]any)["action"].(map[string]any)["data"].(map[string]any)["tenantId"] = tenantID
	for name, tt := range map[string]struct {
		a    map[string]any
		want string
	}{
		"who has no object id":                       {nobody, "Spør en av dem"},
		"who administers another tenant, in nynorsk": {nynorsk, "Spør ein av dei"},
		"a tenant in what the button carries":        {hidden, "Spør en av dem"},
		"a press of the other tenant, replayed":      {within(secondTenant, good), "Spør en av dem"},
		"a level that isn't there":                   {m.saving(adminOne, "planet", fields), "på nytt"},
		"a number that is none":                      {m.saving(adminOne, "workspace", map[string]string{"municipality": "oslo"}), "fire siffer"},
		"a channel that was named, not chosen there": {m.saving(adminOne, "channel", map[string]string{"editors": "19:other@thread.tacv2"}), "Legg til appen"},
	} {
		if got := said(tt.a); !strings.Contains(got, tt.want) || !strings.Contains(got, "vnd.microsoft.error") {
			t.Errorf("%s: answered %s, want %q", name, got, tt.want)
		}
	}
	alone := in("c-1", m.saving(adminOne, "channel", fields)) // where there is no channel
	alone["channelData"] = nil
	if got := said(alone); !strings.Contains(got, "på nytt") {
		t.Errorf("a channel in a chat of two: %s", got)
	}
	m.fail = []int{403} // a channel that the app was taken out of
	if got := said(m.saving(adminOne, "channel", map[string]string{"editors": "here"})); !strings.Contains(got, "Legg til appen") {
		t.Errorf("a channel that can't be posted to: %s", got)
	}
	if one, two := chosen(t, j, tenantID), chosen(t, j, secondTenant); len(one)+len(two) != 0 {
		t.Errorf("kept %v and %v", one, two)
	}
	// Where the operator named nobody, nobody chooses.
	c.App.Admins, c.Ledger = nil, openJournal(t, journal.Config{}).Events
	r = run(t, m, c)
	if w := r.send(t, good); !strings.Contains(w.Body.String(), "får ikke vite") {
		t.Errorf("without a list: %s", w.Body)
	}
	if n := len(m.sent); n != 0 {
		t.Errorf("%d more activities are sent", n)
	}
}
