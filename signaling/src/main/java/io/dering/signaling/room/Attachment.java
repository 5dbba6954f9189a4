package io.dering.signaling.room;

import org.jspecify.annotations.Nullable;

/// A file of a message, as Meta names it.
///
/// @param mediaId Meta's id, good for 7 days (Meta reference 5.5)
/// @param type media type, null where Meta does not say
/// @param sha256 of its content in base64, null where Meta does not say
/// @param voice whether the customer recorded it in the app
public record Attachment(
    String mediaId, @Nullable String type, @Nullable String sha256, boolean voice) {
  /// Redacted: leads to what a customer said.
  @Override
  public String toString() {
    return "Attachment[" + type + "]";
  }
}
