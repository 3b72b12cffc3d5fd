package naive

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// generator makes valid scenarios. Where the text leaves open whether something is
// a mistake it does, as a rule, not write it. Lower choices are plainer as a rule,
// so that a failing scenario shrinks to a plain one.
type generator struct {
	pick func(n int) int // a whole number from 0 to n-1

	start, end time.Time
	lastYear   int // of the last state
	parties    []*genParty
	delay      int // of [defaults]
	chains     [][]*genSchedule
	treaties   []*genTreaty

	uncertain bool // with an [uncertain] section
}

type genParty struct {
	code    string
	systems []*genSystem
	pools   []string
	node    *node
}

type genSystem struct {
	address                  string
	launchers, deployed, lot int
	missiles                 int // -1: not modelled
	loading, capacity        float64
	hasSchedule              map[string]bool // by quantity
}

type genTreaty struct {
	name, file string // file "": written in the scenario
	parties    []string
	limits     []string
	node       *node
	base       *genTreaty // of one laid over another
}

// genSchedule is a schedule in the chain of those that follow one another on the
// same quantity of the same systems.
type genSchedule struct {
	address  string
	quantity string
	systems  []*genSystem
	node     *node
}

var (
	genCodes  = []string{"US", "RU", "CN", "UK", "BLUE", "RED"}
	genIDs    = []string{"silo", "boat-2", "bomber", "m-1", "ss-18", "rs-28", "b-2a", "tel"}
	genTypes  = []string{"icbm", "slbm", "heavy-bomber", "ground-launched-missile", "other"}
	genTraits = []string{"silo", "mobile", "mirv", "heavy", "alcm"}
	genPaces  = []string{"even", "step", "front", "back", "s-curve"}
)

// generate makes the files of one scenario.
func generate(pick func(n int) int, options []Option) Files {
	g := &generator{pick: pick}
	for _, option := range options {
		option(g)
	}
	files := Files{}
	root := g.scenario(files)
	g.write(files, Main, root)
	return files
}

// chance is true in so many of a hundred cases.
func (g *generator) chance(percent int) bool { return g.pick(100) >= 100-percent }

// between is a whole number from low to high.
func (g *generator) between(low, high int) int { return low + g.pick(high-low+1) }

func choose[T any](g *generator, from ...T) T { return from[g.pick(len(from))] }

// some are a few of the elements, in order, at least so many.
func some[T any](g *generator, atLeast int, from []T) []T {
	var out []T
	for i, element := range from {
		missing := atLeast - len(out)
		if missing >= len(from)-i || g.chance(50) {
			out = append(out, element)
		}
	}
	return out
}

func shuffled[T any](g *generator, from []T) []T {
	out := slices.Clone(from)
	for i := range out {
		j := i + g.pick(len(out)-i)
		out[i], out[j] = out[j], out[i]
	}
	return out
}

// scenario makes the whole scenario as one table; the files of its treaties go
// into files at once.
func (g *generator) scenario(files Files) *node {
	g.dates()
	root := group("")
	root.leaf("format", "1")
	root.leaf("title", quote(choose(g, "Random", "A scenario made at random", "Ünïcode — 核")))
	root.leaf("start", iso(g.start))
	root.leaf("end", iso(g.end))
	if g.chance(20) {
		root.leaf("summary", quote("Made at random."))
	}
	if g.chance(20) {
		root.leaf("author", quote("nobody"))
	}
	if g.chance(15) {
		root.leaf("meta.anything", choose(g, "1", "[1, 2]", `"text"`, "true", "2020-01-01"))
	}
	g.defaults(root)

	codes := shuffled(g, genCodes)[:g.between(1, 4)]
	for _, code := range codes {
		g.party(root.at("party"), code)
	}
	g.schedules(root)
	g.writeTreaties(root, files)
	g.events(root.at("event"), g.between(0, 5))

	if g.chance(20) {
		root.leaf("source.report.title", quote("A report"))
		root.leaf("source.report.publisher", quote("An office"))
		root.leaf("source.report.as_of", iso(g.anyDate()))
		for i, p := range g.parties {
			if i == 0 || g.chance(50) {
				p.node.leaf("source", choose(g, `"report"`, `["report"]`))
			}
		}
	}
	if g.uncertain {
		g.uncertainties(root)
	}
	return root
}

// dates chooses a start and an end.
func (g *generator) dates() {
	year := g.between(2010, 2040)
	if g.chance(20) {
		year = g.between(1985, 2009)
	}
	switch g.pick(8) {
	case 0:
		g.start = date(year, 1, 1)
	case 1:
		g.start = date(year, 12, 31)
	case 2:
		g.start = date(year, 2, 28)
	case 3:
		g.start = date(year, 3, 1)
	case 4:
		g.start = date(year, 2, 5)
	default:
		g.start = date(year, g.between(1, 12), g.between(1, 28))
	}
	years := g.between(1, 12)
	switch {
	case g.chance(3):
		years = g.between(100, 199)
	case g.chance(20):
		years = g.between(13, 30)
	case g.chance(5):
		years = 0
	}
	last := g.start.AddDate(years, 0, 0)
	g.lastYear = last.Year()
	g.end = last
	switch g.pick(5) {
	case 1:
		g.end = last.AddDate(1, 0, -1) // a day short of one more state
	case 2:
		g.end = last.AddDate(0, 0, g.between(0, 364))
	case 3:
		g.end = last.AddDate(0, 0, 1)
	}
}

func (g *generator) defaults(root *node) {
	if !g.chance(40) {
		return
	}
	if g.chance(60) {
		root.leaf("defaults.pace", quote(choose(g, genPaces...)))
	}
	if g.chance(30) {
		g.delay = g.between(0, 3)
		root.leaf("defaults.delay", g.whole(g.delay))
	}
	if g.chance(30) {
		// whole, and not under any lot
		root.leaf("defaults.max_per_year", g.whole(g.between(20, 60)))
	}
}

func (g *generator) party(parties *node, code string) {
	p := &genParty{code: code, node: parties.at(code)}
	g.parties = append(g.parties, p)
	p.node.leaf("name", quote("Party "+code))
	g.remark(p.node)

	for i := range choose(g, 0, 0, 1, 1, 1, 2, 2, 3) {
		id := []string{"missile", "bomber", "all-3"}[i]
		p.pools = append(p.pools, id)
		n := p.node.at("pool." + id)
		n.keep = true // a pool may be empty, and is there all the same
		sometimes := func(key, value string) {
			if g.chance(60) {
				n.leaf(key, value)
			}
		}
		sometimes("reserve", g.whole(g.amount()))
		sometimes("retired", g.whole(g.amount()))
		sometimes("removed_to", quote(choose(g, "reserve", "retired")))
		sometimes("produce_per_year", g.whole(choose(g, 0, 1, 3, 10, 40)))
		sometimes("retire_per_year", g.whole(choose(g, 0, 1, 5, 20, 100)))
		sometimes("dismantle_per_year", g.whole(choose(g, 0, 1, 7, 31, 135)))
		g.remark(n)
	}
	for _, id := range shuffled(g, genIDs)[:g.between(1, 6)] {
		g.system(p, id)
	}
}

// amount is a count of warheads, often nought.
func (g *generator) amount() int {
	return choose(g, 0, 1, 10, g.between(0, 60), g.between(0, 500), g.between(0, 5000))
}

func (g *generator) system(p *genParty, id string) {
	s := &genSystem{address: p.code + "." + id, lot: 1, missiles: -1, hasSchedule: map[string]bool{}}
	p.systems = append(p.systems, s)
	n := p.node.at("system." + id)

	n.leaf("name", quote("System "+id))
	n.leaf("type", quote(choose(g, genTypes...)))
	if g.chance(50) {
		n.leaf("traits", quotes(some(g, 0, genTraits)))
	}
	if g.chance(25) {
		s.lot = choose(g, 1, 2, 3, 10, 16, 20)
		n.leaf("lot", g.whole(s.lot))
	}
	s.launchers = choose(g, g.between(1, 12), g.between(10, 200), 5*g.between(1, 40), s.lot*g.between(1, 12), 0, 1000)
	n.leaf("launchers", g.whole(s.launchers))
	s.deployed = s.launchers
	if g.chance(60) {
		s.deployed = choose(g, g.between(0, s.launchers), s.launchers, 0)
		n.leaf("deployed", g.whole(s.deployed))
	}
	if g.chance(40) {
		s.missiles = s.deployed + choose(g, 0, 1, g.between(0, 100))
		n.leaf("missiles", g.whole(s.missiles))
	}
	if g.chance(85) {
		s.loading = g.loading(10)
		n.leaf("loading", g.number(s.loading))
	}
	s.capacity = math.Ceil(s.loading)
	if g.chance(60) {
		s.capacity += float64(g.between(0, 6))
		n.leaf("capacity", g.whole(int(s.capacity)))
	}
	if g.chance(60) {
		n.leaf("attributed", g.whole(g.between(0, 10)))
	}
	if g.chance(50) {
		n.leaf("equipped", g.whole(g.between(1, 20)))
	}
	if g.chance(50) {
		n.leaf("throw_weight", g.number(choose(g, 1.1, 3.65, 2.8, 8.8, 0.5, 2)))
	}
	if len(p.pools) > 1 || len(p.pools) == 1 && g.chance(40) {
		n.leaf("pool", quote(choose(g, p.pools...)))
	}
	if g.chance(15) {
		n.leaf("grade", choose(g, `"declared"`, `"assumed"`, `{ launchers = "declared", loading = "estimated" }`))
	}
	g.remark(n)
}

// loading is a number of warheads per launcher up to a highest, chosen to make
// halves.
func (g *generator) loading(highest int) float64 {
	whole := float64(g.between(0, highest))
	x := whole - choose(g, 0, 0, 0.5, 0.5, 0.25, 0.75, 0.125, 0.74, 0.1, 0.3, 0.7, 0.9, 0.15, 1.0/3)
	return max(0, math.Round(x*1e6)/1e6)
}

func (g *generator) remark(n *node) {
	if g.chance(8) {
		n.leaf("note", quote("a remark with # and = in it"))
	}
}

// schedules gives quantities of systems schedules: a chain of one to three, the
// next one starting no earlier than the last year that the one before occupies.
func (g *generator) schedules(root *node) {
	count := 0
	for range g.between(0, 12) {
		quantity := choose(g, "launchers", "deployed", "loading", "missiles")
		key, value, systems := g.systemsFor(quantity)
		if len(systems) == 0 {
			continue
		}
		cursor := g.start.Year()
		length := choose(g, 1, 1, 1, 2, 3)
		var chain []*genSchedule
		for i := range length {
			count++
			address := fmt.Sprintf("schedule.s-%d", count)
			n := root.at(address)
			chain = append(chain, &genSchedule{address, quantity, systems, n})
			n.leaf(key, value)
			n.leaf("quantity", quote(quantity))
			cursor = g.schedule(n, quantity, systems, cursor, i == length-1)
			g.remark(n)
		}
		g.chains = append(g.chains, chain)
	}
}

// systemsFor chooses systems that have no schedule for the quantity yet, and how
// to name them.
func (g *generator) systemsFor(quantity string) (key, value string, systems []*genSystem) {
	p := choose(g, g.parties...)
	free := func(s *genSystem) bool {
		return !s.hasSchedule[quantity] && (quantity != "missiles" || s.missiles >= 0)
	}
	take := func(from []*genSystem) {
		for _, s := range from {
			s.hasSchedule[quantity] = true
		}
		systems = from
	}

	var candidates, onRecord []*genSystem
	for _, s := range p.systems {
		if free(s) {
			candidates = append(candidates, s)
		}
		if quantity != "missiles" || s.missiles >= 0 {
			onRecord = append(onRecord, s)
		}
	}
	switch {
	case len(candidates) == 0:
		return "", "", nil

	case len(candidates) == len(onRecord) && g.chance(20):
		take(candidates)
		if g.chance(50) {
			return "systems", quotes([]string{p.code + ".*"}), systems
		}
		return "system", quote(p.code + ".*"), systems

	case g.chance(30):
		// of all parties
		candidates = nil
		for _, p := range g.parties {
			for _, s := range p.systems {
				if free(s) {
					candidates = append(candidates, s)
				}
			}
		}
		take(some(g, 1, shuffled(g, candidates)))
		var names []string
		for _, s := range systems {
			names = append(names, s.address)
		}
		return "systems", quotes(names), systems

	default:
		take([]*genSystem{choose(g, candidates...)})
		return "system", quote(systems[0].address), systems
	}
}

// schedule writes a schedule that starts from the year `cursor` or later and
// returns the last year that it occupies.
func (g *generator) schedule(n *node, quantity string, systems []*genSystem, cursor int, isLast bool) int {
	first := g.start.Year()
	delay := g.delay
	if g.chance(15) {
		delay = g.between(0, 4)
		n.leaf("delay", g.whole(delay))
	}
	from := max(first, cursor-delay)
	if g.chance(30) {
		from += g.between(0, 5)
	}
	if from != first || g.chance(15) {
		n.leaf("from", g.whole(from))
	}
	b := from + delay

	lot, level, capacity := 1, 0, 0.0
	for _, s := range systems {
		lot = max(lot, s.lot)
		capacity = max(capacity, s.capacity)
		switch quantity {
		case "launchers":
			level = max(level, s.launchers)
		case "deployed":
			level = max(level, s.launchers, s.deployed)
		case "missiles":
			level = max(level, s.missiles)
		}
	}
	// a level to move to, and its spelling
	aim := func() string {
		if quantity == "loading" {
			return g.number(g.loading(int(capacity) + 1))
		}
		return g.whole(choose(g, g.between(0, level), g.between(0, 2*level), 0, level, level+g.between(0, 40)))
	}

	if g.chance(35) {
		if quantity == "loading" {
			n.leaf("max_per_year", g.number(choose(g, 0.4, 0.25, 1, 2, 0.1)))
		} else {
			n.leaf("max_per_year", g.whole(lot+choose(g, 0, 1, g.between(0, 12), g.between(0, 60))))
		}
	}

	kind := choose(g, "levels", "levels", "share", "per_year", "percent_per_year")
	if kind == "levels" || kind == "share" {
		years := n.at(kind)
		years.replaced = true
		y := b
		for range g.between(1, 4) {
			y += g.between(1, 7)
			if kind == "levels" {
				years.leaf(strconv.Itoa(y-delay), aim())
			} else {
				years.leaf(strconv.Itoa(y-delay), g.number(choose(g, 0.5, 0.65, 0, 1, 0.25, 0.333, 1.25, 1.5, 0.1)))
			}
		}
		if g.chance(70) {
			n.leaf("pace", quote(choose(g, genPaces...)))
		}
		years.kids = shuffled(g, years.kids)
		return y
	}

	// A growth in percent is kept short, lest it run off.
	rate, short := 0.0, false
	if kind == "per_year" {
		rate = choose(g, -1, -1.5, -0.5, -7.5, 1, 0.5, 2.5, 12, -2.25, -0.1, 0.125, 0)
		if quantity == "loading" {
			rate = choose(g, -0.1, 0.1, -0.3, 0.3, -0.25, 0.5, -0.7, 0.125, 0)
		}
	} else {
		rate = choose(g, -11, -50, -2.5, -10, 10, 2.5, 50, 0.1, -100, 100, 0, -0.5)
		short = rate > 0
	}
	n.leaf(kind, g.number(rate))
	if g.chance(40) {
		n.leaf("to", aim())
	}
	if !isLast || short || b >= g.lastYear || g.chance(40) {
		until := b + g.between(1, 8)
		n.leaf("until", g.whole(until-delay))
		return until
	}
	return g.lastYear + 1
}

func (g *generator) writeTreaties(root *node, files Files) {
	names := shuffled(g, []string{"alpha", "bravo", "char-lie", "delta_4", "echo"})
	inFiles := choose(g, 1, 1, 2, 0, 3)
	var paths []string
	for i := range inFiles {
		name := names[i]
		n := group("")
		n.leaf("format", "1")
		n.leaf("title", quote("A treaty called "+name))
		t := g.treaty(n, name)
		t.file = "treaties/" + name + ".toml"
		paths = append(paths, t.file)
		g.writeOne(files, t.file, n)
	}
	if inFiles > 0 || g.chance(10) {
		root.kids = append(root.kids, &node{key: "treaties", files: paths, isArray: true})
	}
	for i := range choose(g, 0, 0, 0, 1, 1, 2) {
		name := names[inFiles+i]
		n := root.at("treaty." + name)
		if inFiles > 0 && g.chance(60) {
			g.overlay(n, name, choose(g, g.treaties[:inFiles]...))
		} else {
			g.treaty(n, name)
		}
	}
}

// treaty writes the keys of section 3 into n.
func (g *generator) treaty(n *node, name string) *genTreaty {
	t := &genTreaty{name: name, node: n}
	g.treaties = append(g.treaties, t)

	var codes []string
	for _, p := range g.parties {
		codes = append(codes, p.code)
	}
	t.parties = some(g, 1, codes)
	if g.chance(80) {
		t.parties = codes
	}
	t.parties = shuffled(g, t.parties)
	if g.chance(15) {
		t.parties = append(t.parties, "ELSEWHERE")
	}
	n.leaf("short", quote("Treaty "+name))
	if g.chance(30) {
		n.leaf("kind", quote(choose(g, "treaty", "commitment", "proposal")))
	}
	n.leaf("parties", quotes(t.parties))
	if g.chance(85) {
		inForce := g.anyDate()
		n.leaf("in_force", iso(inForce))
		if g.chance(30) {
			n.leaf("signed", iso(inForce.AddDate(-1, -2, -3)))
		}
		if g.chance(40) {
			n.leaf("expires", iso(inForce.AddDate(g.between(1, 15), g.pick(3), 0)))
		}
	}
	for i := range g.between(1, 4) {
		id := fmt.Sprintf("limit-%d", i+1)
		t.limits = append(t.limits, id)
		g.limit(n.at("limit."+id), t)
	}
	g.ownEvents(n, "own", t)
	return t
}

// overlay writes a treaty laid over another's.
func (g *generator) overlay(n *node, name string, base *genTreaty) {
	t := &genTreaty{name: name, parties: base.parties, node: n, base: base}
	n.kids = append(n.kids, &node{key: "extends", files: []string{base.file}})
	n.leaf("short", quote("Treaty "+name))
	if g.chance(50) {
		n.leaf("kind", quote(choose(g, "proposal", "commitment")))
	}
	if g.chance(60) {
		inForce := g.anyDate()
		n.leaf("in_force", iso(inForce))
		n.leaf("expires", iso(inForce.AddDate(g.between(1, 20), 0, 0)))
	}
	for _, id := range some(g, 0, base.limits) {
		g.ceiling(n.at("limit." + id))
	}
	if g.chance(40) {
		g.limit(n.at("limit.of-its-own"), t)
	}
	if g.chance(40) {
		g.ownEvents(n, "added", t)
	}
	g.treaties = append(g.treaties, t)
}

func (g *generator) limit(n *node, t *genTreaty) {
	n.leaf("name", quote("A limit"))
	if g.chance(40) {
		n.leaf("article", quote("Article II(1)(a)"))
	}
	if g.chance(40) {
		n.leaf("unit", quote("things"))
	}
	if g.chance(15) {
		n.leaf("parties", quotes(some(g, 1, t.parties)))
	}
	g.ceiling(n)
	for i := range g.between(1, 3) {
		g.rule(n.at(fmt.Sprintf("count.rule-%d", i+1)), t)
	}
}

// ceiling writes a staircase. After "none" comes a number or nothing.
func (g *generator) ceiling(n *node) {
	c := n.at("ceiling")
	c.replaced = true
	total, perLauncher := 0, choose(g, 1, 1, 2, 5)
	for _, s := range choose(g, g.parties...).systems {
		total += s.launchers * perLauncher
	}
	when := g.anyDate()
	if g.chance(30) {
		when = g.start
	}
	steps := g.between(1, 4)
	for i := range steps {
		before := len(c.kids) > 0 && c.kids[len(c.kids)-1].value != `"none"`
		switch {
		case before && g.chance(25), len(c.kids) == 0 && i < steps-1 && g.chance(8):
			c.leaf(iso(when), `"none"`)
		case g.chance(15):
			c.leaf(iso(when), g.number(float64(total)+choose(g, 0.5, 0.25, 0.1)))
		default:
			c.leaf(iso(when), g.whole(choose(g, total, g.between(0, total), g.between(0, total), 2*total, 0, 100, total/2)))
		}
		when = when.AddDate(g.pick(5), g.pick(3), 1+g.pick(3))
		if g.chance(30) && when.After(g.start) {
			when = date(when.Year()+1, int(g.start.Month()), g.start.Day()) // on a state
		}
	}
	c.kids = shuffled(g, c.kids)
}

func (g *generator) rule(n *node, t *genTreaty) {
	if g.chance(50) {
		n.leaf("types", quotes(some(g, 1, genTypes)))
	}
	if g.chance(15) {
		n.leaf("with", quotes([]string{choose(g, genTraits...)}))
	}
	if g.chance(15) {
		n.leaf("without", quotes([]string{choose(g, genTraits...)}))
	}
	if g.chance(15) {
		n.leaf("parties", quotes(some(g, 1, t.parties)))
	}
	n.leaf("quantity", quote(choose(g, "deployed", "warheads", "launchers", "nondeployed", "missiles")))
	factor := func() string {
		switch g.pick(6) {
		case 0, 1:
			return g.whole(choose(g, 1, 2, 10, 0))
		case 2:
			return g.number(choose(g, 0.5, 1.1, 0.333, 2.5, 0.1))
		}
		return quote(choose(g, "attributed", "throw_weight", "equipped"))
	}
	if g.chance(50) {
		n.leaf("each", factor())
	}
	if g.chance(25) {
		n.leaf("first", g.whole(choose(g, 1, g.between(1, 50), g.between(1, 300), 150)))
		n.leaf("beyond", factor())
	}
	if g.chance(20) {
		n.leaf("says", quote("each counts"))
	}
	if g.chance(20) {
		n.leaf("article", quote("Article III(2)"))
	}
}

// ownEvents writes the events of a treaty's own history.
func (g *generator) ownEvents(n *node, id string, t *genTreaty) {
	for i := range choose(g, 0, 0, 0, 1, 1, 2) {
		g.event(n.at(fmt.Sprintf("event.%s-%d", id, i+1)), t.parties)
	}
}

// events writes events of the scenario.
func (g *generator) events(n *node, count int) {
	if len(g.treaties) == 0 {
		return
	}
	for i := range count {
		t := choose(g, g.treaties...)
		var here []string
		for _, p := range g.parties {
			if slices.Contains(t.parties, p.code) {
				here = append(here, p.code)
			}
		}
		e := n.at(fmt.Sprintf("event-%d", i+1))
		e.leaf("treaty", quote(t.name))
		g.event(e, here)
	}
}

func (g *generator) event(n *node, parties []string) {
	when := g.anyDate()
	if g.chance(30) {
		when = g.start.AddDate(choose(g, 0, 1, 2, 3), 0, 0)
	}
	what := choose(g, "suspends", "resumes", "extends", "enters-into-force", "withdraws")
	n.leaf("date", iso(when))
	n.leaf("what", quote(what))
	if g.chance(60) {
		n.leaf("party", quote(choose(g, parties...)))
	}
	if what == "extends" {
		n.leaf("until", iso(when.AddDate(g.between(1, 10), 0, 0)))
	}
	g.remark(n)
}

// anyDate is a date around the years of the scenario, often that of a state, the
// start, the end, a day beside one of them, or a leap day.
func (g *generator) anyDate() time.Time {
	years := g.lastYear - g.start.Year()
	switch g.pick(9) {
	case 0, 1:
		return g.start.AddDate(g.between(0, years), 0, 0)
	case 2:
		return g.start.AddDate(g.between(0, years), 0, choose(g, 1, -1))
	case 3:
		return g.start.AddDate(-g.between(1, 5), g.pick(12), 0)
	case 4:
		return g.end.AddDate(0, 0, choose(g, 0, 1, -1))
	case 5:
		return date((g.start.Year()+g.between(0, years))/4*4, 2, 29)
	}
	return g.start.AddDate(g.between(0, years), g.pick(12), g.pick(28))
}

func date(year, month, day int) time.Time {
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
}

func iso(t time.Time) string { return t.Format(time.DateOnly) }

func quote(s string) string { return `"` + strings.ReplaceAll(s, `"`, `\"`) + `"` }

func quotes(list []string) string {
	quoted := make([]string, len(list))
	for i := range list {
		quoted[i] = quote(list[i])
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}

// whole spells a whole number, now and then in an unusual way.
func (g *generator) whole(n int) string {
	if g.chance(90) || n < 0 {
		return strconv.Itoa(n)
	}
	switch g.pick(6) {
	case 0:
		return fmt.Sprintf("+%d", n)
	case 1:
		return fmt.Sprintf("%#x", n)
	case 2:
		return fmt.Sprintf("0o%o", n)
	case 3:
		return fmt.Sprintf("0b%b", n)
	case 4:
		return fmt.Sprintf("0x%04X", n)
	}
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "_" + s[i:]
	}
	return s
}

// number spells a number that need not be whole, now and then in an unusual way.
func (g *generator) number(x float64) string {
	s := strconv.FormatFloat(x, 'f', -1, 64)
	if g.chance(85) {
		return s
	}
	switch g.pick(4) {
	case 0:
		return strconv.FormatFloat(x, 'e', -1, 64)
	case 1:
		return strings.ToUpper(strconv.FormatFloat(x, 'e', -1, 64))
	case 2:
		if x >= 0 {
			return "+" + s
		}
	}
	if strings.Contains(s, ".") {
		return s + "0"
	}
	return s + ".0"
}
