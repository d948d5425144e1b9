package chat

import "time"

// turns is a queue in which everybody has a turn: it goes round the workspaces, in each
// round its people, and for each person round their channels. What one person asks in
// one channel keeps its order.
type turns struct {
	root node
	n    int
}

// node is a workspace, a person or a channel with what waits below it.
type node struct {
	children map[string]*node
	order    []string // the round; the next turn is the first's
	jobs     []*job   // of a channel
}

// put adds a job at the end of its line.
func (t *turns) put(j *job) {
	n := &t.root
	for _, key := range j.line() {
		n = n.child(key)
	}
	n.jobs = append(n.jobs, j)
	t.n++
}

func (n *node) child(key string) *node {
	if c, ok := n.children[key]; ok {
		return c
	}
	if n.children == nil {
		n.children = map[string]*node{}
	}
	c := &node{}
	n.children[key] = c
	n.order = append(n.order, key)
	return c
}

// next takes out the first job, in the order of turns, that need not wait. Where all
// have to, it returns nil and the shortest time one of them has to.
func (t *turns) next(wait func(*job) time.Duration) (*job, time.Duration) {
	j, shortest := t.root.next(wait)
	if j != nil {
		t.n--
	}
	return j, shortest
}

func (n *node) next(wait func(*job) time.Duration) (*job, time.Duration) {
	if len(n.jobs) > 0 {
		d := wait(n.jobs[0])
		if d > 0 {
			return nil, d
		}
		j := n.jobs[0]
		n.jobs = n.jobs[1:]
		return j, 0
	}
	shortest := time.Duration(0)
	for i, key := range n.order {
		c := n.children[key]
		j, d := c.next(wait)
		if j != nil {
			n.turned(i, c)
			return j, 0
		}
		if shortest == 0 || d < shortest {
			shortest = d
		}
	}
	return nil, shortest
}

// turned puts the child that had its turn at the end of the round, or takes it out
// where nothing waits below it any more.
func (n *node) turned(i int, c *node) {
	key := n.order[i]
	n.order = append(n.order[:i], n.order[i+1:]...)
	if len(c.order) == 0 && len(c.jobs) == 0 {
		delete(n.children, key)
		return
	}
	n.order = append(n.order, key)
}

// all returns every job that waits.
func (t *turns) all() []*job { return t.root.all(nil) }

func (n *node) all(into []*job) []*job {
	into = append(into, n.jobs...)
	for _, key := range n.order {
		into = n.children[key].all(into)
	}
	return into
}
