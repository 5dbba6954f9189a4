package io.dering.gateway.cli;

import io.dering.gateway.config.GatewayConfig;
import io.dering.gateway.config.InvalidConfig;
import io.dering.gateway.config.Mode;
import io.dering.gateway.storage.StoreFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Why something did not start, as one sentence, and the code to end with.
record Obstacle(ExitCode code, String sentence) {
  private static final Logger LOG = LoggerFactory.getLogger(Obstacle.class);

  /// @param config what was to be started, null when the configuration itself was the matter
  static Obstacle of(Throwable failure, @Nullable GatewayConfig config) {
    for (Throwable cause : chain(failure)) {
      switch (cause) {
        case InvalidConfig invalid -> {
          return new Obstacle(ExitCode.CONFIG, sentence(invalid));
        }
        case StoreFailure store -> {
          return new Obstacle(ExitCode.NOT_STARTED, sentence(store));
        }
        case IOException io when isTaken(io) -> {
          return new Obstacle(ExitCode.NOT_STARTED, taken(config));
        }
        default -> {
          // Look at what caused it.
        }
      }
    }
    Throwable last = chain(failure).getLast();
    if (last instanceof IOException || failure instanceof UncheckedIOException) {
      return new Obstacle(ExitCode.NOT_STARTED, "Dering cannot start: " + sentence(last));
    }
    LOG.error("Not started", failure);
    return new Obstacle(
        ExitCode.INTERNAL,
        "Dering cannot start because of a defect of its own (%s); please report it with the log."
            .formatted(last));
  }

  /// The JDK throws a type of its own; Netty's native transport tells it by the system's words.
  private static boolean isTaken(IOException failure) {
    return failure instanceof BindException || sentence(failure).contains("Address already in use");
  }

  private static List<Throwable> chain(Throwable failure) {
    List<Throwable> chain = new ArrayList<>();
    Throwable next = failure;
    while (next != null && chain.size() < 20) {
      chain.add(next);
      next = next.getCause();
    }
    return chain;
  }

  private static String sentence(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  /// Which port it is nobody says; so each is tried.
  private static String taken(@Nullable GatewayConfig config) {
    List<String> taken = new ArrayList<>();
    if (config != null) {
      if (!Ports.tcpIsFree(config.http().host(), config.http().port())) {
        taken.add(
            "TCP port %d is taken: stop the program that has it, or set http.port (DERING_HTTP_PORT)"
                .formatted(config.http().port()));
      }
      if (config.mode() != Mode.SANDBOX && !Ports.udpIsFree(config.media().port())) {
        taken.add(
            "UDP port %d is taken: stop the program that has it, or set media.port (DERING_MEDIA_PORT)"
                .formatted(config.media().port()));
      }
      if (config.mode().demo() && !Ports.udpIsFree(config.sandbox().mediaPort())) {
        taken.add(
            ("UDP port %d is taken: stop the program that has it, or set sandbox.media-port"
                    + " (DERING_SANDBOX_MEDIA_PORT)")
                .formatted(config.sandbox().mediaPort()));
      }
    }
    return taken.isEmpty()
        ? "A port or address cannot be bound; `dering doctor` looks at each."
        : String.join("; ", taken) + ".";
  }
}
