package main

import (
	"errors"
	"fmt"

	"veiviser/bot"
	"veiviser/bot/chat"
	"veiviser/bot/journal"
	"veiviser/bot/slackchat"
	"veiviser/bot/teamschat"
)

// editors are told what was of use, and sent what people ask of them.
type editors struct {
	*journal.Counts
	*chat.Desk
}

// newEditors returns the editors with no room yet.
func (s *site) newEditors(p *parts, j *journal.Journal) editors {
	r := chat.Recoverer{Part: "editors", Log: s.log, Count: s.metrics.panicked("editors")}
	return editors{j.Counts, chat.NewDesk(j.Inquiries, p.words, r)}
}

// addChats wires Slack and Teams where c switches them on, and the editors' rooms there.
func (s *site) addChats(c config, b *bot.Bot, p *parts, j *journal.Journal, e editors) error {
	return errors.Join(s.addSlack(c, b, p, j, e), s.addTeams(c, b, p, j, e))
}

func (s *site) addSlack(c config, b *bot.Bot, p *parts, j *journal.Journal, e editors) error {
	if !c.Slack.on() {
		return nil
	}
	var keeper chat.Keeper // without a key nothing can be kept encrypted
	if c.Key != "" {
		keeper = j.Events
	}
	slack, err := slackchat.New(slackchat.Config{
		Bot: b, Words: p.words, Ledger: j.Events, Log: s.log, BaseURL: c.BaseURL,
		SigningSecret: string(c.Slack.SigningSecret), AppToken: string(c.Slack.AppToken), BotToken: string(c.Slack.BotToken),
		ClientID: string(c.Slack.ClientID), ClientSecret: string(c.Slack.ClientSecret),
		Installations: j.Installations, People: j.Preferences, Settings: j.Settings, News: j.Versions, Editors: e, Kept: j.Subscriptions, Keeper: keeper,
		Private: c.Slack.Private, Channels: c.Slack.Channels, Count: s.metrics.counterFor("slack"), Panicked: s.metrics.panicked("slack"), APIURL: c.Slack.APIURL,
	})
	if err != nil {
		return fmt.Errorf("slack: %w", err)
	}
	if c.EditorsSlack != "" {
		e.Add(slack.Room(c.EditorsSlack))
	}
	s.add(bot.Slack, slack)
	return nil
}

func (s *site) addTeams(c config, b *bot.Bot, p *parts, j *journal.Journal, e editors) error {
	if !c.Teams.on() {
		return nil
	}
	teams, err := teamschat.New(teamschat.Config{
		Bot: b, Words: p.words, Ledger: j.Events, Log: s.log, BaseURL: c.BaseURL,
		App: c.Teams.app(), WebhookSecret: string(c.Teams.WebhookSecret), Development: c.Teams.Dev,
		Starters: c.Teams.Starters,
		People:   j.Preferences, Settings: j.Settings, Editors: e, Kept: j.Subscriptions, Count: s.metrics.counterFor("teams"), Panicked: s.metrics.panicked("teams"),
	})
	if err != nil {
		return fmt.Errorf("teams: %w", err)
	}
	if c.EditorsTeams != "" {
		room, err := teams.Room(c.EditorsTeams)
		if err != nil {
			return fmt.Errorf("VEIVISER_EDITORS_TEAMS_CONVERSATION: %w", err)
		}
		e.Add(room)
	}
	if end, ok := teams.Expiry(); ok {
		s.addExpiry(expiry{"Teams app's " + end.What, end.At})
	}
	s.add(bot.Teams, teams)
	return nil
}

// framers are the origins whose pages may show ours in a frame: those of Teams, where the
// bot has a tab.
func (c config) framers() []string {
	if !c.Teams.bot() {
		return nil
	}
	return teamschat.TabHosts()
}

// app is the bot's registration; in development there is none.
func (t teamsConfig) app() teamschat.App {
	return teamschat.App{
		ID: t.AppID, TenantID: t.TenantID, Tenants: t.Tenants, Admins: t.Admins,
		Password: string(t.AppPassword), PasswordEnds: t.PasswordEnds, Certificate: t.Certificate, FederatedTokenFile: t.FederatedTokenFile,
		OpenIDURL: t.OpenIDURL, TokenURL: t.TokenURL, ServiceHosts: t.ServiceHosts,
	}
}
