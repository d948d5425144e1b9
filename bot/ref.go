package bot

import (
	"errors"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"veiviser/content"
)

// Ref is a place in the guide: what the address of a page, a button and a link point
// to. It says nothing of whether the guide has the place; [Bot.Resolve] does. The zero
// Ref is no place; one without an Entry is the guide in a language.
type Ref struct {
	Lang    content.Lang
	Entry   string          // id, today's or one it had before
	Digest  string          // hexadecimal digits that the version's digest begins with; empty for today's
	Section content.Section // asked for; empty for the whole
	Step    int             // of a journey, from 1; 0 for none
	Note    bool            // the case note of the place
}

// shortDigest is how much of a digest a permalink carries: 48 bits tell the versions
// of one entry apart, and the address stays within one line of a case note.
const shortDigest = 12

// ShortDigest returns the digits of a digest that a permalink carries and people are
// shown: without the prefix, twelve at most.
func ShortDigest(digest string) string {
	hex := strings.TrimPrefix(digest, content.DigestPrefix)
	return hex[:min(len(hex), shortDigest)]
}

// The bounds of what is read. Everything longer is no place of ours.
const (
	maxAddress = 2000 // bytes of an address: what browsers and chats agree on
	maxID      = 100  // bytes of an id; the guide's own end well before
	maxStep    = 99
)

var (
	idForm     = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	digestForm = regexp.MustCompile(`^[0-9a-f]{6,64}$`)
)

// Path returns the address of the page within the site, as [ParseRef] reads it:
//
//	/nb/jamal                      today's page
//	/nb/jamal@0123456789ab         the page as it stood, for ever
//	/nb/jamal?step=2               a step
//	/nb/jamal#livelihood           a section
//	/nb/jamal/note?section=payer   the case note, also of a step
//	/nb/jamal/note@0123456789ab    the case note as it stood
func (r Ref) Path() string {
	p := "/" + string(r.Lang)
	if r.Entry == "" {
		return p
	}
	p += "/" + r.Entry
	if r.Note {
		p += "/note"
	}
	if r.Digest != "" {
		p += "@" + r.Digest
	}
	q := url.Values{}
	if r.Step > 0 {
		q.Set("step", strconv.Itoa(r.Step))
	}
	if r.Note && r.Section != "" {
		q.Set("section", string(r.Section))
	}
	if len(q) > 0 {
		p += "?" + q.Encode()
	}
	if !r.Note && r.Section != "" {
		p += "#" + string(r.Section)
	}
	return p
}

// atStep is the step k of the journey at r.
func (r Ref) atStep(k int) Ref {
	r.Step = k
	return r
}

// note is the case note of r.
func (r Ref) note() Ref {
	r.Note = true
	return r
}

// MapPath returns the address of the opportunity map's page.
func MapPath(l content.Lang) string { return "/" + string(l) + "/map" }

// ParseRef reads the address of an entry's page, of a version of it, of a step, a
// section or a case note. base is the site's own address ("https://veiviser.example.no",
// with a path where the site has one); an empty base takes bare paths alone. http and
// https are the same site; capitals and a slash at the end do no harm, as the pages lead
// home from them. What a query or a fragment says beyond a Ref is left out. ok is false
// for any other address: of another site, with a name or a password in it, of a
// language the guide is not written in, longer than 2,000 bytes.
func ParseRef(base, address string) (r Ref, ok bool) {
	if len(address) > maxAddress {
		return Ref{}, false
	}
	u, err := url.Parse(address)
	if err != nil || u.User != nil || u.Opaque != "" {
		return Ref{}, false
	}
	path, ok := pathWithin(base, u)
	if !ok {
		return Ref{}, false
	}
	if r, ok = parsePath(path); !ok {
		return Ref{}, false
	}
	q := u.Query()
	if step, err := strconv.Atoi(q.Get("step")); err == nil && step > 0 && step <= maxStep {
		r.Step = step
	}
	if r.Section = section(q.Get("section")); r.Section == "" {
		r.Section = section(u.Fragment)
	}
	return r, true
}

// pathWithin returns the escaped path of an address within the site at base; ok is
// false for another site's.
func pathWithin(base string, u *url.URL) (path string, ok bool) {
	if base == "" {
		return u.EscapedPath(), u.Scheme == "" && u.Host == ""
	}
	b, err := url.Parse(base)
	if err != nil || b.Host == "" || u.Scheme != "https" && u.Scheme != "http" || host(u) != host(b) {
		return "", false
	}
	return strings.CutPrefix(u.EscapedPath(), strings.TrimSuffix(b.EscapedPath(), "/"))
}

// host is an address' host, with its port where that is not the scheme's own.
func host(u *url.URL) string {
	h := strings.ToLower(u.Host)
	switch u.Scheme {
	case "https":
		return strings.TrimSuffix(h, ":443")
	case "http":
		return strings.TrimSuffix(h, ":80")
	}
	return h
}

// parsePath reads /{lang}/{id}, /{lang}/{id}@{digest} and either with /note behind,
// whose digest may also stand last: /note@{digest}.
func parsePath(escaped string) (r Ref, ok bool) {
	path, ok := strings.CutPrefix(strings.TrimSuffix(escaped, "/"), "/")
	parts := strings.Split(path, "/")
	if !ok || len(parts) < 2 || len(parts) > 3 {
		return Ref{}, false
	}
	for i, p := range parts {
		p, err := url.PathUnescape(p)
		if err != nil {
			return Ref{}, false
		}
		parts[i] = strings.ToLower(p)
	}
	place := parts[1]
	if len(parts) == 3 {
		page, digest, version := strings.Cut(parts[2], "@")
		if page != "note" {
			return Ref{}, false
		}
		r.Note = true
		if version {
			place += "@" + digest // after a digest of the entry's own, no form of ours
		}
	}
	if r.Lang, ok = language(parts[0]); !ok || place == "" {
		return Ref{}, false
	}
	r.Entry, r.Digest, ok = parseEntry(place)
	return r, ok
}

// parseEntry reads "id" or "id@digest", the digest with or without its prefix. An empty
// text is no entry, and right.
func parseEntry(s string) (id, digits string, ok bool) {
	if s == "" {
		return "", "", true
	}
	id, digest, version := strings.Cut(s, "@")
	digits = strings.TrimPrefix(digest, content.DigestPrefix)
	ok = len(id) <= maxID && idForm.MatchString(id) && (!version || digestForm.MatchString(digits))
	return id, digits, ok
}

// language is the guide's language written s, and no other spelling of it.
func language(s string) (content.Lang, bool) {
	return content.Lang(s), slices.Contains(content.Langs(), content.Lang(s))
}

// section is the section named s, empty for none of the guide's.
func section(s string) content.Section {
	if slices.Contains(content.Sections(), content.Section(s)) {
		return content.Section(s)
	}
	return ""
}

// String returns the ref in the form that buttons carry, "nb/jamal@0123456789ab/payer/2"
// with "/note" for a case note, as [ParseCompact] reads it. Messages stay in channels
// for years: what was once written here must be read for ever. With an id and a digest
// as the guide has them it has at most 140 bytes; Slack takes 150 in a menu's item.
func (r Ref) String() string {
	place := r.Entry
	if r.Digest != "" {
		place += "@" + r.Digest
	}
	s := strings.Join([]string{string(r.Lang), place, string(r.Section), strconv.Itoa(r.Step)}, "/")
	if r.Note {
		s += "/note"
	}
	return s
}

// ParseCompact reads what String wrote, also before refs had a digest. A section the
// guide no longer has is left out. ok is false for anything else.
func ParseCompact(s string) (r Ref, ok bool) {
	s, r.Note = strings.CutSuffix(s, "/note")
	parts := strings.Split(s, "/")
	if len(parts) != 4 {
		return Ref{}, false
	}
	if r.Lang, ok = language(parts[0]); !ok {
		return Ref{}, false
	}
	if r.Entry, r.Digest, ok = parseEntry(parts[1]); !ok {
		return Ref{}, false
	}
	r.Section = section(parts[2])
	step, err := strconv.Atoi(parts[3])
	if err != nil || step < 0 || step > maxStep {
		return Ref{}, false
	}
	r.Step = step
	return r, true
}

// errNoRef says nothing of the text: strangers send it.
var errNoRef = errors.New("not a place in the guide")

// MarshalText implements [encoding.TextMarshaler] with the form of buttons.
func (r Ref) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText implements [encoding.TextUnmarshaler].
func (r *Ref) UnmarshalText(text []byte) error {
	parsed, ok := ParseCompact(string(text))
	if !ok {
		return errNoRef
	}
	*r = parsed
	return nil
}

// PicturePath returns the address of a journey's drawing, with the ref's step marked
// where it has one.
func (r Ref) PicturePath() string {
	p := "/pictures/" + string(r.Lang) + "/" + r.Entry
	if r.Step > 0 {
		p += "-" + strconv.Itoa(r.Step)
	}
	return p + ".png"
}

// StripPath returns the address of the drawing of where the ref's step stands among its
// journey's.
func (r Ref) StripPath() string {
	return "/pictures/" + string(r.Lang) + "/" + r.Entry + "/" + strconv.Itoa(r.Step) + ".png"
}

// ParsePicture reads the file name of a drawing, "id.png" or "id-step.png". known tells
// which ids there are: a name that is itself an id wins.
func ParsePicture(l content.Lang, file string, known func(id string) bool) (r Ref, ok bool) {
	name, isPNG := strings.CutSuffix(file, ".png")
	if !isPNG || len(name) > maxID || !idForm.MatchString(name) {
		return Ref{}, false
	}
	if known(name) {
		return Ref{Lang: l, Entry: name}, true
	}
	i := strings.LastIndexByte(name, '-')
	if i < 0 || !known(name[:i]) {
		return Ref{}, false
	}
	step, err := strconv.Atoi(name[i+1:])
	if err != nil || step < 1 || step > maxStep {
		return Ref{}, false
	}
	return Ref{Lang: l, Entry: name[:i], Step: step}, true
}
