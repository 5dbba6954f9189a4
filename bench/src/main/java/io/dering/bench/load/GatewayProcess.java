package io.dering.bench.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The packaged gateway, in a Java process of its own with this process's Java.
public final class GatewayProcess implements GatewayUnderTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long POLL_MS = 100;
  private static final long STOP_S = 15;

  /// As the README runs it, with the heap of `make run`.
  public static final List<String> USUAL =
      List.of("-XX:+UseZGC", "-XX:+UseCompactObjectHeaders", "-Xmx1g");

  private final Process process;

  private GatewayProcess(Process process) {
    this.process = process;
  }

  public static Starter of(Path jar) {
    return of(jar, Pinned.NOWHERE);
  }

  public static Starter of(Path jar, Pinned pinned) {
    return of(jar, pinned, USUAL);
  }

  /// @param options of its Java machine
  public static Starter of(Path jar, Pinned pinned, List<String> options) {
    return (config, httpPort) -> {
      String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      Process process =
          new ProcessBuilder(pinned.command(command(java, options, jar, config)))
              .redirectErrorStream(true)
              .redirectOutput(config.resolveSibling("gateway.out").toFile())
              .start();
      GatewayProcess gateway = new GatewayProcess(process);
      if (!gateway.awaitReady(httpPort)) {
        gateway.close();
        throw new IOException(
            "the gateway does not start: see " + config.resolveSibling("gateway.out"));
      }
      return gateway;
    };
  }

  private static List<String> command(String java, List<String> options, Path jar, Path config) {
    List<String> all = new ArrayList<>();
    all.add(java);
    all.addAll(options);
    all.addAll(List.of("-jar", jar.toString(), "serve", "--config", config.toString()));
    return all;
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_S, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private boolean awaitReady(int httpPort) throws InterruptedException {
    URI ready = URI.create("http://127.0.0.1:" + httpPort + "/readyz");
    long until = System.nanoTime() + PATIENCE.toNanos();
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (process.isAlive() && System.nanoTime() - until < 0) {
        try {
          HttpRequest request =
              HttpRequest.newBuilder(ready).timeout(Duration.ofSeconds(2)).build();
          if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
            return true;
          }
        } catch (IOException _) {
          // Not listening yet.
        }
        Thread.sleep(POLL_MS);
      }
    }
    return false;
  }
}
