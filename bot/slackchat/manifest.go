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
	name   string
	when   asked
	reason string
}

// asked is when a scope is asked for.
type asked int

const (
	always     asked = iota
	optional         // the app works without it, and a workspace can leave it out
	inChannels       // only by an app that may read the channels it is in
)

// scopes are all rights asked for; the package's README lists them, and a test compares.
var scopes = []scope{
	{"app_mentions:read", always, "to be asked by a mention in a channel"},
	{"assistant:write", always, "to show suggested questions, a title and the status line in the agent's tab"},
	{"chat:write", always, "to answer"},
	{"commands", always, "the slash command and the two shortcuts"},
	{"im:history", always, "to be asked in a direct message; only messages to the app itself are seen"},
	{"links:read", always, "to notice a link to the guide's own pages, and no others"},
	{"links:write", always, "to show the card of such a link"},
	{"users:read", optional, "to answer in the language a person uses Slack in, when neither the question nor a saved choice shows one; to know who may choose settings"},
	{"channels:history", inChannels, "to read what a thread begins with when a mention in it asks of that, and the threads that somebody asked to be followed"},
	{"groups:history", inChannels, "the same in private channels"},
	{"channels:read", inChannels, "to say what the app is when it is added to a channel"},
	{"groups:read", inChannels, "the same in private channels"},
}

// requiredScopes are the names of the scopes that an app is installed with.
func requiredScopes(channels bool) []string {
	names := scopeNames(always)
	if channels {
		names = append(names, scopeNames(inChannels)...)
	}
	slices.Sort(names)
	return names
}

func scopeNames(when asked) []string {
	var out []string
	for _, s := range scopes {
		if s.when == when {
			out = append(out, s.name)
		}
	}
	return out
}

// ManifestOptions say what kind of app a manifest is for.
type ManifestOptions struct {
	Socket   bool // everything comes through Socket Mode: it needs no address
	Channels bool // the app may read the channels it is in
	Workflow bool // workflows can have a step that asks the guide; such an app is for one workspace or organisation
}

// appManifest is an app's manifest with what slack-go leaves out.
type appManifest struct {
	slack.Manifest
	Functions map[string]manifestFunction `json:"functions,omitempty"`
}

// Manifest returns Slack's app manifest as YAML for an app at baseURL: its commands,
// shortcuts, events and scopes are those the code handles. Without an address, which only
// Socket Mode allows, the app unfurls no links and workspaces can't install it by OAuth.
func Manifest(baseURL string, o ManifestOptions) ([]byte, error) {
	base := strings.TrimSuffix(baseURL, "/")
	u, err := url.Parse(base)
	if noAddress := base == "" && o.Socket; !noAddress && (err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http") {
		return nil, fmt.Errorf("address %q: want https://name", baseURL)
	}
	words, err := locales.New()
	if err != nil {
		return nil, err
	}
	m := manifest(words.In(string(content.Bokmal)), base, u.Hostname(), o)
	raw, err := json.Marshal(m)
	if err != nil {
		return nil, err
	}
	return yamlOf(raw)
}

func manifest(w *locales.Words, base, host string, o ManifestOptions) appManifest {
	address := func(path string) string {
		if o.Socket {
			return ""
		}
		return base + path
	}
	m := appManifest{Manifest: slack.Manifest{
		Metadata: slack.ManifestMetadata{MajorVersion: 2},
		Display:  slack.Display{Name: w.Text(locales.WebSite), Description: w.Text(locales.SlackAppDescription), LongDescription: w.Text(locales.TeamsAppLong), BackgroundColor: "#1f3b57"},
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
				Command: commandName, Description: w.Text(locales.SlackCommandDescription), UsageHint: w.Text(locales.SlackCommandHint), Url: address(commandsPath),
			}},
		},
		OAuthConfig: slack.OAuthConfig{
			Scopes: slack.OAuthScopes{Bot: requiredScopes(o.Channels), BotOptional: scopeNames(optional)},
		},
		Settings: slack.Settings{
			EventSubscriptions: &slack.EventSubscriptions{RequestUrl: address(eventsPath), BotEvents: subscriptions(o)},
			Interactivity:      &slack.Interactivity{IsEnabled: true, RequestUrl: address(interactionsPath)},
			OrgDeployEnabled:   true, SocketModeEnabled: o.Socket,
		},
	}}
	if o.Workflow {
		m.Functions, m.Settings.FunctionRuntime = declaredSteps(w), slack.ManifestFunctionRuntimeRemote
	}
	if base != "" {
		m.Features.UnfurlDomains, m.OAuthConfig.RedirectUrls = []string{host}, []string{base + oauthPath}
	}
	for _, k := range []locales.Key{locales.Example1, locales.Example2, locales.Example3, locales.Example4} {
		text := w.Text(k)
		m.Features.AgentView.SuggestedPrompts = append(m.Features.AgentView.SuggestedPrompts, slack.ManifestSuggestedPrompt{Title: text, Message: text})
	}
	return m
}

// subscriptions are the events asked for, by name.
func subscriptions(o ManifestOptions) []string {
	var out []string
	for _, l := range events {
		out = append(out, l.subscribed...)
		if o.Channels {
			out = append(out, l.inChannels...)
		}
		if o.Workflow {
			out = append(out, l.inSteps...)
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
