-- +goose Up
-- Which conversations are told when an entry changes. conversation is a salted hash of the
-- place; place is what is needed to write there, encrypted where sealed is 1. digest is of
-- the version that was told of last, empty where the guide had it no more. day is when it
-- was asked for. Nothing of a person stands here.
CREATE TABLE subscription (
	conversation TEXT    NOT NULL,
	entry        TEXT    NOT NULL,
	platform     TEXT    NOT NULL,
	org          TEXT    NOT NULL,
	workspace    TEXT    NOT NULL,
	lang         TEXT    NOT NULL,
	digest       TEXT    NOT NULL,
	day          TEXT    NOT NULL,
	sealed       INTEGER NOT NULL,
	place        TEXT    NOT NULL,
	PRIMARY KEY (conversation, entry)
);
CREATE INDEX subscription_platform ON subscription (platform, conversation, entry);
CREATE INDEX subscription_workspace ON subscription (platform, org, workspace);
