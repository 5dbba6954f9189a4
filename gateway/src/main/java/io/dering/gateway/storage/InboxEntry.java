package io.dering.gateway.storage;

import java.time.Instant;

/// A webhook that was answered 200 and whose effect is not stored yet.
///
/// @param body as received, owned by the receiver; personal data
@SuppressWarnings(
    "ArrayRecordComponent") // Carried from the store to the reader once, not compared.
public record InboxEntry(long id, Instant receivedAt, byte[] body) {
  /// Redacted: the body is personal data.
  @Override
  public String toString() {
    return "InboxEntry[" + id + ", " + body.length + " bytes]";
  }
}
