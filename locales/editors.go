package locales

// How the editors are asked, and what they read of it.
const (
	EditorsLabel   Key = "editors.label"
	EditorsMissing Key = "editors.missing"
	EditorsHint    Key = "editors.hint"
	EditorsPromise Key = "editors.promise"
	EditorsCancel  Key = "editors.cancel"
	EditorsThanks  Key = "editors.thanks"
	EditorsNumber  Key = "editors.number"
	EditorsEmpty   Key = "editors.empty"
	EditorsLong    Key = "editors.long"
	EditorsFull    Key = "editors.full"
	EditorsTooFast Key = "editors.too_fast"
	EditorsRoom    Key = "editors.room"

	EditorsInquiries Key = "editors.inquiries"
	EditorsNone      Key = "editors.none"
	EditorsAbout     Key = "editors.about"
	EditorsAge       Key = "editors.age"
	EditorsDeleted   Key = "editors.deleted"
	EditorsSealed    Key = "editors.sealed"
	EditorsClose     Key = "editors.close"
)
