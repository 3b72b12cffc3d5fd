package sim_test

import (
	"reflect"
	"testing"

	"drawdown/sim"
)

// A clone runs as its original does, and no change of it reaches the original.
func TestClone(t *testing.T) {
	for _, s := range []*sim.Scenario{load(t, "new-start"), load(t, "start-1"), load(t, "trilateral"), loadText(t, large())} {
		c := s.Clone()
		if !reflect.DeepEqual(s, c) {
			t.Fatalf("%s: the clone differs", s.Title)
		}
		before := s.Clone()
		for _, sys := range c.Systems {
			sys.Opening.Launchers++
			sys.Party.Name = "changed"
		}
		for _, p := range c.Pools {
			p.Opening.Reserve++
			p.Systems[0].Lot = 7
		}
		for _, sch := range c.Schedules {
			sch.Base++
			for i := range sch.Way {
				sch.Way[i].Level++
			}
			sch.Systems[0].Capacity++
		}
		for _, tr := range c.Treaties {
			for _, l := range tr.Limits {
				l.Ceiling[0].Most++
				l.Treaty.Short = "changed"
				l.Rules[0].Each.Number++
				l.Rules[0].Limit.Unit = "changed"
				if l.Within != nil {
					l.Within.Name = "changed"
				}
			}
		}
		if !reflect.DeepEqual(s, before) {
			t.Errorf("%s: a change of the clone reached the original", s.Title)
		}
	}
}
