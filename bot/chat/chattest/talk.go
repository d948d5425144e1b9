package chattest

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"veiviser/bot"
	"veiviser/bot/chat"
)

// talk is a conversation that every platform has to hold. Its lines are:
//
//	ada: hva er KVP?                  a person writes in a channel's thread
//	ada direkte: hva er KVP?          or in a conversation with the bot alone
//	ada: [show nb/jobbsjansen//0]     a person presses a button: verb, ref and value
//	→ alle: Kvalifiseringsprogram     everybody is shown something with this in it
//	→ ada: Siden finnes ikke          one person alone is
//	→ noen: Jamal                     somebody is: where, platforms differ in
//
// Nothing else is shown. A blank line is a pause of a minute.
type talk struct {
	name  string
	lines []string
}

//go:embed testdata/*.txtar
var testdata embed.FS

// talks are the conversations of testdata.
func talks(t *testing.T) []talk {
	t.Helper()
	names, err := fs.Glob(testdata, "testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no conversations", err)
	}
	var all []talk
	for _, name := range names {
		b, err := testdata.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range txtar.Parse(b).Files {
			all = append(all, talk{
				name:  strings.TrimSuffix(path.Base(name), ".txtar") + "/" + strings.ReplaceAll(f.Name, " ", "_"),
				lines: strings.Split(strings.TrimSuffix(string(f.Data), "\n"), "\n"),
			})
		}
	}
	return all
}

// Said is what somebody who is alone with the bot writes, and what they are shown.
type Said struct{ Text, Shown string }

// Dialogues returns the conversations in which nobody presses anything, each as if one
// person were alone with the bot, by name: for a place to ask that is no [chat.Platform].
func Dialogues(t *testing.T) map[string][]Said {
	t.Helper()
	out := map[string][]Said{}
	for _, k := range talks(t) {
		var said []Said
		for _, line := range k.lines {
			if m := showLine.FindStringSubmatch(line); m != nil && len(said) > 0 {
				said[len(said)-1].Shown = m[2]
			} else if m := sayLine.FindStringSubmatch(line); m != nil {
				said = append(said, Said{Text: m[3]})
			}
		}
		if !slices.ContainsFunc(said, func(s Said) bool { return pressed.MatchString(s.Text) || s.Text == noteCommand }) {
			out[k.name] = said
		}
	}
	return out
}

// noteCommand asks for what a chat shows in a form of its own.
const noteCommand = "lag notat"

var (
	sayLine  = regexp.MustCompile(`^(\w+)( direkte)?: (.+)$`)
	pressed  = regexp.MustCompile(`^\[(\w+) (\S+)(?: (\S+))?\]$`)
	showLine = regexp.MustCompile(`^→ (\w+): (.+)$`)
)

// run holds the conversation.
func (k talk) run(r *run) {
	shown, direct := 0, false // how much has been shown, and whether nobody else is there
	for n, line := range k.lines {
		if m := showLine.FindStringSubmatch(line); m != nil {
			r.shows(line, m[1], m[2], shown, direct)
			shown++
			continue
		}
		r.nothingMore(shown)
		if line == "" {
			time.Sleep(time.Minute)
			continue
		}
		m := sayLine.FindStringSubmatch(line)
		if m == nil {
			r.Fatalf("%s: line %q is none", k.name, line)
		}
		direct = m[2] != ""
		in := Inbound{ID: fmt.Sprint(n), Person: m[1], Channel: "kanal", Text: m[3]}
		if direct {
			in.Channel = ""
		}
		if n > 0 {
			in.Thread = "0"
		}
		if p := pressed.FindStringSubmatch(m[3]); p != nil {
			ref, ok := bot.ParseCompact(p[2])
			if !ok {
				r.Fatalf("%s: %q is no ref", k.name, p[2])
			}
			in.Text, in.Verb, in.Ref, in.Value = "", chat.Verb(p[1]), ref, p[3]
		}
		if !r.h.Deliver(in) {
			r.Errorf("%q was not acknowledged", line)
		}
	}
	time.Sleep(time.Minute)
	r.nothingMore(shown)
}

// shows wants what was shown as number n to hold text, in capitals or not, and who sees it
// to be to.
func (r *run) shows(line, to, text string, n int, direct bool) {
	r.Helper()
	all := r.h.Seen()
	if n >= len(all) {
		r.Errorf("%q: nothing was shown", line)
		return
	}
	s := all[n]
	if !strings.Contains(strings.ToLower(s.Body), strings.ToLower(text)) {
		r.Errorf("%q: shown was %.500s", line, s.Body)
	}
	switch {
	case to == "noen", to == s.To, to == "alle" && s.To == "", direct && s.To == "":
	default:
		r.Errorf("%q: shown to %q", line, s.To)
	}
}

func (r *run) nothingMore(n int) {
	r.Helper()
	if all := r.h.Seen(); len(all) > n {
		r.Errorf("also shown to %q: %.500s", all[n].To, all[n].Body)
	}
}
