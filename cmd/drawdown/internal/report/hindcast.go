package report

import (
	"bytes"
	"fmt"
	"math"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"

	"drawdown/scenarios/tables"
	"drawdown/sim/hindcast"
	"drawdown/sim/verdict"
)

// A Hindcast is a run held against its record.
type Hindcast struct {
	Report *Report
	Fits   []*hindcast.Fit
}

// Hindcast holds the run against the scenario's record; nil where it has none.
func (r *Report) Hindcast() *Hindcast {
	rec := r.Document.Record
	if rec == nil {
		return nil
	}
	points := make([]hindcast.Point, len(rec.Points))
	for i := range rec.Points {
		p := &rec.Points[i]
		points[i] = hindcast.Point{Date: p.Date, Party: p.Party, Limit: p.Limit, Value: p.Value, Used: p.Used, Verified: p.Verified()}
	}
	return &Hindcast{r, hindcast.New(r.Assessment, points)}
}

// Method says how a yearly state is compared with a declaration, and what the
// swing is.
const Method = "A count between two states is taken on the straight line between them. The swing is what declared counts go up and down by for reasons other than policy, such as submarines in refit: two standard deviations, estimated from the record alone by how far each point lies off the line between its neighbours. A point is judged by a swing estimated without it."

// Headline says how well the model fits, in a sentence without a full stop.
func (h *Hindcast) Headline() string {
	within, judged := 0, 0
	var worst *hindcast.Residual
	for _, f := range h.Fits {
		s := f.Score(hindcast.Test)
		within += s.Within
		judged += s.Judged
		if s.Points > 0 && (worst == nil || math.Abs(s.Largest.Error())/max(s.Largest.Value, 1) > math.Abs(worst.Error())/max(worst.Value, 1)) {
			worst = &s.Largest
		}
	}
	if worst == nil {
		return "The record has no point that was not used in the making of the scenario"
	}
	s := fmt.Sprintf("%d of %d declared counts that the scenario was not made from lie within the record's own swing", within, judged)
	if judged == 0 {
		s = "The record is too short to estimate its swing"
	}
	return s + fmt.Sprintf("; furthest off is %s, %s on %s: %s", worst.Party.Name, worst.Limit.Address(), worst.Date.Long(), off(worst))
}

// off says how far and which way a residual is off.
func off(r *hindcast.Residual) string {
	way := "too high"
	if r.Error() < 0 {
		way = "too low"
	}
	return fmt.Sprintf("%s simulated, %s declared, %s %s", whole(r.Simulated), verdict.Number(r.Value), whole(math.Abs(r.Error())), way)
}

// whole writes an interpolated count without decimals it does not have.
func whole(x float64) string { return verdict.Number(math.Round(x)) }

// Scores is a row for each party, limit and kind of points.
func (h *Hindcast) Scores() *tables.Table {
	t := &tables.Table{Name: "scores", Help: "How the simulated course fits the record: errors are simulated − observed. " + Method, Columns: []tables.Column{
		{Name: "party", Kind: tables.Text, Help: "the party's code"},
		{Name: "limit", Kind: tables.Text, Help: "treaty.limit"},
		{Name: "points", Kind: tables.Text, Help: "test: not used in the making, and verified; the others are scored apart"},
		{Name: "n", Kind: tables.Whole, Help: "points in the scenario's time"},
		{Name: "bias", Kind: tables.Number, Help: "mean error: positive where the model is too high"},
		{Name: "mean_absolute", Kind: tables.Number, Help: "mean absolute error"},
		{Name: "largest", Kind: tables.Number, Help: "largest error, with its sign"},
		{Name: "largest_on", Kind: tables.Date, Help: "its date"},
		{Name: "swing", Kind: tables.Number, Help: "two standard deviations of what the record swings by; empty with too few points"},
		{Name: "within", Kind: tables.Number, Help: "share of points whose error is no larger than the swing estimated without them"},
	}}
	for _, f := range h.Fits {
		for _, k := range []hindcast.Kind{hindcast.Test, hindcast.Making, hindcast.Unverified} {
			s := f.Score(k)
			if s.Points == 0 {
				continue
			}
			row := []any{f.Party.Code, f.Limit.Address(), k.String(), s.Points, s.Bias, s.Absolute, s.Largest.Error(), s.Largest.Date, nil, nil}
			if !math.IsNaN(f.Swing) {
				row[8] = f.Swing
			}
			if s.Judged > 0 {
				row[9] = float64(s.Within) / float64(s.Judged)
			}
			t.Rows = append(t.Rows, row)
		}
	}
	return t
}

// Residuals is a row for each point.
func (h *Hindcast) Residuals() *tables.Table {
	t := &tables.Table{Name: "residuals", Help: "Each observed point and the simulated count on its date.", Columns: []tables.Column{
		{Name: "date", Kind: tables.Date, Help: "the date of the observed count"},
		{Name: "party", Kind: tables.Text, Help: "the party's code"},
		{Name: "limit", Kind: tables.Text, Help: "treaty.limit"},
		{Name: "points", Kind: tables.Text, Help: "test, used in the making, or unverified"},
		{Name: "observed", Kind: tables.Number, Help: "the observed count"},
		{Name: "simulated", Kind: tables.Number, Help: "the simulated count, on the straight line between states"},
		{Name: "error", Kind: tables.Number, Help: "simulated − observed"},
		{Name: "swing", Kind: tables.Number, Help: "estimated without this point"},
		{Name: "within", Kind: tables.Text, Help: "whether the error is no larger than the swing"},
	}}
	for _, f := range h.Fits {
		for i := range f.Residuals {
			r := &f.Residuals[i]
			row := []any{r.Date, r.Party.Code, r.Limit.Address(), r.Kind().String(), r.Value, r.Simulated, r.Error(), nil, nil}
			if !math.IsNaN(r.Swing) {
				row[7], row[8] = r.Swing, "no"
				if r.Within() {
					row[8] = "yes"
				}
			}
			t.Rows = append(t.Rows, row)
		}
	}
	return t
}

// Text is the fit on a terminal.
func (h *Hindcast) Text(s Style) []byte {
	var b bytes.Buffer
	b.WriteString(s.bold("Hindcast: "+h.Report.Document.Scenario.Title) + "\n")
	b.WriteString(s.bold(strings.TrimRight(s.paragraph("", "", h.Headline()+"."), "\n")) + "\n\n")
	w := s.table("party", "limit", "points", "n", "bias", "mean |error|", "largest", "swing", "within")
	for _, f := range h.Fits {
		for _, k := range []hindcast.Kind{hindcast.Test, hindcast.Making, hindcast.Unverified} {
			sc := f.Score(k)
			if sc.Points == 0 {
				continue
			}
			row := table.Row{f.Party.Code, f.Limit.Key, [...]string{"test", "making", "unverified"}[k], sc.Points, signed(math.Round(sc.Bias)), whole(sc.Absolute), signed(math.Round(sc.Largest.Error())), "", ""}
			if !math.IsNaN(f.Swing) {
				row[7] = "±" + whole(f.Swing)
			}
			if sc.Judged > 0 {
				row[8] = fmt.Sprintf("%.0f %%", 100*float64(sc.Within)/float64(sc.Judged))
			}
			w.AppendRow(row)
		}
	}
	w.SetColumnConfigs([]table.ColumnConfig{right(4), right(5), right(6), right(7), right(8), right(9)})
	b.WriteString(trimmed(w))
	b.WriteString(s.paragraph("", "", "errors: simulated − declared. making: points used in the making of the scenario; unverified: never seen declared. Both are scored apart.") + "\n")
	for _, text := range h.frank() {
		b.WriteString(s.paragraph("- ", "  ", text))
	}
	b.WriteString("\n" + s.paragraph("", "", Method))
	return b.Bytes()
}

// frank says where the fit is poor: where most of the test points lie outside
// of the swing, and which way.
func (h *Hindcast) frank() []string {
	var all []string
	for _, f := range h.Fits {
		s := f.Score(hindcast.Test)
		if s.Judged == 0 || 2*s.Within >= s.Judged {
			continue
		}
		way := "too high"
		if s.Bias < 0 {
			way = "too low"
		}
		all = append(all, fmt.Sprintf("The fit is poor for %s, %s: %d of %d points lie beyond the swing, on average %s %s; worst on %s, %s.",
			f.Party.Name, f.Limit.Address(), s.Judged-s.Within, s.Judged, whole(math.Abs(s.Bias)), way, s.Largest.Date.Long(), off(&s.Largest)))
	}
	if rec := h.Report.Document.RecordNote(); rec != "" && len(all) > 0 {
		all = append(all, "The author says: "+rec)
	}
	return all
}

// Markdown is the fit for pasting into a report.
func (h *Hindcast) Markdown() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "## Hindcast: %s\n\n**%s.**\n\n", escape(h.Report.Document.Scenario.Title), escape(h.Headline()))
	for _, s := range h.frank() {
		fmt.Fprintf(&b, "- %s\n", escape(s))
	}
	b.WriteString("\n")
	markdownTable(&b, h.Scores())
	fmt.Fprintf(&b, "\n%s\n", Method)
	return b.Bytes()
}

// JSON is the fit for a program.
func (h *Hindcast) JSON() ([]byte, error) {
	return indented(struct {
		Manifest Manifest   `json:"manifest"`
		Headline string     `json:"headline"`
		Method   string     `json:"method"`
		Tables   jsonTables `json:"tables"`
	}{h.Report.Manifest(), h.Headline(), Method, jsonTables{[]*tables.Table{h.Scores(), h.Residuals()}}})
}

// Test says whether a new declared figure lies beyond the swing, of the
// simulated course and of the last declaration before it.
func (h *Hindcast) Test(p hindcast.Point) (says string, beyond bool) {
	var fit *hindcast.Fit
	for _, f := range h.Fits {
		if f.Party == p.Party && f.Limit == p.Limit {
			fit = f
		}
	}
	if fit == nil || math.IsNaN(fit.Swing) {
		return fmt.Sprintf("The record has too few points of %s, %s to tell its swing.", p.Party.Name, p.Limit.Address()), false
	}
	swing, without := fit.Swing, ""
	for i := range fit.Residuals {
		if r := &fit.Residuals[i]; r.Date == p.Date && !math.IsNaN(r.Swing) {
			swing, without = r.Swing, ", estimated without its own point of that day"
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %s: %s on %s. The record swings by ±%s%s.", p.Party.Name, p.Limit.Address(), verdict.Number(p.Value), p.Date.Long(), whole(swing), without)
	if x, ok := hindcast.Simulated(h.Report.Assessment, p.Party, p.Limit, p.Date); ok {
		beyond = math.Abs(x-p.Value) > swing
		fmt.Fprintf(&b, " The simulated course has %s, a difference of %s: %s.", whole(x), whole(math.Abs(x-p.Value)), reach(beyond))
	} else {
		b.WriteString(" The simulated course has no count on that day.")
	}
	for i := len(fit.Residuals) - 1; i >= 0; i-- {
		if last := &fit.Residuals[i]; last.Date < p.Date && last.Verified {
			// Two points differ by the swing of both: √2 times that of one.
			far := math.Abs(p.Value-last.Value) > math.Sqrt2*swing
			fmt.Fprintf(&b, " The last declaration, of %s, was %s, a difference of %s: %s (of two points, ±%s).",
				last.Date.Long(), verdict.Number(last.Value), verdict.Number(math.Abs(p.Value-last.Value)), reach(far), whole(math.Sqrt2*swing))
			break
		}
	}
	return b.String(), beyond
}

func reach(beyond bool) string {
	if beyond {
		return "beyond the swing"
	}
	return "within the swing"
}
