package io.dering.signaling.meta;

import io.dering.signaling.call.MetaError;
import io.dering.signaling.id.MessageId;
import io.dering.signaling.json.Json;
import io.dering.signaling.json.JsonReader;
import io.dering.signaling.json.JsonResult;
import java.util.Optional;
import java.util.Set;

/// Meta's answer to a message (Meta reference 5.3).
public sealed interface MessageAnswer {
  /// Meta has taken it; how far it comes is told by webhooks.
  record Sent(MessageId message) implements MessageAnswer {}

  /// Codes by which Meta says that something went wrong, not what became of the message: unknown,
  /// unavailable, under maintenance (Meta reference part 10).
  Set<Integer> VAGUE = Set.of(1, 2, 131_000, 131_016, 131_057);

  /// Codes from here on name what they refuse, whatever the status beside them.
  int FIRST_OF_CLOUD_API = 130_000;

  /// Meta said no: nothing was sent.
  record Refused(MetaError error) implements MessageAnswer {}

  /// Neither: whether it was sent is not known.
  record Unknown() implements MessageAnswer {}

  /// Reads an answer. Never throws.
  static MessageAnswer read(int status, byte[] body) {
    if (GraphResponses.read(status, body) instanceof GraphResult.Refused(var error)) {
      return isVague(status, error.code()) ? new Unknown() : new Refused(error);
    }
    if (status / 100 != 2
        || body.length > GraphResponses.MAX_BODY_LENGTH
        || !(new JsonReader(20, GraphResponses.MAX_BODY_LENGTH).read(body)
            instanceof JsonResult.Parsed(Json.Obj root))) {
      return new Unknown();
    }
    Optional<MessageAnswer> sent =
        root.objects("messages").stream()
            .flatMap(message -> message.text("id").stream())
            .filter(id -> !id.isEmpty() && id.length() <= 255)
            .findFirst()
            .map(id -> new Sent(new MessageId(id)));
    return sent.orElseGet(Unknown::new);
  }

  private static boolean isVague(int status, int code) {
    return VAGUE.contains(code) || (status / 100 == 5 && code < FIRST_OF_CLOUD_API);
  }
}
