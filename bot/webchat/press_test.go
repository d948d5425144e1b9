package webchat_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"veiviser/bot/webchat"
)

// pressed is what the page shows where a button of an answer was pressed.
func pressed(t *testing.T, s *site, press, conversation string) (page, then string) {
	t.Helper()
	res := s.post(t, "/", url.Values{"press": {press}, "q": {"a draft"}, "conversation": {conversation}, "part": {"exchange"}})
	if res.StatusCode != http.StatusOK {
		t.Fatalf("%q: status %d", press, res.StatusCode)
	}
	page = body(t, res)
	lacks(t, page, "a draft")
	return page, res.Header.Get("X-Conversation")
}

// TestPress: a button of an answer does what it says, also when the conversation it
// stands in is long gone, and what comes next is about what it showed.
func TestPress(t *testing.T) {
	s := newSite(t)
	for press, want := range map[string]string{
		"show nb/fagbrev/livelihood/0":            "Den ansatte beholder lønnen.",
		"show nn/fagbrev/livelihood/0":            "Den tilsette held på løna.",
		"show nb/fagbrev/livelihood/0 what.1":     "Den ansatte beholder lønnen.",
		"choose nb/fagbrev/livelihood/0":          "Den ansatte beholder lønnen.",
		"show nb/jamal//2":                        "Steg 2 av 2",
		"compare nb/fagbrev/what/0 fagbrev,norsk": `<table class="ds-table compare compare-2"`,
		"compare nb/fagbrev/what/0 fagbrev,gone":  "ikke lenger",
		"show nb/gone//0":                         "ikke lenger",
		"choose nb/gone/payer/0":                  "ikke lenger",
		"page nb///0":                             "ingenting å velge mellom",
		"none nb///0 fagbrev eller norsk":         "Fant ikke noe",
		"asktext nb///0 hva er norskopplæring":    "Kurs i norsk for voksne innvandrere",
		"asktext nb///0 hva med 01019012480":      "personnummer",
	} {
		page, _ := pressed(t, s, press, "")
		contains(t, page, want)
		lacks(t, page, "01019012480")
	}
	_, conversation := pressed(t, s, "choose nb/fagbrev//0", "")
	next := body(t, s.post(t, "/", url.Values{"q": {"og hva lever hun av?"}, "conversation": {conversation}, "part": {"exchange"}}))
	contains(t, next, "Fagbrev på jobb</a> · livsopphold")
	_, again := pressed(t, s, "show nb/norsk//0", conversation)
	if again != conversation {
		t.Errorf("a press begins the conversation %s, want %s", again, conversation)
	}
}

// TestPressesOfNoPage: what no page of ours sends is a bad request.
func TestPressesOfNoPage(t *testing.T) {
	s := newSite(t)
	for _, press := range []string{"show", "show ", "show xx/fagbrev//0", "show nb/fagbrev", "feedback nb/fagbrev//0 no", "more nb/fagbrev//0", "nb/fagbrev//0", "SHOW nb/fagbrev//0", "\x00"} {
		if res := s.post(t, "/", url.Values{"press": {press}}); res.StatusCode != http.StatusBadRequest {
			t.Errorf("%q: status %d, want 400", press, res.StatusCode)
		}
	}
	if res := s.post(t, "/", url.Values{"press": {"none nb///0 " + strings.Repeat("x", 20_000)}}); res.StatusCode != http.StatusRequestEntityTooLarge {
		t.Errorf("20 kB: status %d, want 413", res.StatusCode)
	}
}

// TestMarksLeadToTheirSources: every number leads to its source in the same answer, and
// two answers of one page have no id in common.
func TestMarksLeadToTheirSources(t *testing.T) {
	s := newWholeSite(t)
	ids := map[string]bool{}
	marked := 0
	for _, q := range []string{"hvor lenge varer KVP", "hva lever man av i KVP", "introduksjonsprogram eller KVP", "reise hawa", "hvor lenge varer KVP"} {
		page := body(t, s.post(t, "/", url.Values{"q": {q}, "part": {"exchange"}}))
		here := map[string]bool{}
		for _, m := range regexp.MustCompile(` id="([^"]+)"`).FindAllStringSubmatch(page, -1) {
			if ids[m[1]] {
				t.Errorf("%s: the id %s is there twice", q, m[1])
			}
			ids[m[1]], here[m[1]] = true, true
		}
		for _, m := range regexp.MustCompile(`href="#(k[^"]+)"`).FindAllStringSubmatch(page, -1) {
			if marked++; !here[m[1]] {
				t.Errorf("%s: #%s leads nowhere", q, m[1])
			}
		}
	}
	if marked < 50 {
		t.Errorf("%d marks", marked)
	}
}

// TestTextToEditorsIsShown: where the editors read it, the asker sees in the answer what
// would be sent, and can change it.
func TestTextToEditorsIsShown(t *testing.T) {
	ask := url.Values{"q": {"hvor er <bilen>"}, "part": {"exchange"}}
	s := newSite(t, func(c *webchat.Config) { c.Desk = new(inquiries) })
	contains(t, body(t, s.post(t, "/", ask)), `action="/editors"`, ">hvor er &lt;bilen&gt;</textarea>", "90 dager", `name="send" value="1"`)
	lacks(t, body(t, newSite(t).post(t, "/", ask)), `action="/editors"`)
}

// TestSourcesBreakWhereTheyCan: neither a number and its source nor a date is broken
// between two lines.
func TestSourcesBreakWhereTheyCan(t *testing.T) {
	s := newWholeSite(t)
	page := body(t, s.post(t, "/", url.Values{"q": {"hvor lenge varer KVP?"}, "part": {"exchange"}}))
	contains(t, page, `>[1]&nbsp;<a`, "kontrollert 2.\u00a0juli\u00a02026")
}
