-- +goose Up

-- The language of a conversation's last answer, for a question that tells none.
ALTER TABLE memory ADD COLUMN answered TEXT NOT NULL DEFAULT '';
