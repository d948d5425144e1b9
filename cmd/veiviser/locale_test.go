package main

import (
	"encoding/base64"
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/text/language"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/content"
)

// tags are what clients may name as their language: those of the guide, others, what
// is no tag at all.
var tags = []string{
	"nb-NO", "nn-NO", "no", "en-US", "en-GB", "sv-SE", "da-DK", "de-DE", "fr-FR", "es-ES", "pl-PL", "uk-UA", "ar-SA", "fa-AF", "ti-ER", "so-SO", "se-NO", "zh-CN",
	"nb_NO", "NB", "x-klingon", "", "*", strings.Repeat("a", 300), "\x00", "../../etc",
}

// cardTexts lead to every kind of card, with an entry of every kind, in the guide that
// ships with the program.
func cardTexts(g *content.Guide) []string {
	texts := []string{
		"hei", "takk", "KVP", "hva er KVP?", "jobbsjansen", "привіт", "مرحبا", "norskkurs eller fagbrev på jobb", // an entry, two, words of no entry
		"reise jamal", "hvilke tilbud finnes for flyktninger med A2", "kart", "hjelp", "språk nn", "language klingon",
		"arbeid", "introduksjonsprogrammet eller kvalifiseringsprogrammet", "hvor høy er eiffeltårnet", "deltaker 15076500565 trenger norskkurs", "", "🙂", strings.Repeat("norskkurs ", 500),
	}
	for _, k := range content.Kinds() {
		texts = append(texts, g.OfKind(k)[0].Text(content.Bokmal).Title)
	}
	return texts
}

// doors is a running service with everything switched on, and what is sent through
// every door it has.
type doors struct {
	*server
	platform *fakePlatform
	guide    *content.Guide
	texts    []string
	sent     int // requests, which tell apart what platforms number
	want     map[string]int
}

func (d *doors) next() string {
	d.sent++
	return strconv.Itoa(d.sent)
}

// ok sends a request that must not fail on our side, and returns the answer.
func (d *doors) ok(t *testing.T, method, path, body string, headers ...string) (int, string) {
	t.Helper()
	resp, got := d.do(t, method, path, body, headers...)
	if resp.StatusCode >= http.StatusInternalServerError {
		t.Fatalf("%s %.80s %.200q: %s", method, path, body, resp.Status)
	}
	return resp.StatusCode, got
}

// TestEveryLanguageAtEveryDoor: whatever language a client says it speaks, every kind
// of card comes through every door, nothing fails and nothing panics.
func TestEveryLanguageAtEveryDoor(t *testing.T) {
	bottest.OneByOne(t)
	t.Parallel()
	f := newFakePlatform(t)
	vars := settings{
		"VEIVISER_SLACK_SIGNING_SECRET": signingSecret, "VEIVISER_SLACK_BOT_TOKEN": "xoxb-one", "VEIVISER_SLACK_API_URL": f.URL + "/api/",
		"VEIVISER_TEAMS_DEV": "true", "VEIVISER_TEAMS_WEBHOOK_SECRET": webhookSecret, "VEIVISER_BASE_URL": publicURL,
	}
	g := whole(t).guide
	d := &doors{server: start(t, vars, "--data", t.TempDir(), "--content", ""), platform: f, guide: g, texts: cardTexts(g), want: map[string]int{}}
	d.cards(t)
	for i, tag := range bottest.Some(tags) {
		d.web(t, i, tag)
		d.webhook(t, tag, d.texts)
		d.teams(t, i, tag)
		d.slack(t, i, tag)
	}
	var short []string
	for a := 'a'; a <= 'z'; a++ {
		for b := 'a'; b <= 'z'; b++ {
			if tag := string(a) + string(b); language.Make(tag) != language.Und {
				short = append(short, tag)
			}
		}
	}
	for _, tag := range bottest.Some(short) {
		d.webhook(t, tag, []string{"hei"})
	}
	metrics := d.page(t, "/metrics")
	if strings.Contains(metrics, "veiviser_panics_total{") {
		t.Error("something panicked")
	}
	d.stop(t) // what was taken on is answered first
	if got := f.counted(); !maps.Equal(got, d.want) {
		t.Errorf("Slack and Teams got %v, want %v", got, d.want)
	}
	for line := range strings.Lines(d.log.String()) {
		if strings.Contains(line, `"level":"ERROR"`) {
			t.Errorf("logged %s", line)
		}
	}
}

// cards checks that the texts lead to every kind of card and of entry.
func (d *doors) cards(t *testing.T) {
	t.Helper()
	kinds, entries := map[bot.CardKind]bool{}, map[content.Kind]bool{}
	for _, text := range d.texts {
		var r struct{ Answer bot.Card }
		_, body := d.ok(t, http.MethodPost, "/api/ask", marshal(t, object{"question": text}), "Content-Type", "application/json")
		if err := json.Unmarshal([]byte(body), &r); err != nil {
			t.Fatal(err)
		}
		kinds[r.Answer.Kind], entries[r.Answer.EntryKind] = true, true
	}
	for _, k := range []bot.CardKind{bot.EntryCard, bot.StepCard, bot.ChoicesCard, bot.NoneCard, bot.ListCard, bot.TextCard} {
		if !kinds[k] {
			t.Errorf("no text leads to a card of kind %s", k)
		}
	}
	for _, k := range content.Kinds() {
		if !entries[k] {
			t.Errorf("no text leads to an entry of kind %s", k)
		}
	}
}

// web goes through the API, the chat page and the pages. A header can't hold all that
// JSON can.
func (d *doors) web(t *testing.T, i int, tag string) {
	t.Helper()
	accept := strings.ReplaceAll(tag, "\x00", "")
	for _, text := range d.inTurn(i, 6) {
		if code, _ := d.ok(t, http.MethodPost, "/api/ask", marshal(t, object{"question": text}), "Content-Type", "application/json", "Accept-Language", accept); code != http.StatusOK {
			t.Errorf("the API in %.20q: %d", tag, code)
		}
		form := url.Values{"q": {text}, "lang": {tag}}
		if code, _ := d.ok(t, http.MethodPost, "/", form.Encode(), "Content-Type", "application/x-www-form-urlencoded", "Accept-Language", accept); code != http.StatusOK {
			t.Errorf("the chat page in %.20q: %d", tag, code)
		}
	}
	code, _ := d.ok(t, http.MethodPost, "/api/ask", marshal(t, object{"question": "KVP", "lang": tag}), "Content-Type", "application/json")
	if _, known := content.ParseLang(tag); (code == http.StatusOK) != (known || tag == "") {
		t.Errorf("the API asked for %.20q: %d", tag, code)
	}
	segment := url.PathEscape(tag)
	for n := range 2 {
		id := d.guide.OfKind(content.Kinds()[(2*i+n)%len(content.Kinds())])[0].ID
		d.ok(t, http.MethodGet, "/"+segment+"/"+id, "")
		d.ok(t, http.MethodGet, "/nb/"+id+"?lang="+url.QueryEscape(tag), "", "Accept-Language", accept)
		d.ok(t, http.MethodGet, "/oembed?url="+url.QueryEscape(publicURL+"/"+tag+"/"+id), "")
		d.ok(t, http.MethodPost, "/feedback", url.Values{"lang": {tag}, "entry": {id}, "helpful": {"yes"}}.Encode(), "Content-Type", "application/x-www-form-urlencoded")
	}
	for _, path := range []string{"/" + segment, "/" + segment + "/map", "/" + segment + "/jamal?step=2", "/" + segment + "/jamal/note", "/pictures/" + segment + "/jamal.png", "/?lang=" + url.QueryEscape(tag)} {
		d.ok(t, http.MethodGet, path, "", "Accept-Language", accept)
	}
}

// webhook asks the outgoing webhook of Teams, which answers in the response.
func (d *doors) webhook(t *testing.T, tag string, texts []string) {
	t.Helper()
	key, err := base64.StdEncoding.DecodeString(webhookSecret)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range texts {
		m := message("w"+d.next(), text)
		m["locale"] = tag
		body := marshal(t, m)
		code, got := d.ok(t, http.MethodPost, "/teams/webhook", body, "Authorization", "HMAC "+base64.StdEncoding.EncodeToString(mac(key, body)))
		if code != http.StatusOK || !strings.Contains(got, `"summary":"`) {
			t.Errorf("the webhook asked %.20q in %.20q: %d %.200s", text, tag, code, got)
		}
	}
}

// inTurn are n of the texts, others for each i, so that all have their turn: the
// platforms' rates allow no more.
func (d *doors) inTurn(i, n int) []string {
	return slices.Collect(func(yield func(string) bool) {
		for k := range n {
			if !yield(d.texts[(i*n+k)%len(d.texts)]) {
				return
			}
		}
	})
}

// TestEveryLanguageInTheTerminal: a language that is none of the guide's is refused in
// words.
func TestEveryLanguageInTheTerminal(t *testing.T) {
	t.Parallel()
	bottest.OneByOne(t)
	for _, tag := range append(slices.Clone(tags), "nb", "nn", "en") {
		_, known := content.ParseLang(tag)
		for _, text := range []string{"norskkurs", "reise jamal", "hjelp"} {
			out, err := try(t, nil, "ask", "--content", small, "--lang", tag, text)
			if known || tag == "" {
				if err != nil || out == "" {
					t.Errorf("ask --lang %q: %v", tag, err)
				}
			} else if err == nil || !strings.Contains(err.Error(), "want nb, nn or en") {
				t.Errorf("ask --lang %.20q: %v, want the languages there are", tag, err)
			}
		}
		if _, err := try(t, nil, "map", "--content", small, "--format", "svg", "--lang", tag); (err == nil) != known {
			t.Errorf("map --lang %.20q: %v", tag, err)
		}
	}
}
