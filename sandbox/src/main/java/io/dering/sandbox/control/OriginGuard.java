package io.dering.sandbox.control;

import io.dering.transport.http.Answers;
import io.dering.transport.http.OriginPolicy;
import io.dering.transport.http.Problem;
import io.dering.transport.http.ProblemCode;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/// Keeps out pages of other sites, and names that only resolve to us.
record OriginGuard(OriginPolicy origins) implements Handler<RoutingContext> {
  @Override
  public void handle(RoutingContext ctx) {
    if (origins.judge(ctx.request()) == OriginPolicy.Verdict.REFUSED) {
      Answers.problem(
          ctx, Problem.of(ProblemCode.FORBIDDEN, "A page of another site may not ask this."));
    } else {
      ctx.next();
    }
  }
}
