package io.dering.signaling.room;

import io.dering.signaling.id.MessageId;
import io.dering.signaling.id.Texts;
import org.jspecify.annotations.Nullable;

/// A message of a customer, on its way to the store: a heart does not keep it.
///
/// @param text what a person reads of it, null if it has none: body, caption, title of the choice;
///   made storable
/// @param attachment the recording or picture, null if there is none
/// @param answers the message that it answers, null if it answers none
public record Message(
    MessageId id,
    MessageKind kind,
    @Nullable String text,
    @Nullable Attachment attachment,
    @Nullable MessageId answers) {
  public Message {
    text = text == null ? null : Texts.storable(text);
  }

  /// Meta's id of the recording or picture, null if there is none.
  public @Nullable String mediaId() {
    return attachment == null ? null : attachment.mediaId();
  }

  /// Whether it is a recording that the customer made in the app.
  public boolean isVoice() {
    return kind == MessageKind.AUDIO && attachment != null && attachment.voice();
  }

  /// The same, known to be left instead of a call (IN-10).
  public Message asVoicemail() {
    return new Message(id, MessageKind.VOICEMAIL, text, attachment, answers);
  }

  /// Redacted: personal data.
  @Override
  public String toString() {
    return "Message[" + kind + "]";
  }
}
