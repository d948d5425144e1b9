package locales

// The messages of the Teams chat and of its app package.
const (
	TeamsRest                       Key = "teams.rest"
	TeamsBack                       Key = "teams.back"
	TeamsNoteHint                   Key = "teams.note_hint"
	TeamsNoteChoose                 Key = "teams.note_choose"
	TeamsNoteMake                   Key = "teams.note_make"
	TeamsNotePage                   Key = "teams.note_page"
	TeamsSnippetLanguage            Key = "teams.snippet_language"
	TeamsShow                       Key = "teams.show"
	TeamsOldButton                  Key = "teams.old_button"
	TeamsWays                       Key = "teams.ways"
	TeamsAppName                    Key = "teams.app_name"
	TeamsAppFullName                Key = "teams.app_full_name"
	TeamsAppShort                   Key = "teams.app_short"
	TeamsAppLong                    Key = "teams.app_long"
	TeamsSearchTitle                Key = "teams.search_title"
	TeamsSearchDescription          Key = "teams.search_description"
	TeamsSearchParameter            Key = "teams.search_parameter"
	TeamsSearchParameterDescription Key = "teams.search_parameter_description"
	TeamsCommandHelp                Key = "teams.command_help"
	TeamsCommandHelpDescription     Key = "teams.command_help_description"
	TeamsCommandMap                 Key = "teams.command_map"
	TeamsCommandMapDescription      Key = "teams.command_map_description"
	TeamsCommandJourney             Key = "teams.command_journey"
	TeamsCommandJourneyDescription  Key = "teams.command_journey_description"
)
