package locales

// What is local: of one municipality or county, beside the national guide.
const (
	LocalTitle    Key = "local.title"
	LocalIn       Key = "local.in"
	LocalSays     Key = "local.says"
	LocalBeside   Key = "local.beside"
	LocalRelation Key = "local.relation"
	LocalSetting  Key = "local.setting"
	LocalHint     Key = "local.hint"
	LocalBad      Key = "local.bad"
)
