package naive_test

import (
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

func TestRandomIsRepeatable(t *testing.T) {
	one, again, other := naive.Random(7).String(), naive.Random(7).String(), naive.Random(8).String()
	if one != again {
		t.Error("one seed, two scenarios")
	}
	if one == other {
		t.Error("two seeds, one scenario")
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
