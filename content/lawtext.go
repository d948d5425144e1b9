package content

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"unicode"
)

// lawText is one act as Lovdata's open data has it: its sections by number.
type lawText map[string]*lawSection // by section, folded by foldSection

// lawSection is the text of one section and what is said below it of amendments.
type lawSection struct {
	text  []string // heading and paragraphs
	notes []string
}

func foldSection(s string) string {
	return strings.ToLower(strings.ReplaceAll(strings.TrimPrefix(strings.TrimSpace(s), "§"), " ", ""))
}

// wholeAct is the section that stands for a whole act.
const wholeAct = ""

// words returns the section's own words.
func (s *lawSection) words() string { return strings.Join(s.text, "\n") }

// repealed matches the heading of a section that is no more.
var repealed = regexp.MustCompile(`\((?:Opphev[ae]t|Oppheva|Opphøyrd)\)`)

// hash returns a short digest of letters and digits: the same section in Markdown and in
// XML, with other spaces and list marks, has the same one.
func hash(lines []string) string {
	if len(lines) == 0 {
		return "none"
	}
	kept := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, strings.Join(lines, ""))
	sum := sha256.Sum256([]byte(kept))
	return hex.EncodeToString(sum[:8])
}

// maxLawFile bounds one act; the largest is below 4 MB.
const maxLawFile = 16 << 20

// readLaws reads the acts named by id ("lov/2020-11-06-127") from a folder of Lovdata's
// open data: Markdown files named lov-2020-11-06-127.md, or the XML of Lovdata's packages,
// named nl-20201106-127.xml and sf-20201215-2912.xml, at any depth.
func readLaws(fsys fs.FS, ids map[string]bool) (map[string]lawText, error) {
	out := map[string]lawText{}
	names := map[string]string{}
	for id := range ids {
		names[strings.ReplaceAll(id, "/", "-")+".md"] = id
		names[packageName(id)] = id
	}
	err := fs.WalkDir(fsys, ".", func(name string, de fs.DirEntry, err error) error {
		id, wanted := names[path.Base(name)]
		if err != nil || de.IsDir() || !wanted || out[id] != nil {
			return err
		}
		f, err := fsys.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		data, err := io.ReadAll(io.LimitReader(f, maxLawFile+1))
		if err != nil {
			return err
		}
		if len(data) > maxLawFile {
			return fmt.Errorf("%s: more than %d bytes", name, maxLawFile)
		}
		if path.Ext(name) == ".md" {
			out[id] = readMarkdown(data)
			return nil
		}
		if out[id], err = readXML(data); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the law: %s", reason(err))
	}
	return out, nil
}

// packageName returns the name an act's file has in Lovdata's packages.
func packageName(id string) string {
	kind, rest, _ := strings.Cut(id, "/")
	prefix := "nl"
	if kind == "forskrift" {
		prefix = "sf"
	}
	parts := strings.Split(rest, "-")
	if len(parts) != 4 {
		return ""
	}
	number := parts[3]
	for len(number) < 3 {
		number = "0" + number
	}
	return prefix + "-" + strings.Join(parts[:3], "") + "-" + number + ".xml"
}

var (
	heading     = regexp.MustCompile(`^#{1,6} `)
	sectionHead = regexp.MustCompile(`^#{2,6} § *((?:\d+ ?[A-Z]-)?\d+[A-Za-z]?(?:-\d+)?(?: ?[a-zA-Z]{1,2})?)(?:\.|\s*$)`)
	noteLine    = regexp.MustCompile(`^\*.*\*$`)
)

// readMarkdown reads an act whose sections are headings "#### § 14 a. Title" and whose
// amendments are told in lines of italics.
func readMarkdown(data []byte) lawText {
	whole := &lawSection{}
	out := lawText{wholeAct: whole}
	var at *lawSection
	front := false
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if line == "---" {
			front = !front
			continue
		}
		if line == "" || front {
			continue
		}
		if heading.MatchString(line) {
			at = nil
			if m := sectionHead.FindStringSubmatch(line); m != nil {
				at = &lawSection{}
				out[foldSection(m[1])] = at
			}
		}
		for _, s := range []*lawSection{whole, at} {
			switch {
			case s == nil:
			case noteLine.MatchString(line):
				s.notes = append(s.notes, line)
			default:
				s.text = append(s.text, strings.TrimLeft(line, "# "))
			}
		}
	}
	return out
}

// readXML reads an act of Lovdata's packages: a section is an article of class
// legalArticle with its number in data-name, and changesToParent tells its amendments.
func readXML(data []byte) (lawText, error) {
	dec := xml.NewDecoder(bytes.NewReader(data))
	dec.Strict, dec.AutoClose, dec.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	r := xmlReader{out: lawText{wholeAct: {}}}
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return r.out, nil
		}
		if err != nil {
			return nil, err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			r.open(t)
		case xml.EndElement:
			if len(r.stack) > 0 {
				r.stack = r.stack[:len(r.stack)-1]
			}
		case xml.CharData:
			r.say(strings.Join(strings.Fields(string(t)), " "))
		}
	}
}

// xmlReader keeps where in the document the reading is.
type xmlReader struct {
	out   lawText
	stack []xmlPlace
}

// xmlPlace is an open element: the section it lies in, and whether it tells of amendments.
type xmlPlace struct {
	section    *lawSection
	body, note bool
}

func (r *xmlReader) open(t xml.StartElement) {
	var place xmlPlace
	if len(r.stack) > 0 {
		place = r.stack[len(r.stack)-1]
	}
	attr := func(name string) string {
		for _, a := range t.Attr {
			if strings.EqualFold(a.Name.Local, name) {
				return a.Value
			}
		}
		return ""
	}
	place.body = place.body || t.Name.Local == "main"
	for class := range strings.FieldsSeq(attr("class")) {
		switch class {
		case "legalArticle":
			place.section = &lawSection{}
			r.out[foldSection(attr("data-name"))] = place.section
		case "changesToParent":
			place.note = true
		}
	}
	r.stack = append(r.stack, place)
}

func (r *xmlReader) say(text string) {
	if text == "" || len(r.stack) == 0 {
		return
	}
	place := r.stack[len(r.stack)-1]
	if !place.body {
		return
	}
	for _, s := range []*lawSection{r.out[wholeAct], place.section} {
		switch {
		case s == nil:
		case place.note:
			s.notes = append(s.notes, text)
		default:
			s.text = append(s.text, text)
		}
	}
}
