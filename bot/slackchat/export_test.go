package slackchat

// Limits are what Slack takes at each place of a manifest.
func Limits() map[string]int {
	out := map[string]int{}
	for _, l := range limits {
		out[l.at] = l.most
	}
	return out
}
