package io.dering.signaling.switchboard;

import io.dering.signaling.activity.RoomRecord;
import io.dering.signaling.backend.CallRequest;
import io.dering.signaling.backend.RoomRequest;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.MessageId;
import io.dering.signaling.id.MetaCallId;
import io.dering.signaling.room.Alias;
import io.dering.signaling.room.Customer;
import io.dering.signaling.room.Message;
import io.dering.signaling.room.MessageKind;
import io.dering.signaling.room.MissedCalls;
import io.dering.signaling.room.Recall;
import io.dering.signaling.room.Room;
import io.dering.signaling.room.RoomDecision;
import io.dering.signaling.room.RoomInput;
import io.dering.signaling.room.RoomMachine;
import io.dering.signaling.room.RoomState;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/// What customers do, as Meta tells it, and what becomes of their rooms (RM-1).
final class CustomerDesk {
  /// More than one turn of the conductor can bring: what is older is looked for in the store.
  static final int MAX_RECENT_MESSAGES = 4_096;

  private final RoomBook book;
  private final MissedCalls missed;
  private final Cards cards;
  private final boolean callsOpenRooms;
  private final SequencedSet<MessageId> recent = new LinkedHashSet<>();

  /// @param callsOpenRooms see [Policy]
  CustomerDesk(RoomBook book, MissedCalls missed, Cards cards, boolean callsOpenRooms) {
    this.book = book;
    this.missed = missed;
    this.cards = cards;
    this.callsOpenRooms = callsOpenRooms;
  }

  /// The customer wrote: into the room that is there, or a new one.
  void wrote(Fact.CustomerWrote fact, Work work) {
    Customer customer = Customer.of(fact.customer());
    if (cards.channelOf(fact.channel()).isEmpty()
        || customer.aliases().isEmpty()
        || !isNew(fact.message().id())) {
      return;
    }
    Optional<Room> met = book.meet(fact.channel(), customer, work);
    boolean writing = fact.message().kind().isWriting();
    if (met.isEmpty() && !writing) {
      return;
    }
    // A time that cannot be would keep the window open until then.
    Instant at = book.isFuture(fact.metaTime(), work) ? work.now() : fact.metaTime();
    Room room;
    if (met.isEmpty()) {
      room = book.open(fact.channel(), customer, at, work);
    } else {
      room =
          writing
              ? happened(book.unarchived(met.get(), null, work), new RoomInput.Wrote(), work)
                  .wrote(at)
              : happened(met.get(), new RoomInput.Stirred(), work);
      book.keep(room, work);
    }
    Optional<CallId> call = voicemailOf(fact, room, at);
    Message message = call.isPresent() ? fact.message().asVoicemail() : fact.message();
    work.write(
        new RoomRecord.MessageKept(
            work.now(), book.account(), room.id(), message, at, call.orElse(null)));
  }

  /// The call for which the customer left this recording (IN-10).
  private Optional<CallId> voicemailOf(Fact.CustomerWrote fact, Room room, Instant at) {
    Message message = fact.message();
    if (message.kind() == MessageKind.VOICEMAIL) {
      return missed.of(new MetaCallId(message.id().value()));
    }
    return message.isVoice() ? missed.claim(fact.channel(), room.customer(), at) : Optional.empty();
  }

  /// The customer goes by another number or id from here on.
  void changed(Fact.CustomerChanged fact, Work work) {
    Customer before = Customer.of(fact.before());
    if (book.rooms().of(fact.channel(), before).isEmpty() || !isNew(fact.message().id())) {
      return;
    }
    Customer after = Customer.of(fact.after());
    Customer both = before.and(after);
    Room room = book.meet(fact.channel(), both, work).orElseThrow();
    Customer left = room.customer();
    for (Alias gone : before.aliases()) {
      boolean replaced = after.newest(gone.kind()).filter(now -> !now.equals(gone)).isPresent();
      left = replaced ? left.without(gone) : left;
    }
    Room known = room.with(left).stirred(work.now());
    work.write(new RoomRecord.CustomerKnown(work.now(), book.account(), known));
    book.keep(known, work);
    work.write(message(known, fact.message(), fact.metaTime(), work));
  }

  /// A message of the business has come further.
  void reported(Fact.MessageStatusReported fact, Work work) {
    for (Room room : book.rooms().of(fact.channel(), Customer.of(fact.recipient()))) {
      work.write(
          new RoomRecord.MessageReported(
              work.now(),
              book.account(),
              room.id(),
              fact.message(),
              fact.status(),
              fact.metaTime()));
      return;
    }
  }

  /// A call neither opens nor reopens a room and assigns nobody (RM-1), but what Meta tells of its
  /// customer is learned: the next may come by one of those aliases alone.
  void called(Fact.CallOffered offer, Work work) {
    Optional<Room> _ = book.meet(offer.channel(), Customer.of(offer.caller()), work);
  }

  /// Somebody talks with the customer. Where calls open rooms (RM-1), the room is the agent's from
  /// here on, unless it is somebody's.
  void answered(LiveCall call, AgentId agent, Work work) {
    Customer customer = Customer.of(call.caller());
    RoomState answered = new RoomState.Answered(List.of(agent));
    if (!callsOpenRooms
        || customer.aliases().isEmpty()
        || book.isOneTooMany(book.rooms().of(call.channel(), customer), answered)) {
      return;
    }
    Room room =
        book.meet(call.channel(), customer, work)
            .orElseGet(() -> book.open(call.channel(), customer, null, work));
    if (!(room.state() instanceof RoomState.Answered)) {
      book.keep(book.follow(room, answered, agent, work), work);
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
      case Fact.Requested(
              var _,
              CallRequest.PlaceCall(var _, var _, CallRequest.OfNumber(var channel, var who))) ->
          unknown(channel, Customer.of(who));
      case Fact.Requested(
              var _,
              CallRequest.PlaceCall(var _, var _, CallRequest.OfRoom(var room))) ->
          book.rooms().has(room) ? Optional.empty() : Optional.of(new Recall.ById(room));
      case Fact.Requested(var _, RoomRequest.TellRoom told) ->
          unknown(told.channel(), told.customer());
      case Fact.Requested(var _, RoomRequest.OfRoom ofRoom) ->
          book.rooms().has(ofRoom.room())
              ? Optional.empty()
              : Optional.of(new Recall.ById(ofRoom.room()));
      default -> Optional.empty();
    };
  }

  private Optional<Recall> unknown(ChannelId channel, Customer customer) {
    List<Alias> unknown = book.rooms().unknown(channel, customer);
    return unknown.isEmpty() ? Optional.empty() : Optional.of(new Recall.ByAlias(channel, unknown));
  }

  private Room happened(Room room, RoomInput input, Work work) {
    if (RoomMachine.decide(room.state(), input)
        instanceof RoomDecision.Moved(var state, var kind)) {
      Room moved = room.moved(state, work.now());
      book.note(moved, kind, null, work);
      return moved;
    }
    return room.stirred(work.now());
  }

  private RoomRecord message(Room room, Message message, Instant sentAt, Work work) {
    return new RoomRecord.MessageKept(work.now(), book.account(), room.id(), message, sentAt);
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
