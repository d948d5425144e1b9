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
	// an earlier holder left. $1 is ours, $2 the database's time, $3 the end of the
	// lease, $4 us, $5 taken, $6 done.
	takeEvents = `INSERT INTO event (id, at, state, owner, lease_end) VALUES `
	onTaken    = ` ON CONFLICT (id) DO UPDATE SET owner = excluded.owner, lease_end = excluded.lease_end,
			state = CASE WHEN event.state < excluded.state THEN excluded.state ELSE event.state END
		WHERE event.state < $6 AND event.lease_end <= $2 RETURNING state`

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

// each returns row for each of n ids, "%d" being where the id's number goes.
func each(row string, from, n int) string {
	rows := make([]string, n)
	for i := range rows {
		rows[i] = fmt.Sprintf(row, from+i)
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
		if c, err = e.obstacle(ctx, keys); c.State == chat.Done || !c.Held.IsZero() || err != nil {
			return c, err
		}
		// It was given up in between.
	}
	return c, errWaits
}

// tryTake leases all ids or none. One id takes one statement.
func (e *Events) tryTake(ctx context.Context, keys []string, lease time.Duration) (c chat.Claim, leased bool, err error) {
	now := e.dbNow()
	query := takeEvents + each("($%d, $1, $5, $4, $3)", 7, len(keys)) + onTaken
	args := append([]any{millis(e.cfg.Now()), now, now + lease.Milliseconds(), e.owner, chat.Taken, chat.Done}, anys(keys)...)
	if len(keys) == 1 {
		err = e.db.prepared(ctx, query, func(stmt *sql.Stmt) error {
			c, leased, err = scanTaken(1)(stmt.QueryContext(ctx, args...))
			return err
		})
		return c, leased, err
	}
	err = e.db.prepared(ctx, query, func(stmt *sql.Stmt) error {
		return e.db.tryTx(ctx, func(tx *sql.Tx) error {
			c, leased, err = scanTaken(len(keys))(tx.StmtContext(ctx, stmt).QueryContext(ctx, args...))
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

// scanTaken reads what takeEvents returned: leased says that it leased n.
func scanTaken(n int) func(*sql.Rows, error) (c chat.Claim, leased bool, err error) {
	return func(rows *sql.Rows, err error) (chat.Claim, bool, error) {
		var c chat.Claim
		if err != nil {
			return c, false, err
		}
		defer rows.Close()
		for ; rows.Next(); n-- {
			var s chat.State
			if err := rows.Scan(&s); err != nil {
				return c, false, err
			}
			c.State = max(c.State, s)
		}
		return c, n == 0, rows.Err() // after the last row: SQLite commits then
	}
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
			held := e.ourTime(until)
			if held.After(c.Held) {
				c.Held = held
			}
			c.State = max(c.State, s)
		}
	}
	return c, rows.Err()
}

// set notes a state in the database.
func (e *Events) set(ctx context.Context, keys []string, s chat.State) error {
	n := len(keys)
	var query string
	var args []any
	switch s {
	case chat.Done:
		query = doneEvents + each("($%d, $1, $2, $3, 0)", 4, n) + onDone
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
