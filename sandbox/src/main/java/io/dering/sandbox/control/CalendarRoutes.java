package io.dering.sandbox.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dering.sandbox.calendar.Calendar;
import io.dering.transport.http.Answers;
import io.dering.transport.http.OriginPolicy;
import io.dering.transport.http.Routes;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.concurrent.Executor;

/// `GET` and `POST /sandbox/calendar`: what the calendar says, and days that pass in seconds.
///
/// | field of `POST` | what |
/// |---|---|
/// | `advance_s` | so many seconds are skipped, up to ten years in all |
/// | `speed` | from now on a second counts as so many, 1 to 8640000 |
public final class CalendarRoutes implements Routes {
  private static final String CALENDAR = "/sandbox/calendar";
  private static final int MAX_BODY_BYTES = 4 << 10;

  private final Executor owner;
  private final Calendar calendar;
  private final Runnable moved;
  private final OriginGuard guard;
  private final CallOrderReader bodies = new CallOrderReader();

  /// @param owner runs its tasks on the thread of the calendar
  /// @param moved is told when time was skipped, on that thread
  public CalendarRoutes(Executor owner, Calendar calendar, Runnable moved, OriginPolicy origins) {
    this.owner = owner;
    this.calendar = calendar;
    this.moved = moved;
    this.guard = new OriginGuard(origins);
  }

  @Override
  public void mount(Router router) {
    router.get(CALENDAR).handler(guard).handler(ctx -> owner.execute(() -> show(ctx)));
    router
        .post(CALENDAR)
        .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES))
        .handler(guard)
        .handler(this::move);
  }

  private void move(RoutingContext ctx) {
    byte[] body = ctx.body().buffer() == null ? new byte[0] : ctx.body().buffer().getBytes();
    owner.execute(() -> {
      try {
        move(bodies.object(body));
        show(ctx);
      } catch (Fault fault) {
        Answers.problem(ctx, fault.problem());
      }
    });
  }

  private void move(ObjectNode order) throws Fault {
    for (var field : order.properties()) {
      if (!field.getKey().equals("advance_s") && !field.getKey().equals("speed")) {
        throw new Fault(field.getKey(), "is not a field of this");
      }
    }
    JsonNode speed = order.path("speed");
    if (!speed.isMissingNode()
        && !(speed.isNumber()
            && speed.doubleValue() >= 1
            && speed.doubleValue() <= Calendar.FASTEST)) {
      throw new Fault("speed", "must be a number from 1 to " + (long) Calendar.FASTEST);
    }
    JsonNode advance = order.path("advance_s");
    if (!advance.isMissingNode()
        && !(advance.canConvertToInt()
            && advance.isIntegralNumber()
            && calendar.advance(Duration.ofSeconds(advance.intValue())))) {
      throw new Fault("advance_s", "must be a whole number of seconds, ten years at most in all");
    }
    if (!speed.isMissingNode()) {
      calendar.run(speed.doubleValue());
    }
    moved.run();
  }

  private void show(RoutingContext ctx) {
    Answers.json(
        ctx,
        200,
        new JsonObject()
            .put("now", calendar.instant().toString())
            .put("ahead_s", calendar.ahead().toSeconds())
            .put("speed", calendar.speed()));
  }
}
