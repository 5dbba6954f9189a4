package io.dering.gateway.cli;

import io.dering.gateway.config.InvalidConfig;
import io.dering.gateway.storage.StoreFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Why something did not start, as one sentence, and the code to end with.
record Obstacle(ExitCode code, String sentence) {
  private static final Logger LOG = LoggerFactory.getLogger(Obstacle.class);

  static Obstacle of(Throwable failure) {
    for (Throwable cause : chain(failure)) {
      switch (cause) {
        case InvalidConfig invalid -> {
          return new Obstacle(ExitCode.CONFIG, sentence(invalid));
        }
        case StoreFailure store -> {
          return new Obstacle(ExitCode.NOT_STARTED, sentence(store));
        }
        case PortTaken port -> {
          return new Obstacle(ExitCode.NOT_STARTED, sentence(port));
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
}
