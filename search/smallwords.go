package search

// smallWords are closed classes of all three languages that tell how a question is
// built. The lists are folded with the texts.
type smallWords struct {
	questions, asks, pronouns, joins, besides, either, modals, particles, opens, supposes, measures, thans set
	differs, lists, examples, then                                                                         set
	ordinals                                                                                               map[string]int
	foreign                                                                                                map[string]string
	choosing, numbering, articles, toward, from, negates, people, polite, talking, ofUs, broad, sidesAsked set
	may, why                                                                                               set
}

type set = map[string]struct{}

func newSmallWords(fold func(string) string) smallWords {
	return smallWords{
		questions: wordSet(questionWords, fold),
		asks:      wordSet(interrogatives, fold),
		pronouns:  wordSet(pronouns, fold),
		joins:     wordSet(joins, fold),
		besides:   wordSet(besides, fold),
		either:    wordSet(either, fold),
		modals:    wordSet(modals, fold),
		particles: wordSet(particles, fold),
		opens:     wordSet(opens, fold),
		supposes:  wordSet(supposes, fold),
		measures:  wordSet(measures, fold),
		thans:     wordSet(thans, fold),
		differs:   wordSet(differs, fold),
		lists:     wordSet(listed, fold),
		examples:  wordSet(exampleWords, fold),
		then:      wordSet(then, fold),
		ordinals:  ordinalWords(fold),
		foreign:   foreignSmall(fold, newStopWords(fold)),
		choosing:  wordSet(choosing, fold),
		numbering: wordSet(numbering, fold),
		articles:  wordSet(articles, fold),
		toward:    wordSet(toward, fold),
		from:      wordSet(from, fold),
		negates:   wordSet(negates, fold),
		people:    wordSet(people, fold),
		polite:    wordSet(polite, fold),
		talking:   wordSet(talking, fold),
		ofUs:      wordSet(ofUs, fold),

		broad:      wordSet(broad, fold),
		sidesAsked: wordSet(sidesAsked, fold),
		may:        wordSet(may, fold),
		why:        wordSet(why, fold),
	}
}

func in1(s set, w string) bool {
	_, ok := s[w]
	return ok
}

const (
	// questionWords begin a sentence that asks.
	questionWords = interrogatives + ` kan må får har er skal bør finnes går gjelder finst gjeld
		can could must may is are does do did has have should will would`

	// interrogatives say what is asked for.
	interrogatives = `hva hvem hvor hvordan hvorfor hvilken hvilket hvilke når åssen ka kem
		kva kven kvar kor korleis kvifor what who whom whose which where how why when`

	// pronouns stand for what was spoken of before.
	pronouns = `det den dette disse de dem han hun hen ham henne hans hennes deres dens dets der
		desse dei ho honom hennar deira
		it this that these those he she they him her his its their theirs them there`

	// joins join two sections asked for at once.
	joins = `og samt and plus`

	// besides stand between two things that one asks of at once.
	besides = joins + either + ` kontra mot vs versus`

	// either stand between two things of which one is asked.
	either = ` eller or`

	// modals stand before a verb; what comes after one and its pronoun is a verb.
	modals = `kan må skal vil bør får kunne måtte skulle ville burde å
		can could must may might shall should will would do does did to`

	// particles are adverbs that and general pronouns that add nothing to what is asked.
	particles = `man folk personer one people person someone somebody something anything nothing everything alt noko noe imens mens egentlig eigentleg da ellers elles vanligvis vanlegvis gjerne akkurat liksom typisk kanskje fortsatt framleis
		allerede allereie først igjen videre vidare også óg forresten altså ca cirka omtrent normalt typ selve
		meanwhile actually usually normally typically then again still already perhaps maybe else really exactly anyway otherwise roughly about during
		snakk tale talk question`

	// opens begin a question that goes on from the one before.
	opens = `og enn men and`

	// supposes begin what is supposed of somebody.
	supposes = `tenk sett suppose imagine hvis dersom om viss når if when`

	// measures hold one thing against what stands behind the next word, one of thans.
	measures = `samme same bedre betre better`
	thans    = `som enn as than`

	// differs ask how two things differ.
	differs = `forskjell forskjellen forskjeller skilnad skilnaden skilnader skille skiller skil versus vs kontra sammenlign sammenligne samanlikn samanlikne
		difference differences differ compare compared comparison versus`

	// listed are what lists are of.
	listed = `tilbud tilbod tiltak ordninger ordningar muligheter moglegheiter alternativer alternativ kurs
		offers measures schemes options programmes programs courses possibilities`

	// exampleWords ask for somebody's way to lean on.
	exampleWords = `eksempel eksempler døme døma example examples case eksempelreise reise historie løp story someone journey`

	// then asks for something beside what was spoken of before.
	then = `da då også òg óg tillegg attåt likevel then also too besides still`

	// choosing are the words that may stand beside the number of a choice.
	choosing = `åpne opne åpner opnar vis sjå open show see den det dei de han hun vi jeg eg ta tar tek velger vel velge vil ville ha heller nei ja ok
		mente meinte mener meiner takk i på linje forslag forslaget svar svaret vel
		lista listen listo på list
		the one ones choose pick take want would like i ll go with please that suggestion no yes of them av dem dei der there fyrst`

	// numbering stand before the number of a choice.
	numbering = `nr nummer num alternativ alternativet valg valget val valet tilbud tilbod punkt option number choice item`

	// articles stand before the place of what was offered.
	articles = `den det the`

	// toward stand before a level one wants, or that something asks for.
	toward = `til mot nå når nådd oppnå oppnår få får ta tar tek bestå består trenger treng krever krev kreves krevst kravet opp neste over
		to towards toward reach reaches reaching get gets pass passes take takes need needs require requires required up next above`

	// from stand before a level one has on the way to another.
	from = `fra frå from`

	// negates make what stands behind them not so.
	negates = `under below ikke ikkje ingen uten utan inga aldri not no without never isn isnt`

	// people are words for the participant and for what is told of one, which say nothing
	// of what is asked.
	people = `person personer personar deltaker deltakere deltakar deltakarar deltakeren deltakaren kandidat kandidater bruker brukere brukar brukarar klient elev voksen voksne vaksen vaksne innvandrer innvandrere innvandrar innvandrarar
		noen nokon folk en ei ein man nivå nivået norsk norsknivå norskferdigheter norskkunnskaper norskkunnskapar muntlig skriftlig munnleg skriftleg år gammel gammal gamle gamal åring åringer årig bakgrunn opphold opphald status
		participant participants client adult adults immigrant immigrants person people somebody someone anybody level norwegian oral written spoken years year old aged background residence`

	// talking are words of talk itself, which stand around manners and commands.
	talking = `saken saka mappa mappen journal journalen arkivet file files record vis vise se sjå finn finne liste lista list gi få hent hente åpne opne lese les skriv skriver skrive snakk snakke snakker snakkar prate svar svare svarer svarar svara svarene ringe si sei seie spørre spør lage
		hjemme heime tusen nå no i dag igjen heller helt heilt virkelig verkeleg bare berre senere seinare først ekte ordentlig ordentleg levende levande egentlig slags ting noen nokon alle hele heile la oss skal ønsker ønskjer vil foretrekker kontakt tjenesten tenesta
		god godt gode bra fin fint nyttig nyttige hjelpsom veldig svært kjempe så hjelp hjelpen hjelpa hjertelig menneske person robot bot chatbot sammen saman
		put show see find list give get open read write talk talking speak speaking chat say ask answer answers answering reply make now today again rather d completely all really indeed just later first real actual live kind sort things some any let us want wish prefer like contact touch service
		good great nice useful helpful very so help human person robot bot together where can lot`

	// broad are words that ask for whatever there is, and say nothing of what.
	broad = `med være vere vis vise se sjå gi gje passe passer passar finnes fins finst fines aktuelt aktuell aktuelle mulig mogleg mulige moglege relevant relevante anbefale anbefaler anbefalte tilrå tilrår tilby tilbyr tilbys tilbydast foreslå foreslår føreslå føreslår
		gjøre gjør gjere gjer hjelpe delta tilbud tilbod tiltak muligheter mulighetene moglegheiter alternativer alternativ opplegg forslag ideer idear råd tips begynne starte byrje velge velje best beste bra bør skal kan får få gå nå no etterpå ellers elles videre vidare
		finne sitter sit har jobber situasjon sak saken saka lurer hei vi jeg eg noe noko her hvilket hvilke
		show see give fit fits suit suits options option possibilities opportunities choices alternatives offer offers offered suggest suggestions recommend recommendations advise advice available suitable relevant possible help start begin choose try apply join
		next best right ideas anything something good could would should might can get do be case situation i we`

	// sidesAsked say that something in particular is asked.
	sidesAsked = `hvem kven who hvorfor kvifor why når when hvor kor kvar where`

	// may ask what somebody can get.
	may = `kan får can could may`

	// why ask why.
	why = `hvorfor kvifor korfor why`

	// ofUs are words that stand before what is asked of the program itself.
	ofUs = `kan kunne vil ville skal du dere dykk de at ønsker ønskjer og ok okay fint bra flott hei heisann
		can could would will you that like to want and d hi hello great good`

	// polite words ask nicely.
	polite = `vær ver snill vennligst venleg veiviser veiviseren please kindly gjerne takk`
)

// ordinalWords are the ways to name one of several by its place; the last is -1.
func ordinalWords(fold func(string) string) map[string]int {
	return named(fold, map[int]string{
		1: "1 første fyrste øverste øvste en ein én first 1st one a", 2: "2 andre to tosa second 2nd two b", 3: "3 tredje tre third 3rd three c",
		4: "4 fjerde fire fourth 4th four", 5: "5 femte fem fifth 5th five", 6: "6 sjette seks sixth 6th six", 7: "7 sjuende sjuande syvende sju syv seventh seven",
		8: "8 åttende åttande åtte eighth eight", 9: "9 niende niande ni ninth nine", -1: "siste sist nederste nedste nedste last bottom",
	})
}
