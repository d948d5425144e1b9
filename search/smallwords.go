package search

// smallWords are closed classes of all three languages that tell how a question is
// built. The lists are folded with the texts.
type smallWords struct {
	questions, asks, pronouns, joins, modals, particles, opens set
	differs, lists, examples                                   set
}

type set = map[string]struct{}

func newSmallWords(fold func(string) string) smallWords {
	return smallWords{
		questions: wordSet(questionWords, fold),
		asks:      wordSet(interrogatives, fold),
		pronouns:  wordSet(pronouns, fold),
		joins:     wordSet(joins, fold),
		modals:    wordSet(modals, fold),
		particles: wordSet(particles, fold),
		opens:     wordSet(opens, fold),
		differs:   wordSet(differs, fold),
		lists:     wordSet(listed, fold),
		examples:  wordSet(exampleWords, fold),
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

	// differs ask how two things differ.
	differs = `forskjell forskjellen forskjeller skilnad skilnaden skilnader skille skiller skil versus vs kontra sammenlign sammenligne samanlikn samanlikne
		difference differences differ compare compared comparison versus`

	// listed are what lists are of.
	listed = `tilbud tilbod tiltak ordninger ordningar muligheter moglegheiter alternativer alternativ kurs
		offers measures schemes options programmes programs courses possibilities`

	// exampleWords ask for somebody's way to lean on.
	exampleWords = `eksempel eksempler døme døma example examples case eksempelreise reise historie løp story someone journey`
)
