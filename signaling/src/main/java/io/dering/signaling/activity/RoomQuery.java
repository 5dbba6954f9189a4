package io.dering.signaling.activity;

import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.RoomId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which rooms are asked for (RM-5); null is any. The last one touched comes first.
///
/// @param assigned only rooms that are assigned to this agent
/// @param list which of the lists; archived rooms are in that of the archived alone
/// @param label the name of a label that they have
/// @param from last touched at or after
/// @param to last touched before
/// @param name a part of the customer's name, in either case
/// @param after where the page before ended
/// @param limit how many at most
public record RoomQuery(
    AccountId account,
    @Nullable AgentId assigned,
    RoomQuery.Which list,
    RoomQuery.@Nullable State state,
    @Nullable String label,
    @Nullable ChannelId channel,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable String name,
    RoomQuery.@Nullable Place after,
    int limit) {
  /// The lists that are not a person's own.
  public enum Which {
    ALL,
    /// Assigned to nobody, resolved ones included.
    UNASSIGNED,
    ARCHIVED
  }

  /// The kinds of [io.dering.signaling.room.RoomState], as they are asked for and stored.
  public enum State {
    OPEN,
    ANSWERED,
    RESOLVED
  }

  /// A place in the order of the list. A room that is touched meanwhile moves to the top: it may
  /// come twice, but none is left out.
  public record Place(Instant lastAt, RoomId room) {}
}
