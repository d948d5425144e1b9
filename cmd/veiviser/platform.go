package main

import (
	"context"
	"errors"
	"net/http"
	"sync/atomic"

	"github.com/prometheus/client_golang/prometheus"

	"veiviser/bot"
)

// chatPlatform is a chat that is served.
type chatPlatform interface {
	Register(*http.ServeMux)
	// Run answers until ctx ends, and then what is left.
	Run(ctx context.Context) error
	// Waiting returns how many events wait and are being done.
	Waiting() (waiting, running int)
}

// platform is a chat with how it stands. One that fails is off, and the others go on.
type platform struct {
	name bot.Platform
	chat chatPlatform
	off  atomic.Pointer[error] // why Run ended before its time
}

var errEnded = errors.New("ended before its time")

// add serves a chat from now on.
func (s *site) add(name bot.Platform, c chatPlatform) {
	p := &platform{name: name, chat: c}
	c.Register(s.mux)
	s.platforms = append(s.platforms, p)
	s.metrics.watchPlatform(p)
}

// run runs the chat until ctx ends. When the chat ends before, it is off: what it left
// running ends too, and the log tells.
func (s *site) runPlatform(ctx context.Context, p *platform) {
	own, cancel := context.WithCancel(bot.WithTracer(ctx, s.tracer))
	defer cancel()
	err := s.recoverer().Call(string(p.name), func() error { return p.chat.Run(own) })
	if ctx.Err() == nil && err == nil {
		err = errEnded
	}
	if err == nil {
		return
	}
	p.off.Store(&err)
	s.log.Error("platform is off until the next start", "platform", p.name, "err", err)
}

// err tells why the platform, or a part of it, is off; nil when all of it is well.
func (p *platform) err() error {
	if err := p.off.Load(); err != nil {
		return *err
	}
	if c, ok := p.chat.(interface{ Err() error }); ok {
		return c.Err()
	}
	return nil
}

// watchPlatform adds what is read from a platform when it is scraped.
func (m *metrics) watchPlatform(p *platform) {
	gauge := func(name, help string, labels prometheus.Labels, read func() int) {
		labels["platform"] = string(p.name)
		m.registry.MustRegister(prometheus.NewGaugeFunc(
			prometheus.GaugeOpts{Name: "veiviser_" + name, Help: help, ConstLabels: labels}, func() float64 { return float64(read()) }))
	}
	gauge("platform_up", "Whether all of a chat platform is served.", prometheus.Labels{}, func() int {
		if p.err() != nil {
			return 0
		}
		return 1
	})
	const help = "Events of a chat platform on their way."
	gauge("chat_events", help, prometheus.Labels{"state": "waiting"}, func() int { n, _ := p.chat.Waiting(); return n })
	gauge("chat_events", help, prometheus.Labels{"state": "running"}, func() int { _, n := p.chat.Waiting(); return n })
}
