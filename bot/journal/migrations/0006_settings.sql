-- +goose Up
-- What administrators chose for a workspace, a team or a channel of a chat, until they choose
-- otherwise or the app is removed. workspace, team and place are salted hashes; place is
-- empty for the workspace itself, team for what lies in none. state is JSON.
CREATE TABLE chat_setting (
	workspace TEXT   NOT NULL,
	place     TEXT   NOT NULL,
	team      TEXT   NOT NULL,
	state     TEXT   NOT NULL,
	saved     BIGINT NOT NULL,
	PRIMARY KEY (workspace, place)
);
