package webchat

import (
	"regexp"
	"strconv"
	"strings"

	"veiviser/content"
)

// maxID is longer than any id of the guide.
const maxID = 100

var (
	idForm     = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	digestForm = regexp.MustCompile(`^[0-9a-f]{6,64}$`)
)

// address is the part of a path that names an entry or a version of it.
type address struct {
	id     string
	digits string // of the version's digest; empty for today's
}

// parseAddress reads "id" or "id@digest", the digest with or without its prefix.
func parseAddress(s string) (a address, ok bool) {
	id, digest, version := strings.Cut(s, "@")
	digits := strings.TrimPrefix(digest, content.DigestPrefix)
	if len(id) > maxID || !idForm.MatchString(id) || version && !digestForm.MatchString(digits) {
		return address{}, false
	}
	return address{id, digits}, true
}

// parsePicture reads "id.png" or "id-step.png"; a name that is itself an id wins.
func parsePicture(file string, known func(id string) bool) (id string, step int, ok bool) {
	name, isPNG := strings.CutSuffix(file, ".png")
	if !isPNG || len(name) > maxID || !idForm.MatchString(name) {
		return "", 0, false
	}
	if known(name) {
		return name, 0, true
	}
	i := strings.LastIndexByte(name, '-')
	if i < 0 || !known(name[:i]) {
		return "", 0, false
	}
	step, err := strconv.Atoi(name[i+1:])
	if err != nil || step < 1 {
		return "", 0, false
	}
	return name[:i], step, true
}
