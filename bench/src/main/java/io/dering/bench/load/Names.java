package io.dering.bench.load;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The agents who are at home, the one who has been there longest first.
final class Names {
  private static final long PATIENCE_S = 10;

  private final BlockingQueue<String> home = new LinkedBlockingQueue<>();

  Names(int agents) {
    IntStream.range(0, agents).mapToObj(Premises::agent).forEach(home::add);
  }

  /// Waits when all are out; null when nobody comes home.
  @Nullable String next() throws InterruptedException {
    return home.poll(PATIENCE_S, TimeUnit.SECONDS);
  }

  void back(String name) {
    home.add(name);
  }
}
