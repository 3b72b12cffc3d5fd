package sim

import (
	"slices"

	"drawdown/sim/arsenal"
	"drawdown/sim/treaty"
)

// Clone copies a scenario with everything in it that holds a number, so that
// numbers of the copy can be changed. Lists of words are shared.
func (s *Scenario) Clone() *Scenario {
	c := *s
	parties := map[*arsenal.Party]*arsenal.Party{}
	systems := map[*arsenal.System]*arsenal.System{}
	pools := map[*arsenal.Pool]*arsenal.Pool{}
	c.Parties = copied(s.Parties, parties)
	c.Systems = copied(s.Systems, systems)
	c.Pools = copied(s.Pools, pools)
	for _, p := range c.Parties {
		p.Systems = mapped(p.Systems, systems)
		p.Pools = mapped(p.Pools, pools)
	}
	for _, sys := range c.Systems {
		sys.Party, sys.Pool = parties[sys.Party], pools[sys.Pool]
	}
	for _, pool := range c.Pools {
		pool.Party = parties[pool.Party]
		pool.Systems = mapped(pool.Systems, systems)
	}
	c.Schedules = copied(s.Schedules, map[*Schedule]*Schedule{})
	for _, sch := range c.Schedules {
		sch.Systems = mapped(sch.Systems, systems)
		sch.Way = slices.Clone(sch.Way)
	}
	treaties := map[*treaty.Treaty]*treaty.Treaty{}
	c.Treaties = copied(s.Treaties, treaties)
	for _, t := range c.Treaties {
		limits := map[*treaty.Limit]*treaty.Limit{}
		t.Limits = copied(t.Limits, limits)
		for _, l := range t.Limits {
			l.Treaty, l.Within = treaties[l.Treaty], limits[l.Within]
			l.Ceiling = slices.Clone(l.Ceiling)
			l.Rules = copied(l.Rules, map[*treaty.Rule]*treaty.Rule{})
			for _, r := range l.Rules {
				r.Limit = l
			}
		}
	}
	return &c
}

// copied copies what pointers point to and notes which copy is whose.
func copied[T any](all []*T, of map[*T]*T) []*T {
	out := slices.Clone(all)
	for i, old := range all {
		c := *old
		out[i], of[old] = &c, &c
	}
	return out
}

// mapped follows pointers to their copies.
func mapped[T any](all []*T, of map[*T]*T) []*T {
	out := slices.Clone(all)
	for i, old := range all {
		out[i] = of[old]
	}
	return out
}
