package io.dering.bench.load;

import java.io.IOException;
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

  /// Moves a process that runs, with all its threads and those that they will start.
  ///
  /// @throws IOException when it cannot be moved: figures of processes that share a core after all
  ///   would be taken for others
  void move(long pid) throws IOException, InterruptedException {
    Process taskset =
        new ProcessBuilder("taskset", "-acp", Integer.toString(cpu), Long.toString(pid))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (taskset.waitFor() != 0) {
      throw new IOException("cannot be pinned to core " + cpu + ": is there one? (--no-pin)");
    }
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
