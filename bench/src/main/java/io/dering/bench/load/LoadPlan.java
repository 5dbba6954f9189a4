package io.dering.bench.load;

import java.nio.file.Path;
import java.time.Duration;

/// What a run does.
///
/// @param calls at once; as many agents are signed in
/// @param callsPerSecond how fast they are placed
/// @param warmUp how long all of them talk before: a process that has just started still compiles
/// @param hold how long all of them talk while frames are numbered
/// @param oneRelay whether all customers' media come from one address and port of Meta's, where the
///   gateway needs an overflow port for each; otherwise from a port for each call
/// @param folder the gateway's data, its configuration and its log; made empty before
public record LoadPlan(
    int calls, int callsPerSecond, Duration warmUp, Duration hold, boolean oneRelay, Path folder) {
  public LoadPlan {
    if (calls < 1 || callsPerSecond < 1 || warmUp.isNegative() || hold.isNegative()) {
      throw new IllegalArgumentException("calls and callsPerSecond must be at least 1");
    }
  }
}
