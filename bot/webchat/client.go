package webchat

import (
	"fmt"
	"net/http"
	"net/netip"
	"strings"

	"veiviser/bot"
)

// Proxies are the addresses whose X-Forwarded-For is believed. The zero value believes
// nobody.
type Proxies []netip.Prefix

// ParseProxies reads addresses ("10.0.0.7") and networks ("10.0.0.0/8") with spaces or
// commas between them; an empty string is none.
func ParseProxies(s string) (Proxies, error) {
	var out Proxies
	for _, f := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' }) {
		if a, err := netip.ParseAddr(f); err == nil {
			out = append(out, netip.PrefixFrom(a.Unmap(), a.Unmap().BitLen()))
			continue
		}
		p, err := netip.ParsePrefix(f)
		if err != nil {
			return nil, fmt.Errorf("%q is neither an address nor a network (want \"10.0.0.7\" or \"10.0.0.0/8\")", f)
		}
		out = append(out, p.Masked())
	}
	return out, nil
}

func (ps Proxies) contain(a netip.Addr) bool {
	for _, p := range ps {
		if p.Contains(a) {
			return true
		}
	}
	return false
}

// client is the address a request comes from: the connection's own or, where that is a
// proxy's, the last one in X-Forwarded-For that is no proxy's. What stands before that
// one anybody can have written. The zero address is one that can't be read.
func (ps Proxies) client(r *http.Request) netip.Addr {
	ap, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}
	}
	a := ap.Addr().Unmap().WithZone("")
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(hops) - 1; i >= 0 && ps.contain(a); i-- {
		hop, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			break
		}
		a = hop.Unmap().WithZone("")
	}
	return a
}

// Asker names who a request comes from, as limits count them; empty for this machine
// itself, which none holds.
func (ps Proxies) Asker(r *http.Request) string { return asker(ps.client(r)) }

func asker(from netip.Addr) string {
	if from.IsLoopback() {
		return ""
	}
	return subscriber(from)
}

// subscriberBits of an IPv6 address belong to one subscriber, who can use every address
// below them.
const subscriberBits = 64

// subscriber names who a client's address belongs to.
func subscriber(a netip.Addr) string {
	if a.Is6() {
		if p, err := a.Prefix(subscriberBits); err == nil {
			return p.String()
		}
	}
	return a.String()
}

// voter names who gives feedback, as far as that can be known without a cookie: the same
// address and browser on the same day. Colleagues behind one address with the same
// browser count as one. It is kept as a keyed hash alone.
func (c *site) voter(r *http.Request) string {
	return strings.Join([]string{
		string(bot.Web), subscriber(c.Proxies.client(r)), r.UserAgent(), c.Now().UTC().Format("2006-01-02"),
	}, "\x00")
}
