package search

import (
	"strings"

	"veiviser/content"
)

// cue is a phrase that asks for one side of an entry. Weight orders cues when several
// meet in one question: "hvem betaler" says more than "hvem".
type cue struct {
	phrase  string // folded words; * stands for up to three words
	section content.Section
}

// cuePhrases lists the phrases by section, separated by |. Of all cues that match a
// question the one with most words wins, then the section that stands first in
// content.Sections.
var cuePhrases = map[content.Section]string{
	content.Livelihood: `leve av|lever av|leve * av|lever * av|lev av|leve for|leve på|lever på|leve * på|forsørger seg|forsørge|livsopphold|livsopphald|leva av|penger mens|pengar medan|inntekt mens|inntekt under|betalt mens|forsørge seg|forsørgje seg
		live on|living on|income while|money while|support himself|support herself|support themselves|hva får * utbetalt|beholder * stønad|beheld * stønad|beholder * penger|keep * benefit|keep * benefits
		penger i programmet|lønn mens|løn medan|paid while|får * lønn|får * løn`,
	content.Payer: `hvem betaler|kven betaler|kven betalar|who pays|betaler * for|betalar * for|hva koster|kva kostar|hvor mye koster|kor mykje kostar|what does * cost|how much does * cost|er det gratis|gratis eller|is it free
		dekker nav|dekkjer nav|dekker kommunen|hvem dekker|kven dekkjer|who covers|egenandel|eigendel|kostnad|kursavgift|hvem finansierer|kven finansierer|who funds|betale selv|betale sjølv|pay for|betaler nav|betalar nav`,
	content.Responsible: `hvem har ansvar|hvem har ansvaret|kven har ansvar|kven har ansvaret|har ansvar for|har ansvaret for|hvem sitt ansvar|kven sitt ansvar|hvem sin jobb|whose responsibility|hvem er ansvarlig|kven er ansvarleg|ansvarlig for|ansvarleg for|who is responsible|responsible for|hvem bestemmer|kven bestemmer|kven avgjer|hvem avgjør|who decides|hvem gjør|kven gjer
		hvor søker|kvar søkjer|kor søkjer|hvor sender|where do * apply|where to apply|where do * send|hvem søker|hvem tar|kven tek|hvem skal|kven skal|hvem står bak|who runs|who does|hvem vedtar|hvem fatter|hvem kontakter|who do * contact|hvem innvilger|who grants`,
	content.Duration: `hvor lenge|kor lenge|how long|hvor lang|kor lang|varighet|lengde|hvor mange uker|hvor mange måneder|hvor mange år|kor mange år|kor mange månader|kor mange veker|how many months|how many weeks|how many years|how many hours
		hvor mange timer|kor mange timar|hvor mange dager|kor mange dagar|frist|fristen|søknadsfrist|deadline|når starter|når må|how often|hvor ofte|kor ofte|within how|innen når|makstid`,
	content.Requirements: `hvilke krav|kva krav|krav til|krav om|krever|krev|hva kreves|kva krevst|vilkår|vilkårene|vilkåra|requirements|requirement|required|require|hva må til|kva må til|hvor god norsk|kor god norsk|norsknivå|norsknivået|språknivå
		hvilket nivå|kva nivå|which level|what level|level of norwegian|må * ha b1|må * ha b2|må * ha a2|needs b1|need b2|hvilken alder|kva alder|aldersgrense|what age|age limit|trenger * dokumentasjon|hvilke papirer|kva papir|qualify for|nivå i norsk`,
	content.Right:    `har * rett|har * krav på|rett til|rett på|rett og plikt|har * plikt|plikt til|krav på|entitled|eligible|right to|have a right|has a right|duty to|kan * klage|må * ta|må * delta|do they have to|does she have to|does he have to`,
	content.Who:      `hvem kan|kven kan|for hvem|for kven|who can|hvem får|kven får|who gets|who is it for|målgruppe|målgruppa|target group|hvem passer|kven passar|kan * delta|kan * være med|can * join|can * take part|hvem er det for|hvem gjelder`,
	content.Combine:  `kombinere|kombinerast|kombineres|kombinert med|combine|combined|samtidig|samtidig med|samtidig som|samstundes|på en gang|på ein gong|ved siden av|ved sida av|i tillegg til|at the same time|alongside|while also|together with|både * og`,
	content.Next:     `hva nå|kva no|hva så|hva gjør * etterpå|neste steg|neste skritt|next step|what next|what comes next|what happens after|hva skjer etter|kva skjer etter|kva skjer når|hva skjer når|veien videre|vegen vidare|etterpå|afterwards|gå videre|gå vidare|go on to`,
	content.Pitfalls: `fallgruve|fallgruver|fallgruver|går galt|gå galt|går gale|hva må vi passe på|kva må vi passe på|passe på|unngå|pitfall|pitfalls|go wrong|goes wrong|watch out|lykkes|lukkast|erfaringer|røynsler|god praksis|frafall`,
	content.Local:    `lokalt|i min kommune|i vår kommune|i kommunen min|forskjell * kommuner|forskjellig * kommune|skilnad * kommunar|varierer|varies|locally|in our municipality|in my municipality`,
	content.What:     `hva er|kva er|what is|what does * mean|hva betyr|kva tyder|hva innebærer|kva inneber|forklar|explain|hva går * ut på|hva står * for|stand for`,
}

func newCues(fold func(string) string) []cue {
	var out []cue
	for _, s := range content.Sections() {
		for phrase := range strings.SplitSeq(strings.ReplaceAll(cuePhrases[s], "\n", "|"), "|") {
			if p := strings.Join(strings.Fields(fold(phrase)), " "); p != "" {
				out = append(out, cue{p, s})
			}
		}
	}
	return out
}

// asked is the side of an entry a question is about.
type asked struct {
	section content.Section // empty for the entry as a whole
	words   []int           // which words of the question said so
}

// sectionAsked returns the section the folded words ask for.
func sectionAsked(cues []cue, ws []string) asked {
	var best asked
	most := 0
	for _, c := range cues {
		parts := strings.Fields(c.phrase)
		// A phrase of more words is the more exact one; a gap counts as half.
		n := 2*len(parts) - strings.Count(c.phrase, "*")
		if n <= most {
			continue
		}
		if at := find(ws, parts); at != nil {
			best, most = asked{c.section, at}, n
		}
	}
	if best.section == content.What {
		best.section = "" // the card begins with what anyway
	}
	return best
}

// maxGap is how many words a * in a cue spans: "kan hun eller barna delta".
const maxGap = 3

// find returns where in ws the parts stand in order and side by side but for gaps,
// nil if they do not.
func find(ws, parts []string) []int {
	for i := range ws {
		if at, ok := findAt(ws, parts, i, nil); ok {
			return at
		}
	}
	return nil
}

func findAt(ws, parts []string, i int, at []int) ([]int, bool) {
	switch {
	case len(parts) == 0:
		return at, true
	case parts[0] == "*":
		for gap := 1; gap <= maxGap && i+gap <= len(ws); gap++ {
			if found, ok := findAt(ws, parts[1:], i+gap, at); ok {
				return found, true
			}
		}
		return nil, false
	case i >= len(ws) || ws[i] != parts[0]:
		return nil, false
	}
	return findAt(ws, parts[1:], i+1, append(at, i))
}
