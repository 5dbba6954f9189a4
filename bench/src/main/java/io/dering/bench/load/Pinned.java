package io.dering.bench.load;

import java.util.ArrayList;
import java.util.List;

/// Where a process may run: on one core (by util-linux's `taskset`), or wherever there is room.
///
/// @param cpu from 0; negative: everywhere
public record Pinned(int cpu) {
  public static final Pinned NOWHERE = new Pinned(-1);

  public static Pinned to(int cpu) {
    return new Pinned(cpu);
  }

  /// The command line that runs that command there.
  public List<String> command(List<String> command) {
    if (cpu < 0) {
      return command;
    }
    List<String> pinned = new ArrayList<>(List.of("taskset", "-c", Integer.toString(cpu)));
    pinned.addAll(command);
    return pinned;
  }
}
