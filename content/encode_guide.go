package content

// guide codes everything of a guide but what [Guide.link] finds. Every field stands in
// one of these walks: a test holds a guide with all of them against itself read back.
func (c *coder) guide(g *Guide) {
	each(c, &g.entries, func(c *coder, e **Entry) { there(c, e, codeEntry) })
	each(c, &g.local, func(c *coder, e **Entry) { there(c, e, codeEntry) })
	each(c, &g.words.terms, func(c *coder, t *Term) {
		c.inLangs(&t.Names)
		every(c, &t.Rejected, strs[string])
	})
	each(c, &g.changes, func(c *coder, ch *Change) {
		str(c, &ch.ID)
		c.date(&ch.Date)
		c.flag(&ch.Coming)
		strs(c, &ch.Entries)
		strs(c, &ch.Topics)
		c.inLangs(&ch.Note)
	})
	each(c, &g.words.outside, func(c *coder, o *Outside) {
		str(c, &o.ID)
		every(c, &o.Phrases, strs[string])
	})
	each(c, &g.book.laws, func(c *coder, l **Law) { there(c, l, codeLaw) })
	each(c, &g.book.rates, func(c *coder, r **Rate) { there(c, r, codeRate) })
	each(c, &g.words.choices, func(c *coder, ch *Choices) {
		strs(c, &ch.Entries)
		c.inLangs(&ch.Question)
	})
	codeHandover(c, &g.hands)
	every(c, &g.watched, func(c *coder, m *mark) {
		str(c, &m.text)
		str(c, &m.notes)
	})
	each(c, &g.words.sections, func(c *coder, p *SectionPhrase) {
		str(c, &p.Section)
		str(c, &p.Lang)
		each(c, &p.Parts, codePart)
		str(c, &p.Example)
	})
	c.flag(&g.words.shipped)
	each(c, &g.words.talk, func(c *coder, p *TalkPhrase) {
		str(c, &p.Talk)
		str(c, &p.Value)
		str(c, &p.Lang)
		each(c, &p.Parts, codePart)
		str(c, &p.Example)
	})
	str(c, &g.release)
	every(c, &g.digests, str[string])
}

func codeHandover(c *coder, h *Handover) {
	each(c, &h.Transitions, func(c *coder, t *Transition) {
		str(c, &t.From)
		str(c, &t.To)
		str(c, &t.Kind)
		each(c, &t.Requires, codeCondition)
		for _, s := range []*Statement{&t.Says, &t.Pitfall, &t.Deadline, &t.Waiting} {
			codeStatement(c, s)
		}
		str(c, &t.Decider)
		c.inLangs(&t.Decision)
		c.number(&t.WaitMin)
		c.number(&t.WaitMax)
		str(c, &t.Before)
		str(c, &t.After)
		str(c, &t.Certainty)
		c.number(&t.line)
	})
	each(c, &h.Exclusions, func(c *coder, x *Exclusion) {
		str(c, &x.A)
		str(c, &x.B)
		str(c, &x.Kind)
		codeStatement(c, &x.Says)
		c.inLangs(&x.Partly)
		each(c, &x.Only, codeCondition)
		each(c, &x.Except, codeCondition)
		str(c, &x.Certainty)
		c.number(&x.line)
	})
	each(c, &h.Outcomes, codeOutcome)
	each(c, &h.Amounts, func(c *coder, a *PaidAmount) {
		str(c, &a.Support)
		each(c, &a.Requires, codeCondition)
		codeNamedPoint(c, &a.Point)
		c.number(&a.line)
	})
	each(c, &h.Spans, func(c *coder, a *PaidSpan) {
		str(c, &a.Support)
		each(c, &a.Requires, codeCondition)
		c.number(&a.Months)
		c.number(&a.Until)
		c.number(&a.Yearly)
		codeNamedPoint(c, &a.Point)
		c.number(&a.line)
	})
}

func codeOutcome(c *coder, o *Outcome) {
	str(c, &o.Entry)
	each(c, &o.Requires, codeCondition)
	each(c, &o.Asks, codeCondition)
	c.flag(&o.Sure)
	c.number(&o.Months)
	codeNamedPoint(c, &o.Length)
	c.flag(&o.Frame)
	for _, list := range []*[]string{&o.With, &o.Ways, &o.Goals, &o.Needs, &o.During, &o.After, &o.Papers, &o.Reaches} {
		strs(c, list)
	}
	str(c, &o.Clock)
	str(c, &o.Norwegian)
	codeNamedPoint(c, &o.Level)
	str(c, &o.Schooling)
	c.flag(&o.Working)
	c.number(&o.Hard)
	c.number(&o.line)
}

func codeNamedPoint(c *coder, r *NamedPoint) {
	str(c, &r.Entry)
	str(c, &r.ID)
}

func codeStatement(c *coder, s *Statement) {
	codeNamedPoint(c, &s.Point)
	c.inLangs(&s.Texts)
	every(c, &s.Rules, func(c *coder, r **Rule) { there(c, r, codeRule) })
	there(c, &s.From, codeSource)
	there(c, &s.rule, codeRule)
}

func codeSource(c *coder, s *Source) {
	str(c, &s.Key)
	str(c, &s.Title)
	str(c, &s.URL)
	c.date(&s.Dated)
	str(c, &s.Kind)
	str(c, &s.law)
}

func (c *coder) inLangs(m *map[Lang]string) { every(c, m, str[string]) }

func codePart(c *coder, p *PhrasePart) {
	strs(c, &p.Words)
	c.flag(&p.Optional)
	c.flag(&p.Gap)
	c.flag(&p.Name)
}

func codeLaw(c *coder, l *Law) {
	str(c, &l.ID)
	c.inLangs(&l.Names)
	str(c, &l.Title)
	strs(c, &l.Sections)
	strs(c, &l.Bills)
	c.number(&l.line)
}

func codeRate(c *coder, r *Rate) {
	str(c, &r.Name)
	str(c, &r.Unit)
	str(c, &r.Source)
	str(c, &r.Law)
	each(c, &r.Amounts, func(c *coder, a *Amount) {
		c.date(&a.From)
		c.ratio(&a.Value)
	})
	str(c, &r.of)
	c.ratio(&r.factor)
	c.date(&r.from)
	c.number(&r.line)
}

func codeEntry(c *coder, e *Entry) {
	str(c, &e.ID)
	str(c, &e.Kind)
	str(c, &e.Topic)
	strs(c, &e.Goals)
	there(c, &e.Norwegian, func(c *coder, n *NorwegianLevel) {
		str(c, &n.Level)
		str(c, &n.Binding)
	})
	for _, list := range []*[]string{
		&e.Schooling, &e.Residence, &e.Responsible, &e.Livelihood, &e.CombinesWith, &e.LeadsTo, &e.SeeAlso, &e.Aliases,
		&e.SummarySources, &e.NotRelevant, &e.ownAmounts,
	} {
		strs(c, list)
	}
	each(c, &e.Links, func(c *coder, l *Link) {
		str(c, &l.Title)
		str(c, &l.URL)
	})
	strs(c, &e.Gaps)
	each(c, &e.Sources, codeSource)
	str(c, &e.Place)
	str(c, &e.AddsTo)
	str(c, &e.Recipient)
	c.flag(&e.Closed)
	each(c, &e.Routes, func(c *coder, r *Route) {
		str(c, &r.Key)
		c.inLangs(&r.Names)
	})
	each(c, &e.Conditions, codeCondition)
	every(c, &e.Texts, func(c *coder, t **Text) { there(c, t, codeText) })
	each(c, &e.Steps, codeStep)
	each(c, &e.Snippets, func(c *coder, s *Snippet) {
		str(c, &s.Lang)
		str(c, &s.Text)
		str(c, &s.Status)
		str(c, &s.By)
		c.date(&s.On)
	})
	str(c, &e.file)
}

func codeCondition(c *coder, v *Condition) {
	str(c, &v.Field)
	every(c, (*map[string][]string)(&v.Value), strs[string])
	str(c, &v.Effect)
	c.flag(&v.Formal)
	strs(c, &v.Routes)
	c.flag(&v.Local)
	str(c, &v.PointID)
	str(c, &v.binding)
}

func codeText(c *coder, t *Text) {
	str(c, &t.Title)
	str(c, &t.Short)
	str(c, &t.Differs)
	strs(c, &t.AlsoCalled)
	strs(c, &t.Asked)
	each(c, &t.Unanswered, func(c *coder, q *SectionQuestions) {
		str(c, &q.Key)
		strs(c, &q.Questions)
	})
	str(c, &t.Summary)
	str(c, &t.Persona)
	str(c, &t.Start)
	str(c, &t.Goal)
	each(c, &t.Sections, func(c *coder, s *SectionText) {
		str(c, &s.Key)
		each(c, &s.Points, codePoint)
	})
}

func codePoint(c *coder, p *Point) {
	str(c, &p.Text)
	str(c, &p.Source)
	str(c, &p.Short)
	there(c, &p.Rule, codeRule)
	str(c, &p.ID)
	strs(c, &p.Asked)
}

func codeRule(c *coder, r *Rule) {
	codeCitation(c, &r.Law)
	each(c, &r.Also, codeCitation)
	c.date(&r.InForce)
	c.flag(&r.NotInForce)
	c.date(&r.Checked)
	c.date(&r.Review)
	c.date(&r.Until)
	str(c, &r.law)
	strs(c, &r.also)
}

func codeCitation(c *coder, v *Citation) {
	str(c, &v.Act)
	str(c, &v.Section)
	str(c, &v.URL)
}

func codeStep(c *coder, s *Step) {
	strs(c, &s.Offers)
	strs(c, &s.Responsible)
	strs(c, &s.Livelihood)
	str(c, &s.Source)
	c.flag(&s.Constructed)
	c.flag(&s.Parallel)
	every(c, &s.Texts, func(c *coder, t *StepText) {
		str(c, &t.Title)
		str(c, &t.Text)
	})
}
