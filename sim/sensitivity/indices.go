package sensitivity

import (
	"context"
	"fmt"
	"math"
	"slices"

	"drawdown/sim/sample"
)

// A Variation tells whether an output has indices.
type Variation uint8

// The variations.
const (
	Varies    Variation = iota
	Constant            // the same at all rows of A and B, but for rounding: no indices
	Undefined           // not a finite number at some evaluation: no indices, mean or variance
)

func (v Variation) String() string { return [...]string{"varies", "constant", "undefined"}[v] }

// An Estimate has its interval of 95 % confidence: of estimates from resampled
// rows, 2.5 % lie below Low and as many above High.
type Estimate struct{ Value, Low, High float64 }

// An Index is what an input does to an output's variance, as a share of it.
// Estimates can leave [0, 1] by their error.
type Index struct {
	First Estimate // the variance that would go, on average, if the input alone were known
	Total Estimate // the variance that would stay, on average, if all inputs but this were known
}

// An Output is one output's share of the indices.
type Output struct {
	Variation Variation
	Mean      float64 // over the 2·rows evaluations of A and B
	Median    float64 // over the same: the lower of the two in the middle
	Variance  float64 // over the same: mean squared deviation from the mean
	Inputs    []Index // by input; nil unless the output varies
}

// Indices are Sobol's indices of every input for every output.
type Indices struct {
	Rows        int // N, of each of A and B
	Evaluations int // N·(inputs + 2)
	Outputs     []Output
}

// resamples is how many times the rows are drawn anew for the intervals.
const resamples = 1000

// Sobol estimates the first-order and total indices of I. M. Sobol, Math.
// Model. Comput. Exp. 1 (1993) 407–414, and T. Homma, A. Saltelli, Reliab. Eng.
// Syst. Saf. 52 (1996) 1–17.
//
// Of a point of 2·inputs coordinates the first half is row j of A, the other row
// j of B. A_i is A with column i taken from B. Then, over N rows,
//
//	V   = 1/2N · Σ ((f(A) − c)² + (f(B) − c)²),  c the mean of f(A) and f(B)
//	S_i = 1/N  · Σ (f(B) − c)·(f(A_i) − f(A)) / V
//	T_i = 1/2N · Σ (f(A) − f(A_i))² / V
//
// These are (b) and (f) in Table 2 of A. Saltelli et al., Comput. Phys. Commun.
// 181 (2010) 259–270; the latter is by M. J. W. Jansen, Comput. Phys. Commun.
// 117 (1999) 35–43. To subtract c changes nothing expected and lessens the
// error of S_i.
//
// The intervals come from drawing N of the N rows, with repetition, a thousand
// times (B. Efron, Ann. Statist. 7 (1979) 1–26), c staying. Rows without any
// variance left are passed over. They suppose independent rows, so with Sobol
// points and latin hypercubes they are too wide rather than too narrow.
//
// With sample.Sobol take a power of two for the rows. Kept in memory are
// N·(inputs + 2)·outputs numbers. An error is that of sample.New or ctx.
func (s *Study) Sobol(ctx context.Context, method sample.Method, rows int, seed uint64) (*Indices, error) {
	points, err := sample.New(method, rows, seed, 2*s.Inputs)
	if err != nil {
		return nil, fmt.Errorf("Sobol indices draw twice as many inputs as are studied (%d): %w", s.Inputs, err)
	}
	d, width := s.Inputs, s.Inputs+2
	f, err := s.evaluate(ctx, rows*width, func(i int, u, ab []float64) {
		points.Point(i/width, ab)
		switch column := i%width - 2; column {
		case -2:
			copy(u, ab[:d])
		case -1:
			copy(u, ab[d:])
		default:
			copy(u, ab[:d])
			u[column] = ab[d+column]
		}
	})
	if err != nil {
		return nil, err
	}
	t := &table{rows: rows, inputs: d, outputs: s.Outputs, f: f}
	result := &Indices{Rows: rows, Evaluations: rows * width, Outputs: t.center()}
	once := make([]int, rows)
	for j := range once {
		once[j] = 1
	}
	whole := t.indices(once)
	drawn := make([]shares, resamples)
	err = spread(ctx, s.Workers, resamples, func() func(r int) {
		times := make([]int, rows)
		return func(r int) {
			clear(times)
			for j := range rows {
				// Input 2d of a member is one that no row has.
				times[int(sample.Uniform(seed, r*rows+j, 2*d)*float64(rows))]++
			}
			drawn[r] = t.indices(times)
		}
	})
	if err != nil {
		return nil, err
	}
	for o := range result.Outputs {
		out := &result.Outputs[o]
		out.Variance = whole.variance[o]
		switch {
		case out.Variation == Undefined:
			out.Mean, out.Median, out.Variance = math.NaN(), math.NaN(), math.NaN()
			continue
		case out.Variation == Constant:
			continue
		}
		out.Inputs = make([]Index, d)
		for i := range out.Inputs {
			at := i*s.Outputs + o
			out.Inputs[i] = Index{
				First: estimate(whole.first[at], drawn, func(r *shares) float64 { return r.first[at] }),
				Total: estimate(whole.total[at], drawn, func(r *shares) float64 { return r.total[at] }),
			}
		}
	}
	return result, nil
}

// A table holds all outputs: of a row those of A, of B, then of A_i for each
// input i.
type table struct {
	rows, inputs, outputs int
	f                     []float64
}

// of is what the evaluation of a row gave: 0 for A, 1 for B, 2 + i for A_i.
func (t *table) of(row, evaluation int) []float64 {
	at := (row*(t.inputs+2) + evaluation) * t.outputs
	return t.f[at : at+t.outputs]
}

// rounding is the share of an output's size by which it may differ and still
// pass for constant.
const rounding = 1e-12

// center subtracts c from every output, and tells c and whether it varies.
func (t *table) center() []Output {
	outputs := make([]Output, t.outputs)
	for o := range outputs {
		sum := 0.0
		values := make([]float64, 0, 2*t.rows)
		for j := range t.rows {
			for _, x := range []float64{t.of(j, 0)[o], t.of(j, 1)[o]} {
				sum += x
				values = append(values, x)
			}
		}
		slices.Sort(values)
		out := &outputs[o]
		out.Mean, out.Median = sum/float64(2*t.rows), values[t.rows-1]
		if least, most := values[0], values[len(values)-1]; most-least <= rounding*max(math.Abs(least), math.Abs(most)) {
			out.Variation = Constant
		}
		for i := o; i < len(t.f); i += t.outputs {
			if math.IsNaN(t.f[i]) || math.IsInf(t.f[i], 0) {
				out.Variation = Undefined
			}
			t.f[i] -= out.Mean
		}
	}
	return outputs
}

// shares are estimates from some rows: variance by output, first and total by
// input, then output.
type shares struct{ variance, first, total []float64 }

// indices estimates from each row taken so many times, N in all.
func (t *table) indices(times []int) shares {
	n := float64(t.rows)
	r := shares{make([]float64, t.outputs), make([]float64, t.inputs*t.outputs), make([]float64, t.inputs*t.outputs)}
	mean := make([]float64, t.outputs)
	for j, k := range times {
		if k == 0 {
			continue
		}
		w := float64(k)
		a, b := t.of(j, 0), t.of(j, 1)
		for o := range mean {
			mean[o] += float64(w * (a[o] + b[o]))
			r.variance[o] += float64(w * (float64(a[o]*a[o]) + float64(b[o]*b[o])))
		}
		for i := range t.inputs {
			first, total := r.first[i*t.outputs:], r.total[i*t.outputs:]
			for o, x := range t.of(j, 2+i) {
				step := x - a[o]
				first[o] += float64(w * b[o] * step)
				total[o] += float64(w * step * step)
			}
		}
	}
	for o, m := range mean {
		m /= 2 * n
		r.variance[o] = r.variance[o]/(2*n) - float64(m*m)
		for at := o; at < len(r.first); at += t.outputs {
			r.first[at] /= n * r.variance[o]
			r.total[at] /= 2 * n * r.variance[o]
		}
	}
	return r
}

// estimate is a value with the middle 95 % of the values drawn.
func estimate(value float64, drawn []shares, of func(*shares) float64) Estimate {
	var values []float64
	for r := range drawn {
		if x := of(&drawn[r]); !math.IsNaN(x) && !math.IsInf(x, 0) {
			values = append(values, x)
		}
	}
	slices.Sort(values)
	return Estimate{value, quantile(values, 0.025), quantile(values, 0.975)}
}

// quantile is on the straight line between the values around place p·(n − 1) of
// those sorted, counted from 0.
func quantile(sorted []float64, p float64) float64 {
	if len(sorted) == 0 {
		return math.NaN()
	}
	whole, part := math.Modf(float64(p * float64(len(sorted)-1)))
	i := int(whole)
	if i+1 == len(sorted) {
		return sorted[i]
	}
	return sorted[i] + float64(part*(sorted[i+1]-sorted[i]))
}
