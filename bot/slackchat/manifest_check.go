package slackchat

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/slack-go/slack"
	"gopkg.in/yaml.v3"
)

// limit is what Slack takes at a place of a manifest: characters of a text, or how many a
// list or map has. A star stands for each of what is there.
type limit struct {
	at   string
	most int
}

// limits are Slack's own: https://github.com/slackapi/manifest-schema, which a test holds
// them against, and docs.slack.dev/reference/app-manifest.
var limits = []limit{
	{"display_information/name", 35}, {"display_information/description", 140}, {"display_information/long_description", 4000}, {"display_information/background_color", 7},
	{"features/bot_user/display_name", 80},
	{"features/agent_view/agent_description", 300}, {"features/agent_view/suggested_prompts", 4},
	{"features/shortcuts", 10}, {"features/shortcuts/*/name", 24}, {"features/shortcuts/*/callback_id", 255}, {"features/shortcuts/*/description", 150},
	{"features/slash_commands", 50}, {"features/slash_commands/*/command", 32}, {"features/slash_commands/*/description", 2000},
	{"features/slash_commands/*/usage_hint", 1000}, {"features/slash_commands/*/url", 3000},
	{"features/unfurl_domains", 5}, {"features/unfurl_domains/*", 255},
	{"functions", 50},
	{"oauth_config/redirect_urls", 1000}, {"oauth_config/redirect_urls/*", 2500}, {"oauth_config/scopes/bot", 255}, {"oauth_config/scopes/bot_optional", 255},
	{"settings/event_subscriptions/bot_events", 100}, {"settings/event_subscriptions/request_url", 3500}, {"settings/interactivity/request_url", 3500},
}

// wordLimits are how many words the Marketplace's guidelines take at a place.
var wordLimits = []limit{{"display_information/description", 10}, {"features/agent_view/agent_description", 25}}

// minDescription is how long a long description must be, as the same schema has it.
const minDescription = 175

// maxManifest is far above what Slack takes.
const maxManifest = 1 << 20

// CheckManifest tells everything that is wrong with an app manifest (YAML or JSON) for the
// service at baseURL, a problem an error, nil for nothing: fields that Slack does not know,
// texts and lists that are too long, events and scopes that are missing or of no use, addresses
// that are no https or that the server does not answer. With an empty baseURL the address is
// the one that the manifest's events go to.
func CheckManifest(text []byte, baseURL string) []error {
	c := manifestCheck{base: strings.TrimSuffix(baseURL, "/")}
	if err := c.read(text); err != nil {
		return []error{err}
	}
	c.lengths()
	c.addresses()
	c.domains()
	c.events()
	c.scopes()
	c.commands()
	c.steps()
	return c.problems
}

// manifestCheck is a manifest that is being looked at.
type manifestCheck struct {
	base     string
	doc      map[string]any
	m        appManifest
	problems []error
}

func (c *manifestCheck) add(bad bool, at, format string, args ...any) {
	if bad {
		c.problems = append(c.problems, fmt.Errorf("%s: %s", at, fmt.Sprintf(format, args...)))
	}
}

// read decodes a manifest; YAML has JSON in it.
func (c *manifestCheck) read(text []byte) error {
	if len(text) > maxManifest {
		return fmt.Errorf("manifest has %d bytes (want at most %d)", len(text), maxManifest)
	}
	if err := yaml.Unmarshal(text, &c.doc); err != nil {
		return fmt.Errorf("manifest is neither YAML nor JSON: %w", err)
	}
	if c.doc == nil {
		return errors.New("manifest is empty")
	}
	raw, err := json.Marshal(c.doc)
	if err != nil {
		return fmt.Errorf("manifest is no JSON: %w", err)
	}
	if err := json.Unmarshal(raw, &c.m); err != nil {
		return fmt.Errorf("manifest: %w", err)
	}
	known := json.NewDecoder(bytes.NewReader(raw))
	known.DisallowUnknownFields()
	err = known.Decode(new(appManifest))
	c.add(err != nil, "manifest", "%s", strings.TrimPrefix(fmt.Sprint(err), "json: "))
	return nil
}

// lengths holds texts and lists against Slack's limits.
func (c *manifestCheck) lengths() {
	for _, l := range limits {
		for _, p := range places(c.doc, l.at) {
			n, unit := size(p.value)
			c.add(n > l.most, p.at, "%d %s (want at most %d)", n, unit, l.most)
			c.add(n == 0, p.at, "is empty")
		}
	}
	for _, l := range wordLimits {
		for _, p := range places(c.doc, l.at) {
			n := len(strings.Fields(fmt.Sprint(p.value)))
			c.add(n > l.most, p.at, "%d words (the Marketplace takes at most %d)", n, l.most)
		}
	}
	c.add(c.m.Display.Name == "", "display_information/name", "is missing")
	n := utf8.RuneCountInString(c.m.Display.LongDescription)
	c.add(n > 0 && n < minDescription, "display_information/long_description", "%d characters (want at least %d)", n, minDescription)
	for i, p := range c.prompts() {
		c.add(p.Title == "" || p.Message == "", "features/agent_view/suggested_prompts/"+strconv.Itoa(i), "has no title or message")
	}
}

func (c *manifestCheck) prompts() []slack.ManifestSuggestedPrompt {
	if c.m.Features.AgentView == nil {
		return nil
	}
	return c.m.Features.AgentView.SuggestedPrompts
}

// placed is a value and where it stands.
type placed struct {
	at    string
	value any
}

// places are the values at a path, none where there is nothing.
func places(doc any, path string) []placed {
	all := []placed{{"", doc}}
	for _, step := range strings.Split(path, "/") {
		var next []placed
		for _, p := range all {
			switch v := p.value.(type) {
			case map[string]any:
				if e, ok := v[step]; ok && e != nil {
					next = append(next, placed{p.at + "/" + step, e})
				}
			case []any:
				for i, e := range v {
					if step == "*" {
						next = append(next, placed{p.at + "/" + strconv.Itoa(i), e})
					}
				}
			}
		}
		all = next
	}
	for i := range all {
		all[i].at = strings.TrimPrefix(all[i].at, "/")
	}
	return all
}

// size is how long a text is, or how many a list has.
func size(v any) (n int, unit string) {
	switch v := v.(type) {
	case []any:
		return len(v), "of them"
	case map[string]any:
		return len(v), "of them"
	}
	return utf8.RuneCountInString(fmt.Sprint(v)), "characters"
}

// addresses looks at where Slack is to send what happens.
func (c *manifestCheck) addresses() {
	s := c.m.Settings
	var events, actions string
	if s.EventSubscriptions != nil {
		events = s.EventSubscriptions.RequestUrl
	}
	if s.Interactivity != nil {
		actions = s.Interactivity.RequestUrl
	}
	if c.base == "" {
		c.base = strings.TrimSuffix(events, eventsPath)
	}
	u, err := url.Parse(c.base)
	noAddress := c.base == "" && s.SocketModeEnabled
	c.add(!noAddress && (err != nil || u.Scheme != "https" || u.Host == ""), "base url", "%q is no https address (want https://veiviser.example.no)", c.base)
	if !s.SocketModeEnabled || events != "" {
		c.served("settings/event_subscriptions/request_url", events, eventsPath)
		c.served("settings/interactivity/request_url", actions, interactionsPath)
	}
	for i, cmd := range c.m.Features.SlashCommands {
		if !s.SocketModeEnabled || cmd.Url != "" {
			c.served(fmt.Sprintf("features/slash_commands/%d/url", i), cmd.Url, commandsPath)
		}
	}
	for i, redirect := range c.m.OAuthConfig.RedirectUrls {
		c.served(fmt.Sprintf("oauth_config/redirect_urls/%d", i), redirect, oauthPath)
	}
	c.add(s.Interactivity == nil || !s.Interactivity.IsEnabled, "settings/interactivity/is_enabled", "is off: no button works")
}

// served notes an address that the server does not answer.
func (c *manifestCheck) served(at, address, path string) {
	c.add(address != c.base+path, at, "%q is not served (want %q)", address, c.base+path)
}

// domainForm is a domain as Slack takes it: small letters, with a top level.
var domainForm = regexp.MustCompile(`^[a-z0-9][-a-z0-9.]*\.[a-z]{2,}$`)

// domains looks at whose links are shown as cards.
func (c *manifestCheck) domains() {
	u, err := url.Parse(c.base)
	if err != nil || c.base == "" {
		return
	}
	for i, d := range c.m.Features.UnfurlDomains {
		at := "features/unfurl_domains/" + strconv.Itoa(i)
		c.add(!domainForm.MatchString(d), at, "%q is no domain as Slack takes it", d)
		c.add(d != u.Hostname(), at, "%q is not this site's: its links lead to no entry", d)
	}
	c.add(len(c.m.Features.UnfurlDomains) == 0, "features/unfurl_domains", "is missing: links to %s are not shown as cards", u.Hostname())
}

// options are what the manifest is for, as far as it tells.
func (c *manifestCheck) options() ManifestOptions {
	o := ManifestOptions{Socket: c.m.Settings.SocketModeEnabled, Workflow: len(c.m.Functions) > 0}
	for _, l := range events {
		o.Channels = o.Channels || slices.ContainsFunc(l.inChannels, func(e string) bool { return slices.Contains(c.subscribed(), e) })
	}
	return o
}

func (c *manifestCheck) subscribed() []string {
	if c.m.Settings.EventSubscriptions == nil {
		return nil
	}
	return c.m.Settings.EventSubscriptions.BotEvents
}

// events looks for events that somebody waits for and for those that nobody does.
func (c *manifestCheck) events() {
	const at = "settings/event_subscriptions/bot_events"
	for _, e := range subscriptions(c.options()) {
		c.add(!slices.Contains(c.subscribed(), e), at, "%s is missing", e)
	}
	all := subscriptions(ManifestOptions{Channels: true, Workflow: true})
	for _, e := range c.subscribed() {
		c.add(!slices.Contains(all, e), at, "nothing is done about %s", e)
	}
}

// scopes looks for rights that are missing and for those that are of no use.
func (c *manifestCheck) scopes() {
	s, channels := c.m.OAuthConfig.Scopes, c.options().Channels
	const at = "oauth_config/scopes/bot"
	for _, need := range scopes {
		asked := slices.Contains(s.Bot, need.name)
		switch need.when {
		case always:
			c.add(!asked, at, "%s is missing (%s)", need.name, need.reason)
		case inChannels:
			c.add(channels && !asked, at, "%s is missing (%s)", need.name, need.reason)
			c.add(!channels && asked, at, "%s is asked for, but no message of a channel is subscribed to", need.name)
		}
	}
	for _, name := range slices.Concat(s.Bot, s.BotOptional) {
		c.add(!slices.ContainsFunc(scopes, func(known scope) bool { return known.name == name }), at, "%s is asked for and used by nothing", name)
	}
	for _, name := range slices.Concat(s.User, s.UserOptional) {
		c.add(true, "oauth_config/scopes/user", "%s: nothing is done with a person's token", name)
	}
}

// commands looks for commands and shortcuts that nobody answers.
func (c *manifestCheck) commands() {
	for i, cmd := range c.m.Features.SlashCommands {
		c.add(cmd.Command != commandName, fmt.Sprintf("features/slash_commands/%d/command", i), "%q is not answered (want %q)", cmd.Command, commandName)
	}
	known := map[string]slack.ShortcutType{shortcutAsk: slack.GlobalShortcut, shortcutFind: slack.MessageShortcut}
	for i, s := range c.m.Features.Shortcuts {
		c.add(known[s.CallbackID] != s.Type || s.Type == "", fmt.Sprintf("features/shortcuts/%d", i), "%q of the type %q is not answered", s.CallbackID, s.Type)
	}
}

// steps looks at what workflows are given.
func (c *manifestCheck) steps() {
	if len(c.m.Functions) == 0 {
		return
	}
	c.add(c.m.Settings.FunctionRuntime != slack.ManifestFunctionRuntimeRemote, "settings/function_runtime", "is %q (want %q)", c.m.Settings.FunctionRuntime, slack.ManifestFunctionRuntimeRemote)
	c.add(!c.m.Settings.OrgDeployEnabled, "settings/org_deploy_enabled", "is off: an app with steps must be ready for an organisation")
	for _, name := range slices.Sorted(maps.Keys(c.m.Functions)) {
		f, at := c.m.Functions[name], "functions/"+name
		c.add(name != stepAsk, at, "is not answered (want %q)", stepAsk)
		_, question := f.Input[inputQuestion]
		_, answer := f.Output[outputAnswer]
		c.add(name == stepAsk && (!question || !answer), at, "lacks %s among its inputs or %s among its outputs", inputQuestion, outputAnswer)
	}
}
