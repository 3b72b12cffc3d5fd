package naive_test

import (
	"maps"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"drawdown/scenarios/internal/naive"
)

// Scenarios made at random are valid, and between them they use what there is to
// use: the words below, in the files or in the tables.
func TestRandom(t *testing.T) {
	missing := map[string]bool{}
	for _, word := range strings.Fields(`
		extends drop ../ bases/ treaties [treaty.
		pace delay max_per_year from until to systems .*" levels share per_year percent_per_year
		even step front back s-curve
		icbm slbm heavy-bomber ground-launched-missile other lot missiles capacity
		reserve retired removed_to produce_per_year retire_per_year dismantle_per_year
		attributed equipped throw_weight first beyond with without parties
		launchers deployed nondeployed warheads none
		suspends resumes withdraws enters-into-force
		not-in-force suspended not-yet-binding no-longer-binding not-computable within exceeds
		02-29 12-31 0x 0b 0o e+ E+
	`) {
		missing[word] = true
	}
	for seed := range uint64(300) {
		files := naive.Random(seed)
		tables, err := naive.Run(files.FS(), naive.Main)
		if err != nil {
			t.Fatalf("seed %d: %v\n%s", seed, err, files)
		}
		text := files.String() + tables.Findings
		for word := range missing {
			if strings.Contains(text, word) {
				delete(missing, word)
			}
		}
	}
	for word := range missing {
		t.Errorf("no scenario has %s", word)
	}
}

// So they are with an [uncertain] section: every draw is valid. Between them they
// put every sort of number in doubt, by every distribution, and their tables have
// certain, uncertain and unknown rows.
func TestRandomUncertain(t *testing.T) {
	missing := map[string]*regexp.Regexp{}
	for _, pattern := range strings.Fields(`
		system\S*\.launchers["'] system\S*\.deployed["'] \.missiles["'] \.loading["'] \.capacity["'] \.lot["']
		\.attributed["'] \.equipped["'] \.throw_weight["']
		\.reserve["'] \.retired["'] \.produce_per_year["'] \.retire_per_year["'] \.dismantle_per_year["']
		defaults\.delay["'] defaults\.max_per_year["'] s-\d+\.delay["'] s-\d+\.from["'] s-\d+\.until["'] s-\d+\.to["']
		s-\d+\.max_per_year["'] \.levels\.\d+["'] \.share\.\d+["'] s-\d+\.per_year["'] s-\d+\.percent_per_year["']
		\.ceiling\.[-\d]+["'] \.each["'] \.first["'] \.beyond["']
		drop.*uncertain uniform triangular normal lognormal integers choice min.=.* max.=.* why
		,4,0,1\n ,2,2,0.5\n ,0,4,0\n ,0,0,0,\n ,,,,,,,,\n ,[123],\d,\d,\S+\n
	`) {
		missing[pattern] = regexp.MustCompile(pattern)
	}
	seeds := uint64(150)
	if testing.Short() {
		seeds = 20
	}
	for seed := range seeds {
		files := naive.Random(seed, naive.Uncertain)
		probability, quantiles, err := naive.RunEnsemble(files.FS(), naive.Main, nil, 4, seed)
		if err != nil {
			t.Fatalf("seed %d: %v\n%s", seed, err, files)
		}
		text := files.String() + probability + quantiles
		maps.DeleteFunc(missing, func(_ string, r *regexp.Regexp) bool { return r.MatchString(text) })
	}
	for pattern := range missing {
		if !testing.Short() {
			t.Errorf("no scenario has %s", pattern)
		}
	}
}

func TestRandomIsRepeatable(t *testing.T) {
	for _, options := range [][]naive.Option{nil, {naive.Uncertain}} {
		one, again := naive.Random(7, options...).String(), naive.Random(7, options...).String()
		if one != again {
			t.Error("one seed, two scenarios")
		}
		if one == naive.Random(8, options...).String() {
			t.Error("two seeds, one scenario")
		}
	}
}

// What is emplaced, in reserve, retired and dismantled, less what was produced,
// never changes.
func TestConservation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		files := naive.Scenarios().Draw(t, "scenario")
		tables, err := naive.Run(files.FS(), naive.Main)
		if err != nil {
			t.Fatal(err)
		}
		first := map[string]int{}
		for _, line := range strings.Split(strings.TrimSpace(tables.Pools), "\n")[1:] {
			fields := strings.Split(line, ",")
			pool := fields[1] + "." + fields[2]
			sum := -whole(t, fields[7])
			for _, field := range fields[3:7] {
				sum += whole(t, field)
			}
			if _, seen := first[pool]; !seen {
				first[pool] = sum
			}
			if sum != first[pool] {
				t.Fatalf("%s: %d, at the start %d", line, sum, first[pool])
			}
		}
	})
}

func whole(t *rapid.T, text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
