package io.dering.gateway.rest;

import io.dering.signaling.id.AgentId;
import io.dering.transport.http.Answers;
import io.dering.transport.http.Problem;
import io.dering.transport.http.ProblemCode;
import io.dering.transport.http.Routes;
import io.vertx.core.Context;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.ValidatedRequest;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Agents now (RM-12) and their log history (RM-3): for backends, supervisors and above (RO-1).
public final class AgentRoutes implements Routes {
  private static final Logger LOG = LoggerFactory.getLogger(AgentRoutes.class);
  private static final int DEFAULT_LIMIT = 20;

  private final Contract contract;
  private final Credentials credentials;
  private final AgentReader agents;
  private final People people;

  public AgentRoutes(
      Contract contract, Credentials credentials, AgentReader agents, People people) {
    this.contract = contract;
    this.credentials = credentials;
    this.agents = agents;
    this.people = people;
  }

  /// What an operation does for somebody who may ask.
  private interface Operation {
    void run(RoutingContext ctx, ValidatedRequest request, Viewer viewer);
  }

  @Override
  public void mount(Router router) {
    on("/v1/agents", "listAgents", this::list, router);
    on("/v1/agents/:id/history", "listAgentHistory", this::history, router);
  }

  private void on(String path, String id, Operation operation, Router router) {
    router
        .get(path)
        .handler(ctx ->
            contract
                .check(ctx, id)
                .onSuccess(verdict -> {
                  switch (verdict) {
                    case Contract.Verdict.Invalid(var problem) -> Answers.problem(ctx, problem);
                    case Contract.Verdict.Valid(var request) -> judged(ctx, request, operation);
                  }
                })
                .onFailure(ctx::fail));
  }

  private void judged(RoutingContext ctx, ValidatedRequest request, Operation operation) {
    credentials
        .judge(ctx.request())
        .onSuccess(viewer -> {
          if (viewer.isEmpty()) {
            Answers.problem(
                ctx,
                Problem.of(
                    ProblemCode.UNAUTHORIZED,
                    "Send an API token or a session token as a bearer token."));
          } else if (viewer.get().own() != null) {
            Answers.problem(
                ctx, Problem.of(ProblemCode.FORBIDDEN, "Supervisors and admins may see this."));
          } else {
            operation.run(ctx, request, viewer.get());
          }
        })
        .onFailure(ctx::fail);
  }

  private void list(RoutingContext ctx, ValidatedRequest request, Viewer viewer) {
    answer(ctx, agents.now(viewer.account()), AgentJson::agents);
  }

  private void history(RoutingContext ctx, ValidatedRequest request, Viewer viewer) {
    String id = text(request.getPathParameters().get("id"));
    if (id == null || people.find(viewer.account(), new AgentId(id)).isEmpty()) {
      Answers.problem(ctx, Problem.of(ProblemCode.NOT_FOUND, "There is no such agent."));
      return;
    }
    String limit = text(request.getQuery().get("limit"));
    String after = text(request.getQuery().get("starting_after"));
    answer(
        ctx,
        agents.history(
            new AgentReader.Query(
                viewer.account(),
                new AgentId(id),
                limit == null ? DEFAULT_LIMIT : Integer.parseInt(limit),
                after == null
                    ? Long.MAX_VALUE
                    : Long.parseLong(after.substring(AgentJson.EVENT_PREFIX.length())))),
        AgentJson::history);
  }

  private static @Nullable String text(@Nullable RequestParameter parameter) {
    return parameter == null || parameter.isEmpty() ? null : String.valueOf(parameter.get());
  }

  private static <T> void answer(
      RoutingContext ctx, CompletionStage<T> stage, Function<T, JsonObject> words) {
    Context context = ctx.vertx().getOrCreateContext();
    stage.whenComplete((found, failure) ->
        context.runOnContext(_ -> {
          if (failure == null) {
            Answers.json(ctx, 200, words.apply(found));
          } else {
            LOG.error("The agents could not be read", failure);
            Answers.problem(ctx, Problem.of(ProblemCode.UNAVAILABLE, "Try again later."));
          }
        }));
  }
}
