package io.dering.signaling.switchboard;

import io.dering.signaling.activity.RoomRecord;
import io.dering.signaling.agent.Roster;
import io.dering.signaling.backend.BackendAnswer;
import io.dering.signaling.backend.Refused;
import io.dering.signaling.backend.RoomAnswer;
import io.dering.signaling.backend.RoomRequest;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.MessageId;
import io.dering.signaling.id.MetaCallId;
import io.dering.signaling.id.RoomId;
import io.dering.signaling.room.Actor;
import io.dering.signaling.room.Alias;
import io.dering.signaling.room.Archive;
import io.dering.signaling.room.Customer;
import io.dering.signaling.room.Message;
import io.dering.signaling.room.MessageKind;
import io.dering.signaling.room.MissedCalls;
import io.dering.signaling.room.Recall;
import io.dering.signaling.room.Room;
import io.dering.signaling.room.RoomDecision;
import io.dering.signaling.room.RoomEventKind;
import io.dering.signaling.room.RoomInput;
import io.dering.signaling.room.RoomMachine;
import io.dering.signaling.room.RoomRefusal;
import io.dering.signaling.room.RoomState;
import io.dering.signaling.room.Rooms;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Rooms as customers write, backends tell and agents act (RM-1, RM-2).
final class RoomDesk {
  /// More than one turn of the conductor can bring: what is older is looked for in the store.
  static final int MAX_RECENT_MESSAGES = 4_096;

  /// How far a backend's clock may be ahead.
  private static final Duration CLOCKS_APART = Duration.ofSeconds(60);

  private static final BackendAnswer TOO_MANY =
      Refused.conflict(
          null, "an account has at most " + Rooms.MAX_ANSWERED + " answered rooms; resolve some");

  private final AccountId account;
  private final boolean callsOpenRooms;
  private final Rooms rooms;
  private final MissedCalls missed;
  private final Roster roster;
  private final Cards cards;
  private final RandomGenerator ids;
  private final SequencedSet<MessageId> recent = new LinkedHashSet<>();

  /// What is known of customers.
  record Memory(Rooms rooms, MissedCalls missed) {}

  RoomDesk(
      AccountSettings settings, Memory memory, Roster roster, Cards cards, RandomGenerator ids) {
    this.account = settings.account();
    this.callsOpenRooms = settings.policy().callsOpenRooms();
    this.rooms = memory.rooms();
    this.missed = memory.missed();
    this.roster = roster;
    this.cards = cards;
    this.ids = ids;
  }

  /// The customer wrote: into the room that is there, or a new one.
  void wrote(Fact.CustomerWrote fact, Work work) {
    Customer customer = Customer.of(fact.customer());
    if (cards.channelOf(fact.channel()).isEmpty()
        || customer.aliases().isEmpty()
        || !isNew(fact.message().id())) {
      return;
    }
    Optional<Room> met = meet(fact.channel(), customer, work);
    boolean writing = fact.message().kind().isWriting();
    if (met.isEmpty() && !writing) {
      return;
    }
    Room room;
    if (met.isEmpty()) {
      room = open(fact.channel(), customer, fact.metaTime(), work);
    } else {
      room =
          writing
              ? happened(unarchived(met.get(), null, work), new RoomInput.Wrote(), work)
                  .wrote(fact.metaTime())
              : happened(met.get(), new RoomInput.Stirred(), work);
      keep(room, work);
    }
    Optional<CallId> call = voicemailOf(fact, room);
    Message message = call.isPresent() ? fact.message().asVoicemail() : fact.message();
    work.write(
        new RoomRecord.MessageKept(
            work.now(), account, room.id(), message, fact.metaTime(), call.orElse(null)));
  }

  /// The call for which the customer left this recording (IN-10).
  private Optional<CallId> voicemailOf(Fact.CustomerWrote fact, Room room) {
    Message message = fact.message();
    if (message.kind() == MessageKind.VOICEMAIL) {
      return missed.of(new MetaCallId(message.id().value()));
    }
    return message.isVoice()
        ? missed.claim(fact.channel(), room.customer(), fact.metaTime())
        : Optional.empty();
  }

  /// The customer goes by another number or id from here on.
  void changed(Fact.CustomerChanged fact, Work work) {
    Customer before = Customer.of(fact.before());
    if (rooms.of(fact.channel(), before).isEmpty() || !isNew(fact.message().id())) {
      return;
    }
    Customer after = Customer.of(fact.after());
    Customer both = before.and(after);
    Room room = meet(fact.channel(), both, work).orElseThrow();
    Customer left = room.customer();
    for (Alias gone : before.aliases()) {
      boolean replaced = after.newest(gone.kind()).filter(now -> !now.equals(gone)).isPresent();
      left = replaced ? left.without(gone) : left;
    }
    Room known = room.with(left).stirred(work.now());
    work.write(new RoomRecord.CustomerKnown(work.now(), account, known));
    keep(known, work);
    work.write(message(known, fact.message(), fact.metaTime(), work));
  }

  /// A message of the business has come further.
  void reported(Fact.MessageStatusReported fact, Work work) {
    for (Room room : rooms.of(fact.channel(), Customer.of(fact.recipient()))) {
      work.write(
          new RoomRecord.MessageReported(
              work.now(), account, room.id(), fact.message(), fact.status(), fact.metaTime()));
      return;
    }
  }

  /// A call neither opens nor reopens a room and assigns nobody (RM-1), but what Meta tells of its
  /// customer is learned: the next may come by one of those aliases alone.
  void called(Fact.CallOffered offer, Work work) {
    Optional<Room> _ = meet(offer.channel(), Customer.of(offer.caller()), work);
  }

  /// Somebody talks with the customer. Where calls open rooms (RM-1), the room is the agent's from
  /// here on, unless it is somebody's.
  void answered(LiveCall call, AgentId agent, Work work) {
    Customer customer = Customer.of(call.caller());
    RoomState answered = new RoomState.Answered(List.of(agent));
    if (!callsOpenRooms
        || customer.aliases().isEmpty()
        || isOneTooMany(rooms.of(call.channel(), customer), answered)) {
      return;
    }
    Room room =
        meet(call.channel(), customer, work)
            .orElseGet(() -> open(call.channel(), customer, null, work));
    if (!(room.state() instanceof RoomState.Answered)) {
      keep(follow(room, answered, agent, work), work);
    }
  }

  /// What of the store [#answered] needs in memory.
  Optional<Recall> wants(LiveCall call) {
    return callsOpenRooms ? unknown(call.channel(), Customer.of(call.caller())) : Optional.empty();
  }

  /// What of the store a fact needs in memory before it is handled; empty for most.
  Optional<Recall> wants(Fact fact) {
    return switch (fact) {
      case Fact.CustomerWrote wrote -> unknown(wrote.channel(), Customer.of(wrote.customer()));
      case Fact.CallOffered offered -> unknown(offered.channel(), Customer.of(offered.caller()));
      case Fact.CustomerChanged changed ->
          unknown(
              changed.channel(), Customer.of(changed.before()).and(Customer.of(changed.after())));
      case Fact.MessageStatusReported reported ->
          unknown(reported.channel(), Customer.of(reported.recipient()));
      case Fact.Requested(var _, RoomRequest.TellRoom told) ->
          unknown(told.channel(), told.customer());
      case Fact.Requested(var _, RoomRequest.OfRoom ofRoom) ->
          rooms.has(ofRoom.room()) ? Optional.empty() : Optional.of(new Recall.ById(ofRoom.room()));
      default -> Optional.empty();
    };
  }

  private Optional<Recall> unknown(ChannelId channel, Customer customer) {
    List<Alias> unknown = rooms.unknown(channel, customer);
    return unknown.isEmpty() ? Optional.empty() : Optional.of(new Recall.ByAlias(channel, unknown));
  }

  BackendAnswer handle(RoomRequest request, Work work) {
    return switch (request) {
      case RoomRequest.TellRoom told -> tell(told, work);
      case RoomRequest.OfRoom ofRoom ->
          rooms
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
        keep(room.stirred(work.now()), work);
        work.write(
            new RoomRecord.MessageSent(
                work.now(),
                account,
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
                work.now(), account, room.id(), note, by.person().orElse(null), text));
        yield new RoomAnswer.Noted(room, note);
      }
      case RoomRequest.SetLabels(var _, var _, var labels) -> {
        work.write(new RoomRecord.LabelsSet(work.now(), account, room.id(), labels));
        yield new RoomAnswer.TheRoom(room);
      }
    };
  }

  private BackendAnswer decide(Room room, Actor by, RoomInput input, Work work) {
    return switch (RoomMachine.decide(room.state(), input)) {
      case RoomDecision.Stays() -> new RoomAnswer.TheRoom(room);
      case RoomDecision.Moved(var state, var kind) -> {
        if (isOneTooMany(List.of(room), state)) {
          yield TOO_MANY;
        }
        AgentId who = by.person().orElse(null);
        boolean taken = state instanceof RoomState.Answered;
        Room from = taken ? unarchived(room, who, work) : room;
        Room moved = from.moved(state, work.now());
        keep(moved, work);
        note(moved, kind, who, work);
        yield new RoomAnswer.TheRoom(moved);
      }
      case RoomDecision.Refused(var why) -> refused(why);
    };
  }

  private static BackendAnswer refused(RoomRefusal why) {
    return switch (why) {
      case NOT_ASSIGNED, FOR_SOMEBODY_ELSE, NOT_FOR_AGENTS -> Refused.forbidden(why.sentence());
      case RESOLVED, ALREADY_RESOLVED, STILL_ANSWERED, ALREADY_ARCHIVED, NOT_ARCHIVED ->
          Refused.conflict(null, why.sentence());
    };
  }

  private BackendAnswer shelve(Room room, Actor by, boolean in, Work work) {
    Room moved = room.shelved(in, work.now());
    keep(moved, work);
    RoomEventKind kind = in ? RoomEventKind.ARCHIVED : RoomEventKind.UNARCHIVED;
    note(moved, kind, by.person().orElse(null), work);
    return new RoomAnswer.TheRoom(moved);
  }

  /// The room, brought back from the archive if it is there; whoever asks keeps it.
  private static Room unarchived(Room room, @Nullable AgentId by, Work work) {
    if (!room.archived()) {
      return room;
    }
    Room back = room.shelved(false, work.now());
    note(back, RoomEventKind.UNARCHIVED, by, work);
    return back;
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
    if (told.wroteAt() != null && told.wroteAt().isAfter(work.now().plus(CLOCKS_APART))) {
      return Refused.invalid("wrote_at", "must not be in the future");
    }
    List<Room> known = rooms.of(told.channel(), told.customer());
    if (isOneTooMany(known, told.state())) {
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
    Optional<Room> met = meet(told.channel(), told.customer(), work);
    Room room = met.orElseGet(() -> open(told.channel(), told.customer(), told.wroteAt(), work));
    Room wrote = told.wroteAt() == null ? room : room.wrote(told.wroteAt());
    if (known.contains(wrote) && wrote.state().equals(told.state())) {
      // The same again changes nothing.
      return new RoomAnswer.TheRoom(wrote);
    }
    Room there = heard(told, room) ? unarchived(wrote, null, work) : wrote;
    Room followed = follow(there, told.state(), null, work);
    if (met.isPresent() || !followed.equals(room)) {
      keep(followed, work);
    }
    return new RoomAnswer.TheRoom(followed);
  }

  /// The room goes where it is said to be.
  ///
  /// @param by the agent who brings it there, null for a backend
  private Room follow(Room room, RoomState state, @Nullable AgentId by, Work work) {
    if (room.state().equals(state)) {
      return room.stirred(work.now());
    }
    RoomEventKind kind =
        switch (state) {
          case RoomState.Answered _ -> RoomEventKind.ASSIGNED;
          case RoomState.Resolved _ -> RoomEventKind.RESOLVED;
          case RoomState.Open _ -> RoomEventKind.REOPENED;
        };
    Room from = state instanceof RoomState.Answered ? unarchived(room, by, work) : room;
    if (room.state() instanceof RoomState.Resolved && state instanceof RoomState.Answered) {
      from = from.moved(new RoomState.Open(), work.now());
      note(from, RoomEventKind.REOPENED, null, work);
    }
    Room moved = from.moved(state, work.now());
    note(moved, kind, by, work);
    return moved;
  }

  /// Whether the backend tells of a customer who wrote since.
  private static boolean heard(RoomRequest.TellRoom told, Room room) {
    return told.wroteAt() != null
        && (room.wroteAt() == null || told.wroteAt().isAfter(room.wroteAt()));
  }

  private boolean isOneTooMany(List<Room> before, RoomState state) {
    return state instanceof RoomState.Answered
        && rooms.answered() >= Rooms.MAX_ANSWERED
        && before.stream().noneMatch(room -> room.state() instanceof RoomState.Answered);
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

  private Room happened(Room room, RoomInput input, Work work) {
    if (RoomMachine.decide(room.state(), input)
        instanceof RoomDecision.Moved(var state, var kind)) {
      Room moved = room.moved(state, work.now());
      note(moved, kind, null, work);
      return moved;
    }
    return room.stirred(work.now());
  }

  /// Every room begins open, and its history with that.
  private Room open(ChannelId channel, Customer customer, @Nullable Instant wroteAt, Work work) {
    RoomState state = new RoomState.Open();
    Room room =
        new Room(RoomId.random(ids), channel, customer, state, work.now(), work.now(), wroteAt, 1);
    keep(room, work);
    work.write(new RoomRecord.CustomerKnown(work.now(), account, room));
    note(room, RoomEventKind.OPENED, null, work);
    return room;
  }

  /// The customer's room, with what is new of the customer; two rooms become one here.
  private Optional<Room> meet(ChannelId channel, Customer customer, Work work) {
    Optional<Rooms.Met> met = rooms.meet(channel, customer);
    met.ifPresent(found -> {
      Room room = found.room();
      if (!found.absorbed().isEmpty()) {
        keep(room, work);
        for (Room absorbed : found.absorbed()) {
          work.write(new RoomRecord.RoomsMerged(work.now(), account, room.id(), absorbed.id()));
        }
      }
      if (found.learned() || !found.absorbed().isEmpty()) {
        work.write(new RoomRecord.CustomerKnown(work.now(), account, room));
      }
      if (!found.absorbed().isEmpty()) {
        note(room, RoomEventKind.MERGED, null, work);
      }
    });
    return met.map(Rooms.Met::room);
  }

  private void keep(Room room, Work work) {
    rooms.put(room);
    work.write(new RoomRecord.RoomKept(work.now(), account, room));
  }

  private static void note(Room room, RoomEventKind kind, @Nullable AgentId by, Work work) {
    work.write(
        new RoomRecord.RoomMoved(room.id(), work.now(), room.events(), kind, by, room.state()));
  }

  private RoomRecord message(Room room, Message message, Instant sentAt, Work work) {
    return new RoomRecord.MessageKept(work.now(), account, room.id(), message, sentAt);
  }

  /// Meta delivers at least once.
  private boolean isNew(MessageId message) {
    if (!recent.add(message)) {
      return false;
    }
    if (recent.size() > MAX_RECENT_MESSAGES) {
      recent.removeFirst();
    }
    return true;
  }
}
