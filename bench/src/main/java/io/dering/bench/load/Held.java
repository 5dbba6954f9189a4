package io.dering.bench.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a gateway holds for calls and people, by its own metrics.
record Held(int legs, int ports, int calls) {
  private static final long POLL_MS = 250;

  /// @throws IOException when there are none
  static Held by(int httpPort) throws IOException, InterruptedException {
    return in(metrics(httpPort));
  }

  /// All that it says of itself.
  static String metrics(int httpPort) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI metrics = URI.create("http://127.0.0.1:" + httpPort + "/metrics");
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString());
      return answer.body();
    }
  }

  /// @throws IOException when one of them is missing: nothing left behind must not be read from
  ///   nothing said
  static Held in(String metrics) throws IOException {
    int calls = 0;
    for (String state : List.of("ringing", "connecting", "calling", "talking")) {
      calls += sum(metrics, "dering_calls_" + state);
    }
    return new Held(sum(metrics, "dering_media_legs"), sum(metrics, "dering_media_ports"), calls);
  }

  /// Waits until it is this again, or as long as that.
  static Held awaited(int httpPort, Held like, long seconds)
      throws IOException, InterruptedException {
    long until = System.nanoTime() + seconds * 1_000_000_000;
    Held now = by(httpPort);
    while (!now.equals(like) && System.nanoTime() - until < 0) {
      Thread.sleep(POLL_MS);
      now = by(httpPort);
    }
    return now;
  }

  private static int sum(String metrics, String name) throws IOException {
    Matcher lines = Pattern.compile("(?m)^" + name + "(?:\\{[^}]*})? (\\S+)").matcher(metrics);
    int sum = 0;
    boolean found = false;
    while (lines.find()) {
      found = true;
      sum += (int) Double.parseDouble(lines.group(1));
    }
    if (!found) {
      throw new IOException("the gateway's metrics have no " + name);
    }
    return sum;
  }

  String words() {
    return "%d legs, %d ports, %d calls".formatted(legs, ports, calls);
  }
}
