package io.dering.transport.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Clients for our requests to others.
public final class HttpClients {
  private static final Logger LOG = LoggerFactory.getLogger(HttpClients.class);

  private HttpClients() {}

  /// A client whose peers may reset its connections without an error in our log: a request that is
  /// under way is told by its own future, and of an idle connection nobody misses anything.
  public static HttpClient create(Vertx vertx, HttpClientOptions options, PoolOptions pool) {
    return vertx
        .httpClientBuilder()
        .with(options)
        .with(pool)
        .withConnectHandler(connection -> connection.exceptionHandler(HttpClients::failed))
        .build();
  }

  /// Its message may name the peer.
  private static void failed(Throwable fault) {
    LOG.debug("A connection of ours failed: {}", fault.getClass().getName());
  }
}
