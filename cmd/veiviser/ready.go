package main

import (
	"context"
	"net/http"
	"strings"
	"time"
)

// check is one thing that an operator wants to know of.
type check struct {
	// needed is whether a load balancer should send questions elsewhere meanwhile.
	needed bool
	// problem says in a line what is wrong; empty when all is well.
	problem func(context.Context) string
}

// checkWait bounds all checks together: probes of most platforms wait no longer.
const checkWait = 3 * time.Second

// addCheck adds a check to /readyz. It is called before the site is served.
func (s *site) addCheck(needed bool, problem func(context.Context) string) {
	s.checks = append(s.checks, check{needed, problem})
}

// state runs the checks: whether questions should come here, and a line for each
// problem.
func (s *site) state(ctx context.Context) (ready bool, problems []string) {
	if s.stopping.Load() {
		return false, []string{"stopping"}
	}
	ctx, cancel := context.WithTimeout(ctx, checkWait)
	defer cancel()
	ready = true
	for _, c := range s.checks {
		if p := c.problem(ctx); p != "" {
			problems = append(problems, p)
			ready = ready && !c.needed
		}
	}
	return ready, problems
}

// journalState tells of a journal that can't keep what it is given. Without it the
// service still answers, but nothing that happens is kept.
func (s *site) journalState(ctx context.Context) string {
	if err := s.journal.Ping(ctx); err != nil {
		s.log.WarnContext(ctx, "the journal can't be written; answers go on", "err", err)
		return "the journal can't be written; answers go on"
	}
	return ""
}

// ready tells a load balancer whether to send questions here, and an operator
// what is wrong, a line each.
func (s *site) ready(w http.ResponseWriter, r *http.Request) {
	ok, problems := s.state(r.Context())
	if !ok {
		writeText(w, http.StatusServiceUnavailable, strings.Join(problems, "\n"))
		return
	}
	lines := []string{"ready"}
	for _, p := range s.platforms { // one that is off is no reason to send the others' questions elsewhere
		state := "up"
		if p.err() != nil {
			state = "off, see the log"
		}
		lines = append(lines, string(p.name)+": "+state)
	}
	writeText(w, http.StatusOK, strings.Join(append(lines, problems...), "\n"))
}

// readyOnly is ready for everybody: how this service is run is not theirs to
// know.
func (s *site) readyOnly(w http.ResponseWriter, r *http.Request) {
	if ok, _ := s.state(r.Context()); !ok {
		writeText(w, http.StatusServiceUnavailable, "not ready")
		return
	}
	writeText(w, http.StatusOK, "ready")
}
