package io.dering.transport.http;

import io.vertx.ext.web.Router;

/// Stands before all other edges and answers only requests that call us by a loopback name, for a
/// server that asks for no password. The page of a foreign name that resolves to 127.0.0.1 (DNS
/// rebinding) counts as ours in its browser, and would read every answer.
public final class LoopbackHosts implements Routes {
  @Override
  public void mount(Router router) {
    router
        .route()
        .handler(ctx -> {
          if (OriginPolicy.calledByLoopbackName(ctx.request())) {
            ctx.next();
          } else {
            Answers.problem(
                ctx,
                Problem.of(
                    ProblemCode.FORBIDDEN,
                    "This server answers to 127.0.0.1, [::1] and localhost only."));
          }
        });
  }
}
