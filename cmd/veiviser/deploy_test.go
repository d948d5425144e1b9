package main

import (
	"bytes"
	"errors"
	"flag"
	"io"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

// release also builds what a release holds: minutes.
var release = flag.Bool("release", false, "build releases, twice, and for every system")

// buildFlags are those of every build that is given to others.
var buildFlags = []string{"-trimpath", "-buildvcs=true", "-ldflags=-s -w"}

// instructions are the lines of a Dockerfile, by their first word.
func instructions(tb testing.TB) [][]string {
	tb.Helper()
	var out [][]string
	for line := range strings.Lines(read(tb, "deploy/Dockerfile")) {
		if f := strings.Fields(line); len(f) > 0 && !strings.HasPrefix(f[0], "#") {
			out = append(out, f)
		}
	}
	return out
}

// The image is built of files that are there, as a release is, and runs as nobody with what
// the program has.
func TestDeployImage(t *testing.T) {
	t.Parallel()
	last := map[string]string{} // the last instruction of each kind: of the image itself
	built, stages := false, 0
	for _, f := range instructions(t) {
		rest := strings.Join(f[1:], " ")
		last[f[0]] = rest
		switch {
		case f[0] == "FROM":
			stages++
			if image, _, _ := strings.Cut(f[1], "-"); strings.HasPrefix(image, "golang:") && !strings.Contains(read(t, "../../go.mod"), "\ngo "+strings.TrimPrefix(image, "golang:")+".") {
				t.Errorf("the image is built with %s, go.mod wants another", f[1])
			}
		case f[0] == "COPY" && !strings.HasPrefix(f[1], "--from="):
			for _, name := range f[1 : len(f)-1] {
				if _, err := os.Stat(filepath.Join("../..", name)); err != nil {
					t.Errorf("the image copies %s: %v", name, err)
				}
			}
		case strings.Contains(rest, "go build"):
			built = true
			if !strings.HasPrefix(rest, "CGO_ENABLED=0 go build ") || !strings.HasSuffix(rest, " ./cmd/veiviser") {
				t.Errorf("the image is built by %q", rest)
			}
			for _, flag := range buildFlags {
				if !strings.Contains(strings.ReplaceAll(rest, `"`, ""), flag) {
					t.Errorf("the image is built without %s: %q", flag, rest)
				}
			}
		}
	}
	if !built || stages != 2 || !strings.Contains(last["FROM"], "distroless/static") {
		t.Errorf("the image is of %d stages, the last %q", stages, last["FROM"])
	}
	for k, want := range map[string]string{
		"USER": "65532:65532", "VOLUME": "/data", "ENV": "VEIVISER_DATA=/data", "ENTRYPOINT": `["/veiviser"]`, "CMD": `["serve"]`,
		"EXPOSE": defaultPort(t), "HEALTHCHECK": `--interval=30s --timeout=5s --start-period=30s CMD ["/veiviser", "health"]`,
	} {
		if last[k] != want {
			t.Errorf("the image has %s %q, want %q", k, last[k], want)
		}
	}
}

// defaultPort is the port of a program with no settings.
func defaultPort(tb testing.TB) string {
	tb.Helper()
	c, err := loadConfig(config{}, settings{}.get)
	if err != nil {
		tb.Fatal(err)
	}
	return strings.TrimPrefix(c.Addr, ":")
}

// What stays out of the context is nothing that the repository holds: the program would say
// that it was built with changes.
func TestDeployContext(t *testing.T) {
	t.Parallel()
	tracked, err := exec.CommandContext(t.Context(), "git", "-C", "../..", "ls-files").Output()
	if err != nil || len(tracked) == 0 {
		t.Skip("no clone:", err)
	}
	for pattern := range strings.Lines(read(t, "deploy/Dockerfile.dockerignore")) {
		pattern = strings.TrimSpace(pattern)
		if pattern == "" || strings.HasPrefix(pattern, "#") {
			continue
		}
		for name := range strings.Lines(string(tracked)) {
			name = strings.TrimSpace(name)
			for at := name; at != "."; at = path.Dir(at) { // a folder that is left out takes all in it
				match := at == strings.Trim(pattern, "/")
				if base, any := strings.CutPrefix(pattern, "**/"); any {
					match, err = path.Match(base, path.Base(at))
				}
				if err != nil || match {
					t.Errorf("%s leaves %s out of the image's context (%v)", pattern, name, err)
				}
			}
		}
	}
}

// The program needs no C on any system it is released for, and no file is missing there.
func TestDeployStatic(t *testing.T) {
	t.Parallel()
	for _, system := range []string{"linux", "darwin", "windows"} {
		cmd := exec.CommandContext(t.Context(), "go", "list", "-e", "-deps", "-f", "{{with .CgoFiles}}{{$.ImportPath}} is cgo\n{{end}}{{with .Error}}{{.}}\n{{end}}", ".")
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+system)
		var told bytes.Buffer // of modules that are fetched for that system alone, too
		cmd.Stderr = &told
		if out, err := cmd.Output(); err != nil || len(bytes.TrimSpace(out)) > 0 {
			t.Errorf("%s: %v\n%s%s", system, err, out, told.Bytes())
		}
	}
}

// Two clones in two folders make the same bytes, and the program knows its commit.
func TestDeployReproducible(t *testing.T) {
	if !*release {
		t.Skip("-release builds; it takes minutes")
	}
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	command := func(dir, name string, args ...string) string {
		cmd := exec.CommandContext(t.Context(), name, args...)
		cmd.Dir, cmd.Env = dir, append(os.Environ(), "CGO_ENABLED=0")
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%s %v: %v\n%s", name, args, err, out)
		}
		return strings.TrimSpace(string(out))
	}
	var programs [2]string
	for i := range programs {
		dir := filepath.Join(t.TempDir(), "clone")
		command(root, "git", "clone", "-q", root, dir)
		program := filepath.Join(t.TempDir(), "veiviser")
		command(dir, "go", append(append([]string{"build"}, buildFlags...), "-o", program, "./cmd/veiviser")...)
		programs[i] = read(t, program)
		if said, commit := command(dir, program, "version"), command(dir, "git", "rev-parse", "HEAD"); !strings.Contains(said, " commit "+commit+" of ") || strings.Contains(said, "with changes") {
			t.Errorf("the program of %s says %q", commit, said)
		}
	}
	if programs[0] != programs[1] {
		t.Error("two clones make two programs")
	}
	for _, system := range []string{"darwin", "windows"} {
		t.Setenv("GOOS", system)
		command(root, "go", append(append([]string{"build"}, buildFlags...), "-o", filepath.Join(t.TempDir(), "veiviser"), "./cmd/veiviser")...)
	}
}

// documentsOf are the documents of a YAML file, by their kind; a file has each but once.
func documentsOf(tb testing.TB, name string) map[string]*yaml.Node {
	tb.Helper()
	out := map[string]*yaml.Node{}
	for dec := yaml.NewDecoder(strings.NewReader(read(tb, name))); ; {
		var n yaml.Node
		err := dec.Decode(&n)
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			tb.Fatalf("%s: %v", name, err)
		}
		kind := strings.Join(valuesAt(&n, "kind"), "")
		if out[kind] != nil {
			tb.Errorf("%s has two of kind %s", name, kind)
		}
		out[kind] = &n
	}
}

// valuesAt are all values that stand under a path of keys, at any depth; lists are gone
// through.
func valuesAt(n *yaml.Node, keys ...string) []string {
	if len(keys) == 0 {
		switch n.Kind {
		case yaml.ScalarNode:
			return []string{n.Value}
		case yaml.SequenceNode:
			var out []string
			for _, c := range n.Content {
				out = append(out, valuesAt(c)...)
			}
			return out
		}
		return nil
	}
	var out []string
	for i, c := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 1 && n.Content[i-1].Value == keys[0] {
			out = append(out, valuesAt(c, keys[1:]...)...)
		}
		if n.Kind != yaml.MappingNode || i%2 == 1 {
			out = append(out, valuesAt(c, keys...)...)
		}
	}
	return out
}

// The files of the platforms are of the kinds they should be, guard the program, and ask it
// where it answers.
func TestDeployManifests(t *testing.T) {
	t.Parallel()
	port := defaultPort(t)
	want := map[string]map[string]string{ // by file and kind, paths of keys and the values there
		"kubernetes.yaml": {
			"Deployment/spec/replicas": "2", "Deployment/runAsNonRoot": "true", "Deployment/runAsUser": "65532",
			"Deployment/readOnlyRootFilesystem": "true", "Deployment/allowPrivilegeEscalation": "false", "Deployment/drop": "ALL",
			"Deployment/startupProbe/path": "/healthz", "Deployment/livenessProbe/path": "/healthz", "Deployment/readinessProbe/path": "/readyz",
			"Deployment/containerPort": port + " 9090", "Deployment/limits/memory": "512Mi", "Deployment/args": "serve", "Deployment/mountPath": "/data /tmp",
			"Deployment/template/automountServiceAccountToken": "false", "Service/targetPort": "http", "PodDisruptionBudget/minAvailable": "1",
			"NetworkPolicy/policyTypes": "Ingress Egress", "NetworkPolicy/ingress/port": port + " 9090", "ConfigMap/VEIVISER_ADMIN_ADDR": ":9090",
			"ServiceAccount/automountServiceAccountToken": "false", "Ingress/pathType": "Prefix",
		},
		"nais.yaml": {
			"Application/spec/port": port, "Application/startup/path": "/healthz", "Application/liveness/path": "/healthz", "Application/readiness/path": "/readyz",
			"Application/prometheus/path": "/metrics", "Application/replicas/min": "2", "Application/envVarPrefix": "VEIVISER_DATABASE", "Application/mountPath": "/data",
		},
		"compose.yaml": {
			"/veiviser/read_only": "true", "/veiviser/cap_drop": "ALL", "/veiviser/security_opt": "no-new-privileges:true", "/veiviser/condition": "service_healthy",
			"/veiviser/volumes": "data:/data", "/services/veiviser/ports": port + ":" + port + " 127.0.0.1:9090:9090", "/veiviser/dockerfile": "cmd/veiviser/deploy/Dockerfile",
			"/veiviser/VEIVISER_ADMIN_ADDR": ":9090",
		},
		"goreleaser.yaml": {
			"/version": "2", "/builds/env": "CGO_ENABLED=0", "/builds/flags": "-trimpath -buildvcs=true", "/builds/ldflags": "-s -w", "/builds/main": "./cmd/veiviser",
			"/builds/goos": "linux darwin windows", "/builds/mod_timestamp": "{{ .CommitTimestamp }}", "/sboms/cmd": "cyclonedx-gomod", "/checksum/algorithm": "sha256",
		},
	}
	for file, values := range want {
		docs := documentsOf(t, "deploy/"+file)
		kinds := map[string]bool{}
		for where, value := range values {
			keys := strings.Split(where, "/")
			kinds[keys[0]] = true
			if docs[keys[0]] == nil {
				t.Fatalf("%s has no %s", file, keys[0])
			}
			if got := strings.Join(valuesAt(docs[keys[0]], keys[1:]...), " "); got != value {
				t.Errorf("%s: %s is %q, want %q", file, where, got, value)
			}
		}
		if !maps.Equal(kinds, have(docs)) {
			t.Errorf("%s has the kinds %v, want %v", file, slices.Sorted(maps.Keys(docs)), slices.Sorted(maps.Keys(kinds)))
		}
	}
	// What is asked and exposed is there.
	s := start(t, nil)
	for _, path := range []string{"/healthz", "/readyz", "/metrics"} {
		s.page(t, path)
	}
	for _, name := range valuesAt(documentsOf(t, "deploy/goreleaser.yaml")[""], "archives", "files") {
		if _, err := os.Stat("../../" + name); err != nil {
			t.Errorf("a release holds %s: %v", name, err)
		}
	}
}

func have(docs map[string]*yaml.Node) map[string]bool {
	out := map[string]bool{}
	for k := range docs {
		out[k] = true
	}
	return out
}

// Every setting that a file here makes is one that the program reads; nais makes the
// database's by its prefix.
func TestDeploySettings(t *testing.T) {
	t.Parallel()
	reads := map[string]bool{"VEIVISER_DATABASE": true}
	for _, m := range setting.FindAllStringSubmatch(read(t, "config.go"), -1) {
		reads["VEIVISER_"+m[1]+m[2]] = true
	}
	files, err := filepath.Glob("deploy/*")
	if err != nil || len(files) < 8 || !reads["VEIVISER_DATABASE_URL"] {
		t.Fatalf("files %v, settings %v (%v)", files, reads, err)
	}
	for _, f := range files {
		for _, name := range settingName.FindAllString(read(t, f), -1) {
			if !reads[name] {
				t.Errorf("%s has %s, which the program does not read", f, name)
			}
		}
	}
}

// The unit starts a command that is there, guarded, and systemd has nothing to say of it.
func TestDeployUnit(t *testing.T) {
	t.Parallel()
	unit := read(t, "deploy/veiviser.service")
	for _, line := range []string{
		"ExecStart=/usr/local/bin/veiviser serve", "ExecReload=/bin/kill -HUP $MAINPID", "Environment=VEIVISER_DATA=/var/lib/veiviser", "StateDirectory=veiviser",
		"DynamicUser=yes", "NoNewPrivileges=yes", "ProtectSystem=strict", "PrivateTmp=yes", "MemoryDenyWriteExecute=yes", "CapabilityBoundingSet=", "UMask=0077", "TimeoutStopSec=15",
	} {
		if !strings.Contains(unit, "\n"+line+"\n") {
			t.Errorf("the unit lacks %s", line)
		}
	}
	tool, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Skip("no systemd-analyze")
	}
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "veiviser.service")
	if err := os.WriteFile(name, []byte(strings.ReplaceAll(unit, "/usr/local/bin/veiviser", program)), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.CommandContext(t.Context(), tool, "verify", "--man=no", name).CombinedOutput(); err != nil || len(bytes.TrimSpace(out)) > 0 {
		t.Errorf("systemd: %v\n%s", err, out)
	}
}

// CI elsewhere runs what it runs here, and nothing else.
func TestDeployCI(t *testing.T) {
	t.Parallel()
	ci := documentsOf(t, "../../.github/workflows/ci.yml")[""]
	runs := valuesAt(ci, "steps", "run")
	if len(runs) == 0 || runs[len(runs)-1] != "bash .ci/run" {
		t.Errorf("CI runs %q", runs)
	}
	image := strings.Join(valuesAt(ci, "container"), "")
	if image != instructions(t)[0][1] {
		t.Errorf("CI runs on %s, the image is built on %s", image, instructions(t)[0][1])
	}
}

// Every module that go.mod requires itself stands in CONTRIBUTING's table with its reason,
// its keeper and its licence, and no other.
func TestModulesAreWorthTheirWeight(t *testing.T) {
	t.Parallel()
	direct := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^\t(\S+) v\S+$`).FindAllStringSubmatch(read(t, "../../go.mod"), -1) {
		direct[m[1]] = true
	}
	if len(direct) < 20 {
		t.Fatalf("go.mod requires %v", direct)
	}
	said := map[string]bool{}
	row := regexp.MustCompile("(?m)^\\| `([^`]+\\.[^`]+/[^`]+)` \\|(.*)\\|$")
	for _, m := range row.FindAllStringSubmatch(read(t, "../../CONTRIBUTING.md"), -1) {
		said[m[1]] = true
		cells := strings.Split(m[2], "|")
		if len(cells) != 3 || slices.ContainsFunc(cells, func(c string) bool { return strings.TrimSpace(c) == "" }) {
			t.Errorf("%s: want why, keeper and licence, got %q", m[1], m[2])
		}
	}
	for m := range direct {
		if !said[m] {
			t.Errorf("CONTRIBUTING does not say what %s is for", m)
		}
	}
	for m := range said {
		if !direct[m] {
			t.Errorf("CONTRIBUTING speaks of %s, which go.mod does not require", m)
		}
	}
}
