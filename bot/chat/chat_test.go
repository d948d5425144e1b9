package chat_test

import (
	"testing"

	"veiviser/bot/chat/chattest"
)

func TestConsole(t *testing.T) {
	chattest.Exercise(t, func(t *testing.T, p chattest.Parts) chattest.Harness {
		return (&chattest.Console{}).Harness(p)
	})
}
