// Package sweep answers "what if a party chooses otherwise?": it works out a
// scenario at every point of a grid over one or two levers, and finds where
// limits are just kept.
//
//	found, err := sweep.Explore(ctx, study, at, options)
//	found.Grid.Points      // what each point shows
//	found.Depends[tally]   // on which levers a limit depends
//	found.Frontiers        // where it is just kept
//
// What a point means is the caller's: a Func gets the values of the levers and
// returns what they lead to, or why they cannot be. Such a point is impossible,
// which stops nothing. So the engine (Axis, Grid, Edge) knows nothing of files
// and little of arms. Results and Draws make outcomes of a scenario: as it is
// written, and with what is uncertain drawn.
//
// An edge is looked for where two neighbours of the grid differ, by halving the
// interval between them: to the unit for whole numbers; otherwise to a
// millionth of the range, rounded down to a power of ten and no finer than the
// six decimals in which results are written. So both of its ends are values
// that were worked out, and that can be typed. An edge and its way back between
// two neighbours are not seen.
//
// Conventions. Values of levers are in the unit of their number. Points of a
// grid go through the last lever first. A tally is one party under one limit, in
// the order of sim.Tallies.
package sweep
