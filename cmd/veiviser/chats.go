package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"veiviser/bot"
	"veiviser/bot/journal"
	"veiviser/bot/slackchat"
	"veiviser/bot/teamschat"
	"veiviser/content"
)

// addChats wires Slack and Teams where c switches them on.
func (s *site) addChats(c config, b *bot.Bot, p *parts, j *journal.Journal) error {
	return errors.Join(s.addSlack(c, b, p, j), s.addTeams(c, b, p, j))
}

func (s *site) addSlack(c config, b *bot.Bot, p *parts, j *journal.Journal) error {
	if !c.Slack.on() {
		return nil
	}
	chat, err := slackchat.New(slackchat.Config{
		Bot: b, Words: p.words, Claims: j, Log: s.log, BaseURL: c.BaseURL,
		SigningSecret: string(c.Slack.SigningSecret), AppToken: string(c.Slack.AppToken), BotToken: string(c.Slack.BotToken),
		ClientID: string(c.Slack.ClientID), ClientSecret: string(c.Slack.ClientSecret),
		Installations: installations{j}, Preferences: preferences{j}, History: history{j}, Editors: editors{j},
		Private: c.Slack.Private, Count: s.metrics.happened("slack"), Panicked: s.metrics.panicked("slack"), APIURL: c.Slack.APIURL,
	})
	if err != nil {
		return fmt.Errorf("slack: %w", err)
	}
	chat.Register(s.mux)
	s.workers = append(s.workers, chat.Run)
	return nil
}

func (s *site) addTeams(c config, b *bot.Bot, p *parts, j *journal.Journal) error {
	if !c.Teams.on() {
		return nil
	}
	chat, err := teamschat.New(teamschat.Config{
		Bot: b, Words: p.words, Log: s.log, BaseURL: c.BaseURL, Events: j,
		App: c.Teams.app(), WebhookSecret: string(c.Teams.WebhookSecret), Development: c.Teams.Dev,
		Feedback: func(f teamschat.Feedback) error {
			return j.Feedback(journal.Feedback{Entry: f.Entry, Lang: f.Lang, Helpful: f.Helpful})
		},
		Panicked: s.metrics.panicked("teams"), Noted: j.NoteCopied, Version: history{j}.Version,
	})
	if err != nil {
		return fmt.Errorf("teams: %w", err)
	}
	chat.Register(s.mux)
	s.workers = append(s.workers, chat.Run)
	return nil
}

// app is the bot's registration; in development there is none.
func (t teamsConfig) app() teamschat.App {
	return teamschat.App{
		ID: t.AppID, Password: string(t.AppPassword), TenantID: t.TenantID,
		OpenIDURL: t.OpenIDURL, TokenURL: t.TokenURL, ServiceHosts: t.ServiceHosts,
	}
}

// installations gives Slack the journal's installations.
type installations struct{ j *journal.Journal }

func (i installations) Installation(ctx context.Context, enterpriseID, teamID string) (slackchat.Installation, error) {
	found, err := i.j.Installation(ctx, enterpriseID, teamID)
	if errors.Is(err, journal.ErrNotFound) {
		return slackchat.Installation{}, slackchat.ErrNotInstalled
	}
	return slackchat.Installation{
		EnterpriseID: found.EnterpriseID, TeamID: found.TeamID, AppID: found.AppID,
		BotUserID: found.BotUserID, BotToken: found.BotToken, Scopes: found.Scopes,
	}, err
}

func (i installations) SaveInstallation(ctx context.Context, in slackchat.Installation) error {
	return i.j.SaveInstallation(ctx, journal.Installation{
		EnterpriseID: in.EnterpriseID, TeamID: in.TeamID, AppID: in.AppID,
		BotUserID: in.BotUserID, BotToken: in.BotToken, Scopes: in.Scopes,
	})
}

func (i installations) DeleteInstallation(ctx context.Context, enterpriseID, teamID string, at time.Time) error {
	return i.j.DeleteInstallation(ctx, enterpriseID, teamID, at)
}

// preferences gives Slack what a person chose.
type preferences struct{ j *journal.Journal }

func (p preferences) Preference(ctx context.Context, person string) (slackchat.Preference, bool) {
	found, ok := p.j.Preference(ctx, person)
	return slackchat.Preference(found), ok
}

func (p preferences) KeepPreference(person string, pref slackchat.Preference) {
	p.j.KeepPreference(person, journal.Preference(pref))
}

// history gives the chats the guide's past.
type history struct{ j *journal.Journal }

// Version returns an entry as it stood, by the beginning of its digest.
func (h history) Version(ctx context.Context, id, digest string) (*content.Entry, bool, error) {
	v, ok, err := versions(h).Version(ctx, id, digest)
	return v.Entry, ok, err
}

// Changed returns the ids of the entries that are new or changed since, newest first.
func (h history) Changed(ctx context.Context, since time.Time) ([]string, error) {
	changed, err := h.j.Changed(ctx, since)
	if err != nil {
		return nil, err
	}
	out := make([]string, len(changed))
	for i, c := range changed {
		out[i] = c.ID
	}
	return out, nil
}

// editors counts what Slack's readers found of use.
type editors struct{ *journal.Journal }

// Helpful keeps a reader's judgement of an entry; the journal counts what it refuses.
func (e editors) Helpful(entry string, l content.Lang, helpful bool) {
	_ = e.Journal.Feedback(journal.Feedback{Entry: entry, Lang: l, Helpful: helpful})
}
