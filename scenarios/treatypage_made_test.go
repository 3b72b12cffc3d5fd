package scenarios

import (
	"io"
	"strings"
	"testing"
)

// A page on a treaty with all that a treaty file can say: phases, sublimits,
// rules for one party, a first-N rule, an end of a ceiling, a withdrawal.
func TestPageOnMadeTreaty(t *testing.T) {
	const text = `
format = 1
title = "made"
start = 2000-01-01
end = 2001-01-01

[party.US]
name = "United States"

[treaty.made]
title = "A made treaty"
short = "Made"
parties = ["US", "SU", "CN"]
signed = 1991-07-31
in_force = 1994-12-05
not_limited = ["Warheads in store"]
note = "Made up"
grade = "assumed"

[treaty.made.source.text]
title = "The text"
url = "https://example.org/text"

[treaty.made.event.gone]
date = 2002-06-13
what = "withdraws"
party = "US"

[treaty.made.limit.all]
name = "Warheads attributed"
article = "Article II(1)(b)"
unit = "warheads"
ceiling = { 1997-12-05 = 9150, 2001-12-05 = 6000, 2009-12-05 = "none" }
source = "text"

[treaty.made.limit.all.count.alcm]
types = ["heavy-bomber"]
with = ["alcm"]
parties = ["US"]
quantity = "deployed"
each = 10
first = 150
beyond = "equipped"
article = "Article III(4)(f)"
says = "ten each for the first 150"

[treaty.made.limit.all.count.missiles]
types = ["icbm", "slbm"]
without = ["test"]
quantity = "launchers"
each = "attributed"

[treaty.made.limit.ballistic]
name = "On missiles"
ceiling = { 2001-12-05 = 4900 }
grade = { ceiling = "assumed" }
source = { ceiling = "text" }
note = "Recalled."
within = "all"

[treaty.made.limit.ballistic.count.missiles]
types = ["icbm", "slbm"]
quantity = "nondeployed"
each = 2.5

[treaty.made.limit.mobile]
name = "On mobile missiles"
ceiling = { 2001-12-05 = 1100 }
within = "ballistic"
parties = ["SU"]

[treaty.made.limit.mobile.count.missiles]
types = ["icbm"]
with = ["mobile"]
quantity = "missiles"
each = "throw_weight"

[treaty.made.limit.mobile.count.store]
types = ["ground-launched-missile"]
quantity = "warheads"

[treaty.made.limit.mobile.count.capacity]
quantity = "launchers"
each = "capacity"
`
	doc, list := Load("made.toml", Options{Read: func(string) (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader(text)), nil
	}})
	if doc == nil {
		t.Fatal(list.All())
	}
	page := pageOn(doc, doc.Scenario.Treaties[0], "made.toml")
	for _, want := range []string{
		"# Made\n\nA made treaty.\n",
		"| Expires | no date: unlimited |",
		"| 2002-06-13 | withdrawn from | US |",
		"US: in force from 1994-12-05 on, not in force from 2002-06-13 on; SU: in force from 1994-12-05 on; CN: in force from 1994-12-05 on.",
		"| [`all`](#limit-all) | 9,150 from 1997-12-05; 6,000 from 2001-12-05; none from 2009-12-05 | warheads | each party |  | Article II(1)(b) |",
		"| [`mobile`](#limit-mobile) | 1,100 from 2001-12-05 |  | SU | `ballistic` |  |",
		"| 2009-12-05 | no ceiling |",
		"Within it: `ballistic`.",
		"It is a sublimit within `ballistic`, itself within `all`.",
		"Counted in units, for SU only.",
		"every deployed heavy bomber (with the trait `alcm`, held by US) counts as 10 for the first 150, taken over the systems in the order of the file; each beyond these counts as the number of weapons it is equipped for.",
		"US has 250 bombers of one system (a heavy bomber with the trait `alcm`), 190 of them deployed; each is equipped for 12 weapons. Count: 150 × 10 + 40 × 12 = 1,980 warheads.",
		"US has 10 launchers of one system (an ICBM), 8 of them deployed; 5 warheads are attributed to the type. Count: 10 × 5 = 50 warheads.",
		"8 of them deployed. Count: 2 × 2.5 = 5 units.",
		"SU has 10 launchers of one system (an ICBM with the trait `mobile`), 8 of them deployed, and 12 missiles; each missile has a throw-weight of 1.5 tonnes. Count: 12 × 1.5 = 18 units.",
		"SU has 10 launchers of one system (a ground-launched missile), 8 of them deployed, each with 4 warheads. Count: 32 × 1 = 32 units.",
		"each can carry 6 warheads at most. Count: 10 × 6 = 60 units.",
		"- Warheads in store.\n",
		"- The treaty: assumed. Made up.\n",
		"- Limit `ballistic`: assumed. Recalled.\n",
		"On missiles. Counted in units. Sources: [text](#source-text).",
		"`text`: The text. <https://example.org/text>",
		"drawdown run SCENARIO --treaty made",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if t.Failed() {
		t.Log(page)
	}
}
