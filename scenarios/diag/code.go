package diag

// A Code names a kind of diagnostic. Codes never change their meaning.
type Code string

// The codes. Codes describes each.
const (
	Syntax        Code = "syntax"
	TooLarge      Code = "too-large"
	TooDeep       Code = "too-deep"
	Unreadable    Code = "unreadable"
	NotText       Code = "not-text"
	UnknownFormat Code = "unknown-format"

	UnknownKey Code = "unknown-key"
	MissingKey Code = "missing-key"
	WrongType  Code = "wrong-type"
	NotWhole   Code = "not-whole"
	NotFinite  Code = "not-finite"
	OutOfRange Code = "out-of-range"
	BadChoice  Code = "bad-choice"
	BadName    Code = "bad-name"
	BadDate    Code = "bad-date"
	NameStyle  Code = "name-style"
	NoEffect   Code = "no-effect"

	ExtendsLoop    Code = "extends-loop"
	ExtendsTooDeep Code = "extends-too-deep"
	UnknownAddress Code = "unknown-address"
	UnknownName    Code = "unknown-name"
	Duplicate      Code = "duplicate"

	EndBeforeStart Code = "end-before-start"
	TooLong        Code = "too-long"
	DeployedOver   Code = "deployed-over"
	LoadingOver    Code = "loading-over-capacity"
	PoolUnclear    Code = "pool-unclear"

	ScheduleForm  Code = "schedule-form"
	ScheduleClash Code = "schedule-clash"
	TooEarly      Code = "too-early"
	CapUnderLot   Code = "cap-under-lot"
	NoMissiles    Code = "no-missiles"

	TreatyRule  Code = "treaty-rule"
	TreatyDates Code = "treaty-dates"
	ExpectForm  Code = "expect-form"
	Uncertainty Code = "uncertainty"
	Balance     Code = "balance"
	BalanceSum  Code = "balance-sum"
	BadRecord   Code = "bad-record"

	UnusedSource  Code = "unused-source"
	NotComputable Code = "not-computable"
)

// A Doc describes a code to a reader.
type Doc struct {
	Code     Code
	Severity Severity
	Says     string // what is wrong
	Do       string // what to do
}

// Codes describes every code, in the order of the reference.
var Codes = []Doc{
	{Syntax, Error, "The file is not TOML. Reading stops here, so this one is reported alone.", "Look at the line and the one above it: a quotation mark, a bracket or an equals sign is missing, or a key stands twice."},
	{TooLarge, Error, "The file is far larger than any scenario, or has more mistakes than anybody reads.", "Check that it is the file you meant."},
	{TooDeep, Error, "Brackets or keys are nested deeper than any scenario needs.", "Check that it is the file you meant."},
	{Unreadable, Error, "The file is not there, is a directory, or may not be read.", "Check the name; a relative path starts from the folder of the file in which it is written."},
	{NotText, Error, "The file is not UTF-8 text.", "Save it as UTF-8, without a byte order mark."},
	{UnknownFormat, Error, "The file's `format` is missing, or a version that this program does not understand.", "Write `format = 1`, or use a newer drawdown."},

	{UnknownKey, Error, "The format has no such key in this table.", "Compare the spelling with the format reference; keys are written in small letters."},
	{MissingKey, Error, "A required key is missing.", "Add it."},
	{WrongType, Error, "The value is of another kind than the key takes.", "Numbers and dates stand without quotation marks, text stands within them."},
	{NotWhole, Error, "A count must be a whole number.", "Round it yourself; the program does not guess which way."},
	{NotFinite, Error, "The number is nan or inf.", "Write a number."},
	{OutOfRange, Error, "The number is outside of what the key allows.", "The message names the range."},
	{BadChoice, Error, "The text is none of those that the key allows.", "The message lists them."},
	{BadName, Error, "A name has a character that an address cannot hold.", "Use letters without accents, digits, hyphens and underscores."},
	{BadDate, Error, "The date cannot be used here.", "Write a day of the calendar as 2018-02-05, without a time; scenarios do not start on 29 February."},
	{NameStyle, Warning, "Names are lower-case with hyphens, party codes upper-case.", "Rename it, unless you have a reason."},
	{NoEffect, Warning, "The key changes nothing here.", "Remove it, or check what you meant."},

	{ExtendsLoop, Error, "A file extends itself, directly or by way of others.", "Take one of the `extends` out."},
	{ExtendsTooDeep, Error, "More than 8 files extend one another.", "Fold some of them together."},
	{UnknownAddress, Error, "Nothing stands at this address.", "Addresses are keys joined by points, as in schedule.us-icbm.per_year."},
	{UnknownName, Error, "A name refers to nothing: no such party, system, pool, treaty, limit, source or library file, or nothing that the pattern matches.", "Compare the spelling with where it is defined."},
	{Duplicate, Error, "Two treaties have one name, or a list names one thing twice.", "Rename one, or remove it."},

	{EndBeforeStart, Error, "The end, or the date, lies before the start.", "Exchange them."},
	{TooLong, Error, "A scenario covers at most 200 years.", "Bring the end forward."},
	{DeployedOver, Error, "More launchers are deployed than there are launchers, or missiles.", "`launchers` and `missiles` count deployed and non-deployed together."},
	{LoadingOver, Error, "The loading is above what a launcher can carry.", "Raise `capacity` or lower `loading`."},
	{PoolUnclear, Error, "The party has several pools, and the system does not say which one is its own.", "Add `pool = \"...\"` to the system."},

	{ScheduleForm, Error, "A schedule needs exactly one of `levels`, `share`, `per_year` and `percent_per_year`, and exactly one of `system` and `systems`.", "Keep one; make two schedules for two things. In a file that extends another, `drop` the inherited one."},
	{ScheduleClash, Error, "Two schedules move one quantity of one system in the same year.", "End one before the other begins (`until`, `from`), or `drop` the inherited one."},
	{TooEarly, Error, "A year or a date lies before that at which the thing begins.", "The message names the earliest possible."},
	{CapUnderLot, Error, "`max_per_year` is smaller than the system's `lot`, so nothing could ever move.", "Raise it to a lot or more."},
	{NoMissiles, Error, "A schedule moves missiles of a system that has none on record.", "Add `missiles` to the system."},

	{TreatyRule, Error, "A limit has no counting rule, or a rule is incomplete.", "The message says what is missing."},
	{TreatyDates, Warning, "The treaty is never in force: it expires before it begins. A treaty that extends another inherits its expiry and its events.", "Set `expires`, or `drop = [\"expires\", \"event.extended\"]` in the treaty."},
	{ExpectForm, Error, "A claim needs one subject (`limit`, `holding` or `pool`) and at least one of `min`, `max`, `equals` and `status`.", "The message says what is missing."},
	{Uncertainty, Error, "A distribution or a lever is incomplete or impossible.", "The message says what is missing."},
	{Balance, Error, "The balance is none of a system's loading, is uncertain itself, or counts a system whose loading is a balance too.", "Name a loading that nothing else fixes; let each balance count systems of its own."},
	{BalanceSum, Warning, "The loadings of a balance do not add up to its total as they are written. `run` uses them so; in draws the balance is taken.", "Correct a loading; the hint says what the balance's would have to be. After a `--set` it may be meant."},
	{BadRecord, Error, "A row of a record cannot be read.", "A record is CSV with the columns date,party,limit,value and, if you like, grade,source,note."},

	{UnusedSource, Warning, "Nothing cites this source.", "Cite it where it is used, or remove it."},
	{NotComputable, Warning, "A count cannot be computed, because a system lacks what a rule needs.", "Add the property to the system, if a source gives it."},
}
