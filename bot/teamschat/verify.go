package teamschat

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"veiviser/bot/chat"
	"veiviser/bot/teamschat/cards"
)

// skew is how far the clocks of Microsoft's servers and ours may differ.
const skew = 5 * time.Minute

var (
	errUnauthorized = errors.New("unauthorized")
	errForbidden    = errors.New("forbidden")
)

// verifier checks that a request comes from the Bot Framework and is for our app.
type verifier struct {
	keys     *keyring
	audience string   // our app id
	tenants  []string // the organisations served
	hosts    hosts
	now      func() time.Time
}

// caller is who a token speaks for.
type caller struct {
	serviceURL   string
	tenant       string   // empty where the token has none
	endorsements []string // channels the key may sign for
}

// token checks the request's token: published key, algorithm of the metadata, issuer,
// audience and time. What is wrong is said without a word of the token.
func (v *verifier) token(ctx context.Context, header string) (caller, error) {
	scheme, raw, _ := strings.Cut(header, " ")
	if !strings.EqualFold(scheme, "Bearer") || raw == "" {
		return caller{}, fmt.Errorf("%w: no bearer token", errUnauthorized)
	}
	claims := jwt.MapClaims{}
	unverified, _, err := jwt.NewParser().ParseUnverified(raw, claims)
	if err != nil {
		return caller{}, fmt.Errorf("%w: not a token", errUnauthorized)
	}
	id, _ := unverified.Header["kid"].(string)
	set, err := v.keys.find(ctx, id)
	if errors.Is(err, errUnknownKey) {
		return caller{}, fmt.Errorf("%w: %w", errUnauthorized, err)
	}
	if err != nil {
		return caller{}, err
	}
	key := set.keys[id]
	claims = jwt.MapClaims{}
	_, err = jwt.NewParser(
		jwt.WithValidMethods(set.algorithms), jwt.WithIssuer(set.issuer), jwt.WithAudience(v.audience),
		jwt.WithExpirationRequired(), jwt.WithLeeway(skew), jwt.WithTimeFunc(v.now),
	).ParseWithClaims(raw, claims, func(*jwt.Token) (any, error) { return key.public, nil })
	if err != nil {
		return caller{}, fmt.Errorf("%w: %s", errUnauthorized, reason(err))
	}
	return caller{claim(claims, "serviceurl"), strings.ToLower(claim(claims, "tid")), key.endorsements}, nil
}

// reason names what is wrong with a token; the library's own words can quote claims.
func reason(err error) string {
	for _, known := range []error{
		jwt.ErrTokenExpired, jwt.ErrTokenNotValidYet, jwt.ErrTokenInvalidIssuer, jwt.ErrTokenInvalidAudience,
		jwt.ErrTokenRequiredClaimMissing, jwt.ErrTokenSignatureInvalid, jwt.ErrTokenUnverifiable, jwt.ErrTokenMalformed,
	} {
		if errors.Is(err, known) {
			return known.Error()
		}
	}
	return "token is not valid"
}

// claim returns a text claim. Bot Framework tokens have written serviceurl in more
// than one way.
func claim(claims jwt.MapClaims, name string) string {
	for k, v := range claims {
		if s, ok := v.(string); ok && strings.EqualFold(k, name) {
			return s
		}
	}
	return ""
}

// admit checks that the activity is one the caller may send: its serviceUrl is the
// token's, its channel is one the key signs for, its organisation is one of ours, says so
// wherever it names one, and is the token's where that names one.
func (v *verifier) admit(c caller, a activity) error {
	switch {
	case c.serviceURL == "" || c.serviceURL != a.ServiceURL:
		return fmt.Errorf("%w: serviceUrl is not the token's", errForbidden)
	case !slices.Contains(c.endorsements, a.ChannelID):
		return fmt.Errorf("%w: the key does not sign for the channel", errForbidden)
	case a.torn():
		return fmt.Errorf("%w: of two tenants", errForbidden)
	case !slices.Contains(v.tenants, a.tenant()):
		return fmt.Errorf("%w: another tenant", errForbidden)
	case c.tenant != "" && c.tenant != a.tenant():
		return fmt.Errorf("%w: token of another tenant", errForbidden)
	}
	return v.hosts.check(a.ServiceURL)
}

// status is the HTTP status that answers err.
func status(err error) int {
	var tooLarge *http.MaxBytesError
	switch {
	case errors.Is(err, errUnauthorized):
		return http.StatusUnauthorized
	case errors.Is(err, errForbidden):
		return http.StatusForbidden
	case errors.As(err, &tooLarge):
		return http.StatusRequestEntityTooLarge
	case errors.Is(err, errBadActivity), errors.Is(err, cards.ErrBadPress):
		return http.StatusBadRequest
	case errors.Is(err, errUnknownInvoke):
		return http.StatusNotImplemented
	case errors.Is(err, errNoKeys), notDone(err), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// notDone reports whether an event is to be brought again.
func notDone(err error) bool {
	_, failed := errors.AsType[*chat.Failure](err)
	return failed || errors.Is(err, chat.ErrFull) || errors.Is(err, chat.ErrPending)
}
