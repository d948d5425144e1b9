package locales

// The page for those who build on the guide.
const (
	BuildTitle     Key = "build.title"
	BuildLink      Key = "build.link"
	BuildIntro     Key = "build.intro"
	BuildJSON      Key = "build.json"
	BuildJSONText  Key = "build.json.text"
	BuildDoc       Key = "build.doc"
	BuildSuggest   Key = "build.suggest"
	BuildNote      Key = "build.note"
	BuildEditors   Key = "build.editors"
	BuildMcp       Key = "build.mcp"
	BuildMcpText   Key = "build.mcp.text"
	BuildMcpHTTP   Key = "build.mcp.http"
	BuildLinks     Key = "build.links"
	BuildToday     Key = "build.links.today"
	BuildStood     Key = "build.links.stood"
	BuildStep      Key = "build.links.step"
	BuildOembed    Key = "build.oembed"
	BuildLimits    Key = "build.limits"
	BuildQuestions Key = "build.limits.questions"
	BuildLong      Key = "build.limits.long"
	BuildNumbers   Key = "build.limits.numbers"
	BuildKept      Key = "build.limits.kept"
)
