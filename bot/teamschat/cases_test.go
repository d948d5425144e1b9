package teamschat_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"

	"veiviser/bot/teamschat"
	"veiviser/locales"
)

// Kinds of faults that users of other programs reported in public, each tried in the
// places where it could be here.

// TestUnknownLocale: whatever language somebody's Teams runs in, everything they can do
// is answered, in a language of the guide (microsoft-teams-faqplusplus-app#113).
func TestUnknownLocale(t *testing.T) {
	m := newMicrosoft(t)
	c := m.config(t)
	c.WebhookSecret = secret
	r := run(t, m, c)
	for _, tag := range []string{"sv-SE", "da-DK", "de-DE", "pl-PL", "uk-UA", "se-NO", "ar-SA", "", "x", "-", strings.Repeat("n", 1000), "nb_NO", "NN"} {
		said := func(kind string, change func(map[string]any)) map[string]any {
			a := m.activity(kind)
			a["locale"] = tag
			change(a)
			return a
		}
		for _, text := range []string{"hei", "KVP", "norsk", "AMO-kurs", "xyzzy", number} {
			r.send(t, said("message", func(a map[string]any) { a["text"] = text }))
			card(t, m.next(t).Activity)
			r.send(t, said("messageUpdate", func(a map[string]any) {
				a["text"], a["channelData"] = text, map[string]any{"eventType": "editMessage"}
			}))
			card(t, m.next(t).Activity)
			if got := r.hook(t, said("message", func(a map[string]any) { a["text"] = text })); got.Code != http.StatusOK {
				t.Errorf("%q in %q: the webhook answers %d", text, tag, got.Code)
			}
			for name, value := range map[string]any{"composeExtension/query": query(text), "adaptiveCard/action": press(map[string]any{"verb": "rm", "lang": "nb"})} {
				r.send(t, said("invoke", func(a map[string]any) { a["name"], a["value"] = name, value }))
			}
		}
		r.send(t, said("conversationUpdate", func(a map[string]any) { a["membersAdded"] = []any{map[string]any{"id": "28:bot"}} }))
		card(t, m.next(t).Activity)
		for _, reaction := range []string{"like", "dislike"} {
			r.send(t, said("invoke", func(a map[string]any) {
				a["name"], a["value"] = "message/fetchTask", map[string]any{"actionName": "feedback", "actionValue": map[string]any{"reaction": reaction}}
			}))
		}
	}
}

// TestTwoBubblesEachSaySomething: Teams shows the text and the card of a message as two,
// and the chat list says the first: the text is the answer and the card repeats nothing
// of it (msteams-docs#1998, #4539).
func TestTwoBubblesEachSaySomething(t *testing.T) {
	m := newMicrosoft(t)
	r := run(t, m, m.config(t))
	for _, q := range []string{
		"Hva kreves for fagbrev på jobb?", "hva er jobbsjansen", "hvem betaler introduksjonsprogrammet", "norsk på jobben", "xyzzy", "hjelp", "kart", "takk",
		"hva kan en med A1 gjøre", "hva er forskjellen på introduksjonsprogram og KVP", "hvilke reiser finnes", number, "reise jamal", "",
	} {
		r.send(t, m.message(q))
		a := m.next(t).Activity
		text, _ := a["text"].(string)
		attachments, _ := a["attachments"].([]any)
		if text == "" && len(attachments) == 0 {
			t.Errorf("%q: nothing is said", q)
		}
		if a["summary"] == "" || strings.ContainsAny(fmt.Sprint(a["summary"]), "*[]\n") {
			t.Errorf("%q: the chat list says %q", q, a["summary"])
		}
		for _, at := range attachments {
			body, _ := at.(map[string]any)["content"].(map[string]any)["body"].([]any)
			actions, _ := at.(map[string]any)["content"].(map[string]any)["actions"].([]any)
			if len(body)+len(actions) == 0 {
				t.Errorf("%q: a card with nothing on it", q)
			}
			shown := string(encode(t, body))
			for line := range strings.SplitSeq(text, "\n") {
				if line = strings.TrimPrefix(line, "- "); len(line) > 20 && strings.Contains(shown, line) {
					t.Errorf("%q: said twice: %q", q, line)
				}
			}
		}
	}
}

// TestCitationsAreBoundToStatements: each mark of the text has its source among the
// citations, and each citation its mark.
func TestCitationsAreBoundToStatements(t *testing.T) {
	m := newMicrosoft(t)
	r := run(t, m, m.config(t))
	for _, q := range []string{"hvor lenge varer KVP?", "hva er introduksjonsstønad?", "hvem betaler introduksjonsprogrammet?", "what is jobbsjansen"} {
		r.send(t, m.message(q))
		a := m.next(t).Activity
		text := a["text"].(string)
		all := a["entities"].([]any)[0].(map[string]any)["citation"].([]any)
		for i, c := range all {
			c := c.(map[string]any)
			about := c["appearance"].(map[string]any)
			mark := fmt.Sprintf("[%d]", i+1)
			if c["position"] != float64(i+1) || !strings.Contains(text, " "+mark) || about["name"] == "" || about["abstract"] == "" {
				t.Errorf("%s: citation %v of the text %q", q, c, text)
			}
		}
		if strings.Contains(text, fmt.Sprintf("[%d]", len(all)+1)) || len(all) == 0 || len(all) > 10 {
			t.Errorf("%s: %d citations of %q", q, len(all), text)
		}
	}
}

// TestUnknownOutcomeIsNotPostedAgain: 502 and 504 may mean that Teams took the message;
// it is not sent again, whatever it is (openclaw#121116).
func TestUnknownOutcomeIsNotPostedAgain(t *testing.T) {
	for _, status := range []int{502, 504} {
		for name, do := range map[string]func(*microsoft) map[string]any{
			"answer": func(m *microsoft) map[string]any { return m.message("hva er jobbsjansen") },
			"edit": func(m *microsoft) map[string]any {
				a := m.message("hva er jobbsjansen")
				a["type"], a["channelData"] = "messageUpdate", map[string]any{"eventType": "editMessage"}
				return a
			},
			"press": func(m *microsoft) map[string]any {
				a := m.activity("invoke")
				a["name"], a["value"] = "adaptiveCard/action", press(map[string]any{"verb": "show", "ref": "nb/jobbsjansen//0"})
				return a
			},
			"welcome": func(m *microsoft) map[string]any {
				a := m.activity("installationUpdate")
				a["action"] = "add"
				return a
			},
			"guard in front of others": func(m *microsoft) map[string]any { return m.mention("kurs for " + number) },
		} {
			inBubble(t, func(t *testing.T, m *microsoft, c teamschat.Config) {
				m.fail = []int{status}
				r := run(t, m, c)
				r.send(t, do(m))
				synctest.Wait()
				if n := m.posts.Load(); n > 2 || len(m.sent) > 1 {
					t.Errorf("%d, %s: %d posts, %d of them taken", status, name, n, len(m.sent))
				}
			})
		}
	}
}

// mention is a message of a channel that mentions the bot.
func (m *microsoft) mention(text string) map[string]any {
	a := m.message("<at>Veiviser</at> " + text)
	a["conversation"] = map[string]any{"id": "19:x@thread.tacv2;messageid=7", "conversationType": "channel", "tenantId": tenantID}
	a["entities"] = []any{map[string]any{"type": "mention", "mentioned": map[string]any{"id": "28:bot"}}}
	return a
}

// TestEditedQuestion: a question that is mended by an edit is answered, each edit once,
// and only edits of what is meant for the bot (msteams-docs#7806, #8418).
func TestEditedQuestion(t *testing.T) {
	m := newMicrosoft(t)
	r := run(t, m, m.config(t))
	edit := func(a map[string]any, id, text, at string) map[string]any {
		a["type"], a["id"], a["text"], a["timestamp"] = "messageUpdate", id, text, at
		a["channelData"] = map[string]any{"eventType": "editMessage"}
		return in(fmt.Sprint(a["conversation"].(map[string]any)["id"]), a)
	}
	first := in("edits", m.message("hva er jobbsjasen"))
	r.send(t, first)
	m.next(t)
	id := first["id"].(string)
	for range 3 { // Teams brings it again
		r.send(t, edit(in("edits", m.message("")), id, "hvem betaler jobbsjansen", "2026-11-27T10:00:00Z"))
	}
	if got := card(t, m.next(t).Activity); !strings.Contains(got, "Jobbsjansen") || !strings.Contains(got, "betaler") {
		t.Errorf("an edit is answered with %.200s", got)
	}
	r.send(t, edit(in("edits", m.message("")), id, "hvor lenge varer jobbsjansen", "2026-11-27T10:01:00Z"))
	if got := card(t, m.next(t).Activity); !strings.Contains(got, "· varighet") {
		t.Errorf("a second edit is answered with %.200s", got)
	}
	withNumber := m.message("kurs for " + number)
	r.send(t, withNumber)
	m.next(t)
	r.send(t, edit(m.message(""), withNumber["id"].(string), "norskkurs", ""))
	if got := card(t, m.next(t).Activity); !strings.Contains(got, "orsk") || strings.Contains(got, number) {
		t.Errorf("without the number it is answered with %.200s", got)
	}
	other := edit(m.message(""), "x", "hva er jobbsjansen", "")
	other["channelData"] = map[string]any{"eventType": "undeleteMessage"}
	unmentioned := edit(m.message(""), "y", "hva er jobbsjansen", "")
	unmentioned["conversation"] = map[string]any{"id": "19:x", "conversationType": "channel", "tenantId": tenantID}
	r.send(t, other)
	r.send(t, unmentioned)
	r.send(t, m.message("kart"))
	if got := card(t, m.next(t).Activity); !strings.Contains(got, "Mulighetskartet") {
		t.Errorf("answered though it is no edit for the bot: %.200s", got)
	}
}

// TestQuotes: what a message quotes is read with it, and guarded; of an answer of the
// bot's own it is what that was about (hermes-agent#96384).
func TestQuotes(t *testing.T) {
	m := newMicrosoft(t)
	r := run(t, m, m.config(t))
	quote := func(text, sender, preview string) map[string]any {
		a := m.message(`<quoted messageId="1"/>` + text)
		a["entities"] = []any{map[string]any{"type": "quotedReply", "quotedReply": map[string]any{"messageId": "1", "senderId": sender, "preview": preview}}}
		return a
	}
	whole := quote("kan du svare på denne?", "29:ola", "Vi har en deltaker på kurs. Hvem")
	whole["attachments"] = []any{map[string]any{"contentType": "text/html", "content": `<blockquote itemscope itemtype="http://schema.skype.com/Reply" itemid="1"><strong itemprop="mri">Ola</strong>` +
		`<p itemprop="preview">Vi har en deltaker på kurs. Hvem betaler for jobbsjansen?</p></blockquote><p>kan du svare på denne?</p>`}}
	gone := quote("hva er KVP?", "29:ola", "hva er jobbsjansen?")
	gone["entities"].([]any)[0].(map[string]any)["quotedReply"].(map[string]any)["isReplyDeleted"] = true
	for _, tt := range []struct {
		name string
		a    map[string]any
		want []string
	}{
		{"nothing but a quote", quote("", "29:ola", "Hvem betaler for jobbsjansen?"), []string{"[Jobbsjansen](", "· hvem som betaler"}},
		{"words that point to it", quote("kan du svare på denne?", "29:ola", "Hvem betaler for jobbsjansen?"), []string{"[Jobbsjansen](", "· hvem som betaler"}},
		{"cut in the preview", whole, []string{"[Jobbsjansen](", "· hvem som betaler"}},
		{"an answer of the bot's", quote("hvem betaler?", "28:bot", "Jobbsjansen · varighet Deltakelsen varer inntil to år."), []string{"[Jobbsjansen](", "· hvem som betaler"}},
		{"taken away", gone, []string{"[Kvalifiseringsprogrammet (KVP)]("}},
		{"with a number", quote("hva tenker du om denne?", "29:ola", "Hva kan "+number+" søke på?"), []string{"fødselsnummer"}},
		{"a sure question, with a number", quote("hva er jobbsjansen?", "29:ola", "kurs for "+number), []string{"fødselsnummer"}},
	} {
		r.send(t, tt.a)
		got := card(t, m.next(t).Activity)
		for _, want := range tt.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s: answered %.300s, want %q", tt.name, got, want)
			}
		}
		if strings.Contains(got, number) {
			t.Errorf("%s: the number is repeated", tt.name)
		}
	}
}

// TestWelcomeOrStarters: Teams leaves a bot's starters out where it welcomes, so that the
// personal chat has the welcome alone, with questions to press; in front of others the
// welcome says to mention the bot (msteams-docs prompt-suggestions).
func TestWelcomeOrStarters(t *testing.T) {
	m := newMicrosoft(t)
	r := run(t, m, m.config(t))
	mention := newWords(t).In("nb").Text(locales.TeamsMention)
	for scope, alone := range map[string]bool{"personal": true, "groupChat": false, "channel": false} {
		a := m.activity("installationUpdate")
		a["action"] = "add"
		a["conversation"] = map[string]any{"id": "welcome " + scope, "conversationType": scope, "tenantId": tenantID}
		r.send(t, a)
		got := card(t, m.next(t).Activity)
		if strings.Contains(got, mention) == alone {
			t.Errorf("%s: welcomed with %.300s", scope, got)
		}
		if n := strings.Count(got, `"verb":"asktext"`); n < 2 {
			t.Errorf("%s: %d questions to press", scope, n)
		}
	}
	bots := manifest(t)["bots"].([]any)[0].(map[string]any)
	for _, list := range bots["commandLists"].([]any) {
		if strings.Contains(string(encode(t, list)), `"personal"`) {
			t.Error("the personal chat has starters as well as a welcome")
		}
	}
}

// TestQuestionToTry: a question of the welcome is answered when it is pressed.
func TestQuestionToTry(t *testing.T) {
	m := newMicrosoft(t)
	r := run(t, m, m.config(t))
	r.invoke(t, "adaptiveCard/action", press(map[string]any{"verb": "asktext", "ref": "nb///0", "value": "hva er jobbsjansen?"}))
	if got := card(t, m.next(t).Activity); !strings.Contains(got, "[Jobbsjansen](") {
		t.Errorf("answered with %.200s", got)
	}
}

// TestSearchSaysWhatAnswers: in the list of the message extension stands the statement
// that answers, and a search without hits says so.
func TestSearchSaysWhatAnswers(t *testing.T) {
	m := newMicrosoft(t)
	r := run(t, m, m.config(t))
	got := r.invoke(t, "composeExtension/query", query("hvor lenge varer KVP"))["composeExtension"].(map[string]any)
	first := got["attachments"].([]any)[0].(map[string]any)
	preview := first["preview"].(map[string]any)["content"].(map[string]any)
	if preview["title"] != "Kvalifiseringsprogrammet (KVP)" || preview["subtitle"] != "varighet" || !strings.Contains(fmt.Sprint(preview["text"]), "to år") {
		t.Errorf("the first result says %v", preview)
	}
	if shown := string(encode(t, first["content"])); !strings.Contains(shown, "to år") || !strings.Contains(shown, "kontrollert") {
		t.Errorf("its card does not answer: %.300s", shown)
	}
	for _, words := range []string{"xyzzy qwerty", "førerkort for lastebil", "?!"} {
		got := r.invoke(t, "composeExtension/query", query(words))["composeExtension"].(map[string]any)
		if got["type"] != "message" || got["text"] == "" {
			t.Errorf("%q finds %.200v", words, got)
		}
	}
}
