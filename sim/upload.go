package sim

import (
	"slices"

	"drawdown/sim/arsenal"
)

// UploadOrder is the order in which legs can be loaded to the full: bombers
// within hours, submarines within months, silos within years.
var UploadOrder = []arsenal.Type{arsenal.HeavyBomber, arsenal.SLBM, arsenal.ICBM, arsenal.GroundLaunched, arsenal.Other}

// An Upload is what one system could carry beyond what it does.
type Upload struct {
	System   *arsenal.System
	Emplaced int // warheads on its deployed launchers
	Room     int // more warheads that these could carry: deployed × capacity − emplaced
	Loadable int // how many of them the reserve has; Room where no pool is modelled
}

// Capable is the number of warheads on the system after a full upload.
func (u Upload) Capable() int { return u.Emplaced + u.Loadable }

// Uploads tells what every system could carry in state k if its party loaded
// all it can: deployed launchers up to their capacity, from the reserve of the
// system's pool, leg by leg in UploadOrder, within a leg in file order. No
// empty launcher is filled, and nothing retired comes back. A system without a
// pool is held by its capacity alone. The result is by System.Index.
func (t *Trajectory) Uploads(k int) []Upload {
	state := &t.States[k]
	all := make([]Upload, len(t.Scenario.Systems))
	reserve := make([]int, len(state.Stocks))
	for i := range reserve {
		reserve[i] = state.Stocks[i].Reserve
	}
	order := slices.Clone(t.Scenario.Systems)
	slices.SortStableFunc(order, func(a, b *arsenal.System) int {
		return slices.Index(UploadOrder, a.Type) - slices.Index(UploadOrder, b.Type)
	})
	for _, s := range order {
		h := &state.Holdings[s.Index]
		u := Upload{System: s, Emplaced: h.Warheads}
		u.Room = max(int(float64(h.Deployed)*s.Capacity)-h.Warheads, 0)
		u.Loadable = u.Room
		if s.Pool != nil {
			u.Loadable = min(u.Room, reserve[s.Pool.Index])
			reserve[s.Pool.Index] -= u.Loadable
		}
		all[s.Index] = u
	}
	return all
}
