package sweep

import (
	"context"
	"sync"
)

// A Func works one point out. It may be called by several goroutines at once. An
// error ends the sweep; a point that cannot be is no error.
type Func[T any] func(ctx context.Context, x []float64) (T, error)

// Options say how to work.
type Options struct {
	Workers int // how many points are worked out at the same time; at least 1
	// Progress is told how much of the present part is done; calls do not
	// overlap. nil: nobody wants to know.
	Progress func(what string, done, of int)
}

// A Grid is what a function gives at every point of one or two axes.
type Grid[T any] struct {
	Axes   []Axis
	Values [][]float64 // by axis
	Points []T         // the last axis first
	Beside []Beside[T] // the ends of edges, which lie between points

	places [][]int
	at     Func[T]
}

// A Beside is a point that was worked out beside the grid.
type Beside[T any] struct {
	X     []float64
	Point T
}

// Work works a grid out.
func Work[T any](ctx context.Context, axes []Axis, at Func[T], o Options) (*Grid[T], error) {
	g := &Grid[T]{Axes: axes, at: at}
	n := 1
	for _, a := range axes {
		g.Values, g.places = append(g.Values, a.Values()), append(g.places, a.places())
		n *= len(a.places())
	}
	g.Points = make([]T, n)
	err := each(ctx, n, "points", o, func(i int) (err error) {
		g.Points[i], err = at(ctx, g.X(i))
		return err
	})
	return g, err
}

// X are the values at a point.
func (g *Grid[T]) X(point int) []float64 {
	x := make([]float64, len(g.Axes))
	for a := len(x) - 1; a >= 0; a-- {
		n := len(g.Values[a])
		x[a] = g.Values[a][point%n]
		point /= n
	}
	return x
}

// Point is the number of a point along an axis; other is the place on the other
// axis, if there is one.
func (g *Grid[T]) Point(axis, place, other int) int {
	switch {
	case len(g.Axes) == 1:
		return place
	case axis == 0:
		return place*len(g.Values[1]) + other
	}
	return other*len(g.Values[1]) + place
}

// each calls do with 0 to n − 1 on several goroutines. It returns the first
// error that it meets, or that of ctx.
func each(ctx context.Context, n int, what string, o Options, do func(i int) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var mu sync.Mutex
	var wg sync.WaitGroup
	next, done := 0, 0
	for range min(max(o.Workers, 1), n) {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for {
				mu.Lock()
				i := next
				next++
				mu.Unlock()
				if i >= n || ctx.Err() != nil {
					return
				}
				if err := do(i); err != nil {
					cancel(err)
					return
				}
				mu.Lock()
				done++
				if o.Progress != nil {
					o.Progress(what, done, n)
				}
				mu.Unlock()
			}
		}()
	}
	wg.Wait()
	return context.Cause(ctx)
}
