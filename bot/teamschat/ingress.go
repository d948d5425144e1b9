package teamschat

import (
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"slices"
	"strconv"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"

	"veiviser/bot"
	"veiviser/bot/chat"
	"veiviser/bot/teamschat/cards"
	"veiviser/content"
	"veiviser/locales"
)

// maxActivity: Teams' own messages end at 100 KB.
const maxActivity = 512 << 10

// ingress is what comes in from Teams: verified, decoded and handed to package chat.
type ingress struct {
	c        Config
	chat     *chat.Chat
	out      *egress
	verify   *verifier                     // nil in development and without an app
	webhook  []byte                        // key of the outgoing webhook
	hashKey  []byte                        // of hashes of what people write
	answered *lru.Cache[string, *response] // to invokes
	recover  chat.Recoverer

	warnings *chat.Limiter // of log lines that a stranger can cause
}

// maxInvokes is how many responses are kept for an invoke that Teams brings again,
// which it does within seconds.
const maxInvokes = 1000

func newIngress(c Config, engine *chat.Chat, out *egress, webhook, hashKey []byte) *ingress {
	answered, err := lru.New[string, *response](maxInvokes)
	if err != nil {
		panic(err) // only for a size below one
	}
	rec := chat.Recoverer{Part: "teams", Log: c.Log, Count: c.Panicked}
	in := &ingress{c: c, chat: engine, out: out, webhook: webhook, hashKey: hashKey, answered: answered, recover: rec, warnings: chat.NewLimiter(chat.Same(chat.PerMinute(1)))}
	if c.App.ID != "" {
		in.verify = newVerifier(c, rec)
	}
	return in
}

func newVerifier(c Config, rec chat.Recoverer) *verifier {
	openID := c.App.OpenIDURL
	if openID == "" {
		openID = BotFrameworkOpenID
	}
	return &verifier{
		keys:     &keyring{url: openID, http: c.HTTP, now: c.Now, recover: rec},
		audience: c.App.ID, tenants: c.App.served(), now: c.Now, hosts: hosts{also: c.App.ServiceHosts},
	}
}

// handle answers with the status of f's error and nothing else of it.
func (in *ingress) handle(f func(http.ResponseWriter, *http.Request) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		err := in.recover.Call(r.URL.Path, func() error { return f(w, r) })
		if err == nil {
			return
		}
		code := status(err)
		in.c.Count("refused", http.StatusText(code))
		in.refused(r, code, err)
		http.Error(w, http.StatusText(code), code)
	}
}

// refused tells the operator of a refused request. What strangers can cause is told once
// a minute.
func (in *ingress) refused(r *http.Request, code int, err error) {
	level, what := slog.LevelInfo, "teams request refused"
	switch code {
	case http.StatusInternalServerError:
		in.c.Log.ErrorContext(r.Context(), "teams request failed", "path", r.URL.Path, "err", err)
		return
	case http.StatusUnauthorized, http.StatusForbidden:
		level, what = slog.LevelWarn, what+"; if it is from Teams, the app's or the webhook's settings or the clock are wrong"
	}
	if in.warnings.Allow(strconv.Itoa(code)) {
		in.c.Log.Log(r.Context(), level, what, "path", r.URL.Path, "status", code, "err", err)
	}
}

// messages takes an activity of the Bot Framework: first whom it is from, then what it
// says.
func (in *ingress) messages(w http.ResponseWriter, r *http.Request) error {
	var who caller
	if in.verify != nil {
		var err error
		if who, err = in.verify.token(r.Context(), r.Header.Get("Authorization")); err != nil {
			return err
		}
	} else if !fromHere(r) {
		return fmt.Errorf("%w: development mode takes activities from this machine only", errForbidden)
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxActivity))
	if err != nil {
		return fmt.Errorf("read activity: %w", err)
	}
	a, err := decodeActivity(body)
	if err != nil {
		return err
	}
	if in.verify != nil {
		err = in.verify.admit(who, a)
	} else {
		err = hosts{loopback: true}.check(a.ServiceURL)
	}
	if err != nil {
		return err
	}
	return in.take(w, r, a)
}

// take does what the activity asks for. It is acknowledged when it is done; an invoke
// is answered in the response.
func (in *ingress) take(w http.ResponseWriter, r *http.Request, a activity) error {
	switch a.Type {
	case typeInvoke:
		return invokes{in}.invoke(w, r, a)
	case typeMessage:
		switch {
		case len(a.Value) > 0 && a.Text == "":
			return acknowledged(w, in.submit(r.Context(), a))
		case a.addressed():
			return acknowledged(w, in.ask(r.Context(), a))
		}
	case typeMessageUpdate:
		if a.edited() && a.addressed() {
			return acknowledged(w, in.askAnew(r.Context(), a))
		}
	case typeConversationUpdate, typeInstallationUpdate:
		added := slices.ContainsFunc(a.MembersAdded, func(m account) bool { return m.ID == a.Recipient.ID })
		if a.Type == typeInstallationUpdate && a.Action == "remove" {
			return acknowledged(w, in.removed(r.Context(), a))
		}
		if added || a.Type == typeInstallationUpdate && a.Action == "add" {
			return acknowledged(w, in.welcome(r.Context(), a))
		}
	}
	in.c.Count("ignored", counted(a.Type))
	return acknowledged(w, nil) // typing, reactions and whatever comes to be
}

// counted bounds what a stranger can make the metrics count by.
func counted(kind string) string {
	if slices.Contains([]string{typeMessage, typeConversationUpdate, typeInstallationUpdate, "typing", "messageReaction", typeMessageUpdate, "messageDelete"}, kind) {
		return kind
	}
	return "other"
}

// acknowledged tells Teams that an activity was taken, unless there was an error.
func acknowledged(w http.ResponseWriter, err error) error {
	if err := unlessUnknown(err); err != nil {
		return err
	}
	return respond(w, struct{}{})
}

// unlessUnknown is the error of an event that Teams should bring again. Where an answer
// may be out there is no way to look for it in Teams: the event is let go, for who saw
// none to ask again.
func unlessUnknown(err error) error {
	if errors.Is(err, chat.ErrUnknown) {
		return nil
	}
	return err
}

func respond(w http.ResponseWriter, v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("encode response: %w", err)
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_, _ = w.Write(body) // who has hung up hears no error either
	return nil
}

// address is where an activity comes from.
func (a *activity) address(w way) chat.Address {
	w.activity = *a
	return chat.Address{
		Workspace: a.tenant(), Person: a.From.ID, Channel: a.Conversation.ID,
		Direct: a.personal(), Room: a.channel(), Team: a.team(), Way: w,
	}
}

// ids tell the activity apart, within its conversation.
func (a *activity) ids() ([]string, error) {
	if a.ID == "" || a.Conversation.ID == "" {
		return nil, fmt.Errorf("%w: no id", errBadActivity)
	}
	return []string{a.Conversation.ID + " " + a.ID}, nil
}

// ask answers a question.
func (in *ingress) ask(ctx context.Context, a activity) error {
	ids, err := a.ids()
	if err != nil {
		return err
	}
	if in.chat.AsksForSettings(reader{in.c.Bot}.plainText(a.Text)) {
		return in.chat.Act(ctx, chat.Action{IDs: ids, Verb: chat.ShowSettings, At: a.address(way{})})
	}
	alone := in.alone(ctx, a)
	return in.chat.Ask(ctx, chat.Question{
		IDs: ids, Repeats: in.repeats(a), Name: typeMessage, At: a.address(way{}), Text: reader{in.c.Bot}.question(a), Conversation: a.within(alone), Private: alone,
	})
}

// alone tells whether who sent a is answered alone: they sent it to the bot alone, or so it
// is set there.
func (in *ingress) alone(ctx context.Context, a activity) bool {
	return a.Recipient.Targeted || in.chat.AnswersAlone(ctx, a.address(way{}))
}

// askAnew answers a question that was edited, by a message of its own: Teams changes none
// of a text and a card.
func (in *ingress) askAnew(ctx context.Context, a activity) error {
	ids, err := a.ids()
	if err != nil {
		return err
	}
	ids[0] += " edited " + cmp.Or(a.Timestamp, in.keyed("edited", a.Text))
	alone := in.alone(ctx, a)
	return in.chat.Ask(ctx, chat.Question{
		IDs: ids, Name: typeMessageUpdate, At: a.address(way{}), Text: reader{in.c.Bot}.question(a), Conversation: a.within(alone), Private: alone,
	})
}

// bucket is the time within which the same words are looked for under another id: at
// least a minute, with the two buckets before.
const bucket = 30 * time.Second

// repeats are ids the activity may be brought again under. Teams brings what was not
// acknowledged after fifteen seconds with the same id, and half a minute later with a
// new one (botbuilder-dotnet#5005): then the same words of the same person in the same
// conversation are the same message. Of the words only a keyed hash is kept.
func (in *ingress) repeats(a activity) []string {
	now := in.c.Now().UnixNano() / int64(bucket)
	var out []string
	for i := range int64(3) {
		out = append(out, in.keyed("repeat", a.tenant(), a.Conversation.ID, a.From.ID, a.Text, strconv.FormatInt(now-i, 10)))
	}
	return out
}

// keyed is a hash that tells parts apart and nothing of them.
func (in *ingress) keyed(what string, parts ...string) string {
	h := hmac.New(sha256.New, append([]byte(what+" "), in.hashKey...))
	for _, part := range parts {
		fmt.Fprintf(h, "%d %s", len(part), part)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// welcome says how to ask, with questions to press, and where others read that the bot
// must be mentioned. Teams tells of an installation in two
// ways and in any order: there is one welcome a conversation.
func (in *ingress) welcome(ctx context.Context, a activity) error {
	if a.Conversation.ID == "" {
		return fmt.Errorf("%w: no conversation", errBadActivity)
	}
	if in.c.Starters {
		in.c.Count("ignored", "welcome")
		return nil
	}
	at := a.address(way{})
	unasked := at
	unasked.Person = "" // nobody waits for it
	e := chat.Event{IDs: []string{a.Conversation.ID + " welcome"}, Name: "welcome", Do: func(ctx context.Context) error {
		l := in.chat.Language(ctx, at)
		b, done := in.c.Bot.Current()
		help := b.Help(l)
		done()
		help.Sections = nil // of which the questions to press are what is left
		if !at.Direct {
			help.Lead = in.c.Words.In(string(l)).Text(locales.TeamsMention) + " " + help.Lead
		}
		return in.chat.Post(ctx, at, chat.Message{Lang: l, Card: help})
	}}
	return in.chat.Do(ctx, e, unasked)
}

// local is the municipality whose local entries stand beside the national ones where the
// activity is from.
func (in *ingress) local(ctx context.Context, a activity) string {
	at := a.address(way{})
	return in.chat.Local(ctx, at, in.chat.Preference(ctx, at))
}

// submit does a pressed Action.Submit, which clients without Action.Execute send as a
// message.
func (in *ingress) submit(ctx context.Context, a activity) error {
	p, err := cards.DecodePress(a.Value)
	if err != nil {
		return err
	}
	ids, err := a.ids()
	if err != nil {
		return err
	}
	return in.act(ctx, a, way{press: p}, ids)
}

// act does what a button asks for.
func (in *ingress) act(ctx context.Context, a activity, w way, ids []string) error {
	p := w.press
	action := chat.Action{
		IDs: ids, Verb: p.Verb, Ref: p.Ref, At: a.address(w), Conversation: a.within(p.Asker == alone),
		Value: p.Value, Asker: p.Asker,
	}
	switch action.Verb {
	case chat.Subscribe:
		if p.Asker == alone {
			action.At.Surface = chat.Ephemeral
		}
	case chat.Snippet:
		action.Value = p.Language
	case chat.Send:
		action.Value, action.Reasons = p.Text, p.Why()
	case chat.SaveSettings:
		action.Value = p.Chosen
	case chat.Tick:
		action.Value = bot.ParseTicks(p.Value).With(p.Ticked).String()
	case chat.Feedback:
		action.Value = chat.NotHelpful
		if p.Helpful {
			action.Value = chat.Helpful
		}
	}
	err := in.chat.Act(ctx, action)
	if errors.Is(err, chat.ErrUnknownVerb) {
		return fmt.Errorf("%w: unknown verb", cards.ErrBadPress)
	}
	return err
}

// words are those of the language of the asker's Teams.
func (in *ingress) words(a activity) *locales.Words {
	return in.c.Words.In(string(cmp.Or(a.lang(), content.Bokmal)))
}

// tryAgain says that we failed.
func (in *ingress) tryAgain(a activity) string { return in.words(a).Text(locales.TryAgain) }
