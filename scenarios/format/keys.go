package format

import (
	"drawdown/sim"
	"drawdown/sim/arsenal"
	"drawdown/sim/treaty"
)

func words[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = string(s)
	}
	return out
}

var whats = []string{treaty.Suspends, treaty.Resumes, treaty.Withdraws, treaty.Extends, treaty.EntersIntoForce}

var quantities = arsenal.QuantityNames[:]

// counted are the quantities that move in whole numbers.
func counted() []string {
	var list []string
	for q := range arsenal.NumQuantities {
		if q.Whole() {
			list = append(list, q.String())
		}
	}
	return list
}

var paceHelp = "How the way from one level to the next is shared out over the years: `even`; `step` (all at the end); `front` (most of it early), `back` (most of it late), `s-curve` (slow, fast, slow)."

var sources = &Table{
	Name:  "a source",
	Plain: true,
	Help:  "A work that numbers rest on, written once and cited by its key. The sources cited become the bibliography of a report.",
	Keys: []*Key{
		{Name: "title", Kind: Text, Example: `"New START Treaty Aggregate Numbers of Strategic Offensive Arms"`, Help: "The work's title."},
		{Name: "author", Kind: Text, Example: `"Hans M. Kristensen and Matt Korda"`, Help: "Who wrote it."},
		{Name: "publisher", Kind: Text, Example: `"US Department of State"`, Help: "Who published it."},
		{Name: "published", Kind: DateOrYear, Example: "2015-01-01", Help: "When it came out: a date, or a year."},
		{Name: "as_of", Kind: Date, Example: "2014-09-01", Help: "The day its figures are true for."},
		{Name: "accessed", Kind: Date, Example: "2026-11-01", Help: "When it was last looked up."},
		{Name: "url", Kind: Text, Example: `"https://..."`, Help: "Where it can be read."},
	},
}

var systems = &Table{
	Name: "a system",
	Help: "One type of launcher or bomber of a party, with its missiles and warheads.",
	Keys: []*Key{
		{Name: "name", Kind: Text, Required: true, Example: `"Minuteman III"`, Help: "The name shown in tables and charts."},
		{Name: "type", Kind: Choice, Required: true, Choices: words(arsenal.Types), Example: `"icbm"`, Help: "The class of delivery vehicle; counting rules select on it."},
		{Name: "traits", Kind: Texts, Example: `["silo", "mirv"]`, Help: "Free labels that counting rules may select on: silo, mobile, heavy, mirv, alcm, test."},
		{Name: "launchers", Kind: Whole, Required: true, Max: MaxCount, Unit: "launchers, or bombers", Example: "506", Help: "Deployed and non-deployed launchers on the scenario's start date."},
		{Name: "deployed", Kind: Whole, Max: MaxCount, Unit: "launchers, or bombers", Default: "`launchers`", Example: "449", Help: "Those of them that hold a missile, or bombers in service. At most `launchers`, and at most `missiles` where these are given."},
		{Name: "missiles", Kind: Whole, Max: MaxCount, Unit: "missiles", Default: "not modelled", Example: "700", Help: "Deployed and non-deployed missiles. Leave it out where nothing is known of spare missiles."},
		{Name: "loading", Kind: Number, Max: MaxCount, Unit: "warheads on each deployed launcher", Default: "0", Example: "1.0", Help: "Warheads emplaced on each deployed launcher, on average; for a bomber the weapons stored for it."},
		{Name: "capacity", Kind: Number, Max: MaxCount, Unit: "warheads on one launcher", Default: "`loading` rounded up", Example: "3", Help: "The most that one launcher can carry. `loading` stays within it."},
		{Name: "lot", Kind: Whole, Min: 1, Max: MaxCount, Unit: "launchers", Default: "1", Example: "20", Help: "Launchers change by whole lots only: 20 for a submarine with 20 tubes."},
		{Name: "attributed", Kind: Number, Max: MaxCount, Unit: "warheads", Example: "3", Help: "What a treaty that counts by type attributes to one (START I)."},
		{Name: "equipped", Kind: Number, Max: MaxCount, Unit: "weapons", Example: "20", Help: "Weapons that a bomber is equipped for (START I beyond its first-N rule)."},
		{Name: "throw_weight", Kind: Number, Max: MaxCount, Unit: "tonnes per missile", Example: "1.1", Help: "Throw-weight of one missile."},
		{Name: "pool", Kind: Text, Default: "the party's only pool", Example: `"missile"`, Help: "The party's pool that its warheads come from and go to."},
	},
}

var pools = &Table{
	Name: "a pool",
	Help: "Warheads outside deployed launchers. A party may have several, say to keep bomber weapons and missile warheads apart. Each year production enters the reserve; warheads taken off launchers go to `removed_to`; warheads put on come from the reserve; then warheads are retired and dismantled. Emplaced + reserve + retired + dismantled − produced never changes.",
	Keys: []*Key{
		{Name: "reserve", Kind: Whole, Max: MaxCount, Unit: "warheads", Default: "0", Example: "2000", Help: "Usable warheads that are not on launchers."},
		{Name: "retired", Kind: Whole, Max: MaxCount, Unit: "warheads", Default: "0", Example: "1300", Help: "Warheads awaiting dismantlement."},
		{Name: "removed_to", Kind: Choice, Choices: []string{"reserve", "retired"}, Default: "reserve", Example: `"reserve"`, Help: "Where a warhead taken off a launcher goes."},
		{Name: "produce_per_year", Kind: Whole, Max: MaxCount, Unit: "warheads a year", Default: "0", Example: "0", Help: "New warheads, into the reserve."},
		{Name: "retire_per_year", Kind: Whole, Max: MaxCount, Unit: "warheads a year", Default: "0", Example: "0", Help: "From the reserve to the retired, as far as there are any."},
		{Name: "dismantle_per_year", Kind: Whole, Max: MaxCount, Unit: "warheads a year", Default: "0", Example: "135", Help: "Out of the retired, as far as there are any."},
	},
}

var parties = &Table{
	Name: "a party",
	Help: "A state, or a group of states that one side of a treaty binds. Its code is upper-case, as in `[party.US]`.",
	Keys: []*Key{
		{Name: "name", Kind: Text, Required: true, Example: `"United States"`, Help: "The name shown in tables and charts."},
		{Name: "system", Kind: Named, Table: systems, Help: "Its systems, as in `[party.US.system.minuteman-3]`."},
		{Name: "pool", Kind: Named, Table: pools, Help: "Its pools, as in `[party.US.pool.missile]`."},
	},
}

var schedules = &Table{
	Name: "a schedule",
	Help: "A schedule moves one quantity of one or more systems, each by itself. It needs `system` or `systems`, and exactly one of `levels`, `share`, `per_year` and `percent_per_year`.",
	Keys: []*Key{
		{Name: "system", Kind: Text, Example: `"US.minuteman-3"`, Help: "The system it moves. `\"US.*\"` is all of a party's (for missiles all that have them on record)."},
		{Name: "systems", Kind: Texts, Least: 1, Example: `["US.minuteman-3", "US.peacekeeper"]`, Help: "Several systems, instead of `system`."},
		{Name: "quantity", Kind: Choice, Required: true, Choices: quantities, Example: `"deployed"`, Help: "What it moves."},
		{Name: "levels", Kind: Years, Max: MaxCount, Example: "{ 2014 = 449, 2018 = 400 }", Help: "The level in the state of each year named. Whole for whole quantities."},
		{Name: "share", Kind: Years, Signed: true, Example: "{ 2036 = 0.65 }", Help: "The same as a share of the level it started from."},
		{Name: "per_year", Kind: Number, Signed: true, Unit: "units a year", Example: "-20", Help: "So many units a year, up or down."},
		{Name: "percent_per_year", Kind: Number, Signed: true, Unit: "per cent a year", Example: "-4", Help: "So many per cent a year, compounded."},
		{Name: "pace", Kind: Choice, Choices: sim.PaceNames, Default: "even", Example: `"even"`, Help: "For `levels` and `share`. " + paceHelp},
		{Name: "from", Kind: Whole, Min: 0, Max: 9999, Unit: "year", Default: "the year of `start`", Example: "2012", Help: "The year whose state it starts from; nothing moves up to and including it."},
		{Name: "until", Kind: Whole, Min: 0, Max: 9999, Unit: "year", Default: "the end", Example: "2020", Help: "For `per_year` and `percent_per_year`: the last year of movement."},
		{Name: "to", Kind: Number, Max: MaxCount, Unit: "units", Example: "400", Help: "For `per_year` and `percent_per_year`: stop at this level."},
		{Name: "max_per_year", Kind: Number, Min: 0, AboveMin: true, Max: MaxCount, Unit: "units a year", Example: "20", Help: "The most that the quantity of each system moves in one year; the rest is carried over. At least a `lot` for launchers and deployed."},
		{Name: "delay", Kind: Whole, Max: MaxYears, Unit: "years", Default: "0", Example: "0", Help: "Whole years by which everything in this schedule slips."},
	},
	Bonds: []Bond{
		{One: []string{"system", "systems"}},
		{One: []string{"levels", "share", "per_year", "percent_per_year"}},
		{If: "quantity", Is: counted(), Whole: []string{"levels", "to", "max_per_year"}},
	},
}

var defaults = &Table{
	Name: "the defaults",
	Help: "For schedules that do not set them.",
	Keys: []*Key{schedules.Key("pace"), schedules.Key("delay"), schedules.Key("max_per_year")},
}

var treatyEvents = &Table{
	Name: "an event",
	Help: "What happened to the treaty on its way. It acts on and after its date, on one party or on all.",
	Keys: []*Key{
		{Name: "date", Kind: Date, Required: true, Example: "2021-02-03", Help: "The first day on which it acts."},
		{Name: "what", Kind: Choice, Required: true, Choices: whats, Example: `"extends"`, Help: "`suspends` and `resumes` switch the suspension; `extends` sets `expires` to `until`; `enters-into-force` sets `in_force` to the date; `withdraws` ends the treaty for the party, for good, and for all when fewer than two of its parties are left."},
		{Name: "party", Kind: Text, Default: "all parties", Example: `"RU"`, Help: "The party on which it acts."},
		{Name: "until", Kind: Date, Example: "2026-02-05", Help: "For `extends`: the new first day on which the treaty is no longer in force."},
	},
	Bonds: []Bond{{If: "what", Is: []string{treaty.Extends}, Some: []string{"until"}}},
}

var events = &Table{
	Name: "an event",
	Help: treatyEvents.Help,
	Keys: append([]*Key{
		{Name: "treaty", Kind: Text, Required: true, Example: `"new-start"`, Help: "The treaty to which it happens."},
	}, treatyEvents.Keys...),
	Bonds: treatyEvents.Bonds,
}

var rules = &Table{
	Name: "a counting rule",
	Help: "A limit's count is the sum over its rules, over the systems that each selects, of quantity × each. A system is selected when its type is among `types`, it has all traits of `with` and none of `without`.",
	Keys: []*Key{
		{Name: "types", Kind: Choices, Choices: words(arsenal.Types), Default: "all", Example: `["icbm", "slbm"]`, Help: "The types it counts."},
		{Name: "with", Kind: Texts, Example: `["mobile"]`, Help: "Traits that a system must have."},
		{Name: "without", Kind: Texts, Example: `["test"]`, Help: "Traits that a system must not have."},
		{Name: "parties", Kind: Texts, Once: true, Default: "all", Example: `["US"]`, Help: "The parties whose systems it counts."},
		{Name: "quantity", Kind: Choice, Required: true, Choices: treaty.Counted, Example: `"warheads"`, Help: "What it counts: all launchers, those `deployed` or `nondeployed`, `missiles` (deployed and non-deployed), or `warheads` emplaced."},
		{Name: "each", Kind: Weight, Choices: treaty.Properties, Default: "1", Example: "1", Help: "What one unit counts: a number, or that property of its system."},
		{Name: "first", Kind: Whole, Max: MaxCount, Unit: "units", Example: "150", Help: "So many units, taken over the systems in file order, count `each`; the rest count `beyond`."},
		{Name: "beyond", Kind: Weight, Choices: treaty.Properties, Example: `"equipped"`, Help: "With `first`, and required there: what each further unit counts."},
		{Name: "article", Kind: Text, Example: `"Article III(2)(a)"`, Help: "Where the treaty says so."},
		{Name: "says", Kind: Text, Example: `"each re-entry vehicle emplaced on a deployed missile counts as one"`, Help: "The rule in words."},
	},
	Bonds: []Bond{{If: "first", Some: []string{"beyond"}}, {If: "beyond", Some: []string{"first"}}},
}

var limits = &Table{
	Name: "a limit",
	Help: "One number that a treaty holds a party's forces against.",
	Keys: []*Key{
		{Name: "name", Kind: Text, Required: true, Example: `"Warheads on deployed ICBMs and SLBMs"`, Help: "What it limits, in the treaty's words."},
		{Name: "article", Kind: Text, Example: `"Article II(1)(b)"`, Help: "Where the treaty says so."},
		{Name: "unit", Kind: Text, Example: `"warheads"`, Help: "What is counted."},
		{Name: "ceiling", Kind: Steps, Required: true, Example: "{ 2018-02-05 = 1550 }", Help: "A staircase: date = the most allowed from then on. `\"none\"` ends it: `{ 2012-12-31 = 2200, 2013-01-01 = \"none\" }`."},
		{Name: "parties", Kind: Texts, Once: true, Default: "all of the treaty's", Example: `["US"]`, Help: "A limit on some parties only."},
		{Name: "within", Kind: Text, Example: `"warheads"`, Help: "The key of the limit of the same treaty of which this one is a sublimit. It changes no count; it says how limits nest."},
		{Name: "count", Kind: Named, Required: true, Least: 1, Table: rules, Help: "Its counting rules, at least one, as in `[limit.warheads.count.missiles]`."},
	},
}

// TreatyKeys describes a treaty file, and a `[treaty.ID]` of a scenario.
var TreatyKeys = &Table{
	Name: "a treaty",
	Help: "A treaty, a political commitment or a proposal, as data. In a file of its own, or in a scenario as `[treaty.ID]`.",
	Keys: []*Key{
		{Name: "format", Kind: Whole, Min: 1, Max: 1, Example: "1", Help: "The version of the format. Required in every file."},
		{Name: "extends", Kind: Text, Example: `"new-start"`, Help: "Another treaty, over which this one is laid: a library name, or a path that ends in .toml."},
		{Name: "drop", Kind: Texts, Once: true, Example: `["expires", "event.extended"]`, Help: "With `extends`: addresses taken out of the base before this treaty is laid over it, so that a successor need not inherit an expiry."},
		{Name: "title", Kind: Text, Example: `"Treaty between ... and ... on ..."`, Help: "The full title."},
		{Name: "short", Kind: Text, Required: true, Example: `"New START"`, Help: "The name shown in tables and charts."},
		{Name: "summary", Kind: Text, Example: `"..."`, Help: "A paragraph on what it does and does not limit."},
		{Name: "kind", Kind: Choice, Choices: []string{treaty.KindTreaty, treaty.KindCommitment, treaty.KindProposal}, Default: "treaty", Example: `"treaty"`, Help: "Law, a political commitment, or a proposal; printed beside each verdict."},
		{Name: "parties", Kind: Texts, Required: true, Least: 1, Once: true, Example: `["US", "RU"]`, Help: "The codes of its parties. A party that a scenario lacks is passed over."},
		{Name: "signed", Kind: Date, Example: "2010-04-08", Help: "When it was signed."},
		{Name: "in_force", Kind: Date, Default: "never entered into force", Example: "2011-02-05", Help: "The first day on which it was in force."},
		{Name: "expires", Kind: Date, Default: "unlimited", Example: "2021-02-05", Help: "The first day on which it is no longer in force."},
		{Name: "not_limited", Kind: Texts, Once: true, Example: `["Missiles that are not deployed."]`, Help: "What the treaty does not limit, a sentence each."},
		{Name: "source", Kind: Named, Table: sources, Help: "The works its numbers rest on."},
		{Name: "event", Kind: Named, Table: treatyEvents, Help: "Events of the treaty's own history."},
		{Name: "limit", Kind: Named, Table: limits, Help: "Its limits, as in `[limit.warheads]`."},
		{Name: "meta", Kind: Free, Help: "For the author's own keys."},
	},
	Bonds: []Bond{{If: "drop", Some: []string{"extends"}}},
}

var expects = &Table{
	Name: "a claim",
	Help: "A claim about the result, tested by `drawdown test`. Claims are not inherited.",
	Keys: []*Key{
		{Name: "party", Kind: Text, Default: "every party that has it", Example: `"US"`, Help: "The party it is about."},
		{Name: "limit", Kind: Text, Example: `"new-start.warheads"`, Help: "The count under a limit: treaty.limit."},
		{Name: "holding", Kind: Text, Example: `"minuteman-3.deployed"`, Help: "Or a holding: system.quantity, where quantity is launchers, deployed, missiles, loading or warheads."},
		{Name: "pool", Kind: Text, Example: `"missile.retired"`, Help: "Or a pool: pool.stock, where stock is emplaced, reserve, retired, dismantled or produced."},
		{Name: "at", Kind: Date, Example: "2018-02-05", Help: "The date it is about. The state counted is the latest on or before it."},
		{Name: "from", Kind: Date, Default: "the start", Example: "2018-02-05", Help: "Or the first date; every state and every finding from there on is tested."},
		{Name: "until", Kind: Date, Default: "the end", Example: "2026-02-04", Help: "And the last date."},
		{Name: "min", Kind: Number, Signed: true, Example: "1500", Help: "At least this."},
		{Name: "max", Kind: Number, Signed: true, Example: "1550", Help: "At most this."},
		{Name: "equals", Kind: Number, Signed: true, Example: "1550", Help: "Exactly this, or as near as `tolerance`."},
		{Name: "tolerance", Kind: Number, Default: "0", Example: "5", Help: "With `equals`: how far off it may be."},
		{Name: "status", Kind: Choice, Choices: words(treaty.Statuses), Example: `"within"`, Help: "With `limit`: the status of the finding."},
		{Name: "why", Kind: Text, Example: `"..."`, Help: "Why it should be so."},
	},
	Alone: true,
	Bonds: []Bond{
		{One: []string{"limit", "holding", "pool"}},
		{Some: []string{"min", "max", "equals", "status"}},
		{If: "at", None: []string{"from", "until"}},
		{If: "tolerance", Some: []string{"equals"}},
		{If: "status", Some: []string{"limit"}},
	},
}

var observed = &Table{
	Name: "the record",
	Help: "The record to lay over the charts and to test the scenario against.",
	Keys: []*Key{
		{Name: "file", Kind: Text, Required: true, Example: `"new-start-exchange"`, Help: "A library name, or a path to a CSV file with the columns date,party,limit,value[,grade,source,note]; limit is written treaty.limit."},
		{Name: "used", Kind: Dates, Example: "[2011-02-05]", Help: "The dates whose points went into the making of the scenario."},
	},
}

var uncertains = &Table{
	Name: "an uncertainty",
	Help: "What nobody knows exactly, by the address of the number: exactly one distribution. Without `ensemble` the written value stands.",
	Keys: []*Key{
		{Name: "triangular", Kind: Numbers, Least: 3, Most: 3, Example: "[8, 10, 10]", Help: "Low, mode, high."},
		{Name: "uniform", Kind: Numbers, Least: 2, Most: 2, Example: "[6, 14]", Help: "Low, high."},
		{Name: "normal", Kind: Numbers, Least: 2, Most: 2, Example: "[100, 5]", Help: "Mean, standard deviation."},
		{Name: "lognormal", Kind: Numbers, Least: 2, Most: 2, Example: "[100, 0.2]", Help: "Median, sigma of the logarithm."},
		{Name: "integers", Kind: Numbers, Least: 2, Most: 2, Example: "[0, 4]", Help: "Lowest and highest of equally likely whole numbers."},
		{Name: "choice", Kind: Numbers, Least: 1, Example: "[10, 20, 40]", Help: "Equally likely values."},
		{Name: "min", Kind: Number, Signed: true, Example: "0", Help: "Lower bound of a normal or lognormal."},
		{Name: "max", Kind: Number, Signed: true, Example: "10", Help: "Upper bound of a normal or lognormal."},
		{Name: "label", Kind: Text, Example: `"Warheads on each SS-18"`, Help: "What to call it in sentences and charts."},
		{Name: "why", Kind: Text, Example: `"..."`, Help: "Where the range comes from."},
	},
	Bonds: []Bond{
		{One: []string{"triangular", "uniform", "normal", "lognormal", "integers", "choice"}},
		{If: "min", Some: []string{"normal", "lognormal"}},
		{If: "max", Some: []string{"normal", "lognormal"}},
		{Whole: []string{"integers"}},
	},
}

var balances = &Table{
	Name: "a balance",
	Help: "What is declared exactly is not blurred because its parts are uncertain: several loadings add up to a known number of warheads. The table is named by the address of one loading, which takes up what the others leave, in each member of an ensemble: deployed × loading, rounded to whole, summed over `systems` and the system named, is `total` in the opening state. The written loadings should add up to it too; `run` uses them as they are. No balance may count a system whose loading is a balance itself. A draw that leaves the named system less than nothing, or more than its `capacity`, stops the ensemble.",
	Keys: []*Key{
		{Name: "systems", Kind: Texts, Required: true, Least: 1, Once: true, Example: `["RU.ss-18", "RU.ss-19"]`, Help: "The other systems of the sum; `\"RU.*\"` is all of a party's."},
		{Name: "total", Kind: Whole, Required: true, Max: MaxCount, Unit: "warheads", Example: "1537", Help: "What all of them carry together."},
		{Name: "why", Kind: Text, Example: `"..."`, Help: "Where the total comes from."},
	},
}

var levers = &Table{
	Name: "a lever",
	Help: "What a party chooses, by the address of the number. Without `sweep` the written value stands.",
	Keys: []*Key{
		{Name: "range", Kind: Numbers, Required: true, Least: 2, Most: 2, Example: "[0, 50]", Help: "From, to."},
		{Name: "step", Kind: Number, Min: 0, AboveMin: true, Example: "5", Help: "The distance of the values tried."},
		{Name: "label", Kind: Text, Example: `"US ICBM downloads per year"`, Help: "Its name in charts."},
		{Name: "why", Kind: Text, Example: `"..."`, Help: "Where the range comes from."},
	},
}

// ScenarioKeys describes a scenario file.
var ScenarioKeys = &Table{
	Name: "a scenario",
	Help: "One file is one scenario.",
	Keys: []*Key{
		{Name: "format", Kind: Whole, Min: 1, Max: 1, Example: "1", Help: "The version of the format. Required in every file; any other number is refused."},
		{Name: "title", Kind: Text, Required: true, Example: `"New START: the US plan of 2014"`, Help: "Shown above tables and in charts."},
		{Name: "summary", Kind: Text, Example: `"One paragraph."`, Help: "What the scenario is about and what it assumes."},
		{Name: "author", Kind: Text, Example: `"..."`, Help: "Who wrote it."},
		{Name: "extends", Kind: Text, Example: `"new-start"`, Help: "A scenario over which this file is laid: a library name, or a path relative to this file that ends in .toml. Tables merge key by key; everything else is replaced, the year tables of a schedule and the dates of a ceiling included."},
		{Name: "drop", Kind: Texts, Once: true, Example: `["schedule.us-icbm"]`, Help: "Addresses taken out of the base before this file is laid over it."},
		{Name: "treaties", Kind: Texts, Once: true, Default: "none", Example: `["new-start"]`, Help: "Library names, or paths relative to this file that end in .toml."},
		{Name: "start", Kind: Date, Required: true, Example: "2011-02-05", Help: "The date of the opening stocks; not 29 February."},
		{Name: "end", Kind: Date, Required: true, Example: "2026-02-05", Help: "States fall on `start` and on each anniversary not after `end`; at most 200 years."},
		{Name: "defaults", Kind: Fixed, Table: defaults, Help: "For schedules that do not set them."},
		{Name: "source", Kind: Named, Table: sources, Help: "The works that the numbers rest on, as in `[source.state-2014-09]`."},
		{Name: "party", Kind: Named, Table: parties, Help: "The parties and what they hold."},
		{Name: "schedule", Kind: Named, Table: schedules, Help: "What moves, and how."},
		{Name: "event", Kind: Named, Table: events, Help: "What happens to treaties on the way."},
		{Name: "treaty", Kind: Named, Table: TreatyKeys, Help: "Treaties written here rather than in files of their own."},
		{Name: "observed", Kind: Fixed, Table: observed, Help: "The record."},
		{Name: "expect", Kind: Named, Table: expects, Help: "Claims about the result."},
		{Name: "uncertain", Kind: Addressed, Table: uncertains, Help: "What nobody knows exactly."},
		{Name: "balance", Kind: Addressed, Table: balances, Help: "Uncertain loadings that add up to a known total."},
		{Name: "lever", Kind: Addressed, Table: levers, Help: "What a party chooses."},
		{Name: "meta", Kind: Free, Help: "For the author's own keys."},
	},
	Bonds: []Bond{{If: "drop", Some: []string{"extends"}}},
}
