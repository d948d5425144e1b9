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
		kind, other := s.nameAt(j)
		switch {
		case kind != "":
			c.kind, c.near = kind, passed <= maxNearWords
			return c
		case other != "" && passed == 0:
			c.refuses = other
			return c
		case !contains(linkWords, t.word):
			passed++
		}
	}
	return c
}

// nameAt returns what the word of token j, alone or with the word before, says of a
// number after it: "fnr", "f.nr", "person nr", "case no".
func (s *scan) nameAt(j int) (NumberKind, otherKind) {
	w := s.at(j).word
	if startsWith(numberNouns, w) && j > 0 && s.at(j-1).isWord() {
		if kind, other := nameOf(plainWord(s.at(j-1).word + w)); kind != "" || other != "" {
			return kind, other
		}
	}
	return nameOf(w)
}

func nameOf(w string) (NumberKind, otherKind) {
	if w == "" {
		return "", ""
	}
	for _, n := range personalNames {
		if n.fits(w) {
			return n.kind, ""
		}
	}
	if strings.Contains(w, "konto") && !strings.Contains(w, "kontor") || startsWith(accountNames, w) || contains(accountWords, w) {
		return "", accountNumber
	}
	if contains(otherWords, w) || startsWith(otherNames, w) {
		return "", otherNumber
	}
	return "", ""
}

// numberName lists the beginnings and short forms of what a kind of number is called, as
// plainWord leaves them.
type numberName struct {
	kind   NumberKind
	starts string // of words; a slip is forgiven
	whole  string // words, with an ending of Norwegian
}

// personalNames are Norwegian in both written forms and English. Two words are one
// here: "id number" is idnumber.
var personalNames = []numberName{
	{DUFNummer, "dufnum dufnr", "duf dufno"},
	{DNummer, "dnumer dnumber", "dnr dno"},
	{HNummer, "hnumer hnumber hjelpenum hjelpenr fhnumer", "hnr fhnr"},
	{Fodselsnummer, `fodselsnum fodselnum fodselsnr fodselnr fodselsogperson personum personr personalnum personalid personidentif personid
		identitetsnum identitetsnr identitynum identifikasjonsnum identificationum nationalid birthnum securitynum`,
		"fnr fnumer fnumber pnr pnumer idnr idno idnumer idnumber personalno identityno birthno ssn personaltal fodselsnm fnum pnum"},
}

func (n numberName) fits(w string) bool {
	for start := range strings.FieldsSeq(n.starts) {
		if beginsLike(w, start) {
			return true
		}
	}
	for whole := range strings.FieldsSeq(n.whole) {
		if rest, ok := strings.CutPrefix(w, whole); ok && contains(" et a en ene er s e ets ", rest) || w == whole {
			return true
		}
	}
	return false
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

// Lists of words as plainWord leaves them, each between spaces.
const (
	numberNouns  = " nr num no id tal "
	accountNames = " acount iban kidn "
	accountWords = " kid "
	otherNames   = " saksn arkivs journaln casen refn referan referen organisasjonsn organisationn organizationn foretaksn telefo telepho mobil faktura invoice ordren ordern postn "
	otherWords   = " sak saka saken saker case ref jnr org orgnr orgno orgnumer orgnumber tlf tlfnr tel mob mobno phone phoneno phonenumber ring call sms faks fax " +
		"kl kloka kloken ordre order kr nok belop amount sum isbn bnr gnr jounr "
	linkWords = " er is var was nr numer number num no pa til for the og and med with hans henes henar mit my sit his her siste last fem five sifer sifra sifrene digits digit de dei then som "
)

func contains(list, w string) bool { return w != "" && strings.Contains(list, " "+w+" ") }

func startsWith(list, w string) bool {
	return slices.ContainsFunc(strings.Fields(list), func(start string) bool { return strings.HasPrefix(w, start) })
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
