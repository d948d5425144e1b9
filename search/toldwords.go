package search

import "maps"

// toldWords are closed classes of words of all three languages that tell of a participant.
// They are folded with the texts.
type toldWords struct {
	all set // every word that a slip of the hand is corrected to

	amountWords
	personWords
	assertionWords
	ageWords
	timeWords
	statusWords
	levelWords
	originWords
	genderWords
	schoolingWords
	goalWords
	commandWords
}

// wordLists folds the lists of the classes.
type wordLists struct {
	fold func(string) string
	all  set // of closed, together
}

// closed is a class whose words a slip of the hand is corrected to as well.
func (l wordLists) closed(words string) set {
	s := l.exact(words)
	maps.Copy(l.all, s)
	return s
}

// exact is a class whose words are only read as they are typed.
func (l wordLists) exact(words string) set { return wordSet(words, l.fold) }

func newToldWords(fold func(string) string) toldWords {
	l := wordLists{fold, set{}}
	return toldWords{
		all: l.all,

		amountWords:    l.amountWords(),
		personWords:    l.personWords(),
		assertionWords: l.assertionWords(),
		ageWords:       l.ageWords(),
		timeWords:      l.timeWords(),
		statusWords:    l.statusWords(),
		levelWords:     l.levelWords(),
		originWords:    l.originWords(),
		genderWords:    l.genderWords(),
		schoolingWords: l.schoolingWords(),
		goalWords:      l.goalWords(),
		commandWords:   l.commandWords(),
	}
}

// amountWords tell amounts.
type amountWords struct {
	numbers map[string]int     // below a hundred
	halves  map[string]float64 // that are a number of years
	units   map[string]unit
	half    set
}

func (l wordLists) amountWords() amountWords {
	return amountWords{
		numbers: numberWords(l.fold),
		halves:  map[string]float64{l.fold("halvannet"): 1.5, l.fold("halvannen"): 1.5, l.fold("halvtanna"): 1.5, l.fold("halvår"): 0.5, l.fold("halvåret"): 0.5},
		units:   unitWords(l.fold),
		half:    l.closed("halv halvt halve half"),
	}
}

// personWords tell who is spoken of: the participant, their family and who asks.
type personWords struct {
	people   set // nouns for the participant
	subjects set // words for the participant that begin what is told of them
	kin      set // the family, and others than the participant
	owned    set // those who may be of the family, where they are one's own: "mannen hennes", "her mother"
	children set // nouns that are the participant, or a child of theirs
	child    set // of whom an age may stand behind "på" or "of"
	their    set // before what is somebody's
	theirs   set // behind what is somebody's
	having   set // before whom somebody has
	hasOne   set // before a child's age: "har en 3-åring"
	nurses   set // before whom somebody takes care of
	marries  set // before whom somebody is married to
	relates  set // between two of which one is the other's: "faren til deltakeren"
	relative set // pronouns that begin a clause of somebody
	i        set // who asks
	iAm      set // behind "jeg": tells what they are
	iWork    set // behind "jeg": tells what they work with
	iDo      set // behind the English "I", which is Norwegian for "in" too
}

func (l wordLists) personWords() personWords {
	return personWords{
		people:   l.closed("guy lad chap lass kvinne kvinnen kvinna dame dama damen jente jenta mann mannen gutt gutten gut mor far alenemor alenefar aleinemor aleinefar woman man female male lady girl boy mother father deltaker deltakeren deltakar deltakaren bruker brukeren brukar kandidat kv kvinna fyr fyren kar karen dama damen mannen kvinnfolk mannfolk bloke fellow participant client flyktning flyktningen refugee ukrainer ukrainar syrer syrar afghaner eritreer somalier polakk person mannlig kvinnelig"),
		subjects: l.closed("hu hainn hun han ho hen he she participant deltaker deltakeren deltakar deltakaren bruker brukeren klient klienten"),
		kin: l.closed(`nabo naboen kollegaen venn vennen neighbour neighbor friend colleague broren datter datteren datra dattera døtre døtrene sønn sønnen sønner sønnene dotter dottera døtrer sonen søner barn barna barnet born borna bornet unge ungen unger ungene ungar ungane baby babyen tenåring tenåringen
			småbarn småbarna tvillinger bror broren brødre søster søsteren søstera søsken syster systera sysken foreldre foreldrene foreldra
			ektemann ektemannen ektemake ektemaken ektefellen kona kone konen partner partneren samboer samboeren sambuar sambuaren kjæreste kjæresten
			nevø niese fetter kusine tante onkel bestemor bestefar svigermor svigermoren svigerfar moren mora faren forloveden venninne venninnen kameraten tolk tolken sjef sjefen arbeidsgiver arbeidsgiveren arbeidsgivaren utleier utleieren veilederen rettleiaren saksbehandleren saksbehandlaren fastlegen
			son sons daughter daughters child children kid kids baby toddler brother brothers sister sisters sibling siblings parents husband wife spouse fiance girlfriend boyfriend landlord boss employer interpreter caseworker nephew niece uncle aunt cousin grandmother grandfather`),
		owned:    l.closed("mann mannen mor moren far faren kone kona mother father mum dad man partner"),
		children: l.closed("jente jenta jenter gutt gutten gutter gut guten gutar boy boys girl girls"),
		child:    l.exact("barn born barna sønn datter dotter son daughter child children gutt jente baby"),
		their:    l.exact("her his their hennes hans hennar deres sin si"),
		theirs:   l.exact("henne hennes hennar hers ham honom hans him his sin si sine deres"),
		having:   l.exact("har has mor far mother father gift married"),
		hasOne:   l.exact("har med has with til"),
		nurses:   l.exact("pleier pleiar omsorg seg cares caring looks looking care"),
		marries:  l.exact("gift married gjenforent reunited samboer sambuar sameint"),
		relates:  l.exact("til av of to"),
		relative: l.exact("som who"),
		i:        l.exact("jeg eg vi i we"),
		iAm:      l.exact("er am m selv sjølv are"),
		iWork:    l.exact("teach teaches underviser jobber jobbar arbeider arbeidar work"),
		iDo:      l.exact("have work am"),
	}
}

// assertionWords tell how something is meant: as so or not so, as wanted, as past.
type assertionWords struct {
	wants       set // before what is wanted
	without     set // before what is not so, or not wanted
	negates     set // within a phrase
	denies      set // before a word
	soon        set // before what is nearly so
	formerly    set // before what was
	past        set // forms of to work and to be
	passed      set // near a level or test that is passed
	has         set // before a level that somebody has
	reached     set // before a goal that is one no more
	notFinished set // near a schooling that was given up
}

func (l wordLists) assertionWords() assertionWords {
	return assertionWords{
		wants: l.closed(`mangler manglar lacks sluttmål delmål vil ville ønsker ønskjer ønske skal skulle planlegger planlegg håper håpar mål målet bli drømmer drøymer søke søkje søker søkjer få
			want wants wish wishes hopes plans aims goal would like become apply applying apply`),
		without:     l.closed("uten utan ingen inga ikke ikkje no not without never aldri null zero t"),
		negates:     l.exact("itj ikkj inte ikke ikkje not t never aldri longer"),
		denies:      l.exact("itj ikkj inte ikke ikkje not ingen uten utan never longer"),
		soon:        l.exact("snart nesten soon almost nearly"),
		formerly:    l.exact("hadde had tidligere tidlegare used previously formerly var was vart vore"),
		past:        l.closed("jobbet jobba jobbe arbeidet arbeidd arbeida arbeide jobbing worked work arbeidde arbeida vært vore been var was were"),
		passed:      l.closed("bestått bestod besto passed nådd oppnådd oppnått reached achieved klarte klart greide greidd took tok tatt teke"),
		has:         l.closed("har has"),
		reached:     l.closed("finished completed fullført fullførte passed bestått bestod tok took tatt teke learned learnt lært started begynt"),
		notFinished: l.closed("droppet droppa avbrøt avbrutt sluttet slutta påbegynt begynte begynt byrja startet starta uten utan dropped quit started unfinished halvferdig ufullført delvis partly"),
	}
}

// ageWords tell ages.
type ageWords struct {
	old       set // behind an age: "34 år gammel"
	ages      set // before an age: "hun er 34"
	agesNamed set // before an age, a word between: "sett alderen til 35"
	but       set // before an age that is told in place of another
	nearly    set // between those and the number: "er nå 34"
	over      set
	under     set
	counted   set // behind a number that is no age
	counting  set // before a number that is no age
}

func (l wordLists) ageWords() ageWords {
	return ageWords{
		old:       l.closed("gml gammel gamal gammal gamle gamalt gammelt old"),
		ages:      l.closed("va are were hadde vore er e is alder alderen aged age var vart was blir blei fyller fylte fylt turns turned turning of på på s re"),
		agesNamed: l.exact("alder alderen age"),
		but:       l.closed("men but"),
		nearly:    l.closed("egentlig eigentleg egentleg actually really faktisk bare berre nå no allerede alt only now just akkurat nettopp nettopp cirka ca omtrent rundt about around også even bare i dag"),
		over:      l.closed("over above"),
		under:     l.closed("under below"),
		counted:   l.closed("timer time prosent dager dagar kroner kr barn born deltakere deltakarar personer personar stk plasser plassar ganger gonger studiepoeng poeng minutter hours hour days percent points children people participants places times minutes km januar februar mars april mai juni juli august september oktober november desember january february march may june july october december klasse trinn g"),
		counting:  l.closed("paragraf kapittel side nr nummer uke veke trinn kl klokka klokken ca section chapter week page number januar februar mars april mai juni juli august september oktober november desember i in til to mot fra fra from mellom between for med"),
	}
}

// timeWords tell how long something is or has been.
type timeWords struct {
	ago       set // behind a time: "to år siden"
	settled   set // forms of to be settled in a municipality
	lived     set // forms of to come, live and be somewhere
	arrives   set // those of lived that need no place to be of Norway
	norway    set
	here      set
	work      set // forms of to have worked, and of experience
	jobs      set // forms of to work, and of being employed
	as        set // before what one works as
	doing     set // before where one works: "åtte år på byggeplass"
	lacking   set // before work that one has not
	never     set // before work that never was
	anyWork   set // between those and the work: "aldri hatt jobb"
	permits   set // of protection and permits
	programme set // the introduction programme
	done      set
	other     set // of school, illness and the like: how long those were is not asked of a participant
}

func (l wordLists) timeWords() timeWords {
	return timeWords{
		ago:       l.closed("siden sidan ago since tilbake"),
		settled:   l.closed("bosatt bosatte bosettes bosettast bosatt bosette bosetting bosettingen bosettinga busett busette busetjing busetjinga busetting busettinga settled settlement resettled"),
		lived:     l.closed("kom kommet kommen ankom ankomst ankomsten bodd budd bor bur vært vore vert opphold oppholdt botid butid lived living lives been came come arrived arrival here"),
		arrives:   l.exact("kom kommet ankom ankomst ankomsten botid butid came arrived arrival"),
		norway:    l.closed("norge noreg norway landet"),
		here:      l.closed("her hit here norge noreg norway landet country"),
		work:      l.closed("jobbet jobba arbeidet arbeidd arbeida arbeidde erfaring erfaringen dreve drev arbeidserfaring yrkeserfaring jobberfaring arbeidslivserfaring yrkespraksis fartstid drevet drive worked working experience ran yrkesliv arbeidsliv"),
		jobs:      l.closed("jobb jobber jobbar arbeid arbeider arbeidar ansatt tilsett works job employed kokk snekker"),
		as:        l.exact("som as a an"),
		doing:     l.closed("på i in at innen innan ved hos"),
		lacking:   l.closed("uten utan without"),
		never:     l.closed("aldri never ingen inga uten utan no without null zero ikke ikkje not t"),
		anyWork:   l.exact("hatt had any formal formell"),
		permits:   l.closed("opphold oppholdstillatelse oppholdstillatelsen opphald opphaldsløyve asyl beskyttelse vern vedtak vedtaket permit asylum protection tillatelse løyve"),
		programme: l.closed("intro introen introduksjonsprogram introduksjonsprogrammet introprogram introprogrammet introduction"),
		done:      l.closed("ferdig fullført fullførte avsluttet avslutta gjennomført gjennomførte finished completed done ended"),
		other:     l.closed("arbeidsledig arbeidsløs arbeidslaus ledig unemployed gift married syk sjuk sykemeldt sjukmeld skole skolen skule skulen skolegang skulegang grunnskole grunnskule studert studerte studied school schooling university universitet universitetet utdanning education mottak mottaket permisjon leave kurs kurset norskkurs tiltak kvp aap sosialhjelp siste last gått attended"),
	}
}

// statusWords tell statuses.
type statusWords struct {
	statuses map[string]string // by what names them alone
	posts    map[string]string // by what names them where they are taken back: "jobben", "permisjonen"
	works    set               // forms of to work
	holes    set               // that may stand within a phrase of a status
	notYet   set               // near a status that is to come
	in       set               // before what one is in, on or has
	is       set
	isOver   set // behind is
	quits    set // before work that is to end
	leaves   set // before what one is out of
	longer   set // behind what is so no longer
	rights   set // before what somebody has a right to
}

func (l wordLists) statusWords() statusWords {
	return statusWords{
		statuses: statusNames(l.fold),
		posts:    postNames(l.fold),
		works:    l.closed("jobber jobbar arbeider arbeidar works working"),
		holes:    l.closed("ikke ikkje not n t lenger lengre lengere longer fortsatt fortsett framleis fremdeles nå now currently still allerede også already nettopp just for tiden tida øyeblikket"),
		notYet:   l.closed("skal vil venter ventar begynner byrjar starter startar krever krev kostar koster varer will starts begins"),
		in:       l.exact("gets receives getting receiving takes attends tek tar mottar mottek i på med in on at with får går hadde har had has"),
		is:       l.exact("va e er is ble vart was har has"),
		isOver:   l.exact("over slutt ferdig avsluttet avslutta forbi ended finished done"),
		quits:    l.exact("slutte slutter sluttar sluttet slutta quit quits quitting leave leaves leaving left stop"),
		leaves:   l.closed("slutte slutter sluttar sluttet slutta ferdig ut ute utav off left leave leaving leaves mista miste mistet lost quit stopped finished done avslutte avsluttet avslutta avbryte flytta flyttet out sagt opp"),
		longer:   l.closed("lenger lengre lengere longer anymore meir mer"),
		rights:   l.exact("rett krav right entitled"),
	}
}

// levelWords tell levels of Norwegian.
type levelWords struct {
	levels  map[string]int // by name: the place in content.CEFRLevels
	courses set            // beside a level that is that of a course or test
	lacks   set            // before a level that is only near, or of a course
	tests   set            // tests of Norwegian
	asked   set            // behind a level that is wanted: "B1 wanted"
	skills  set            // in which one has a level
}

func (l wordLists) levelWords() levelWords {
	return levelWords{
		levels:  levelNames(l.fold),
		courses: l.closed("kurs kurset kursa kursene gruppe gruppa gruppen klasse klassen spor sporet modul modulen løp course courses class classes group track module prøve prøva prøven test eksamen"),
		lacks:   l.closed("nesten nærmer nærmar almost nearly krav kravet minst kurs kurset klasse prøve prøven course class"),
		asked:   l.exact("wanted needed required ønsket ønskes trengs kreves krevst mål"),
		skills:  l.closed("muntlig muntleg skriftlig skriftleg lesing lese lytting skriving skrive snakke snakker oral written writing speaking reading listening spoken verbal"),
		tests:   l.closed("prøve prøva prøven norskprøve norskprøva norskprøven test exam eksamen"),
	}
}

// originWords tell where somebody or their schooling is from.
type originWords struct {
	outside    set // before what somebody is not from
	fromEEA    set // adjectives of countries in the EEA
	nordic     set // adjectives of Nordic countries
	names      set // of countries
	places     set // in Norway, and what else is written with a capital
	halfPlaces set // of places, what is no town
	norwegian  set
	abroad     set // that it was in another country
	from       set
	homeOf     set // before "country"
}

func (l wordLists) originWords() originWords {
	return originWords{
		outside:    l.exact("utenfor utanfor outside not ikke ikkje"),
		fromEEA:    l.closed("polsk polish litauisk lithuanian latvisk latvian estisk estonian rumensk romanian bulgarsk bulgarian tysk german spansk spanish italiensk italian portugisisk portuguese gresk greek fransk french nederlandsk dutch ungarsk hungarian tsjekkisk czech slovakisk slovak kroatisk croatian irsk irish belgisk belgian østerriksk austrian slovensk slovenian maltesisk polakk polakken litauer latvier litauar rumener rumenar bulgarer bulgarar tysker tyskar spanjol italiener italienar ester estlender"),
		nordic:     l.closed("svenske danske finske islending finlender finlendar svensk swedish dansk danish finsk finnish islandsk icelandic nordisk nordic"),
		names:      l.closed(countries),
		places:     l.closed("oslo bergen trondheim stavanger tromso bodo kristiansand drammen fredrikstad alesund molde forde haugesund as lillehammer hamar gjovik halden volda sogndal hvl oslomet ntnu uio uib uit nav rema coop kiwi ikea norsk norwegian januar februar mars april mai juni juli august september oktober november desember sandnes moss sarpsborg skien porsgrunn arendal larvik tonsberg horten kongsberg honefoss elverum narvik harstad alta hammerfest vadso kirkenes steinkjer namsos levanger kristiansund floro voss odda stord leirvik nordland troms finnmark vestland rogaland agder telemark vestfold viken buskerud akershus ostfold innlandet"),
		halfPlaces: l.closed("norsk norwegian rema coop kiwi ikea nav januar februar mars april mai juni juli august september oktober november desember"),
		norwegian:  l.closed("norge noreg norway"),
		abroad:     l.closed("utlandet hjemlandet heimlandet hjemland heimland abroad overseas derfra derifra derifrå hjemmefra heimafrå heimanfrå heimefrå there utenlandsk utenlandske utanlandsk utanlandske foreign"),
		from:       l.exact("fra frå from i in"),
		homeOf:     l.exact("his her their home"),
	}
}

// genderWords tell gender, by pronouns.
type genderWords struct {
	letters   map[string]string // of genders, and words cut short, that stand alone or beside an age
	she       set               // who is spoken of
	he        set               // likewise
	herSide   set               // of a woman in any case
	hisSide   set
	behindOne set // "ei" that is somebody: "ei på 26"
	howFar    set // before the English "far"
	english   set // of texts in English, where "her" is no place
}

func (l wordLists) genderWords() genderWords {
	return genderWords{
		letters:   named(l.fold, map[string]string{"woman": "k f kv fem kvin", "man": "m mnn"}),
		she:       l.exact("hu hun ho she"),
		he:        l.exact("hainn hannj hanj han he"),
		herSide:   l.closed("hu hun ho henne hennes hennar she hers"),
		hisSide:   l.closed("hainn han ham honom hans he him his"),
		behindOne: l.exact("som på med i fra"),
		howFar:    l.exact("so how as too"),
		english:   l.closed("the is and with she who from year has old woman what does of this"),
	}
}

// schoolingWords tell schooling.
type schoolingWords struct {
	professions set // that ask for a degree
	trained     set // beside a profession that somebody is trained for
	visits      set // before a profession that somebody goes to, or that is another's
	studies     set // behind a profession that is studied for, or helped
	students    set
	papers      set // what tells of a schooling without its level
	education   set
	higher      set // that names it only before education
	articles    set
}

func (l wordLists) schoolingWords() schoolingWords {
	return schoolingWords{
		professions: l.closed(`lege tannlege sykepleier ingeniør sivilingeniør bioingeniør lærer advokat jurist farmasøyt arkitekt økonom siviløkonom veterinær psykolog fysioterapeut ergoterapeut jordmor vernepleier sosionom barnehagelærer barnevernspedagog radiograf ernæringsfysiolog kiropraktor
			bibliotekar biolog kjemiker fysiker matematiker geolog statsviter sosiolog forsker lektor førskolelærer programvareingeniør systemutvikler apoteker dyrlege anestesisykepleier
			sjukepleiar lærar vernepleiar barnehagelærar førskulelærar forskar kjemikar fysikar matematikar statsvitar dyrlækjar apotekar radiografutdanna
			doctor physician dentist nurse engineer teacher lawyer pharmacist architect economist veterinarian psychologist physiotherapist midwife biologist chemist physicist mathematician scientist surgeon radiographer`),
		trained:   l.closed("utdannet utdanna utdannede ferdigutdannet ferdigutdanna kvalifisert trained educated qualified certified profession training"),
		visits:    l.closed("til av hos med fra frå to by with from ved og and ein annen"),
		studies:   l.closed("student studenter studentar studies studier studiet studium utdanning utdanningen assistent assistant hjelper sekretær kontor"),
		students:  l.closed("student studenter studentar studenten students"),
		papers:    l.closed("utdanning utdanningen utdanninga graden bacheloren masteren vitnemålet skolegangen skulegangen papirene papira degree diploma education schooling qualification"),
		higher:    l.exact("higher høyere høgare"),
		education: l.closed("utdanning utdanninga utdanningen education"),
		articles:  l.closed("en ein ei a an den denne denna the this"),
	}
}

// goalWords tell what somebody wants.
type goalWords struct {
	aims      set               // before what is wanted, at some distance
	aimNames  set               // nouns of aims, behind which a colon may stand
	goals     map[string]string // by what names them
	goalMeans set               // behind a goal's name that is part of something else: "work permit"
	becomes   set               // before a trade or a profession that is wanted
	trades    set               // that ask for a trade certificate
	gets      set               // before a pronoun that is no new subject: "vil ha ho godkjent"
}

func (l wordLists) goalWords() goalWords {
	return goalWords{
		aims: l.closed(`vil ville vill ønsker ønskjer ønske ønsket ynskjer skal skulle planlegger planlegg plan planer planar håper håpar drøm drømmer drøymer draumen drømmen mål målet sikter siktar sikte satser satsar tenker tenkjer vurderer vurderar
			søker søkjer leter leitar jakt ute klar klare lyst interessert motivert gira trenger treng må bør
			want wants wanted wanting wish wishes hope hopes hoping plan plans planning aim aims aiming goal would like likes looking seeking keen interested dreams dream dreaming needs need after ready`),
		aimNames:  l.exact("mål målet ønske ønsket plan goal aim"),
		goals:     goalNames(l.fold),
		goalMeans: l.closed("citizenship statsborgerskap statsborgarskap permit visa training experience placement tiltak erfaring statsborger statsborgar borger borgar mann kvinne ektefelle løn lønn level nivå støtte stønad assistant"),
		becomes:   l.closed("bli blir blei ble vart være vere become becoming be"),
		trades: l.closed(`elektriker bilmekaniker mekaniker snekker tømrer rørlegger frisør kokk helsefagarbeider sveiser maler baker murer industriarbeider renholdsoperatør yrkessjåfør barnearbeider fagarbeider fagutdannet faglært barnefagarbeider ungdomsarbeider konditor slakter gartner platearbeider betongfagarbeider
			elektrikar bilmekanikar mekanikar snikkar tømrar røyrleggjar helsefagarbeidar sveisar målar bakar murar industriarbeidar fagarbeidar fagutdanna barnefagarbeidar slaktar gartnar yrkessjåfør
			electrician mechanic carpenter plumber hairdresser cook chef welder painter baker bricklayer butcher gardener`),
		gets: l.closed("ha få have get"),
	}
}

// commandWords tell where a path is to lead, what is to be forgotten, and replies.
type commandWords struct {
	toGoal      set // "to", and its like
	changes     set // before a value that is told anew: "endre til B1"
	drops       set // forms of to forget and to remove
	takes       set // those of drops that need one of away
	away        set
	dropBeside  set // that may stand beside what is to be forgotten
	yes         set
	no          set
	skips       set // it is not known
	besideReply set // that may stand beside a reply
}

func (l wordLists) commandWords() commandWords {
	return commandWords{
		toGoal:      l.closed("til mot for to towards toward into"),
		changes:     l.exact("endre endra bytt bytte byt byte sett sette set change make correct rett rette korriger"),
		drops:       l.closed("never uten utan without se disregard cancel leave glem gløym fjern fjerne slett slette stryk stryke dropp droppe ta tek ta forget remove drop delete ignore clear take skip"),
		takes:       l.exact("never ta take tek se leave"),
		away:        l.exact("mind bort vekk ut vekke away out off fra"),
		dropBeside:  l.exact("mind her his hennar at det den han hun ho er var på krav om bort vekk ut ting opplysningen away out off that she he is the about"),
		yes:         l.closed("ja jepp jo yes yep yeah yup selvsagt sure stemmer riktig correct joda"),
		no:          l.closed("nei neida niks no nope nah nix"),
		skips:       l.closed("vet veit ikke ikkje usikker usikkert usikre ukjent hopp hoppe over neste skip pass know dont don t not sure unsure unknown idea aner peiling spiller speler ingen rolle next question spørsmål ikke relevant vil si sier seier"),
		besideReply: l.exact("jeg eg vi i we har er is do gjør it this om"),
	}
}

// named are values by the words that name each, folded. No word names two.
func named[V comparable](fold func(string) string, words map[V]string) map[string]V {
	out := map[string]V{}
	for v, list := range words {
		for w := range wordSet(list, fold) {
			out[w] = v
		}
	}
	return out
}

// postNames are what names a status that is over or taken back, folded.
func postNames(fold func(string) string) map[string]string {
	out := statusNames(fold)
	maps.Copy(out, named(fold, map[string]string{
		"employed": "jobb jobben job arbeidet stillingen stillinga employment", "on-care-leave": "permisjonen permisjon perm permen leave", "in-kvp": "kvp", "in-nav-measure": "tiltaket measure", "in-vgs-adult": "vgs videregående vidaregåande",
		"in-norwegian-training": "classes lessons norskkurset norskopplæringen norskopplæringa", "in-reception": "mottaket asylmottaket reception", "student": "student studiet studiene studia studies",
		"on-sosialhjelp": "sosialhjelpa sosialhjelpen", "on-dagpenger": "dagpengene dagpengane", "on-overgangsstonad": "overgangsstønaden", "unemployed": "ledigheten ledigheita",
	}))
	return out
}

// goalNames are what names a goal, folded.
func goalNames(fold func(string) string) map[string]string {
	return named(fold, map[string]string{
		"work": "jobb jobben jobbe jobba arbeid arbeide arbeida arbeidslivet yrkeslivet lønnsarbeid fulltidsjobb heltidsjobb heiltidsjobb deltidsjobb work working job employment", "trade-certificate": "fagbrev fagbrevet svennebrev svennebrevet sveinebrev fagutdanning læreplass lærling apprentice trade craft apprenticeship",
		"upper-secondary": "videregående vidaregåande vgs gymnas gymnaset studiekompetanse upper", "primary": "grunnskole grunnskolen grunnskule grunnskulen ungdomsskole ungdomsskolen ungdomsskulen primary",
		"higher":      "høyere høgare universitet universitetet høyskole høyskolen høgskole høgskolen høgskule høgskulen studier studium studere bachelor bachelorgrad master mastergrad higher university college uni degree study",
		"recognition": "godkjenning godkjent godkjend godkjenne godkjenna anerkjent autorisasjon autorisert lisens recognition recognised recognized authorisation authorization authorised authorized licence license licensed approved", "norwegian": "norsk norsken norskprøve norskprøva norskprøven norwegian",
		"permanent-or-citizen": "statsborgerskap statsborgerskapet statsborger statsborgarskap statsborgarskapet statsborgar permanent citizenship citizen",
	})
}

// statusNames are what names a status alone, folded.
func statusNames(fold func(string) string) map[string]string {
	return named(fold, map[string]string{
		"in-kvp": "kvp kvalifiseringsprogram kvalifiseringsprogrammet", "on-arbeidsavklaringspenger": "aap arbeidsavklaringspenger arbeidsavklaringspengar",
		"on-sosialhjelp": "soshj sosialhjelp sosialstønad sosialen", "on-dagpenger": "dagpenger dagpengar", "on-overgangsstonad": "overgangsstønad",
		"on-introduksjonsstonad": "introstønad introduksjonsstønad", "in-fov": "fov", "in-nav-measure": "aft tiltak navtiltak arbeidsmarkedstiltak arbeidsmarknadstiltak arbeidstrening",
		"in-introduction-programme": "intro introen introprogram introprogrammet introduksjonsprogram introduksjonsprogrammet introduction", "in-reception": "mottak asylmottak mottaket",
		"on-care-leave": "foreldreperm mammaperm pappaperm foreldrepermisjon", "in-norwegian-training": "norskkurs norskopplæring", "student": "student", "employed": "employed ansatt tilsett yrkesaktiv",
	})
}

// countries that people come from, in the spellings of the three languages.
const countries = `india damaskus aleppo kabul kyiv odesa asmara mogadishu teheran bagdad syria ukraina ukraine eritrea afghanistan somalia etiopia ethiopia irak iraq iran tyrkia turkey pakistan sudan kongo congo russland russia
	filippinene filippinane philippines thailand vietnam india kina china polen poland litauen lithuania latvia romania bulgaria tyskland germany spania spain
	bosnia kosovo serbia albania libanon lebanon jordan palestina palestine gaza jemen yemen marokko morocco algerie algeria tunisia egypt nigeria ghana kenya
	uganda rwanda burundi brasil brazil colombia venezuela chile peru cuba mexico usa georgia armenia aserbajdsjan moldova hviterussland belarus nepal
	bangladesh myanmar burma tibet libya kamerun cameroon gambia senegal tanzania angola sverige sweden danmark denmark finland`
