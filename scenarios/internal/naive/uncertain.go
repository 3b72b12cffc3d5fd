package naive

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// doubt is a number of a scenario made at random that may be uncertain, and where
// it may lie: every value in the interval is valid, whatever values in theirs the
// other doubts have.
type doubt struct {
	address           string
	low, high         float64
	whole             bool
	openLow, openHigh bool // what lies a good deal beyond the end is valid too
	always            bool
}

// uncertainties writes the [uncertain] section.
func (g *generator) uncertainties(root *node) {
	d := doubter{generator: g, root: root, lots: map[*genSystem]int{}}
	d.setLots()
	d.ofDefaults()
	d.ofParties()
	d.ofSchedules()
	d.ofTreaties()

	n := root.at("uncertain")
	most := choose(g, g.between(1, 8), g.between(5, 40))
	for i, x := range shuffled(g, d.doubts) {
		if i >= most && !x.always {
			continue
		}
		entry := group(choose(g, quote, quote, quote, literal)(x.address))
		g.distribution(entry, x)
		if g.chance(15) {
			entry.leaf("why", quote("nobody knows"))
		}
		g.remark(entry)
		n.kids = append(n.kids, entry)
	}
}

func literal(s string) string { return "'" + s + "'" }

type doubter struct {
	*generator
	root     *node
	lots     map[*genSystem]int // the most that each system's lot may be
	shifting bool               // the delay of [defaults] is in doubt
	doubts   []doubt
}

// add adds a doubt about the number at an address, where it is written.
func (d *doubter) add(x doubt, at *node, key string) {
	if n := at.kid(key); n == nil || !n.isNumber() || x.low >= x.high {
		return
	}
	x.address += "." + key
	d.doubts = append(d.doubts, x)
}

// number is the number under a key, or another where there is none.
func (n *node) number(key string, otherwise float64) float64 {
	if kid := n.kid(key); kid != nil && kid.isNumber() {
		x, _ := kid.parsed()
		return x
	}
	return otherwise
}

func (n *node) isNumber() bool {
	_, err := n.parsed()
	return err == nil
}

func (n *node) parsed() (float64, error) {
	text := strings.ReplaceAll(n.value, "_", "")
	if whole, err := strconv.ParseInt(text, 0, 64); err == nil {
		return float64(whole), nil
	}
	return strconv.ParseFloat(text, 64)
}

// setLots chooses the most that each lot may be: no max_per_year of a schedule that
// moves the system's launchers or deployed is less.
func (d *doubter) setLots() {
	defaultMax := 1000.0
	if defaults := d.root.kid("defaults"); defaults != nil {
		defaultMax = min(20, defaults.number("max_per_year", 1000)) // 20: the least that may be drawn
	}
	for _, p := range d.parties {
		for _, s := range p.systems {
			most := s.lot + 20
			d.eachSchedule(func(_ []*genSchedule, _ int, sch *genSchedule) {
				if slices.Contains(sch.systems, s) && sch.quantity != "loading" {
					most = min(most, int(sch.node.number("max_per_year", defaultMax)))
				}
			})
			d.lots[s] = d.between(s.lot, max(most, s.lot))
		}
	}
}

func (d *doubter) eachSchedule(do func(chain []*genSchedule, i int, sch *genSchedule)) {
	for _, chain := range d.chains {
		for i, sch := range chain {
			do(chain, i, sch)
		}
	}
}

func (d *doubter) ofDefaults() {
	defaults := d.root.kid("defaults")
	if defaults == nil {
		return
	}
	d.add(doubt{address: "defaults", low: 20, high: 80, always: d.chance(50)}, defaults, "max_per_year")

	if defaults.kid("delay") == nil || !d.chance(50) {
		return
	}
	// No schedule of a chain may run into the next.
	low, high := 0, d.delay+4
	d.eachSchedule(func(chain []*genSchedule, i int, sch *genSchedule) {
		if i == 0 {
			return
		}
		slack := d.slack(chain, i)
		own, before := sch.node.kid("delay") != nil, chain[i-1].node.kid("delay") != nil
		switch {
		case own && !before:
			high = min(high, d.delay+slack)
		case !own && before:
			low = max(low, d.delay-slack)
		}
	})
	d.shifting = true
	d.add(doubt{address: "defaults", low: float64(low), high: float64(high), whole: true, always: true}, defaults, "delay")
}

// slack is by how many years a schedule could start earlier without a clash with
// the one before it in its chain.
func (d *doubter) slack(chain []*genSchedule, i int) int {
	return d.from(chain[i]) + d.delayOf(chain[i]) - d.last(chain[i-1]) - d.delayOf(chain[i-1])
}

func (d *doubter) delayOf(s *genSchedule) int {
	return int(s.node.number("delay", float64(d.delay)))
}

func (d *doubter) from(s *genSchedule) int {
	return int(s.node.number("from", float64(d.start.Year())))
}

// years are those of levels or share.
func (s *genSchedule) years() []int {
	var years []int
	for _, kind := range []string{"levels", "share"} {
		if n := s.node.kid(kind); n != nil {
			for _, kid := range n.kids {
				year, _ := strconv.Atoi(kid.key)
				years = append(years, year)
			}
		}
	}
	slices.Sort(years)
	return years
}

// last is the last year that a schedule occupies, its delay left out.
func (d *doubter) last(s *genSchedule) int {
	if years := s.years(); years != nil {
		return years[len(years)-1]
	}
	return int(s.node.number("until", float64(d.lastYear+1)))
}

func (d *doubter) ofParties() {
	for _, p := range d.parties {
		for _, id := range p.pools {
			n := p.node.find("pool." + id)
			for _, key := range []string{"reserve", "retired", "produce_per_year", "retire_per_year", "dismantle_per_year"} {
				high := choose(d.generator, 5, 2*n.number(key, 0)+10)
				d.add(doubt{address: "party." + p.code + ".pool." + id, high: high, whole: true, openHigh: true}, n, key)
			}
		}
		for _, s := range p.systems {
			d.ofSystem(p, s)
		}
	}
}

func (d *doubter) ofSystem(p *genParty, s *genSystem) {
	id := strings.TrimPrefix(s.address, p.code+".")
	n := p.node.find("system." + id)
	add := func(key string, low, high float64, whole bool) {
		x := doubt{address: "party." + p.code + ".system." + id, low: low, high: high, whole: whole}
		x.openHigh = key != "loading" && key != "lot"
		d.add(x, n, key)
	}
	launchers := float64(s.launchers)
	add("launchers", math.Floor(launchers/2), 1.5*launchers+10, true)
	add("deployed", 0, launchers+20, true) // more than there are becomes what there is
	add("missiles", math.Floor(float64(s.missiles)/2), float64(s.missiles)+30, true)
	// No loading is over `highest`, no capacity under it.
	highest := float64(d.between(int(math.Ceil(s.loading)), int(s.capacity)))
	add("loading", 0, highest, false)
	add("capacity", highest, s.capacity+6, true)
	add("lot", 1, float64(d.lots[s]), true)
	add("attributed", 0, 2*n.number("attributed", 0)+3, false)
	add("equipped", 0, 2*n.number("equipped", 0)+3, false)
	add("throw_weight", 0, 2*n.number("throw_weight", 0)+1, false)
}

func (d *doubter) ofSchedules() {
	for _, chain := range d.chains {
		delayed := d.pick(len(chain)) // the one of the chain whose delay may be in doubt
		for i, s := range chain {
			d.ofMoves(s)
			d.ofYears(chain, i)
			if i == delayed && (len(chain) == 1 || !d.shifting) {
				d.ofDelay(chain, i)
			}
		}
	}
}

// ofMoves has doubts about how far and how fast a schedule goes.
func (d *doubter) ofMoves(s *genSchedule) {
	whole := s.quantity != "loading"
	most := func(written float64) float64 {
		if whole {
			return 2*written + 20
		}
		return written + 3
	}
	if levels := s.node.kid("levels"); levels != nil {
		for _, kid := range levels.kids {
			x := doubt{address: s.address + ".levels", high: most(levels.number(kid.key, 0)), whole: whole, openHigh: true}
			d.add(x, levels, kid.key)
		}
	}
	if share := s.node.kid("share"); share != nil {
		for _, kid := range share.kids {
			d.add(doubt{address: s.address + ".share", high: 2, openHigh: true}, share, kid.key)
		}
	}
	d.add(doubt{address: s.address, high: most(s.node.number("to", 0)), whole: whole, openHigh: true}, s.node, "to")

	reach, least := 5.0, 1
	if !whole {
		reach = 0.5
	}
	rate := s.node.number("per_year", 0)
	d.add(doubt{address: s.address, low: rate - reach, high: rate + reach, openLow: true, openHigh: true}, s.node, "per_year")
	if s.grows() { // it is short
		d.add(doubt{address: s.address, low: -20, high: 30}, s.node, "percent_per_year")
	} else {
		d.add(doubt{address: s.address, low: -60, high: 0, openLow: true}, s.node, "percent_per_year")
	}

	if !whole {
		d.add(doubt{address: s.address, low: 0.05, high: 2, openHigh: true}, s.node, "max_per_year")
		return
	}
	for _, sys := range s.systems {
		least = max(least, d.lots[sys])
	}
	x := doubt{address: s.address, low: float64(least), high: float64(least + 60), whole: true, openHigh: true}
	d.add(x, s.node, "max_per_year")
}

func (s *genSchedule) grows() bool { return s.node.number("percent_per_year", 0) > 0 }

// ofYears has doubts about the years of a schedule: no `from` is after a certain
// year, no `until` and no level before the next. A chain keeps what lies between
// its schedules.
func (d *doubter) ofYears(chain []*genSchedule, i int) {
	s, written := chain[i], d.from(chain[i])
	latest := written + 6
	if years := s.years(); years != nil {
		latest = min(latest, years[0]-1)
	}
	until := int(s.node.number("until", 0))
	if until > 0 {
		latest = min(latest, until-1)
	}
	latest = d.between(written, latest)

	earliest := written
	if i == 0 && !s.grows() {
		earliest = d.start.Year()
	}
	x := doubt{address: s.address, low: float64(earliest), high: float64(latest), whole: true}
	d.add(x, s.node, "from")

	if i == len(chain)-1 {
		until += 5
	}
	x = doubt{address: s.address, low: float64(latest + 1), high: float64(until), whole: true}
	d.add(x, s.node, "until")
}

func (d *doubter) ofDelay(chain []*genSchedule, i int) {
	written := d.delayOf(chain[i])
	low, high := 0, written+4
	if i > 0 {
		low = max(low, written-d.slack(chain, i))
	}
	if i < len(chain)-1 {
		high = min(high, written+d.slack(chain, i+1))
	}
	x := doubt{address: chain[i].address, low: float64(low), high: float64(high), whole: true}
	d.add(x, chain[i].node, "delay")
}

// ofTreaties has doubts about what treaties allow and how they count, those of a
// treaty that another is laid over too.
func (d *doubter) ofTreaties() {
	for _, t := range d.treaties {
		seen := map[*node]bool{}
		own := t.node.kid("limit")
		if own != nil {
			for _, limit := range own.kids {
				d.ofLimit("treaty."+t.name+".limit."+limit.key, limit, limit)
				seen[limit] = true
			}
		}
		if t.base == nil {
			continue
		}
		for _, limit := range t.base.node.kid("limit").kids {
			address := "treaty." + t.name + ".limit." + limit.key
			if own != nil && own.kid(limit.key) != nil {
				d.ofRules(address, limit) // its ceiling is replaced
			} else {
				d.ofLimit(address, limit, limit)
			}
		}
	}
}

func (d *doubter) ofLimit(address string, ceilings, rules *node) {
	if ceiling := ceilings.kid("ceiling"); ceiling != nil {
		for _, kid := range ceiling.kids {
			high := 2*ceiling.number(kid.key, 0) + 20
			d.add(doubt{address: address + ".ceiling", high: high, openHigh: true}, ceiling, kid.key)
		}
	}
	d.ofRules(address, rules)
}

func (d *doubter) ofRules(address string, limit *node) {
	rules := limit.kid("count")
	if rules == nil {
		return
	}
	for _, rule := range rules.kids {
		at := address + ".count." + rule.key
		for _, key := range []string{"each", "beyond"} {
			d.add(doubt{address: at, high: 2*rule.number(key, 0) + 2, openHigh: true}, rule, key)
		}
		d.add(doubt{address: at, low: 1, high: 2*rule.number("first", 0) + 5, whole: true, openHigh: true}, rule, "first")
	}
}

// distribution writes a distribution all of whose draws lie where they may.
func (g *generator) distribution(n *node, x doubt) {
	if x.whole && g.chance(10) {
		x.low, x.high = x.low-0.4, x.high+0.4 // what is rounded lies inside
	}
	a, b := g.inside(x), g.inside(x)
	if g.chance(40) {
		a, b = x.low, x.high
	}
	low, high := min(a, b), max(a, b)
	if low == high {
		low, high = x.low, x.high
	}

	switch choose(g, "uniform", "integers", "choice", "triangular", "normal", "lognormal") {
	case "integers":
		if whole := math.Ceil(low); whole <= math.Floor(high) {
			n.leaf("integers", g.array(whole, math.Floor(high)))
			return
		}
	case "choice":
		var values []float64
		for range g.between(1, 5) {
			values = append(values, g.inside(x))
		}
		n.leaf("choice", g.array(values...))
		return
	case "triangular":
		mode := choose(g, low, high, thousandths((low+high)/2), thousandths(low+(high-low)*0.3))
		n.leaf("triangular", g.array(low, max(low, min(high, mode)), high))
		return
	case "normal":
		g.normal(n, x, low, high)
		return
	case "lognormal":
		if low >= 0 {
			g.lognormal(n, x, low, high)
			return
		}
	}
	n.leaf("uniform", g.array(low, high))
}

// normal writes a normal distribution between bounds. Its mean may lie outside of
// them, but not so far that nothing is left of its tail.
func (g *generator) normal(n *node, x doubt, low, high float64) {
	width := high - low
	mean := thousandths(low + width*choose(g, 0.5, 0.3, 0, 1, -0.5, 1.5))
	sd := max(0.001, thousandths(width*choose(g, 0.5, 0.6, 1, 2)))
	if mean >= low && mean <= high && g.chance(50) {
		sd = max(0.001, thousandths(width*choose(g, 0.1, 0.25)))
	}
	n.leaf("normal", g.array(mean, sd))
	if !x.openLow || g.chance(50) {
		n.leaf("min", g.number(low))
	}
	if !x.openHigh || g.chance(50) || mean < low {
		n.leaf("max", g.number(high))
	}
}

func (g *generator) lognormal(n *node, x doubt, low, high float64) {
	median := max(0.001, thousandths(low+(high-low)*choose(g, 0.5, 0.1, 0.9, 1)))
	n.leaf("lognormal", g.array(median, choose(g, 0.1, 0.25, 0.5)))
	if x.low > 0 || g.chance(50) {
		n.leaf("min", g.number(low))
	}
	if !x.openHigh || g.chance(50) {
		n.leaf("max", g.number(high))
	}
}

// inside is a number in the interval of a doubt: an end of it, a whole number, a
// half, or another one with three decimals.
func (g *generator) inside(x doubt) float64 {
	switch g.pick(6) {
	case 0:
		return choose(g, x.low, x.high)
	case 1, 2:
		if low, high := math.Ceil(x.low), math.Floor(x.high); low <= high {
			return low + float64(g.pick(int(high-low)+1))
		}
	case 3:
		if low, high := math.Ceil(x.low*2), math.Floor(x.high*2); low <= high {
			return (low + float64(g.pick(int(high-low)+1))) / 2
		}
	}
	return max(x.low, min(x.high, thousandths(x.low+(x.high-x.low)*float64(g.pick(1001))/1000)))
}

func thousandths(x float64) float64 { return math.Round(x*1000) / 1000 }

func (g *generator) array(numbers ...float64) string {
	spelled := make([]string, len(numbers))
	for i, x := range numbers {
		if x == math.Trunc(x) {
			spelled[i] = g.whole(int(x))
		} else {
			spelled[i] = g.number(x)
		}
	}
	return "[" + strings.Join(spelled, ", ") + "]"
}
