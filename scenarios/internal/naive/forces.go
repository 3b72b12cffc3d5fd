package naive

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

type scenario struct {
	root       *table
	start, end string
	parties    []*party
	schedules  []*schedule
	events     []event // those of the scenario; a treaty has its own
	treaties   []*treaty
}

type party struct {
	code    string
	systems []*system
	pools   []*pool
}

type system struct {
	address    string // US.minuteman-3
	id         string
	kind       string // its type
	traits     []string
	lot        float64
	capacity   float64
	properties map[string]float64 // attributed, equipped, throw_weight: those it has
	pool       *pool              // nil: it has none
	opening    holding
}

// holding is what there is of one system on one date: launchers, deployed,
// missiles (no entry where not modelled), loading, and the warheads emplaced.
type holding map[string]float64

type pool struct {
	address                    string // US.missile
	id                         string
	removedTo                  string
	produce, retire, dismantle float64
	opening                    stock
}

// stock is what a pool holds on one date: reserve, retired, and since the start
// dismantled and produced.
type stock map[string]float64

type schedule struct {
	id            string
	systems       []string // addresses
	quantity      string
	b             int // the year it starts from, delay included
	kind          string
	years         map[int]float64 // levels or share, shifted by delay
	rate          float64         // per_year or percent_per_year
	pace          string
	until         int // shifted by delay; noYear where it is not given
	to, maxMove   float64
	hasTo, hasMax bool
}

const noYear = math.MaxInt

func newScenario(root *table) *scenario {
	root.only("format", "title", "summary", "author", "treaties", "start", "end", "defaults", "party",
		"schedule", "event", "treaty", "meta", "uncertain", "lever", "observed", "expect")
	root.text("title")
	s := &scenario{root: root, start: root.date("start"), end: root.date("end")}
	if strings.HasSuffix(s.start, "02-29") || s.end < s.start {
		fail("start or end is wrong")
	}
	for _, code := range root.sub("party").keys {
		s.parties = append(s.parties, newParty(code, get[*table](root.sub("party"), code)))
	}
	for _, id := range root.sub("schedule").keys {
		s.schedules = append(s.schedules, s.newSchedule(id, get[*table](root.sub("schedule"), id)))
	}
	s.checkClashes()
	s.events = newEvents(root.sub("event"))
	return s
}

func newParty(code string, t *table) *party {
	t.only("name", "system", "pool")
	t.text("name")
	p := &party{code: code}
	for _, id := range t.sub("pool").keys {
		p.pools = append(p.pools, newPool(code, id, get[*table](t.sub("pool"), id)))
	}
	for _, id := range t.sub("system").keys {
		p.systems = append(p.systems, p.newSystem(id, get[*table](t.sub("system"), id)))
	}
	return p
}

func newPool(code, id string, t *table) *pool {
	t.only("reserve", "retired", "removed_to", "produce_per_year", "retire_per_year", "dismantle_per_year")
	p := &pool{
		address:   code + "." + id,
		id:        id,
		removedTo: "reserve",
		produce:   t.wholeOr("produce_per_year", 0),
		retire:    t.wholeOr("retire_per_year", 0),
		dismantle: t.wholeOr("dismantle_per_year", 0),
		opening: stock{
			"reserve": t.wholeOr("reserve", 0), "retired": t.wholeOr("retired", 0),
			"dismantled": 0, "produced": 0,
		},
	}
	if t.has("removed_to") {
		p.removedTo = t.text("removed_to")
	}
	if p.removedTo != "reserve" && p.removedTo != "retired" {
		fail("%s: removed_to", t.path)
	}
	return p
}

func (p *party) newSystem(id string, t *table) *system {
	t.only("name", "type", "traits", "launchers", "deployed", "missiles", "loading", "capacity", "lot",
		"attributed", "equipped", "throw_weight", "pool")
	t.text("name")
	s := &system{
		address:    p.code + "." + id,
		id:         id,
		kind:       t.text("type"),
		traits:     t.list("traits"),
		lot:        t.wholeOr("lot", 1),
		properties: map[string]float64{},
		opening:    holding{"launchers": t.whole("launchers")},
	}
	s.opening["deployed"] = t.wholeOr("deployed", s.opening["launchers"])
	if t.has("missiles") {
		s.opening["missiles"] = t.whole("missiles")
	}
	s.opening["loading"] = t.numberOr("loading", 0)
	s.opening["warheads"] = wanted(s.opening)
	s.capacity = t.numberOr("capacity", math.Ceil(s.opening["loading"]))
	for _, property := range []string{"attributed", "equipped", "throw_weight"} {
		if t.has(property) {
			s.properties[property] = t.number(property)
		}
	}

	switch {
	case t.has("pool"):
		i := slices.IndexFunc(p.pools, func(q *pool) bool { return q.id == t.text("pool") })
		if i < 0 {
			fail("%s: no such pool", t.path)
		}
		s.pool = p.pools[i]
	case len(p.pools) == 1:
		s.pool = p.pools[0]
	case len(p.pools) > 1:
		fail("%s: which pool?", t.path)
	}

	if !slices.Contains([]string{"icbm", "slbm", "heavy-bomber", "ground-launched-missile", "other"}, s.kind) ||
		s.opening["deployed"] > s.opening["launchers"] || s.opening["loading"] > s.capacity || s.lot < 1 {
		fail("%s: out of range", t.path)
	}
	if missiles, modelled := s.opening["missiles"]; modelled && s.opening["deployed"] > missiles {
		fail("%s: more deployed than missiles", t.path)
	}
	return s
}

func (s *scenario) system(address string) *system {
	for _, p := range s.parties {
		for _, sys := range p.systems {
			if sys.address == address {
				return sys
			}
		}
	}
	fail("no system %s", address)
	return nil
}

func (s *scenario) newSchedule(id string, t *table) *schedule {
	t.only("system", "systems", "quantity", "levels", "share", "per_year", "percent_per_year", "pace", "from",
		"until", "to", "max_per_year", "delay")
	defaults := s.root.sub("defaults")
	defaults.only("pace", "delay", "max_per_year")
	d := &schedule{id: id, quantity: t.text("quantity"), pace: "even", until: noYear}

	names := t.list("systems")
	if t.has("system") {
		names = append(names, t.text("system"))
	}
	for _, name := range names {
		d.systems = append(d.systems, s.named(name, d.quantity)...)
	}

	delay := int(t.wholeOr("delay", defaults.wholeOr("delay", 0)))
	d.b = int(t.wholeOr("from", float64(yearOf(s.start)))) + delay
	if defaults.has("pace") {
		d.pace = defaults.text("pace")
	}
	if t.has("pace") {
		d.pace = t.text("pace")
	}
	for _, from := range []*table{t, defaults} {
		if from.has("max_per_year") && !d.hasMax {
			d.hasMax, d.maxMove = true, from.number("max_per_year")
		}
	}
	if t.has("to") {
		d.hasTo, d.to = true, t.number("to")
	}
	if t.has("until") {
		d.until = int(t.whole("until")) + delay
	}

	for _, kind := range []string{"levels", "share", "per_year", "percent_per_year"} {
		if !t.has(kind) {
			continue
		}
		if d.kind != "" {
			fail("%s: both %s and %s", t.path, d.kind, kind)
		}
		d.kind = kind
		if kind == "per_year" || kind == "percent_per_year" {
			d.rate = t.number(kind)
			continue
		}
		d.years = map[int]float64{}
		for _, year := range t.sub(kind).keys {
			y, err := strconv.Atoi(year)
			check(err, t.path)
			d.years[y+delay] = t.sub(kind).number(year)
			if y+delay <= d.b {
				fail("%s: a level in or before the year it starts from", t.path)
			}
		}
	}
	if d.kind == "" || len(d.systems) == 0 || d.until <= d.b || d.b-delay < yearOf(s.start) {
		fail("%s: not a schedule", t.path)
	}
	s.checkMax(d)
	return d
}

// checkMax fails where max_per_year is not more than nought, not whole where the
// quantity is, or less than a lot of a system whose launchers or deployed it moves.
func (s *scenario) checkMax(d *schedule) {
	if !d.hasMax {
		return
	}
	if d.maxMove <= 0 || d.quantity != "loading" && d.maxMove != math.Trunc(d.maxMove) {
		fail("schedule %s: max_per_year is out of range", d.id)
	}
	for _, address := range d.systems {
		if (d.quantity == "launchers" || d.quantity == "deployed") && d.maxMove < s.system(address).lot {
			fail("schedule %s: max_per_year is less than a lot of %s", d.id, address)
		}
	}
}

// named resolves a system as a schedule names it: US.minuteman-3, or US.* for all
// of a party's (for missiles: all that have them on record).
func (s *scenario) named(name, quantity string) []string {
	code, isAll := strings.CutSuffix(name, ".*")
	if !isAll {
		sys := s.system(name)
		if _, modelled := sys.opening["missiles"]; quantity == "missiles" && !modelled {
			fail("%s has no missiles on record", name)
		}
		return []string{name}
	}
	var out []string
	for _, p := range s.parties {
		for _, sys := range p.systems {
			_, modelled := sys.opening["missiles"]
			if p.code == code && (quantity != "missiles" || modelled) {
				out = append(out, sys.address)
			}
		}
	}
	return out
}

// last is the last year that a schedule occupies.
func (d *schedule) last(s *scenario) int {
	if d.kind == "levels" || d.kind == "share" {
		years := d.sortedYears()
		return years[len(years)-1]
	}
	if d.until != noYear {
		return d.until
	}
	return yearOf(s.end)
}

// checkClashes fails where two schedules occupy one year for the same quantity of
// the same system.
func (s *scenario) checkClashes() {
	occupied := map[string]string{}
	for _, d := range s.schedules {
		for _, address := range d.systems {
			for y := d.b + 1; y <= d.last(s); y++ {
				key := fmt.Sprint(address, " ", d.quantity, " ", y)
				if occupied[key] != "" {
					fail("%s and %s clash over %s", occupied[key], d.id, key)
				}
				occupied[key] = d.id
			}
		}
	}
}

func (d *schedule) sortedYears() []int {
	var years []int
	for y := range d.years {
		years = append(years, y)
	}
	slices.Sort(years)
	return years
}

func yearOf(date string) int {
	y, err := strconv.Atoi(date[:4])
	check(err, date)
	return y
}
