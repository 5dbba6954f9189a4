package io.dering.gateway.wiring;

import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Waits, while the process starts, for what only comes later.
final class Waiting {
  private Waiting() {}

  /// What it came to.
  ///
  /// @throws IOException when it failed by one
  static <T> T await(Future<T> future) throws IOException {
    try {
      return future.toCompletionStage().toCompletableFuture().join();
    } catch (java.util.concurrent.CompletionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof IOException io) {
        throw io;
      }
      throw new UncheckedIOException(new IOException(String.valueOf(cause.getMessage()), cause));
    }
  }
}
