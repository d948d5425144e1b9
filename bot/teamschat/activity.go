package teamschat

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"veiviser/content"
)

// activity is what Teams sends, as far as we read it: one message, press or event of
// the Bot Framework activity protocol (schema 3.1).
type activity struct {
	Type         string          `json:"type"`
	ID           string          `json:"id"`
	Name         string          `json:"name"`   // of an invoke
	Action       string          `json:"action"` // of an installationUpdate
	ServiceURL   string          `json:"serviceUrl"`
	ChannelID    string          `json:"channelId"`
	From         account         `json:"from"`
	Recipient    account         `json:"recipient"`
	Conversation conversation    `json:"conversation"`
	Text         string          `json:"text"`
	Locale       string          `json:"locale"`
	Entities     []entity        `json:"entities"`
	Timestamp    string          `json:"timestamp"`
	Value        json.RawMessage `json:"value"`
	ReplyToID    string          `json:"replyToId"`
	MembersAdded []account       `json:"membersAdded"`
	ChannelData  channelData     `json:"channelData"`
	Attachments  []received      `json:"attachments"`
}

// received is something that came with a message.
type received struct {
	ContentType string          `json:"contentType"`
	Content     json.RawMessage `json:"content"`
}

type account struct {
	ID       string `json:"id"`
	Object   string `json:"aadObjectId,omitempty"` // a person's, in their organisation
	Targeted bool   `json:"isTargeted,omitempty"`  // of a recipient: nobody else sees the message
}

type conversation struct {
	ID       string `json:"id"`
	Type     string `json:"conversationType"` // personal, groupChat or channel
	TenantID string `json:"tenantId"`
}

// entity is something a message points to: a person mentioned, a message quoted.
type entity struct {
	Type      string  `json:"type"`
	Mentioned account `json:"mentioned"`
	Quoted    quote   `json:"quotedReply"`
}

// quote is a message that another answers, as far as Teams tells of it.
type quote struct {
	Sender  string `json:"senderId"`
	Preview string `json:"preview"`
	Deleted bool   `json:"isReplyDeleted"`
}

type channelData struct {
	Tenant struct {
		ID string `json:"id"`
	} `json:"tenant"`
	Team *struct {
		ID string `json:"id"`
	} `json:"team,omitempty"`
	Event string `json:"eventType,omitempty"`
}

// The types of activities we act on; the others are taken and left.
const (
	typeMessage            = "message"
	typeMessageUpdate      = "messageUpdate"
	typeInvoke             = "invoke"
	typeConversationUpdate = "conversationUpdate"
	typeInstallationUpdate = "installationUpdate"
)

var errBadActivity = errors.New("not an activity")

// decodeActivity reads an activity. What is wrong with it is said without its text.
func decodeActivity(body []byte) (activity, error) {
	var a activity
	if err := json.Unmarshal(body, &a); err != nil {
		// The decoder's own words can quote the message.
		return activity{}, fmt.Errorf("%w: not JSON of its form", errBadActivity)
	}
	if a.Type == "" {
		return activity{}, fmt.Errorf("%w: no type", errBadActivity)
	}
	return a, nil
}

// tenant is the organisation the activity comes from, in small letters; both places may
// be empty.
func (a *activity) tenant() string {
	return strings.ToLower(cmp.Or(a.Conversation.TenantID, a.ChannelData.Tenant.ID))
}

// torn reports whether the two places name two organisations.
func (a *activity) torn() bool {
	other := a.ChannelData.Tenant.ID
	return other != "" && !strings.EqualFold(other, a.tenant())
}

// channel is the channel or group chat that settings can be chosen for: a conversation in a
// channel is named by its first message too. Empty where the bot is alone with somebody.
func (a *activity) channel() string {
	if a.personal() {
		return ""
	}
	channel, _, _ := strings.Cut(a.Conversation.ID, ";")
	return channel
}

// personal reports whether the bot is alone with somebody.
func (a *activity) personal() bool {
	return a.Conversation.Type == "" || a.Conversation.Type == "personal"
}

// within is the conversation that the activity belongs to: what its sender alone sees in
// front of others is one of its own.
func (a *activity) within(alone bool) string {
	if alone {
		return a.Conversation.ID + " " + a.From.ID
	}
	return a.Conversation.ID
}

// addressed reports whether a message is meant for the bot: in a chat of two always,
// elsewhere when it mentions the bot or was sent to it alone.
func (a *activity) addressed() bool {
	if a.personal() || a.Recipient.Targeted {
		return true
	}
	for _, m := range a.Entities {
		if m.Type == "mention" && m.Mentioned.ID == a.Recipient.ID {
			return true
		}
	}
	return false
}

// edited reports whether somebody changed a message of theirs.
func (a *activity) edited() bool {
	return a.Type == typeMessageUpdate && a.ChannelData.Event == "editMessage"
}

// lang is the language the asker's Teams runs in, where the guide has it.
func (a *activity) lang() content.Lang { return content.LangOfTag(a.Locale) }

// message is an activity we send.
type message struct {
	Type        string           `json:"type"`
	Text        string           `json:"text,omitempty"`
	TextFormat  string           `json:"textFormat,omitempty"`
	Summary     string           `json:"summary,omitempty"` // what a notification says
	Attachments []attachment     `json:"attachments,omitempty"`
	Entities    []any            `json:"entities,omitempty"`
	ChannelData *sentChannelData `json:"channelData,omitempty"`
	ReplyToID   string           `json:"replyToId,omitempty"`

	// The Bot Framework asks for these again in what it is sent.
	Conversation *sentConversation `json:"conversation,omitempty"`
	From         *account          `json:"from,omitempty"`
	Recipient    *account          `json:"recipient,omitempty"`
}

type sentConversation struct {
	ID string `json:"id"`
}

// from makes m an answer of the bot to who sent a, in a conversation.
func (m *message) from(a activity, conversation string) {
	m.Conversation, m.From = &sentConversation{conversation}, &account{ID: a.Recipient.ID}
	if a.From.ID != "" { // else nobody has asked
		m.Recipient = &account{ID: a.From.ID}
	}
}

// newConversation asks Teams for the conversation of the bot and one person.
type newConversation struct {
	Bot         account     `json:"bot"`
	Members     []account   `json:"members"`
	IsGroup     bool        `json:"isGroup"`
	TenantID    string      `json:"tenantId"`
	ChannelData channelData `json:"channelData"`
}

type attachment struct {
	ContentType string      `json:"contentType"`
	Content     any         `json:"content"`
	Preview     *attachment `json:"preview,omitempty"`
}

type sentChannelData struct {
	FeedbackLoop feedbackLoop `json:"feedbackLoop"`
}

type feedbackLoop struct {
	Type string `json:"type"`
}
