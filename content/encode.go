package content

import (
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"math/big"
	"slices"
)

// encoded begins every guide as bytes; the digit is the version of the form.
const encoded = "veiviser-guide-2\n"

// Encode returns a loaded guide as bytes that [Decode] reads in a hundredth of the time
// that its files take: digests and all, but not the lines where things stand in the
// files, which only the checks and [Guide.Accept] look at. The bytes are for the program
// that wrote them and for no other.
func Encode(g *Guide) []byte {
	c := &coder{out: []byte(encoded)}
	c.guide(g)
	return c.out
}

// Decode reads what Encode wrote; anything else is an error, or a guide that nobody wrote.
// Whoever keeps the bytes must know that they are the same.
func Decode(b []byte) (*Guide, error) {
	if len(b) < len(encoded) || string(b[:len(encoded)]) != encoded {
		return nil, errors.New("not a guide of this version")
	}
	c := &coder{in: string(b[len(encoded):]), reads: true}
	g := &Guide{}
	c.guide(g)
	if c.err == nil && c.in != "" {
		c.err = fmt.Errorf("%d bytes too many", len(c.in))
	}
	if c.err != nil {
		return nil, fmt.Errorf("decode the guide: %w", c.err)
	}
	g.link()
	return g, nil
}

// coder writes what it is shown, or sets it to what it reads: one walk over the guide
// does both, so that they can't differ. What it writes it only reads: others use the guide.
// Strings that it reads share one piece of memory.
type coder struct {
	out   []byte
	in    string // what is not read yet
	reads bool
	err   error // the first one
}

var errShort = errors.New("the bytes end too early")

// number codes a number that is not negative.
func (c *coder) number(n *int) {
	if !c.reads {
		c.out = binary.AppendUvarint(c.out, uint64(*n))
		return
	}
	var head [binary.MaxVarintLen64]byte
	v, size := binary.Uvarint(head[:copy(head[:], c.in)])
	if size <= 0 || v > 1<<31 {
		c.fail(errShort)
		return
	}
	c.in, *n = c.in[size:], int(v)
}

func (c *coder) fail(err error) {
	if c.err == nil {
		c.err = err
	}
	c.in = ""
}

// length codes how many things follow: none, or n-1 of a list that is there. Each takes
// a byte at least, so that nobody asks for more room than there are bytes.
func (c *coder) length(n int) int {
	c.number(&n)
	if c.reads && n-1 > len(c.in) {
		c.fail(errShort)
	}
	if c.err != nil {
		return 0
	}
	return n
}

func (c *coder) flag(b *bool) {
	n := 0
	if *b {
		n = 1
	}
	if c.number(&n); c.reads {
		*b = n != 0
	}
}

// str codes a text of any type.
func str[T ~string](c *coder, s *T) {
	n := len(*s)
	c.number(&n)
	switch {
	case !c.reads:
		c.out = append(c.out, *s...)
	case n > len(c.in):
		c.fail(errShort)
	default:
		*s, c.in = T(c.in[:n]), c.in[n:]
	}
}

func strs[T ~string](c *coder, list *[]T) { each(c, list, str[T]) }

// each codes a list; none and an empty one differ.
func each[T any](c *coder, list *[]T, one func(*coder, *T)) {
	n := 0
	if *list != nil {
		n = len(*list) + 1
	}
	if n = c.length(n); n == 0 {
		return
	}
	if c.reads {
		*list = make([]T, n-1)
	}
	for i := range *list {
		one(c, &(*list)[i])
	}
}

// every codes a map, in the order of its keys.
func every[K ~string, V any](c *coder, m *map[K]V, one func(*coder, *V)) {
	n := 0
	if *m != nil {
		n = len(*m) + 1
	}
	if n = c.length(n); n == 0 {
		return
	}
	keys := slices.Sorted(maps.Keys(*m))
	if c.reads {
		keys, *m = make([]K, n-1), make(map[K]V, n-1)
	}
	for _, k := range keys {
		v := (*m)[k]
		str(c, &k)
		one(c, &v)
		if c.reads {
			(*m)[k] = v
		}
	}
}

// there codes something that may be missing.
func there[T any](c *coder, p **T, one func(*coder, *T)) {
	is := *p != nil
	if c.flag(&is); !is || c.err != nil {
		return
	}
	if c.reads {
		*p = new(T)
	}
	one(c, *p)
}

// ratio codes an amount.
func (c *coder) ratio(r **big.Rat) {
	var s string
	if *r != nil {
		s = (*r).RatString()
	}
	str(c, &s)
	if !c.reads || s == "" {
		return
	}
	v, ok := new(big.Rat).SetString(s)
	if !ok {
		c.fail(fmt.Errorf("%q is no number", s))
	}
	*r = v
}

func (c *coder) date(d *Date) { str(c, &d.s) }
