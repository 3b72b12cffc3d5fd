package report

import (
	"io"
	"strings"
	"testing"

	"drawdown/scenarios"
)

// load runs a library scenario, or one that is given as text.
func load(t *testing.T, name, text string) *Report {
	t.Helper()
	o := scenarios.Options{}
	if text != "" {
		o.Read = func(string) (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }
	}
	doc, list := scenarios.Load(name, o)
	if doc == nil {
		t.Fatal(list.All())
	}
	return New("0.0.1", doc, list)
}

// awkward is a scenario whose texts look like something else to spreadsheets,
// to Markdown, to HTML and to TeX.
const awkward = `
format  = 1
title   = "=HYPERLINK(\"x\") <script>alert(1)</script> & [a](javascript:b)"
summary = "# No heading <img src=x onerror=y> *plain* ~~struck~~"
start   = 2020-01-01
end     = 2023-01-01

[source.t-odd_key]
title     = "Tanks & {braces} 100% #1 under_score \\ ~tilde^ Größe $5"
author    = "Café Ünlü"
publisher = "A_B & C"
published = 2019-03-04
accessed  = 2020-01-02
url       = "https://example.org/a_b%20c?d={e}&f#g"
note      = "a } alone"

[source.unused]
title = "Nobody cites this"

[party.A]
name = "@SUM(1+1)"

[party.A.system.m]
name      = "M"
type      = "icbm"
launchers = 10
deployed  = 10
loading   = 1
grade     = { launchers = "declared", loading = "assumed", deployed = "estimated" }
source    = { launchers = "t-odd_key" }
note      = "1. no list <b>no bold</b> | [no](http://link)"

[party.B]
name = "-2+3"

[party.B.system.m]
name      = "M"
type      = "slbm"
launchers = 4
deployed  = 4
loading   = 2.5
grade     = "estimated"

[schedule.s]
system   = "A.m"
quantity = "launchers"
levels   = { 2022 = 4 }
grade    = "declared"

[treaty.t]
title    = "+Treaty"
short    = "+T"
parties  = ["A", "B"]
signed   = 2019-01-01
in_force = 2019-01-01

[treaty.t.limit.l]
name    = "-limit <i>"
unit    = "things"
ceiling = { 2020-01-01 = 12, 2021-06-01 = 5 }

source  = "odd-key"

[treaty.t.limit.l.count.all]
types    = ["icbm", "slbm"]
quantity = "deployed"
each     = 1

[treaty.t.source.odd-key]
title     = "The same key once the signs are gone"
published = 2018
url       = "https://example.org/2"
`
