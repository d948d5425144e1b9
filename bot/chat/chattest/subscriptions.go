package chattest

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"veiviser/bot"
	"veiviser/bot/chat"
)

// Subscriptions is a [chat.Subscriptions] in memory, which replicas can share. It keeps to
// one conversation a page, so that every end of a page is met.
type Subscriptions struct {
	mu  sync.Mutex
	all []chat.SubscriptionOf
	err error
}

// Break makes every call fail with err from now on; nil mends it.
func (s *Subscriptions) Break(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.err = err
}

// All returns what is kept, by conversation and entry.
func (s *Subscriptions) All() []chat.SubscriptionOf {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.all)
}

func keyOf(pf bot.Platform, p chat.Place) string {
	return string(pf) + " " + cmp.Or(p.Org, p.Workspace) + " " + p.Channel + " " + p.Thread
}

// Subscribe implements [chat.Subscriptions].
func (s *Subscriptions) Subscribe(_ context.Context, sub chat.SubscriptionOf) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	sub.Key = keyOf(sub.Platform, sub.Place)
	own := 0
	for _, o := range s.all {
		if o.Key == sub.Key && o.Entry == sub.Entry {
			return false, s.err
		}
		if o.Key == sub.Key {
			own++
		}
	}
	if own >= chat.MaxSubscriptions {
		return false, cmp.Or(s.err, chat.ErrSubscriptionsFull)
	}
	s.all = append(s.all, sub)
	s.sort()
	return true, s.err
}

func (s *Subscriptions) sort() {
	slices.SortFunc(s.all, func(a, b chat.SubscriptionOf) int {
		return cmp.Or(cmp.Compare(a.Key, b.Key), cmp.Compare(a.Entry, b.Entry))
	})
}

// Unsubscribe implements [chat.Subscriptions].
func (s *Subscriptions) Unsubscribe(_ context.Context, pf bot.Platform, p chat.Place, entries ...string) (ended []string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all = slices.DeleteFunc(s.all, func(o chat.SubscriptionOf) bool {
		ends := o.Key == keyOf(pf, p) && (len(entries) == 0 || slices.Contains(entries, o.Entry))
		if ends {
			ended = append(ended, o.Entry)
		}
		return ends
	})
	return ended, s.err
}

// Subscribed implements [chat.Subscriptions].
func (s *Subscriptions) Subscribed(_ context.Context, pf bot.Platform, p chat.Place) (ids []string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, o := range s.all {
		if o.Key == keyOf(pf, p) {
			ids = append(ids, o.Entry)
		}
	}
	return ids, s.err
}

// Page implements [chat.Told].
func (s *Subscriptions) Page(_ context.Context, pf bot.Platform, after string) (page []chat.SubscriptionOf, next string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, o := range s.all {
		if o.Platform != pf || o.Key <= after || next != "" && o.Key != next {
			continue
		}
		page, next = append(page, o), o.Key
	}
	return page, next, s.err
}

// Renew implements [chat.Told].
func (s *Subscriptions) Renew(ctx context.Context, sub chat.SubscriptionOf, entry, digest string) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.IndexFunc(s.all, func(o chat.SubscriptionOf) bool {
		return o.Key == sub.Key && o.Entry == sub.Entry && o.Digest == sub.Digest
	})
	if err := cmp.Or(s.err, ctx.Err()); i < 0 || err != nil {
		return false, err
	}
	if entry != sub.Entry && slices.ContainsFunc(s.all, func(o chat.SubscriptionOf) bool { return o.Key == sub.Key && o.Entry == entry }) {
		s.all = slices.Delete(s.all, i, i+1)
		return false, nil
	}
	s.all[i].Entry, s.all[i].Digest = entry, digest
	s.sort()
	return true, nil
}

// Forget implements [chat.Told].
func (s *Subscriptions) Forget(_ context.Context, pf bot.Platform, org, workspace string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all = slices.DeleteFunc(s.all, func(o chat.SubscriptionOf) bool {
		return o.Platform == pf && o.Place.Org == org && (workspace == "" || o.Place.Workspace == workspace)
	})
	return s.err
}
