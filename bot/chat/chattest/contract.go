package chattest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing/synctest"
	"time"

	"veiviser/bot"
	"veiviser/bot/chat"
	"veiviser/content"
	"veiviser/locales"
)

const question = "hva er kvalifiseringsprogrammet?"

// expect is part of every answer to the question.
const expect = "Kvalifiseringsprogram"

// seen counts what was shown that holds the text, to whom.
func (r *run) seen(text string) (everybody, alone int) {
	for _, s := range r.h.Seen() {
		switch {
		case !strings.Contains(s.Body, text):
		case s.To == "":
			everybody++
		default:
			alone++
		}
	}
	return everybody, alone
}

func (r *run) want(text string, everybody, alone int) {
	r.Helper()
	e, a := r.seen(text)
	if e != everybody || a != alone {
		r.Errorf("%q was shown to everybody %d times and to one person %d times, want %d and %d", text, e, a, everybody, alone)
	}
}

func (r *run) words(k locales.Key) string {
	s := r.parts.Words.In("nb").Text(k, "ID", "\x00")
	before, _, _ := strings.Cut(s, "\x00")
	return before
}

func answersOnce(r *run) {
	in := Inbound{ID: "1", Person: "ada", Channel: "kanal", Text: question}
	for range 3 {
		if !r.h.Deliver(in) {
			r.Error("an answered question was not acknowledged")
		}
	}
	r.want(expect, 1, 0)
	if strings.Contains(r.log.String(), "kvalifiseringsprogrammet") {
		r.Error("the log holds what was asked")
	}
	if !r.h.Deliver(Inbound{ID: "2", Person: "ada", Text: question}) {
		r.Error("a direct message was not acknowledged")
	}
	e, a := r.seen(expect)
	if e+a != 2 {
		r.Errorf("%d answers after a direct message too, want 2", e+a)
	}
}

// answersWithoutLedger: better an answer that another replica could give too than none.
func answersWithoutLedger(r *run) {
	r.ledger.Break(errors.New("no database"))
	for range 3 {
		if !r.h.Deliver(Inbound{ID: "1", Person: "ada", Channel: "kanal", Text: question}) {
			r.Error("an answered question was not acknowledged")
		}
	}
	r.want(expect, 1, 0)
}

// isFair: a channel full of questions and presses of buttons holds no other up, and each
// is answered in the end.
func isFair(r *run) {
	const asked, pressed = 20, 40
	var all sync.WaitGroup
	for n := range asked + pressed {
		all.Go(func() {
			in := Inbound{ID: fmt.Sprint("busy", n), Person: fmt.Sprint("person", n), Channel: "full", Text: question}
			if n >= asked {
				in.Text, in.Verb, in.Ref = "", chat.Show, bot.Ref{Lang: content.Bokmal, Entry: "kvalifiseringsprogram"}
			}
			for !r.h.Deliver(in) {
				time.Sleep(time.Minute) // as a platform that brings it again
			}
		})
	}
	synctest.Wait()
	begin := time.Now()
	if !r.h.Deliver(Inbound{ID: "1", Person: "ada", Channel: "kanal", Text: "hjelp"}) || time.Since(begin) > time.Second {
		r.Errorf("another channel waited %v for its answer", time.Since(begin))
	}
	all.Wait()
	time.Sleep((asked + pressed) * time.Second)
	r.want(expect, asked+pressed, 0)
}

// tellsTooFast: who asks more than is answered is told so, once.
func tellsTooFast(r *run) {
	const asked = 100
	var all sync.WaitGroup
	for n := range asked {
		all.Go(func() {
			// No two alike: a platform may take the same words for the same message.
			in := Inbound{ID: fmt.Sprint(n), Person: "ada", Channel: "kanal", Text: question + strings.Repeat("?", n)}
			for !r.h.Deliver(in) {
				time.Sleep(time.Minute)
			}
		})
	}
	all.Wait()
	r.want(r.words(locales.ChatTooFast), 0, 1)
	if everybody, _ := r.seen(expect); everybody == 0 || everybody == asked {
		r.Errorf("%d of %d questions at once were answered, want some", everybody, asked)
	}
}

func tellsGuard(r *run) {
	const number = "13097248022" // of the tax administration's test numbers' form: no such person
	r.h.Deliver(Inbound{ID: "1", Person: "ada", Channel: "kanal", Text: "kurs for " + number})
	r.want(r.words(locales.GuardTitle), 0, 1)
	if e, a := r.seen(number); e+a > 0 || strings.Contains(r.log.String(), number) {
		r.Error("a personal number was repeated")
	}
}

func answersAfterOutage(r *run) {
	r.h.Fail(Down)
	in := Inbound{ID: "1", Person: "ada", Channel: "kanal", Text: question}
	if r.h.Deliver(in) {
		r.Error("acknowledged though nothing could be shown")
	}
	time.Sleep(2 * time.Minute)
	r.h.Fail(NoFault)
	time.Sleep(time.Minute)
	r.want(expect, 1, 0)
	if !r.h.Deliver(in) {
		r.Error("the repeat was not acknowledged")
	}
	r.want(expect, 1, 0)
	r.want(r.words(locales.ChatFailed), 0, 0)
}

func backsOff(r *run) {
	r.h.Fail(Limited)
	begin := time.Now()
	r.h.Deliver(Inbound{ID: "1", Person: "ada", Channel: "kanal", Text: question})
	r.h.Fail(NoFault)
	time.Sleep(29*time.Second - time.Since(begin))
	r.want(expect, 0, 0)
	time.Sleep(20 * time.Second)
	r.want(expect, 1, 0)
}

func postsOnce(r *run) {
	r.h.Fail(LostReply)
	in := Inbound{ID: "1", Person: "ada", Channel: "kanal", Text: question}
	r.h.Deliver(in)
	r.h.Fail(NoFault)
	for range 3 {
		r.h.Deliver(in)
		time.Sleep(time.Minute)
	}
	r.want(expect, 1, 0)
	r.want(r.words(locales.ChatFailed), 0, 0)
	r.want(r.words(locales.ChatUnsure), 0, 1)
}

func tellsFailure(r *run) {
	r.h.Fail(Refusing)
	if r.h.Deliver(Inbound{ID: "1", Person: "ada", Channel: "kanal", Text: question}) {
		r.Error("acknowledged though neither an answer nor a failure could be shown")
	}
	r.h.Fail(NoFault)
	r.want(expect, 0, 0)
	if !strings.Contains(r.log.String(), "event is not answered") {
		r.Error("the operator is not told of a refused answer")
	}
}

func survivesPanic(r *run) {
	if !r.h.Deliver(Inbound{ID: "1", Person: "ada", Channel: "kanal", Text: panicWord}) {
		r.Error("a panic that its person was told of was not acknowledged")
	}
	r.want(r.words(locales.ChatFailed), 0, 1)
	if s := r.log.String(); strings.Contains(s, panicWord) || !strings.Contains(s, "panic in ") {
		r.Error("the log should name the panic's place and not its value")
	}
	r.h.Deliver(Inbound{ID: "2", Person: "ada", Channel: "kanal", Text: question})
	r.want(expect, 1, 0)
}

// takesOver finds out by what ids a question stands in the ledger, and asks it again of
// a program whose ledger says that another was killed while it worked on it.
func takesOver(r *run) {
	in := Inbound{ID: "1", Person: "ada", Channel: "kanal", Text: question}
	dead := r.store.NewLedger()
	if _, err := dead.Take(r.ctx, r.ids(in), 30*time.Second); err != nil { // past every platform's deadline
		r.Fatal(err)
	}
	r.h.Deliver(in)
	r.want(expect, 0, 0)
	time.Sleep(35 * time.Second)
	r.want(expect, 1, 0)
	if !r.h.Deliver(in) {
		r.Error("the repeat was not acknowledged")
	}
	r.want(expect, 1, 0)
}

// tellsUnsure: a program was killed when an answer may have been out. Who can't be told
// which, is told that; who asks again is answered.
func tellsUnsure(r *run) {
	in := Inbound{ID: "1", Person: "ada", Channel: "kanal", Text: question}
	dead, ids := r.store.NewLedger(), r.ids(in)
	_, err := dead.Take(r.ctx, ids, time.Second)
	if err = errors.Join(err, dead.Set(r.ctx, ids, chat.Sending)); err != nil {
		r.Fatal(err)
	}
	time.Sleep(2 * time.Second)
	r.h.Fail(Refusing)
	if r.h.Deliver(in) {
		r.Error("acknowledged though nobody was told")
	}
	r.h.Fail(NoFault)
	for range 3 {
		if !r.h.Deliver(in) {
			r.Error("who was told that nobody knows is brought again")
		}
	}
	r.want(r.words(locales.ChatUnsure), 0, 1)
	r.want(expect, 0, 0)
	in.ID = "2"
	if !r.h.Deliver(in) {
		r.Error("who asked again was not answered")
	}
	r.want(expect, 1, 0)
	r.want(r.words(locales.ChatUnsure), 0, 1)
}

// ids are the ids by which the platform knows the event, learnt from another program of
// the same platform.
func (r *run) ids(in Inbound) []string {
	store := NewStore()
	p := r.parts
	p.Ledger = store.NewLedger()
	h := r.start(r.T, p)
	ctx, stop := context.WithCancel(r.ctx)
	var wg sync.WaitGroup
	wg.Go(func() { h.Run(ctx) })
	h.Deliver(in)
	stop()
	wg.Wait()
	if ids := store.IDs(); len(ids) > 0 {
		return ids
	}
	r.Fatal("an answered question is in no ledger")
	return nil
}

func countsOnce(r *run) {
	in := Inbound{ID: "7", Person: "ada", Channel: "kanal", Verb: chat.Feedback, Ref: bot.Ref{Lang: content.Bokmal, Entry: "kvalifiseringsprogram"}, Value: chat.Helpful}
	for range 3 {
		if !r.h.Deliver(in) {
			r.Error("a judgement was not acknowledged")
		}
	}
	if n := strings.Count(strings.Join(r.store.IDs(), " "), "7"); n == 0 {
		r.Error("a judgement is in no ledger, so its repeats would count")
	}
}

func pressesButtons(r *run) {
	ref := bot.Ref{Lang: content.Bokmal, Entry: "kvalifiseringsprogram"}
	for i, v := range []chat.Verb{chat.Show, chat.Map, chat.Feedback} {
		if !r.h.Deliver(Inbound{ID: string(rune('a' + i)), Person: "ada", Channel: "kanal", Verb: v, Ref: ref, Value: chat.Helpful}) {
			r.Errorf("%s was not acknowledged", v)
		}
	}
	if e, a := r.seen(expect); e+a == 0 {
		r.Error("show showed nothing")
	}
	gone := bot.Ref{Lang: content.Bokmal, Entry: "aldri-vaert-til"}
	r.h.Deliver(Inbound{ID: "z", Person: "ada", Channel: "kanal", Verb: chat.Show, Ref: gone})
	r.want(r.words(locales.LinkGone), 0, 1)
}

// pressesOnce: a press that is brought again is answered once.
func pressesOnce(r *run) {
	in := Inbound{ID: "1", Person: "ada", Channel: "kanal", Asker: "ada", Verb: chat.Show, Ref: bot.Ref{Lang: content.Bokmal, Entry: "kvalifiseringsprogram"}}
	for range 3 {
		if !r.h.Deliver(in) {
			r.Error("a press was not acknowledged")
		}
		time.Sleep(time.Minute)
	}
	if everybody, _ := r.seen(expect); everybody != 1 { // a word to who pressed may name it again
		r.Errorf("a press that came three times is answered %d times", everybody)
	}
}

// answersOthersAlone: who presses under somebody else's answer sees what it shows alone,
// with a button to show it to all where it is of an entry; the answer is left as it stands.
func answersOthersAlone(r *run) {
	kvp, step := bot.Ref{Lang: content.Bokmal, Entry: "kvalifiseringsprogram", Section: content.Duration}, bot.Ref{Lang: content.Bokmal, Entry: "jamal", Step: 2}
	share := r.words(locales.RowShareAloud)
	n := 0
	for _, p := range []struct {
		Inbound
		shown, button string
	}{
		{Inbound{Verb: chat.Show, Ref: kvp}, expect, share},
		{Inbound{Verb: chat.Choose, Ref: kvp}, expect, share},
		{Inbound{Verb: chat.Step, Ref: step}, "Steg 2", share},
		{Inbound{Verb: chat.AskText, Ref: bot.Ref{Lang: content.Bokmal}, Value: question}, expect, share},
		{Inbound{Verb: chat.Compare, Ref: kvp, Value: "kvalifiseringsprogram,jobbsjansen"}, "KVP", ""},
		{Inbound{Verb: chat.None, Ref: bot.Ref{Lang: content.Bokmal}, Value: "hva er dette?"}, "Fant ikke", ""},
	} {
		in := p.Inbound
		in.ID, in.Person, in.Asker, in.Channel, in.Thread = fmt.Sprint("kari", n), "kari", "ada", "kanal", "0"
		if !r.h.Deliver(in) {
			r.Errorf("%s was not acknowledged", in.Verb)
		}
		time.Sleep(time.Minute)
		all := r.h.Seen()
		if len(all) != n+1 || all[n].To != "kari" {
			r.Fatalf("%s by somebody else was shown as %+v", in.Verb, all[min(n, len(all)):])
		}
		if !strings.Contains(all[n].Body, p.shown) || !strings.Contains(all[n].Body, p.button) {
			r.Errorf("%s by somebody else shows no %q or no %q: %s", in.Verb, p.shown, p.button, all[n].Body)
		}
		n++
	}
	for i, asker := range []string{"ada", ""} { // her own, and of a message that doesn't tell whose
		r.h.Deliver(Inbound{ID: fmt.Sprint("ada", i), Person: "ada", Asker: asker, Channel: "kanal", Thread: "0", Verb: chat.Show, Ref: kvp})
		time.Sleep(time.Minute)
		if all := r.h.Seen(); len(all) != n+1 || all[n].To != "" || strings.Contains(all[n].Body, share) {
			r.Fatalf("a press under the answer of %q was shown as %+v", asker, all[min(n, len(all)):])
		}
		n++
	}
}

// answersOldButtons: buttons stand in messages for years. What they name may have another
// text, other sections and no conversation any more; each still shows what it can, or says
// that it is gone.
func answersOldButtons(r *run) {
	at := func(entry string, s content.Section) bot.Ref {
		return bot.Ref{Lang: content.Bokmal, Entry: entry, Section: s}
	}
	older := at("kvalifiseringsprogram", content.Duration)
	older.Digest = "0123456789ab"
	late := at("jamal", "")
	late.Step = 99
	gone := r.words(locales.LinkGone)
	n := 0
	for _, p := range []struct {
		verb  chat.Verb
		ref   bot.Ref
		value string
		shown string
	}{
		{chat.Show, at("kvalifiseringsprogram", content.Duration), "duration.7,gone.1,duration.0", expect},
		{chat.Show, at("kvalifiseringsprogram", content.Payer), "", expect},
		{chat.Show, older, "", gone},
		{chat.Choose, at("aldri-vaert-til", content.Payer), "", gone},
		{chat.Step, late, "", "Jamal"},
		{chat.Compare, at("kvalifiseringsprogram", content.Duration), "kvalifiseringsprogram,aldri-vaert-til", gone},
		{chat.More, at("kvalifiseringsprogram", content.Duration), "", "KVP"},
		{chat.Page, at("", ""), "", r.words(locales.NothingOfferedTitle)},
		{chat.None, at("", ""), "", "Fant ikke"},
	} {
		if !r.h.Deliver(Inbound{ID: fmt.Sprint(n), Person: "ada", Asker: "ada", Channel: "kanal", Thread: "0", Verb: p.verb, Ref: p.ref, Value: p.value}) {
			r.Errorf("%s %s was not acknowledged", p.verb, p.ref)
		}
		time.Sleep(time.Hour) // whoever looks at a message or a dialog
		all := r.h.Seen()
		if len(all) != n+1 || !strings.Contains(all[n].Body, p.shown) {
			r.Fatalf("%s %s shows no %q: %+v", p.verb, p.ref, p.shown, all[min(n, len(all)):])
		}
		n++
	}
	if s := r.log.String(); strings.Contains(s, "panic") || strings.Contains(s, "ERROR") {
		r.Errorf("the log says %s", s)
	}
}

// finishes: what was taken on before the end is answered and acknowledged.
func finishes(r *run) {
	const events = 20
	r.h.Fail(Down) // so that they are still under way
	var all sync.WaitGroup
	for n := range events {
		all.Go(func() {
			if !r.h.Deliver(Inbound{ID: fmt.Sprint(n), Person: fmt.Sprint("person", n), Channel: fmt.Sprint("kanal", n), Text: question}) {
				r.Error("a question taken on before the end was not acknowledged")
			}
		})
	}
	synctest.Wait()
	r.h.Fail(NoFault)
	r.end()
	all.Wait()
	r.want(expect, events, 0)
	if r.h.Deliver(Inbound{ID: "late", Person: "ada", Channel: "kanal", Text: question}) {
		r.Error("acknowledged after the end")
	}
}

func endsInTime(r *run) {
	r.h.Fail(Down)
	r.h.Deliver(Inbound{ID: "1", Person: "ada", Channel: "kanal", Text: question})
	begin := time.Now()
	r.end()
	if d := time.Since(begin); d > 10*time.Second {
		r.Errorf("the end took %v", d)
	}
}

// errDown is a fault of the platform's own side.
var errDown = errors.New("the platform is down")
