package chat

// Held is how many things the inbox holds of events under way.
func (in *Inbox) Held() int {
	in.mu.Lock()
	defer in.mu.Unlock()
	return len(in.jobs) + len(in.busy) + len(in.people) + len(in.running) + len(in.waiting.root.children)
}
