package picture

import (
	"fmt"
	"strings"
)

// JourneyAlt says in words what a journey's picture shows: start, steps and goal. An
// unknown journey, language or step is ErrUnknown.
func (p *Painter) JourneyAlt(id string, v View) (string, error) {
	j, err := p.journey(id, v)
	if err != nil {
		return "", err
	}
	if v.Step < 0 || v.Step > len(j.entry.Steps) {
		return "", fmt.Errorf("step %d of journey %q: %w", v.Step, id, ErrUnknown)
	}
	t := j.entry.Text(v.Lang)
	var b strings.Builder
	fmt.Fprintf(&b, "%s. %s: %s ", t.Title, v.Words.Start, firstSentence(t.Start))
	for i, s := range j.entry.Steps {
		var notes []string
		if s.Parallel {
			notes = append(notes, v.Words.Parallel)
		}
		if i+1 == v.Step {
			notes = append(notes, v.Words.Here)
		}
		fmt.Fprintf(&b, "%d. %s", i+1, s.Texts[v.Lang].Title)
		if len(notes) > 0 {
			fmt.Fprintf(&b, " (%s)", strings.Join(notes, ", "))
		}
		b.WriteString("; ")
	}
	return strings.TrimSuffix(b.String(), "; ") + fmt.Sprintf(". %s: %s", v.Words.Goal, firstSentence(t.Goal)), nil
}

func firstSentence(s string) string {
	if i := strings.Index(s, ". "); i >= 0 {
		return s[:i+1]
	}
	return s
}
