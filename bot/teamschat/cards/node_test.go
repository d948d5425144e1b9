package cards_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"veiviser/bot/teamschat/cards"
)

// needNode returns the folder of Microsoft's own software (../testdata/node/README.md
// tells how to install it). Where it is missing the test is skipped, or fails in CI.
func needNode(tb testing.TB) string {
	tb.Helper()
	if testing.Short() {
		tb.Skip("Node and a browser take their time")
	}
	dir := os.Getenv("VEIVISER_TEST_NODE")
	if dir == "" {
		dir = filepath.Join("..", "testdata", "node")
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		tb.Fatal(err)
	}
	_, err = os.Stat(filepath.Join(dir, "node_modules", "adaptivecards"))
	if err == nil {
		_, err = exec.LookPath("node")
	}
	if err != nil && os.Getenv("CI") == "true" {
		tb.Fatal(err)
	}
	if err != nil {
		tb.Skip("needs node and `npm ci` in bot/teamschat/testdata/node:", err)
	}
	return dir
}

// TestSDK parses every card with the library that Teams draws cards with.
func TestSDK(t *testing.T) {
	dir := needNode(t)
	type named struct {
		Name string     `json:"name"`
		Card cards.Card `json:"card"`
	}
	var all []named
	everyCard(t, func(name string, c cards.Card) { all = append(all, named{name, c}) })
	in, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "node", filepath.Join("..", "testdata", "node", "parse.cjs"), dir)
	cmd.Stdin = bytes.NewReader(in)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, stderr.Bytes())
	}
	if len(out) > 0 {
		t.Errorf("the library found:\n%.2000s", out)
	}
}
