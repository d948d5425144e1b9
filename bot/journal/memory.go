package journal

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"

	"veiviser/content"
)

// Thread is what a conversation was about: never its words.
type Thread struct {
	Entry    string       // id of the entry shown last; empty for none
	Lang     content.Lang // chosen in the conversation; empty for none
	Answered content.Lang // of the last answer; empty for none
}

// Preference is what a person chose for later questions.
type Preference struct {
	Lang         content.Lang // empty for none
	Municipality string       // its number, four digits; empty for none
}

// LastThread returns what KeepThread kept for the conversation within its retention. A
// database that does not answer within a fifth of a second counts as none, in
// [Stats].ReadsFailed: a follow-up is not worth holding up the answer.
func (j *Journal) LastThread(ctx context.Context, conversation string) (t Thread, ok bool) {
	m, ok := j.recall(ctx, "thread", conversation, j.c.Retention.Threads)
	return Thread{Entry: m.entry, Lang: m.lang, Answered: m.answered}, ok
}

// KeepThread keeps t for the conversation, replacing what was kept. It does not wait
// for the database. An unknown entry or language is refused and counted.
func (j *Journal) KeepThread(conversation string, t Thread) {
	if t.Entry != "" && !j.guides.knows(t.Entry) || !validLang(t.Lang) || !validLang(t.Answered) {
		j.queue.rejected.Add(1)
		return
	}
	j.keep(conversation, memory{kind: "thread", entry: t.Entry, lang: t.Lang, answered: t.Answered})
}

// Preference returns what KeepPreference kept for the person, under the same terms as
// LastThread.
func (j *Journal) Preference(ctx context.Context, person string) (p Preference, ok bool) {
	m, ok := j.recall(ctx, "preference", person, j.c.Retention.Preferences)
	return Preference{Lang: m.lang, Municipality: m.municipality}, ok
}

// KeepPreference keeps p for the person (platform, workspace and user in one string),
// replacing what was kept. It does not wait for the database. An unknown language or
// a municipality that is no number is refused and counted.
func (j *Journal) KeepPreference(person string, p Preference) {
	number := len(p.Municipality) == 4 && strings.Trim(p.Municipality, "0123456789") == ""
	if !validLang(p.Lang) || p.Municipality != "" && !number {
		j.queue.rejected.Add(1)
		return
	}
	j.keep(person, memory{kind: "preference", lang: p.Lang, municipality: p.Municipality})
}

// memory is a row of the table.
type memory struct {
	kind         string
	entry        string
	lang         content.Lang
	answered     content.Lang
	municipality string
	kept         int64
}

func (j *Journal) keep(whose string, m memory) {
	if whose == "" {
		j.queue.rejected.Add(1)
		return
	}
	m.kept = millis(j.c.Now())
	j.queue.remember(j.hash(m.kind, whose), m)
}

// recallWait is what an answer can wait for a memory without being felt as slow.
const recallWait = 200 * time.Millisecond

func (j *Journal) recall(ctx context.Context, kind, whose string, age time.Duration) (memory, bool) {
	if whose == "" {
		return memory{}, false
	}
	id, after := j.hash(kind, whose), millis(j.c.Now().Add(-age))
	if m, ok := j.queue.memory(id); ok {
		if m.kept <= after {
			return memory{}, false
		}
		return m, true
	}
	ctx, cancel := context.WithTimeout(ctx, recallWait)
	defer cancel()
	var m memory
	err := j.db.read.QueryRowContext(ctx, `SELECT entry, lang, answered, municipality FROM memory WHERE id = $1 AND kept > $2`,
		id, after).Scan(&m.entry, &m.lang, &m.answered, &m.municipality)
	if !validLang(m.lang) {
		m.lang = "" // of a guide that had more languages
	}
	if !validLang(m.answered) {
		m.answered = ""
	}
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		j.queue.readsFailed.Add(1)
	}
	return m, err == nil
}

// write keeps the newer of two: a replica that was cut off must not undo what another
// kept since.
func (m memory) write(ctx context.Context, tx *sql.Tx, id string) error {
	_, err := tx.ExecContext(ctx, `
		INSERT INTO memory (id, kind, entry, lang, answered, municipality, kept) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (id) DO UPDATE SET entry = excluded.entry, lang = excluded.lang, answered = excluded.answered,
			municipality = excluded.municipality, kept = excluded.kept
		WHERE memory.kept <= excluded.kept`,
		id, m.kind, m.entry, string(m.lang), string(m.answered), m.municipality, m.kept)
	return err
}
