package chat

import (
	"context"
	"time"
)

// State is how far an event has come.
type State int

// The states of an event.
const (
	Free    State = iota // nobody's: nothing of an answer went out
	Taken                // somebody works on it until the lease ends
	Sending              // an answer is about to go out, or has
	Done                 // answered, or its person was told
)

// Claim is what taking an event found.
type Claim struct {
	// State is Taken where the event is the caller's from now on, Sending where it is
	// the caller's and an earlier holder had begun to send before its lease ended, Done
	// where nothing is left to do.
	State State
	// LeasedUntil is when the lease of whoever holds it ends; zero where nobody did.
	LeasedUntil time.Time
}

// Ledger remembers for all replicas how far each event has come. An event can have
// several ids: it is the same event if any of them is. Implementations keep ids hashed
// and forget them after 25 hours.
type Ledger interface {
	// Take leases the event for the given time: all of its ids, or none. A lease that has
	// not ended holds it, whoever's it is. With an error the claim is what this program
	// alone knows.
	Take(ctx context.Context, ids []string, lease time.Duration) (Claim, error)
	// Renew makes leases held by this program last that long from now on.
	Renew(ctx context.Context, ids []string, lease time.Duration) error
	// Set notes the state of an event that this program has taken. Free forgets it;
	// Taken ends the lease but remembers whether sending had begun; both do nothing to an
	// event that another holds by now. Done holds whoever has it, and for good.
	Set(ctx context.Context, ids []string, s State) error
}

// recovered is a ledger whose panics are errors: as with any other, an event is done by
// what this program alone knows.
type recovered struct {
	Ledger
	r Recoverer
}

const ledgerJob = "ledger"

func (l recovered) Take(ctx context.Context, ids []string, lease time.Duration) (c Claim, err error) {
	err = l.r.Call(ledgerJob, func() (err error) {
		c, err = l.Ledger.Take(ctx, ids, lease)
		return err
	})
	return c, err
}

func (l recovered) Renew(ctx context.Context, ids []string, lease time.Duration) error {
	return l.r.Call(ledgerJob, func() error { return l.Ledger.Renew(ctx, ids, lease) })
}

func (l recovered) Set(ctx context.Context, ids []string, s State) error {
	return l.r.Call(ledgerJob, func() error { return l.Ledger.Set(ctx, ids, s) })
}
