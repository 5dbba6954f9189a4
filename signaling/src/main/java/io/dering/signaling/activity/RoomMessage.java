package io.dering.signaling.activity;

import io.dering.signaling.id.CallId;
import io.dering.signaling.id.MessageId;
import io.dering.signaling.room.MessageKind;
import io.dering.signaling.room.MessageStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A message as it is kept.
///
/// @param inbound whether the customer wrote it
/// @param call the call whose voicemail it is (IN-10), null if it is none
/// @param status how far it has come, null for the customer's own
public record RoomMessage(
    MessageId id,
    boolean inbound,
    MessageKind kind,
    @Nullable String text,
    @Nullable String mediaId,
    @Nullable MessageId answers,
    @Nullable CallId call,
    Instant sentAt,
    @Nullable MessageStatus status,
    @Nullable Instant statusAt) {
  /// Redacted: personal data.
  @Override
  public String toString() {
    return "RoomMessage[" + kind + "]";
  }
}
