package io.dering.sandbox.control;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dering.sandbox.numbers.NumberDesk;
import io.dering.transport.http.Answers;
import io.dering.transport.http.OriginPolicy;
import io.dering.transport.http.ProblemCode;
import io.dering.transport.http.Routes;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// What happens to the number at Meta without the gateway: `GET`, `PUT /sandbox/number` and `POST
/// /sandbox/account-updates`.
///
/// | field of `PUT /sandbox/number` | what |
/// |---|---|
/// | `calling` | settings as in Graph's POST: somebody changes them in Meta's manager |
/// | `restrictions` | those in force, in place of the ones before: `{type, reason, expiration}` |
/// | `refuse` | `{status, code, text}`: Graph answers so to requests about settings; null: no more |
///
/// | field of `POST /sandbox/account-updates` | what |
/// |---|---|
/// | `event` | `ACCOUNT_VIOLATION` or `ACCOUNT_RESTRICTION` |
/// | `type` | Meta's word, such as `RESTRICTED_USER_INITIATED_CALLING` |
/// | `expiration` | when a restriction ends, Unix seconds |
/// | `remediation` | what helps, in words |
public final class NumberRoutes implements Routes {
  private static final int MAX_BODY_BYTES = 64 << 10;
  private static final Set<String> FIELDS = Set.of("calling", "restrictions", "refuse");
  private static final Set<String> UPDATE = Set.of("event", "type", "expiration", "remediation");

  private final Executor owner;
  private final NumberDesk number;
  private final OriginGuard guard;
  private final JsonMapper json = new JsonMapper();

  /// @param owner runs its tasks on the thread of `number`
  public NumberRoutes(Executor owner, NumberDesk number, OriginPolicy origins) {
    this.owner = owner;
    this.number = number;
    this.guard = new OriginGuard(origins);
  }

  @Override
  public void mount(Router router) {
    BodyHandler body = BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES);
    router
        .get("/sandbox/number")
        .handler(guard)
        .handler(ctx -> owner.execute(() -> answer(ctx, number.settings().shown())));
    router
        .put("/sandbox/number")
        .handler(body)
        .handler(guard)
        .handler(ctx -> carryOut(ctx, FIELDS, this::change));
    router
        .post("/sandbox/account-updates")
        .handler(body)
        .handler(guard)
        .handler(ctx -> carryOut(ctx, UPDATE, this::announce));
  }

  private interface Work {
    ObjectNode of(JsonNode order) throws Fault;
  }

  private void carryOut(RoutingContext ctx, Set<String> fields, Work work) {
    byte[] body = ctx.body().buffer() == null ? new byte[0] : ctx.body().buffer().getBytes();
    owner.execute(() -> {
      try {
        answer(ctx, work.of(order(body, fields)));
      } catch (Fault fault) {
        Answers.problem(ctx, fault.problem());
      }
    });
  }

  private JsonNode order(byte[] body, Set<String> fields) throws Fault {
    JsonNode order;
    try {
      order = json.readTree(body);
    } catch (JacksonException _) {
      throw new Fault(ProblemCode.MALFORMED, "", "The body must be a JSON object.");
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory cannot fail to be read", e);
    }
    if (order == null || !order.isObject()) {
      throw new Fault(ProblemCode.MALFORMED, "", "The body must be a JSON object.");
    }
    for (Map.Entry<String, JsonNode> field : order.properties()) {
      if (!fields.contains(field.getKey())) {
        throw new Fault(field.getKey(), "is not a field of this");
      }
    }
    return order;
  }

  private ObjectNode change(JsonNode order) throws Fault {
    JsonNode restrictions = order.path("restrictions");
    if (!restrictions.isMissingNode() && !restrictions.isArray()) {
      throw new Fault("restrictions", "must be a list");
    }
    if (order.has("refuse")) {
      number.refuse(refusal(order.get("refuse")));
    }
    if (order.has("calling")) {
      Optional<String> fault = number.change(order.get("calling"));
      if (fault.isPresent()) {
        throw new Fault("calling", fault.get());
      }
    }
    if (restrictions instanceof ArrayNode all) {
      number.settings().restrict(all);
    }
    return number.settings().shown();
  }

  private static NumberDesk.@Nullable Refusal refusal(JsonNode refuse) throws Fault {
    if (refuse.isNull()) {
      return null;
    }
    if (!refuse.path("code").isInt() || !refuse.path("text").isTextual()) {
      throw new Fault("refuse", "must be null, or have a code and a text");
    }
    return new NumberDesk.Refusal(
        refuse.path("status").asInt(400), refuse.get("code").asInt(), refuse.get("text").asText());
  }

  private ObjectNode announce(JsonNode order) throws Fault {
    String type = order.path("type").asText();
    if (!type.matches("[A-Z_]{1,100}")) {
      throw new Fault("type", "must be a word of Meta's in capitals");
    }
    ObjectNode update = JsonNodeFactory.instance.objectNode();
    String event = order.path("event").asText();
    update.put("event", event);
    switch (event) {
      case "ACCOUNT_VIOLATION" -> {
        ObjectNode violation = update.putObject("violation_info").put("violation_type", type);
        copy("remediation", "remediation", order, violation);
      }
      case "ACCOUNT_RESTRICTION" -> {
        ObjectNode restriction =
            update.putArray("restriction_info").addObject().put("restriction_type", type);
        copy("expiration", "expiration", order, restriction);
        copy("remediation", "remediation", order, restriction);
        ObjectNode shown = JsonNodeFactory.instance.objectNode().put("type", type);
        copy("expiration", "expiration", order, shown);
        copy("remediation", "reason", order, shown);
        number.settings().restrict(shown);
      }
      default -> throw new Fault("event", "must be ACCOUNT_VIOLATION or ACCOUNT_RESTRICTION");
    }
    number.announce(update);
    return number.settings().shown();
  }

  private static void copy(String from, String to, JsonNode order, ObjectNode target) {
    if (order.hasNonNull(from)) {
      target.set(to, order.get(from));
    }
  }

  private static void answer(RoutingContext ctx, ObjectNode body) {
    Answers.json(ctx, 200, new JsonObject(body.toString()));
  }
}
