package io.dering.signaling.switchboard;

import io.dering.signaling.activity.RoomRecord;
import io.dering.signaling.agent.Roster;
import io.dering.signaling.backend.BackendAnswer;
import io.dering.signaling.backend.Refused;
import io.dering.signaling.backend.RoomAnswer;
import io.dering.signaling.backend.RoomRequest;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.RoomId;
import io.dering.signaling.room.Actor;
import io.dering.signaling.room.Archive;
import io.dering.signaling.room.MessageKind;
import io.dering.signaling.room.Room;
import io.dering.signaling.room.RoomDecision;
import io.dering.signaling.room.RoomEventKind;
import io.dering.signaling.room.RoomInput;
import io.dering.signaling.room.RoomMachine;
import io.dering.signaling.room.RoomRefusal;
import io.dering.signaling.room.RoomState;
import io.dering.signaling.room.Rooms;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// What backends tell of rooms, and what people do with them (RM-1, RM-2, RM-4).
final class RoomDesk {
  private static final BackendAnswer TOO_MANY =
      Refused.conflict(
          null, "an account has at most " + Rooms.MAX_ANSWERED + " answered rooms; resolve some");

  private final RoomBook book;
  private final Roster roster;
  private final Cards cards;
  private final RandomGenerator ids;

  RoomDesk(RoomBook book, Roster roster, Cards cards, RandomGenerator ids) {
    this.book = book;
    this.roster = roster;
    this.cards = cards;
    this.ids = ids;
  }

  BackendAnswer handle(RoomRequest request, Work work) {
    return switch (request) {
      case RoomRequest.TellRoom told -> tell(told, work);
      case RoomRequest.OfRoom ofRoom ->
          book.rooms()
              .find(ofRoom.room())
              .map(room -> handle(ofRoom, room, work))
              .orElseGet(() -> Refused.notFound("There is no such room."));
    };
  }

  private BackendAnswer handle(RoomRequest.OfRoom request, Room room, Work work) {
    return switch (request) {
      case RoomRequest.AssignRoom(var _, var by, var agents) ->
          stranger("agents", agents)
              .orElseGet(() -> decide(room, by, new RoomInput.Assign(by, agents), work));
      case RoomRequest.TakeOverRoom(var _, var by, var agent) ->
          !roster.isActive(agent)
              ? Refused.invalid("agent", "must be an agent of this account")
              : decide(room, by, new RoomInput.TakeOver(by, agent), work);
      case RoomRequest.ResolveRoom(var _, var by) ->
          decide(room, by, new RoomInput.Resolve(by), work);
      case RoomRequest.ArchiveRoom(var _, var by) ->
          Archive.refusesIn(room, by)
              .map(RoomDesk::refused)
              .orElseGet(() -> shelve(room, by, true, work));
      case RoomRequest.UnarchiveRoom(var _, var by) ->
          Archive.refusesOut(room, by)
              .map(RoomDesk::refused)
              .orElseGet(() -> shelve(room, by, false, work));
      case RoomRequest.MayWrite(var _, var by) ->
          by.mayActOn(room.state())
              ? new RoomAnswer.TheRoom(room)
              : Refused.forbidden(RoomRefusal.NOT_ASSIGNED.sentence());
      case RoomRequest.KeepSent(var _, var by, var message, var button) -> {
        book.keep(room.stirred(work.now()), work);
        work.write(
            new RoomRecord.MessageSent(
                work.now(),
                book.account(),
                room.id(),
                message,
                MessageKind.CALL_BUTTON,
                button.text(),
                by.person().orElse(null)));
        yield new RoomAnswer.TheRoom(room);
      }
      case RoomRequest.AddNote(var _, var by, var text) -> {
        String note = "note_" + RoomId.random(ids).value().substring("room_".length());
        work.write(
            new RoomRecord.NoteAdded(
                work.now(), book.account(), room.id(), note, by.person().orElse(null), text));
        yield new RoomAnswer.Noted(room, note);
      }
      case RoomRequest.SetLabels(var _, var _, var labels) -> {
        work.write(new RoomRecord.LabelsSet(work.now(), book.account(), room.id(), labels));
        yield new RoomAnswer.TheRoom(room);
      }
    };
  }

  private BackendAnswer decide(Room room, Actor by, RoomInput input, Work work) {
    return switch (RoomMachine.decide(room.state(), input)) {
      case RoomDecision.Stays() -> new RoomAnswer.TheRoom(room);
      case RoomDecision.Moved(var state, var kind) -> {
        if (book.isOneTooMany(List.of(room), state)) {
          yield TOO_MANY;
        }
        AgentId who = by.person().orElse(null);
        boolean taken = state instanceof RoomState.Answered;
        Room from = taken ? book.unarchived(room, who, work) : room;
        Room moved = from.moved(state, work.now());
        book.keep(moved, work);
        book.note(moved, kind, who, work);
        yield new RoomAnswer.TheRoom(moved);
      }
      case RoomDecision.Refused(var why) -> refused(why);
    };
  }

  private static BackendAnswer refused(RoomRefusal why) {
    return switch (why) {
      case NOT_ASSIGNED, FOR_SOMEBODY_ELSE, NOT_FOR_AGENTS -> Refused.forbidden(why.sentence());
      case RESOLVED, ALREADY_RESOLVED, STILL_ANSWERED -> Refused.conflict("state", why.sentence());
      case ALREADY_ARCHIVED, NOT_ARCHIVED -> Refused.conflict("archived", why.sentence());
    };
  }

  private BackendAnswer shelve(Room room, Actor by, boolean in, Work work) {
    Room moved = room.shelved(in, work.now());
    book.keep(moved, work);
    RoomEventKind kind = in ? RoomEventKind.ARCHIVED : RoomEventKind.UNARCHIVED;
    book.note(moved, kind, by.person().orElse(null), work);
    return new RoomAnswer.TheRoom(moved);
  }

  /// The backend's word is what counts, but for RM-1: only the customer reopens.
  private BackendAnswer tell(RoomRequest.TellRoom told, Work work) {
    if (cards.channelOf(told.channel()).isEmpty()) {
      return Refused.invalid("channel", "must be a channel of this account");
    }
    if (told.customer().aliases().isEmpty()) {
      return Refused.invalid("customer", "must have a number, a user_id or a parent_user_id");
    }
    Optional<BackendAnswer> stranger = stranger("agents", told.state().agents());
    if (stranger.isPresent()) {
      return stranger.get();
    }
    if (told.wroteAt() != null && book.isFuture(told.wroteAt(), work)) {
      return Refused.invalid("wrote_at", "must not be in the future");
    }
    List<Room> known = book.rooms().of(told.channel(), told.customer());
    if (book.isOneTooMany(known, told.state())) {
      return TOO_MANY;
    }
    boolean closed =
        !known.isEmpty()
            && known.stream()
                .allMatch(
                    room -> room.state() instanceof RoomState.Resolved && !reopens(told, room));
    if (closed && !(told.state() instanceof RoomState.Resolved)) {
      return Refused.conflict(
          "wrote_at",
          "the room is resolved; say when the customer wrote since, for that alone reopens it");
    }
    Optional<Room> met = book.meet(told.channel(), told.customer(), work);
    Room room =
        met.orElseGet(() -> book.open(told.channel(), told.customer(), told.wroteAt(), work));
    Room wrote = told.wroteAt() == null ? room : room.wrote(told.wroteAt());
    if (known.contains(wrote) && wrote.state().equals(told.state())) {
      // The same again changes nothing.
      return new RoomAnswer.TheRoom(wrote);
    }
    Room there = heard(told, room) ? book.unarchived(wrote, null, work) : wrote;
    Room followed = book.follow(there, told.state(), null, work);
    if (met.isPresent() || !followed.equals(room)) {
      book.keep(followed, work);
    }
    return new RoomAnswer.TheRoom(followed);
  }

  /// Whether the backend tells of a customer who wrote since.
  private static boolean heard(RoomRequest.TellRoom told, Room room) {
    return told.wroteAt() != null
        && (room.wroteAt() == null || told.wroteAt().isAfter(room.wroteAt()));
  }

  private static boolean reopens(RoomRequest.TellRoom told, Room room) {
    return heard(told, room) && told.wroteAt() != null && told.wroteAt().isAfter(room.lastAt());
  }

  /// The first agent who is not of this account.
  private Optional<BackendAnswer> stranger(String field, List<AgentId> agents) {
    for (int i = 0; i < agents.size(); i++) {
      if (!roster.isActive(agents.get(i))) {
        return Optional.of(
            Refused.invalid(field + "[" + i + "]", "must be an agent of this account"));
      }
    }
    return Optional.empty();
  }
}
