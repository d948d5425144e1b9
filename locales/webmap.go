package locales

// The opportunity map's page.
const (
	MapToList     Key = "map.to_list"
	MapOffers     Key = "map.offers"
	MapStands     Key = "map.stands"
	MapLeftOut    Key = "map.left_out"
	MapLegend     Key = "map.legend"
	MapOut        Key = "map.out"
	MapFailed     Key = "map.failed"
	MapJourneys   Key = "map.journeys"
	MapJourneyAll Key = "map.journey_all"
	MapWalks      Key = "map.walks"
	MapWalksText  Key = "map.walks_text"
	MapMarks      Key = "map.marks"
	MapPaper      Key = "map.paper"
	MapPaperText  Key = "map.paper_text"
	MapPaperA2    Key = "map.paper_a2"
	MapPaperA3    Key = "map.paper_a3"
	MapPaperA4    Key = "map.paper_a4"
	MapLinkless   Key = "map.linkless"
)
