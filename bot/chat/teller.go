package chat

import (
	"context"
	"errors"
	"time"

	"veiviser/bot"
)

// toldRates are how often a workspace is told of changes: Slack takes some hundred messages
// a minute of an app in one, and answers go before.
var toldRates = []Rate{{PerSecond: 2, Burst: 4}}

const (
	// tellLease is how long the work is a dead program's.
	tellLease = 30 * time.Second
	// tellPause is how long what could not be told waits, doubling to lastTellPause.
	tellPause     = time.Minute
	lastTellPause = time.Hour
	// postWait bounds a message that is under way when the program ends, and noteWait each of
	// what is noted behind it: that it was not told, and that the work is free. Together they
	// are no longer than the seven seconds of the inbox's drain.
	postWait = 5 * time.Second
	noteWait = time.Second
)

// teller tells conversations what has changed of what they asked to be told of.
type teller struct {
	*Chat
	r Reacher
}

// run tells what has changed at the start and whenever the guide has, until ctx ends. What
// is left then is told at the next start.
func (t teller) run(ctx context.Context) {
	pause := time.Duration(0)
	for {
		var again time.Duration
		err := t.inbox.recover().Call("tell changes", func() (err error) {
			again, err = t.all(ctx)
			return err
		})
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			t.c.Log.Warn("not all conversations are told of changes yet", "platform", t.c.Platform.Name(), "err", err)
			pause = min(max(tellPause, 2*pause), lastTellPause)
			again = pause
		default:
			pause = 0
		}
		var timer <-chan time.Time
		if again > 0 {
			timer = time.After(again)
		}
		select {
		case <-ctx.Done():
			return
		case <-t.Changes.reloaded:
		case <-timer:
		}
	}
}

// all goes through all subscriptions of the platform once, unless another program does:
// again is when to look whether that one ended before its time.
func (t teller) all(ctx context.Context) (again time.Duration, err error) {
	lease := []string{string(t.c.Platform.Name()) + " changes"}
	c, err := t.c.Ledger.Take(ctx, lease, tellLease)
	switch {
	case err != nil: // what is told is noted before it is: two at it tell nothing twice
	case !c.LeasedUntil.IsZero():
		return max(time.Until(c.LeasedUntil), 0) + time.Second, nil
	}
	defer func() {
		last, cancel := context.WithTimeout(context.WithoutCancel(ctx), noteWait)
		defer cancel()
		_ = t.c.Ledger.Set(last, lease, Free) // else it ends by itself
	}()
	renewed, told, after := time.Now(), 0, ""
	var left error
	for {
		page, next, err := t.c.Kept.Page(ctx, t.c.Platform.Name(), after)
		if err != nil {
			return 0, err
		}
		for len(page) > 0 {
			n := 1
			for n < len(page) && page[n].Key == page[0].Key {
				n++
			}
			if ctx.Err() != nil {
				return 0, ctx.Err()
			}
			if time.Since(renewed) > tellLease/3 {
				_ = t.c.Ledger.Renew(ctx, lease, tellLease)
				renewed = time.Now()
			}
			posted, err := t.conversation(ctx, page[:n])
			if posted {
				told++
			}
			if err != nil {
				left = err
			}
			page = page[n:]
		}
		if next == "" {
			break
		}
		after = next
	}
	if told > 0 {
		t.c.Log.InfoContext(ctx, "conversations are told of changes", "platform", t.c.Platform.Name(), "told", told)
	}
	return 0, left
}

// change is a subscription with what became of its entry.
type change struct {
	SubscriptionOf
	bot.Since
}

// conversation tells a conversation of all that has changed for it, in one message. posted
// is whether one may be out. An error is one after which trying again later may help.
func (t teller) conversation(ctx context.Context, subs []SubscriptionOf) (posted bool, err error) {
	b, done := t.c.Bot.Current()
	defer done()
	changed, err := t.changed(ctx, b, subs)
	if len(changed) == 0 || err != nil {
		return false, err
	}
	at, err := t.r.Reach(subs[0].Place)
	if err != nil {
		return false, t.ended(ctx, subs[0], Refused(err))
	}
	if err := t.told.Wait(ctx, subs[0].Place.Org+"/"+subs[0].Place.Workspace); err != nil {
		return false, err
	}
	if channel := at.channel(); channel != "" {
		if err := t.channels.Wait(ctx, channel); err != nil {
			return false, err
		}
	}
	// From here on the program's end waits for what is under way, not the other way round.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), postWait)
	defer cancel()
	if changed, err = t.claim(ctx, changed); len(changed) == 0 || err != nil {
		return false, err
	}
	var since []bot.Since
	for _, c := range changed {
		since = append(since, c.Since)
	}
	lang := changed[0].Lang
	m := Message{Lang: lang, Card: b.Changes(lang).Told(since)}
	err = Call(func() error { return t.c.Platform.Post(ctx, at, m) })
	if f := failure(err); err != nil && f.Sent == NotSent {
		t.release(ctx, changed)
		if f.After > 0 {
			t.told.BackOff(subs[0].Place.Org+"/"+subs[0].Place.Workspace, f.After)
		}
		return false, t.ended(ctx, subs[0], err)
	}
	what := "told"
	if err != nil { // it may be out: it is not told again
		what = "unknown"
		t.c.Log.WarnContext(ctx, "it is not known whether a conversation is told of changes", "platform", t.c.Platform.Name(), "err", err)
	}
	t.c.Count(what, "changes")
	return true, t.drop(ctx, changed)
}

// changed are those of a conversation's subscriptions whose entries say something else
// than was told. Where nothing of that is to be told, what was told is renewed.
func (t teller) changed(ctx context.Context, b *bot.Bot, subs []SubscriptionOf) ([]change, error) {
	var out []change
	for _, s := range subs {
		if s.Digest != "" && s.Digest == b.Guide().Digest(s.Entry) {
			continue
		}
		since, err := b.Since(ctx, s.Lang, s.Entry, s.Digest)
		if err != nil {
			return nil, err
		}
		switch {
		case since.State == bot.SinceChanged, since.State == bot.SinceGone && s.Digest != "":
			out = append(out, change{s, since})
		case since.State == bot.SinceSame:
			if _, err := t.c.Kept.Renew(ctx, s, since.Entry, since.Digest); err != nil {
				return nil, err
			}
		default: // it was told that it is gone, or it never was
			if _, err := t.c.Kept.Unsubscribe(ctx, s.Platform, s.Place, s.Entry); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

// claim notes that what is about to be told is told, and returns what is ours to tell: a
// program that ends now tells nothing twice.
func (t teller) claim(ctx context.Context, changed []change) ([]change, error) {
	var ours []change
	for _, c := range changed {
		ok, err := t.c.Kept.Renew(ctx, c.SubscriptionOf, c.Since.Entry, c.Since.Digest)
		if err != nil {
			t.release(ctx, ours)
			return nil, err
		}
		if ok {
			ours = append(ours, c)
		}
	}
	return ours, nil
}

// release notes that what was about to be told is not, and never was, also where the time
// for telling is over.
func (t teller) release(ctx context.Context, changed []change) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), noteWait)
	defer cancel()
	for _, c := range changed {
		now := c.SubscriptionOf
		now.Entry, now.Digest = c.Since.Entry, c.Since.Digest
		if _, err := t.c.Kept.Renew(ctx, now, c.SubscriptionOf.Entry, c.SubscriptionOf.Digest); err != nil {
			t.c.Log.WarnContext(ctx, "a change that was not told counts as told", "platform", t.c.Platform.Name(), "err", err)
		}
	}
}

// drop ends the subscriptions of entries that were told to be gone.
func (t teller) drop(ctx context.Context, changed []change) error {
	for _, c := range changed {
		if c.State != bot.SinceGone {
			continue
		}
		if _, err := t.c.Kept.Unsubscribe(ctx, c.Platform, c.Place, c.Since.Entry); err != nil {
			return err
		}
	}
	return nil
}

// ended sees to a conversation that certainly was not told: one that nothing reaches any
// more is told of nothing again, nor is a workspace the app is no longer installed in. The
// error is one after which trying again later may help; what is refused for another reason
// waits for the next start.
func (t teller) ended(ctx context.Context, s SubscriptionOf, err error) error {
	f := failure(err)
	switch {
	case f.Gone:
		t.c.Count("gone", "changes")
		_, err = t.c.Kept.Unsubscribe(ctx, s.Platform, s.Place)
		return err
	case errors.Is(err, ErrNotInstalled):
		return t.c.Kept.Forget(ctx, s.Platform, s.Place.Org, s.Place.Workspace)
	case f.Again:
		return err
	}
	t.c.Count("failed", "changes")
	t.c.Log.WarnContext(ctx, "a conversation can't be told of changes", "platform", t.c.Platform.Name(), "err", err)
	return nil
}
