package slackchat

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

// listen takes what comes through Socket Mode until ctx ends; without an app token it
// only waits. The library reconnects; an error is one that no waiting mends.
func (ch *Chat) listen(ctx context.Context) error {
	if ch.c.AppToken == "" {
		<-ctx.Done()
		return nil
	}
	api := slack.New("", slack.OptionAppLevelToken(ch.c.AppToken), slack.OptionAPIURL(ch.c.APIURL), slack.OptionHTTPClient(ch.c.HTTP))
	sm := socketmode.New(api, socketmode.OptionReadLimit(maxBody))
	ctx, stop := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			select {
			case e := <-sm.Events:
				// An event that panics is not acknowledged, as by a 500 over HTTP.
				_ = ch.recover.Call("socket message", func() error { ch.socketEvent(ctx, sm, e); return nil })
			case <-ctx.Done():
				return
			}
		}
	}()
	err := ch.recover.Call("socket mode", func() error { return sm.RunContext(ctx) })
	cancelled := ctx.Err() != nil
	stop()
	<-done
	if cancelled {
		return nil
	}
	return fmt.Errorf("socket mode: %w", clean(err))
}

// socketEvent hands a payload to the handlers that take it over HTTP, and acknowledges
// it unless the queue is full: Slack then sends it again.
func (ch *Chat) socketEvent(ctx context.Context, sm *socketmode.Client, e socketmode.Event) {
	req := e.Request
	switch e.Type {
	case socketmode.EventTypeConnected:
		ch.c.Log.Info("slack socket mode connected")
		return
	case socketmode.EventTypeConnectionError:
		ch.c.Log.Warn("slack socket mode: no connection yet")
		return
	case socketmode.EventTypeErrorBadMessage:
		// An event type the library does not know: it is still to be acknowledged.
		bad, ok := e.Data.(*socketmode.ErrorBadMessage)
		req = &socketmode.Request{}
		if !ok || json.Unmarshal(bad.Message, req) != nil {
			ch.c.Count("refused", "socket message")
			return
		}
	}
	if req == nil || req.EnvelopeID == "" {
		return
	}
	reply, err := ch.socketRequest(req)
	if errors.Is(err, errBusy) {
		ch.c.Count("refused", "socket message")
		return
	}
	if err := sm.AckCtx(ctx, req.EnvelopeID, reply); err != nil {
		ch.c.Log.Warn("slack socket mode: not acknowledged", "err", err)
	}
}

func (ch *Chat) socketRequest(req *socketmode.Request) (any, error) {
	switch req.Type {
	case socketmode.RequestTypeEventsAPI:
		return ch.takeEvent(req.Payload)
	case socketmode.RequestTypeSlashCommands:
		var c slack.SlashCommand
		if json.Unmarshal(req.Payload, &c) != nil {
			return nil, errBadBody
		}
		return ch.command(c)
	case socketmode.RequestTypeInteractive:
		var in slack.InteractionCallback
		if json.Unmarshal(req.Payload, &in) != nil {
			return nil, errBadBody
		}
		return ch.interaction(in)
	}
	ch.c.Count("unknown", "socket message")
	return nil, nil
}
