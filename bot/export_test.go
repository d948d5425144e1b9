package bot

// Looks returns how many times the guard looks at a token of text and of how many
// tokens it is, in all the forms it reads the text in.
func Looks(text string) (looks, tokens int) {
	for _, form := range readings(text) {
		s := newScan(form)
		s.find()
		looks, tokens = looks+s.looks, tokens+len(s.tokens)
	}
	return looks, tokens
}
