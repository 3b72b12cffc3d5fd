package scenarios

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"drawdown/scenarios/diag"
	"drawdown/scenarios/internal/tree"
	"drawdown/sim"
	"drawdown/sim/arsenal"
	"drawdown/sim/civil"
	"drawdown/sim/treaty"
)

// A Claim is an [expect]: a statement about the result that either holds or
// does not.
type Claim struct {
	Key     string
	Parties []*arsenal.Party // those that the claim is about
	Subject string           // as written, as in "new-start.warheads"
	Limit   *treaty.Limit    // a limit's count, or
	System  map[*arsenal.Party]*arsenal.System
	Pool    map[*arsenal.Party]*arsenal.Pool
	Of      string // the quantity of a system or the stock of a pool

	At, From, Until civil.Date // At, or a span; zero: open
	Min, Max        arsenal.Property
	Equals          arsenal.Property
	Tolerance       float64
	Status          treaty.Status // "": not claimed
	Why             string
	Origin          arsenal.Origin
}

// Holdings and stocks that a claim can be about.
var (
	holdingParts = []string{"launchers", "deployed", "missiles", "loading", "warheads"}
	stockParts   = []string{"emplaced", "reserve", "retired", "dismantled", "produced"}
)

func (r *resolver) claims() {
	for _, t := range (table{r.root}).tables("expect") {
		if c := r.claim(t); c != nil {
			r.doc.Claims = append(r.doc.Claims, c)
		}
	}
}

func (r *resolver) claim(t table) *Claim {
	c := &Claim{Key: t.n.Key, Origin: r.origin(t.n, t.n, "", "expect."+t.n.Key), Parties: r.s.Parties}
	c.At, _ = t.date("at")
	c.From, _ = t.date("from")
	c.Until, _ = t.date("until")
	c.Min, c.Max, c.Equals = t.property("min"), t.property("max"), t.property("equals")
	c.Tolerance, _ = t.number("tolerance")
	status, _ := t.text("status")
	c.Status = treaty.Status(status)
	c.Why, _ = t.text("why")
	fine := true
	bad := func(key, format string, args ...any) *diag.Diagnostic {
		fine = false
		at := t.n.At
		if n := t.n.Child(key); n != nil {
			at = n.At
		}
		return r.list.Errorf(diag.ExpectForm, t.n.Source, at, "claim %s "+format, append([]any{t.n.Key}, args...)...)
	}
	if code, ok := t.text("party"); ok {
		p := r.s.Party(code)
		if p == nil {
			var codes []string
			for _, p := range r.s.Parties {
				codes = append(codes, p.Code)
			}
			r.unknown(t.n.Child("party"), "party", code, codes)
			return nil
		}
		c.Parties = []*arsenal.Party{p}
	}
	var subjects []string
	for _, key := range []string{"limit", "holding", "pool"} {
		if t.has(key) {
			subjects = append(subjects, key)
		}
	}
	if len(subjects) > 1 {
		bad("", "has more than one subject: %s", strings.Join(subjects, ", ")).Hintf("keep one; make a claim of each")
		return nil
	}
	if len(subjects) == 0 {
		bad("", "needs one subject: limit, holding or pool").Hintf(`as in limit = "new-start.warheads"`)
		return nil
	}
	if t.has("at") && (t.has("from") || t.has("until")) {
		bad("at", "is about one date or about a span, not both").Hintf("keep `at`, or `from` and `until`")
	}
	if !t.has("min") && !t.has("max") && !t.has("equals") && !t.has("status") {
		bad("", "claims nothing").Hintf("add min, max, equals or status")
	}
	if t.has("tolerance") && !t.has("equals") {
		bad("tolerance", "has a tolerance without `equals`").Hintf("add `equals`, or claim `min` and `max` instead")
	}
	if c.Status != "" && subjects[0] != "limit" {
		bad("status", "has a status, and only the count under a limit has one").Hintf(`as in limit = "new-start.warheads"`)
	}
	for _, key := range []string{"at", "from", "until"} {
		d, ok := t.date(key)
		code := diag.TooEarly
		switch {
		case !ok || !r.dated() || d >= r.s.Start && d <= r.s.End:
			continue
		case r.respanned():
			return nil // the claim is about the scenario as written
		case d > r.s.End:
			code = diag.OutOfRange
		}
		r.errorAt(t.n.Child(key), code, "claim %s speaks of %s, but the scenario goes from %s to %s", c.Key, d, r.s.Start, r.s.End).
			Hintf("name a date within it, or move `start` or `end`")
		fine = false
	}
	if c.From != 0 && c.Until != 0 && c.Until < c.From {
		bad("until", "ends before it begins").Hintf("exchange `from` and `until`")
	}
	if !r.subject(t, c, subjects[0]) || !fine {
		return nil
	}
	return c
}

// respanned reports whether --set moved the scenario's start or end.
func (r *resolver) respanned() bool {
	return r.root.Child("start").Source.Name == setName || r.root.Child("end").Source.Name == setName
}

// subject finds what a claim is about.
func (r *resolver) subject(t table, c *Claim, kind string) bool {
	n := t.get(kind, tree.Text)
	if n == nil {
		return false
	}
	c.Subject = n.Text()
	if kind == "limit" {
		if c.Limit = r.limitNamed(c.Subject); c.Limit == nil && r.lacking {
			return false
		} else if c.Limit == nil {
			r.unknown(n, "limit", c.Subject, r.limitAddresses())
			return false
		}
		bound := slices.DeleteFunc(slices.Clone(c.Parties), func(p *arsenal.Party) bool { return !c.Limit.Binds(p.Code) })
		if len(bound) == 0 {
			r.errorAt(n, diag.UnknownName, "%s is no limit on %s", c.Subject, c.Parties[0].Code).
				Hintf("%s binds %s", c.Subject, strings.Join(c.Limit.Treaty.Parties, ", "))
			return false
		}
		c.Parties = bound
		return true
	}
	dot := strings.LastIndexByte(c.Subject, '.')
	key, of := c.Subject[:max(dot, 0)], c.Subject[dot+1:]
	c.Of = of
	parts := holdingParts
	if kind == "pool" {
		parts = stockParts
	}
	if !slices.Contains(parts, of) {
		r.unknown(n, kind, c.Subject, []string{key + "." + diag.Nearest(of, parts)})
		return false
	}
	var with []*arsenal.Party
	var candidates []string
	c.System, c.Pool = map[*arsenal.Party]*arsenal.System{}, map[*arsenal.Party]*arsenal.Pool{}
	for _, p := range c.Parties {
		if kind == "holding" {
			for _, s := range p.Systems {
				candidates = append(candidates, s.Key+"."+of)
				if s.Key == key {
					c.System[p] = s
					with = append(with, p)
				}
			}
			continue
		}
		for _, q := range p.Pools {
			candidates = append(candidates, q.Key+"."+of)
			if q.Key == key {
				c.Pool[p] = q
				with = append(with, p)
			}
		}
	}
	if len(with) == 0 {
		r.unknown(n, kind, c.Subject, candidates)
		return false
	}
	c.Parties = with
	return true
}

// A Verdict says whether a claim holds.
type Verdict struct {
	Claim *Claim
	Holds bool
	Got   string // what the run gave, where it does not hold: the first miss
}

// Test holds the claims against a run.
func (d *Document) Test(a *sim.Assessment) []Verdict {
	var all []Verdict
	for _, c := range d.Claims {
		v := Verdict{Claim: c, Holds: true}
		for _, p := range c.Parties {
			for _, day := range c.days(a) {
				if got := c.miss(a, p, day); got != "" {
					v.Holds = false
					v.Got = fmt.Sprintf("%s on %s: %s", p.Code, day, got)
					break
				}
			}
			if !v.Holds {
				break
			}
		}
		all = append(all, v)
	}
	return all
}

// days are the dates on which a claim is tested: its own, or those of every
// state, and for a limit of every finding, in its span.
func (c *Claim) days(a *sim.Assessment) []civil.Date {
	if c.At != 0 {
		return []civil.Date{c.At}
	}
	var days []civil.Date
	for k := range a.Trajectory.States {
		days = append(days, a.Trajectory.Date(k))
	}
	for i := range a.Findings {
		if c.Limit != nil && a.Findings[i].Limit == c.Limit {
			days = append(days, a.Findings[i].Date)
		}
	}
	slices.Sort(days)
	return slices.DeleteFunc(slices.Compact(days), func(d civil.Date) bool {
		return d < c.From || c.Until != 0 && d > c.Until
	})
}

// miss says what a claim did not get on a date, or "" where it holds.
func (c *Claim) miss(a *sim.Assessment, p *arsenal.Party, day civil.Date) string {
	var got float64
	state := &a.Trajectory.States[a.Trajectory.At(day)]
	switch {
	case c.Limit != nil:
		f := a.On(day, p, c.Limit)
		if c.Status != "" && f.Status != c.Status {
			return fmt.Sprintf("the status is %s, not %s", f.Status, c.Status)
		}
		if !f.Computable {
			if c.Min.Known || c.Max.Known || c.Equals.Known {
				return "the count cannot be computed"
			}
			return ""
		}
		got = f.Count
	case c.System[p] != nil:
		h := state.Holdings[c.System[p].Index]
		got = map[string]float64{
			"launchers": float64(h.Launchers), "deployed": float64(h.Deployed), "missiles": float64(h.Missiles),
			"loading": h.Loading, "warheads": float64(h.Warheads),
		}[c.Of]
	default:
		s := state.Stocks[c.Pool[p].Index]
		got = map[string]float64{
			"emplaced": float64(s.Emplaced), "reserve": float64(s.Reserve), "retired": float64(s.Retired),
			"dismantled": float64(s.Dismantled), "produced": float64(s.Produced),
		}[c.Of]
	}
	switch {
	case c.Min.Known && got < c.Min.Value:
		return FormatNumber(got) + " is less than " + FormatNumber(c.Min.Value)
	case c.Max.Known && got > c.Max.Value:
		return FormatNumber(got) + " is more than " + FormatNumber(c.Max.Value)
	case c.Equals.Known && math.Abs(got-c.Equals.Value) > c.Tolerance:
		return FormatNumber(got) + " is not " + FormatNumber(c.Equals.Value)
	}
	return ""
}

// String says what is claimed, as in "new-start.warheads of US on 2018-02-05 at
// most 1550".
func (c *Claim) String() string {
	var codes []string
	for _, p := range c.Parties {
		codes = append(codes, p.Code)
	}
	s := c.Subject + " of " + strings.Join(codes, ", ")
	switch {
	case c.At != 0:
		s += " on " + c.At.String()
	case c.From != 0 && c.Until != 0:
		s += " from " + c.From.String() + " until " + c.Until.String()
	case c.From != 0:
		s += " from " + c.From.String() + " on"
	case c.Until != 0:
		s += " until " + c.Until.String()
	default:
		s += " throughout"
	}
	var claims []string
	if c.Min.Known {
		claims = append(claims, "at least "+FormatNumber(c.Min.Value))
	}
	if c.Max.Known {
		claims = append(claims, "at most "+FormatNumber(c.Max.Value))
	}
	if c.Equals.Known {
		e := "equals " + FormatNumber(c.Equals.Value)
		if c.Tolerance > 0 {
			e += " within " + FormatNumber(c.Tolerance)
		}
		claims = append(claims, e)
	}
	if c.Status != "" {
		claims = append(claims, "is "+strconv.Quote(string(c.Status)))
	}
	return s + ": " + strings.Join(claims, ", ")
}
