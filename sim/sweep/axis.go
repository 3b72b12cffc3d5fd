package sweep

import "math"

// An Axis is a number that goes through a range.
type Axis struct {
	From, To float64
	Step     float64 // 0: what makes 21 values, or somewhat fewer whole ones
	Whole    bool    // only whole numbers are possible
}

// usual is how many steps an axis has that states none.
const usual = 20

// one is 1 in millionths. Values are whole millionths inside this package, so
// that they are what they look like when written: 0.65 and not 0.65 and a bit.
const one = 1_000_000

// Most is the largest value, up or down, that an axis can have.
const Most = 1e9

func value(n int) float64 { return float64(n) / one }

// ends are the first and the last value, in millionths.
func (a Axis) ends() (from, to int) {
	if a.Whole {
		return one * int(math.Ceil(a.From)), one * int(math.Floor(a.To))
	}
	return int(math.Round(a.From * one)), int(math.Round(a.To * one))
}

// step is the step in millionths, which need not be whole.
func (a Axis) step() float64 {
	from, to := a.ends()
	switch {
	case a.Step > 0:
		return a.Step * one
	case a.Whole:
		return one * math.Ceil(float64(to-from)/(usual*one))
	}
	return float64(to-from) / usual
}

// Count is how many values there are, or a few more; 0: none.
func (a Axis) Count() int {
	from, to := a.ends()
	switch {
	case to < from:
		return 0
	case to == from:
		return 1
	}
	n := 1 + int(math.Ceil(min(float64(to-from)/a.step(), math.MaxInt32)))
	if a.Whole {
		return min(n, 1+(to-from)/one)
	}
	return n
}

// Values are the values of the axis, ascending: From, as many steps as there
// are, and To.
func (a Axis) Values() []float64 {
	var all []float64
	for _, n := range a.places() {
		all = append(all, value(n))
	}
	return all
}

// places are the values in millionths.
func (a Axis) places() []int {
	from, to := a.ends()
	if to < from {
		return nil
	}
	all := []int{from}
	unit := 1.0
	if a.Whole {
		unit = one
	}
	for i := 1; ; i++ {
		n := int(unit * math.Round((float64(from)+float64(float64(i)*a.step()))/unit))
		if n >= to {
			break
		}
		if n > all[len(all)-1] {
			all = append(all, n)
		}
	}
	if to > from {
		all = append(all, to)
	}
	return all
}

// unit is how finely edges are found, in millionths.
func (a Axis) unit() int {
	if a.Whole {
		return one
	}
	unit := 1
	for float64(10*unit) <= a.To-a.From {
		unit *= 10
	}
	return unit
}

// Unit is how finely edges are found.
func (a Axis) Unit() float64 { return value(a.unit()) }
