package io.dering.sandbox.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dering.sandbox.calls.Offence;
import io.dering.sandbox.network.Network;
import io.dering.sandbox.network.Switches;
import io.dering.sandbox.wire.WireLog;
import io.dering.transport.http.Answers;
import io.dering.transport.http.OriginPolicy;
import io.dering.transport.http.Routes;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Locale;
import java.util.concurrent.Executor;

/// `GET`, `PUT /sandbox/settings` and `GET /sandbox/wire`.
public final class ControlRoutes implements Routes {
  private static final int MAX_BODY_BYTES = 16 << 10;

  private final Executor owner;
  private final Network network;
  private final WireLog wire;
  private final Switches start;
  private final OriginGuard guard;
  private final SwitchesJson json = new SwitchesJson();

  /// @param owner runs its tasks on the thread of `wire`
  public ControlRoutes(Executor owner, Network network, WireLog wire, OriginPolicy origins) {
    this.owner = owner;
    this.network = network;
    this.wire = wire;
    this.start = network.switches();
    this.guard = new OriginGuard(origins);
  }

  @Override
  public void mount(Router router) {
    router.get("/sandbox/settings").handler(guard).handler(this::settings);
    router
        .put("/sandbox/settings")
        .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES))
        .handler(guard)
        .handler(this::change);
    router.get("/sandbox/wire").handler(guard).handler(this::exchanges);
  }

  private void settings(RoutingContext ctx) {
    answer(ctx, json.write(network.switches()));
  }

  private void change(RoutingContext ctx) {
    byte[] body = ctx.body().buffer() == null ? new byte[0] : ctx.body().buffer().getBytes();
    try {
      network.switches(json.read(body, start));
      settings(ctx);
    } catch (Fault fault) {
      Answers.problem(ctx, fault.problem());
    }
  }

  private void exchanges(RoutingContext ctx) {
    owner.execute(() -> {
      ObjectNode body = JsonNodeFactory.instance.objectNode();
      ArrayNode list = body.putArray("exchanges");
      wire.last().forEach(list::add);
      ObjectNode offences = body.putObject("offences");
      for (Offence offence : Offence.values()) {
        offences.put(offence.name().toLowerCase(Locale.ROOT), network.offences(offence));
      }
      answer(ctx, body);
    });
  }

  private static void answer(RoutingContext ctx, ObjectNode body) {
    Answers.json(ctx, 200, new JsonObject(body.toString()));
  }
}
