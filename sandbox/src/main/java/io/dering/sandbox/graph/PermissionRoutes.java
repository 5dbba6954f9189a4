package io.dering.sandbox.graph;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dering.sandbox.calls.Customer;
import io.dering.sandbox.numbers.NumberDesk;
import io.dering.sandbox.permission.Grant;
import io.dering.sandbox.permission.PermissionDesk;
import io.dering.sandbox.permission.Usage;
import io.dering.transport.http.Routes;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// `GET /sandbox/graph[/vNN.N]/{phone-number-id}/call_permissions?user_wa_id=…` or `?recipient=…`
/// (Meta reference 3.4). Times are told in real time.
public final class PermissionRoutes implements Routes {
  private static final String TITLE = "call_permissions";
  private static final byte[] NO_BODY = new byte[0];

  private final Executor owner;
  private final PermissionDesk permissions;
  private final NumberDesk number;
  private final GraphDoor door;
  private final InstantSource clock;

  // The owner's alone: how often was asked within the present second.
  private long second;
  private int reads;

  /// @param owner runs its tasks on the thread of the desks and of the door's wire
  public PermissionRoutes(
      Executor owner,
      PermissionDesk permissions,
      NumberDesk number,
      GraphDoor door,
      InstantSource clock) {
    this.owner = owner;
    this.permissions = permissions;
    this.number = number;
    this.door = door;
    this.clock = clock;
  }

  @Override
  public void mount(Router router) {
    router.get("/sandbox/graph/:number/call_permissions").handler(this::handle);
    // What another route took for a version stays in the context: here only one of its own counts.
    router
        .get("/sandbox/graph/:version/:number/call_permissions")
        .handler(ctx -> {
          if (GraphDoor.isVersion(ctx.pathParam("version"))) {
            handle(ctx);
          } else {
            ctx.next();
          }
        });
  }

  private void handle(RoutingContext ctx) {
    owner.execute(() -> {
      Optional<GraphError> refusal = door.refusal(ctx).or(this::tooOften);
      String who = who(ctx);
      if (refusal.isPresent()) {
        door.refuse(ctx, TITLE, NO_BODY, refusal.get());
      } else if (who == null) {
        door.refuse(
            ctx,
            TITLE,
            NO_BODY,
            GraphError.invalid("The parameter user_wa_id or recipient is required."));
      } else {
        door.answer(ctx, TITLE, NO_BODY, new GraphDoor.Answer(200, answer(who)));
      }
    });
  }

  private static @Nullable String who(RoutingContext ctx) {
    List<String> number = ctx.queryParam("user_wa_id");
    List<String> user = ctx.queryParam("recipient");
    if (!number.isEmpty()) {
      return number.getFirst();
    }
    return user.isEmpty() ? null : user.getFirst();
  }

  private Optional<GraphError> tooOften() {
    long now = clock.instant().getEpochSecond();
    if (now != second) {
      second = now;
      reads = 0;
    }
    reads++;
    return reads > permissions.limits().readsPerSecond()
        ? Optional.of(CallRefusals.tooManyReads())
        : Optional.empty();
  }

  private ObjectNode answer(String who) {
    Optional<Customer> customer = Customer.known(who);
    // Somebody who cannot be called at all has no permission, and none to give.
    PermissionDesk.View view =
        permissions.view(customer.orElseGet(() -> new Customer("", who, who)));
    boolean allowed =
        customer.isPresent()
            && !number.settings().switchedOff()
            && !number.settings().outboundRestricted(clock.instant());
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("messaging_product", "whatsapp");
    ObjectNode permission = body.putObject("permission");
    switch (view.grant()) {
      case Grant.None() -> permission.put("status", "no_permission");
      case Grant.Permanent() -> permission.put("status", "permanent");
      case Grant.Temporary _ -> {
        permission.put("status", "temporary");
        Instant until = view.until();
        if (until != null) {
          permission.put("expiration_time", until.getEpochSecond());
        }
      }
    }
    ArrayNode actions = body.putArray("actions");
    action(actions, "send_call_permission_request", allowed && view.mayAsk(), view.requests());
    action(actions, "start_call", allowed && view.mayCall(), List.of(view.calls()));
    return body;
  }

  private static void action(ArrayNode actions, String name, boolean allowed, List<Usage> limits) {
    ObjectNode action =
        actions.addObject().put("action_name", name).put("can_perform_action", allowed);
    ArrayNode list = action.putArray("limits");
    for (Usage usage : limits) {
      ObjectNode limit =
          list.addObject()
              .put("time_period", usage.period().toDays() == 1 ? "PT24H" : "P7D")
              .put("max_allowed", usage.most())
              .put("current_usage", usage.used());
      Instant freeAt = usage.freeAt();
      if (freeAt != null) {
        limit.put("limit_expiration_time", freeAt.getEpochSecond());
      }
    }
  }
}
