/*
Veiviser answers advisers' questions about qualification pathways for adult
immigrants in Norway, in the chat they already have open: Slack, Microsoft Teams, a
web page, a terminal. It has no language model: every statement it makes stands in
its guide, with a source and a date, and the same question on the same guide always
gives the same answer.

	veiviser serve                 the web chat, and Slack and Teams with their secrets
	veiviser ask QUESTION...       one answer, in the terminal
	veiviser check [DIR]           what is wrong in the guide, with file and line
	veiviser watch DIR             what changed in the law under the guide
	veiviser links                 whether the pages it links to are still there
	veiviser rank FILE.jsonl       how well the search answers a set of questions
	veiviser mcp                   the same answers, to another assistant on a pipe
	veiviser path                  examples of a participant's path through the guide
	veiviser map                   the opportunity map as a page, a drawing or a print
	veiviser report                what the answers were of use for, for editors
	veiviser slack, veiviser teams what those need to install the bot
	veiviser version

This is a tour of the code, from the bottom up. Imports run one way only, upwards in
this text, and each third-party library has one home; a test of this package fails
when either is no longer so.

# The guide

Package [content] is what is answered from. [content.Load] reads a folder of YAML
files, one a [content.Entry], checks them and returns an immutable [content.Guide];
[content.Check] returns everything that is wrong, each with a hint. An entry has one
[content.Text] a language, whose sections are lists of points: one statement with one
source. The three languages have the same points, so a fact can't stand in one
alone. [content.Entry.Digest] names an entry as it stands and [content.Guide.Release]
the whole guide, however the files are written. The guide itself lies in content/guide
and is built into the program, [content.FS]. A point that states law says which section
and when it was read; [content.Guide.Watch] finds those whose section has changed since,
and [content.Conditions] tells how a person stands to what an offer asks.

Package [pathway] finds paths of one's own: what one offer hands over to another stands
in a list of the guide, and [pathway.Find] searches it for a participant and a goal.

Package [locales] has the bot's own words in the same languages, each a typed
[locales.Key].

# From a question to an answer

Package [search] indexes the guide, [search.New], and answers a [search.Query] with a
[search.Result]: hits best first, the language of the question, the side of the entry
it asks for, and a [search.Confidence]. A [search.Store] keeps what was built, so that
the next start reads it. That one rule decides whether an entry is
shown, choices are offered, or it is said that the guide does not know.
[search.Evaluate] scores all this on judged questions.

Package [bot] is the conversation. [bot.Bot.Answer] takes a [bot.Question], refuses
personal numbers ([bot.FindNumber]), and searches once: what the text says of the
[bot.Conversation] it stands in (manners, commands, a choice, a side of the subject, the
same of others, a case that wants a list) goes before what it asks of the guide. The
[bot.Answer] holds a [bot.Card]: everything that is to be shown, as data for no
platform in particular. The card is the seam of the program: below it nothing knows a
chat platform, above it nothing decides what is said. [bot.Bot.Note] makes the text
for a case note of it, [bot.Answer.Reply] the JSON.

# What lasts

Package [journal] keeps what must outlive a restart, in SQLite or PostgreSQL: every
version of every entry that was ever served, so that a permalink opens for years; the
events taken on, so that each is answered once; counts and feedback. It never keeps
a question. What is written waits on a queue, never an answer on it; a database that is
gone costs memory, not answers.

Package [picture] draws journeys and the opportunity map from the guide's data, as
SVG, PNG and PDF.

# The platforms

Each turns a request into a [bot.Question], and a [bot.Card] into its platform's form
by a pure function that keeps the platform's limits: it cuts at a point and links the
page for the rest. TestSameAnswer reads all the renderings back and compares. A
[chat.Recoverer] keeps a fault in one request or job from ending the others.

  - [slackchat.Chat] takes events, commands and presses from Slack, signed, and puts
    its answers out at Slack's pace; package [veiviser/bot/slackchat/blocks] renders.
  - [teamschat.Chat] takes activities of the Bot Framework, with tokens, and outgoing
    webhooks; package [veiviser/bot/teamschat/cards] renders.
  - [webchat.Chat] has the chat page and its JSON API, a page for every entry with its
    versions and its case note, and the map.
  - [mcpchat.Server] gives other assistants the bot's answers as tools of the Model
    Context Protocol, on a pipe or at /mcp.
  - The terminal's rendering is in this package, in terminal.go.

They never import one another. Each says in small interfaces what it needs of the
journal; adapters.go and chats.go here fit them together.

# The program

main calls run with all it takes from its process, so that tests start the program
whole. run picks the command; each has a file of its own. serve.go reads as the
architecture: settings (config.go, and all that is wrong with them in
config_check.go), guide and index, journal, site, listen, wait, drain. site.go wires
the bot to the platforms that are switched on and to metrics.go.

To look around:

	go run ./cmd/veiviser serve
	go run ./cmd/veiviser ask hva lever hun av mens hun går i introduksjonsprogrammet
	go test ./cmd/veiviser -run TestSame -v
	go test ./cmd/veiviser -run '^$' -bench . -benchtime 1x
*/
package main
