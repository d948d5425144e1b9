package journal

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"veiviser/bot/chat"
)

const (
	// takeEvents leases events that nobody holds, and returns those it leased with what
	// an earlier holder left. $1 is our time, $2 the database's, $3 us, $4 taken, $5 done.
	takeEvents = `INSERT INTO event (id, at, state, owner, lease_end) VALUES `
	onTaken    = ` ON CONFLICT (id) DO UPDATE SET owner = excluded.owner, lease_end = excluded.lease_end,
			state = CASE WHEN event.state < excluded.state THEN excluded.state ELSE event.state END
		WHERE event.state < $5 AND event.lease_end <= $2 RETURNING id, state`

	// doneEvents wins over whatever anybody else knows: an answer is out.
	doneEvents = `INSERT INTO event (id, at, state, owner, lease_end) VALUES `
	onDone     = ` ON CONFLICT (id) DO UPDATE SET state = excluded.state, kept = ''`

	// What is free again stays, with its event where that is kept. It is nobody's, not
	// even ours to renew.
	freeEvents = `UPDATE event SET state = 0, lease_end = 0, owner = '' WHERE owner = $1 AND state < $2 AND `
	endLeases  = `UPDATE event SET lease_end = 0, owner = '' WHERE owner = $1 AND state < $2 AND `

	// lateEvent writes a lease that could not be written when it was taken: not over
	// another's.
	lateEvent = `INSERT INTO event (id, at, state, owner, lease_end) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (id) DO UPDATE SET
			state = CASE WHEN event.owner = excluded.owner OR event.state < excluded.state THEN excluded.state ELSE event.state END,
			owner = excluded.owner, lease_end = excluded.lease_end
		WHERE event.state < $6 AND (event.owner = excluded.owner OR event.lease_end <= $7)`
)

// in returns "id IN ($from, …)" for n ids.
func in(from, n int) string {
	var b strings.Builder
	b.WriteString("id IN (")
	for i := range n {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "$%d", from+i)
	}
	b.WriteString(")")
	return b.String()
}

// each returns row for each of n ids, "%[1]d" being where the id's number goes; what
// else a row has comes after all ids, at "%[2]d".
func each(row string, from, n int) string {
	rows := make([]string, n)
	for i := range rows {
		rows[i] = fmt.Sprintf(row, from+i, from+n+i)
	}
	return strings.Join(rows, ", ")
}

func renewEvents(n int) string {
	return `UPDATE event SET lease_end = $1 WHERE owner = $2 AND state < $3 AND ` + in(4, n)
}

func anys(keys []string) []any {
	out := make([]any, len(keys))
	for i, k := range keys {
		out[i] = k
	}
	return out
}

// take leases all of an event's ids or, where one is done or leased, none.
func (e *Events) take(ctx context.Context, keys []string, lease time.Duration) (c chat.Claim, err error) {
	for range tries {
		var leased bool
		if c, leased, err = e.tryTake(ctx, keys, lease); leased || err != nil {
			return c, err
		}
		if c, err = e.obstacle(ctx, keys); c.State == chat.Done || !c.LeasedUntil.IsZero() || err != nil {
			return c, err
		}
		// It was given up in between.
	}
	return c, errWaits
}

// tryTake leases all ids or none. One id is leased together with those of other events.
func (e *Events) tryTake(ctx context.Context, keys []string, lease time.Duration) (c chat.Claim, leased bool, err error) {
	until := e.dbNow() + lease.Milliseconds()
	if len(keys) == 1 {
		c.State, leased, err = e.taking.do(ctx, groupRow{keys[0], until})
		return c, leased, err
	}
	rows := make([]groupRow, len(keys))
	for i, k := range keys {
		rows[i] = groupRow{k, until}
	}
	query, args := e.takeRows(rows)
	err = e.db.prepared(ctx, query, func(stmt *sql.Stmt) error {
		return e.db.tryTx(ctx, func(tx *sql.Tx) error {
			states, err := scanTaken(tx.StmtContext(ctx, stmt).QueryContext(ctx, args...))
			c, leased = chat.Claim{}, len(states) == len(keys)
			for _, s := range states {
				c.State = max(c.State, s)
			}
			switch {
			case err == nil && !leased:
				return errNotAll
			case err == nil && c.State == chat.Sending: // then of all its ids
				_, err = tx.ExecContext(ctx, `UPDATE event SET state = $1 WHERE `+in(2, len(keys)), append([]any{chat.Sending}, anys(keys)...)...)
			}
			return err
		})
	})
	if errors.Is(err, errNotAll) { // it was rolled back by that
		return chat.Claim{}, false, nil
	}
	return c, leased, err
}

// errNotAll is an event of which only some ids could be leased.
var errNotAll = errors.New("not all ids of the event are free")

// takeRows is the statement that leases rows, with its arguments.
func (e *Events) takeRows(rows []groupRow) (query string, args []any) {
	args = []any{millis(e.cfg.Now()), e.dbNow(), e.owner, chat.Taken, chat.Done}
	query = takeEvents + each("($%[1]d, $1, $4, $3, $%[2]d)", len(args)+1, len(rows)) + onTaken
	for _, r := range rows {
		args = append(args, r.key)
	}
	for _, r := range rows {
		args = append(args, r.until)
	}
	return query, args
}

// writeTaken leases events of one id each, and returns those that it leased.
func (e *Events) writeTaken(ctx context.Context, rows []groupRow) (states map[string]chat.State, err error) {
	query, args := e.takeRows(rows)
	err = e.db.prepared(ctx, query, func(stmt *sql.Stmt) error {
		states, err = scanTaken(stmt.QueryContext(ctx, args...))
		return err
	})
	return states, err
}

// scanTaken reads what takeEvents returned: the events it leased.
func scanTaken(rows *sql.Rows, err error) (map[string]chat.State, error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	states := map[string]chat.State{}
	for rows.Next() {
		var key string
		var s chat.State
		if err := rows.Scan(&key, &s); err != nil {
			return nil, err
		}
		states[key] = s
	}
	return states, rows.Err() // after the last row: SQLite commits then
}

// obstacle is why an event can't be leased: it is done, or another holds it. The zero
// claim is neither.
func (e *Events) obstacle(ctx context.Context, keys []string) (c chat.Claim, err error) {
	rows, err := e.db.write.QueryContext(ctx, `SELECT state, lease_end FROM event WHERE `+in(1, len(keys)), anys(keys)...)
	if err != nil {
		return c, err
	}
	defer rows.Close()
	now := e.dbNow()
	for rows.Next() {
		var s chat.State
		var until int64
		if err := rows.Scan(&s, &until); err != nil {
			return c, err
		}
		switch {
		case s == chat.Done:
			return chat.Claim{State: chat.Done}, nil
		case until > now:
			ends := e.ourTime(until)
			if ends.After(c.LeasedUntil) {
				c.LeasedUntil = ends
			}
			c.State = max(c.State, s)
		}
	}
	return c, rows.Err()
}

// set notes a state in the database: of one id together with those of other events.
func (e *Events) set(ctx context.Context, keys []string, s chat.State) error {
	var together *group
	switch s {
	case chat.Sending:
		together = e.sending
	case chat.Done:
		together = e.ending
	}
	if len(keys) > 1 || together == nil {
		return e.setAll(ctx, keys, s)
	}
	_, _, err := together.do(ctx, groupRow{key: keys[0]})
	return err
}

// writeState notes that events have come as far as s.
func (e *Events) writeState(s chat.State) func(context.Context, []groupRow) (map[string]chat.State, error) {
	return func(ctx context.Context, rows []groupRow) (map[string]chat.State, error) {
		keys := make([]string, len(rows))
		for i, r := range rows {
			keys[i] = r.key
		}
		return nil, e.setAll(ctx, keys, s)
	}
}

// setAll notes a state of all the ids in one statement.
func (e *Events) setAll(ctx context.Context, keys []string, s chat.State) error {
	n := len(keys)
	var query string
	var args []any
	switch s {
	case chat.Done:
		query = doneEvents + each("($%[1]d, $1, $2, $3, 0)", 4, n) + onDone
		args = []any{millis(e.cfg.Now()), chat.Done, e.owner}
	case chat.Sending:
		query = `UPDATE event SET state = $1 WHERE state < $1 AND ` + in(2, n)
		args = []any{chat.Sending}
	case chat.Taken:
		query = endLeases + in(3, n)
		args = []any{e.owner, chat.Done}
	default:
		query = freeEvents + in(3, n)
		args = []any{e.owner, chat.Done}
	}
	args = append(args, anys(keys)...)
	return e.db.prepared(ctx, query, func(stmt *sql.Stmt) error {
		_, err := stmt.ExecContext(ctx, args...)
		return err
	})
}

// write writes what could not be written when it happened.
func (ev event) write(ctx context.Context, tx *sql.Tx, id, owner string, now int64) error {
	var err error
	switch {
	case ev.state == chat.Free:
		_, err = tx.ExecContext(ctx, freeEvents+in(3, 1), owner, chat.Done, id)
	case ev.state == chat.Done:
		_, err = tx.ExecContext(ctx, doneEvents+"($1, $2, $3, $4, 0)"+onDone, id, ev.at, chat.Done, owner)
	default:
		_, err = tx.ExecContext(ctx, lateEvent, id, ev.at, ev.state, owner, ev.until, chat.Done, now)
	}
	return err
}
