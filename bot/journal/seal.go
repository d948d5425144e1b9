package journal

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
)

var (
	// ErrNoKey is a journal that was opened without a key to encrypt with.
	ErrNoKey = errors.New("no key to encrypt with is set")
	// ErrWrongKey is what was encrypted under another key; an app has to be installed
	// anew.
	ErrWrongKey = errors.New("saved under another encryption key, or damaged")
)

// keySize is AES-256's.
const keySize = 32

// sealer encrypts with AES-GCM.
type sealer struct{ aead cipher.AEAD }

// newSealer returns nil for no key.
func newSealer(key []byte) (*sealer, error) {
	if len(key) == 0 {
		return nil, nil
	}
	if len(key) != keySize {
		return nil, fmt.Errorf("encryption key of %d bytes (want %d)", len(key), keySize)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return nil, err
	}
	return &sealer{aead}, nil
}

// seal encrypts v as JSON. owner is authenticated with it: it opens for the same alone.
func (s *sealer) seal(v any, owner string) (string, error) {
	plain, err := json.Marshal(v)
	if err != nil {
		return "", err
	}
	return base64.StdEncoding.EncodeToString(s.aead.Seal(nil, nil, plain, []byte(owner))), nil
}

// open reads what seal wrote into v.
func (s *sealer) open(sealed, owner string, v any) error {
	b, err := base64.StdEncoding.DecodeString(sealed)
	if err != nil {
		return ErrWrongKey
	}
	plain, err := s.aead.Open(nil, nil, b, []byte(owner))
	if err != nil {
		return ErrWrongKey
	}
	return json.Unmarshal(plain, v)
}
