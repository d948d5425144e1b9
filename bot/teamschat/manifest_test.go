package teamschat_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"

	"veiviser/bot/teamschat"
	"veiviser/content"
)

func packageOptions(tb testing.TB) teamschat.PackageOptions {
	return teamschat.PackageOptions{Words: newWords(tb), AppID: appID, BaseURL: base, Version: "1.0.0", Developer: "Eksempel kommune"}
}

// packed is the package of the options.
func packed(tb testing.TB, o teamschat.PackageOptions) []byte {
	tb.Helper()
	var b bytes.Buffer
	if err := teamschat.WritePackage(&b, o); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// unpacked are the files of a package.
func unpacked(tb testing.TB, b []byte) map[string][]byte {
	tb.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		tb.Fatal(err)
	}
	out := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			tb.Fatal(err)
		}
		if out[f.Name], err = io.ReadAll(r); err != nil {
			tb.Fatal(err)
		}
	}
	return out
}

// repacked is a package of the files.
func repacked(tb testing.TB, files map[string][]byte) []byte {
	tb.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write(files[name])
		}
		if err != nil {
			tb.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// everyPackage is each kind of package there is.
func everyPackage(tb testing.TB) map[string]teamschat.PackageOptions {
	out := map[string]teamschat.PackageOptions{}
	for _, starters := range []bool{false, true} {
		for _, copilot := range []teamschat.Copilot{"", teamschat.CopilotBot, teamschat.CopilotAgent} {
			o := packageOptions(tb)
			o.Starters, o.Copilot = starters, copilot
			out[fmt.Sprintf("starters %v, copilot %q", starters, copilot)] = o
		}
	}
	return out
}

// TestPackage: every kind of package is as Microsoft's schemas have it, and the same each time.
func TestPackage(t *testing.T) {
	for name, o := range everyPackage(t) {
		b := packed(t, o)
		if !bytes.Equal(b, packed(t, o)) {
			t.Errorf("%s: the same options give another package", name)
		}
		for _, problem := range teamschat.CheckPackage(b) {
			t.Errorf("%s: %v", name, problem)
		}
		want := "color.png manifest.json outline.png texts.en.json texts.nn.json"
		if o.Copilot == teamschat.CopilotAgent {
			want = "agent.json " + strings.Replace(want, " texts", " plugin.json texts", 1)
		}
		if got := strings.Join(slices.Sorted(maps.Keys(unpacked(t, b))), " "); got != want {
			t.Errorf("%s: the package has %s, want %s", name, got, want)
		}
	}
}

// manifestOf is that of a package.
func manifestOf(tb testing.TB, o teamschat.PackageOptions) map[string]any {
	tb.Helper()
	var out map[string]any
	if err := json.Unmarshal(unpacked(tb, packed(tb, o))["manifest.json"], &out); err != nil {
		tb.Fatal(err)
	}
	return out
}

// manifest is that of the plain package.
func manifest(tb testing.TB) map[string]any {
	tb.Helper()
	return manifestOf(tb, packageOptions(tb))
}

// TestManifestSays: what the bot can do stands in the manifest, and what it was not asked for
// doesn't.
func TestManifestSays(t *testing.T) {
	for name, o := range everyPackage(t) {
		m := manifestOf(t, o)
		bot := m["bots"].([]any)[0].(map[string]any)
		all := string(encode(t, m))
		for want, has := range map[string]bool{
			`"manifestVersion":"1.30"`:                  true,
			`"privacyUrl":"` + base + `/privacy"`:       true,
			`"termsOfUseUrl":"` + base + `/terms"`:      true,
			`"supportsChannelFeatures":"tier1"`:         true,
			`"supportsTargetedMessages":true`:           true,
			`"triggers":["mention","slash"]`:            true,
			`"contentUrl":"` + base + `/"`:              true,
			`"scopes":["personal","team","groupChat"]`:  o.Copilot != teamschat.CopilotBot,
			`"scopes":["personal"],"type"`:              false,
			`"customEngineAgents"`:                      o.Copilot == teamschat.CopilotBot,
			`"declarativeAgents"`:                       o.Copilot == teamschat.CopilotAgent,
			`"samplePrompts"`:                           o.Copilot == teamschat.CopilotAgent,
			`"type":"prompt"`:                           o.Starters || o.Copilot == teamschat.CopilotBot,
			`"` + string(teamschat.CopilotBot) + `":{}`: false,
		} {
			if strings.Contains(all, want) != has {
				t.Errorf("%s: the manifest has %s: %v", name, want, !has)
			}
		}
		personal := strings.Contains(string(encode(t, bot["commandLists"])), `"personal"`)
		if personal != o.Starters {
			t.Errorf("%s: starters in the personal chat: %v", name, personal)
		}
	}
}

// TestAgentRepeatsTheGuide: the agent is told to repeat statements and to ask for each, with
// questions in every language, and asks the guide alone.
func TestAgentRepeatsTheGuide(t *testing.T) {
	o := packageOptions(t)
	o.Copilot = teamschat.CopilotAgent
	files := unpacked(t, packed(t, o))
	for _, want := range []string{"ordrett", "Svar aldri fra egen kunnskap", "personnummer", `"plugin.json"`} {
		if !strings.Contains(string(files["agent.json"]), want) {
			t.Errorf("the agent is not told %q", want)
		}
	}
	if strings.Contains(string(files["agent.json"]), "capabilities") {
		t.Error("the agent may look elsewhere than in the guide")
	}
	for _, l := range content.Langs() {
		if want := newWords(t).In(string(l)).Text("example.1"); !strings.Contains(string(files["agent.json"]), want) {
			t.Errorf("no question in %s to begin with: %q", l, want)
		}
	}
	if !strings.Contains(string(files["plugin.json"]), base+"/api/openapi.json") {
		t.Error("the agent does not ask the site")
	}
}

func TestPackageBad(t *testing.T) {
	o := packageOptions(t)
	o.AppID, o.BaseURL, o.Version, o.Developer, o.Copilot = "x", "http://localhost", "1.0", strings.Repeat("x", 33), "cloud"
	err := teamschat.WritePackage(io.Discard, o)
	for _, want := range []string{"no GUID", "no https address", "not three numbers", "33 characters", "no way into Copilot"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
	o = packageOptions(t)
	for _, address := range []string{"", "https://", "veiviser.example.no"} {
		o.BaseURL = address
		if err := teamschat.WritePackage(io.Discard, o); err == nil || !strings.Contains(err.Error(), "no https address") {
			t.Errorf("the address %q makes a package: %v", address, err)
		}
	}
}

// square is a PNG of so many pixels a side.
func square(tb testing.TB, side int) []byte {
	tb.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, side, side))); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// TestCheckPackage: each fault of a package is named, and no other.
func TestCheckPackage(t *testing.T) {
	o := packageOptions(t)
	o.Copilot = teamschat.CopilotAgent
	whole := packed(t, o)
	replace := func(file, old, new string) func(map[string][]byte) {
		return func(files map[string][]byte) {
			if !bytes.Contains(files[file], []byte(old)) {
				t.Fatalf("%s has no %s", file, old)
			}
			files[file] = bytes.ReplaceAll(files[file], []byte(old), []byte(new))
		}
	}
	for name, tt := range map[string]struct {
		change func(map[string][]byte)
		want   []string
	}{
		"no manifest":     {func(f map[string][]byte) { delete(f, "manifest.json") }, []string{"manifest.json: not in the package"}},
		"no JSON":         {func(f map[string][]byte) { f["manifest.json"] = []byte("{") }, []string{"manifest.json: no JSON"}},
		"no object":       {func(f map[string][]byte) { f["manifest.json"] = []byte("[]") }, []string{"manifest.json: /: got array", "manifest.json: no JSON object"}},
		"too large":       {func(f map[string][]byte) { f["manifest.json"] = bytes.Repeat([]byte(" "), 3<<20) }, []string{"manifest.json: more than"}},
		"an old version":  {replace("manifest.json", `"manifestVersion": "1.30"`, `"manifestVersion": "1.19"`), []string{`/manifestVersion: "1.19" (want "1.30")`}},
		"unknown field":   {replace("manifest.json", `"accentColor"`, `"accentColour"`), []string{"'accentColour' not allowed", "missing property 'accentColor'"}},
		"id":              {replace("manifest.json", `"id": "`+appID, `"id": "x`+appID), []string{"/id: "}},
		"long name":       {replace("manifest.json", `"short": "Veiviser"`, `"short": "`+strings.Repeat("V", 31)+`"`), []string{"/name/short: maxLength: got 31, want 30"}},
		"no base url":     {replace("manifest.json", base, ""), []string{"/websiteUrl", "/privacyUrl", "/termsOfUseUrl", "/contentUrl"}},
		"http":            {replace("manifest.json", `"privacyUrl": "https`, `"privacyUrl": "http`), []string{"/developer/privacyUrl: \"http://veiviser.example.no/privacy\" is no https address"}},
		"other domain":    {replace("manifest.json", `"contentUrl": "`+base, `"contentUrl": "https://elsewhere.example`), []string{"elsewhere.example is none of validDomains"}},
		"no icon":         {func(f map[string][]byte) { delete(f, "outline.png") }, []string{"outline.png: not in the package"}},
		"small icon":      {func(f map[string][]byte) { f["color.png"] = square(t, 191) }, []string{"color.png: 191 × 191 pixels (want 192 × 192)"}},
		"large icon":      {func(f map[string][]byte) { f["outline.png"] = square(t, 33) }, []string{"outline.png: 33 × 33 pixels (want 32 × 32)"}},
		"no PNG":          {func(f map[string][]byte) { f["color.png"] = []byte("GIF89a") }, []string{"color.png: no PNG"}},
		"no nynorsk":      {replace("manifest.json", `"nn-no"`, `"sv-se"`), []string{"the language nn-no is missing"}},
		"no texts":        {func(f map[string][]byte) { delete(f, "texts.en.json") }, []string{"texts.en.json: not in the package"}},
		"one text less":   {replace("texts.nn.json", `"name.full"`, `"localizationKeys": {}, "name.short"`), []string{"texts.nn.json: no name.full", "texts.en.json: no localizationKeys"}},
		"unknown text":    {replace("texts.en.json", `"name.full"`, `"name.whole"`), []string{"'name.whole' not allowed", "texts.en.json: no name.full", "texts.nn.json: no name.whole"}},
		"no agent":        {func(f map[string][]byte) { delete(f, "agent.json") }, []string{"agent.json: not in the package"}},
		"agent says all":  {replace("agent.json", `"instructions": "`, `"instructions": "`+strings.Repeat("x", 8000)), []string{"agent.json: /instructions: maxLength"}},
		"agent of no API": {func(f map[string][]byte) { delete(f, "plugin.json") }, []string{"plugin.json: not in the package"}},
		"API in clear":    {replace("plugin.json", `"url": "https`, `"url": "http`), []string{"plugin.json: \"http://"}},
	} {
		files := unpacked(t, whole)
		tt.change(files)
		problems := teamschat.CheckPackage(repacked(t, files))
		said := fmt.Sprint(problems)
		for _, want := range tt.want {
			if !strings.Contains(said, want) {
				t.Errorf("%s: %v, want %q", name, said, want)
			}
		}
		if name != "no base url" && len(problems) > len(tt.want) {
			t.Errorf("%s: %d problems, want %d: %v", name, len(problems), len(tt.want), problems)
		}
	}
	for name, b := range map[string][]byte{"no zip": []byte("PK nothing"), "nothing": nil, "too much": make([]byte, 11<<20)} {
		if problems := teamschat.CheckPackage(b); len(problems) != 1 {
			t.Errorf("%s: %v", name, problems)
		}
	}
}
