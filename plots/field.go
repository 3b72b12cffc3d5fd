package plots

import (
	"math"
	"slices"
)

// A Field is a value over two levers, as cells. The lever of its panel goes
// across, its own goes up.
type Field struct {
	Lever    Lever       // upwards
	Across   []float64   // ascending
	Up       []float64   // ascending
	Values   [][]float64 // by Up, then Across; NaN: not possible
	Breaks   []float64   // between classes, ascending
	Middle   float64     // below it is bad: hatched
	Frontier [][]Pair    // lines along which a ceiling is just met
	Written  *Pair       // what is written; nil: nothing
}

// A Pair are the values of two levers.
type Pair struct{ Across, Up float64 }

// edges are the outer edges of cells about values.
func edges(values []float64) (from, until float64) {
	n := len(values)
	switch n {
	case 0:
		return 0, 1
	case 1:
		half := max(0.5, 0.05*math.Abs(values[0]))
		return values[0] - half, values[0] + half
	}
	return values[0] - (values[1]-values[0])/2, values[n-1] + (values[n-1]-values[n-2])/2
}

// between is the edge of a cell below value i.
func between(values []float64, i int) float64 {
	from, until := edges(values)
	switch i {
	case 0:
		return from
	case len(values):
		return until
	}
	return (values[i-1] + values[i]) / 2
}

// axis makes the vertical axis.
func (fi *Field) axis(n int) axis {
	a := axis{}
	a.lo, a.hi = edges(fi.Up)
	a.divide(&fi.Lever, n, func(ticks []float64, _ float64) bool { return len(ticks) <= n+1 })
	return a
}

// values shows what makes a panel not empty.
func (fi *Field) values(see func(float64)) {
	for _, row := range fi.Values {
		for _, v := range row {
			see(v)
		}
	}
}

// class is the number of classes below a value.
func (fi *Field) class(v float64) int {
	k := 0
	for k < len(fi.Breaks) && v >= fi.Breaks[k] {
		k++
	}
	return k
}

// middle is the number of classes below the middle.
func (fi *Field) middle() int { return slices.Index(fi.Breaks, fi.Middle) + 1 }

func (s *scene) field(f *Figure, m measures, c *cell) {}

func (f *Figure) fieldSigns() []keyEntry { return nil }
