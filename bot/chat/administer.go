package chat

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"veiviser/bot"
	"veiviser/content"
	"veiviser/locales"
)

// Administrator is a platform that tells who may choose settings.
type Administrator interface {
	// Administers reports whether the person at the address administers what settings are
	// chosen for there. What can't be known is ErrRoleUnknown.
	Administers(ctx context.Context, at Address) (bool, error)
	// Editors is the channel of the workspace, to post to what is sent to the editors from
	// the address.
	Editors(at Address, channel string) (Room, error)
}

// ErrRoleUnknown is a platform that doesn't say who administers.
var ErrRoleUnknown = errors.New("the platform does not say who administers")

// The fields of settings, as forms name them.
const (
	FieldLang         = "lang"
	FieldAnswers      = "answers"
	FieldMunicipality = "municipality"
	FieldEditors      = "editors"
	fieldLevel        = "level"
)

// What stands in FieldEditors for what is no channel's id.
const (
	EditorsHere = "here" // the channel that the form was opened in
	EditorsKept = "kept" // as it was
)

// SettingsForm is how settings are chosen, in words.
type SettingsForm struct {
	Title, Intro string
	Level        Level
	Levels       []SettingsOption // to choose another level; one or none leaves no choice
	Fields       []SettingsField
	Save         string
}

// SettingsField is one setting of a form.
type SettingsField struct {
	ID, Label, Hint string
	Value           string
	Options         []SettingsOption // none: four digits, or nothing
}

// SettingsOption is a value with what it is called.
type SettingsOption struct{ Value, Label string }

// AsksForSettings reports whether a text is the word that opens the form, in any language.
func (o *Organisation) AsksForSettings(text string) bool {
	text = strings.ToLower(strings.TrimSpace(text))
	return o.settings.keeper != nil && slices.ContainsFunc(content.Langs(), func(l content.Lang) bool {
		return text == o.c.Words.In(string(l)).Text(locales.SettingWord)
	})
}

// May reports whether the person at the address may choose settings, as far as is known.
func (o *Organisation) May(ctx context.Context, at Address) bool {
	refusal, err := o.may(ctx, at)
	return refusal == "" && err == nil
}

// may tells why the person may not choose settings; empty where they may.
func (o *Organisation) may(ctx context.Context, at Address) (refusal locales.Key, err error) {
	p, ok := o.c.Platform.(Administrator)
	if !ok || o.settings.keeper == nil || at.Person == "" {
		return locales.SettingNobody, nil
	}
	yes, err := p.Administers(ctx, at)
	switch {
	case errors.Is(err, ErrRoleUnknown):
		return locales.SettingNobody, nil
	case err != nil:
		return "", err
	case !yes:
		return locales.SettingRefused, nil
	}
	return "", nil
}

// showSettings shows the form of a level: that of the value, or the nearest.
func (p press) showSettings(ctx context.Context) error {
	l := p.Language(ctx, p.a.At)
	refusal, err := p.may(ctx, p.a.At)
	switch {
	case err != nil:
		return err
	case refusal != "":
		return p.say(ctx, refusal)
	}
	form, err := p.settingsForm(ctx, p.a.At, l, Level(p.a.Value))
	if err != nil {
		return Retry(err, 0)
	}
	m := Message{Kind: SettingsMessage, Lang: l, Settings: form, Key: p.a.Key}
	if _, dialogs := p.c.Platform.(Opener); dialogs || p.a.Value != "" {
		return p.open(ctx, m)
	}
	return p.Tell(ctx, p.a.At, m)
}

// settingsForm is the form of a level at the address; one that isn't there is the nearest.
func (o *Organisation) settingsForm(ctx context.Context, at Address, l content.Lang, level Level) (SettingsForm, error) {
	w, scope := o.c.Words.In(string(l)), at.scope(o.c.Platform.Name())
	if !slices.Contains(scope.Levels(), level) {
		level = scope.Levels()[0]
	}
	chosen, err := o.settings.fresh(ctx, scope)
	if err != nil {
		return SettingsForm{}, err // sent again, an empty form would delete what is chosen
	}
	now := chosen[level]
	f := SettingsForm{Title: w.Text(locales.SettingTitle), Intro: w.Text(locales.SettingIntro), Save: w.Text(locales.SettingSave), Level: level}
	for _, l := range scope.Levels() {
		f.Levels = append(f.Levels, SettingsOption{string(l), w.Text(levelNames[l])})
	}
	above := SettingsOption{"", w.Text(locales.SettingAbove)}
	langs := []SettingsOption{above}
	for _, lang := range content.Langs() {
		langs = append(langs, SettingsOption{string(lang), w.Text(langNames[lang])})
	}
	f.Fields = []SettingsField{
		{FieldLang, w.Text(locales.SettingLang), w.Text(locales.SettingLangHint), string(now.Lang), langs},
		{FieldAnswers, w.Text(locales.SettingAnswers), w.Text(locales.SettingAnswersHint), string(now.Answers), []SettingsOption{
			above, {string(Everybody), w.Text(locales.SettingOpen)}, {string(AskerAlone), w.Text(locales.SettingPrivate)},
		}},
		{FieldMunicipality, w.Text(locales.SettingMunicipality), w.Text(locales.SettingMunicipalityHint), now.Municipality, nil},
		o.editorsField(w, scope, above, now.Editors),
	}
	return f, nil
}

// editorsField chooses the editors' channel. Where any channel can be named, its value is
// the channel's id.
func (o *Organisation) editorsField(w *locales.Words, scope Scope, above SettingsOption, now string) SettingsField {
	f := SettingsField{ID: FieldEditors, Label: w.Text(locales.SettingEditors), Hint: w.Text(locales.SettingEditorsHint), Value: now, Options: []SettingsOption{above}}
	if o.limits.AnyRoom {
		return f
	}
	if scope.Channel != "" {
		f.Options = append(f.Options, SettingsOption{EditorsHere, w.Text(locales.SettingEditorsHere)})
	}
	switch now {
	case "":
	case scope.Channel:
		f.Value = EditorsHere
	default:
		f.Value, f.Options = EditorsKept, append(f.Options, SettingsOption{EditorsKept, w.Text(locales.SettingEditorsKept)})
	}
	return f
}

var levelNames = map[Level]locales.Key{
	ForChannel: locales.SettingForChannel, ForTeam: locales.SettingForTeam, ForWorkspace: locales.SettingForWorkspace,
}

var langNames = map[content.Lang]locales.Key{
	content.Bokmal: locales.LangNb, content.Nynorsk: locales.LangNn, content.English: locales.LangEn,
}

// SettingsValue is what was chosen in a form, as the value of SaveSettings: the level, and
// the fields by their ids.
func SettingsValue(l Level, fields map[string]string) string {
	v := url.Values{fieldLevel: {string(l)}}
	for id, s := range fields {
		v.Set(id, s)
	}
	return v.Encode()
}

// Saved is what came of settings that somebody chose.
type Saved struct {
	Text  string // for who chose
	Field string // of the form, that must be mended; empty for none
	Done  bool
}

// SaveSettings keeps what the person at the address chose, a [SettingsValue], where they
// may. The scope is that of the address, whatever the value says. An error is a fault that
// may pass.
func (o *Organisation) SaveSettings(ctx context.Context, at Address, value string) (Saved, error) {
	w := o.c.Words.In(string(o.language(ctx, at)))
	refusal, err := o.may(ctx, at)
	if err != nil {
		return Saved{}, err
	}
	if refusal != "" {
		o.c.Count("refused", "settings")
		return Saved{Text: w.Text(refusal)}, nil
	}
	v, err := url.ParseQuery(value)
	scope, ok := at.scope(o.c.Platform.Name()).At(Level(v.Get(fieldLevel)))
	if err != nil || !ok {
		return Saved{Text: w.Text(locales.SettingGone)}, nil
	}
	kept, err := o.settings.fresh(ctx, scope)
	if err != nil {
		return Saved{}, Retry(err, 0)
	}
	before := kept[Level(v.Get(fieldLevel))]
	chosen := Settings{Answers: Audience(v.Get(FieldAnswers)), Municipality: strings.TrimSpace(v.Get(FieldMunicipality))}
	chosen.Lang, _ = content.ParseLang(v.Get(FieldLang))
	if chosen.Answers != AskerAlone && chosen.Answers != Everybody {
		chosen.Answers = ""
	}
	if chosen.Municipality != "" && !IsMunicipality(chosen.Municipality) {
		return Saved{Text: w.Text(locales.SlackHomeMunicipalityBad), Field: FieldMunicipality}, nil
	}
	if chosen.Editors, ok = o.editorsChannel(at, v.Get(FieldEditors), before.Editors); ok && chosen.Editors != "" && chosen.Editors != before.Editors {
		ok, err = o.greetEditors(ctx, at, chosen.Editors)
	}
	switch {
	case err != nil:
		return Saved{}, err
	case !ok:
		return Saved{Text: w.Text(locales.SettingNoChannel), Field: FieldEditors}, nil
	}
	if err := o.settings.keep(ctx, scope, chosen); err != nil {
		return Saved{}, Retry(fmt.Errorf("keep settings: %w", err), 0)
	}
	o.c.Log.InfoContext(ctx, "settings are chosen", "platform", scope.Platform, "workspace", scope.Workspace, "level", v.Get(fieldLevel))
	return Saved{Text: w.Text(locales.SettingSaved), Done: true}, nil
}

// editorsChannel is the channel that a form names. A channel may be named by its id only
// where the workspace's own token posts to it: elsewhere it could be another workspace's.
func (o *Organisation) editorsChannel(at Address, value, before string) (channel string, ok bool) {
	switch value {
	case "":
		return "", true
	case EditorsKept:
		return before, true
	case EditorsHere:
		channel = at.scope(o.c.Platform.Name()).Channel
		return channel, channel != ""
	}
	return value, o.limits.AnyRoom
}

// greetEditors tells a channel what will be posted there; ok is false where it can't be
// posted to.
func (o *Organisation) greetEditors(ctx context.Context, at Address, channel string) (ok bool, err error) {
	room, err := o.c.Platform.(Administrator).Editors(at, channel)
	if err != nil {
		return false, nil
	}
	l := o.language(ctx, at)
	err = room.Post(ctx, room.At, Message{Kind: TextMessage, Lang: l, Text: o.c.Words.In(string(l)).Text(locales.SettingEditorsHello)})
	if f := failure(err); err != nil && f.Sent == NotSent && !f.Again {
		return false, nil
	}
	return err == nil, err
}

// saveSettings keeps what was chosen in the form, and tells what came of it.
func (p press) saveSettings(ctx context.Context) error {
	s, err := p.SaveSettings(ctx, p.a.At, p.a.Value)
	if err != nil {
		return err
	}
	return p.Tell(ctx, p.a.At, Message{Kind: TextMessage, Lang: p.Language(ctx, p.a.At), Text: s.Text, Fault: !s.Done, Key: p.a.Key})
}

// roomDesk is a desk that can tell rooms of its caller's in place of its own.
type roomDesk interface {
	InquireIn(ctx context.Context, i bot.Inquiry, rooms ...Room) (kept bool, err error)
}

// inquire sends i to the editors: those of the address where it has some of its own.
func (o *Organisation) inquire(ctx context.Context, d bot.Desk, at Address, i bot.Inquiry) (kept bool, err error) {
	own, ok := d.(roomDesk)
	p, known := o.c.Platform.(Administrator)
	if channel := o.Settings(ctx, at).Editors; ok && known && channel != "" {
		room, err := p.Editors(at, channel)
		if err == nil {
			return own.InquireIn(ctx, i, room)
		}
		o.c.Log.WarnContext(ctx, "the editors' channel can't be posted to", "platform", o.c.Platform.Name(), "err", err)
	}
	return d.Inquire(ctx, i)
}
