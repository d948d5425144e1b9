package slackchat

import (
	"context"
	"net/http"
	"path"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// pace keeps the calls to one workspace within Slack's rates, and holds a method back
// for as long as a 429 says.
type pace struct {
	http   *http.Client
	apiURL string

	mu       sync.Mutex
	methods  map[string]*rate.Limiter
	channels map[string]*rate.Limiter
	held     map[string]time.Time
}

func newPace(c *http.Client, apiURL string) *pace {
	return &pace{
		http: c, apiURL: apiURL,
		methods: map[string]*rate.Limiter{}, channels: map[string]*rate.Limiter{}, held: map[string]time.Time{},
	}
}

// perMinute is how often a method may be called in a workspace; postMessage is limited
// by channel instead.
var perMinute = map[string]int{
	"chat.postEphemeral": 100, "chat.unfurl": 50, "views.open": 100, "views.update": 100, "views.push": 100, "views.publish": 100,
	"users.info": 100, "assistant.threads.setSuggestedPrompts": 100, "entity.presentDetails": 50,
}

// Do implements slack-go's client: it waits for the method's turn, then calls. What
// does not go to the API (a response_url) has no method and a budget of its own.
func (p *pace) Do(req *http.Request) (*http.Response, error) {
	if !strings.HasPrefix(req.URL.String(), p.apiURL) {
		return p.http.Do(req)
	}
	method := path.Base(req.URL.Path)
	if err := p.wait(req.Context(), method); err != nil {
		return nil, err
	}
	resp, err := p.http.Do(req)
	if err == nil && resp.StatusCode == http.StatusTooManyRequests {
		p.hold(method, resp.Header.Get("Retry-After"))
	}
	return resp, err
}

func (p *pace) wait(ctx context.Context, method string) error {
	p.mu.Lock()
	until := p.held[method]
	l, ok := p.methods[method]
	if n := perMinute[method]; !ok && n > 0 {
		l = rate.NewLimiter(rate.Limit(n)/60, n)
		p.methods[method] = l
	}
	p.mu.Unlock()
	if d := time.Until(until); d > 0 {
		t := time.NewTimer(d)
		defer t.Stop()
		select {
		case <-t.C:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	if l == nil {
		return nil
	}
	return l.Wait(ctx)
}

func (p *pace) hold(method, retryAfter string) {
	d, err := time.ParseDuration(retryAfter + "s")
	if err != nil || d <= 0 {
		d = time.Second
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.held[method] = time.Now().Add(d)
}

const (
	channelBurst = 3 // Slack takes short bursts above a message a second
	maxChannels  = 4096
)

// channel waits until a message may be posted in the channel.
func (p *pace) channel(ctx context.Context, id string) error {
	p.mu.Lock()
	l, ok := p.channels[id]
	if !ok {
		if len(p.channels) >= maxChannels {
			p.forgetIdle()
		}
		l = rate.NewLimiter(1, channelBurst)
		p.channels[id] = l
	}
	p.mu.Unlock()
	return l.Wait(ctx)
}

// forgetIdle drops the channels that have been quiet; p.mu is held.
func (p *pace) forgetIdle() {
	for id, l := range p.channels {
		if l.Tokens() >= channelBurst {
			delete(p.channels, id)
		}
	}
}
