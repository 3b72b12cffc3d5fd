// Package ensemble answers "how sure are we?": it runs a scenario many times,
// each time with its uncertain numbers drawn anew, and adds up what the runs
// show.
//
//	study  := document.Study()                // a scenario and its uncertain numbers
//	kernel := ensemble.Compile(study)         // laid out once
//	result, err := kernel.Run(ctx, options)   // the members, added up
//	result.Quantiles(row), result.Under(row)  // what they show
//
// A member is fixed by its number, the method of drawing and the seed alone
// (package sample makes the points), so any number of workers, in any order,
// on any machine give the same result to the last bit: what is added up are
// whole numbers, and no value rests on how a machine rounds (elementary.go).
//
// There are two ways to a member's result, and tests hold them together. The
// plain one sets the numbers in a scenario (Member) and calls sim.Run and
// sim.Assess. The fast one (Runner) works the same member out system by system
// on flat arrays, without allocating, and skips what no uncertain number can
// reach.
//
// A probability made here is a statement about the ranges that a scenario
// states. It is not one about the world.
//
// Conventions. Values are in the unit of the number that they are drawn for.
// Rows are the findings of the scenario, in their order; a tally is one party
// under one limit.
package ensemble
