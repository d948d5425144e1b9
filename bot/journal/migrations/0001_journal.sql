-- +goose Up
-- One set of statements for SQLite and PostgreSQL. Times are milliseconds since 1970,
-- days are UTC and written 2006-01-02, digests are "sha256:" and hexadecimal digits.

-- What every replica must share, such as the salt of the hashes.
CREATE TABLE setting (
	name  TEXT NOT NULL PRIMARY KEY,
	value TEXT NOT NULL
);

-- Every guide that was served. last_seen moves on while one is serving it.
CREATE TABLE guide_release (
	digest     TEXT   NOT NULL PRIMARY KEY,
	first_seen BIGINT NOT NULL,
	recorded   BIGINT NOT NULL,
	last_seen  BIGINT NOT NULL
);
CREATE INDEX guide_release_recorded ON guide_release (recorded, digest);

-- Every text ever served, in its canonical form, for ever.
CREATE TABLE entry_text (
	digest    TEXT NOT NULL PRIMARY KEY,
	canonical TEXT NOT NULL
);

-- Which releases held it first and last; recorded is that of last_release.
CREATE TABLE entry_version (
	entry         TEXT   NOT NULL,
	digest        TEXT   NOT NULL,
	first_release TEXT   NOT NULL,
	last_release  TEXT   NOT NULL,
	recorded      BIGINT NOT NULL,
	PRIMARY KEY (entry, digest)
);
CREATE INDEX entry_version_last ON entry_version (last_release);

-- Events that were taken on; id is a salted hash.
CREATE TABLE seen_event (
	id TEXT   NOT NULL PRIMARY KEY,
	at BIGINT NOT NULL
);
CREATE INDEX seen_event_at ON seen_event (at);

-- What was kept for a conversation or a person; id is a salted hash.
CREATE TABLE memory (
	id           TEXT   NOT NULL PRIMARY KEY,
	kind         TEXT   NOT NULL,
	entry        TEXT   NOT NULL,
	lang         TEXT   NOT NULL,
	municipality TEXT   NOT NULL,
	kept         BIGINT NOT NULL
);
CREATE INDEX memory_kept ON memory (kind, kept);

-- What happened, summed by day.
CREATE TABLE day_count (
	day      TEXT   NOT NULL,
	kind     TEXT   NOT NULL,
	entry    TEXT   NOT NULL,
	detail   TEXT   NOT NULL,
	lang     TEXT   NOT NULL,
	platform TEXT   NOT NULL,
	n        BIGINT NOT NULL,
	PRIMARY KEY (day, kind, entry, detail, lang, platform)
);

-- Feedback in free text, where the operator allows it.
CREATE TABLE remark (
	id      TEXT    NOT NULL PRIMARY KEY,
	day     TEXT    NOT NULL,
	entry   TEXT    NOT NULL,
	lang    TEXT    NOT NULL,
	helpful INTEGER NOT NULL,
	text    TEXT    NOT NULL
);
CREATE INDEX remark_day ON remark (day);

-- Workspaces the Slack app is installed in; sealed holds the tokens, encrypted.
CREATE TABLE slack_installation (
	enterprise_id TEXT   NOT NULL,
	team_id       TEXT   NOT NULL,
	sealed        TEXT   NOT NULL,
	saved         BIGINT NOT NULL,
	PRIMARY KEY (enterprise_id, team_id)
);
