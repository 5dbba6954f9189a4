package io.dering.bench.load;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the gateway says of itself that it refused.
final class Counted {
  private static final long PATIENCE_NANOS = 5_000_000_000L;
  private static final long POLL_MS = 250;
  private static final Pattern CALLS = Pattern.compile("(?m)^dering_calls_total\\{([^}]*)} (\\S+)");

  private Counted() {}

  /// Datagrams that went no further, for that reason.
  static long dropped(int httpPort, String reason) throws IOException, InterruptedException {
    Matcher line =
        Pattern.compile(
                "(?m)^dering_media_dropped_packets_total\\{reason=\"%s\"} (\\S+)".formatted(reason))
            .matcher(Held.metrics(httpPort));
    return line.find() ? (long) Double.parseDouble(line.group(1)) : 0;
  }

  /// Customers' calls that were refused as overloaded; waits until they are so many, or a while.
  static long overloaded(int httpPort, long expected) throws IOException, InterruptedException {
    long until = System.nanoTime() + PATIENCE_NANOS;
    long now = overloaded(Held.metrics(httpPort));
    while (now != expected && System.nanoTime() - until < 0) {
      Thread.sleep(POLL_MS);
      now = overloaded(Held.metrics(httpPort));
    }
    return now;
  }

  static long overloaded(String metrics) {
    Matcher lines = CALLS.matcher(metrics);
    long sum = 0;
    while (lines.find()) {
      String labels = lines.group(1);
      if (labels.contains("direction=\"inbound\"") && labels.contains("reason=\"overloaded\"")) {
        sum += (long) Double.parseDouble(lines.group(2));
      }
    }
    return sum;
  }
}
