package tables_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"drawdown/scenarios/internal/naive"
	"drawdown/sim"
)

// Splitting one system into two identical halves leaves counts and pools alone
// where nothing rounds: all counts even, targets that stay whole in either
// half, lots of 1, warheads enough.
func TestSplitSystem(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := drawHalf(t)
		whole, halves := h.scenario(1), h.scenario(2)
		w, s := read(t, whole).Scenario, read(t, halves).Scenario
		want, got := csv(w), csv(s)
		for _, name := range []string{"findings", "pools", "summary"} {
			if want[name] != got[name] {
				t.Fatalf("%s differ\nwhole\n%s%s\nhalves\n%s%s", name, whole, want[name], halves, got[name])
			}
		}
		one, two := sim.Run(w), sim.Run(s)
		for k := range one.States {
			all, a, b := one.States[k].Holdings[1], two.States[k].Holdings[1], two.States[k].Holdings[2]
			if a != b || all.Launchers != 2*a.Launchers || all.Deployed != 2*a.Deployed || all.Missiles != 2*a.Missiles ||
				all.Loading != a.Loading || all.Warheads != 2*a.Warheads {
				t.Fatalf("on %s the whole holds %+v, the halves %+v and %+v", one.Date(k), all, a, b)
			}
		}
	})
}

// half is half of a system, with what moves it.
type half struct {
	launchers, deployed, missiles, loading, capacity int // missiles -1: not modelled
	attributed, first, ceiling                       int
	throwWeight                                      float64
	schedules                                        []func(halves int) string
}

func drawHalf(t *rapid.T) *half {
	between := func(low, high int, what string) int { return rapid.IntRange(low, high).Draw(t, what) }
	h := &half{launchers: between(1, 100, "launchers"), missiles: -1}
	h.deployed = between(0, h.launchers, "deployed")
	if rapid.Bool().Draw(t, "has missiles") {
		h.missiles = h.deployed + between(0, 50, "missiles")
	}
	h.loading = between(0, 8, "loading")
	h.capacity = h.loading + between(0, 3, "room")
	h.attributed, h.first, h.ceiling = between(0, 10, "attributed"), between(0, 200, "first"), between(0, 2000, "ceiling")
	h.throwWeight = rapid.SampledFrom([]float64{0.5, 1.25, 8}).Draw(t, "throw_weight")
	for _, quantity := range []string{"launchers", "missiles", "deployed"} {
		if quantity == "missiles" && h.missiles < 0 || !rapid.Bool().Draw(t, quantity+" move") {
			continue
		}
		opening := map[string]int{"launchers": h.launchers, "missiles": h.missiles, "deployed": h.deployed}[quantity]
		most := between(0, 10, "max_per_year")
		form := rapid.SampledFrom([]string{"even", "step", "rate"}).Draw(t, "form")
		rate, years, to := between(-12, 12, "rate"), between(1, 5, "years"), between(0, 150, "to")
		h.schedules = append(h.schedules, func(halves int) string {
			n := 2 / halves // the whole is twice a half
			text := fmt.Sprintf("quantity = %q\n", quantity)
			switch form {
			case "even":
				text += fmt.Sprintf("levels = { %d = %d }\n", 2020+years, n*max(0, opening+rate*years))
				if opening+rate*years < 0 { // would not be whole on the way
					text += "pace = \"step\"\n"
				}
			case "step":
				text += fmt.Sprintf("levels = { %d = %d }\npace = \"step\"\n", 2020+years, n*to)
			case "rate":
				text += fmt.Sprintf("per_year = %d\nto = %d\n", n*rate, n*to)
			}
			if most > 0 {
				text += fmt.Sprintf("max_per_year = %d\n", n*most)
			}
			return text
		})
	}
	if rapid.Bool().Draw(t, "loading moves") {
		rate := between(-2, 2, "loading rate")
		h.schedules = append(h.schedules, func(int) string { return fmt.Sprintf("quantity = \"loading\"\nper_year = %d\n", rate) })
	}
	return h
}

// scenario writes the system whole (1) or as halves (2), between two others.
func (h *half) scenario(halves int) naive.Files {
	n := 2 / halves
	var b strings.Builder
	b.WriteString(`format = 1
title = "Halves"
start = 2020-01-01
end = 2032-01-01
[party.US]
name = "United States"
[party.US.pool.all]
reserve = 100000
removed_to = "retired"
produce_per_year = 7
dismantle_per_year = 100
`)
	other := func(key string) {
		fmt.Fprintf(&b, "[party.US.system.%s]\nname = \"Other\"\ntype = \"icbm\"\nlaunchers = 30\nloading = 2\nattributed = 3\nthrow_weight = 2.5\n", key)
	}
	other("before")
	var names []string
	for i := range halves {
		names = append(names, fmt.Sprintf("%q", fmt.Sprintf("US.half-%d", i)))
		fmt.Fprintf(&b, "[party.US.system.half-%d]\nname = \"Half\"\ntype = \"slbm\"\nlaunchers = %d\ndeployed = %d\nloading = %d\ncapacity = %d\nattributed = %d\nthrow_weight = %v\n",
			i, n*h.launchers, n*h.deployed, h.loading, h.capacity, h.attributed, h.throwWeight)
		if h.missiles >= 0 {
			fmt.Fprintf(&b, "missiles = %d\n", n*h.missiles)
		}
	}
	other("after")
	for i, s := range h.schedules {
		fmt.Fprintf(&b, "[schedule.s-%d]\nsystems = [%s]\n%s", i, strings.Join(names, ", "), s(halves))
	}
	b.WriteString("[treaty.mine]\nshort = \"Mine\"\nparties = [\"US\"]\nin_force = 2020-01-01\n")
	for i, rule := range []string{
		"quantity = \"launchers\"", "quantity = \"deployed\"\neach = \"attributed\"", "quantity = \"warheads\"",
		"quantity = \"nondeployed\"\neach = \"throw_weight\"",
		fmt.Sprintf("quantity = \"deployed\"\nfirst = %d\neach = 10\nbeyond = \"attributed\"", h.first),
		"types = [\"slbm\"]\nquantity = \"missiles\"",
	} {
		fmt.Fprintf(&b, "[treaty.mine.limit.l-%d]\nname = \"Limit\"\nceiling = { 2022-06-01 = %d }\n[treaty.mine.limit.l-%d.count.all]\n%s\n", i, h.ceiling, i, rule)
	}
	return naive.Files{naive.Main: b.String()}
}
