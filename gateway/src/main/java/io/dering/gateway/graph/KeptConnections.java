package io.dering.gateway.graph;

import io.vertx.core.http.HttpConnection;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Which connections have carried an answer, and when their last one was: the longer ago, the more
/// likely the other side is just closing it, and a request that meets that is lost without a word.
///
/// The connection pool looks for old ones once a second. That is too seldom for a process that
/// stood still, whose next request may come before that look; so each is looked at when it is used.
/// Any thread.
final class KeptConnections {
  /// Half of what our own servers allow (20 s). Meta's limit is written nowhere. Less costs a TLS
  /// handshake more often, and a customer waits for it.
  static final int LONGEST_IDLE_S = 10;

  private final LongSupplier nanoTime;
  private final Map<HttpConnection, Long> lastAnswers = new WeakHashMap<>();
  private @Nullable Long lastDrop;

  KeptConnections(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  synchronized void answered(HttpConnection connection) {
    lastAnswers.put(connection, nanoTime.getAsLong());
  }

  /// It ended under a request. If it had been kept, those that were idle beside it are about as
  /// old, and a repeat shall not meet the next of them.
  synchronized void dropped(HttpConnection connection) {
    if (lastAnswers.containsKey(connection)) {
      lastDrop = nanoTime.getAsLong();
    }
  }

  /// It is not to be used any more.
  synchronized boolean stale(HttpConnection connection) {
    Long last = lastAnswers.get(connection);
    if (last == null) {
      return false;
    }
    Long drop = lastDrop;
    return nanoTime.getAsLong() - last > TimeUnit.SECONDS.toNanos(LONGEST_IDLE_S)
        || (drop != null && drop - last > 0);
  }
}
