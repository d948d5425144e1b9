package teamschat

import (
	"strings"

	"veiviser/content"
	"veiviser/locales"
)

// agentID names the declarative agent within the package.
const agentID = "veiviser"

// agentOf is the declarative agent of Microsoft 365 Copilot: what it is told to do, and
// questions to begin with in every language, as its instructions and they are not translated.
func agentOf(o PackageOptions) object {
	w := o.Words.In(string(content.Bokmal))
	var begin []object
	for _, l := range content.Langs() {
		for _, k := range starters[:2] {
			text := o.Words.In(string(l)).Text(k)
			begin = append(begin, object{"title": text, "text": text})
		}
	}
	return object{
		"$schema": "https://developer.microsoft.com/json-schemas/copilot/declarative-agent/v1.8/schema.json", "version": "v1.8", "id": agentID,
		"name": w.Text(locales.TeamsAppName), "description": w.Text(locales.ManifestCopilotDescription),
		"instructions":          w.Text(locales.ManifestCopilotInstructions),
		"disclaimer":            object{"text": w.Text(locales.ManifestCopilotDisclaimer)},
		"conversation_starters": begin,
		"actions":               []object{{"id": "guide", "file": pluginFile}},
	}
}

// pluginOf is what the agent asks with: the JSON API, as the site describes it.
func pluginOf(o PackageOptions) object {
	w := o.Words.In(string(content.Bokmal))
	base := strings.TrimSuffix(o.BaseURL, "/")
	const ask = "ask" // the operation's name in the description
	return object{
		"$schema": "https://developer.microsoft.com/json-schemas/copilot/plugin/v2.4/schema.json", "schema_version": "v2.4",
		"name_for_human": w.Text(locales.TeamsAppName), "namespace": agentID,
		"description_for_human": w.Text(locales.TeamsAppShort), "description_for_model": w.Text(locales.ManifestCopilotDescription),
		"privacy_policy_url": base + privacyPath, "legal_info_url": base + termsPath,
		"functions": []object{{"name": ask, "description": w.Text(locales.ManifestCopilotDescription)}},
		"runtimes": []object{{
			"type": "OpenApi", "auth": object{"type": "None"}, "spec": object{"url": base + "/api/openapi.json"}, "run_for_functions": []string{ask},
		}},
	}
}
