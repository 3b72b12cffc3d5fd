package cli

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"drawdown/cmd/drawdown/internal/report"
	"drawdown/scenarios/diag"
	"drawdown/sim"
	"drawdown/sim/arsenal"
	"drawdown/sim/civil"
	"drawdown/sim/treaty"
)

type explainFlags struct {
	party, limit, holding, pool, at, change, format string
	set                                             []string
}

func (p *program) explainCommand() *cobra.Command {
	var f explainFlags
	cmd := &cobra.Command{
		Use:   "explain SCENARIO",
		Short: "Why is this number what it is?",
		Long: `Show a count as the sum of what each system adds: units × each, the article, the
rule's words, the line of the scenario, the schedules that moved it, grade and
source. With --change, split a change by system and cause. With --holding or
--pool, follow the numbers of one system or one pool.`,
		Example: `  drawdown explain new-start --party RU --limit new-start.warheads --at 2018-02-05
  drawdown explain new-start --party US --limit new-start.launchers --change 2015..2018
  drawdown explain new-start --party RU --holding yars`,
		Args:              needs(1, true, "a scenario", "drawdown explain new-start --party RU --limit new-start.warheads"),
		ValidArgsFunction: completeScenarios,
		RunE:              func(_ *cobra.Command, args []string) error { return p.explain(args[0], &f) },
	}
	cmd.Flags().SortFlags = false
	cmd.Flags().StringVar(&f.party, "party", "", "the `PARTY`, by its code")
	cmd.Flags().StringVar(&f.limit, "limit", "", "the limit, as in `new-start.warheads`")
	cmd.Flags().StringVar(&f.holding, "holding", "", "instead of a limit: a `SYSTEM`, by its key")
	cmd.Flags().StringVar(&f.pool, "pool", "", "instead of a limit: a `POOL`, by its key")
	cmd.Flags().StringVar(&f.at, "at", "", "the date, or the year of a state, as in `2018`; without it when the limit first binds")
	cmd.Flags().StringVar(&f.change, "change", "", "split the change between two years, as in `2015..2018`")
	choiceFlag(cmd, &f.format, "format", "text", "FORMAT", "how to print", "text", "json", "markdown")
	cmd.Flags().StringArrayVar(&f.set, "set", nil, "set one number or text (`ADDRESS=VALUE`); repeatable")
	_ = cmd.RegisterFlagCompletionFunc("set", completeAddresses)
	return cmd
}

func (p *program) explain(name string, f *explainFlags) error {
	_, r := p.load(name, f.set)
	if r == nil {
		return exit(exitRefused)
	}
	sc := r.Document.Scenario
	party, err := theParty(sc, "--party", f.party)
	if err != nil {
		return err
	}
	if f.holding != "" || f.pool != "" {
		return p.explainStock(r, party, f)
	}
	limit, err := theLimit(sc, party, "--limit", f.limit)
	if err != nil {
		return err
	}
	if f.change != "" {
		from, to, err := theSpan(r.Assessment.Trajectory, f.change)
		if err != nil {
			return err
		}
		s := r.Split(party, limit, from, to)
		return p.printAs(f.format, func() []byte { return s.Text(p.style) }, s.Markdown, s.JSON)
	}
	on, err := theDate(sc, "--at", f.at)
	if err != nil {
		return err
	}
	if on == 0 {
		on = binds(r, party, limit)
	}
	e := r.Explain(party, limit, on)
	return p.printAs(f.format, func() []byte { return e.Text(p.style) }, e.Markdown, e.JSON)
}

func (p *program) printAs(format string, text, markdown func() []byte, json func() ([]byte, error)) error {
	switch format {
	case "json":
		b, err := json()
		p.print(b)
		return err
	case "markdown":
		p.print(markdown())
	default:
		p.print(text())
	}
	return nil
}

// explainStock follows a system's or a pool's numbers.
func (p *program) explainStock(r *report.Report, party *arsenal.Party, f *explainFlags) error {
	if f.limit != "" || f.change != "" || f.format != "text" || f.holding != "" && f.pool != "" {
		return mistake{"--holding and --pool stand alone, as text", "leave out --limit, --change and --format"}
	}
	on, err := theDate(r.Document.Scenario, "--at", f.at)
	if err != nil {
		return err
	}
	if on == 0 {
		on = r.Document.Scenario.End
	}
	var keys []string
	if f.pool != "" {
		key, _, _ := strings.Cut(strings.TrimPrefix(f.pool, party.Code+"."), ".")
		for _, q := range party.Pools {
			if q.Key == key {
				p.print(r.PoolText(q, on, p.style))
				return nil
			}
			keys = append(keys, q.Key)
		}
		return notFound("pool of "+party.Code, key, keys)
	}
	key, _, _ := strings.Cut(strings.TrimPrefix(f.holding, party.Code+"."), ".")
	for _, s := range party.Systems {
		if s.Key == key {
			p.print(r.HoldingText(s, on, p.style))
			return nil
		}
		keys = append(keys, s.Key)
	}
	return notFound("system of "+party.Code, key, keys)
}

// notFound says that a name refers to nothing, and what there is.
func notFound(what, name string, known []string) error {
	m := mistake{fmt.Sprintf("there is no %s named %q", what, name), "there is " + strings.Join(known, ", ")}
	if len(known) == 0 {
		m.hint = "there is none at all"
	}
	if name == "" {
		m.says = "which " + what + "?"
	}
	near := diag.Nearest(name, known)
	for _, k := range known { // a limit may be named by its key alone
		if _, key, ok := strings.Cut(k, "."); near == "" && ok && diag.Nearest(name, []string{key}) != "" {
			near = k
		}
	}
	if near != "" && name != "" {
		m.hint = "did you mean " + near + "?"
	}
	return m
}

// theParty, theLimit and theDate find what a flag names.
func theParty(sc *sim.Scenario, flag, code string) (*arsenal.Party, error) {
	if code == "" && len(sc.Parties) == 1 {
		return sc.Parties[0], nil
	}
	if p := sc.Party(code); p != nil {
		return p, nil
	}
	var codes []string
	for _, p := range sc.Parties {
		codes = append(codes, p.Code)
	}
	return nil, notFound("party ("+flag+")", code, codes)
}

func theLimit(sc *sim.Scenario, p *arsenal.Party, flag, address string) (*treaty.Limit, error) {
	var known []string
	var found []*treaty.Limit
	for _, t := range sc.Treaties {
		for _, l := range t.Limits {
			if !l.Binds(p.Code) {
				continue
			}
			known = append(known, l.Address())
			if address == l.Address() || address == l.Key {
				found = append(found, l)
			}
		}
	}
	if len(found) == 1 {
		return found[0], nil
	}
	return nil, notFound("limit on "+p.Code+" ("+flag+")", address, known)
}

// theDate reads a date of the scenario, or a year for the state in it; "" is no
// date.
func theDate(sc *sim.Scenario, flag, s string) (civil.Date, error) {
	if s == "" {
		return 0, nil
	}
	d, err := civil.Parse(s)
	if year, yerr := strconv.Atoi(s); yerr == nil && len(s) == 4 {
		d, err = sc.Start.AddYears(year-sc.Start.Year()), nil
	}
	if err != nil {
		return 0, mistake{fmt.Sprintf("%s cannot be %q", flag, s), "it takes a date, as in 2018-02-05, or a year"}
	}
	if d < sc.Start || d > sc.End {
		return 0, mistake{fmt.Sprintf("the scenario has no %s: it goes from %s to %s", s, sc.Start, sc.End), ""}
	}
	return d, nil
}

// theSpan reads two years, as in 2015..2018, as indices of states.
func theSpan(t *sim.Trajectory, s string) (from, to int, err error) {
	a, b, ok := strings.Cut(s, "..")
	y0, err0 := strconv.Atoi(a)
	y1, err1 := strconv.Atoi(b)
	start := t.Scenario.Start.Year()
	from, to = y0-start, y1-start
	if !ok || err0 != nil || err1 != nil || from < 0 || to >= len(t.States) || from >= to {
		return 0, 0, mistake{fmt.Sprintf("--change cannot be %q", s), fmt.Sprintf("it takes two years of the scenario, from %d to %d, as in %d..%d", start, start+len(t.States)-1, start, start+len(t.States)-1)}
	}
	return from, to, nil
}

// binds is when a limit first binds a party; the end where it never does.
func binds(r *report.Report, p *arsenal.Party, l *treaty.Limit) civil.Date {
	for _, s := range r.Assessment.Standings() {
		if s.Party == p && s.Limit == l && s.Binds != 0 {
			return s.Binds
		}
	}
	t := r.Assessment.Trajectory
	return t.Date(len(t.States) - 1)
}
