package bot

import (
	"slices"
	"strings"
	"unicode"
)

// numberContext is what the words before a number say it is.
type numberContext struct {
	kind    NumberKind // a personal number of this kind; empty where nothing says so
	near    bool       // … and the number stands right after the word
	refuses otherKind  // it is another number
}

// otherKind is a kind of number that is no personal number.
type otherKind string

const (
	accountNumber otherKind = "account" // of a bank, with eleven digits
	otherNumber   otherKind = "other"   // of a case, a telephone, an organisation, a time
)

const (
	// maxContext is how many words and small numbers back a number's name may stand.
	maxContext = 10
	// maxNearWords is how many words may stand between a name and a number right after
	// it: "fødselsnummeret til Ola Nordmann er …". Words of the way do not count.
	maxNearWords = 3
	// maxAside is the longest number that may stand on the way: "fnr (11 siffer): …".
	maxAside = 2
)

// contextBefore reads the words before token i, back to the number before.
func (s *scan) contextBefore(i int) numberContext {
	var c numberContext
	passed := 0 // words that lead to no number
	for j := i - 1; j >= max(0, i-maxContext); j-- {
		t := s.at(j)
		if !t.isWord() {
			if len(t.digits) > maxAside {
				break
			}
			continue
		}
		switch {
		case t.named != "":
			c.kind, c.near = t.named, passed <= maxNearWords
			return c
		case t.other != "" && passed == 0:
			c.refuses = t.other
			return c
		case !linkWords[t.word]:
			passed++
		}
	}
	return c
}

// addWord adds a word, with what it, alone or with the word before, says of a number
// after it: "fnr", "f.nr", "person nr", "case no".
func (s *scan) addWord(g gap, w string) {
	t := token{gap: g, word: w}
	if last := len(s.tokens) - 1; last >= 0 && s.tokens[last].isWord() && startsWith(numberNouns, w) {
		t.named, t.other = nameOf(plainWord(s.tokens[last].word + w))
	}
	if t.named == "" && t.other == "" {
		t.named, t.other = nameOf(w)
	}
	s.tokens = append(s.tokens, t)
}

func nameOf(w string) (NumberKind, otherKind) {
	for _, n := range personalNames {
		if n.fits(w) {
			return n.kind, ""
		}
	}
	switch {
	case strings.Contains(w, "konto") && !strings.Contains(w, "kontor"), startsWith(accountNames, w):
		return "", accountNumber
	case otherWords[w], startsWith(otherNames, w):
		return "", otherNumber
	}
	return "", ""
}

// numberName lists the beginnings and short forms of what a kind of number is called,
// as plainWord leaves them.
type numberName struct {
	kind   NumberKind
	starts []string // of words; a slip is forgiven
	whole  []string // words, with an ending of Norwegian
}

// personalNames are Norwegian in both written forms and English. Two words are one
// here: "id number" is idnumber.
var personalNames = []numberName{
	{DUFNummer, strings.Fields("dufnum dufnr"), strings.Fields("duf dufno")},
	{DNummer, strings.Fields("dnumer dnumber"), strings.Fields("dnr dno")},
	{Passnummer, strings.Fields("pasnum pasnr pasid pasport"), strings.Fields("pas pasno")},
	{HNummer, strings.Fields("hnumer hnumber hjelpenum hjelpenr fhnumer"), strings.Fields("hnr fhnr")},
	{Fodselsnummer, strings.Fields(`fodselsnum fodselnum fodselsnr fodselnr personum personr personalnum personalid personidentif personid
		identitetsnum identitetsnr identitynum identifikasjonsnum identificationum nationalid birthnum securitynum`),
		strings.Fields("fnr fnumer fnumber pnr pnumer idnr idno idnumer idnumber personalno identityno birthno ssn")},
}

// endings are those of a Norwegian noun, with the genitive's.
var endings = set("et a en ene er s e ets")

func (n numberName) fits(w string) bool {
	if slices.ContainsFunc(n.starts, func(start string) bool { return beginsLike(w, start) }) {
		return true
	}
	return slices.ContainsFunc(n.whole, func(whole string) bool {
		rest, ok := strings.CutPrefix(w, whole)
		return ok && (rest == "" || endings[rest])
	})
}

// beginsLike reports whether w begins with start, a slip aside where start is long: a
// letter too many, too few, another, or two in the wrong order.
func beginsLike(w, start string) bool {
	if strings.HasPrefix(w, start) {
		return true
	}
	const long = 8
	if len(start) < long || len(w) < len(start)-1 {
		return false
	}
	i := 0
	for i < len(w) && i < len(start) && w[i] == start[i] {
		i++
	}
	if i == 0 || i >= len(w) {
		return false
	}
	rest, want := w[i:], start[i:]
	return strings.HasPrefix(rest[1:], want[1:]) || strings.HasPrefix(rest, want[1:]) || strings.HasPrefix(rest[1:], want) ||
		len(rest) > 1 && len(want) > 1 && rest[0] == want[1] && rest[1] == want[0] && strings.HasPrefix(rest[2:], want[2:])
}

// Words and their beginnings as plainWord leaves them.
var (
	numberNouns  = strings.Fields("nr num no id")
	accountNames = strings.Fields("acount iban kid")
	otherNames   = strings.Fields(`saksn arkivs journaln casen refn referan referen organisasjonsn organisationn organizationn foretaksn
		telefo telepho mobil faktura invoice postn`)
	otherWords = set(`sak saka saken saker case ref jnr org orgnr orgno orgnumer orgnumber tlf tlfnr tel mob phone phoneno phonenumber
		ring call sms faks fax kl kloka kloken ordre order kr nok belop amount sum isbn bnr gnr`)
	// linkWords stand on the way from a name to its number, or from a date to its
	// last five digits.
	linkWords = set(`er is var was nr numer number num no pa til for the og and med with hans henes henar mit my sit his her
		siste last fem five sifer sifra sifrene digits de dei then som`)
)

func set(words string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		out[w] = true
	}
	return out
}

func startsWith(starts []string, w string) bool {
	return slices.ContainsFunc(starts, func(start string) bool { return strings.HasPrefix(w, start) })
}

// maxPlainWord is how much of a word is looked at; no name of a number is longer.
const maxPlainWord = 40

// plainWord makes one spelling of many, for names of numbers and months: small
// letters without accents, æ, ø, å and their other spellings as one letter, and double
// letters single, which are mistyped most ("personummer").
func plainWord(w string) string {
	var b strings.Builder
	var last rune
	for _, r := range w {
		if b.Len() >= maxPlainWord {
			break
		}
		r = unicode.ToLower(r)
		switch {
		case strings.ContainsRune("æåäáà", r):
			r = 'a'
		case strings.ContainsRune("øöóò", r):
			r = 'o'
		case strings.ContainsRune("éèêë", r):
			r = 'e'
		}
		if r == last || r == 'e' && (last == 'o' || last == 'a') || unicode.Is(unicode.M, r) {
			continue
		}
		b.WriteRune(r)
		last = r
	}
	return b.String()
}
