package slackchat

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/slack-go/slack"
	"gopkg.in/yaml.v3"

	"veiviser/content"
	"veiviser/locales"
)

// scope is a right the app asks a workspace for, with its reason.
type scope struct {
	name     string
	optional bool // the app works without it
	reason   string
}

// scopes are all rights asked for; the package's README lists them, and a test compares.
var scopes = []scope{
	{"app_mentions:read", false, "to be asked by a mention in a channel"},
	{"assistant:write", false, "to show suggested questions and the status line in the agent's tab"},
	{"chat:write", false, "to answer"},
	{"commands", false, "the slash command and the two shortcuts"},
	{"im:history", false, "to be asked in a direct message; only messages to the app itself are seen"},
	{"links:read", false, "to notice a link to the guide's own pages, and no others"},
	{"links:write", false, "to show the card of such a link"},
	{"users:read", true, "to answer in the language a person uses Slack in, when neither the question nor a saved choice shows one"},
}

// requiredScopes are the names of the scopes the app does not work without.
func requiredScopes() []string { return scopeNames(false) }

func scopeNames(optional bool) []string {
	var out []string
	for _, s := range scopes {
		if s.optional == optional {
			out = append(out, s.name)
		}
	}
	return out
}

// Manifest returns Slack's app manifest as YAML for an app at baseURL: its commands,
// shortcuts, events and scopes are those the code handles. With socket the app takes
// everything through Socket Mode and needs no address; without one it unfurls no links
// and workspaces can't install it by OAuth.
func Manifest(baseURL string, socket bool) ([]byte, error) {
	base := strings.TrimSuffix(baseURL, "/")
	u, err := url.Parse(base)
	if noAddress := base == "" && socket; !noAddress && (err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http") {
		return nil, fmt.Errorf("address %q: want https://name", baseURL)
	}
	words, err := locales.New()
	if err != nil {
		return nil, err
	}
	m := manifest(words.In(string(content.Bokmal)), base, u.Hostname(), socket)
	raw, err := json.Marshal(m)
	if err != nil {
		return nil, err
	}
	return yamlOf(raw)
}

func manifest(w *locales.Words, base, host string, socket bool) slack.Manifest {
	address := func(path string) string {
		if socket {
			return ""
		}
		return base + path
	}
	m := slack.Manifest{
		Metadata: slack.ManifestMetadata{MajorVersion: 2},
		Display:  slack.Display{Name: w.Text(locales.WebSite), Description: w.Text(locales.SlackAppDescription), BackgroundColor: "#1f3b57"},
		Features: slack.Features{
			AgentView:    &slack.AgentView{AgentDescription: w.Text(locales.SlackAgentDescription)},
			AppHome:      slack.AppHome{HomeTabEnabled: true, MessagesTabEnabled: true},
			BotUser:      slack.BotUser{DisplayName: w.Text(locales.WebSite), AlwaysOnline: true},
			RichPreviews: &slack.ManifestRichPreviews{IsActive: true, EntityTypes: []string{slack.EntityTypeContentItem}},
			Shortcuts: []slack.Shortcut{
				{Name: w.Text(locales.SlackShortcutAsk), CallbackID: shortcutAsk, Description: w.Text(locales.SlackShortcutAskDescription), Type: slack.GlobalShortcut},
				{Name: w.Text(locales.SlackShortcutFind), CallbackID: shortcutFind, Description: w.Text(locales.SlackShortcutFindDescription), Type: slack.MessageShortcut},
			},
			SlashCommands: []slack.ManifestSlashCommand{{
				Command: commandName, Description: w.Text(locales.SlackCommandDescription), UsageHint: w.Text(locales.SlackCommandHint), Url: address("/slack/commands"),
			}},
		},
		OAuthConfig: slack.OAuthConfig{
			Scopes: slack.OAuthScopes{Bot: requiredScopes(), BotOptional: scopeNames(true)},
		},
		Settings: slack.Settings{
			EventSubscriptions: &slack.EventSubscriptions{RequestUrl: address("/slack/events"), BotEvents: subscriptions()},
			Interactivity:      &slack.Interactivity{IsEnabled: true, RequestUrl: address("/slack/interactions")},
			OrgDeployEnabled:   true, SocketModeEnabled: socket,
		},
	}
	if base != "" {
		m.Features.UnfurlDomains, m.OAuthConfig.RedirectUrls = []string{host}, []string{base + "/slack/oauth"}
	}
	for _, k := range []locales.Key{locales.Example1, locales.Example2, locales.Example3, locales.Example4} {
		text := w.Text(k)
		m.Features.AgentView.SuggestedPrompts = append(m.Features.AgentView.SuggestedPrompts, slack.ManifestSuggestedPrompt{Title: text, Message: text})
	}
	return m
}

// subscriptions are the events asked for, by name.
func subscriptions() []string {
	var out []string
	for name, l := range events {
		switch {
		case !l.subscribed:
		case name == "message":
			out = append(out, "message.im")
		default:
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// yamlOf writes JSON as YAML in blocks, keys in their order. JSON is YAML, so it is read
// as such.
func yamlOf(raw []byte) ([]byte, error) {
	var n yaml.Node
	if err := yaml.Unmarshal(raw, &n); err != nil {
		return nil, fmt.Errorf("manifest: %w", err)
	}
	inBlocks(&n)
	var out bytes.Buffer
	e := yaml.NewEncoder(&out)
	e.SetIndent(2)
	if err := e.Encode(&n); err != nil {
		return nil, fmt.Errorf("manifest: %w", err)
	}
	return out.Bytes(), nil
}

// inBlocks takes off the brackets and the quotes of keys that JSON has. Values keep their
// quotes, so that none is read as anything but a text.
func inBlocks(n *yaml.Node) {
	for i, c := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 0 {
			c.Style = 0
		}
		inBlocks(c)
	}
	if n.Kind != yaml.ScalarNode && len(n.Content) > 0 {
		n.Style = 0
	}
}
