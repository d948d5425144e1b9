package journal

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"

	"veiviser/bot/chat"
)

// Settings keeps what administrators chose for workspaces, teams and channels, until they
// choose otherwise or the app is removed. It implements [chat.SettingsKeeper].
type Settings struct{ *core }

// places are the hashes that stand for a scope and what it lies in.
type places struct{ workspace, team, channel string }

// placesOf names them. All parts go into each, so that two workspaces share none.
func (s *Settings) placesOf(at chat.Scope) (p places, err error) {
	if at.Platform == "" || at.Workspace == "" {
		return p, errors.New("settings of no workspace")
	}
	key := func(parts ...string) string {
		return s.hash("setting", strings.Join(append([]string{string(at.Platform), at.Workspace}, parts...), "\x00"))
	}
	p.workspace = key()
	if at.Team != "" {
		p.team = key("team", at.Team)
	}
	if at.Channel != "" {
		p.channel = key("channel", at.Channel)
	}
	return p, nil
}

// Settings returns what is chosen for at and what it lies in, by level. A scope of no
// workspace has none.
func (s *Settings) Settings(ctx context.Context, at chat.Scope) (map[chat.Level]chat.Settings, error) {
	p, err := s.placesOf(at)
	if err != nil {
		return nil, nil
	}
	out := map[chat.Level]chat.Settings{}
	err = s.db.asked.with(ctx, s.db.read, `SELECT place, state FROM chat_setting WHERE workspace = $1 AND place IN ('', $2, $3)`, func(stmt *sql.Stmt) error {
		rows, err := stmt.QueryContext(ctx, p.workspace, p.team, p.channel)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var place, state string
			if err := rows.Scan(&place, &state); err != nil {
				return err
			}
			var chosen chat.Settings
			if !decode(state, &chosen) {
				continue // of a newer program
			}
			chosen.Lang = knownLang(chosen.Lang)
			out[p.level(place)] = chosen
		}
		return rows.Err()
	})
	if err != nil {
		s.queue.readsFailed.Add(1)
		return nil, fmt.Errorf("settings: %w", err)
	}
	return out, nil
}

// level is what a place is of.
func (p places) level(place string) chat.Level {
	switch place {
	case "":
		return chat.ForWorkspace
	case p.channel:
		return chat.ForChannel
	}
	return chat.ForTeam
}

// KeepSettings keeps what is chosen for exactly at; the zero Settings deletes it. What is
// no setting, and a scope of no workspace, is an error.
func (s *Settings) KeepSettings(ctx context.Context, at chat.Scope, chosen chat.Settings) error {
	p, err := s.placesOf(at)
	if err == nil {
		err = checkSettings(chosen)
	}
	if err != nil {
		return fmt.Errorf("keep settings: %w", err)
	}
	place, team := p.channel, p.team
	if at.Channel == "" {
		place, team = p.team, ""
	}
	if chosen == (chat.Settings{}) {
		_, err = s.db.exec(ctx, `DELETE FROM chat_setting WHERE workspace = $1 AND place = $2`, p.workspace, place)
	} else {
		var state string
		if state, err = encode(chosen); err != nil {
			return fmt.Errorf("keep settings: %w", err)
		}
		_, err = s.db.exec(ctx, `INSERT INTO chat_setting (workspace, place, team, state, saved) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (workspace, place) DO UPDATE SET team = excluded.team, state = excluded.state, saved = excluded.saved`,
			p.workspace, place, team, state, millis(s.cfg.Now()))
	}
	if err == nil {
		err = s.db.checkpoint(ctx)
	}
	if err != nil {
		return fmt.Errorf("keep settings: %w", err)
	}
	return nil
}

// maxChannel is longer than any platform's id of a channel.
const maxChannel = 200

// checkSettings refuses what no form of ours sends.
func checkSettings(s chat.Settings) error {
	switch {
	case !validLang(s.Lang):
		return errors.New("an unknown language")
	case s.Answers != "" && s.Answers != chat.AskerAlone && s.Answers != chat.Everybody:
		return errors.New("an unknown audience")
	case s.Municipality != "" && !chat.IsMunicipality(s.Municipality):
		return errors.New("a municipality that is no number of four digits")
	case len(s.Editors) > maxChannel || strings.ContainsFunc(s.Editors, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }):
		return errors.New("a channel that is none")
	}
	return nil
}

// ForgetSettings deletes what was chosen for at and all that lies in it before the time.
// There being nothing is no error.
func (s *Settings) ForgetSettings(ctx context.Context, at chat.Scope, before time.Time) error {
	p, err := s.placesOf(at)
	if err != nil {
		return nil
	}
	query, place := `DELETE FROM chat_setting WHERE workspace = $1 AND saved < $2 AND $3 = ''`, ""
	switch {
	case at.Channel != "":
		query, place = `DELETE FROM chat_setting WHERE workspace = $1 AND saved < $2 AND place = $3`, p.channel
	case at.Team != "":
		query, place = `DELETE FROM chat_setting WHERE workspace = $1 AND saved < $2 AND (place = $3 OR team = $3)`, p.team
	}
	if _, err := s.db.exec(ctx, query, p.workspace, millis(before), place); err != nil {
		return fmt.Errorf("forget settings: %w", err)
	}
	return nil
}
