package io.dering.gateway.wiring;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

/// The threads of HTTP and WebSockets.
final class EventLoops {
  private EventLoops() {}

  /// On Linux with Netty's own epoll, which costs less than the JDK's selectors.
  static Vertx start() {
    return Vertx.vertx(
        new VertxOptions()
            .setPreferNativeTransport(true)
            .setEventLoopPoolSize(2)
            .setWorkerPoolSize(4));
  }
}
