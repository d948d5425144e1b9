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

// addChats wires Slack and Teams where c switches them on.
func (s *site) addChats(c config, b *bot.Bot, p *parts, j *journal.Journal) error {
	return errors.Join(s.addSlack(c, b, p, j), s.addTeams(c, b, p, j))
}

func (s *site) addSlack(c config, b *bot.Bot, p *parts, j *journal.Journal) error {
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
		Installations: j.Installations, People: j.Preferences, News: j.Versions, Editors: j.Counts, Keeper: keeper,
		Private: c.Slack.Private, Channels: c.Slack.Channels, Count: s.metrics.counterFor("slack"), Panicked: s.metrics.panicked("slack"), APIURL: c.Slack.APIURL,
	})
	if err != nil {
		return fmt.Errorf("slack: %w", err)
	}
	s.add(bot.Slack, slack)
	return nil
}

func (s *site) addTeams(c config, b *bot.Bot, p *parts, j *journal.Journal) error {
	if !c.Teams.on() {
		return nil
	}
	teams, err := teamschat.New(teamschat.Config{
		Bot: b, Words: p.words, Ledger: j.Events, Log: s.log, BaseURL: c.BaseURL,
		App: c.Teams.app(), WebhookSecret: string(c.Teams.WebhookSecret), Development: c.Teams.Dev,
		People: j.Preferences, Editors: j.Counts, Count: s.metrics.counterFor("teams"), Panicked: s.metrics.panicked("teams"),
	})
	if err != nil {
		return fmt.Errorf("teams: %w", err)
	}
	s.add(bot.Teams, teams)
	return nil
}

// app is the bot's registration; in development there is none.
func (t teamsConfig) app() teamschat.App {
	return teamschat.App{
		ID: t.AppID, Password: string(t.AppPassword), TenantID: t.TenantID,
		OpenIDURL: t.OpenIDURL, TokenURL: t.TokenURL, ServiceHosts: t.ServiceHosts,
	}
}
