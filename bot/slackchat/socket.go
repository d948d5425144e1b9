package slackchat

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

// socket takes what comes through Socket Mode, for networks without a public address.
type socket struct {
	in    interactions
	slots chan struct{} // of envelopes under way
}

// maxEnvelopes is how many envelopes wait for their answers at a time; Slack keeps the
// others.
const maxEnvelopes = 256

func newSocket(in interactions) *socket {
	return &socket{in: in, slots: make(chan struct{}, maxEnvelopes)}
}

// listen takes envelopes until ctx ends. The library reconnects; an error is one that
// no waiting mends.
func (s *socket) listen(ctx context.Context) error {
	c := s.in.c
	api := slack.New("", slack.OptionAppLevelToken(c.AppToken), slack.OptionAPIURL(c.APIURL), slack.OptionHTTPClient(c.HTTP))
	sm := socketmode.New(api, socketmode.OptionReadLimit(maxBody))
	ctx, stop := context.WithCancel(ctx)
	var taking sync.WaitGroup
	taking.Go(func() { s.take(ctx, sm) })
	err := sm.RunContext(ctx)
	cancelled := ctx.Err() != nil
	stop()
	taking.Wait()
	if cancelled {
		return nil
	}
	return fmt.Errorf("socket mode: %w", clean(err))
}

// take hands on what comes, each envelope by itself: one that is slow to be answered
// holds up no other.
func (s *socket) take(ctx context.Context, sm *socketmode.Client) {
	var envelopes sync.WaitGroup
	defer envelopes.Wait()
	for {
		select {
		case e := <-sm.Events:
			req := s.request(e)
			if req == nil || req.EnvelopeID == "" {
				continue
			}
			s.slots <- struct{}{}
			envelopes.Go(func() {
				defer func() { <-s.slots }()
				err := s.in.recover.Call("socket message", func() error { return s.answer(ctx, sm, req) })
				if err != nil {
					s.in.c.Log.Warn("slack socket mode: not acknowledged", "err", err)
				}
			})
		case <-ctx.Done():
			return
		}
	}
}

// request is the request of a library event, nil for one that has none.
func (s *socket) request(e socketmode.Event) *socketmode.Request {
	switch e.Type {
	case socketmode.EventTypeConnected:
		s.in.c.Log.Info("slack socket mode connected")
	case socketmode.EventTypeConnectionError:
		s.in.c.Log.Warn("slack socket mode: no connection yet")
	case socketmode.EventTypeErrorBadMessage:
		// An event type the library does not know: it is still to be acknowledged.
		bad, ok := e.Data.(*socketmode.ErrorBadMessage)
		req := &socketmode.Request{}
		if !ok || json.Unmarshal(bad.Message, req) != nil {
			s.in.c.Count("refused", "socket message")
			return nil
		}
		return req
	}
	return e.Request
}

// answer hands a payload to the handlers that take it over HTTP, and acknowledges it
// unless it should come again.
func (s *socket) answer(ctx context.Context, sm *socketmode.Client, req *socketmode.Request) error {
	reply, err := s.dispatch(ctx, req)
	if err != nil && !errors.Is(err, errBadBody) {
		s.in.c.Count("refused", "socket message")
		return nil
	}
	return sm.AckCtx(ctx, req.EnvelopeID, reply)
}

func (s *socket) dispatch(ctx context.Context, req *socketmode.Request) (any, error) {
	switch req.Type {
	case socketmode.RequestTypeEventsAPI:
		return s.in.takeEvent(ctx, req.Payload)
	case socketmode.RequestTypeSlashCommands:
		var c slack.SlashCommand
		if json.Unmarshal(req.Payload, &c) != nil {
			return nil, errBadBody
		}
		return s.in.command(ctx, c)
	case socketmode.RequestTypeInteractive:
		return s.in.takePayload(ctx, req.Payload)
	}
	s.in.c.Count("unknown", "socket message")
	return nil, nil
}
