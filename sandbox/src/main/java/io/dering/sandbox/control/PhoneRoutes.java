package io.dering.sandbox.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dering.sandbox.permission.Choice;
import io.dering.sandbox.phone.Reaction;
import io.dering.sandbox.speech.Voice;
import io.dering.transport.http.Answers;
import io.dering.transport.http.OriginPolicy;
import io.dering.transport.http.Problem;
import io.dering.transport.http.ProblemCode;
import io.dering.transport.http.Routes;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.OptionalInt;
import java.util.concurrent.Executor;

/// Customers by script, `n` being 0 to 999, the last digits of the number: `PUT
/// /sandbox/phones/{n}` says what one does when the business calls or asks, `GET` tells what came
/// of it, `DELETE` forgets it, and `POST …/permission` decides by hand.
///
/// | field of `PUT` | what |
/// |---|---|
/// | `call` | `answer`, `decline`, `ignore`, `unreachable` or `fail` |
/// | `after_ms` | from the first ring until that |
/// | `error` | what a `fail` fails with, 138019 to 138023 |
/// | `permission` | what is tapped on a request: `always`, `temporary`, `deny`, `ignore` |
/// | `permission_after_ms` | from its arrival until that |
/// | `voice`, `repeat`, `silence_first_ms`, `hang_up_after_ms`, `name` | as of a scripted call |
///
/// | field of `POST …/permission` | what |
/// |---|---|
/// | `choice` | `always`, `temporary` or `deny` |
/// | `request` | the message id of a request; left out: in the business's profile |
public final class PhoneRoutes implements Routes {
  private static final String PHONES = "/sandbox/phones/:line";
  private static final int MAX_BODY_BYTES = 64 << 10;

  private final Executor owner;
  private final PhoneDesk desk;
  private final OriginGuard guard;
  private final ShippedVoices voices = new ShippedVoices(PhoneRoutes.class.getClassLoader());
  private final PhonePlanReader reader = new PhonePlanReader();
  private final CallOrderReader bodies = new CallOrderReader();

  /// @param owner runs its tasks on the thread of `desk`
  public PhoneRoutes(Executor owner, PhoneDesk desk, OriginPolicy origins) {
    this.owner = owner;
    this.desk = desk;
    this.guard = new OriginGuard(origins);
  }

  @Override
  public void mount(Router router) {
    BodyHandler body = BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES);
    router.put(PHONES).handler(body).handler(guard).handler(this::plan);
    router.get(PHONES).handler(guard).handler(ctx -> show(ctx, () -> {}));
    router
        .delete(PHONES)
        .handler(guard)
        .handler(ctx -> show(ctx, () -> desk.forget(line(ctx).orElseThrow())));
    router.post(PHONES + "/permission").handler(body).handler(guard).handler(this::decide);
  }

  /// Coding takes a while the first time: not on the event loop.
  private void plan(RoutingContext ctx) {
    PhonePlan plan;
    try {
      plan = reader.read(bytes(ctx));
    } catch (Fault fault) {
      Answers.problem(ctx, fault.problem());
      return;
    }
    // Nobody hears a phone that is not answered.
    VoiceName voice =
        plan.reaction() instanceof Reaction.Answer
            ? plan.order().voice().orElse(VoiceName.CUSTOMER)
            : VoiceName.SILENCE;
    ctx.vertx()
        .executeBlocking(() -> voices.voice(voice), false)
        .onSuccess(
            (Voice words) -> show(ctx, () -> desk.plan(line(ctx).orElseThrow(), plan, words)))
        .onFailure(failure -> {
          if (failure instanceof Fault fault) {
            Answers.problem(ctx, fault.problem());
          } else {
            ctx.fail(failure);
          }
        });
  }

  private void decide(RoutingContext ctx) {
    try {
      ObjectNode order = bodies.object(bytes(ctx));
      for (var field : order.properties()) {
        if (!field.getKey().equals("choice") && !field.getKey().equals("request")) {
          throw new Fault(field.getKey(), "is not a field of this");
        }
      }
      Choice choice =
          Choice.of(order.path("choice").asText())
              .orElseThrow(() -> new Fault("choice", "must be always, temporary or deny"));
      String request = order.path("request").asText();
      OptionalInt line = line(ctx);
      if (line.isEmpty()) {
        unknown(ctx);
        return;
      }
      owner.execute(() -> {
        if (desk.decide(line.getAsInt(), choice, request)) {
          answer(ctx, desk.shown(line.getAsInt()));
        } else {
          Answers.problem(ctx, new Fault("request", "is unknown, or works no longer").problem());
        }
      });
    } catch (Fault fault) {
      Answers.problem(ctx, fault.problem());
    }
  }

  private void show(RoutingContext ctx, Runnable first) {
    OptionalInt line = line(ctx);
    if (line.isEmpty()) {
      unknown(ctx);
      return;
    }
    owner.execute(() -> {
      first.run();
      answer(ctx, desk.shown(line.getAsInt()));
    });
  }

  private static OptionalInt line(RoutingContext ctx) {
    String line = String.valueOf(ctx.pathParam("line"));
    return line.matches("[0-9]{1,3}")
        ? OptionalInt.of(Integer.parseInt(line))
        : OptionalInt.empty();
  }

  private static void unknown(RoutingContext ctx) {
    Answers.problem(ctx, Problem.of(ProblemCode.NOT_FOUND, "Phones have the numbers 0 to 999."));
  }

  private static byte[] bytes(RoutingContext ctx) {
    return ctx.body().buffer() == null ? new byte[0] : ctx.body().buffer().getBytes();
  }

  private static void answer(RoutingContext ctx, ObjectNode body) {
    Answers.json(ctx, 200, new JsonObject(body.toString()));
  }
}
