package io.dering.gateway.rest;

import io.dering.signaling.agent.Role;
import io.dering.signaling.room.Actor;
import io.dering.transport.http.Answers;
import io.dering.transport.http.Problem;
import io.dering.transport.http.ProblemCode;
import io.dering.transport.http.RawBody;
import io.dering.transport.http.Routes;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.ValidatedRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts the operations of [RoomRoutes] where the contract says.
public final class RoomDoor implements Routes {
  private static final int MAX_BODY_BYTES = 64 << 10;
  private static final String ID = "room_[A-Za-z0-9]{1,59}";
  private static final Logger LOG = LoggerFactory.getLogger(RoomDoor.class);

  private final Contract contract;
  private final Credentials credentials;
  private final RoomRoutes rooms;

  public RoomDoor(Contract contract, Credentials credentials, RoomRoutes rooms) {
    this.contract = contract;
    this.credentials = credentials;
    this.rooms = rooms;
  }

  @Override
  public void mount(Router router) {
    read(router, "/v1/rooms", "listRooms", rooms::list);
    read(router, "/v1/rooms/:id", "getRoom", rooms::get);
    read(router, "/v1/rooms/:id/messages", "listRoomMessages", rooms::messages);
    RawBody body = RawBody.upTo(MAX_BODY_BYTES);
    router.post("/v1/rooms").handler(body).handler(ctx -> change(ctx, rooms::tell));
    router.post("/v1/rooms/:id/assign").handler(body).handler(ctx -> change(ctx, rooms::assign));
    router
        .post("/v1/rooms/:id/take_over")
        .handler(body)
        .handler(ctx -> change(ctx, rooms::takeOver));
    router.post("/v1/rooms/:id/resolve").handler(body).handler(ctx -> change(ctx, rooms::resolve));
    router.post("/v1/rooms/:id/notes").handler(body).handler(ctx -> change(ctx, rooms::note));
    router.put("/v1/rooms/:id/labels").handler(body).handler(ctx -> change(ctx, rooms::label));
  }

  private void read(
      Router router,
      String path,
      String operation,
      Function<RoomAsked, CompletionStage<RoomReply>> work) {
    router
        .get(path)
        .handler(ctx ->
            contract
                .check(ctx, operation)
                .onSuccess(verdict -> {
                  switch (verdict) {
                    case Contract.Verdict.Invalid(var problem) -> Answers.problem(ctx, problem);
                    case Contract.Verdict.Valid(var request) ->
                        judged(ctx, texts(request), new JsonObject(), work);
                  }
                })
                .onFailure(ctx::fail));
  }

  private void change(RoutingContext ctx, Function<RoomAsked, CompletionStage<RoomReply>> work) {
    byte[] bytes = RawBody.of(ctx);
    String id = ctx.pathParam("id");
    if (!ctx.queryParams().isEmpty()) {
      String name = ctx.queryParams().names().iterator().next();
      refuse(
          ctx,
          Problem.of(ProblemCode.UNKNOWN_PARAMETER, "")
              .with(name.length() > 64 ? name.substring(0, 64) : name, "does not exist"));
    } else if (id != null && !id.matches(ID)) {
      refuse(
          ctx,
          Problem.of(ProblemCode.INVALID_PARAMETER, "").with("id", "must be the id of a room"));
    } else {
      try {
        JsonObject body =
            bytes.length == 0 ? new JsonObject() : new JsonObject(Buffer.buffer(bytes));
        judged(ctx, Map.of(), body, work);
      } catch (DecodeException | ClassCastException _) {
        refuse(ctx, Problem.of(ProblemCode.MALFORMED, "The body is not a JSON object."));
      }
    }
  }

  private void judged(
      RoutingContext ctx,
      Map<String, String> queries,
      JsonObject body,
      Function<RoomAsked, CompletionStage<RoomReply>> work) {
    String id = ctx.pathParam("id") == null ? "" : ctx.pathParam("id");
    credentials
        .judge(ctx.request())
        .onSuccess(viewer -> {
          if (viewer.isEmpty()) {
            refuse(
                ctx,
                Problem.of(
                    ProblemCode.UNAUTHORIZED,
                    "Send an API token or a session token as a bearer token."));
            return;
          }
          Viewer known = viewer.get();
          Actor actor =
              known.own() == null ? new Actor.Backend() : new Actor.Person(known.own(), Role.AGENT);
          answer(
              ctx,
              work.apply(
                  new RoomAsked(known.account(), actor, known.own() != null, queries, id, body)));
        })
        .onFailure(ctx::fail);
  }

  private static void answer(RoutingContext ctx, CompletionStage<RoomReply> stage) {
    Context context = ctx.vertx().getOrCreateContext();
    stage.whenComplete((reply, failure) ->
        context.runOnContext(_ -> {
          if (failure != null) {
            LOG.error("A request about rooms could not be done", failure);
            refuse(ctx, Problem.of(ProblemCode.UNAVAILABLE, "Try again later."));
            return;
          }
          switch (reply) {
            case RoomReply.Json(var status, var json) -> Answers.json(ctx, status, json);
            case RoomReply.Refused(var problem) -> refuse(ctx, problem);
          }
        }));
  }

  private static Map<String, String> texts(ValidatedRequest request) {
    Map<String, String> texts = new HashMap<>();
    request
        .getQuery()
        .forEach((name, parameter) -> {
          if (isGiven(parameter)) {
            texts.put(name, String.valueOf(parameter.get()));
          }
        });
    return texts;
  }

  private static boolean isGiven(RequestParameter parameter) {
    return parameter != null && !parameter.isEmpty();
  }

  private static void refuse(RoutingContext ctx, Problem problem) {
    Answers.problem(ctx, problem);
  }
}
