package io.dering.gateway.push;

import io.dering.signaling.desk.CustomerCard;
import io.dering.signaling.id.CallId;
import io.dering.signaling.switchboard.Command;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What is said to a browser, and how long it is worth saying (docs/agent-protocol.md).
///
/// @param topic the same for all messages of one call: the service keeps only the last (RFC 8030
///   §5.4)
/// @param ttl for how long a browser that is away is waited for
record PushMessage(JsonObject json, String topic, Duration ttl) {
  /// A browser that was away for a moment still learns that the ringing is over; one that comes
  /// back later need not.
  private static final Duration OVER_TTL = Duration.ofMinutes(10);

  /// Longer ones would not fit beside each other.
  private static final int MAX_NAME = 200;

  /// A topic has at most 32 characters of base64url (RFC 8030 §5.4).
  private static final int TOPIC_BYTES = 24;

  static PushMessage of(Command.ForPush push) {
    return switch (push) {
      case Command.PushRinging ringing -> {
        var incoming = ringing.incoming();
        yield new PushMessage(
            new JsonObject()
                .put("type", "call.incoming")
                .put("call", incoming.call().value())
                .put("customer", customer(incoming.customer()))
                .put("channel", new JsonObject().put("name", cut(incoming.channel().name())))
                .put("deadline_ms", incoming.deadline().toEpochMilli()),
            topic(ringing.call()),
            Duration.ofMillis(Math.max(0, incoming.remainingMs())));
      }
      case Command.PushOver over ->
          new PushMessage(
              new JsonObject()
                  .put("type", "call.over")
                  .put("call", over.call().value())
                  .put("customer", customer(over.customer()))
                  .put("reason", over.how().wire()),
              topic(over.call()),
              OVER_TTL);
    };
  }

  byte[] bytes() {
    return json.encode().getBytes(StandardCharsets.UTF_8);
  }

  private static JsonObject customer(CustomerCard card) {
    return new JsonObject().put("name", cut(card.name())).put("number", cut(card.number()));
  }

  private static @Nullable String cut(@Nullable String text) {
    return text == null || text.length() <= MAX_NAME ? text : text.substring(0, MAX_NAME);
  }

  /// Says nothing of the call to the push service, which reads it.
  private static String topic(CallId call) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(call.value().getBytes(StandardCharsets.UTF_8));
      return VapidKey.text(Arrays.copyOf(digest, TOPIC_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
