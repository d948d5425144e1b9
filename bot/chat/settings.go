package chat

import (
	"cmp"
	"context"
	"log/slog"
	"sync/atomic"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"

	"veiviser/bot"
	"veiviser/content"
)

// Level is how much of a workspace a setting is for.
type Level string

// The levels, nearest first.
const (
	ForChannel   Level = "channel"
	ForTeam      Level = "team"
	ForWorkspace Level = "workspace"
)

// Scope is what settings are chosen for: a workspace, or a team or channel in it. Two
// workspaces never have the same scope, whatever their channels are called.
type Scope struct {
	Platform  bot.Platform
	Workspace string
	Team      string // that the channel lies in; without a channel, the scope itself. Empty for none
	Channel   string // empty: all of the team or workspace
}

// Levels are the levels that there are at s, nearest first.
func (s Scope) Levels() []Level {
	var out []Level
	if s.Channel != "" {
		out = append(out, ForChannel)
	}
	if s.Team != "" {
		out = append(out, ForTeam)
	}
	return append(out, ForWorkspace)
}

// At is the scope of the level that s lies in; ok is false where s lies in none.
func (s Scope) At(l Level) (at Scope, ok bool) {
	switch l {
	case ForChannel:
		return s, s.Channel != ""
	case ForTeam:
		s.Channel = ""
		return s, s.Team != ""
	case ForWorkspace:
		s.Team, s.Channel = "", ""
		return s, true
	}
	return Scope{}, false
}

// Audience is who sees answers in a channel.
type Audience string

// The audiences; empty leaves it to the level above.
const (
	AskerAlone Audience = "private"
	Everybody  Audience = "open"
)

// Settings are what an administrator chose. What is empty is left to the level above, and
// at last to the program's own settings. They are kept as JSON: a field can be added but
// not renamed.
type Settings struct {
	Lang         content.Lang `json:"lang,omitempty"`         // where neither question nor person tells one
	Answers      Audience     `json:"answers,omitempty"`      // in channels
	Municipality string       `json:"municipality,omitempty"` // its number, four digits: of who has chosen none
	Editors      string       `json:"editors,omitempty"`      // channel where what is sent to the editors is posted
}

// Over is s with what it leaves empty from under.
func (s Settings) Over(under Settings) Settings {
	return Settings{
		Lang: cmp.Or(s.Lang, under.Lang), Answers: cmp.Or(s.Answers, under.Answers),
		Municipality: cmp.Or(s.Municipality, under.Municipality), Editors: cmp.Or(s.Editors, under.Editors),
	}
}

// SettingsKeeper keeps what administrators chose, until they choose otherwise or the app is
// removed.
type SettingsKeeper interface {
	// Settings returns what is chosen for s and what it lies in, by level; a level without
	// anything is left out.
	Settings(ctx context.Context, s Scope) (map[Level]Settings, error)
	// KeepSettings keeps what is chosen for exactly s; the zero Settings deletes it.
	KeepSettings(ctx context.Context, s Scope, chosen Settings) error
	// ForgetSettings deletes what was chosen for s and all that lies in it before at, when
	// the app was removed from there.
	ForgetSettings(ctx context.Context, s Scope, at time.Time) error
}

// scope is what is set for the address: alone with somebody there is no channel.
func (a Address) scope(p bot.Platform) Scope {
	s := Scope{Platform: p, Workspace: a.Workspace}
	if !a.Direct {
		s.Team, s.Channel = a.Team, cmp.Or(a.Room, a.Channel)
	}
	return s
}

const (
	// settingsTTL bounds how long another replica's choice goes unseen.
	settingsTTL = 30 * time.Second
	// settingsWait is how long an answer waits for them.
	settingsWait = time.Second
	maxSettings  = 10_000
)

// settings reads what was chosen, at most once in settingsTTL for each scope. What can't be
// read is as it was read last.
type settings struct {
	keeper SettingsKeeper // nil: nothing is chosen
	now    func() time.Time
	log    *slog.Logger
	told   *Limiter // log lines
	known  *lru.Cache[Scope, knownSettings]
	chosen atomic.Int64 // counts what was chosen here: what was read before is read anew
}

type knownSettings struct {
	by     map[Level]Settings
	until  time.Time
	chosen int64
}

func newSettings(c Config) *settings {
	known, err := lru.New[Scope, knownSettings](maxSettings)
	if err != nil {
		panic(err) // only for a size below one
	}
	return &settings{keeper: c.Settings, now: c.Now, log: c.Log, told: NewLimiter(Same(PerMinute(1))), known: known}
}

// by returns what is chosen for s, by level.
func (s *settings) by(ctx context.Context, at Scope) map[Level]Settings {
	if s.keeper == nil {
		return nil
	}
	k, _ := s.known.Get(at)
	if s.now().Before(k.until) && k.chosen == s.chosen.Load() {
		return k.by
	}
	by, err := s.fresh(ctx, at)
	if err != nil && s.told.Allow("") {
		s.log.WarnContext(ctx, "settings can't be read; those read last hold", "platform", at.Platform, "err", err)
	}
	return by
}

// fresh is by, read anew: for who is about to change it. Where it can't be read, it is as it
// was read last.
func (s *settings) fresh(ctx context.Context, at Scope) (map[Level]Settings, error) {
	k, _ := s.known.Get(at)
	k.until, k.chosen = s.now().Add(settingsTTL), s.chosen.Load()
	ctx, cancel := context.WithTimeout(ctx, settingsWait)
	defer cancel()
	by, err := s.keeper.Settings(ctx, at)
	if err == nil {
		k.by = by
	}
	s.known.Add(at, k)
	return k.by, err
}

// of is what holds at s.
func (s *settings) of(ctx context.Context, at Scope) Settings {
	var out Settings
	by := s.by(ctx, at)
	for _, l := range at.Levels() {
		out = out.Over(by[l])
	}
	return out
}

// keep keeps what is chosen for a scope; it holds from the next question on.
func (s *settings) keep(ctx context.Context, at Scope, chosen Settings) error {
	defer s.chosen.Add(1) // it can hold for any channel below
	return s.keeper.KeepSettings(ctx, at, chosen)
}

// Organisation is what administrators chose for the workspaces of a platform, and how they
// choose it. It is safe for concurrent use.
type Organisation struct {
	c        Config
	limits   Limits
	settings *settings
	language func(context.Context, Address) content.Lang // to speak to a person in
}

// Settings is what holds at the address.
func (o *Organisation) Settings(ctx context.Context, at Address) Settings {
	return o.settings.of(ctx, at.scope(o.c.Platform.Name()))
}

// Removed deletes what was chosen for the level of the address and all below it, before
// the app was removed there.
func (o *Organisation) Removed(ctx context.Context, at Address, l Level, when time.Time) error {
	scope, ok := at.scope(o.c.Platform.Name()).At(l)
	if !ok || o.settings.keeper == nil {
		return nil
	}
	defer func() {
		o.settings.chosen.Add(1)
		o.settings.known.Purge() // what is deleted holds nowhere
	}()
	return o.settings.keeper.ForgetSettings(ctx, scope, when)
}

// Municipality is that of what the person at the address chose, else what is set there.
func (o *Organisation) Municipality(ctx context.Context, at Address, own Preference) string {
	return cmp.Or(own.Municipality, o.Settings(ctx, at).Municipality)
}

// Local is the municipality whose local entries stand beside the national ones at the address:
// alone with somebody theirs, else what is set for the channel, team or workspace, as all who
// are there read the same.
func (o *Organisation) Local(ctx context.Context, at Address, own Preference) string {
	if at.Direct {
		return o.Municipality(ctx, at, own)
	}
	return o.Settings(ctx, at).Municipality
}

// AnswersAlone tells whether answers at the address are seen by the asker alone.
func (o *Organisation) AnswersAlone(ctx context.Context, at Address) bool {
	if at.Direct {
		return false
	}
	switch o.Settings(ctx, at).Answers {
	case AskerAlone:
		return o.limits.Private
	case Everybody:
		return false
	}
	return o.c.Private
}
