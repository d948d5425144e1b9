package journal

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"veiviser/bot"
	"veiviser/bot/chat"
	"veiviser/content"
)

// Subscriptions keeps which conversations are told when an entry changes, until they end
// it. It implements [chat.Subscriptions].
type Subscriptions struct{ *core }

const (
	// maxSubscriptions of all conversations: what strangers can make the journal keep is
	// bounded, at about 60 MB.
	maxSubscriptions = 100_000
	// subscribeWait is how long somebody waits who asks for one.
	subscribeWait = 3 * time.Second
	// pageRows are read at a time: ten conversations at least.
	pageRows = 10 * chat.MaxSubscriptions
	// maxPlacePart bounds each part of a place; those of Teams have some 200 bytes.
	maxPlacePart = 500
)

var errNoPlace = errors.New("no place that can be written to")

// conversation names a place among all. The address of the platform's service is no part
// of it: it may change. Nor is a workspace of an organisation: a channel that several of
// them share is one place, whoever asks there.
func (su *Subscriptions) conversation(pf bot.Platform, p chat.Place) (string, error) {
	for _, part := range []string{string(pf), p.Org, p.Workspace, p.Team, p.Channel, p.Thread, p.Service} {
		if len(part) > maxPlacePart || strings.ContainsAny(part, "\x00\n") {
			return "", errNoPlace
		}
	}
	if pf == "" || p.Channel == "" {
		return "", errNoPlace
	}
	return su.hash("subscription", strings.Join([]string{string(pf), cmp.Or(p.Org, p.Workspace), p.Channel, p.Thread}, "\x00")), nil
}

// sealedPlace is what is kept of a place beside its workspace. Fields may be added, never
// renamed.
type sealedPlace struct {
	Team    string `json:"team,omitempty"`
	Channel string `json:"channel"`
	Thread  string `json:"thread,omitempty"`
	Service string `json:"service,omitempty"`
}

// Subscribe implements [chat.Subscriptions]. An entry that was never served and a language
// that the guide is not written in are refused.
func (su *Subscriptions) Subscribe(ctx context.Context, s chat.SubscriptionOf) (added bool, err error) {
	key, err := su.conversation(s.Platform, s.Place)
	switch {
	case err != nil:
	case !su.entries.knows(s.Entry):
		err = errors.New("no such entry")
	case !validLang(s.Lang):
		err = errors.New("no such language")
	}
	if err != nil {
		su.queue.rejected.Add(1)
		return false, fmt.Errorf("subscribe: %w", err)
	}
	place, sealed, err := su.sealPlace(key, s.Place)
	if err != nil {
		return false, fmt.Errorf("subscribe: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, subscribeWait)
	defer cancel()
	err = su.db.inTx(ctx, func(tx *sql.Tx) error {
		added = false
		var there, own, all int
		err := tx.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM subscription WHERE conversation = $1 AND entry = $2),
			(SELECT count(*) FROM subscription WHERE conversation = $1), (SELECT count(*) FROM subscription)`, key, s.Entry).Scan(&there, &own, &all)
		switch {
		case err != nil || there > 0:
			return err
		case own >= chat.MaxSubscriptions || all >= maxSubscriptions:
			return chat.ErrSubscriptionsFull
		}
		res, err := tx.ExecContext(ctx, `INSERT INTO subscription (conversation, entry, platform, org, workspace, lang, digest, day, sealed, place)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (conversation, entry) DO NOTHING`,
			key, s.Entry, string(s.Platform), s.Place.Org, s.Place.Workspace, string(s.Lang), s.Digest, dayOf(su.cfg.Now()), sealed, place)
		if err != nil {
			return err
		}
		n, err := res.RowsAffected()
		added = n > 0
		return err
	})
	if err != nil {
		return false, fmt.Errorf("subscribe: %w", err)
	}
	return added, nil
}

func (su *Subscriptions) sealPlace(key string, p chat.Place) (place string, sealed int, err error) {
	kept := sealedPlace{p.Team, p.Channel, p.Thread, p.Service}
	if su.seal != nil {
		place, err = su.seal.seal(kept, "subscription "+key)
		return place, 1, err
	}
	b, err := json.Marshal(kept)
	return string(b), 0, err
}

// openPlace reads what sealPlace wrote; ok is false for what was encrypted under another key.
func (su *Subscriptions) openPlace(key, place string, sealed int, into *chat.Place) (ok bool) {
	var kept sealedPlace
	var err error
	switch {
	case sealed == 0:
		err = json.Unmarshal([]byte(place), &kept)
	case su.seal == nil:
		err = ErrNoKey
	default:
		err = su.seal.open(place, "subscription "+key, &kept)
	}
	into.Team, into.Channel, into.Thread, into.Service = kept.Team, kept.Channel, kept.Thread, kept.Service
	return err == nil
}

// Unsubscribe implements [chat.Subscriptions].
func (su *Subscriptions) Unsubscribe(ctx context.Context, pf bot.Platform, p chat.Place, entries ...string) ([]string, error) {
	key, err := su.conversation(pf, p)
	if err != nil {
		return nil, nil // nothing is kept of it
	}
	query, args := `DELETE FROM subscription WHERE conversation = $1`, []any{key}
	if len(entries) > 0 {
		query += ` AND entry ` + strings.TrimPrefix(in(2, len(entries)), "id ")
		args = append(args, anys(entries)...)
	}
	ctx, cancel := context.WithTimeout(ctx, subscribeWait)
	defer cancel()
	var ended []string
	err = su.db.again(func() error {
		ended, err = scanIDs(su.db.write.QueryContext(ctx, query+` RETURNING entry`, args...))
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("unsubscribe: %w", err)
	}
	return ended, nil
}

// Subscribed implements [chat.Subscriptions].
func (su *Subscriptions) Subscribed(ctx context.Context, pf bot.Platform, p chat.Place) ([]string, error) {
	key, err := su.conversation(pf, p)
	if err != nil {
		return nil, nil
	}
	ctx, cancel := context.WithTimeout(ctx, subscribeWait)
	defer cancel()
	ids, err := scanIDs(su.db.read.QueryContext(ctx, `SELECT entry FROM subscription WHERE conversation = $1 ORDER BY entry`, key))
	if err != nil {
		return nil, fmt.Errorf("subscriptions of a conversation: %w", err)
	}
	return ids, nil
}

func scanIDs(rows *sql.Rows, err error) ([]string, error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var ids []string
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, rows.Err()
}

// Page implements [chat.Told]. Those encrypted under another key are left out.
func (su *Subscriptions) Page(ctx context.Context, pf bot.Platform, after string) (page []chat.SubscriptionOf, next string, err error) {
	rows, err := su.db.read.QueryContext(ctx, `SELECT conversation, entry, org, workspace, lang, digest, sealed, place FROM subscription
		WHERE platform = $1 AND conversation > $2 ORDER BY conversation, entry LIMIT $3`, string(pf), after, pageRows)
	if err != nil {
		return nil, "", fmt.Errorf("subscriptions: %w", err)
	}
	defer rows.Close()
	before, read, lost := "", 0, map[string]bool{} // before is the conversation before the last
	for rows.Next() {
		s := chat.SubscriptionOf{Platform: pf}
		var lang, place string
		var sealed int
		if err := rows.Scan(&s.Key, &s.Entry, &s.Place.Org, &s.Place.Workspace, &lang, &s.Digest, &sealed, &place); err != nil {
			return nil, "", fmt.Errorf("subscriptions: %w", err)
		}
		if s.Key != next {
			before = next
		}
		read, next = read+1, s.Key
		if !su.openPlace(s.Key, place, sealed, &s.Place) {
			lost[s.Key] = true
			continue
		}
		s.Lang = knownLang(content.Lang(lang))
		page = append(page, s)
	}
	if err := rows.Err(); err != nil {
		return nil, "", fmt.Errorf("subscriptions: %w", err)
	}
	if len(lost) > 0 {
		su.cfg.Log.Warn("conversations can't be told of changes: they were kept under another encryption key", "waiting", len(lost))
	}
	if read < pageRows {
		return page, "", nil
	}
	// The last conversation may go on behind the page: it is the next page's. One alone is
	// never longer than a page.
	for len(page) > 0 && page[len(page)-1].Key == next {
		page = page[:len(page)-1]
	}
	return page, before, nil
}

// Renew implements [chat.Told]. Where the conversation is told of the entry under its new id
// already, the one under the old id ends.
func (su *Subscriptions) Renew(ctx context.Context, s chat.SubscriptionOf, entry, digest string) (renewed bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, subscribeWait)
	defer cancel()
	err = su.db.inTx(ctx, func(tx *sql.Tx) error {
		if entry != s.Entry {
			res, err := tx.ExecContext(ctx, `DELETE FROM subscription WHERE conversation = $1 AND entry = $2 AND digest = $3
				AND EXISTS (SELECT 1 FROM subscription o WHERE o.conversation = $1 AND o.entry = $4)`, s.Key, s.Entry, s.Digest, entry)
			if err != nil {
				return err
			}
			if n, err := res.RowsAffected(); n > 0 || err != nil {
				renewed = false
				return err
			}
		}
		res, err := tx.ExecContext(ctx, `UPDATE subscription SET entry = $4, digest = $5 WHERE conversation = $1 AND entry = $2 AND digest = $3`,
			s.Key, s.Entry, s.Digest, entry, digest)
		if err != nil {
			return err
		}
		n, err := res.RowsAffected()
		renewed = n > 0
		return err
	})
	if err != nil {
		return false, fmt.Errorf("renew a subscription: %w", err)
	}
	return renewed, nil
}

// Forget implements [chat.Told].
func (su *Subscriptions) Forget(ctx context.Context, pf bot.Platform, org, workspace string) error {
	query, args := `DELETE FROM subscription WHERE platform = $1 AND org = $2`, []any{string(pf), org}
	if workspace != "" {
		query, args = query+` AND workspace = $3`, append(args, workspace)
	} else if org == "" {
		return nil // of nobody
	}
	ctx, cancel := context.WithTimeout(ctx, subscribeWait)
	defer cancel()
	if _, err := su.db.exec(ctx, query, args...); err != nil {
		return fmt.Errorf("forget a workspace's subscriptions: %w", err)
	}
	return nil
}
