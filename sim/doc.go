// Package sim steps arsenals through the years and holds them against treaty
// ceilings.
//
// It answers: given opening stocks and reduction schedules, what does each
// party hold in each year, when is it under each ceiling, and by what margin?
//
//	trajectory := sim.Run(scenario)       // holdings and moves of every year
//	assessment := sim.Assess(trajectory)  // counts held against ceilings
//	standings  := assessment.Standings()  // one line a party and limit
//
// A Scenario cannot be wrong any more: package scenarios has checked it. All
// functions are pure; equal scenarios give equal results to the last bit.
//
// Conventions. State k is dated start + k years and bears that date's year
// number. Counts are whole; targets are rounded to the nearest whole, halves
// away from zero. All arithmetic is in float64, products rounded before they
// are added. A year's step moves every system in file order (launchers,
// missiles, deployed, loading), then every pool (production, warheads coming
// off, warheads going on, retirement, dismantlement), so that emplaced +
// reserve + retired + dismantled − produced never changes.
//
// For many runs of one scenario, Compile it once, Open a State and Step that:
// a warm step allocates nothing.
package sim
