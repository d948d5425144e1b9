package slackchat

import (
	"cmp"
	"context"
	"errors"
	"strings"

	"github.com/slack-go/slack"

	"veiviser/bot"
	"veiviser/bot/chat"
	"veiviser/content"
	"veiviser/locales"
)

// stepAsk is the callback id of the workflow step that asks the guide.
const stepAsk = "ask_guide"

// What the step takes and gives, as the manifest declares it.
const (
	inputQuestion   = "question"
	inputLanguage   = "language"
	outputAnswer    = "answer"
	outputPermalink = "permalink"
)

// stepRate is how often a step is completed in a workspace (Slack's tier 3).
const stepRate = 50

// stepRun is a step of somebody's workflow that Slack asks to be done.
type stepRun struct {
	id    string            // of the execution
	token string            // of this execution alone: nothing else is called with it
	in    map[string]string // what was filled in; what is no text is left out
}

// stepOf is the step that an event asks for.
func (ev *event) stepOf() stepRun {
	r := stepRun{id: ev.ExecutionID, token: ev.StepToken, in: map[string]string{}}
	for name, v := range ev.Inputs {
		if s, ok := v.(string); ok {
			r.in[name] = s
		}
	}
	return r
}

// stepExecuted does a step of a workflow: once, however often Slack tells of it.
func (in *ingress) stepExecuted(ctx context.Context, e *envelope) error {
	return steps{in}.executed(ctx, e)
}

// steps does the steps of workflows.
type steps struct{ *ingress }

func (in steps) executed(ctx context.Context, e *envelope) error {
	r := e.Event.stepOf()
	if r.id == "" || r.token == "" {
		in.c.Count("refused", "step without token")
		return nil
	}
	if e.Event.Function.CallbackID != stepAsk {
		in.c.Count("unknown", "step")
		return nil
	}
	at := e.nobody()
	return in.chat.Do(ctx, chat.Event{IDs: append(e.ids(), "step "+r.id), Name: e.Event.Type, Do: func(ctx context.Context) error {
		return in.complete(ctx, at, r)
	}}, at)
}

// stepError is why a step can't be done, in words for whoever made the workflow. It holds
// nothing of what was filled in.
type stepError string

func (e stepError) Error() string { return string(e) }

// complete answers the step's question, and tells Slack so.
func (in steps) complete(ctx context.Context, at chat.Address, r stepRun) error {
	w := wayOf(at).at
	out, err := in.answer(ctx, at, r)
	wrong, isWrong := errors.AsType[stepError](err)
	if err != nil && !isWrong {
		return err
	}
	if err := in.steps.Wait(ctx, w.String()); err != nil {
		return chat.Retry(err, 0)
	}
	api := slack.New(r.token, slack.OptionHTTPClient(in.c.HTTP), slack.OptionAPIURL(in.c.APIURL))
	if isWrong {
		err = api.FunctionCompleteErrorContext(ctx, r.id, string(wrong))
	} else {
		err = api.FunctionCompleteSuccessContext(ctx, r.id, slack.FunctionCompleteSuccessRequestOptionOutput(out))
	}
	return in.completed(ctx, w, err)
}

// completed tells what a completion's outcome means for the event. Whether a lost one went
// through does not matter: a step that is done stays done however often that is told. What
// Slack refuses can't be told to anybody: the workflow ends at its own time limit.
func (in steps) completed(ctx context.Context, w workspace, err error) error {
	err = outcome(err)
	f, failed := errors.AsType[*chat.Failure](err)
	switch {
	case !failed:
		return err
	case f.Sent == chat.UnknownSent:
		return chat.Retry(f.Err, 0)
	case f.Again:
		return err
	}
	in.c.Count("refused", "step")
	if refusal, ok := errors.AsType[slack.SlackErrorResponse](err); ok && in.warnings.Allow("step "+refusal.Err) {
		in.c.Log.WarnContext(ctx, "slack takes the answer of a workflow's step no more", "workspace", w.String(), "err", refusal.Err)
	}
	return nil
}

// answer answers the question that was filled in: in the language that was chosen, else the
// question's, else what is set for the workspace.
func (in steps) answer(ctx context.Context, at chat.Address, r stepRun) (map[string]string, error) {
	chosen := strings.ToLower(strings.TrimSpace(r.in[inputLanguage]))
	lang, known := content.ParseLang(chosen)
	set := in.chat.Language(ctx, at)
	words := in.out.words(cmp.Or(lang, set))
	text := r.in[inputQuestion]
	switch {
	case !known && chosen != "":
		return nil, stepError(words.Text(locales.WorkflowBadLanguage))
	case strings.TrimSpace(text) == "":
		return nil, stepError(words.Text(locales.EmptyTitle))
	case bot.TooLong(text):
		return nil, stepError(words.Text(locales.TooLongTitle))
	}
	b, done := in.c.Bot.Current()
	defer done()
	a, err := b.Answer(ctx, bot.Question{Text: in.questionText(text), Lang: lang, Fallback: set, Platform: bot.Slack, Municipality: in.chat.Settings(ctx, at).Municipality})
	if err != nil {
		return nil, err
	}
	if a.Guard != "" {
		return nil, stepError(a.Card.Title + ". " + a.Card.Lead)
	}
	in.c.Log.InfoContext(ctx, "answer", "platform", bot.Slack, "card", a.Card.String(), "section", a.Section, "lang", a.Lang, "confidence", a.Confidence, "guard", false)
	out := map[string]string{outputAnswer: stepText(a.Card), outputPermalink: ""}
	if a.Card.Permalink != "" && in.c.BaseURL != "" {
		out[outputPermalink] = in.c.BaseURL + a.Card.Permalink
	}
	return out, nil
}

// stepText is a card as the plain text that a workflow hands on: what it is about, the
// statements with the numbers of their sources, and those sources; of a card without
// statements, its brief.
func stepText(c bot.Card) string {
	if len(c.Points) == 0 {
		return c.Brief()
	}
	title, _, side := c.Heading()
	if side != "" {
		title += " · " + side
	}
	lines := []string{title}
	if c.Gap != "" {
		lines = append(lines, strings.TrimSpace(c.Gap+" "+c.Near))
	}
	for _, p := range c.Points {
		lines = append(lines, p.Text+p.Marks())
	}
	for _, l := range bot.SourceLines(c.Cited()) {
		lines = append(lines, l.Join(func(s bot.Source) string { return strings.TrimSpace(s.Title + " " + s.URL) }, func(s string) string { return s }))
	}
	return strings.Join(lines, "\n")
}

// manifestFunction is a custom function of an app's manifest: a step that workflows can
// have. slack-go has no type of it.
type manifestFunction struct {
	Title       string                       `json:"title"`
	Description string                       `json:"description"`
	Input       map[string]manifestParameter `json:"input_parameters"`
	Output      map[string]manifestParameter `json:"output_parameters"`
}

type manifestParameter struct {
	Type        string `json:"type"`
	Name        string `json:"name"`
	Title       string `json:"title"`
	Description string `json:"description,omitempty"`
	Required    bool   `json:"is_required"`
}

// declaredSteps are the steps that the manifest declares.
func declaredSteps(w *locales.Words) map[string]manifestFunction {
	text := func(name string, title, hint locales.Key, required bool) manifestParameter {
		return manifestParameter{Type: "string", Name: name, Title: w.Text(title), Description: w.Text(hint), Required: required}
	}
	return map[string]manifestFunction{stepAsk: {
		Title: w.Text(locales.WorkflowTitle), Description: w.Text(locales.WorkflowDescription),
		Input: map[string]manifestParameter{
			inputQuestion: text(inputQuestion, locales.WorkflowQuestion, locales.WorkflowQuestionHint, true),
			inputLanguage: text(inputLanguage, locales.WorkflowLanguage, locales.WorkflowLanguageHint, false),
		},
		Output: map[string]manifestParameter{
			outputAnswer:    text(outputAnswer, locales.WorkflowAnswer, locales.WorkflowAnswerHint, true),
			outputPermalink: text(outputPermalink, locales.WorkflowPermalink, locales.WorkflowPermalinkHint, false),
		},
	}}
}
