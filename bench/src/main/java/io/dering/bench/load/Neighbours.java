package io.dering.bench.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Programs that never sleep on the gateway's core, so that it has one share of it among theirs: a
/// small machine, for what no generator can bring a whole core to.
final class Neighbours implements AutoCloseable {
  /// They end by themselves, should nobody be left to end them.
  private static final String MOST_SECONDS = "300";

  private final List<Process> all = new ArrayList<>();

  private Neighbours() {}

  static Neighbours move(int count, Pinned where) throws IOException {
    Neighbours neighbours = new Neighbours();
    for (int i = 0; i < count; i++) {
      List<String> busy = List.of("timeout", MOST_SECONDS, "sh", "-c", "while :; do :; done");
      neighbours.all.add(
          new ProcessBuilder(where.command(busy))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start());
    }
    return neighbours;
  }

  @Override
  public void close() {
    all.forEach(Process::destroy);
  }
}
