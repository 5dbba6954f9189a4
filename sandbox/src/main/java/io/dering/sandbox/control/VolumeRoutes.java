package io.dering.sandbox.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dering.sandbox.pricing.PricingDesk;
import io.dering.transport.http.Answers;
import io.dering.transport.http.OriginPolicy;
import io.dering.transport.http.Routes;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.Executor;

/// `PUT /sandbox/volume`: so many minutes count as talked in the present month, so that the next
/// tier is near.
///
/// | field | what |
/// |---|---|
/// | `country` | ISO-3166 alpha-2; customers here are `GB` |
/// | `minutes` | 0 to 10000000 |
public final class VolumeRoutes implements Routes {
  private static final int MAX_BODY_BYTES = 4 << 10;
  private static final int MOST_MINUTES = 10_000_000;

  private final Executor owner;
  private final PricingDesk pricing;
  private final InstantSource clock;
  private final OriginGuard guard;
  private final CallOrderReader bodies = new CallOrderReader();

  /// @param owner runs its tasks on the thread of `pricing`
  public VolumeRoutes(
      Executor owner, PricingDesk pricing, InstantSource clock, OriginPolicy origins) {
    this.owner = owner;
    this.pricing = pricing;
    this.clock = clock;
    this.guard = new OriginGuard(origins);
  }

  @Override
  public void mount(Router router) {
    router
        .put("/sandbox/volume")
        .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES))
        .handler(guard)
        .handler(this::assume);
  }

  private void assume(RoutingContext ctx) {
    try {
      ObjectNode order =
          bodies.object(ctx.body().buffer() == null ? new byte[0] : ctx.body().buffer().getBytes());
      for (var field : order.properties()) {
        if (!Set.of("country", "minutes").contains(field.getKey())) {
          throw new Fault(field.getKey(), "is not a field of this");
        }
      }
      String country = order.path("country").asText();
      if (!country.matches("[A-Z]{2}")) {
        throw new Fault("country", "must be two capital letters");
      }
      JsonNode minutes = order.path("minutes");
      if (!minutes.isInt() || minutes.intValue() < 0 || minutes.intValue() > MOST_MINUTES) {
        throw new Fault("minutes", "must be a whole number from 0 to " + MOST_MINUTES);
      }
      owner.execute(() -> {
        pricing.assume(country, minutes.intValue(), clock.instant());
        Answers.json(
            ctx, 200, new JsonObject().put("country", country).put("minutes", minutes.intValue()));
      });
    } catch (Fault fault) {
      Answers.problem(ctx, fault.problem());
    }
  }
}
