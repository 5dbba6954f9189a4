package io.dering.signaling.room;

import io.dering.signaling.id.MessageId;
import io.dering.signaling.id.Texts;
import org.jspecify.annotations.Nullable;

/// A message of a customer, on its way to the store: a heart does not keep it.
///
/// @param text what a person reads of it, null if it has none: body, caption, title of the choice;
///   made storable
/// @param mediaId Meta's id of the recording or picture, null if there is none
/// @param answers the message that it answers, null if it answers none
public record Message(
    MessageId id,
    MessageKind kind,
    @Nullable String text,
    @Nullable String mediaId,
    @Nullable MessageId answers) {
  public Message {
    text = text == null ? null : Texts.storable(text);
  }

  /// Redacted: personal data.
  @Override
  public String toString() {
    return "Message[" + kind + "]";
  }
}
