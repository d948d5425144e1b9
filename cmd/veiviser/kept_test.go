package main

import (
	"fmt"
	"html"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"veiviser/bot"
	"veiviser/bot/journal"
	"veiviser/bot/webchat"
	"veiviser/content"
	"veiviser/locales"
)

// TestEveryRetentionIsTold: each time that the journal keeps something for stands on the page
// on privacy, in every language, as it is set: a new one can't be forgotten, and none is written
// there by hand.
func TestEveryRetentionIsTold(t *testing.T) {
	t.Parallel()
	var r journal.Retention
	v := reflect.ValueOf(&r).Elem()
	for i := range v.NumField() {
		v.Field(i).SetInt(int64(time.Duration(1001+i) * time.Hour)) // whole hours that are no days
	}
	words, err := locales.New()
	if err != nil {
		t.Fatal(err)
	}
	p := whole(t)
	for lang, page := range privacyPages(t, webchat.Config{Bot: bot.New(bot.Config{Guide: p.guide, Index: p.index, Words: words}), Words: words, Log: slog.New(slog.DiscardHandler), Kept: whatIsKept(r)}) {
		told := func(k locales.Key, n int) bool { return strings.Contains(page, words.In(string(lang)).Count(k, n)) }
		for i := range v.NumField() {
			if !told(locales.PrivacyHours, 1001+i) {
				t.Errorf("%s: the page does not tell how long Retention.%s is", lang, v.Type().Field(i).Name)
			}
		}
		if !told(locales.PrivacyDays, bot.InquiryDays) || !told(locales.PrivacyMinutes, int(journal.KeptFor/time.Minute)) {
			t.Errorf("%s: the page does not tell how long a text to the editors or a command is kept:\n%s", lang, page)
		}
	}
}

// privacyPages are the pages on privacy as text.
func privacyPages(t *testing.T, c webchat.Config) map[content.Lang]string {
	t.Helper()
	web, err := webchat.New(c)
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	web.Register(mux)
	out := map[content.Lang]string{}
	for _, l := range content.Langs() {
		rec := httptest.NewRecorder()
		mux.ServeHTTP(rec, httptest.NewRequest(http.MethodGet, "/"+string(l)+"/privacy", nil))
		if rec.Code != http.StatusOK {
			t.Fatalf("%s: %d", l, rec.Code)
		}
		out[l] = html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(rec.Body.String(), ""))
	}
	return out
}

// TestOperator: who answers for the service is checked, told on the page, and missed where
// people write to it in chats.
func TestOperator(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		vars settings
		want string
	}{
		"long name":  {settings{"VEIVISER_OPERATOR": strings.Repeat("å", maxOperator+1), "VEIVISER_OPERATOR_CONTACT": "a@example.no"}, "VEIVISER_OPERATOR: has 101 characters"},
		"no name":    {settings{"VEIVISER_OPERATOR_CONTACT": "a@example.no"}, "VEIVISER_OPERATOR: not set"},
		"no contact": {settings{"VEIVISER_OPERATOR": "Nordfjord kommune", "VEIVISER_OPERATOR_CONTACT": "ring oss"}, "VEIVISER_OPERATOR_CONTACT: is neither"},
		"a name too": {settings{"VEIVISER_OPERATOR": "Nordfjord kommune", "VEIVISER_OPERATOR_CONTACT": "Ola <ola@example.no>"}, "VEIVISER_OPERATOR_CONTACT: is neither"},
		"no https":   {settings{"VEIVISER_OPERATOR": "Nordfjord kommune", "VEIVISER_OPERATOR_CONTACT": "http://example.no"}, "VEIVISER_OPERATOR_CONTACT: is neither"},
		"an address": {settings{"VEIVISER_OPERATOR": strings.Repeat("å", maxOperator), "VEIVISER_OPERATOR_CONTACT": "personvern@example.no"}, ""},
		"a page":     {settings{"VEIVISER_OPERATOR": "Nordfjord kommune", "VEIVISER_OPERATOR_CONTACT": "https://example.no/kontakt"}, ""},
		"nobody":     {settings{}, ""},
	} {
		_, err := loadConfig(config{}, tt.vars.get)
		if got := fmt.Sprint(err); tt.want == "" && err != nil || tt.want != "" && !strings.Contains(got, tt.want) {
			t.Errorf("%s: %v, want %q", name, err, tt.want)
		}
	}
	named := webchat.Operator{Name: "Nordfjord kommune", Contact: "personvern@example.no"}
	slack := slackConfig{BotToken: "xoxb-1"}
	for name, tt := range map[string]struct {
		c    config
		want bool
	}{
		"web alone": {config{}, false}, "slack": {config{Slack: slack}, true}, "teams": {config{Teams: teamsConfig{Dev: true}}, true},
		"no contact": {config{Slack: slack, Operator: webchat.Operator{Name: "x"}}, true}, "named": {config{Slack: slack, Operator: named}, false},
	} {
		if got := tt.c.unnamed(); got != tt.want {
			t.Errorf("%s: is missed %v, want %v", name, got, tt.want)
		}
	}
	if md := must(t, settings{"VEIVISER_OPERATOR": named.Name, "VEIVISER_OPERATOR_CONTACT": named.Contact}, "record", "--content", small); !strings.Contains(md, named.Name) || !strings.Contains(md, named.Contact) {
		t.Errorf("the record does not name who answers for the service: %.600s", md)
	}
}
