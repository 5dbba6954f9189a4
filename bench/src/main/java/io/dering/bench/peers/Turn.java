package io.dering.bench.peers;

import java.time.Duration;

/// One round of one process.
///
/// @param number 0 for the rehearsal, which counts for nothing, and then from 1
/// @param first whether the process has had none before
/// @param calls at once
/// @param warmUp how long all of them talk before anything is counted
record Turn(int number, boolean first, int calls, Duration warmUp) {}
