package plots

import (
	"image/color"
	"math"
	"slices"
)

// total returns the sum of a stack on its i-th date. ok is false where a band
// is not known, or there is none.
func (k *Stack) total(i int) (total float64, ok bool) {
	for _, b := range k.Bands {
		if i >= len(b.Values) || !known(b.Values[i]) {
			return 0, false
		}
		total += b.Values[i]
	}
	return total, len(k.Bands) > 0
}

// near returns the first date of a stack in a year, or the beginning of the
// year.
func (k *Stack) near(year float64) float64 {
	for _, at := range k.At {
		if at >= year && at < year+1 {
			return at
		}
	}
	return year
}

// has reports whether a stack has a date in a year.
func (k *Stack) has(year float64) bool {
	return slices.ContainsFunc(k.At, func(at float64) bool { return math.Floor(at) == year })
}

// last returns the index of the latest date on which all bands are known.
func (k *Stack) last() (int, bool) {
	for i := len(k.At) - 1; i >= 0; i-- {
		if _, ok := k.total(i); ok {
			return i, true
		}
	}
	return 0, false
}

// shade is the tint of the i-th band: the party's colour, paler from the
// bottom up, so that bands stay apart in grey.
func (k *Stack) shade(i int, bw bool) color.NRGBA {
	shares := []float64{1, 0.58, 0.27, 0.78, 0.42, 0.16, 0.66}
	st := styleOf(k.Party, false)
	if bw {
		st.line = grey(0x30)
	}
	return over(st.line, shares[i%len(shares)])
}

// ends makes the labels of the bands, at the middle of their right ends, and
// of the total above them.
func (k *Stack) ends(bw bool) []end {
	i, ok := k.last()
	if !ok {
		return nil
	}
	st := styleOf(k.Party, bw)
	var out []end
	sum := 0.0
	for _, b := range k.Bands {
		v := b.Values[i]
		if k.Apart && !slices.ContainsFunc(b.Values, func(v float64) bool { return v != 0 }) {
			continue
		}
		name := b.Name + " " + Number(v)
		if b.Note != "" {
			name += " (" + b.Note + ")"
		}
		out = append(out, end{
			name: name, at: coordinate{k.At[i], sum + v/2}, color: st.text, bold: true,
		})
		sum += v
	}
	if len(k.Bands) > 1 && !k.Apart {
		out = append(out, end{name: "Total " + Number(sum), at: coordinate{k.At[i], sum}, color: ink, first: true})
	}
	return out
}

// stack draws the bands as columns, or as areas where columns would be too
// thin to read.
func (s *scene) stack(f *Figure, m measures, c *cell) {
	k := c.panel.Stack
	if len(k.At) == 0 {
		return
	}
	apart := c.x1 - c.x0
	for i := 1; i < len(k.At); i++ {
		apart = min(apart, c.atX(k.At[i])-c.atX(k.At[i-1]))
	}
	columns := apart >= 2.5*m.line || len(k.At) < 3
	base := make([]float64, len(k.At))
	for b := range k.Bands {
		band := &k.Bands[b]
		var floor, roof []coordinate
		finish := func() {
			if len(roof) > 1 {
				polygon := append([]coordinate{}, roof...)
				for i := len(floor) - 1; i >= 0; i-- {
					polygon = append(polygon, floor[i])
				}
				s.polygon(k.shade(b, f.BW), polygon...)
				s.line(grey(0xFF), 0.35*m.line, nil, roof...)
			}
			floor, roof = nil, nil
		}
		for i, at := range k.At {
			if _, ok := k.total(i); !ok {
				finish()
				continue
			}
			low := c.at(at, base[i])
			base[i] += band.Values[i]
			high := c.at(at, base[i])
			if !columns {
				floor, roof = append(floor, low), append(roof, high)
				continue
			}
			half := min(0.39*apart, 9*m.line)
			s.column(k.shade(b, f.BW), low, high, half, 0.35*m.line)
		}
		finish()
	}
}

// column draws one band of one column, with a white hairline on top that keeps
// it apart from the next.
func (s *scene) column(fill color.NRGBA, low, high coordinate, half, line float64) {
	if high.y >= low.y {
		return
	}
	s.polygon(fill, coordinate{low.x - half, low.y}, coordinate{low.x + half, low.y},
		coordinate{high.x + half, high.y}, coordinate{high.x - half, high.y})
	s.line(grey(0xFF), line, nil, coordinate{high.x - half, high.y}, coordinate{high.x + half, high.y})
}
