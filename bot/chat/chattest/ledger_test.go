package chattest_test

import (
	"testing"

	"veiviser/bot/chat"
	"veiviser/bot/chat/chattest"
)

func TestLedger(t *testing.T) {
	chattest.ExerciseLedger(t, func(*testing.T) (a, b chat.Ledger) {
		s := chattest.NewStore()
		return s.NewLedger(), s.NewLedger()
	})
}
