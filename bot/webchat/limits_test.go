package webchat_test

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"veiviser/bot/webchat"
	"veiviser/locales"
)

// token opens the report in tests.
const token = "a-token-of-the-editors"

// from is a request that comes from an address; header pairs follow.
func (s *site) from(tb testing.TB, addr string, r *http.Request, header ...string) *http.Response {
	tb.Helper()
	r.RemoteAddr = netip.AddrPortFrom(netip.MustParseAddr(addr), 4711).String()
	return s.do(tb, r, header...)
}

func formRequest(path string, form url.Values) *http.Request {
	r := httptest.NewRequest("POST", path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return r
}

// wantTooOften checks a refusal: a sentence in the language, and when to come again.
func wantTooOften(tb testing.TB, res *http.Response, lang string) (wait time.Duration) {
	tb.Helper()
	if res.StatusCode != http.StatusTooManyRequests {
		tb.Fatalf("status %d, want 429", res.StatusCode)
	}
	seconds, err := strconv.Atoi(res.Header.Get("Retry-After"))
	if err != nil || seconds < 1 {
		tb.Errorf("Retry-After %q, want seconds", res.Header.Get("Retry-After"))
	}
	words, err := locales.New()
	if err != nil {
		tb.Fatal(err)
	}
	contains(tb, body(tb, res), words.In(lang).Text(locales.WebTooOftenText))
	return time.Duration(seconds) * time.Second
}

// Every way to ask is limited, by one count an address: another address is not held up,
// an IPv6 subscriber is one address, and when the time has passed one may ask again.
func TestQuestionsFromOneAddress(t *testing.T) {
	ask := map[string]func() *http.Request{
		"API": func() *http.Request {
			return formRequest("/api/ask", url.Values{"question": {"fagbrev"}, "lang": {"nn"}})
		},
		"form": func() *http.Request { return formRequest("/", url.Values{"q": {"xyzzy"}, "lang": {"nn"}}) },
		"link": func() *http.Request { return httptest.NewRequest("GET", "/?q=xyzzy&lang=nn", nil) },
	}
	for name, request := range ask {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := newSite(t, func(c *webchat.Config) { c.Limits.Questions = 3 })
				for i := range 3 {
					if res := s.from(t, "2001:db8::"+strconv.Itoa(i), request()); res.StatusCode != http.StatusOK {
						t.Fatalf("question %d: %s", i, res.Status)
					}
				}
				for other, another := range ask {
					res := s.from(t, "2001:db8::9", another())
					if kind := res.Header.Get("Content-Type"); strings.Contains(kind, "json") != (other == "API") {
						t.Errorf("%s is refused as %s", other, kind)
					}
					wantTooOften(t, res, "nn")
				}
				wait := wantTooOften(t, s.from(t, "2001:db8::9", request()), "nn")
				if res := s.from(t, "2001:db8:1::9", request()); res.StatusCode != http.StatusOK {
					t.Errorf("another subscriber: %s", res.Status)
				}
				time.Sleep(wait)
				if res := s.from(t, "2001:db8::9", request()); res.StatusCode != http.StatusOK {
					t.Errorf("after %v: %s", wait, res.Status)
				}
			})
		})
	}
}

// Whoever runs the service asks as often as they like; a conversation has its own limit
// wherever it comes from.
func TestTurnsOfOneConversation(t *testing.T) {
	s := newSite(t, func(c *webchat.Config) { c.Limits.Questions, c.Limits.Turns = 1, 2 })
	ask := func(conversation string) *http.Response {
		return s.from(t, "127.0.0.1", formRequest("/api/ask", url.Values{"question": {"fagbrev"}, "conversation": {conversation}}))
	}
	for range 2 {
		if res := ask("a"); res.StatusCode != http.StatusOK {
			t.Fatal(res.Status)
		}
	}
	wantTooOften(t, ask("a"), "nb")
	for _, other := range []string{"b", "", "", ""} {
		if res := ask(other); res.StatusCode != http.StatusOK {
			t.Errorf("conversation %q: %s", other, res.Status)
		}
	}
}

// A reader is one person for an entry and a day, whatever is sent; another browser or
// address is another person. Only so much comes from one address.
func TestOneVoteAPerson(t *testing.T) {
	s := newSite(t, func(c *webchat.Config) { c.Limits.Feedback = 4 })
	vote := func(addr, browser string) *http.Response {
		form := url.Values{"lang": {"nb"}, "entry": {"fagbrev"}, "helpful": {"yes"}}
		return s.from(t, addr, formRequest("/feedback", form), "User-Agent", browser, "X-Forwarded-For", "203.0.113.9")
	}
	for _, v := range [][2]string{{"192.0.2.1", "A"}, {"192.0.2.1", "A"}, {"192.0.2.1", "B"}, {"192.0.2.2", "A"}} {
		if res := vote(v[0], v[1]); res.StatusCode != http.StatusOK {
			t.Fatalf("%v: %s", v, res.Status)
		}
	}
	persons := map[string]int{}
	for _, f := range s.journal.feedback {
		persons[f.Person]++
	}
	if len(persons) != 3 || persons[s.journal.feedback[0].Person] != 2 {
		t.Errorf("persons %v, want three of which the first voted twice", persons)
	}
	vote("192.0.2.1", "C")
	wantTooOften(t, vote("192.0.2.1", "D"), "nb")
}

// Wrong tokens hold their address back ever longer, the right one too meanwhile; nobody
// else is held back, and a request without a token is no guess.
func TestReportGuesses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSite(t, func(c *webchat.Config) { c.Reporter, c.ReportToken = counted{}, token })
		try := func(addr, header string) *http.Response {
			return s.from(t, addr, httptest.NewRequest("GET", "/report.csv", nil), "Authorization", header)
		}
		for range 20 {
			if res := try("192.0.2.1", ""); res.StatusCode != http.StatusUnauthorized {
				t.Fatalf("without a token: %s", res.Status)
			}
		}
		for i := range 6 {
			if res := try("192.0.2.1", "Bearer guess"+strconv.Itoa(i)); res.StatusCode != http.StatusUnauthorized {
				t.Fatalf("guess %d: %s", i, res.Status)
			}
		}
		wantTooOften(t, try("192.0.2.1", "Bearer "+token), "nb")
		if res := try("192.0.2.2", "Bearer "+token); res.StatusCode != http.StatusOK {
			t.Errorf("another address: %s", res.Status)
		}
		begin, guesses := time.Now(), 0
		for time.Since(begin) < time.Hour {
			res := try("192.0.2.1", "Bearer x"+strconv.Itoa(guesses))
			if res.StatusCode == http.StatusUnauthorized {
				guesses++
				continue
			}
			time.Sleep(wantTooOften(t, res, "nb"))
		}
		if guesses > 70 {
			t.Errorf("%d guesses in an hour, want about one a minute", guesses)
		}
		time.Sleep(time.Minute)
		if res := try("192.0.2.1", "Bearer "+token); res.StatusCode != http.StatusOK {
			t.Errorf("the right token afterwards: %s", res.Status)
		}
		time.Sleep(15 * time.Minute)
		for i := range 5 {
			if res := try("192.0.2.1", "Bearer guess"); res.StatusCode != http.StatusUnauthorized {
				t.Errorf("guess %d after all was forgotten: %s", i, res.Status)
			}
		}
	})
}

func TestShortReportTokenIsRefused(t *testing.T) {
	words, err := locales.New()
	if err != nil {
		t.Fatal(err)
	}
	_, err = webchat.New(webchat.Config{Words: words, ReportToken: "hemmelig1234567"})
	if err == nil || !strings.Contains(err.Error(), "16") || strings.Contains(err.Error(), "hemmelig") {
		t.Errorf("New with a token of 15 characters: %v", err)
	}
}

// X-Forwarded-For is believed from the proxies alone, and of it only what a proxy wrote.
func TestWhoseAddressCounts(t *testing.T) {
	proxies, err := webchat.ParseProxies("10.0.0.0/8, 192.0.2.1 2001:db8::/32")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ name, from, header, same string }{
		{"nobody's proxy", "198.51.100.1", "203.0.113.5", "198.51.100.1"},
		{"a proxy", "10.1.2.3", "203.0.113.5", "203.0.113.5"},
		{"a proxy over IPv6", "2001:db8::1", "203.0.113.5", "203.0.113.5"},
		{"two proxies", "10.1.2.3", "203.0.113.5, 192.0.2.1", "203.0.113.5"},
		{"made up by the reader", "10.1.2.3", "127.0.0.1, 1.2.3.4, 203.0.113.5", "203.0.113.5"},
		{"no address", "10.1.2.3", "203.0.113.5, unknown", "10.1.2.3"},
		{"nothing", "10.1.2.3", "", "10.1.2.3"},
		{"mapped", "10.1.2.3", "::ffff:203.0.113.5", "203.0.113.5"},
	} {
		s := newSite(t, func(c *webchat.Config) { c.Proxies, c.Limits.Questions = proxies, 1 })
		ask := func(addr, header string) int {
			return s.from(t, addr, formRequest("/api/ask", url.Values{"question": {"fagbrev"}}), "X-Forwarded-For", header).StatusCode
		}
		first := ask(tt.from, tt.header)
		again := ask("10.9.9.9", tt.same)
		if !proxies[0].Contains(netip.MustParseAddr("10.9.9.9")) || first != http.StatusOK || again != http.StatusTooManyRequests {
			t.Errorf("%s: %d, then from %s %d; want 200 and 429", tt.name, first, tt.same, again)
		}
	}
	for _, bad := range []string{"proxy.example.no", "10.0.0.0/33", "10.0.0.1:80"} {
		if _, err := webchat.ParseProxies(bad); err == nil || !strings.Contains(err.Error(), bad) {
			t.Errorf("ParseProxies(%q): %v", bad, err)
		}
	}
	if ps, err := webchat.ParseProxies(" "); err != nil || len(ps) != 0 {
		t.Errorf("no proxies: %v, %v", ps, err)
	}
}

func FuzzProxies(f *testing.F) {
	f.Add("10.0.0.0/8", "1.2.3.4, ::1")
	f.Fuzz(func(t *testing.T, list, header string) {
		ps, err := webchat.ParseProxies(list)
		if err != nil {
			return
		}
		s := newSite(t, func(c *webchat.Config) { c.Proxies = append(ps, netip.MustParsePrefix("192.0.2.1/32")) })
		r := httptest.NewRequest("GET", "/?q=xyzzy", nil)
		r.Header.Set("X-Forwarded-For", header)
		if res := s.from(t, "192.0.2.1", r); res.StatusCode != http.StatusOK {
			t.Errorf("%q behind %q: %s", header, list, res.Status)
		}
	})
}
