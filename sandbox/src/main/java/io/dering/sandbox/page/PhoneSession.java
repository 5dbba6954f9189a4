package io.dering.sandbox.page;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dering.media.ice.InetAddressPolicy;
import io.dering.media.leg.LegPolicy;
import io.dering.sandbox.calls.Customer;
import io.dering.sandbox.network.Handset;
import io.dering.sandbox.network.IncomingCall;
import io.dering.sandbox.permission.Choice;
import io.dering.transport.udp.LegSide;
import io.dering.transport.udp.Opened;
import io.vertx.core.Context;
import io.vertx.core.http.ServerWebSocket;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One page's conversation. On the sandbox's context.
final class PhoneSession {
  private static final LegPolicy TOWARDS_BROWSER =
      new LegPolicy(true, InetAddressPolicy.ALLOW_ALL, "sandbox");

  private static final int MAX_NAME_LENGTH = 60;
  private static final int MAX_ID_LENGTH = 100;
  private static final int MAX_PAYLOAD_LENGTH = 512;

  private final Context context;
  private final PhonePages.Parts parts;
  private final ServerWebSocket socket;
  private final Customer customer;
  private final JsonMapper json = new JsonMapper();
  private @Nullable BrowserHandset handset;
  private boolean offering;
  private boolean closed;

  PhoneSession(Context context, PhonePages.Parts parts, ServerWebSocket socket, Customer customer) {
    this.context = context;
    this.parts = parts;
    this.socket = socket;
    this.customer = customer;
  }

  void greet() {
    ObjectNode hello = message("hello");
    hello
        .putObject("business")
        .put("name", parts.business().name())
        .put("number", "+" + parts.business().number());
    hello.putObject("customer").put("name", customer.name()).put("number", "+" + customer.number());
    hello.put("agent_url", parts.agentUrl());
    send(hello);
    send(message("state").put("state", "idle"));
  }

  /// A page that does not keep up misses exchanges, never its own call.
  void wire(ObjectNode exchange) {
    ObjectNode event = message("wire");
    event.setAll(exchange);
    send(event, true);
  }

  /// The business has written to this customer.
  void message(ObjectNode message) {
    send(message);
  }

  void received(String text) {
    if (closed) {
      return;
    }
    JsonNode message;
    try {
      message = json.readTree(text);
    } catch (JacksonException _) {
      error("malformed", "The message is not JSON.");
      return;
    }
    switch (message.path("type").asText()) {
      case "call" -> call(message);
      case "answer" -> answer(message);
      case "decline", "end" -> end();
      case "permission" -> decide(message);
      case "ping" -> ping(message);
      case "" -> error("malformed", "The message has no type.");
      default ->
          error("unknown_type", "The phone knows call, answer, decline, end, permission and ping.");
    }
  }

  /// The socket is gone, and the phone with it.
  void closed() {
    closed = true;
    BrowserHandset current = handset;
    handset = null;
    if (current != null) {
      current.pageGone();
    }
  }

  private void call(JsonNode message) {
    String sdp = message.path("sdp").asText();
    if (sdp.isEmpty()) {
      error("malformed", "call needs an sdp.");
      return;
    }
    BrowserHandset current = handset;
    if (offering || (current != null && !current.over())) {
      error("busy", "The phone is in a call.");
      return;
    }
    offering = true;
    Customer caller = named(message.path("name").asText());
    String payload = payload(message.path("payload").asText());
    BrowserHandset next = new BrowserHandset(context, parts, this::send);
    parts
        .media()
        .answer(sdp, LegSide.AGENT, TOWARDS_BROWSER, next.browserListener())
        .whenComplete(
            (opened, fault) -> context.runOnContext(_ -> opened(next, caller, payload, opened)));
  }

  /// The business calls. A phone that is in a call of its own is not reached.
  Optional<Handset> called(IncomingCall call) {
    BrowserHandset current = handset;
    if (closed || offering || (current != null && !current.over())) {
      return Optional.empty();
    }
    BrowserHandset next = new BrowserHandset(context, parts, this::send);
    next.called(call);
    handset = next;
    return Optional.of(next);
  }

  private void answer(JsonNode message) {
    String sdp = message.path("sdp").asText();
    BrowserHandset ringing = handset;
    if (sdp.isEmpty()) {
      error("malformed", "answer needs an sdp.");
    } else if (offering || ringing == null || !ringing.isRinging()) {
      error("not_ringing", "The phone does not ring.");
    } else {
      offering = true;
      parts
          .media()
          .answer(sdp, LegSide.AGENT, TOWARDS_BROWSER, ringing.browserListener())
          .whenComplete((opened, _) -> context.runOnContext(_ -> answered(ringing, opened)));
    }
  }

  /// On a request's card, in the business's profile, or on the question whether to keep it.
  private void decide(JsonNode message) {
    String choice = message.path("choice").asText();
    String request = message.path("request").asText();
    Optional<Choice> chosen = Choice.of(choice);
    if (choice.equals("keep")) {
      parts.permissions().keep(customer);
    } else if (chosen.isEmpty()) {
      error("malformed", "permission needs a choice: always, temporary, deny or keep.");
    } else if (request.isEmpty()) {
      parts.permissions().decide(customer, chosen.get());
    } else if (!parts.permissions().answer(customer, request, chosen.get())) {
      error("request_over", "The request works no longer.");
    }
  }

  private void answered(BrowserHandset ringing, @Nullable Opened opened) {
    offering = false;
    switch (opened) {
      case Opened.Answered(var leg, String answer) -> {
        if (closed || ringing.over()) {
          leg.close();
          return;
        }
        send(message("answer").put("sdp", answer));
        ringing.answer(leg);
      }
      case Opened.Refused(String code, String detail) -> error(code, detail);
      case null -> error("failed", "The sandbox cannot open a media path.");
    }
  }

  private static @Nullable String payload(String text) {
    return text.isEmpty() || text.length() > MAX_PAYLOAD_LENGTH ? null : text;
  }

  private void opened(
      BrowserHandset next, Customer caller, @Nullable String payload, @Nullable Opened opened) {
    offering = false;
    switch (opened) {
      case Opened.Answered(var leg, String answer) -> {
        if (closed) {
          leg.close();
          return;
        }
        handset = next;
        send(message("answer").put("sdp", answer));
        next.dial(leg, caller, payload);
      }
      case Opened.Refused(String code, String detail) -> error(code, detail);
      case null -> error("failed", "The sandbox cannot open a media path.");
    }
  }

  private Customer named(String name) {
    String plain = name.strip();
    if (plain.isEmpty()) {
      return customer;
    }
    return customer.named(
        plain.codePointCount(0, plain.length()) <= MAX_NAME_LENGTH
            ? plain
            : plain.substring(0, plain.offsetByCodePoints(0, MAX_NAME_LENGTH)));
  }

  private void end() {
    if (handset != null) {
      handset.hangUp();
    }
  }

  private void ping(JsonNode message) {
    String id = message.path("id").asText();
    send(message("pong").put("id", id.substring(0, Math.min(id.length(), MAX_ID_LENGTH))));
  }

  private void error(String code, String detail) {
    send(message("error").put("code", code).put("detail", detail));
  }

  private void send(ObjectNode message) {
    send(message, false);
  }

  private void send(ObjectNode message, boolean droppable) {
    if (closed) {
      return;
    }
    try {
      if (!(droppable && socket.writeQueueFull())) {
        socket.writeTextMessage(message.toString());
      }
    } catch (IllegalStateException _) {
      // The socket has closed on its own thread; our close handler is on its way to this one.
      closed = true;
    }
  }

  static ObjectNode message(String type) {
    return JsonNodeFactory.instance.objectNode().put("type", type);
  }
}
