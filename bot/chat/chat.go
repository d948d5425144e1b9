// Package chat is what every chat does alike: it takes an event once, in turn, within
// limits, and keeps it until it is answered.
package chat
