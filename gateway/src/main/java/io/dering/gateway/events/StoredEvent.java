package io.dering.gateway.events;

import io.dering.signaling.id.AccountId;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;

/// One event as it is kept.
///
/// @param seq grows from event to event of the store, with gaps
/// @param data a JSON object
public record StoredEvent(long seq, AccountId account, Instant at, String type, String data) {
  private static final String PREFIX = "evt_";

  /// What backends know it by, the same each time it is sent. The time is in it so that a database
  /// that was put back from a backup gives no id twice.
  public String id() {
    return PREFIX + seq + "_" + Long.toString(at.toEpochMilli(), Character.MAX_RADIX);
  }

  /// As backends get it, over each way the same.
  public JsonObject json() {
    return new JsonObject()
        .put("id", id())
        .put("type", type)
        .put("timestamp", at.truncatedTo(ChronoUnit.MILLIS).toString())
        .put("data", new JsonObject(data));
  }

  /// The event of that id, as long as it is kept; blocks on the disk.
  public static Optional<StoredEvent> known(EventLog events, AccountId account, String id) {
    OptionalLong seq = seqOf(id);
    return seq.isEmpty()
        ? Optional.empty()
        : events.find(account, seq.getAsLong()).filter(event -> event.id().equals(id));
  }

  /// The place of the event of that id; empty when it is no id of ours.
  public static OptionalLong seqOf(String id) {
    int end = id.indexOf('_', PREFIX.length());
    String digits = end < 0 ? "" : id.substring(PREFIX.length(), end);
    return id.startsWith(PREFIX) && digits.matches("[0-9]{1,18}")
        ? OptionalLong.of(Long.parseLong(digits))
        : OptionalLong.empty();
  }
}
