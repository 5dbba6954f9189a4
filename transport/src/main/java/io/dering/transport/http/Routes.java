package io.dering.transport.http;

import io.vertx.ext.web.Router;

/// An edge of the process that answers HTTP: it mounts its own paths on the shared router.
@FunctionalInterface
public interface Routes {
  /// Adds this edge's paths. Called once, before the server listens.
  void mount(Router router);
}
