package io.dering.gateway.recordings;

import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.MessageId;
import io.dering.signaling.id.RoomId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A recording that is wanted from Meta, or is kept.
///
/// @param id ours: the name of its file
/// @param mediaId Meta's
/// @param type media type as the webhook said, null if it did not
/// @param sha256 in base64 as the webhook said, null if it did not
/// @param attempts made so far
/// @param firstAt when the message came
public record Recording(
    AccountId account,
    RoomId room,
    MessageId message,
    String id,
    ChannelId channel,
    String mediaId,
    @Nullable String type,
    @Nullable String sha256,
    int attempts,
    Instant firstAt) {
  /// Redacted.
  @Override
  public String toString() {
    return "Recording[" + id + "]";
  }
}
