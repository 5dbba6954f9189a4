package io.dering.sandbox.graph;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dering.sandbox.calls.Customer;
import io.dering.sandbox.messages.Inbox;
import io.dering.sandbox.messages.Windows;
import io.dering.sandbox.numbers.NumberDesk;
import io.dering.sandbox.permission.PermissionDesk;
import io.dering.sandbox.webhooks.WebhookBodies;
import io.dering.sandbox.webhooks.WebhookSender;
import io.dering.transport.http.Routes;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/// `POST /sandbox/graph[/vNN.N]/{phone-number-id}/messages`: what the business writes shows on the
/// customer's phone, and two webhooks tell that it was sent and delivered.
public final class SendRoutes implements Routes {
  private static final String TITLE = "messages";
  private static final int MAX_BODY_BYTES = 256 << 10;

  private final Executor owner;
  private final Parts parts;
  private final GraphDoor door;
  private final GraphDoor.Sources sources;
  private final MessageReader reader;

  /// What a message goes through.
  ///
  /// @param number restricts requests for permission
  public record Parts(
      Inbox inbox,
      Windows windows,
      WebhookBodies bodies,
      WebhookSender webhooks,
      PermissionDesk permissions,
      NumberDesk number,
      Templates templates) {}

  /// @param owner runs its tasks on the thread of the parts and of the door's wire
  public SendRoutes(Executor owner, Parts parts, GraphDoor door, GraphDoor.Sources sources) {
    this.owner = owner;
    this.parts = parts;
    this.reader = new MessageReader(parts.templates());
    this.door = door;
    this.sources = sources;
  }

  @Override
  public void mount(Router router) {
    BodyHandler body = BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES);
    router.post("/sandbox/graph/:number/messages").handler(body).handler(this::handle);
    router.post("/sandbox/graph/:version/:number/messages").handler(body).handler(this::handle);
  }

  private void handle(RoutingContext ctx) {
    if (!GraphDoor.isVersion(ctx.pathParam("version"))) {
      ctx.next();
      return;
    }
    byte[] body = ctx.body().buffer() == null ? new byte[0] : ctx.body().buffer().getBytes();
    owner.execute(() -> handle(ctx, body));
  }

  private void handle(RoutingContext ctx, byte[] body) {
    Optional<GraphError> refusal = door.refusal(ctx);
    if (refusal.isPresent()) {
      refuse(ctx, body, refusal.get());
      return;
    }
    try {
      SentMessage message = reader.read(body);
      Optional<Customer> customer = Customer.known(message.to());
      if (customer.isEmpty()) {
        refuse(ctx, body, GraphError.undeliverable());
      } else if (message.request() != null) {
        request(ctx, body, message, customer.get());
      } else if (!parts.windows().isOpen(customer.get().number())) {
        refuse(ctx, body, GraphError.windowClosed());
      } else {
        sent(ctx, body, message, customer.get());
      }
    } catch (MessageReader.Fault fault) {
      refuse(ctx, body, fault.error());
    }
  }

  /// A free-form request outside of the window is taken and fails later, as it does at Meta; it
  /// counts for no limit.
  private void request(RoutingContext ctx, byte[] body, SentMessage message, Customer to) {
    Optional<GraphError> refusal =
        parts.number().settings().outboundRestricted(sources.clock().instant())
            ? Optional.of(CallRefusals.restricted())
            : parts
                .permissions()
                .refusesRequest(to)
                .map(why -> CallRefusals.of(why, parts.permissions()::real));
    if (refusal.isPresent()) {
      refuse(ctx, body, refusal.get());
    } else if (message.request() == SentMessage.Request.FREE_FORM
        && !parts.windows().isOpen(to.number())) {
      String id = accept(ctx, body, message, to);
      report(message, id, parts.bodies().windowClosed(id, to, sources.clock().instant()));
    } else {
      String id = sent(ctx, body, message, to);
      if (parts.permissions().isWatched(to)) {
        report(message, id, parts.bodies().status(id, to, "read", sources.clock().instant()));
      }
      parts.permissions().requested(to, id);
    }
  }

  private String sent(RoutingContext ctx, byte[] body, SentMessage message, Customer to) {
    String id = accept(ctx, body, message, to);
    Instant now = sources.clock().instant();
    parts.inbox().deliver(to.number(), shown(id, message, now));
    for (String status : new String[] {"sent", "delivered"}) {
      report(message, id, parts.bodies().status(id, to, status, now));
    }
    return id;
  }

  private void report(SentMessage of, String id, ObjectNode report) {
    parts.webhooks().message(id, WebhookBodies.named(report, of.callbackText()));
  }

  /// Answers the request with the new message's id.
  private String accept(RoutingContext ctx, byte[] body, SentMessage message, Customer to) {
    String id = messageId(sources.random());
    ObjectNode answer = JsonNodeFactory.instance.objectNode().put("messaging_product", "whatsapp");
    answer
        .putArray("contacts")
        .addObject()
        .put("input", message.to())
        .put("wa_id", to.number())
        .put("user_id", to.userId());
    ObjectNode sent = answer.putArray("messages").addObject().put("id", id);
    if (message.request() == SentMessage.Request.TEMPLATE) {
      sent.put("message_status", "accepted");
    }
    door.answer(ctx, TITLE, body, new GraphDoor.Answer(200, answer));
    return id;
  }

  private static ObjectNode shown(String id, SentMessage message, Instant now) {
    ObjectNode shown = JsonNodeFactory.instance.objectNode().put("type", "message").put("id", id);
    shown.put("text", message.text()).put("at", now.toString());
    shown.put("permission_request", message.request() != null);
    SentMessage.Button button = message.button();
    if (button != null) {
      ObjectNode node = shown.putObject("button");
      node.put("text", button.displayText());
      node.put("ends_at", now.plusSeconds(60L * button.ttlMinutes()).toString());
      node.put("payload", button.payload());
    }
    return shown;
  }

  /// An id in the form of Meta's.
  public static String messageId(RandomGenerator random) {
    byte[] serial = new byte[24];
    random.nextBytes(serial);
    return "wamid." + Base64.getEncoder().encodeToString(serial);
  }

  private void refuse(RoutingContext ctx, byte[] body, GraphError error) {
    door.refuse(ctx, TITLE, body, error);
  }
}
