package io.dering.sandbox.graph;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.dering.sandbox.calls.Customer;
import io.dering.sandbox.messages.Inbox;
import io.dering.sandbox.messages.Windows;
import io.dering.sandbox.webhooks.WebhookBodies;
import io.dering.sandbox.webhooks.WebhookSender;
import io.dering.sandbox.wire.Exchange;
import io.dering.sandbox.wire.WireLog;
import io.dering.transport.http.Routes;
import io.dering.transport.http.SecretDigest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/// `POST /sandbox/graph[/vNN.N]/{phone-number-id}/messages`: what the business writes shows on the
/// customer's phone, and two webhooks tell that it was sent and delivered.
public final class SendRoutes implements Routes {
  private static final int MAX_BODY_BYTES = 256 << 10;

  private final Executor owner;
  private final GraphSettings settings;
  private final Parts parts;
  private final GraphRoutes.Sources sources;
  private final SecretDigest token;
  private final MessageReader reader = new MessageReader();
  private final JsonMapper json = new JsonMapper();

  /// What a message goes through.
  public record Parts(
      Inbox inbox, Windows windows, WebhookBodies bodies, WebhookSender webhooks, WireLog wire) {}

  /// @param owner runs its tasks on the thread of the parts
  public SendRoutes(
      Executor owner, GraphSettings settings, Parts parts, GraphRoutes.Sources sources) {
    this.owner = owner;
    this.settings = settings;
    this.parts = parts;
    this.sources = sources;
    this.token = SecretDigest.of(settings.accessToken());
  }

  @Override
  public void mount(Router router) {
    BodyHandler body = BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES);
    router.post("/sandbox/graph/:number/messages").handler(body).handler(this::handle);
    router.post("/sandbox/graph/:version/:number/messages").handler(body).handler(this::handle);
  }

  private void handle(RoutingContext ctx) {
    String version = ctx.pathParam("version");
    if (version != null && !version.matches("v[0-9]{1,3}\\.[0-9]")) {
      ctx.next();
      return;
    }
    byte[] body = ctx.body().buffer() == null ? new byte[0] : ctx.body().buffer().getBytes();
    owner.execute(() -> handle(ctx, body));
  }

  private void handle(RoutingContext ctx, byte[] body) {
    String header = ctx.request().getHeader("Authorization");
    if (header == null
        || !header.regionMatches(true, 0, "Bearer ", 0, 7)
        || !token.matches(header.substring(7).strip())) {
      refuse(ctx, body, GraphError.token());
      return;
    }
    if (!settings.phoneNumberId().equals(ctx.pathParam("number"))) {
      refuse(ctx, body, GraphError.unknownNumber());
      return;
    }
    try {
      SentMessage message = reader.read(body);
      Optional<Customer> customer = Customer.known(message.to());
      if (customer.isEmpty()) {
        refuse(ctx, body, GraphError.undeliverable());
      } else if (!parts.windows().isOpen(customer.get().number(), sources.clock().instant())) {
        refuse(ctx, body, GraphError.windowClosed());
      } else {
        sent(ctx, body, message, customer.get());
      }
    } catch (MessageReader.Fault fault) {
      refuse(ctx, body, fault.error());
    }
  }

  private void sent(RoutingContext ctx, byte[] body, SentMessage message, Customer to) {
    Instant now = sources.clock().instant();
    String id = messageId(sources.random());
    ObjectNode answer = JsonNodeFactory.instance.objectNode().put("messaging_product", "whatsapp");
    answer
        .putArray("contacts")
        .addObject()
        .put("input", message.to())
        .put("wa_id", to.number())
        .put("user_id", to.userId());
    answer.putArray("messages").addObject().put("id", id);
    answer(ctx, 200, body, answer);
    parts.inbox().deliver(to.number(), shown(id, message, now));
    for (String status : new String[] {"sent", "delivered"}) {
      parts.webhooks().message(id, parts.bodies().status(id, to, status, now));
    }
  }

  private static ObjectNode shown(String id, SentMessage message, Instant now) {
    ObjectNode shown = JsonNodeFactory.instance.objectNode().put("type", "message").put("id", id);
    shown.put("text", message.text()).put("at", now.toString());
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
    answer(ctx, error.status(), body, error.toJson("AMessage"));
  }

  private void answer(RoutingContext ctx, int status, byte[] request, ObjectNode response) {
    if (!ctx.response().closed() && !ctx.response().ended()) {
      ctx.response()
          .setStatusCode(status)
          .putHeader("Content-Type", "application/json")
          .putHeader("Cache-Control", "no-store")
          .end(response.toString());
    }
    parts
        .wire()
        .add(
            new Exchange(
                sources.clock().instant(),
                Exchange.Kind.GRAPH,
                "messages",
                "POST",
                ctx.normalizedPath(),
                status,
                readable(request),
                response,
                null));
  }

  private JsonNode readable(byte[] body) {
    try {
      JsonNode tree = json.readTree(body);
      return tree == null || tree.isMissingNode() ? TextNode.valueOf("") : tree;
    } catch (JacksonException _) {
      return TextNode.valueOf("(not JSON, " + body.length + " bytes)");
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory cannot fail to be read", e);
    }
  }
}
