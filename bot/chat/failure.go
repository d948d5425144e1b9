package chat

import (
	"errors"
	"net"
	"net/url"
	"time"
)

// Sent says whether something went out when a call to a platform failed.
type Sent int

// What is known of a failed call.
const (
	NotSent     Sent = iota // it is certain that nothing went out
	UnknownSent             // the platform may have taken it: the answer to the call was lost
)

// Failure is a call to a platform that failed, with what may be done about it. An error
// that is no Failure is one of our own: nothing went out, and trying again won't help.
type Failure struct {
	Err   error
	Sent  Sent
	Again bool          // trying later may help; only where nothing went out
	After time.Duration // not before; 0 where the platform named no time
	Gone  bool          // nothing reaches the place any more: it is no more, or we were taken out of it
}

// Error returns the error's own text.
func (f *Failure) Error() string { return f.Err.Error() }

// Unwrap returns what failed.
func (f *Failure) Unwrap() error { return f.Err }

// Refused is a call the platform refused for good: nothing went out.
func Refused(err error) error { return &Failure{Err: err} }

// Gone is a call the platform refused because nothing reaches the place any more.
func Gone(err error) error { return &Failure{Err: err, Gone: true} }

// Retry is a call of which nothing went out and that may be made again, not before
// after has passed.
func Retry(err error, after time.Duration) error {
	return &Failure{Err: err, Again: true, After: after}
}

// Unknown is a call of which nobody knows whether it was carried out.
func Unknown(err error) error { return &Failure{Err: err, Sent: UnknownSent} }

// Transport tells what an error of an HTTP round trip means: a connection that was
// never made carried nothing; any other loss leaves it open. It takes the address out
// of the error, which can hold a secret.
func Transport(err error) error {
	if err == nil {
		return nil
	}
	if u, ok := errors.AsType[*url.Error](err); ok {
		err = u.Err
	}
	if op, ok := errors.AsType[*net.OpError](err); ok && op.Op == "dial" {
		return Retry(err, 0)
	}
	return Unknown(err)
}

// failure reads what an error says of itself.
func failure(err error) Failure {
	if f, ok := errors.AsType[*Failure](err); ok {
		return *f
	}
	return Failure{Err: err}
}
