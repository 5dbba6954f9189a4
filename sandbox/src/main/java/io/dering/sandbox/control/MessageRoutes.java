package io.dering.sandbox.control;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dering.sandbox.calls.Customer;
import io.dering.sandbox.graph.MediaRoutes;
import io.dering.sandbox.graph.SendRoutes;
import io.dering.sandbox.messages.Recording;
import io.dering.sandbox.messages.Recordings;
import io.dering.sandbox.messages.VoicemailId;
import io.dering.sandbox.messages.Windows;
import io.dering.sandbox.network.Network;
import io.dering.sandbox.speech.OggVoice;
import io.dering.sandbox.webhooks.WebhookBodies;
import io.dering.sandbox.webhooks.WebhookSender;
import io.dering.transport.http.Answers;
import io.dering.transport.http.OriginPolicy;
import io.dering.transport.http.ProblemCode;
import io.dering.transport.http.Routes;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// `POST /sandbox/messages`: a customer writes to the business, or leaves a voice message. Answers
/// once the webhook is on its way.
///
/// | field      | what                                                                         |
/// |------------|------------------------------------------------------------------------------|
/// | `text`     | what is written, 1 to 4,096 characters                                       |
/// | `voice`    | instead of a text: what is recorded, `customer`, `other`, `tone` or `silence` |
/// | `customer` | 0 to 999: who writes, by the last digits of the number; 100 without it, as   |
/// |            | the first phone's page                                                       |
/// | `name`     | of the customer                                                              |
/// | `username` | true: a customer without a number, known by the user id alone                |
public final class MessageRoutes implements Routes {
  private static final int MAX_BODY_BYTES = 64 << 10;
  private static final int MAX_TEXT_LENGTH = 4_096;
  private static final int MAX_CUSTOMER = 999;
  private static final int FIRST_PHONE = 100;
  private static final String OPUS = "audio/ogg; codecs=opus";
  private static final Set<String> FIELDS = Set.of("text", "voice", "customer", "name", "username");

  private final Executor owner;
  private final Post post;
  private final Sources sources;
  private final OriginGuard guard;
  private final ShippedVoices voices = new ShippedVoices(MessageRoutes.class.getClassLoader());

  /// How webhooks are written and sent, and where recordings are kept.
  ///
  /// @param network knows of calls that were not answered
  public record Post(
      WebhookBodies bodies,
      WebhookSender sender,
      Recordings recordings,
      Network network,
      Windows windows) {}

  /// Time, and the source of message ids.
  public record Sources(InstantSource clock, RandomGenerator random) {}

  /// @param owner runs its tasks on the thread of the sender
  public MessageRoutes(Executor owner, Post post, Sources sources, OriginPolicy origins) {
    this.owner = owner;
    this.post = post;
    this.sources = sources;
    this.guard = new OriginGuard(origins);
  }

  @Override
  public void mount(Router router) {
    router
        .post("/sandbox/messages")
        .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES))
        .handler(guard)
        .handler(this::write);
  }

  private void write(RoutingContext ctx) {
    try {
      JsonObject order = order(ctx.body().buffer());
      if (order.containsKey("voice")) {
        record(ctx, order);
        return;
      }
      String text = text(order);
      Customer customer = customer(order);
      boolean username = flag(order);
      owner.execute(() -> {
        String id = messageId();
        ObjectNode body =
            post.bodies().text(id, customer, !username, text, sources.clock().instant());
        send(ctx, id, new Sender(customer, username), body);
      });
    } catch (Fault fault) {
      Answers.problem(ctx, fault.problem());
    }
  }

  /// Coding takes a while the first time: not on the event loop.
  private void record(RoutingContext ctx, JsonObject order) throws Fault {
    if (order.containsKey("text")) {
      throw new Fault("voice", "is instead of text");
    }
    VoiceName name =
        VoiceName.of(String.valueOf(order.getValue("voice")))
            .orElseThrow(() -> new Fault("voice", "must be customer, other, tone or silence"));
    Sender sender = new Sender(customer(order), flag(order));
    ctx.vertx()
        .executeBlocking(
            () -> OggVoice.write(voices.voice(name), sources.random().nextInt()), false)
        .onSuccess(file -> owner.execute(() -> recorded(ctx, sender, file)))
        .onFailure(failure -> {
          if (failure instanceof Fault fault) {
            Answers.problem(ctx, fault.problem());
          } else {
            ctx.fail(failure);
          }
        });
  }

  private void recorded(RoutingContext ctx, Sender sender, byte[] file) {
    Recording recording = post.recordings().add(OPUS, file);
    String id =
        post.network().switches().voicemailId() == VoicemailId.CALL
            ? post.network().lastMissed(sender.customer().number()).orElseGet(this::messageId)
            : messageId();
    ObjectNode audio =
        JsonNodeFactory.instance
            .objectNode()
            .put("mime_type", recording.type())
            .put("sha256", recording.sha256Base64())
            .put("id", recording.id())
            .put("url", MediaRoutes.url(ctx, recording.id()))
            .put("voice", true);
    ObjectNode body =
        post.bodies()
            .recording(id, sender.customer(), !sender.username(), audio, sources.clock().instant());
    send(ctx, id, sender, body);
  }

  private record Sender(Customer customer, boolean username) {}

  private void send(RoutingContext ctx, String id, Sender sender, ObjectNode body) {
    post.windows().touch(sender.customer().number());
    post.sender().message(id, body);
    Answers.json(
        ctx,
        202,
        new JsonObject()
            .put("id", id)
            .put("number", sender.username() ? null : sender.customer().number())
            .put("user_id", sender.customer().userId()));
  }

  private String messageId() {
    return SendRoutes.messageId(sources.random());
  }

  private static JsonObject order(@Nullable Buffer body) throws Fault {
    JsonObject order;
    try {
      order = body == null ? new JsonObject() : new JsonObject(body);
    } catch (DecodeException | ClassCastException _) {
      throw new Fault(ProblemCode.MALFORMED, "", "The body must be a JSON object.");
    }
    for (String name : order.fieldNames()) {
      if (!FIELDS.contains(name)) {
        throw new Fault(name, "is not a field of a message");
      }
    }
    return order;
  }

  private static String text(JsonObject order) throws Fault {
    if (!(order.getValue("text") instanceof String text)
        || text.isBlank()
        || text.length() > MAX_TEXT_LENGTH) {
      throw new Fault("text", "must have 1 to " + MAX_TEXT_LENGTH + " characters");
    }
    return text;
  }

  private static Customer customer(JsonObject order) throws Fault {
    Object line = order.getValue("customer", FIRST_PHONE);
    if (!(line instanceof Integer number) || number < 0 || number > MAX_CUSTOMER) {
      throw new Fault("customer", "must be a whole number from 0 to " + MAX_CUSTOMER);
    }
    Object name = order.getValue("name", "Customer " + number);
    if (!(name instanceof String called)
        || called.isBlank()
        || called.length() > CallOrder.MAX_NAME_LENGTH) {
      throw new Fault("name", "must have 1 to " + CallOrder.MAX_NAME_LENGTH + " characters");
    }
    return Customer.fictional(number, called);
  }

  private static boolean flag(JsonObject order) throws Fault {
    if (!(order.getValue("username", false) instanceof Boolean username)) {
      throw new Fault("username", "must be true or false");
    }
    return username;
  }
}
