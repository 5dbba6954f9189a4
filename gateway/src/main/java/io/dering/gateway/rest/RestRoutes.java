package io.dering.gateway.rest;

import io.dering.signaling.id.CallId;
import io.dering.transport.http.Answers;
import io.dering.transport.http.Problem;
import io.dering.transport.http.ProblemCode;
import io.dering.transport.http.Routes;
import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.ValidatedRequest;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The operations of `config/openapi.yaml`.
///
/// Order of a request: unknown parameters, parameters against the contract, credentials, reading.
/// What a viewer may not see is answered as if it did not exist.
public final class RestRoutes implements Routes {
  private static final Logger LOG = LoggerFactory.getLogger(RestRoutes.class);
  private static final int DEFAULT_LIMIT = 20;

  private final Contract contract;
  private final Credentials credentials;
  private final CallReader calls;
  private final People people;
  private final Session session;

  /// What `GET /v1/session` says besides names.
  public record Session(boolean dev, boolean sandbox) {}

  public RestRoutes(
      Contract contract,
      Credentials credentials,
      CallReader calls,
      People people,
      Session session) {
    this.contract = contract;
    this.credentials = credentials;
    this.calls = calls;
    this.people = people;
    this.session = session;
  }

  @Override
  public void mount(Router router) {
    String document = contract.whole().encodePrettily();
    router
        .get("/openapi.json")
        .handler(ctx ->
            ctx.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .end(document));
    router.get("/v1/session").handler(ctx -> checked(ctx, "getSession", _ -> session(ctx)));
    router
        .get("/v1/calls")
        .handler(ctx ->
            checked(
                ctx, "listCalls", request -> viewed(ctx, viewer -> list(ctx, request, viewer))));
    told("/v1/calls/:id", "getCall", CallJson::story, router);
    told("/v1/calls/:id/explain", "explainCall", CallJson::explanation, router);
  }

  /// An operation about one call that the viewer may see.
  private void told(
      String path,
      String operation,
      BiFunction<CallJson, CallReader.Story, JsonObject> words,
      Router router) {
    router
        .get(path)
        .handler(ctx ->
            checked(
                ctx,
                operation,
                request -> viewed(ctx, viewer -> story(ctx, request, viewer, words))));
  }

  private void checked(RoutingContext ctx, String operation, Consumer<ValidatedRequest> next) {
    contract
        .check(ctx, operation)
        .onSuccess(verdict -> {
          switch (verdict) {
            case Contract.Verdict.Invalid(var problem) -> Answers.problem(ctx, problem);
            case Contract.Verdict.Valid(var request) -> next.accept(request);
          }
        })
        .onFailure(ctx::fail);
  }

  private void viewed(RoutingContext ctx, Consumer<Viewer> next) {
    credentials
        .judge(ctx.request())
        .onSuccess(viewer ->
            viewer.ifPresentOrElse(
                next,
                () ->
                    Answers.problem(
                        ctx,
                        Problem.of(
                            ProblemCode.UNAUTHORIZED,
                            "Send an API token or a session token as a bearer token."))))
        .onFailure(ctx::fail);
  }

  private void session(RoutingContext ctx) {
    var agents = new JsonArray();
    if (session.dev()) {
      people
          .demoAgents()
          .forEach(agent ->
              agents.add(new JsonObject().put("id", agent.id().value()).put("name", agent.name())));
    }
    Answers.json(
        ctx,
        200,
        new JsonObject()
            .put("mode", session.dev() ? "dev" : "serve")
            .put("agents", agents)
            .put("sandbox", session.sandbox()));
  }

  private void list(RoutingContext ctx, ValidatedRequest request, Viewer viewer) {
    String limit = text(request.getQuery().get("limit"));
    String after = text(request.getQuery().get("starting_after"));
    var query =
        new CallReader.Query(
            viewer.account(),
            viewer.own(),
            limit == null ? DEFAULT_LIMIT : Integer.parseInt(limit),
            after == null ? null : new CallId(after));
    answer(
        ctx,
        calls.page(query),
        found ->
            found.ifPresentOrElse(
                page -> Answers.json(ctx, 200, json(viewer).page(page)),
                () ->
                    Answers.problem(
                        ctx,
                        Problem.of(ProblemCode.INVALID_PARAMETER, "")
                            .with("starting_after", "must be the id of a call of this account"))));
  }

  private void story(
      RoutingContext ctx,
      ValidatedRequest request,
      Viewer viewer,
      BiFunction<CallJson, CallReader.Story, JsonObject> words) {
    String id = text(request.getPathParameters().get("id"));
    if (id == null) {
      ctx.fail(404);
      return;
    }
    answer(
        ctx,
        calls.story(viewer.account(), new CallId(id)),
        found ->
            found
                .filter(story -> viewer.sees(story.call()))
                .ifPresentOrElse(
                    story -> Answers.json(ctx, 200, words.apply(json(viewer), story)),
                    () ->
                        Answers.problem(
                            ctx, Problem.of(ProblemCode.NOT_FOUND, "There is no such call."))));
  }

  private CallJson json(Viewer viewer) {
    boolean masked = viewer.own() != null && people.masksContacts(viewer.account());
    return new CallJson(people, viewer.account(), masked);
  }

  private static @Nullable String text(@Nullable RequestParameter parameter) {
    return parameter == null || parameter.isEmpty() ? null : String.valueOf(parameter.get());
  }

  private static <T> void answer(
      RoutingContext ctx, CompletionStage<Optional<T>> stage, Consumer<Optional<T>> next) {
    Context context = ctx.vertx().getOrCreateContext();
    stage.whenComplete((found, failure) ->
        context.runOnContext(_ -> {
          if (failure == null) {
            next.accept(found);
          } else {
            LOG.error("The log of calls could not be read", failure);
            Answers.problem(ctx, Problem.of(ProblemCode.UNAVAILABLE, "Try again later."));
          }
        }));
  }
}
