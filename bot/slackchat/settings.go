package slackchat

import (
	"context"
	"errors"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"veiviser/bot/chat"
	"veiviser/bot/slackchat/blocks"
)

// Administers implements [chat.Administrator]: the administrators and owners of a workspace,
// and in an organisation the organisation's, whose settings hold in all its workspaces.
// Slack says who they are to an app with the users:read scope.
func (e *egress) Administers(ctx context.Context, at chat.Address) (bool, error) {
	w := wayOf(at).at
	var u *slack.User
	err := e.call(ctx, w, func(api *slack.Client) (err error) {
		u, err = api.GetUserInfoContext(ctx, at.Person)
		return err
	})
	switch {
	case refusedAs(err, []string{"missing_scope"}):
		return false, chat.ErrRoleUnknown
	case refusedAs(err, []string{"user_not_found", "user_not_visible"}): // of another workspace
		return false, nil
	case err != nil:
		return false, err
	}
	return administers(w, u), nil
}

// administers reports whether u administers w. In a channel that two organisations share
// there are people of the other, whom their own workspace may have made administrators.
func administers(w workspace, u *slack.User) bool {
	if u.Deleted || u.IsBot || u.IsStranger || u.IsRestricted {
		return false
	}
	if w.enterprise != "" {
		return u.Enterprise.EnterpriseID == w.enterprise && (u.Enterprise.IsAdmin || u.Enterprise.IsOwner)
	}
	return u.TeamID == w.team && (u.IsAdmin || u.IsOwner || u.IsPrimaryOwner)
}

// channelForm is a channel's id: the editors' is one with more people than one.
var channelForm = regexp.MustCompile(`^[CG][A-Z0-9]{1,40}$`)

var errNoChannel = errors.New("not a channel's id")

// Editors implements [chat.Administrator]. It is posted to with the workspace's own token,
// which reaches no other workspace's channels.
func (e *egress) Editors(at chat.Address, channel string) (chat.Room, error) {
	if !channelForm.MatchString(channel) {
		return chat.Room{}, errNoChannel
	}
	to := chat.Address{Workspace: at.Workspace, Channel: channel, Way: way{at: wayOf(at).at}}
	return chat.Room{Name: "slack", At: to, Post: e.Post}, nil
}

// submittedSettings keeps what was chosen, and tells in the dialog what came of it. It has
// no id: to do it twice changes nothing, and what was refused may be sent again.
func (in interactions) submittedSettings(ctx context.Context, at chat.Address, v slack.View) (any, error) {
	at.Lang, at.Channel, at.Direct = refOf(v).Lang, placeIn(v).Channel, false
	level, fields := blocks.Chosen(v)
	var saved chat.Saved // set by the event, read when it is done
	err := in.chat.Do(ctx, chat.Event{Name: "settings", Do: func(ctx context.Context) (err error) {
		saved, err = in.chat.SaveSettings(ctx, at, chat.SettingsValue(level, fields))
		return err
	}}, at)
	switch {
	case err != nil:
		return nil, accepted(err)
	case saved.Done:
		said := in.out.render.Said(in.chat.Language(ctx, at), saved.Text)
		return slack.NewUpdateViewSubmissionResponse(&said), nil
	case saved.Text == "": // it failed, which was told
		return nil, nil
	}
	return slack.NewErrorsViewSubmissionResponse(map[string]string{blocks.SettingsProblem(level, saved.Field): saved.Text}), nil
}

// hookForm is the workspace or organisation that a response_url of Slack's names.
var hookForm = regexp.MustCompile(`^/(?:actions|commands|app|workflows)/([TE][A-Z0-9]+)/`)

// ownHook is a response_url, but none where it names a workspace that is none of those it
// came with: what would be answered there is then answered by the workspace's own token.
func ownHook(address string, workspaces ...string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address // which is refused where it is used
	}
	named := hookForm.FindStringSubmatch(u.Path)
	workspaces = slices.DeleteFunc(workspaces, func(w string) bool { return strings.TrimSpace(w) == "" })
	if named == nil || len(workspaces) == 0 || slices.Contains(workspaces, named[1]) {
		return address
	}
	return ""
}
