package search

import "maps"

// toldWords are closed classes of all three languages that tell of a participant. They are
// folded with the texts.
type toldWords struct {
	numbers map[string]int
	halves  map[string]float64 // words that are a number of years
	units   map[string]unit

	statuses map[string]string // by what names them alone
	posts    map[string]string // statuses by what names them where they are taken back: "jobben", "permisjonen"
	all      set               // every word of the classes
	goals    map[string]string // by what names them behind "to"
	toGoal   set               // "to", and its like
	tests    set               // of Norwegian

	fromEEA, nordic, works, counted, counting, notYet, places, reached   set
	half, old, ago, ages, nearly, over, under                            set
	kin, owned, children, subjects, herSide, hisSide, english            set
	wants, past, never, holes, courses, passed, has, lacks, drops        set
	settled, norway, lived, here, work, jobs, permits, programme, done   set
	other, abroad, norwegian, people, yes, no, skips, notFinished, names set

	// Of these no word is ever taken for a slip.
	in, is, isOver, denies, negates, soon, formerly, as, arrives, anyWork set
	relates, relative, their, theirs, having, hasOne, child, marries      set
	i, iAm, iWork, iDo, she, he, behindOne, rights                        set
	from, homeOf, takes, away, dropBeside, besideReply                    set

	aims, becomes, leaves, longer, without        set // "vil", "bli", "sluttet", "lenger", "uten"
	professions, trades, trained, visits, studies set // "ingeniør", "frisør", "utdannet", "hos", "student"
	gets, asWhat, but, lacking, doing             set // "ha godkjent"; "20 år som"; "ikke 20 men 30"; "uten alder"; "20 år på"
	papers, halfPlaces, students, skills, howFar  set // "vitnemålet"; of places, what is no town; "muntlig"
	education, goalMeans, articles                set // "utdanning"; what makes a goal something else: "permit"; "en"
}

func newToldWords(fold func(string) string) toldWords {
	all := set{}
	of := func(words string) set {
		s := wordSet(words, fold)
		maps.Copy(all, s)
		return s
	}
	small := func(words string) set { return wordSet(words, fold) }
	return toldWords{
		all:     all,
		posts:   postWords(fold),
		goals:   goalWords(fold),
		tests:   of("prøve prøva prøven norskprøve norskprøva norskprøven test exam eksamen"),
		toGoal:  of("til mot for to towards toward into"),
		numbers: numberWords(fold),
		halves:  map[string]float64{fold("halvannet"): 1.5, fold("halvannen"): 1.5, fold("halvtanna"): 1.5, fold("halvår"): 0.5, fold("halvåret"): 0.5},
		units:   unitWords(fold),

		statuses: statusWords(fold),
		fromEEA:  of("polsk polish litauisk lithuanian latvisk latvian estisk estonian rumensk romanian bulgarsk bulgarian tysk german spansk spanish italiensk italian portugisisk portuguese gresk greek fransk french nederlandsk dutch ungarsk hungarian tsjekkisk czech slovakisk slovak kroatisk croatian irsk irish belgisk belgian østerriksk austrian slovensk slovenian maltesisk polakk polakken litauer latvier litauar rumener rumenar bulgarer bulgarar tysker tyskar spanjol italiener italienar ester estlender"),
		nordic:   of("svenske danske finske islending finlender finlendar svensk swedish dansk danish finsk finnish islandsk icelandic nordisk nordic"),
		works:    of("jobber jobbar arbeider arbeidar works working"),
		counted:  of("timer time prosent dager dagar kroner kr barn born deltakere deltakarar personer personar stk plasser plassar ganger gonger studiepoeng poeng minutter hours hour days percent points children people participants places times minutes km januar februar mars april mai juni juli august september oktober november desember january february march may june july october december klasse trinn g"),
		counting: of("paragraf kapittel side nr nummer uke veke trinn kl klokka klokken ca section chapter week page number januar februar mars april mai juni juli august september oktober november desember i in til to mot fra fra from mellom between for med"),
		notYet:   of("skal vil venter ventar begynner byrjar starter startar krever krev kostar koster varer will starts begins"),
		places:   of("oslo bergen trondheim stavanger tromso bodo kristiansand drammen fredrikstad alesund molde forde haugesund as lillehammer hamar gjovik halden volda sogndal hvl oslomet ntnu uio uib uit nav rema coop kiwi ikea norsk norwegian januar februar mars april mai juni juli august september oktober november desember sandnes moss sarpsborg skien porsgrunn arendal larvik tonsberg horten kongsberg honefoss elverum narvik harstad alta hammerfest vadso kirkenes steinkjer namsos levanger kristiansund floro voss odda stord leirvik nordland troms finnmark vestland rogaland agder telemark vestfold viken buskerud akershus ostfold innlandet"),
		reached:  of("finished completed fullført fullførte passed bestått bestod tok took tatt teke learned learnt lært started begynt"),

		half:   of("halv halvt halve half"),
		old:    of("gml gammel gamal gammal gamle gamalt gammelt old"),
		ago:    of("siden sidan ago since tilbake"),
		ages:   of("are were hadde vore er e is alder alderen aged age var vart was blir blei fyller fylte fylt turns turned turning of på på s re"),
		nearly: of("bare berre nå no allerede alt only now just akkurat nettopp nettopp cirka ca omtrent rundt about around også even bare i dag"),
		over:   of("over above"),
		under:  of("under below"),

		// kin are others than the participant; owned are those of them that are one's own:
		// "mannen hennes", "her mother".
		kin: of(`nabo naboen kollegaen venn vennen neighbour neighbor friend colleague broren datter datteren datra dattera døtre døtrene sønn sønnen sønner sønnene dotter dottera døtrer sonen søner barn barna barnet born borna bornet unge ungen unger ungene ungar ungane baby babyen tenåring tenåringen
			småbarn småbarna tvillinger bror broren brødre søster søsteren søstera søsken syster systera sysken foreldre foreldrene foreldra
			ektemann ektemannen ektemake ektemaken ektefellen kona kone konen partner partneren samboer samboeren sambuar sambuaren kjæreste kjæresten
			nevø niese fetter kusine tante onkel bestemor bestefar svigermor svigermoren svigerfar moren mora faren forloveden venninne venninnen kameraten tolk tolken sjef sjefen arbeidsgiver arbeidsgiveren arbeidsgivaren utleier utleieren veilederen rettleiaren saksbehandleren saksbehandlaren fastlegen
			son sons daughter daughters child children kid kids baby toddler brother brothers sister sisters sibling siblings parents husband wife spouse fiance girlfriend boyfriend landlord boss employer interpreter caseworker nephew niece uncle aunt cousin grandmother grandfather`),
		owned:    of("mann mannen mor moren far faren kone kona mother father mum dad man partner"),
		children: of("jente jenta jenter gutt gutten gutter gut guten gutar boy boys girl girls"),
		subjects: of("hun han ho hen he she participant deltaker deltakeren deltakar deltakaren bruker brukeren klient klienten"),
		herSide:  of("hun ho henne hennes hennar she hers"),
		hisSide:  of("han ham honom hans he him his"),
		english:  of("the is and with she who from year has old woman what does of this"),

		wants: of(`mangler manglar lacks sluttmål delmål vil ville ønsker ønskjer ønske skal skulle planlegger planlegg håper håpar mål målet bli drømmer drøymer søke søkje søker søkjer få
			want wants wish wishes hopes plans aims goal would like become apply applying apply`),
		past:        of("jobbet jobba jobbe arbeidet arbeidd arbeida arbeide jobbing worked work arbeidde arbeida vært vore been var was were"),
		never:       of("aldri never ingen inga uten utan no without null zero ikke ikkje not t"),
		holes:       of("ikke ikkje not n t lenger lengre lengere longer fortsatt fortsett framleis fremdeles nå now currently still allerede også already nettopp just for tiden tida øyeblikket"),
		courses:     of("kurs kurset kursa kursene gruppe gruppa gruppen klasse klassen spor sporet modul modulen løp course courses class classes group track module prøve prøva prøven test eksamen"),
		passed:      of("bestått bestod besto passed nådd oppnådd oppnått reached achieved klarte klart greide greidd took tok tatt teke"),
		has:         of("har has"),
		lacks:       of("nesten nærmer nærmar almost nearly krav kravet minst kurs kurset klasse prøve prøven course class"),
		drops:       of("uten utan without se disregard cancel leave glem gløym fjern fjerne slett slette stryk stryke dropp droppe ta tek ta forget remove drop delete ignore clear take skip"),
		settled:     of("bosatt bosatte bosettes bosettast bosatt bosette bosetting bosettingen bosettinga busett busette busetjing busetjinga busetting busettinga settled settlement resettled"),
		norway:      of("norge noreg norway landet"),
		lived:       of("kom kommet kommen ankom ankomst ankomsten bodd budd bor bur vært vore vert opphold oppholdt botid butid lived living lives been came come arrived arrival here"),
		here:        of("her hit here norge noreg norway landet country"),
		work:        of("jobbet jobba arbeidet arbeidd arbeida arbeidde erfaring erfaringen dreve drev arbeidserfaring yrkeserfaring jobberfaring arbeidslivserfaring yrkespraksis fartstid drevet drive worked working experience ran yrkesliv arbeidsliv"),
		jobs:        of("jobb jobber jobbar arbeid arbeider arbeidar ansatt tilsett works job employed kokk snekker"),
		permits:     of("opphold oppholdstillatelse oppholdstillatelsen opphald opphaldsløyve asyl beskyttelse vern vedtak vedtaket permit asylum protection tillatelse løyve"),
		programme:   of("intro introen introduksjonsprogram introduksjonsprogrammet introprogram introprogrammet introduction"),
		done:        of("ferdig fullført fullførte avsluttet avslutta gjennomført gjennomførte finished completed done ended"),
		other:       of("arbeidsledig arbeidsløs arbeidslaus ledig unemployed gift married syk sjuk sykemeldt sjukmeld skole skolen skule skulen skolegang skulegang grunnskole grunnskule studert studerte studied school schooling university universitet universitetet utdanning education mottak mottaket permisjon leave kurs kurset norskkurs tiltak kvp aap sosialhjelp siste last gått attended"),
		abroad:      of("utlandet hjemlandet heimlandet hjemland heimland abroad overseas derfra derifra derifrå hjemmefra heimafrå heimanfrå heimefrå there utenlandsk utenlandske utanlandsk utanlandske foreign"),
		norwegian:   of("norge noreg norway"),
		people:      of("kvinne kvinnen kvinna dame dama damen jente jenta mann mannen gutt gutten gut mor far alenemor alenefar aleinemor aleinefar woman man female male lady girl boy mother father deltaker deltakeren deltakar deltakaren bruker brukeren brukar kandidat kv kvinna fyr fyren kar karen dama damen mannen kvinnfolk mannfolk bloke fellow participant client flyktning flyktningen refugee ukrainer ukrainar syrer syrar afghaner eritreer somalier polakk person mannlig kvinnelig"),
		yes:         of("ja jepp jo yes yep yeah yup selvsagt sure stemmer riktig correct joda"),
		no:          of("nei neida niks no nope nah nix"),
		skips:       of("vet veit ikke ikkje usikker usikkert usikre ukjent hopp hoppe over neste skip pass know dont don t not sure unsure unknown idea aner peiling spiller speler ingen rolle next question spørsmål ikke relevant vil si sier seier"),
		names:       of(countries),
		notFinished: of("droppet droppa avbrøt avbrutt sluttet slutta påbegynt begynte begynt byrja startet starta uten utan dropped quit started unfinished halvferdig ufullført delvis partly"),

		aims: of(`vil ville vill ønsker ønskjer ønske ønsket ynskjer skal skulle planlegger planlegg plan planer planar håper håpar drøm drømmer drøymer draumen drømmen mål målet sikter siktar sikte satser satsar tenker tenkjer vurderer vurderar
			søker søkjer leter leitar jakt ute klar klare lyst interessert motivert gira trenger treng må bør
			want wants wanted wanting wish wishes hope hopes hoping plan plans planning aim aims aiming goal would like likes looking seeking keen interested dreams dream dreaming needs need after ready`),
		becomes: of("bli blir blei ble vart være vere become becoming be"),
		leaves:  of("slutte slutter sluttar sluttet slutta ferdig ut ute utav off left leave leaving leaves mista miste mistet lost quit stopped finished done avslutte avsluttet avslutta avbryte flytta flyttet out sagt opp"),
		longer:  of("lenger lengre lengere longer anymore meir mer"),
		professions: of(`lege tannlege sykepleier ingeniør sivilingeniør bioingeniør lærer advokat jurist farmasøyt arkitekt økonom siviløkonom veterinær psykolog fysioterapeut ergoterapeut jordmor vernepleier sosionom barnehagelærer barnevernspedagog radiograf ernæringsfysiolog kiropraktor
			bibliotekar biolog kjemiker fysiker matematiker geolog statsviter sosiolog forsker lektor førskolelærer programvareingeniør systemutvikler apoteker dyrlege anestesisykepleier
			sjukepleiar lærar vernepleiar barnehagelærar førskulelærar forskar kjemikar fysikar matematikar statsvitar dyrlækjar apotekar radiografutdanna
			doctor physician dentist nurse engineer teacher lawyer pharmacist architect economist veterinarian psychologist physiotherapist midwife biologist chemist physicist mathematician scientist surgeon radiographer`),
		trades: of(`elektriker bilmekaniker mekaniker snekker tømrer rørlegger frisør kokk helsefagarbeider sveiser maler baker murer industriarbeider renholdsoperatør yrkessjåfør barnearbeider fagarbeider fagutdannet faglært barnefagarbeider ungdomsarbeider konditor slakter gartner platearbeider betongfagarbeider
			elektrikar bilmekanikar mekanikar snikkar tømrar røyrleggjar helsefagarbeidar sveisar målar bakar murar industriarbeidar fagarbeidar fagutdanna barnefagarbeidar slaktar gartnar yrkessjåfør
			electrician mechanic carpenter plumber hairdresser cook chef welder painter baker bricklayer butcher gardener`),
		trained:    of("utdannet utdanna utdannede ferdigutdannet ferdigutdanna kvalifisert trained educated qualified certified profession training"),
		visits:     of("til av hos med fra frå to by with from ved og and ein annen"),
		studies:    of("student studenter studentar studies studier studiet studium utdanning utdanningen assistent assistant hjelper sekretær kontor"),
		gets:       of("ha få have get"),
		asWhat:     of("som as i in innen innan"),
		but:        of("men but"),
		lacking:    of("uten utan without"),
		papers:     of("utdanning utdanningen utdanninga graden bacheloren masteren vitnemålet skolegangen skulegangen papirene papira degree diploma education schooling qualification"),
		halfPlaces: of("norsk norwegian rema coop kiwi ikea nav januar februar mars april mai juni juli august september oktober november desember"),
		students:   of("student studenter studentar studenten students"),
		education:  of("utdanning utdanninga utdanningen education"),
		goalMeans:  of("permit visa training experience placement tiltak erfaring statsborger statsborgar borger borgar mann kvinne ektefelle løn lønn level nivå støtte stønad assistant"),
		articles:   of("en ein ei a an den denne denna the this"),
		howFar:     small("so how as too"),
		without:    of("uten utan ingen inga ikke ikkje no not without never aldri null zero t"),
		doing:      of("på i in at innen innan ved hos"),
		skills:     of("muntlig muntleg skriftlig skriftleg lesing lese lytting skriving skrive snakke snakker oral written writing speaking reading listening spoken verbal"),

		in:       small("i på med in on at with får går hadde har had has"),
		is:       small("er is ble vart was har has"),
		isOver:   small("over slutt ferdig avsluttet avslutta forbi ended finished done"),
		denies:   small("ikke ikkje not ingen uten utan never longer"),
		negates:  small("ikke ikkje not t never aldri longer"),
		soon:     small("snart nesten soon almost nearly"),
		formerly: small("hadde had tidligere tidlegare used previously formerly var was vart vore"),
		as:       small("som as a an"),
		arrives:  small("kom kommet ankom ankomst ankomsten botid butid came arrived arrival"),
		anyWork:  small("hatt had any formal formell"),

		relates:  small("til av of to"),
		relative: small("som who"),
		their:    small("her his their hennes hans hennar deres sin si"),
		theirs:   small("henne hennes hennar hers ham honom hans him his sin si sine deres"),
		having:   small("har has mor far mother father gift married"),
		hasOne:   small("har med has with til"),
		child:    small("barn born barna sønn datter dotter son daughter child children gutt jente baby"),
		marries:  small("gift married gjenforent reunited samboer sambuar sameint"),

		i:         small("jeg eg vi i we"),
		iAm:       small("er am m selv sjølv are"),
		iWork:     small("jobber jobbar arbeider arbeidar work"),
		iDo:       small("have work am"),
		she:       small("hun ho she"),
		he:        small("han he"),
		behindOne: small("som på med i fra"),
		rights:    small("rett krav right entitled"),

		from:        small("fra frå from i in"),
		homeOf:      small("his her their home"),
		takes:       small("ta take tek se leave"),
		away:        small("bort vekk ut vekke away out off fra"),
		dropBeside:  small("at det den han hun ho er var på krav om bort vekk ut ting opplysningen away out off that she he is the about"),
		besideReply: small("jeg eg vi i we har er is do gjør it this om"),
	}
}

// postWords are what names a status that is over or taken back, folded.
func postWords(fold func(string) string) map[string]string {
	out := statusWords(fold)
	for s, words := range map[string]string{
		"employed": "jobb jobben job arbeidet stillingen stillinga employment", "on-care-leave": "permisjonen permisjon perm permen leave", "in-kvp": "kvp", "in-nav-measure": "tiltaket measure",
		"in-norwegian-training": "classes lessons norskkurset norskopplæringen norskopplæringa", "in-reception": "mottaket asylmottaket reception", "student": "student studiet studiene studia studies",
		"on-sosialhjelp": "sosialhjelpa sosialhjelpen", "on-dagpenger": "dagpengene dagpengane", "on-overgangsstonad": "overgangsstønaden", "unemployed": "ledigheten ledigheita",
	} {
		for w := range wordSet(words, fold) {
			out[w] = s
		}
	}
	return out
}

// goalWords are what names a goal, folded.
func goalWords(fold func(string) string) map[string]string {
	out := map[string]string{}
	for goal, words := range map[string]string{
		"work": "jobb jobben jobbe jobba arbeid arbeide arbeida arbeidslivet yrkeslivet lønnsarbeid fulltidsjobb heltidsjobb heiltidsjobb deltidsjobb work working job employment", "trade-certificate": "fagbrev fagbrevet svennebrev svennebrevet sveinebrev fagutdanning læreplass lærling apprentice trade craft apprenticeship",
		"upper-secondary": "videregående vidaregåande vgs gymnas gymnaset studiekompetanse upper", "primary": "grunnskole grunnskolen grunnskule grunnskulen ungdomsskole ungdomsskolen ungdomsskulen primary",
		"higher":      "høyere høgare universitet universitetet høyskole høyskolen høgskole høgskolen høgskule høgskulen studier studium studere bachelor bachelorgrad master mastergrad higher university college uni degree study",
		"recognition": "godkjenning godkjent godkjend godkjenne godkjenna anerkjent autorisasjon autorisert lisens recognition recognised recognized authorisation authorization authorised authorized licence license licensed approved", "norwegian": "norsk norsken norskprøve norskprøva norskprøven norwegian",
		"permanent-or-citizen": "statsborgerskap statsborgerskapet statsborger statsborgarskap statsborgarskapet statsborgar permanent citizenship citizen",
	} {
		for w := range wordSet(words, fold) {
			out[w] = goal
		}
	}
	return out
}

// statusWords are what names a status alone, folded.
func statusWords(fold func(string) string) map[string]string {
	out := map[string]string{}
	for s, words := range map[string]string{
		"in-kvp": "kvp kvalifiseringsprogram kvalifiseringsprogrammet", "on-arbeidsavklaringspenger": "aap arbeidsavklaringspenger arbeidsavklaringspengar",
		"on-sosialhjelp": "soshj sosialhjelp sosialstønad sosialen", "on-dagpenger": "dagpenger dagpengar", "on-overgangsstonad": "overgangsstønad",
		"on-introduksjonsstonad": "introstønad introduksjonsstønad", "in-fov": "fov", "in-nav-measure": "aft tiltak navtiltak arbeidsmarkedstiltak arbeidsmarknadstiltak arbeidstrening",
		"in-introduction-programme": "intro introen introprogram introprogrammet introduksjonsprogram introduksjonsprogrammet", "in-reception": "mottak asylmottak mottaket",
		"on-care-leave": "foreldreperm mammaperm pappaperm foreldrepermisjon", "in-norwegian-training": "norskkurs norskopplæring", "student": "student",
	} {
		for w := range wordSet(words, fold) {
			out[w] = s
		}
	}
	return out
}

// countries that people come from, in the spellings of the three languages.
const countries = `india damaskus aleppo kabul kyiv odesa asmara mogadishu teheran bagdad syria ukraina ukraine eritrea afghanistan somalia etiopia ethiopia irak iraq iran tyrkia turkey pakistan sudan kongo congo russland russia
	filippinene filippinane philippines thailand vietnam india kina china polen poland litauen lithuania latvia romania bulgaria tyskland germany spania spain
	bosnia kosovo serbia albania libanon lebanon jordan palestina palestine gaza jemen yemen marokko morocco algerie algeria tunisia egypt nigeria ghana kenya
	uganda rwanda burundi brasil brazil colombia venezuela chile peru cuba mexico usa georgia armenia aserbajdsjan moldova hviterussland belarus nepal
	bangladesh myanmar burma tibet libya kamerun cameroon gambia senegal tanzania angola sverige sweden danmark denmark finland`
