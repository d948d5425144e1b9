package teamschat

import (
	"archive/zip"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"veiviser/content"
	"veiviser/locales"
)

// PackageOptions is what an app package is made of. All but Starters and Copilot are
// required.
type PackageOptions struct {
	Words     *locales.Catalog
	AppID     string // of the bot's registration, a GUID; the package's id too
	BaseURL   string // https: links of this host are unfurled, the tab and the pages on privacy and terms are there
	Version   string // of the package, "1.0.0"; Teams takes an upload only with a new one
	Developer string // who runs the bot, at most 32 characters

	Starters bool    // questions stand ready in the personal chat, where the bot welcomes nobody: as [Config].Starters
	Copilot  Copilot // how Microsoft 365 Copilot asks; empty: not at all
}

// Copilot is a way into Microsoft 365 Copilot. A manifest has one of them.
type Copilot string

const (
	// CopilotBot is the bot itself: its own answers, and no language model.
	CopilotBot Copilot = "bot"
	// CopilotAgent is a declarative agent: Copilot's language model asks the guide through
	// the JSON API, and answers in its own way what it is instructed to repeat.
	CopilotAgent Copilot = "agent"
)

const (
	// manifestVersion is that of the schemas beside.
	manifestVersion = "1.30"
	manifestSchema  = "https://developer.microsoft.com/json-schemas/teams/v" + manifestVersion + "/MicrosoftTeams.schema.json"
	languageSchema  = "https://developer.microsoft.com/json-schemas/teams/v" + manifestVersion + "/MicrosoftTeams.Localization.schema.json"
	searchCommand   = "search"
	searchParameter = "query"
	accentColor     = "#1F4E79" // of the icon
	maxDeveloper    = 32
)

var (
	//go:embed icons/color.png
	colorIcon []byte
	//go:embed icons/outline.png
	outlineIcon []byte

	guid        = regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)
	versionForm = regexp.MustCompile(`^\d+\.\d+\.\d+$`)
)

// languageTags are what Teams calls the guide's languages.
var languageTags = map[content.Lang]string{content.Bokmal: "nb-no", content.Nynorsk: "nn-no", content.English: "en"}

// WritePackage writes the app package for Teams: a zip of the manifest, its texts in
// every language and the icons. The same options give the same bytes. The error joins
// everything that is wrong with o.
func WritePackage(w io.Writer, o PackageOptions) error {
	host, err := o.check()
	if err != nil {
		return err
	}
	files := []packed{{manifestFile, manifestOf(o, host)}}
	for _, l := range content.Langs() {
		if l != content.Bokmal {
			files = append(files, packed{languageFile(l), languageOf(o, o.Words.In(string(l)))})
		}
	}
	if o.Copilot == CopilotAgent {
		files = append(files, packed{agentFile, agentOf(o)}, packed{pluginFile, pluginOf(o)})
	}
	z := zip.NewWriter(w)
	for _, f := range files {
		b, err := json.MarshalIndent(f.data, "", "  ")
		if err != nil {
			return fmt.Errorf("encode %s: %w", f.name, err)
		}
		if err := addFile(z, f.name, b); err != nil {
			return err
		}
	}
	if err := errors.Join(addFile(z, colorFile, colorIcon), addFile(z, outlineFile, outlineIcon)); err != nil {
		return err
	}
	return z.Close()
}

// packed is a file of JSON in a package.
type packed struct {
	name string
	data any
}

// The files of a package besides the texts.
const (
	manifestFile = "manifest.json"
	agentFile    = "agent.json"
	pluginFile   = "plugin.json"
	colorFile    = "color.png"
	outlineFile  = "outline.png"
)

// check returns the host whose links are unfurled, or everything that is wrong.
func (o PackageOptions) check() (host string, err error) {
	var problems []error
	if !guid.MatchString(o.AppID) {
		problems = append(problems, fmt.Errorf("app id %q is no GUID (want 00000000-0000-0000-0000-000000000000)", o.AppID))
	}
	if !versionForm.MatchString(o.Version) {
		problems = append(problems, fmt.Errorf("version %q is not three numbers (want 1.0.0)", o.Version))
	}
	if n := len([]rune(o.Developer)); n == 0 || n > maxDeveloper {
		problems = append(problems, fmt.Errorf("developer's name has %d characters (want 1 to %d)", n, maxDeveloper))
	}
	if !slices.Contains([]Copilot{"", CopilotBot, CopilotAgent}, o.Copilot) {
		problems = append(problems, fmt.Errorf("copilot %q is no way into Copilot (want %q or %q)", o.Copilot, CopilotBot, CopilotAgent))
	}
	u, err := url.Parse(o.BaseURL)
	if err != nil || u.Scheme != "https" || u.Host == "" {
		problems = append(problems, fmt.Errorf("base url %q is no https address (want https://veiviser.example.no)", o.BaseURL))
		return "", errors.Join(problems...)
	}
	return u.Hostname(), errors.Join(problems...)
}

func addFile(z *zip.Writer, name string, b []byte) error {
	f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
	if err == nil {
		_, err = f.Write(b)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

func languageFile(l content.Lang) string { return "texts." + string(l) + ".json" }

// botCommands are the words the compose box proposes where others read: behind a mention,
// and behind a slash for who asks to be answered alone.
var botCommands = []struct{ title, description locales.Key }{
	{locales.TeamsCommandHelp, locales.TeamsCommandHelpDescription},
	{locales.TeamsCommandMap, locales.TeamsCommandMapDescription},
	{locales.TeamsCommandJourney, locales.TeamsCommandJourneyDescription},
}

// starters are the questions that stand ready where the bot welcomes nobody.
var starters = []locales.Key{locales.Example1, locales.Example2, locales.Example3, locales.Example4}

// object is a JSON object of the manifest.
type object = map[string]any

// manifestOf describes the app, in bokmål. The field names are Microsoft's:
// https://learn.microsoft.com/microsoftteams/platform/resources/schema/manifest-schema
func manifestOf(o PackageOptions, host string) object {
	w := o.Words.In(string(content.Bokmal))
	base := strings.TrimSuffix(o.BaseURL, "/")
	var others []object
	for _, l := range content.Langs() {
		if l != content.Bokmal {
			others = append(others, object{"languageTag": languageTags[l], "file": languageFile(l)})
		}
	}
	m := object{
		"$schema": manifestSchema, "manifestVersion": manifestVersion, "version": o.Version, "id": o.AppID,
		"developer": object{
			"name": o.Developer, "websiteUrl": base, "privacyUrl": base + privacyPath, "termsOfUseUrl": base + termsPath,
		},
		"name":              object{"short": w.Text(locales.TeamsAppName), "full": w.Text(locales.TeamsAppFullName)},
		"description":       object{"short": w.Text(locales.TeamsAppShort), "full": w.Text(locales.TeamsAppLong)},
		"icons":             object{"color": colorFile, "outline": outlineFile},
		"accentColor":       accentColor,
		"localizationInfo":  object{"defaultLanguageTag": languageTags[content.Bokmal], "additionalLanguages": others},
		"validDomains":      []string{host},
		"permissions":       []string{"identity", "messageTeamMembers"},
		"bots":              []object{botOf(o, w)},
		"composeExtensions": []object{extensionOf(o, w, host)},
		"staticTabs":        tabsOf(w, base),
		// Shared and private channels: the bot answers who mentions it, and reads no list of
		// a channel's members, which is all that is different there.
		"supportsChannelFeatures": "tier1",
	}
	switch o.Copilot {
	case CopilotBot:
		m["copilotAgents"] = object{"customEngineAgents": []object{{
			"type": "bot", "id": o.AppID, "disclaimer": object{"text": w.Text(locales.ManifestCopilotDisclaimer)},
		}}}
	case CopilotAgent:
		m["copilotAgents"] = object{"declarativeAgents": []object{{"id": agentID, "file": agentFile}}}
	}
	return m
}

// The pages of the site that the manifest names.
const (
	privacyPath = "/privacy"
	termsPath   = "/terms"
)

// tabsOf are the chat, the web pages and what Teams itself says of the app.
func tabsOf(w *locales.Words, base string) []object {
	personal := []string{"personal"}
	return []object{
		{"entityId": "conversations", "scopes": personal}, // the names of these are Teams' own
		{"entityId": "guide", "name": w.Text(locales.ManifestTab), "contentUrl": base + "/", "websiteUrl": base + "/", "scopes": personal},
		{"entityId": "about", "scopes": personal},
	}
}

// TabHosts are the origins that show the tab in a frame, as Content-Security-Policy has
// them: those of Teams (msteams-docs tab-requirements).
func TabHosts() []string {
	return []string{"https://teams.microsoft.com", "https://*.teams.microsoft.com", "https://*.cloud.microsoft"}
}

// commandList is a list of the bot's commands, in the order of the manifest's lists.
type commandList struct {
	scopes, triggers []string
	prompts          bool // questions, else commands
}

// lists are the bot's lists of commands. In the personal chat Teams makes of them starters,
// which take the place of a welcome: a bot has one of the two (msteams-docs
// prompt-suggestions).
func (o PackageOptions) lists() []commandList {
	out := []commandList{{scopes: []string{"team", "groupChat"}, triggers: []string{"mention", "slash"}}}
	if o.Starters {
		out = append(out, commandList{scopes: []string{"personal"}, prompts: true})
	}
	if o.Copilot == CopilotBot {
		out = append(out, commandList{scopes: []string{"copilot"}, prompts: true})
	}
	return out
}

// commands are what the list holds, in a language.
func (l commandList) commands(w *locales.Words) []object {
	var out []object
	if l.prompts {
		for _, k := range starters {
			out = append(out, object{"type": "prompt", "title": w.Text(k), "description": w.Text(locales.TeamsSearchDescription), "prompt": w.Text(k)})
		}
		return out
	}
	for _, c := range botCommands {
		out = append(out, object{"title": w.Text(c.title), "description": w.Text(c.description)})
	}
	return out
}

func botOf(o PackageOptions, w *locales.Words) object {
	scopes := []string{"personal", "team", "groupChat"}
	if o.Copilot == CopilotBot {
		scopes = append(scopes, "copilot")
	}
	var lists []object
	for _, l := range o.lists() {
		list := object{"scopes": l.scopes, "commands": l.commands(w)}
		if len(l.triggers) > 0 {
			list["triggers"] = l.triggers
		}
		lists = append(lists, list)
	}
	return object{
		"botId": o.AppID, "scopes": scopes, "supportsFiles": false, "isNotificationOnly": false,
		"supportsTargetedMessages": true, // who writes to it alone in front of others is answered alone
		"commandLists":             lists,
	}
}

func extensionOf(o PackageOptions, w *locales.Words, host string) object {
	command := object{
		"id": searchCommand, "type": "query", "context": []string{"compose", "commandBox"}, "initialRun": true,
		"title": w.Text(locales.TeamsSearchTitle), "description": w.Text(locales.TeamsSearchDescription),
		"parameters": []object{{
			"name": searchParameter, "inputType": "text",
			"title": w.Text(locales.TeamsSearchParameter), "description": w.Text(locales.TeamsSearchParameterDescription),
		}},
	}
	if o.Copilot == CopilotAgent {
		command["samplePrompts"] = samples(w)
	}
	return object{
		"botId":    o.AppID,
		"commands": []object{command},
		"messageHandlers": []object{{"type": "link", "value": object{
			"domains": []string{host}, "supportsAnonymizedPayloads": true, // unfurls where nobody installed the app
		}}},
	}
}

// samples are questions that Copilot may ask through the message extension.
func samples(w *locales.Words) []object {
	var out []object
	for _, k := range starters {
		out = append(out, object{"text": w.Text(k)})
	}
	return out
}

// languageOf are the manifest's texts in one more language.
func languageOf(o PackageOptions, w *locales.Words) object {
	out := object{
		"$schema":    languageSchema,
		"name.short": w.Text(locales.TeamsAppName), "name.full": w.Text(locales.TeamsAppFullName),
		"description.short": w.Text(locales.TeamsAppShort), "description.full": w.Text(locales.TeamsAppLong),
		"staticTabs[1].name":                                         w.Text(locales.ManifestTab),
		"composeExtensions[0].commands[0].title":                     w.Text(locales.TeamsSearchTitle),
		"composeExtensions[0].commands[0].description":               w.Text(locales.TeamsSearchDescription),
		"composeExtensions[0].commands[0].parameters[0].title":       w.Text(locales.TeamsSearchParameter),
		"composeExtensions[0].commands[0].parameters[0].description": w.Text(locales.TeamsSearchParameterDescription),
	}
	for n, l := range o.lists() {
		for i, c := range l.commands(w) {
			for _, text := range []string{"title", "description", "prompt"} {
				if s, ok := c[text]; ok {
					out[fmt.Sprintf("bots[0].commandLists[%d].commands[%d].%s", n, i, text)] = s
				}
			}
		}
	}
	if o.Copilot == CopilotBot {
		out["copilotAgents.customEngineAgents[0].disclaimer.text"] = w.Text(locales.ManifestCopilotDisclaimer)
	}
	if o.Copilot == CopilotAgent {
		for i, s := range samples(w) {
			out[fmt.Sprintf("composeExtensions[0].commands[0].samplePrompts[%d].text", i)] = s["text"]
		}
	}
	return out
}
