package io.dering.transport.http;

import io.vertx.ext.web.Router;

/// An edge of the process that answers HTTP: it mounts its own paths on the shared router.
@FunctionalInterface
public interface Routes {
  /// Adds this edge's paths. Called once, before the server listens.
  void mount(Router router);

  /// Whether each answer is written on the event loop that brought its request. Where all edges
  /// keep to that, no connection needs a queue for answers from elsewhere, which is 8 KiB for each,
  /// for as long as it stands; an answer from elsewhere is an exception then.
  default boolean answersOnItsEventLoop() {
    return true;
  }
}
