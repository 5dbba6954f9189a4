package io.dering.signaling.meta;

import io.dering.signaling.call.MetaError;
import io.dering.signaling.id.MessageId;
import io.dering.signaling.json.Json;
import io.dering.signaling.json.JsonReader;
import io.dering.signaling.json.JsonResult;
import java.util.Optional;

/// Meta's answer to a message (Meta reference 5.3).
public sealed interface MessageAnswer {
  /// Meta has taken it; how far it comes is told by webhooks.
  record Sent(MessageId message) implements MessageAnswer {}

  /// Meta said no: nothing was sent.
  record Refused(MetaError error) implements MessageAnswer {}

  /// Neither: whether it was sent is not known.
  record Unreadable() implements MessageAnswer {}

  /// Reads an answer. Never throws.
  static MessageAnswer read(int status, byte[] body) {
    if (GraphResponses.read(status, body) instanceof GraphResult.Refused(var error)) {
      return new Refused(error);
    }
    if (status / 100 != 2
        || body.length > GraphResponses.MAX_BODY_LENGTH
        || !(new JsonReader(20, GraphResponses.MAX_BODY_LENGTH).read(body)
            instanceof JsonResult.Parsed(Json.Obj root))) {
      return new Unreadable();
    }
    Optional<MessageAnswer> sent =
        root.objects("messages").stream()
            .flatMap(message -> message.text("id").stream())
            .filter(id -> !id.isEmpty() && id.length() <= 255)
            .findFirst()
            .map(id -> new Sent(new MessageId(id)));
    return sent.orElseGet(Unreadable::new);
  }
}
