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
	"strconv"
	"strings"

	"veiviser/content"
	"veiviser/locales"
)

// PackageOptions is what an app package is made of. All are required.
type PackageOptions struct {
	Words     *locales.Catalog
	AppID     string // of the bot's registration, a GUID; the package's id too
	BaseURL   string // https: links of this host are unfurled
	Version   string // of the package, "1.0.0"; Teams takes an upload only with a new one
	Developer string // who runs the bot, at most 32 characters
}

const (
	// manifestVersion is the oldest that has all we use; newer clients take it too.
	manifestVersion = "1.19"
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
	files := []struct {
		name string
		data any
	}{{"manifest.json", manifestOf(o, host)}}
	for _, l := range content.Langs() {
		if l != content.Bokmal {
			files = append(files, struct {
				name string
				data any
			}{languageFile(l), languageOf(o.Words.In(string(l)))})
		}
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
	if err := errors.Join(addFile(z, "color.png", colorIcon), addFile(z, "outline.png", outlineIcon)); err != nil {
		return err
	}
	return z.Close()
}

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

// botCommands are the words the compose box proposes where others read. In the personal
// chat Teams would make them starters, which it leaves out where a bot welcomes: there the
// welcome has questions to press.
var botCommands = []struct{ title, description locales.Key }{
	{locales.TeamsCommandHelp, locales.TeamsCommandHelpDescription},
	{locales.TeamsCommandMap, locales.TeamsCommandMapDescription},
	{locales.TeamsCommandJourney, locales.TeamsCommandJourneyDescription},
}

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
	return object{
		"$schema": manifestSchema, "manifestVersion": manifestVersion, "version": o.Version, "id": o.AppID,
		"developer": object{
			"name": o.Developer, "websiteUrl": base, "privacyUrl": base + "/", "termsOfUseUrl": base + "/",
		},
		"name":              object{"short": w.Text(locales.TeamsAppName), "full": w.Text(locales.TeamsAppFullName)},
		"description":       object{"short": w.Text(locales.TeamsAppShort), "full": w.Text(locales.TeamsAppLong)},
		"icons":             object{"color": "color.png", "outline": "outline.png"},
		"accentColor":       accentColor,
		"localizationInfo":  object{"defaultLanguageTag": languageTags[content.Bokmal], "additionalLanguages": others},
		"validDomains":      []string{host},
		"permissions":       []string{"identity", "messageTeamMembers"},
		"bots":              []object{botOf(o, w)},
		"composeExtensions": []object{extensionOf(o, w, host)},
	}
}

func botOf(o PackageOptions, w *locales.Words) object {
	scopes := []string{"personal", "team", "groupChat"}
	var commands []object
	for _, c := range botCommands {
		commands = append(commands, object{"title": w.Text(c.title), "description": w.Text(c.description)})
	}
	return object{
		"botId": o.AppID, "scopes": scopes, "supportsFiles": false, "isNotificationOnly": false,
		"commandLists": []object{{"scopes": scopes[1:], "commands": commands}},
	}
}

func extensionOf(o PackageOptions, w *locales.Words, host string) object {
	return object{
		"botId": o.AppID,
		"commands": []object{{
			"id": searchCommand, "type": "query", "context": []string{"compose", "commandBox"}, "initialRun": true,
			"title": w.Text(locales.TeamsSearchTitle), "description": w.Text(locales.TeamsSearchDescription),
			"parameters": []object{{
				"name": searchParameter, "inputType": "text",
				"title": w.Text(locales.TeamsSearchParameter), "description": w.Text(locales.TeamsSearchParameterDescription),
			}},
		}},
		"messageHandlers": []object{{"type": "link", "value": object{
			"domains": []string{host}, "supportsAnonymizedPayloads": true, // unfurls where nobody installed the app
		}}},
	}
}

// languageOf are the manifest's texts in one more language.
func languageOf(w *locales.Words) object {
	out := object{
		"$schema":    languageSchema,
		"name.short": w.Text(locales.TeamsAppName), "name.full": w.Text(locales.TeamsAppFullName),
		"description.short": w.Text(locales.TeamsAppShort), "description.full": w.Text(locales.TeamsAppLong),
		"composeExtensions[0].commands[0].title":                     w.Text(locales.TeamsSearchTitle),
		"composeExtensions[0].commands[0].description":               w.Text(locales.TeamsSearchDescription),
		"composeExtensions[0].commands[0].parameters[0].title":       w.Text(locales.TeamsSearchParameter),
		"composeExtensions[0].commands[0].parameters[0].description": w.Text(locales.TeamsSearchParameterDescription),
	}
	for i, c := range botCommands {
		at := "bots[0].commandLists[0].commands[" + strconv.Itoa(i) + "]."
		out[at+"title"], out[at+"description"] = w.Text(c.title), w.Text(c.description)
	}
	return out
}
