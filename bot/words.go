package bot

import (
	"veiviser/content"
	"veiviser/locales"
)

// The messages that name the guide's own keys.
var (
	sectionKeys = map[content.Section]locales.Key{
		content.What: locales.SectionWhat, content.Who: locales.SectionWho, content.Right: locales.SectionRight,
		content.Requirements: locales.SectionRequirements, content.Responsible: locales.SectionResponsible,
		content.Payer: locales.SectionPayer, content.Livelihood: locales.SectionLivelihood,
		content.Duration: locales.SectionDuration, content.Combine: locales.SectionCombine,
		content.Next: locales.SectionNext, content.Pitfalls: locales.SectionPitfalls, content.Local: locales.SectionLocal,
	}
	// As a line ends in them, or a sentence has them.
	sideKeys = map[content.Section]locales.Key{
		content.What: locales.SideWhat, content.Who: locales.SideWho, content.Right: locales.SideRight,
		content.Requirements: locales.SideRequirements, content.Responsible: locales.SideResponsible,
		content.Payer: locales.SidePayer, content.Livelihood: locales.SideLivelihood,
		content.Duration: locales.SideDuration, content.Combine: locales.SideCombine,
		content.Next: locales.SideNext, content.Pitfalls: locales.SidePitfalls, content.Local: locales.SideLocal,
	}
	kindKeys = map[content.Kind]locales.Key{
		content.Topic: locales.KindTopic, content.Offer: locales.KindOffer, content.Support: locales.KindSupport,
		content.Journey: locales.KindJourney, content.Actor: locales.KindActor, content.Level: locales.KindLevel,
		content.Guidance: locales.KindGuidance, content.Resource: locales.KindResource,
	}
	goalKeys = map[string]locales.Key{
		"work": locales.GoalWork, "education": locales.GoalEducation, "participation": locales.GoalParticipation,
	}
	schoolingKeys = map[string]locales.Key{
		"none": locales.SchoolingNone, content.SomeSchooling: locales.SchoolingSome, "primary": locales.SchoolingPrimary,
		"upper-secondary": locales.SchoolingUpperSecondary, "higher": locales.SchoolingHigher,
	}
	residenceKeys = map[string]locales.Key{
		"refugee": locales.ResidenceRefugee, "humanitarian": locales.ResidenceHumanitarian, "family": locales.ResidenceFamily,
		"collective-protection": locales.ResidenceCollectiveProtection, "labour": locales.ResidenceLabour,
	}
	// Official sources need no remark.
	sourceKeys = map[content.SourceKind]locales.Key{
		content.LocalGov: locales.SourceLocal, content.Research: locales.SourceResearch, content.Private: locales.SourcePrivate,
		content.News: locales.SourceNews, content.Proposal: locales.SourceProposal,
	}
	numberKeys = map[NumberKind]locales.Key{
		Fodselsnummer: locales.GuardFodselsnummer, DNummer: locales.GuardDNummer,
		HNummer: locales.GuardHNummer, DUFNummer: locales.GuardDUF, Passnummer: locales.GuardPassport,
	}
)
