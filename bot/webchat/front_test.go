package webchat_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/bot/webchat"
	"veiviser/content"
)

// TestFrontReaches: each topic, journey, grant and tool, and the map, is one press from the
// front page in every language, and is there.
func TestFrontReaches(t *testing.T) {
	bottest.OneByOne(t)
	s := newWholeSite(t)
	for _, l := range content.Langs() {
		page := mainOf(body(t, s.get(t, "/?lang="+string(l))))
		paths := []string{bot.MapPath(l)}
		n := map[content.Kind]int{}
		for _, e := range s.guide.Entries() {
			if e.Kind == content.Topic || e.Kind == content.Journey || e.Kind == content.Resource || e.Kind == content.Support && e.Recipient == "municipality" && !e.Closed {
				paths = append(paths, bot.Ref{Lang: l, Entry: e.ID}.Path())
				n[e.Kind]++
			}
		}
		if n[content.Topic] != 10 || n[content.Journey] != 8 || n[content.Support] < 4 {
			t.Errorf("the guide has %v", n)
		}
		for _, p := range paths {
			contains(t, page, `href="`+p+`"`)
			if got := s.get(t, p).StatusCode; got != http.StatusOK {
				t.Errorf("GET %s: status %d", p, got)
			}
		}
		for _, topic := range s.guide.Topics() {
			contains(t, page, topic.Text(l).Differs)
		}
		if beads := strings.Count(page, `cy="13"`); beads < 8*4 {
			t.Errorf("%s: the journeys have %d steps", l, beads)
		}
		if examples := strings.Count(page, `name="example" value="`); examples != 4 {
			t.Errorf("%s: %d examples", l, examples)
		}
	}
	lacks(t, body(t, s.get(t, "/?q=kvp")), `class="page-width front"`)
}

// TestTwentyQuestions: each of twenty questions is answered by asking it, or by one press
// more on a choice.
func TestTwentyQuestions(t *testing.T) {
	bottest.OneByOne(t)
	s := newWholeSite(t)
	most := 0
	for _, tt := range []struct{ question, entry string }{
		{"hvor lenge varer KVP", "kvalifiseringsprogram"},
		{"hvem betaler for fagbrev på jobb", "fagbrev-pa-jobb"},
		{"hva lever hun av i introduksjonsprogrammet", "introduksjonsprogram"},
		{"hva kreves for jobbsjansen", "jobbsjansen"},
		{"hvilket norsknivå kreves for arbeidstrening", "arbeidstrening"},
		{"hvem har ansvar for videregående opplæring for voksne", "videregaende-opplaering-for-voksne"},
		{"hvor lenge kan en være på AMO-kurs", "amo-kurs"},
		{"hva er vekslingsmodellen", "vekslingsmodell"},
		{"hvem kan få flyktningstipend", "flyktningstipend"},
		{"når har vi plikt til å bruke tolk", "bruk-av-tolk"},
		{"hvordan søker kommunen om tilskudd til Jobbsjansen", "tilskudd-jobbsjansen"},
		{"kan mentor brukes sammen med lønnstilskudd", "mentor"},
		{"kva er lærekandidat", "laerekandidat"},
		{"kor lenge har ein rett til norskopplæring", "norskopplaering"},
		{"kven betaler for norskprøva", "norskprove"},
		{"kva lever deltakaren av i førebuande opplæring for vaksne", "forberedende-opplaering-for-voksne"},
		{"how long is the introduction programme", "introduksjonsprogram"},
		{"who can get recognition of foreign higher education", "godkjenning-av-hoyere-utdanning"},
		{"what is supported employment", "supported-employment"},
		{"requirements for permanent residence", "norskkrav-opphold-og-statsborgerskap"},
	} {
		interactions := 1
		var r bot.Reply
		ask := func(form url.Values) bot.Card {
			t.Helper()
			form.Set("conversation", tt.entry+tt.question)
			if err := json.Unmarshal([]byte(body(t, s.post(t, "/api/ask", form))), &r); err != nil {
				t.Fatal(err)
			}
			return r.Answer.Card
		}
		card := ask(url.Values{"question": {tt.question}})
		if card.Kind == bot.ChoicesCard {
			interactions++
			card = ask(url.Values{"choice": {tt.entry}})
		}
		if card.Entry != tt.entry || len(card.Points) == 0 {
			t.Errorf("%q: %s %q, want %s", tt.question, card.Kind, card.Entry, tt.entry)
		}
		most = max(most, interactions)
	}
	t.Logf("at most %d interactions", most)
}

// TestNews: what is in force and what is to come is told by the day it is.
func TestNews(t *testing.T) {
	page := func(day string) (coming, inForce string) {
		t.Helper()
		now, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		s := newWholeSite(t, func(c *webchat.Config) { c.Now = func() time.Time { return now } })
		_, rest, _ := strings.Cut(body(t, s.get(t, "/")), `id="news"`)
		coming, rest, _ = strings.Cut(rest, "I kraft")
		inForce, _, _ = strings.Cut(rest, "</ul>")
		return coming, inForce
	}
	const tolk, age, kindergarten = "Dispensasjonen fra kravet om kvalifisert tolk", "skal heves fra 55 til 60 år", "Barnehageloven §§ 27 og 28"
	coming, inForce := page("2026-11-28")
	contains(t, coming, tolk, "31. desember 2026", age, "Dagen er ikke bestemt", `href="/nb/bruk-av-tolk"`, `href="/nb/introduksjonsprogram"`)
	contains(t, inForce, kindergarten, "1. august 2026")
	lacks(t, inForce, tolk, "Noe her bygger på eldre kilder", "2019")
	lacks(t, coming, kindergarten)
	if strings.Index(coming, tolk) > strings.Index(coming, age) {
		t.Error("what has no day stands before what has one")
	}

	coming, inForce = page("2026-12-31")
	lacks(t, coming, tolk)
	contains(t, inForce, tolk)

	coming, _ = page("2026-07-31")
	contains(t, coming, kindergarten)
}
