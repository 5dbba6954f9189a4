package io.dering.bench.load;

/// What is asked of a scenario beside its numbers.
///
/// @param flood what comes
/// @param timesCapacity how many times what the gateway takes of it; 0: at the plan's rate
/// @param neighbours programs that share the gateway's core while calls talk
/// @param by which mark the gateway refuses calls
/// @param mark where it lies; 0: where it usually does
record Choice(FloodKind flood, int timesCapacity, int neighbours, OverloadMark by, int mark) {
  static final Choice USUAL = new Choice(FloodKind.GARBAGE, 0, 0, OverloadMark.CALLS, 0);
}
