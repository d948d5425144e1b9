package content

import "slices"

// Goals lists what a participant can want: what entries are marked to serve first, then
// what conditions tell that they lead to.
func Goals() []string {
	return append(EntryGoals(), "trade-certificate", "upper-secondary", "primary", "higher", "recognition", "norwegian", "permanent-or-citizen")
}

// ways are the competences that a goal is reached by.
func ways(goal string) []string {
	switch goal {
	case "trade-certificate":
		return []string{"trade-certificate", "upper-secondary-partial", "real-competence", "recognition-vocational", "basic-competence"}
	case "upper-secondary":
		return []string{"study-competence", "trade-certificate", "upper-secondary-partial", "real-competence"}
	case "primary":
		return []string{"primary", "basic-skills"}
	case "higher":
		return []string{"higher-degree", "higher-admission", "study-competence", "engineering-admission", "english-requirement", "fagskole-degree"}
	case "recognition":
		return []string{"recognition-higher", "recognition-vocational", "authorisation", "authorisation-basis"}
	case "permanent-or-citizen":
		return []string{"social-studies-test", "citizenship-test", "norwegian-documented"}
	}
	return nil
}

// Serves reports whether e leads to the goal, as far as it says: one that is marked for no
// goal may serve any that marks tell of. The empty goal is served by all.
func (e *Entry) Serves(goal string) bool {
	if goal == "" {
		return true
	}
	if slices.Contains(EntryGoals(), goal) {
		return len(e.Goals) == 0 || slices.Contains(e.Goals, goal)
	}
	return slices.ContainsFunc(e.Conditions, func(c Condition) bool {
		if c.Field == "leads_norwegian" {
			return goal == "norwegian"
		}
		return c.Field == "leads_competence" && slices.ContainsFunc(c.Value.Words("to"), func(to string) bool { return slices.Contains(ways(goal), to) })
	})
}
