package scenarios

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"drawdown/scenarios/diag"
	"drawdown/scenarios/internal/tree"
	"drawdown/sim/arsenal"
	"drawdown/sim/civil"
	"drawdown/sim/treaty"
)

// LoadTreaty reads a treaty of the library by itself: a document with that
// treaty, its sources and its places, and no forces.
func LoadTreaty(e Entry) (*Document, error) {
	if e.Kind != KindTreaty {
		return nil, fmt.Errorf("%s is a %s, not a treaty", e.Name, e.Kind)
	}
	list := &diag.List{}
	l := newLoader(Options{}, list)
	wrong := func() error {
		all := []error{fmt.Errorf("treaty %s cannot be read", e.Name)}
		for _, m := range list.All() {
			all = append(all, errors.New(m.String()))
		}
		return errors.Join(all...)
	}
	law := l.layers(place{e.Path, true}, KindTreaty, citation{}, nil)
	if law == nil {
		return nil, wrong()
	}
	law.Key = e.Name
	laws := &tree.Node{Key: "treaty", Kind: tree.Table, Source: law.Source, Children: []*tree.Node{law}}
	root := &tree.Node{Kind: tree.Table, Source: law.Source, Children: []*tree.Node{laws}}
	l.partial = true // a treaty alone has none of a scenario's keys
	l.check(root, Options{})
	if list.HasErrors() {
		return nil, wrong()
	}
	d := resolve(l, root)
	if list.HasErrors() {
		return nil, wrong()
	}
	d.Name, d.Files = e.Name, l.files
	return d, nil
}

// TreatyPage writes the page on a treaty of the library, in Markdown: what its
// file says of dates, limits, counting rules and sources, each rule worked on a
// made-up force, what it does not limit, and how to use it.
func TreatyPage(e Entry) (string, error) {
	d, err := LoadTreaty(e)
	if err != nil {
		return "", err
	}
	return pageOn(d, d.Scenario.Treaties[0], e.Path), nil
}

// pageOn writes the page on a treaty of a document; file is where it stands.
func pageOn(d *Document, tr *treaty.Treaty, file string) string {
	p := &treatyPage{doc: d, tr: tr}
	p.head(file)
	p.dates()
	p.limits()
	p.notLimited()
	p.known()
	p.sources()
	p.use()
	return p.b.String()
}

type treatyPage struct {
	b   strings.Builder
	doc *Document
	tr  *treaty.Treaty
}

func (p *treatyPage) say(format string, args ...any) { fmt.Fprintf(&p.b, format, args...) }

func (p *treatyPage) head(file string) {
	p.say("<!-- Written from %s; change that file. -->\n\n# %s\n\n", file, p.tr.Short)
	if p.tr.Title != "" {
		p.say("%s\n\n", sentence(p.tr.Title))
	}
	if s, ok := (table{p.doc.root.Find([]string{"treaty", p.tr.ID})}).text("summary"); ok {
		p.say("%s\n\n", s)
	}
	p.say("| | |\n| --- | --- |\n")
	p.row("Name in scenarios", "`"+p.tr.ID+"`")
	p.row("Kind", kindSays(p.tr.Kind))
	p.row("Parties", strings.Join(p.tr.Parties, ", "))
	p.row("Signed", day(p.tr.Signed, "not given"))
	if p.tr.Kind == treaty.KindTreaty {
		p.row("In force", day(p.tr.InForce, "not by its own date: see below"))
	} else {
		p.row("Taken to begin", day(p.tr.InForce, "never"))
	}
	expires := day(p.tr.Expires, "no date: unlimited")
	if p.tr.Expires != 0 {
		expires += ", the first day on which it is no longer in force"
	}
	for _, e := range p.tr.Events {
		if e.What == treaty.Extends {
			expires += fmt.Sprintf("; extended to %s", e.Until)
		}
	}
	p.row("Expires", expires)
	p.say("\n")
}

func kindSays(kind string) string {
	switch kind {
	case treaty.KindCommitment:
		return "political commitment: not law"
	case treaty.KindProposal:
		return "proposal: nobody's obligation"
	}
	return "treaty: law while in force"
}

// row writes a row of a table.
func (p *treatyPage) row(cells ...string) {
	for _, c := range cells {
		p.say("| %s ", strings.ReplaceAll(c, "|", `\|`))
	}
	p.say("|\n")
}

// day is a date, or what to say where there is none.
func day(d civil.Date, none string) string {
	if d == 0 {
		return none
	}
	return d.String()
}

// sentence ends a text with a full stop.
func sentence(s string) string {
	if s = strings.TrimSpace(s); strings.HasSuffix(s, ".") {
		return s
	}
	return s + "."
}

func (p *treatyPage) dates() {
	p.say("## Dates\n\n| Date | What happened | To whom | Sources |\n| --- | --- | --- | --- |\n")
	type line struct {
		on    civil.Date
		cells []string
	}
	var lines []line
	add := func(d civil.Date, what, who, cites string) {
		if d != 0 {
			lines = append(lines, line{d, []string{d.String(), what, who, cites}})
		}
	}
	add(p.tr.Signed, "signed", "all parties", "")
	began := "entered into force"
	if p.tr.Kind != treaty.KindTreaty {
		began = "taken to begin"
	}
	add(p.tr.InForce, began, "all parties", "")
	for i := range p.tr.Events {
		e := &p.tr.Events[i]
		add(e.Date, eventSays(e), cmp.Or(e.Party, "all parties"), p.cites(e.Origin))
	}
	extended := slices.ContainsFunc(p.tr.Events, func(e treaty.Event) bool { return e.What == treaty.Extends })
	if extended {
		add(p.tr.Expires, "would have expired, but for the extension", "all parties", "")
	} else {
		add(p.tr.Expires, "no longer in force", "all parties", "")
	}
	slices.SortStableFunc(lines, func(a, b line) int { return int(a.on) - int(b.on) })
	for _, l := range lines {
		p.row(l.cells...)
	}
	p.say("\n%s\n\n", p.course())
}

func eventSays(e *treaty.Event) string {
	switch e.What {
	case treaty.Suspends:
		return "suspended"
	case treaty.Resumes:
		return "resumed"
	case treaty.Withdraws:
		if e.Party == "" {
			return "ended for all"
		}
		return "withdrawn from"
	case treaty.EntersIntoForce:
		return "entered into force"
	}
	return fmt.Sprintf("extended; %s is the new first day without it", e.Until)
}

// course says for which days the treaty was in force for each party.
func (p *treatyPage) course() string {
	course := treaty.Follow(p.tr)
	days := []civil.Date{p.tr.InForce, p.tr.Expires}
	for _, e := range p.tr.Events {
		days = append(days, e.Date, e.Until)
	}
	slices.Sort(days)
	days = slices.Compact(days)
	var says []string
	alike := true
	for _, party := range p.tr.Parties {
		var stretches []string
		last := treaty.NotInForce
		for _, d := range days {
			if d == 0 {
				continue
			}
			now := course.On(party, d)
			if now == last {
				continue
			}
			switch now {
			case treaty.NotInForce:
				stretches = append(stretches, fmt.Sprintf("not in force from %s on", d))
			case treaty.Suspended:
				stretches = append(stretches, fmt.Sprintf("suspended from %s on", d))
			default:
				stretches = append(stretches, fmt.Sprintf("in force from %s on", d))
			}
			last = now
		}
		s := "never in force"
		if len(stretches) > 0 {
			s = strings.Join(stretches, ", ")
		}
		says = append(says, s)
		alike = alike && s == says[0]
	}
	lead := ""
	if p.tr.Kind != treaty.KindTreaty {
		lead = "It is no law; findings treat it as if it were. "
	}
	if alike && len(says) > 0 {
		return lead + "For every party: " + says[0] + "."
	}
	for i := range says {
		says[i] = p.tr.Parties[i] + ": " + says[i]
	}
	return lead + strings.Join(says, "; ") + "."
}

func (p *treatyPage) limits() {
	p.say("## Limits\n\n")
	if len(p.tr.Limits) == 0 {
		p.say("The file has none.\n\n")
		return
	}
	p.say("| Limit | Ceiling | Unit | On | Within | Article |\n| --- | --- | --- | --- | --- | --- |\n")
	for _, l := range p.tr.Limits {
		within := ""
		if l.Within != nil {
			within = "`" + l.Within.Key + "`"
		}
		p.row("[`"+l.Key+"`](#"+anchor(l)+")", ceilingSays(l), l.Unit, p.on(l), within, l.Article)
	}
	p.say("\nA ceiling binds from its date on, and only while the treaty is in force.")
	if slices.ContainsFunc(p.tr.Limits, func(l *treaty.Limit) bool { return l.Within != nil }) {
		p.say(" What counts under a limit within another counts under both, so one missile too many can exceed several at once.")
	}
	p.say("\n\n")
	for _, l := range p.tr.Limits {
		p.limit(l)
	}
}

// anchor is the name by which the page finds a limit's section.
func anchor(l *treaty.Limit) string { return "limit-" + l.Key }

func (p *treatyPage) on(l *treaty.Limit) string {
	if l.Parties == nil {
		return "each party"
	}
	return strings.Join(l.Parties, ", ")
}

// ceilingSays is a staircase in one line.
func ceilingSays(l *treaty.Limit) string {
	var steps []string
	for _, s := range l.Ceiling {
		if s.None {
			steps = append(steps, fmt.Sprintf("none from %s", s.From))
		} else {
			steps = append(steps, fmt.Sprintf("%s from %s", grouped(s.Most), s.From))
		}
	}
	return strings.Join(steps, "; ")
}

// grouped is a number with commas between its thousands.
func grouped(x float64) string {
	s := FormatNumber(x)
	whole, rest, _ := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if rest != "" {
		whole += "." + rest
	}
	return whole
}

func (p *treatyPage) limit(l *treaty.Limit) {
	p.say("### Limit `%s`\n\n%s", l.Key, sentence(l.Name))
	if l.Article != "" {
		p.say(" %s.", l.Article)
	}
	p.say(" Counted in %s", cmp.Or(l.Unit, "units"))
	if l.Parties != nil {
		p.say(", for %s only", strings.Join(l.Parties, ", "))
	}
	p.say(".")
	if c := p.cites(l.Origin); c != "" {
		p.say(" Sources: %s.", c)
	}
	p.say("\n\n")
	if l.Within != nil {
		p.say("It is a sublimit within %s.\n\n", chain(l))
	}
	var inner []string
	for _, o := range p.tr.Limits {
		if o.Within == l {
			inner = append(inner, "`"+o.Key+"`")
		}
	}
	if len(inner) > 0 {
		p.say("Within it: %s.\n\n", strings.Join(inner, ", "))
	}
	p.say("| From | At most |\n| --- | --- |\n")
	for _, s := range l.Ceiling {
		most := "no ceiling"
		if !s.None {
			most = grouped(s.Most)
		}
		p.row(s.From.String(), most)
	}
	if len(l.Rules) == 1 {
		p.say("\nThe count has one rule:\n\n")
	} else {
		p.say("\nThe count is the sum of %d rules:\n\n", len(l.Rules))
	}
	for _, u := range l.Rules {
		p.rule(u)
	}
}

// chain names the limits in which one lies, from the inside out.
func chain(l *treaty.Limit) string {
	var names []string
	for o := l.Within; o != nil && len(names) < len(l.Treaty.Limits); o = o.Within {
		names = append(names, "`"+o.Key+"`")
	}
	return strings.Join(names, ", itself within ")
}

func (p *treatyPage) rule(u *treaty.Rule) {
	p.say("- **`%s`**: %s.", u.Key, RuleSays(u))
	if u.Says != "" {
		p.say(" \u201c%s\u201d", u.Says)
		if u.Article != "" {
			p.say(" (%s)", u.Article)
		}
		p.say(".")
	} else if u.Article != "" {
		p.say(" %s.", u.Article)
	}
	if c := p.cites(u.Origin); c != "" {
		p.say(" Sources: %s.", c)
	}
	p.say("\n\n  *Example.* %s\n\n", ruleExample(u))
}

// typeSays are the types of systems in words: one of each, and several.
var typeSays = map[arsenal.Type][2]string{
	arsenal.ICBM:           {"an ICBM", "ICBMs"},
	arsenal.SLBM:           {"an SLBM", "SLBMs"},
	arsenal.HeavyBomber:    {"a heavy bomber", "heavy bombers"},
	arsenal.GroundLaunched: {"a ground-launched missile", "ground-launched missiles"},
	arsenal.Other:          {"another system", "other systems"},
}

func and(list []string, word string) string {
	if n := len(list); n > 1 {
		return strings.Join(list[:n-1], ", ") + " " + word + " " + list[n-1]
	}
	return strings.Join(list, "")
}

func quoted(list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = "`" + s + "`"
	}
	return out
}

// RuleSays says in words, without a full stop, what a counting rule counts, of
// which systems, and at how much each.
func RuleSays(u *treaty.Rule) string {
	bombers := slices.Contains(u.Types, arsenal.HeavyBomber)
	missiles := u.Types == nil || len(u.Types) > 1 || !bombers
	var what string
	switch noun := unitNoun(u.Types); u.Quantity {
	case treaty.CountLaunchers:
		what = "every " + noun + ", deployed or not"
	case treaty.CountDeployed:
		what = "every deployed " + noun
	case treaty.CountNondeployed:
		what = "every " + noun + " that is not deployed"
	case treaty.CountMissiles:
		what = "every missile, in a launcher or not"
	default:
		what = "every warhead emplaced on a deployed launcher"
		if bombers && !missiles {
			what = "every weapon stored for a deployed heavy bomber"
		}
	}
	var of []string
	switch {
	case u.Types == nil:
		of = append(of, "of systems of any type")
	case len(u.Types) == 0:
		of = append(of, "of no system")
	case !missiles: // the noun says it
	default:
		var names []string
		for _, t := range u.Types {
			names = append(names, typeSays[t][1])
		}
		of = append(of, "of "+and(names, "and"))
	}
	if len(u.With) > 0 {
		of = append(of, "with "+trait(u.With)+" "+and(quoted(u.With), "and"))
	}
	if len(u.Without) > 0 {
		of = append(of, "without "+trait(u.Without)+" "+and(quoted(u.Without), "or"))
	}
	if u.Parties != nil {
		of = append(of, "held by "+and(u.Parties, "or"))
	}
	says := what + " counts "
	if len(of) > 0 {
		says = what + " (" + strings.Join(of, ", ") + ") counts "
	}
	if u.HasFirst {
		return says + fmt.Sprintf("%s for the first %s, taken over the systems in the order of the file; each beyond these counts %s", weightSays(u.Each), grouped(float64(u.First)), weightSays(u.Beyond))
	}
	return says + weightSays(u.Each)
}

func trait(list []string) string {
	if len(list) == 1 {
		return "the trait"
	}
	return "the traits"
}

// unitNoun is what one launcher of some types is called.
func unitNoun(types []arsenal.Type) string {
	bombers := slices.Contains(types, arsenal.HeavyBomber)
	switch {
	case types == nil, bombers && len(types) > 1:
		return "launcher or bomber"
	case bombers:
		return "heavy bomber"
	}
	return "launcher"
}

func weightSays(w treaty.Weight) string {
	switch w.Property {
	case "":
		if w.Number == 1 {
			return "as one"
		}
		return "as " + grouped(w.Number)
	case "attributed":
		return "as the number of warheads attributed to its type"
	case "equipped":
		return "as the number of weapons it is equipped for"
	case "throw_weight":
		return "as the throw-weight of its missile in tonnes"
	}
	return "as the most warheads it can carry"
}

// RuleForce makes up a force of one system that a rule selects, to work the
// rule on: ten launchers, eight of them deployed, or enough to pass the rule's
// first N.
func RuleForce(u *treaty.Rule) (*arsenal.Party, []arsenal.Holding) {
	code := slices.Concat(u.Parties, u.Limit.Parties, u.Limit.Treaty.Parties, []string{"A"})[0]
	p := &arsenal.Party{Code: code, Name: code}
	s := &arsenal.System{
		Party: p, Key: "example", Name: "Example", Type: arsenal.ICBM, Traits: u.With, HasMissiles: true, Capacity: 6, Lot: 1,
		Attributed:  arsenal.Property{Value: 5, Known: true},
		Equipped:    arsenal.Property{Value: 12, Known: true},
		ThrowWeight: arsenal.Property{Value: 1.5, Known: true},
	}
	if len(u.Types) > 0 {
		s.Type = u.Types[0]
	}
	p.Systems = []*arsenal.System{s}
	h := arsenal.Holding{Launchers: 10, Deployed: 8, Missiles: 12, Loading: 4}
	if u.HasFirst {
		h.Launchers, h.Deployed, h.Missiles = u.First+100, u.First+40, u.First+120
		if u.Quantity == treaty.CountNondeployed {
			h.Deployed = 60
		}
	}
	h.Warheads = h.Wanted()
	return p, []arsenal.Holding{h}
}

// ruleExample works a rule on its made-up force.
func ruleExample(u *treaty.Rule) string {
	p, holdings := RuleForce(u)
	alone := *u.Limit
	alone.Rules = []*treaty.Rule{u}
	tally := alone.Bind(p)
	var c treaty.Contribution
	some := false
	tally.Contributions(holdings, func(x treaty.Contribution) { c, some = x, true })
	if !some {
		return "None: no system of this force is selected."
	}
	s, h := c.System, holdings[0]
	noun := "launcher"
	if s.Type == arsenal.HeavyBomber {
		noun = "bomber"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s has %s %ss of one system (%s", p.Code, grouped(float64(h.Launchers)), noun, typeSays[s.Type][0])
	if len(s.Traits) > 0 {
		fmt.Fprintf(&b, " with %s %s", trait(s.Traits), and(quoted(s.Traits), "and"))
	}
	fmt.Fprintf(&b, "), %s of them deployed", grouped(float64(h.Deployed)))
	switch u.Quantity {
	case treaty.CountMissiles:
		fmt.Fprintf(&b, ", and %s missiles", grouped(float64(h.Missiles)))
	case treaty.CountWarheads:
		fmt.Fprintf(&b, ", each with %s warheads", FormatNumber(h.Loading))
	}
	for _, property := range propertiesOf(u) {
		x, _ := treaty.Weight{Property: property}.Of(s)
		fmt.Fprintf(&b, "; %s", fmt.Sprintf(propertySays[property], FormatNumber(x)))
	}
	unit := cmp.Or(u.Limit.Unit, "units")
	if u.HasFirst {
		fmt.Fprintf(&b, ". Count: %s × %s + %s × %s = %s %s.", grouped(float64(c.Units)), FormatNumber(c.Each), grouped(float64(c.BeyondUnits)), FormatNumber(c.Beyond), grouped(c.Product()), unit)
		return b.String()
	}
	fmt.Fprintf(&b, ". Count: %s × %s = %s %s.", grouped(float64(c.Units)), FormatNumber(c.Each), grouped(c.Product()), unit)
	return b.String()
}

var propertySays = map[string]string{
	"attributed":   "%s warheads are attributed to the type",
	"equipped":     "each is equipped for %s weapons",
	"throw_weight": "each missile has a throw-weight of %s tonnes",
	"capacity":     "each can carry %s warheads at most",
}

// propertiesOf lists the properties that a rule reads.
func propertiesOf(u *treaty.Rule) []string {
	var all []string
	for _, w := range []treaty.Weight{u.Each, u.Beyond} {
		if w.Property != "" && !slices.Contains(all, w.Property) {
			all = append(all, w.Property)
		}
	}
	return all
}

func (p *treatyPage) notLimited() {
	p.say("## What it does not limit\n\n")
	if len(p.tr.NotLimited) == 0 {
		p.say("The file does not say.\n\n")
		return
	}
	for _, s := range p.tr.NotLimited {
		p.say("- %s\n", sentence(s))
	}
	p.say("\n")
}

// known writes what the file says of how well it is known.
func (p *treatyPage) known() {
	var lines []string
	add := func(what string, o arsenal.Origin) {
		says := p.doc.Place(o).Note
		if grades := p.grades(o); grades != "" {
			says = strings.TrimSpace(grades + ". " + says)
		}
		if says != "" {
			lines = append(lines, fmt.Sprintf("- %s: %s\n", what, sentence(says)))
		}
	}
	add("The treaty", p.tr.Origin)
	for _, e := range p.tr.Events {
		add("Event `"+e.Key+"`", e.Origin)
	}
	for _, l := range p.tr.Limits {
		add("Limit `"+l.Key+"`", l.Origin)
		for _, u := range l.Rules {
			add("Rule `"+l.Key+"."+u.Key+"`", u.Origin)
		}
	}
	if len(lines) > 0 {
		p.say("## How well this is known\n\n%s\n", strings.Join(lines, ""))
	}
}

// gradings are what the table of a thing says of its numbers.
func (p *treatyPage) gradings(o arsenal.Origin) []Grading {
	address := p.doc.Place(o).Address
	if n := p.doc.root.Find(tree.Address(address)); n != nil {
		return p.doc.gradings(address, n)
	}
	return nil
}

// grades tells how well the numbers of a thing are known: in one word, or key
// by key.
func (p *treatyPage) grades(o arsenal.Origin) string {
	var grades, all []string
	for _, g := range p.gradings(o) {
		if g.Grade == "" {
			continue
		}
		grades = append(grades, g.Grade)
		says := g.Grade
		if g.Key != "" {
			says = "`" + g.Key + "` " + says
		}
		all = append(all, says)
	}
	if len(slices.Compact(grades)) == 1 {
		return grades[0]
	}
	return strings.Join(all, ", ")
}

// cites names the sources of a thing, linked to the list at the end.
func (p *treatyPage) cites(o arsenal.Origin) string {
	sources := slices.Clone(p.doc.Place(o).Sources)
	for _, g := range p.gradings(o) {
		sources = append(sources, g.Sources...)
	}
	var all []string
	for _, s := range sources {
		if link := fmt.Sprintf("[%s](#source-%s)", s.Key, s.Key); !slices.Contains(all, link) {
			all = append(all, link)
		}
	}
	return strings.Join(all, ", ")
}

func (p *treatyPage) sources() {
	p.say("## Sources\n\n")
	if len(p.doc.Sources) == 0 {
		p.say("The file names none.\n\n")
		return
	}
	for _, s := range p.doc.Sources {
		p.say("- <a id=\"source-%s\"></a>`%s`: ", s.Key, s.Key)
		var about []string
		for _, part := range []string{s.Author, s.Title, s.Publisher, s.Published} {
			if part != "" {
				about = append(about, part)
			}
		}
		if s.AsOf != 0 {
			about = append(about, "figures of "+s.AsOf.String())
		}
		p.say("%s", sentence(strings.Join(about, ", ")))
		if s.URL != "" {
			p.say(" <%s>", s.URL)
		}
		if s.Note != "" {
			p.say(" %s", sentence(s.Note))
		}
		p.say("\n")
	}
	p.say("\n")
}

func (p *treatyPage) use() {
	p.say("## How to use it\n\nIn a scenario:\n\n```toml\ntreaties = [%q]\n```\n\n", p.tr.ID)
	p.say("To hold a scenario's forces against it without changing the scenario:\n\n```sh\ndrawdown run SCENARIO --treaty %s\n```\n", p.tr.ID)
}
