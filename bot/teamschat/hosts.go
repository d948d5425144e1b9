package teamschat

import (
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// The hosts Teams is answered at. Anybody can have a name under trafficmanager.net, so
// that one is named in full.
var (
	serviceHosts = []string{
		"smba.trafficmanager.net",
		"smba.infra.gcc.teams.microsoft.com",
	}
	serviceDomains = []string{".botframework.com"}
)

// hosts decides where answers may be sent.
type hosts struct {
	also     []string // "host:port" allowed over http too; for development
	loopback bool     // any loopback address; for development
}

// check returns errForbidden for a serviceUrl that answers, and with them our access
// token, must not go to.
func (h hosts) check(serviceURL string) error {
	u, err := url.Parse(serviceURL)
	if err != nil || u.Host == "" || u.User != nil || u.Fragment != "" || u.RawQuery != "" {
		return fmt.Errorf("%w: serviceUrl is no address", errForbidden)
	}
	if slices.Contains(h.also, u.Host) && (u.Scheme == "http" || u.Scheme == "https") {
		return nil
	}
	if h.loopback && isLoopback(u.Hostname()) && (u.Scheme == "http" || u.Scheme == "https") {
		return nil
	}
	host := strings.ToLower(u.Hostname())
	known := slices.Contains(serviceHosts, host) ||
		slices.ContainsFunc(serviceDomains, func(d string) bool { return strings.HasSuffix(host, d) })
	if u.Scheme != "https" || !known || (u.Port() != "" && u.Port() != "443") {
		return fmt.Errorf("%w: serviceUrl is not of Teams", errForbidden)
	}
	return nil
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// fromHere reports whether the request came to and from this machine without a proxy:
// what the mode without authentication asks for.
func fromHere(r *http.Request) bool {
	local, ok := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	if !ok || r.Header.Get("X-Forwarded-For") != "" || r.Header.Get("Forwarded") != "" {
		return false
	}
	for _, addr := range []string{local.String(), r.RemoteAddr} {
		host, _, err := net.SplitHostPort(addr)
		if err != nil || !isLoopback(host) {
			return false
		}
	}
	return true
}
