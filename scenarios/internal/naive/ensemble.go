package naive

import (
	"fmt"
	"io/fs"
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"
)

// RunEnsemble draws the uncertain numbers of the scenario in the file at path with
// the method random, runs each member from scratch, and returns the two ensemble
// tables as CSV. The library may be nil where no library name is used.
func RunEnsemble(fsys fs.FS, path string, library Library, draws int, seed uint64) (
	probability, quantiles string, err error,
) {
	defer rescue(&err)
	if draws < 1 {
		fail("%d draws", draws)
	}
	written := reader{fsys: fsys, library: library}.document(path)
	written.build() // valid as it is written
	uncertain := written.uncertainties()
	written.spellOutDefaults()

	var members [][]finding
	for m := range draws {
		drawn := written.draw(uncertain, seed, m)
		s := written.member(m, drawn)
		members = append(members, s.findings(s.run()))
	}
	return probabilityTable(members), quantilesTable(members), nil
}

// drawn is the value of one address in one member.
type drawn struct {
	address string
	value   float64
}

func (d document) uncertainties() []uncertainty {
	var out []uncertainty
	for _, address := range d.root.sub("uncertain").keys {
		d.written(address) // it is there
		out = append(out, newUncertainty(address, get[*table](d.root.sub("uncertain"), address)))
	}
	return out
}

// find returns the table that the number at an address stands in, and its key.
func (d document) find(address string) (t *table, key string) {
	keys := strings.Split(address, ".")
	t = d.root
	switch keys[0] {
	case "party", "schedule", "defaults":
	case "treaty": // written in the scenario or not
		i := slices.IndexFunc(d.treaties, func(t treatyTable) bool { return len(keys) > 2 && t.name == keys[1] })
		if i < 0 {
			fail("%s: no such treaty", address)
		}
		t, keys = d.treaties[i].table, keys[2:]
	default:
		fail("%s is not the address of a number that can be uncertain", address)
	}
	for len(keys) > 1 {
		t, keys = get[*table](t, keys[0]), keys[1:]
	}
	return t, keys[0]
}

// written is the number that the scenario has at an address.
func (d document) written(address string) float64 {
	t, key := d.find(address)
	return t.number(key)
}

// spellOutDefaults writes down the defaults that rest on another number: they stay
// those of the written values.
func (d document) spellOutDefaults() {
	d.eachSystem(func(t *table) {
		if !t.has("deployed") {
			t.set("deployed", int64(t.whole("launchers")))
		}
		if !t.has("capacity") {
			t.set("capacity", math.Ceil(t.numberOr("loading", 0)))
		}
	})
}

func (d document) eachSystem(do func(t *table)) {
	for _, code := range d.root.sub("party").keys {
		systems := get[*table](d.root.sub("party"), code).sub("system")
		for _, id := range systems.keys {
			do(get[*table](systems, id))
		}
	}
}

// draw draws every uncertain number of member m.
func (d document) draw(uncertain []uncertainty, seed uint64, m int) []drawn {
	var out []drawn
	for k, x := range uncertain {
		v := drawn{x.address, x.inverse(uniform(seed, uint64(m), uint64(k)))}
		if d.isWhole(v.address) {
			v.value = math.Round(v.value) // halves away from zero
		}
		if !v.inRange(d.isWhole(v.address)) {
			fail("member %d: %s = %v is out of range", m, v.address, v.value)
		}
		out = append(out, v)
	}
	return out
}

// isWhole tells whether the number at an address is a whole number of the format.
func (d document) isWhole(address string) bool {
	keys := strings.Split(address, ".")
	switch last := keys[len(keys)-1]; keys[0] {
	case "party": // party.US.system.ID.KEY or party.US.pool.ID.KEY
		return keys[2] == "pool" || slices.Contains([]string{"launchers", "deployed", "missiles", "lot", "capacity"}, last)
	case "schedule": // schedule.ID.KEY or schedule.ID.levels.YEAR
		switch keys[2] {
		case "delay", "from", "until":
			return true
		case "levels", "to", "max_per_year":
			return get[*table](d.root.sub("schedule"), keys[1]).text("quantity") != "loading"
		}
		return false
	case "defaults": // max_per_year is whole only where it reaches a whole quantity
		return last == "delay"
	default: // treaty.ID.limit.ID.count.ID.KEY or treaty.ID.limit.ID.ceiling.DATE
		return last == "first"
	}
}

// inRange tells whether a number may have its value, whatever the other numbers
// are: shares and rates are finite; all others are not negative; counts are at
// most a million; a lot is at least 1, max_per_year more than nought.
func (v drawn) inRange(whole bool) bool {
	keys := strings.Split(v.address, ".")
	switch {
	case math.IsNaN(v.value) || math.IsInf(v.value, 0):
		return false
	case keys[0] == "schedule" && slices.Contains([]string{"share", "per_year", "percent_per_year"}, keys[2]):
		return true
	case v.value < 0 || whole && v.value > 1e6:
		return false
	}
	switch keys[len(keys)-1] {
	case "lot":
		return v.value >= 1
	case "max_per_year":
		return v.value > 0
	}
	return true
}

// member is the scenario with the drawn values of member m.
func (d document) member(m int, values []drawn) *scenario {
	s, err := d.with(values)
	if err != nil {
		v := d.culprit(values)
		fail("member %d: %s = %v: %v", m, v.address, v.value, err)
	}
	return s
}

// culprit is the value that makes a member invalid: the first without which it is
// valid, or else the first that those before it are valid without.
func (d document) culprit(values []drawn) drawn {
	for i, v := range values {
		if _, err := d.with(slices.Delete(slices.Clone(values), i, i+1)); err == nil {
			return v
		}
	}
	for i, v := range values {
		if _, err := d.with(values[:i+1]); err != nil {
			return v
		}
	}
	return drawn{}
}

// with is the scenario with some numbers set to other values.
func (d document) with(values []drawn) (s *scenario, err error) {
	defer rescue(&err)
	d = d.clone()
	for _, v := range values {
		d.set(v)
	}
	d.eachSystem(func(t *table) {
		for _, most := range []string{"launchers", "missiles"} {
			if t.has(most) && t.whole("deployed") > t.whole(most) {
				t.set("deployed", int64(t.whole(most)))
			}
		}
	})
	return d.build(), nil
}

func (d document) set(v drawn) {
	if v.address == "defaults.max_per_year" {
		d.setDefaultMax(v.value)
		return
	}
	t, key := d.find(v.address)
	if d.isWhole(v.address) {
		t.set(key, int64(v.value))
	} else {
		t.set(key, v.value)
	}
}

// setDefaultMax sets max_per_year of every schedule that does not set its own: of a
// whole quantity it is a whole number.
func (d document) setDefaultMax(value float64) {
	schedules := d.root.sub("schedule")
	for _, id := range schedules.keys {
		t := get[*table](schedules, id)
		switch {
		case t.has("max_per_year"):
		case t.text("quantity") == "loading":
			t.set("max_per_year", value)
		default:
			t.set("max_per_year", math.Round(value))
		}
	}
}

// probabilityTable has a row for each finding that has a ceiling. The findings of
// all members are of the same dates, parties and limits.
func probabilityTable(members [][]finding) string {
	rows := [][]string{strings.Split("date,party,treaty,limit,draws,under,over,probability", ",")}
	for i, f := range members[0] {
		if f.ceiling == nil {
			continue
		}
		under, over := 0, 0
		for _, member := range members {
			switch margin := member[i].margin; {
			case margin == nil: // no count
			case *margin >= 0:
				under++
			default:
				over++
			}
		}
		probability := ""
		if under+over > 0 {
			probability = number(float64(under) / float64(under+over))
		}
		rows = append(rows, []string{
			f.date, f.party, f.treaty, f.limit,
			strconv.Itoa(under + over), strconv.Itoa(under), strconv.Itoa(over), probability,
		})
	}
	return text(rows)
}

func quantilesTable(members [][]finding) string {
	rows := [][]string{strings.Split("date,party,treaty,limit,q05,q25,q50,q75,q95,mean,min,max", ",")}
	for i, f := range members[0] {
		row := []string{f.date, f.party, f.treaty, f.limit}
		var counts []float64
		for _, member := range members {
			if member[i].count != nil {
				counts = append(counts, *member[i].count)
			}
		}
		if n := len(counts); n == 0 {
			row = append(row, make([]string, 8)...)
		} else {
			slices.Sort(counts)
			for _, percent := range []int{5, 25, 50, 75, 95} {
				rank := (percent*n + 99) / 100 // ⌈q·n⌉
				row = append(row, number(counts[rank-1]))
			}
			row = append(row, number(mean(counts)), number(counts[0]), number(counts[n-1]))
		}
		rows = append(rows, row)
	}
	return text(rows)
}

// mean is sum / n in float64. Each value is rounded to six decimals and added as
// whole millionths; for whole values that is their sum.
func mean(values []float64) float64 {
	millionths := new(big.Int)
	for _, v := range values {
		digits := strings.Replace(strconv.FormatFloat(v, 'f', 6, 64), ".", "", 1)
		x, ok := new(big.Int).SetString(digits, 10)
		if !ok {
			fail("%v is not a number", v)
		}
		millionths.Add(millionths, x)
	}
	sum, _ := new(big.Rat).SetFrac(millionths, big.NewInt(1e6)).Float64()
	return sum / float64(len(values))
}

// numbers is an array of numbers.
func (t *table) numbers(key string) []float64 {
	var out []float64
	for i, value := range get[[]any](t, key) {
		one := newTable(t.path)
		one.set(fmt.Sprint(key, " ", i), value)
		out = append(out, one.number(one.keys[0]))
	}
	return out
}
