package content

// guide codes everything of a guide but what [Guide.link] finds. Every field stands in
// one of these walks: a test holds a guide with all of them against itself read back.
func (c *coder) guide(g *Guide) {
	each(c, &g.entries, func(c *coder, e **Entry) { there(c, e, codeEntry) })
	each(c, &g.local, func(c *coder, e **Entry) { there(c, e, codeEntry) })
	each(c, &g.terms, func(c *coder, t *Term) {
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
	each(c, &g.outside, func(c *coder, o *Outside) {
		str(c, &o.ID)
		every(c, &o.Phrases, strs[string])
	})
	each(c, &g.book.laws, func(c *coder, l **Law) { there(c, l, codeLaw) })
	each(c, &g.book.rates, func(c *coder, r **Rate) { there(c, r, codeRate) })
	each(c, &g.choices, func(c *coder, ch *Choices) {
		strs(c, &ch.Entries)
		c.inLangs(&ch.Question)
	})
	every(c, &g.watched, func(c *coder, m *mark) {
		str(c, &m.text)
		str(c, &m.notes)
	})
	each(c, &g.sections, func(c *coder, p *SectionPhrase) {
		str(c, &p.Section)
		str(c, &p.Lang)
		each(c, &p.Parts, codePart)
		str(c, &p.Example)
	})
	c.flag(&g.shipped)
	each(c, &g.talk, func(c *coder, p *TalkPhrase) {
		str(c, &p.Talk)
		str(c, &p.Value)
		str(c, &p.Lang)
		each(c, &p.Parts, codePart)
		str(c, &p.Example)
	})
	str(c, &g.release)
	every(c, &g.digests, str[string])
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
	each(c, &e.Sources, func(c *coder, s *Source) {
		str(c, &s.Key)
		str(c, &s.Title)
		str(c, &s.URL)
		c.date(&s.Dated)
		str(c, &s.Kind)
		str(c, &s.law)
	})
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
