-- +goose Up
-- Events are taken for a while before they are done. state is 1 for taken, 2 for an
-- answer that may be out, 3 for done; what was there has been answered. owner is the
-- program that took it, lease_end when it is anybody's again. kept is the event itself,
-- encrypted, where it was acknowledged before it was answered.
ALTER TABLE seen_event RENAME TO event;
ALTER TABLE event ADD COLUMN state INTEGER NOT NULL DEFAULT 3;
ALTER TABLE event ADD COLUMN owner TEXT NOT NULL DEFAULT '';
ALTER TABLE event ADD COLUMN lease_end BIGINT NOT NULL DEFAULT 0;
ALTER TABLE event ADD COLUMN kept TEXT NOT NULL DEFAULT '';
DROP INDEX seen_event_at;
CREATE INDEX event_at ON event (at);
CREATE INDEX event_kept ON event (at) WHERE kept <> '';

-- What is kept for a conversation or a person is JSON, so that it can gain fields
-- without another migration. v is the version of its shape.
ALTER TABLE memory ADD COLUMN state TEXT NOT NULL DEFAULT '';
UPDATE memory SET state = '{"v":1,"state":{"entry":"' || entry || '","lang":"' || lang || '","answered":"' || answered || '","municipality":"' || municipality || '"}}';
ALTER TABLE memory DROP COLUMN entry;
ALTER TABLE memory DROP COLUMN lang;
ALTER TABLE memory DROP COLUMN answered;
ALTER TABLE memory DROP COLUMN municipality;

-- What a person thought of an entry last and how it was counted, so that it can be
-- changed. id is a salted hash of both together.
CREATE TABLE vote (
	id      TEXT    NOT NULL PRIMARY KEY,
	day     TEXT    NOT NULL,
	entry   TEXT    NOT NULL,
	lang    TEXT    NOT NULL,
	helpful INTEGER NOT NULL,
	reasons TEXT    NOT NULL,
	remark  TEXT    NOT NULL
);
CREATE INDEX vote_day ON vote (day);
