-- +goose Up
-- What people sent to the editors, by their own press, until an editor closes it. id is a
-- salted hash of who sent it and the text together, so that nothing is kept twice. text is
-- encrypted where sealed is 1.
CREATE TABLE inquiry (
	id      TEXT    NOT NULL PRIMARY KEY,
	day     TEXT    NOT NULL,
	entry   TEXT    NOT NULL,
	section TEXT    NOT NULL,
	lang    TEXT    NOT NULL,
	sealed  INTEGER NOT NULL,
	text    TEXT    NOT NULL
);
CREATE INDEX inquiry_day ON inquiry (day);
