package ensemble

import (
	"errors"
	"slices"
)

// A State is a result as plain numbers, to be kept or sent and added to others.
type State struct {
	Done       int          `json:"done"`
	CountsOnly bool         `json:"counts_only"`
	Counts     [][][][2]int `json:"counts"` // by tally and state: each value with how often it occurred, ascending
	Lacks      [][]int      `json:"lacks"`
	Under      []int        `json:"under"`
	First      [][]int      `json:"first"`
	Lasting    [][]int      `json:"lasting"`
	Stands     []Stand      `json:"stands"`
	StandsBy   []Stand      `json:"stands_by"`
	StandsAll  Stand        `json:"stands_all"`
}

// State returns the result's numbers.
func (out *Result) State() *State {
	s := &State{
		Done: out.Done, CountsOnly: out.CountsOnly, Lacks: out.lacks, Under: out.under,
		First: out.first, Lasting: out.lasting, Stands: out.stands, StandsBy: out.standsBy, StandsAll: out.standsAll,
	}
	for _, states := range out.counts {
		var all [][][2]int
		for i := range states {
			values := [][2]int{}
			for _, t := range states[i].sorted() {
				values = append(values, [2]int{t.value, int(t.times)})
			}
			all = append(all, values)
		}
		s.Counts = append(s.Counts, all)
	}
	return s
}

// errForeign says that a state was not made by this kernel.
var errForeign = errors.New("the numbers do not fit the scenario")

// Result makes a result of a state of the same study.
func (k *Kernel) Result(s *State) (*Result, error) {
	out := k.newResult(Options{CountsOnly: s.CountsOnly})
	if len(s.Counts) != len(out.counts) || !same(s.Lacks, out.lacks) || len(s.Under) != len(out.under) ||
		!same(s.First, out.first) || !same(s.Lasting, out.lasting) || len(s.Stands) != len(out.stands) || len(s.StandsBy) != len(out.standsBy) || !s.sound() {
		return nil, errForeign
	}
	for i, states := range s.Counts {
		if len(states) != len(out.counts[i]) {
			return nil, errForeign
		}
		for j, values := range states {
			if !s.spread(values, s.Lacks[i][j]) {
				return nil, errForeign
			}
			for _, v := range values {
				out.counts[i][j].put(v[0], uint32(v[1]))
			}
		}
	}
	out.Done = s.Done
	out.lacks, out.under, out.first, out.lasting = s.Lacks, s.Under, s.First, s.Lasting
	out.stands, out.standsBy, out.standsAll = s.Stands, s.StandsBy, s.StandsAll
	return out, nil
}

// MostMembers is how many members a result can hold.
const MostMembers = 4_000_000_000

// sound reports whether numbers of members can be those of so many members, of
// whom each comes under each ceiling once or never. Without dates it is not
// known of any.
func (s *State) sound() bool {
	dated := s.Done
	if s.CountsOnly {
		dated = 0
	}
	once := func(dates []int) bool { return upTo(s.Done, dates) && total(dates) == dated }
	for i := range s.First {
		if !once(s.First[i]) || !once(s.Lasting[i]) || !upTo(s.Done, s.Lacks[i]) {
			return false
		}
	}
	apart := func(of Stand) bool {
		return of.Kept < 0 || of.Untold < 0 || of.Kept > dated || of.Untold > dated-of.Kept
	}
	return s.Done >= 0 && s.Done <= MostMembers && upTo(s.Done, s.Under) &&
		!slices.ContainsFunc(s.Stands, apart) && !slices.ContainsFunc(s.StandsBy, apart) && !apart(s.StandsAll)
}

// spread reports whether values are those of all members but those that lack
// one.
func (s *State) spread(values [][2]int, lack int) bool {
	seen := lack
	for i, v := range values {
		if v[0] < -mostValue || v[0] > mostValue || v[1] < 1 || v[1] > s.Done || i > 0 && v[0] <= values[i-1][0] {
			return false
		}
		seen += v[1]
	}
	return seen == s.Done
}

// upTo reports whether all numbers lie from 0 to most.
func upTo(most int, all []int) bool {
	return !slices.ContainsFunc(all, func(n int) bool { return n < 0 || n > most })
}

func total(all []int) int {
	sum := 0
	for _, n := range all {
		sum += n
	}
	return sum
}

// same reports whether two lists of lists have the same lengths.
func same(a, b [][]int) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if len(a[i]) != len(b[i]) {
			return false
		}
	}
	return true
}

// Add adds what other members of the same kernel show.
func (out *Result) Add(other *Result) { out.add(other) }
