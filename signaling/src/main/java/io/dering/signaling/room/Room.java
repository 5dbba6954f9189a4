package io.dering.signaling.room;

import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.RoomId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One room as it is now.
///
/// @param firstAt the first interaction
/// @param lastAt the last interaction: a message of either side, or a change of the room
/// @param wroteAt when the customer wrote last, by Meta's clock; null if never known
/// @param events how many entries its history has
/// @param archived whether it is out of the lists of daily work (RM-5); never while it is answered
public record Room(
    RoomId id,
    ChannelId channel,
    Customer customer,
    RoomState state,
    Instant firstAt,
    Instant lastAt,
    @Nullable Instant wroteAt,
    int events,
    boolean archived) {
  /// A room that is not archived.
  public Room(
      RoomId id,
      ChannelId channel,
      Customer customer,
      RoomState state,
      Instant firstAt,
      Instant lastAt,
      @Nullable Instant wroteAt,
      int events) {
    this(id, channel, customer, state, firstAt, lastAt, wroteAt, events, false);
  }

  /// How long the business may write freely after the customer wrote (Meta reference 5.4).
  public static final Duration WINDOW = Duration.ofHours(24);

  /// When the business can no longer write freely; empty if it never could.
  public Optional<Instant> windowEnd() {
    return Optional.ofNullable(wroteAt).map(at -> at.plus(WINDOW));
  }

  /// The older of two rooms of one customer is kept.
  static final Comparator<Room> OLDEST_FIRST =
      Comparator.comparing(Room::firstAt).thenComparing(room -> room.id().value());

  /// This room and another of the same customer in one. What is more alive counts: answered by the
  /// agents of both, else open, else resolved; archived only if both are.
  Room absorbing(Room other) {
    List<AgentId> agents = new ArrayList<>(state.agents());
    agents.addAll(other.state.agents());
    RoomState both;
    if (!agents.isEmpty()) {
      both = new RoomState.Answered(agents);
    } else {
      both = state instanceof RoomState.Resolved ? other.state : state;
    }
    Instant wrote = wroteAt == null ? other.wroteAt : wroteAt;
    Room room =
        new Room(
            id,
            channel,
            other.customer.and(customer),
            both,
            firstAt.isBefore(other.firstAt) ? firstAt : other.firstAt,
            later(lastAt, other.lastAt),
            wrote,
            events + 1,
            archived && other.archived && agents.isEmpty());
    return other.wroteAt == null ? room : room.wrote(other.wroteAt);
  }

  public Room with(Customer known) {
    return new Room(id, channel, known, state, firstAt, lastAt, wroteAt, events, archived);
  }

  /// In another state, with one more entry in its history.
  public Room moved(RoomState to, Instant at) {
    boolean still = archived && to.agents().isEmpty();
    return new Room(
        id, channel, customer, to, firstAt, later(lastAt, at), wroteAt, events + 1, still);
  }

  /// Touched at that instant; times never go back, whatever the order of webhooks.
  public Room stirred(Instant at) {
    return new Room(
        id, channel, customer, state, firstAt, later(lastAt, at), wroteAt, events, archived);
  }

  /// The customer wrote then.
  public Room wrote(Instant at) {
    Instant last = wroteAt == null ? at : later(wroteAt, at);
    return new Room(id, channel, customer, state, firstAt, lastAt, last, events, archived);
  }

  /// In the archive from now on, or out of it, with one more entry in its history.
  public Room shelved(boolean in, Instant at) {
    return new Room(
        id, channel, customer, state, firstAt, later(lastAt, at), wroteAt, events + 1, in);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
