package report

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"drawdown/scenarios/tables"
	"drawdown/sim"
	"drawdown/sim/arsenal"
	"drawdown/sim/civil"
	"drawdown/sim/treaty"
)

// A graph is a native chart of a workbook: columns of numbers by date.
type graph struct {
	title   string
	unit    string
	stacked bool // columns, one a year; otherwise lines
	spans   bool // lines go on over dates that are not theirs
	dates   []civil.Date
	series  []series
}

// A series is one line or one part of the columns.
type series struct {
	name   string
	values []any // by date: a number, or nil
	look   int   // which colour, dash and marker
	law    law
}

// law is what a line is: a count, or a ceiling.
type law uint8

const (
	counted law = iota
	ceiling     // binds
	waiting     // a ceiling that does not bind yet, or no longer
)

// graphs are the counts under each limit, and the warheads by leg.
func (r *Report) graphs() []graph {
	var all []graph
	standings := r.Assessment.Standings()
	for _, t := range r.Document.Scenario.Treaties {
		for _, l := range t.Limits {
			var lines []line
			for _, s := range standings {
				if s.Limit == l {
					lines = append(lines, line{s.Party.Name, s.Party.Index, s.Findings})
				}
			}
			if len(lines) > 0 {
				all = append(all, limitGraph(t.Short+": "+l.Name, l.Unit, lines))
			}
		}
	}
	for _, p := range r.Document.Scenario.Parties {
		if len(p.Systems) > 0 {
			all = append(all, legGraph(r.Assessment.Trajectory, p))
		}
	}
	return all
}

// graphs are the counts of each party under each limit, a line a scenario.
func (c *Comparison) graphs() []graph {
	var all []graph
	for _, l := range c.Compare.Limits {
		var lines []line
		for i, s := range l.Standings {
			if s != nil {
				lines = append(lines, line{c.Compare.Runs[i].Name, i, s.Findings})
			}
		}
		all = append(all, limitGraph(l.Limit.Treaty.Short+": "+l.Limit.Name+", "+l.Name, l.Limit.Unit, lines))
	}
	return all
}

// A line is what one party, or one scenario, has under a limit.
type line struct {
	name     string
	look     int
	findings []*treaty.Finding
}

// limitGraph draws counts and their ceiling. Where the ceiling changes, or
// begins or ceases to bind, its date stands twice, so that it goes in a step.
func limitGraph(title, unit string, lines []line) graph {
	g := graph{title: title, unit: unit}
	var dates []civil.Date
	byDate := make([]map[civil.Date]*treaty.Finding, len(lines))
	for i, l := range lines {
		byDate[i] = map[civil.Date]*treaty.Finding{}
		for _, f := range l.findings {
			dates = append(dates, f.Date)
			byDate[i][f.Date] = f
		}
	}
	slices.Sort(dates)
	dates = slices.Compact(dates)
	for i := range lines {
		g.spans = g.spans || len(byDate[i]) < len(dates)
	}

	counts := make([]series, len(lines))
	for i, l := range lines {
		counts[i] = series{name: l.name, look: l.look}
	}
	bound := series{name: "ceiling", law: ceiling}
	loose := series{name: "ceiling, not binding", law: waiting}
	add := func(d civil.Date, most any, binds bool) {
		g.dates = append(g.dates, d)
		for i := range counts {
			var x any
			if f := byDate[i][d]; f != nil && f.Computable {
				x = f.Count
			}
			counts[i].values = append(counts[i].values, x)
		}
		if binds {
			bound.values, loose.values = append(bound.values, most), append(loose.values, nil)
		} else {
			bound.values, loose.values = append(bound.values, nil), append(loose.values, most)
		}
	}
	var before any
	bindsBefore := false
	for k, d := range dates {
		var most any
		binds := false
		for i := range lines {
			f := byDate[i][d]
			if f == nil || !f.HasCeiling {
				continue
			}
			most = f.Ceiling
			binds = binds || f.Status == treaty.Within || f.Status == treaty.Exceeds
		}
		if k > 0 && (most != before || binds != bindsBefore) {
			add(d, before, bindsBefore)
		}
		add(d, most, binds)
		before, bindsBefore = most, binds
	}
	g.series = counts
	for _, s := range []series{loose, bound} {
		if slices.ContainsFunc(s.values, func(v any) bool { return v != nil }) {
			g.series = append(g.series, s)
		}
	}
	return g
}

// legGraph stacks a party's warheads by leg, or its deployed launchers where
// there are no warheads at all.
func legGraph(tr *sim.Trajectory, p *arsenal.Party) graph {
	warheads := false
	for k := range tr.States {
		for _, s := range p.Systems {
			warheads = warheads || tr.Holding(k, s).Warheads > 0
		}
	}
	g := graph{title: p.Name + ": deployed warheads by leg", unit: "warheads", stacked: true}
	if !warheads {
		g.title, g.unit = p.Name+": deployed launchers and bombers by leg", "launchers and bombers"
	}
	for k := range tr.States {
		g.dates = append(g.dates, tr.Date(k))
	}
	for i, t := range arsenal.Types {
		if !slices.ContainsFunc(p.Systems, func(s *arsenal.System) bool { return s.Type == t }) {
			continue
		}
		part := series{name: legNames[t], look: i}
		for k := range tr.States {
			sum := 0
			for _, s := range p.Systems {
				switch h := tr.Holding(k, s); {
				case s.Type != t:
				case warheads:
					sum += h.Warheads
				default:
					sum += h.Deployed
				}
			}
			part.values = append(part.values, sum)
		}
		g.series = append(g.series, part)
	}
	return g
}

var legNames = map[arsenal.Type]string{
	arsenal.ICBM: "ICBM", arsenal.SLBM: "SLBM", arsenal.HeavyBomber: "Heavy bombers", arsenal.GroundLaunched: "Ground-launched", arsenal.Other: "Other",
}

// How series look: Okabe and Ito's colours, and a second cue for those who see
// no colours.
var (
	graphColours = []string{"0072B2", "D55E00", "009E73", "CC79A7", "56B4E9", "E69F00"}
	graphDashes  = []excelize.LineDashType{excelize.LineDashSolid, excelize.LineDashDash, excelize.LineDashLgDashDot, excelize.LineDashSysDash, excelize.LineDashLgDash, excelize.LineDashSysDot}
	graphMarkers = []string{"circle", "square", "triangle", "diamond", "x", "plus", "star"}
)

func solid(colour string) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}}
}

// dress gives a series its look.
func (s *series) dress(c *excelize.ChartSeries) {
	colour := graphColours[s.look%len(graphColours)]
	switch s.law {
	case ceiling, waiting:
		c.Fill, c.Marker.Symbol = solid("202020"), "none"
		c.Line = excelize.LineOptions{Type: excelize.LineSolid, Width: 1.75, Dash: excelize.LineDashSolid}
		if s.law == waiting {
			c.Fill, c.Line.Dash = solid("A6A6A6"), excelize.LineDashSysDash
		}
	default:
		c.Fill = solid(colour)
		c.Line = excelize.LineOptions{Type: excelize.LineSolid, Width: 2, Dash: graphDashes[s.look%len(graphDashes)]}
		c.Marker = excelize.ChartMarker{Symbol: graphMarkers[s.look%len(graphMarkers)], Size: 6, Fill: solid(colour)}
	}
}

// The place that a chart takes, in cells and pixels.
const (
	graphColumns, graphRows  = 11, 24
	graphWidth, graphHeight  = 680, 380
	graphsBeside             = 2
	legendFont, axisFontSize = 10, 9
)

// graphs writes the numbers of each graph to one sheet, and draws it on
// another.
func (w *sheets) graphs(all []graph) {
	w.add(dataSheet)
	w.width(dataSheet, 1, 14)
	row := 1
	for n := range all {
		g := &all[n]
		w.put(dataSheet, 1, row, g.title)
		w.paint(dataSheet, 1, row, w.bold)
		head := row + 1
		first, last := head+1, head+len(g.dates)
		w.put(dataSheet, 1, head, "date")
		w.paint(dataSheet, 1, head, w.header)
		for k, d := range g.dates {
			w.put(dataSheet, 1, first+k, d)
		}
		c := &excelize.Chart{Type: excelize.Line, ShowBlanksAs: "gap"}
		if g.spans {
			c.ShowBlanksAs = "span"
		}
		if g.stacked {
			c.Type = excelize.ColStacked
		}
		var lines []excelize.ChartSeries
		for i, s := range g.series {
			w.put(dataSheet, i+2, head, s.name)
			w.paint(dataSheet, i+2, head, w.header)
			for k, v := range s.values {
				w.put(dataSheet, i+2, first+k, v)
			}
			cs := excelize.ChartSeries{
				Name:       ref(i+2, head, head),
				Categories: ref(1, first, last),
				Values:     ref(i+2, first, last),
			}
			s.dress(&cs)
			if s.law == counted {
				lines = append(lines, cs)
			} else {
				c.Series = append(c.Series, cs)
			}
		}
		c.Series = append(c.Series, lines...) // over the ceilings
		w.draw(n, g, c)
		row = last + 2
	}
	w.paper(dataSheet)
	for i := range 8 {
		w.width(dataSheet, i+2, 18)
	}
}

// ref names part of a column of the sheet that holds the charts' numbers.
func ref(column, from, to int) string {
	name, err := excelize.ColumnNumberToName(column)
	if err != nil {
		panic(err)
	}
	if from == to {
		return fmt.Sprintf("'%s'!$%s$%d", dataSheet, name, from)
	}
	return fmt.Sprintf("'%s'!$%s$%d:$%s$%d", dataSheet, name, from, name, to)
}

// draw puts the n-th chart on its sheet.
func (w *sheets) draw(n int, g *graph, c *excelize.Chart) {
	zero, gap, vary := 0.0, uint(40), false
	c.Dimension = excelize.ChartDimension{Width: graphWidth, Height: graphHeight}
	c.Title.Paragraph = []excelize.RichTextRun{{Text: g.title, Font: &excelize.Font{Bold: true, Size: 12, Color: "202020"}}}
	c.Legend = excelize.ChartLegend{Position: "bottom", Font: &excelize.Font{Size: legendFont}}
	c.Format.AltText = g.says()
	c.VaryColors = &vary
	c.GapWidth = &gap
	c.XAxis = excelize.ChartAxis{Font: excelize.Font{Size: axisFontSize, Color: "404040"}, NumFmt: excelize.ChartNumFmt{CustomNumFmt: "yyyy"}}
	c.YAxis = excelize.ChartAxis{
		Minimum: &zero, MajorGridLines: true, Font: excelize.Font{Size: axisFontSize, Color: "404040"}, NumFmt: excelize.ChartNumFmt{CustomNumFmt: "#,##0"},
		Title: excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: g.unit, Font: &excelize.Font{Size: axisFontSize, Color: "606060"}}}},
	}
	column := 1 + n%graphsBeside*graphColumns
	row := 1 + n/graphsBeside*graphRows
	w.try(w.f.AddChart(chartsSheet, cell(column, row), c))
	if w.err != nil {
		return
	}
	part := fmt.Sprintf("xl/charts/chart%d.xml", n+1)
	text, ok := w.f.Pkg.Load(part)
	if !ok {
		w.try(fmt.Errorf("there is no %s", part))
		return
	}
	dated, err := dateAxis(text.([]byte), g)
	w.try(err)
	w.f.Pkg.Store(part, dated)
}

// says describes a graph for those who cannot see it.
func (g *graph) says() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, in %s.", g.title, g.unit)
	for _, s := range g.series {
		if s.law == counted && len(s.values) > 0 {
			first, last := s.values[0], s.values[len(s.values)-1]
			if first != nil && last != nil {
				fmt.Fprintf(&b, " %s: from %s in %d to %s in %d.", s.name, tables.Format(first), g.dates[0].Year(), tables.Format(last), g.dates[len(g.dates)-1].Year())
			}
		}
	}
	return b.String()
}

const (
	upright = `<txPr><a:bodyPr anchorCtr="false" rot="0"`
	turned  = `<txPr><a:bodyPr anchorCtr="false" rot="-5400000"`
)

// dateAxis makes the horizontal axis one of dates, which excelize cannot:
// numbers instead of text along it, and a tick every so many years.
func dateAxis(chart []byte, g *graph) ([]byte, error) {
	base, step := "days", 1
	if g.stacked {
		base = "years"
	}
	if n := len(g.dates); n > 0 {
		step = max(1, (g.dates[n-1].Year()-g.dates[0].Year()+7)/8)
	}
	end := fmt.Sprintf(`<baseTimeUnit val=%q/><majorUnit val="%d"/><majorTimeUnit val="years"/>`, base, step)
	for _, r := range [][2]string{
		{`<catAx>`, `<dateAx>`},
		{`<auto val="1"></auto>`, `<auto val="0"></auto>`},
		{`<lblAlgn val="ctr"></lblAlgn>`, ``},
		{`<noMultiLvlLbl val="0"></noMultiLvlLbl>`, end},
		{`</catAx>`, `</dateAx>`},
	} {
		if bytes.Count(chart, []byte(r[0])) != 1 {
			return nil, fmt.Errorf("a chart has not one %s", r[0])
		}
		chart = bytes.Replace(chart, []byte(r[0]), []byte(r[1]), 1)
	}
	if at := bytes.Index(chart, []byte("<valAx>")); at >= 0 { // LibreOffice turns the axis's title by this
		chart = append(chart[:at:at], bytes.Replace(chart[at:], []byte(upright), []byte(turned), 1)...)
	}
	chart = bytes.ReplaceAll(chart, []byte("<cat><strRef>"), []byte("<cat><numRef>"))
	return bytes.ReplaceAll(chart, []byte("</strRef></cat>"), []byte("</numRef></cat>")), nil
}
