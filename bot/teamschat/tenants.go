package teamschat

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
)

// guidForm is how Microsoft writes the id of a tenant or a person.
var guidForm = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`)

// IsTenant reports whether s is written as a tenant's id is, in small or large letters.
func IsTenant(s string) bool { return guidForm.MatchString(strings.ToLower(s)) }

// AdminName reads who may choose settings: "object id" of somebody in the home tenant, or
// "tenant/object id". An object id alone would be nobody's: whoever is a guest elsewhere, or
// in a channel that two organisations share, is told apart by the tenant too.
func AdminName(s, home string) (name string, ok bool) {
	tenant, object, two := strings.Cut(strings.ToLower(s), "/")
	if !two {
		tenant, object = strings.ToLower(home), tenant
	}
	return tenant + "/" + object, IsTenant(tenant) && IsTenant(object)
}

// served are the tenants whose activities are taken.
func (a App) served() []string {
	out := []string{strings.ToLower(a.TenantID)}
	for _, t := range a.Tenants {
		out = append(out, strings.ToLower(t))
	}
	return out
}

// checkTenants reports further tenants that are none.
func checkTenants(a App) error {
	var bad []error
	for _, t := range a.Tenants {
		if !IsTenant(t) {
			bad = append(bad, fmt.Errorf("teams: %q is no tenant id (want 8-4-4-4-12 hexadecimal digits)", t))
		}
	}
	return errors.Join(bad...)
}

// team is the team an activity's channel lies in; empty for none.
func (a *activity) team() string {
	if a.ChannelData.Team == nil || a.personal() {
		return ""
	}
	return a.ChannelData.Team.ID
}
