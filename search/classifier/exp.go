package classifier

import "math"

// Exp is e to the power of x for x ≤ 0, and 0 far below. [math.Exp] is assembly of its own on some
// machines and differs in the last bit; this is rounded at every step and does not.
func Exp(x float64) float64 {
	const least = -700
	if x < least {
		return 0
	}
	k := math.Floor(float64(x*math.Log2E) + 0.5)
	r := x - float64(k*math.Ln2) // within ±0.35
	// The series of e^r: eight terms are right to nine digits.
	const terms = 8
	sum, term := 1.0, 1.0
	for i := 1; i <= terms; i++ {
		term = float64(term*r) / float64(i)
		sum += term
	}
	return math.Ldexp(sum, int(k))
}
