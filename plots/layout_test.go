package plots

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"drawdown/sim/hindcast"
)

// randomFigure draws figures of every size with up to nine panels, six
// parties, gaps, crowded ends, staircases, marks and names of any length.
func randomFigure(t *rapid.T) *Figure {
	name := rapid.OneOf(
		rapid.SampledFrom([]string{"United States", "Russia", "China", "France", "Union of Soviet Socialist Republics", "ICBM"}),
		rapid.StringN(0, 40, 90),
		rapid.StringMatching(`[A-Za-z]{1,30}( [a-z]{1,12}){0,6}`),
	)
	value := rapid.OneOf(
		rapid.Map(rapid.IntRange(0, 2000), func(n int) float64 { return float64(n) }),
		rapid.Map(rapid.IntRange(698, 702), func(n int) float64 { return float64(n) }),
		rapid.Float64Range(0, 1e6),
		rapid.SampledFrom([]float64{0, math.NaN(), 1, 700}),
	)
	rows := rapid.IntRange(0, 2).Draw(t, "rows only") == 0
	tagged := rapid.Bool().Draw(t, "tagged") // rows have labels or tags, not both
	f := &Figure{
		Headline:  name.Draw(t, "headline") + " " + name.Draw(t, "headline, continued"),
		Subtitle:  name.Draw(t, "subtitle"),
		Source:    strings.Repeat(name.Draw(t, "source")+" ", rapid.IntRange(0, 9).Draw(t, "repeats")),
		Size:      rapid.SampledFrom(append([]Size{"60mm", "130mm", "400mm"}, Sizes...)).Draw(t, "size"),
		Across:    rapid.IntRange(0, 3).Draw(t, "across"),
		Missing:   name.Draw(t, "missing"),
		BW:        rapid.Bool().Draw(t, "bw"),
		SameScale: rapid.Bool().Draw(t, "same scale"),
	}
	if rapid.Bool().Draw(t, "compares") {
		f.Runs = rapid.SliceOfN(name, 1, 10).Draw(t, "runs")
	}
	start := rapid.Float64Range(1950, 2030).Draw(t, "start")
	states := rapid.IntRange(0, 60).Draw(t, "states")
	points := func(label string) []Point {
		var out []Point
		for k, v := range rapid.SliceOfN(value, 0, states).Draw(t, label) {
			out = append(out, Point{At: start + float64(k), Value: v, Hollow: k%3 == 0})
		}
		return out
	}
	for range rapid.IntRange(0, 9).Draw(t, "panels") {
		p := Panel{Title: name.Draw(t, "title"), Unit: "warheads"}
		p.Floor, p.Signed = rapid.Bool().Draw(t, "floor"), rapid.Bool().Draw(t, "signed")
		p.Scale = rapid.IntRange(0, 2).Draw(t, "scale")
		p.Missing = rapid.SampledFrom([]string{"", "This limit is not on China."}).Draw(t, "missing")
		p.Percent = rapid.IntRange(0, 3).Draw(t, "percent") == 0
		kind := rapid.IntRange(0, 7).Draw(t, "kind")
		if rows {
			kind = 1
		}
		if kind == 1 {
			p.Rows = randomRows(t, tagged, name, value, start)
		} else if kind == 2 {
			p.Errors = randomErrors(t, name, value, start)
		} else if kind == 3 {
			p.Columns, p.Percent = randomColumns(t, name), true
		} else if kind == 4 {
			p.Lever, p.Field = randomLever(t, name, start), randomField(t, name, value, start)
		} else if kind == 0 {
			p.Stack = &Stack{Party: rapid.IntRange(0, 7).Draw(t, "party")}
			for k := range states {
				p.Stack.At = append(p.Stack.At, start+float64(k))
			}
			for range rapid.IntRange(0, 5).Draw(t, "bands") {
				p.Stack.Bands = append(p.Stack.Bands, Band{
					Name: name.Draw(t, "band"), Values: rapid.SliceOfN(value, states, states).Draw(t, "values"),
				})
			}
		} else {
			for i := range rapid.IntRange(0, 6).Draw(t, "series") {
				p.Series = append(p.Series, Series{
					Name: name.Draw(t, "name"), Party: i, Points: points("points"), Observed: points("observed"),
				})
				s := &p.Series[i]
				if rapid.Bool().Draw(t, "ribbons") {
					s.Ribbons = randomRibbons(t, s.Points)
				}
				if from := rapid.Float64Range(start-5, start+60).Draw(t, "pale from"); rapid.Bool().Draw(t, "pale") {
					s.Faint = []Stretch{{math.Inf(-1), from}, {from + 3, from + 9}}
				}
				if p.Percent {
					for j := range s.Points {
						s.Points[j].Value = min(s.Points[j].Value, 100)
					}
				}
			}
			at := start
			for range rapid.IntRange(0, 4).Draw(t, "steps") {
				next := at + float64(rapid.IntRange(0, 20).Draw(t, "years"))
				if v := value.Draw(t, "ceiling"); known(v) {
					p.Ceilings = append(p.Ceilings, Ceiling{
						From: at, Until: next, Value: v, State: State(rapid.IntRange(0, 2).Draw(t, "state")),
					})
				}
				at = next
			}
			if kind == 5 {
				p.Lever = randomLever(t, name, start)
				p.Percent = rapid.Bool().Draw(t, "percent")
			}
			for k := range rapid.IntRange(0, 5).Draw(t, "marks") {
				p.Marks = append(p.Marks, Mark{start + 2.5*float64(k), name.Draw(t, "mark")})
			}
		}
		f.Panels = append(f.Panels, p)
	}
	return f
}

// randomRibbons draws two ribbons about some points, with gaps.
func randomRibbons(t *rapid.T, points []Point) []Ribbon {
	wide, narrow := Ribbon{Share: 0.9}, Ribbon{Share: 0.5}
	width := rapid.Float64Range(0, 500).Draw(t, "width")
	for i, q := range points {
		by := width * float64(i%4)
		wide.Edges = append(wide.Edges, Edge{q.At, q.Value - by, q.Value + by})
		if i%5 != 3 {
			narrow.Edges = append(narrow.Edges, Edge{q.At, q.Value - by/3, q.Value + by/2})
		}
	}
	return []Ribbon{wide, narrow}
}

// randomColumns draws shares of up to six parties over up to 22 slots.
func randomColumns(t *rapid.T, name *rapid.Generator[string]) *Columns {
	k := &Columns{Apart: rapid.IntRange(0, 3).Draw(t, "apart"), Lead: rapid.IntRange(0, 2).Draw(t, "lead"), Note: name.Draw(t, "columns’ note")}
	for range rapid.IntRange(0, 22).Draw(t, "slots") {
		k.Slots = append(k.Slots, rapid.OneOf(rapid.SampledFrom([]string{"start", "2018", "never"}), name).Draw(t, "slot"))
	}
	for range rapid.IntRange(0, 2).Draw(t, "events") {
		k.Marks = append(k.Marks, SlotMark{rapid.IntRange(-1, 22).Draw(t, "slot of an event"), name.Draw(t, "event")})
	}
	share := rapid.OneOf(rapid.Float64Range(0, 100), rapid.SampledFrom([]float64{0, 100, 0.2, 99.8, 50, math.NaN()}))
	for i := range rapid.IntRange(0, 6).Draw(t, "heaps") {
		k.Of = append(k.Of, Heap{
			Name: name.Draw(t, "heap"), Party: i, Values: rapid.SliceOfN(share, 0, len(k.Slots)).Draw(t, "shares"),
		})
	}
	return k
}

// randomLever draws an axis of amounts with fronts on it.
func randomLever(t *rapid.T, name *rapid.Generator[string], start float64) *Lever {
	l := &Lever{Title: name.Draw(t, "axis"), Whole: rapid.Bool().Draw(t, "whole"), Year: rapid.Bool().Draw(t, "in years")}
	for i := range rapid.IntRange(0, 4).Draw(t, "fronts") {
		l.Fronts = append(l.Fronts, Front{At: start + rapid.Float64Range(-1, 9).Draw(t, "front"), Party: i})
	}
	return l
}

// randomField draws cells of any values over levers of any length.
func randomField(t *rapid.T, name *rapid.Generator[string], value *rapid.Generator[float64], start float64) *Field {
	fi := &Field{Lever: *randomLever(t, name, start), Breaks: []float64{0, 100, 700}, Middle: rapid.SampledFrom([]float64{0, 100, 700}).Draw(t, "middle")}
	for k := range rapid.IntRange(1, 8).Draw(t, "columns") {
		fi.Across = append(fi.Across, start+float64(k*k))
	}
	for k := range rapid.IntRange(1, 8).Draw(t, "lines") {
		fi.Up = append(fi.Up, 0.2*float64(k))
		fi.Values = append(fi.Values, rapid.SliceOfN(value, 0, len(fi.Across)).Draw(t, "cells"))
	}
	for range rapid.IntRange(0, 9).Draw(t, "frontier") {
		if len(fi.Frontier) == 0 {
			fi.Frontier = [][]Pair{nil}
		}
		fi.Frontier[0] = append(fi.Frontier[0], Pair{start + rapid.Float64Range(-50, 50).Draw(t, "x"), rapid.Float64Range(-2, 3).Draw(t, "y")})
	}
	fi.Written = &Pair{start + 1, 0.2}
	return fi
}

// randomErrors draws points of every kind about zero, with a band or without.
func randomErrors(t *rapid.T, name *rapid.Generator[string], value *rapid.Generator[float64], start float64) *Errors {
	e := &Errors{Party: rapid.IntRange(0, 7).Draw(t, "party"), Swing: value.Draw(t, "swing"), Note: name.Draw(t, "note")}
	for k, v := range rapid.SliceOfN(value, 0, 30).Draw(t, "errors") {
		e.Points = append(e.Points, Error{
			At: start + float64(k)/2, Value: v * float64(rapid.IntRange(-1, 1).Draw(t, "sign")),
			Kind: hindcast.Kind(rapid.IntRange(0, 2).Draw(t, "kind")), Beyond: k%2 == 0,
		})
	}
	return e
}

// randomRows draws bars and waterfalls of any values, and tracks of any dates.
func randomRows(t *rapid.T, tagged bool, name *rapid.Generator[string], value *rapid.Generator[float64], start float64) *Rows {
	r := &Rows{Party: rapid.IntRange(0, 7).Draw(t, "party"), Time: rapid.Bool().Draw(t, "time"), Steps: rapid.Bool().Draw(t, "steps")}
	if !r.Time && !r.Steps {
		r.Free, r.Own, r.Beside = rapid.Bool().Draw(t, "free"), rapid.Bool().Draw(t, "own"), rapid.Bool().Draw(t, "beside")
		r.AtLeast = rapid.SampledFrom([]float64{0, 1, 100}).Draw(t, "at least")
		if r.Own { // amounts are shares of a row's own scale
			value = rapid.Float64Range(0, 1)
		}
		if !r.Own && rapid.Bool().Draw(t, "base") {
			r.Base = &Line{At: value.Draw(t, "base at"), Name: name.Draw(t, "base name")}
		}
		for k := range rapid.IntRange(0, 4).Draw(t, "signs") {
			r.Signs = append(r.Signs, Sign{name.Draw(t, "sign"), Look(2*k + rapid.IntRange(0, 1).Draw(t, "look")), Whole})
		}
	}
	date := rapid.OneOf(rapid.Just(math.NaN()), rapid.Float64Range(start, start+40))
	sum := 0.0
	for range rapid.IntRange(0, 15).Draw(t, "rows") {
		row := Row{Name: name.Draw(t, "row"), Head: rapid.IntRange(0, 5).Draw(t, "head") == 0}
		switch {
		case row.Head:
		case r.Time:
			for i := range rapid.IntRange(0, 3).Draw(t, "tracks") {
				row.Tracks = append(row.Tracks, Track{
					Name: name.Draw(t, "party name"), Party: i - 1, Binds: date.Draw(t, "binds"),
					First: date.Draw(t, "first"), Lasting: date.Draw(t, "lasting"),
					Missing: rapid.SampledFrom([]string{"", "", "not computable", strings.Repeat("no such limit ", 5)}).Draw(t, "why"),
				})
			}
		default:
			by := value.Draw(t, "by") * float64(rapid.IntRange(-1, 1).Draw(t, "sign"))
			row.Bars = []Bar{{sum, sum + by, Tone(rapid.IntRange(0, 4).Draw(t, "tone"))}}
			if !tagged {
				row.Label = name.Draw(t, "label")
			}
			if r.Own {
				row.Bars[0].To, row.Label = math.Abs(row.Bars[0].To), ""
				by = row.Bars[0].To
			}
			if r.Steps {
				break
			}
			if randomSpans(t, &row, tagged, name, value, sum+by); r.Free {
				row.Bars = append(row.Bars, Bar{sum, value.Draw(t, "other end"), Whole})
			}
			if r.Steps && known(by) {
				sum += by
			}
		}
		r.Rows = append(r.Rows, row)
	}
	if !r.Time && !r.Own {
		for range rapid.IntRange(0, 4).Draw(t, "lines") {
			r.Lines = append(r.Lines, Line{value.Draw(t, "line"), name.Draw(t, "line name"), State(rapid.IntRange(0, 2).Draw(t, "law"))})
		}
	}
	return r
}

// randomSpans gives a row estimates, distributions and texts at its ends.
func randomSpans(t *rapid.T, row *Row, tagged bool, name *rapid.Generator[string], value *rapid.Generator[float64], end float64) {
	row.Apart = rapid.Bool().Draw(t, "apart")
	for range rapid.IntRange(0, 2).Draw(t, "spans") {
		row.Spans = append(row.Spans, Span{
			At: value.Draw(t, "estimate"), Low: value.Draw(t, "least"), High: value.Draw(t, "most"), Boxed: rapid.Bool().Draw(t, "boxed"),
			Lower: value.Draw(t, "lower"), Upper: value.Draw(t, "upper"), Hollow: rapid.Bool().Draw(t, "hollow"),
		})
	}
	if tagged {
		row.Tags = append(row.Tags, Tag{At: end, Text: name.Draw(t, "tag"), Side: Side(rapid.IntRange(0, 1).Draw(t, "side"))},
			Tag{At: end, Text: name.Draw(t, "tag below"), Side: Below}, Tag{At: value.Draw(t, "tag at"), Text: name.Draw(t, "another"), Side: Below})
	}
}

// sound reports what is wrong with a layout: text that overlaps text, text
// outside the canvas, text too small to print.
func sound(s *scene) error {
	boxes := make([]box, len(s.texts))
	for i := range s.texts {
		t := &s.texts[i]
		b := t.box()
		boxes[i] = b
		const slack = 0.01
		if b.left < -slack || b.top < -slack || b.right > s.width+slack || b.bottom > s.height+slack {
			return fmt.Errorf("%s %q at %.1f is outside the canvas of %.1f × %.1f", t.role, t.s, b, s.width, s.height)
		}
		if t.size < 7 {
			return fmt.Errorf("%s %q has only %.1f points", t.role, t.s, t.size)
		}
		for j := range i {
			if boxes[j].touches(b) {
				return fmt.Errorf("%s %q at %.1f touches %s %q at %.1f",
					t.role, t.s, b, s.texts[j].role, s.texts[j].s, boxes[j])
			}
		}
	}
	for _, sh := range s.shapes {
		for _, path := range sh.paths {
			for _, p := range path {
				if math.IsNaN(p.x+p.y) || p.x < -1 || p.y < -1 || p.x > s.width+1 || p.y > s.height+1 {
					return fmt.Errorf("a shape reaches to %.1f, outside the canvas of %.1f × %.1f", p, s.width, s.height)
				}
			}
		}
	}
	return nil
}

func TestNothingTouchesNothingIsClipped(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		if err := sound(lay(randomFigure(t))); err != nil {
			t.Fatal(err)
		}
	})
}

func TestFixturesAreSound(t *testing.T) {
	for name, f := range fixtures() {
		for _, size := range Sizes {
			f.Size = size
			s := lay(f)
			if err := sound(s); err != nil {
				t.Errorf("%s, %s: %v", name, size, err)
			}
			if want := measure(size).width; s.width != want {
				t.Errorf("%s, %s: %.1f points wide, want %.1f", name, size, s.width, want)
			}
			if want := measure(size).height; want > 0 && s.height != want {
				t.Errorf("%s, %s: %.1f points high, want %.1f", name, size, s.height, want)
			}
		}
	}
}

func TestEndLabelsSayNameAndCount(t *testing.T) {
	s := lay(Limits(twoSides(290), Options{}))
	var got []string
	for _, x := range s.texts {
		if x.role == "label" {
			got = append(got, x.s)
		}
	}
	want := "Limit 700|United States 620|Russia 480|" +
		"Limit 1,550|Russia 1,396|United States 1,364|" +
		"Limit 800|United States 710|Russia 570"
	if strings.Join(got, "|") != want {
		t.Errorf("end labels, from the top:\n got %s\nwant %s", strings.Join(got, "|"), want)
	}
}

func TestSubtitleSaysWhereAxesStart(t *testing.T) {
	line := func(values ...float64) Panel {
		p := Panel{Series: []Series{{Name: "A"}}}
		for i, v := range values {
			p.Series[0].Points = append(p.Series[0].Points, Point{At: 2011 + float64(i), Value: v})
		}
		return p
	}
	high, low := line(900, 800), line(900, 0)
	for _, c := range []struct {
		panels []Panel
		want   string
	}{
		{[]Panel{high}, "Counts. The vertical axis does not start at zero."},
		{[]Panel{high, high}, "Counts. Vertical axes do not start at zero."},
		{[]Panel{high, low}, "Counts. Not every vertical axis starts at zero."},
		{[]Panel{low}, "Counts"},
		{nil, "Counts"},
	} {
		var got []string
		for _, x := range lay(&Figure{Subtitle: "Counts", Panels: c.panels}).texts {
			if x.role == "subtitle" {
				got = append(got, x.s)
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%d panels: subtitle %q, want %q", len(c.panels), strings.Join(got, " "), c.want)
		}
	}
}

func TestPlaceKeepsLabelsApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 12).Draw(t, "labels")
		want := rapid.SliceOfN(rapid.Float64Range(0, 100), n, n).Draw(t, "want")
		for i := 1; i < n; i++ {
			want[i] = max(want[i], want[i-1])
		}
		size := rapid.SliceOfN(rapid.Float64Range(1, 20), n, n).Draw(t, "size")
		total := 0.0
		for _, v := range size {
			total += v + 1
		}
		hi := max(100, total)
		got := place(want, size, 1, 0, hi)
		for i := range got {
			if got[i]-size[i]/2 < -1e-9 || got[i]+size[i]/2 > hi+1e-9 {
				t.Fatalf("label %d at %v leaves 0 to %v", i, got[i], hi)
			}
			if i > 0 && got[i]-size[i]/2 < got[i-1]+size[i-1]/2+1-1e-9 {
				t.Fatalf("labels %d and %d touch: %v of sizes %v", i-1, i, got, size)
			}
		}
	})
}

func TestPlaceLeavesFreeLabelsAlone(t *testing.T) {
	got := place([]float64{10, 50, 51, 90}, []float64{4, 4, 4, 4}, 0, 0, 100)
	want := []float64{10, 48.5, 52.5, 90}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("place: %v, want %v", got, want)
	}
}
