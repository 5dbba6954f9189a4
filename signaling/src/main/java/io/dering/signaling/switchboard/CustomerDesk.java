package io.dering.signaling.switchboard;

import io.dering.signaling.activity.RoomRecord;
import io.dering.signaling.backend.CallRequest;
import io.dering.signaling.backend.PermissionRequest;
import io.dering.signaling.backend.RoomRequest;
import io.dering.signaling.call.CallOutput;
import io.dering.signaling.call.CallState;
import io.dering.signaling.call.EndReason;
import io.dering.signaling.call.MetaError;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.MessageId;
import io.dering.signaling.id.MetaCallId;
import io.dering.signaling.id.RoomId;
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
  private final PermissionDesk permissions;
  private final MissedCalls missed;
  private final Cards cards;
  private final boolean callsOpenRooms;
  private final SequencedSet<MessageId> recent = new LinkedHashSet<>();

  /// @param callsOpenRooms see [Policy]
  CustomerDesk(
      RoomBook book,
      PermissionDesk permissions,
      MissedCalls missed,
      Cards cards,
      boolean callsOpenRooms) {
    this.book = book;
    this.permissions = permissions;
    this.missed = missed;
    this.cards = cards;
    this.callsOpenRooms = callsOpenRooms;
  }

  /// The customer wrote: into the room that is there, or a new one.
  ///
  /// @return whether it is new
  boolean wrote(Fact.CustomerWrote fact, Work work) {
    Customer customer = Customer.of(fact.customer());
    if (cards.channelOf(fact.channel()).isEmpty()
        || customer.aliases().isEmpty()
        || !isNew(fact.message().id())) {
      return false;
    }
    Optional<Room> met = book.meet(fact.channel(), customer, work);
    boolean writing = fact.message().kind().isWriting();
    if (met.isEmpty() && !writing) {
      return true;
    }
    Instant at = said(fact.metaTime(), work);
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
    return true;
  }

  /// The customer answered a request for call permission, which is a message of the room as well
  /// (PM-6); what Meta says of itself opens no room.
  void replied(Fact.PermissionReplied fact, Work work) {
    if (wrote(fact.asMessage(), work)) {
      permissions.replied(fact, said(fact.metaTime(), work), work);
    }
  }

  /// A time that cannot be would keep the window open until then.
  private Instant said(Instant metaTime, Work work) {
    return book.isFuture(metaTime, work) ? work.now() : metaTime;
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
    if (!isNew(fact.message().id())) {
      return;
    }
    Customer after = Customer.of(fact.after());
    Customer both = before.and(after);
    List<Alias> gone =
        before.aliases().stream()
            .filter(
                alias -> after.newest(alias.kind()).filter(now -> !now.equals(alias)).isPresent())
            .toList();
    permissions.renamed(fact.channel(), both, gone, work);
    if (book.rooms().of(fact.channel(), before).isEmpty()) {
      return;
    }
    Room room = book.meet(fact.channel(), both, work).orElseThrow();
    Customer left = room.customer();
    for (Alias alias : gone) {
      left = left.without(alias);
    }
    Room known = room.with(left).stirred(work.now());
    work.write(new RoomRecord.CustomerKnown(work.now(), book.account(), known));
    book.keep(known, work);
    work.write(message(known, fact.message(), fact.metaTime(), work));
  }

  /// A message of the business has come further.
  void reported(Fact.MessageStatusReported fact, Work work) {
    Customer customer = Customer.of(fact.recipient());
    List<Room> rooms = book.rooms().of(fact.channel(), customer);
    permissions
        .named(fact)
        .ifPresent(ask -> {
          if (rooms.isEmpty()) {
            permissions.taken(fact.channel(), customer, ask, fact.message(), work);
          } else {
            book.asked(rooms.getFirst(), ask, fact.message(), work);
          }
        });
    permissions.reported(fact, work);
    for (Room room : rooms) {
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
    permissions.connected(call.channel(), call.caller(), call.direction(), work);
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

  /// A call is over: what that says of the customer's permission (OUT-4).
  void closed(LiveCall call, CallState before, CallOutput.Close close, Work work) {
    if (!call.isOutbound()) {
      return;
    }
    MetaError error = close.error();
    if (isUnanswered(before, close.reason())) {
      permissions.notAnswered(call.channel(), call.caller(), work);
    } else if (close.reason() == EndReason.META_REFUSED && error != null) {
      permissions.callRefused(call.channel(), call.caller(), error, work);
    }
  }

  /// Whether the customer did not answer it (OUT-4), whoever ended the ringing. Where the phone did
  /// not ring before the agent took the call back, there was nothing to be answered.
  private static boolean isUnanswered(CallState before, EndReason reason) {
    return before instanceof CallState.Calling calling
        && switch (reason) {
          case NOT_ANSWERED, CUSTOMER_DECLINED -> true;
          case TIMED_OUT -> calling.reach() != CallState.NotRinging.DIALLED;
          case AGENT_HUNG_UP -> calling.reach() instanceof CallState.Rings;
          default -> false;
        };
  }

  /// What of the store [#answered] needs in memory.
  Optional<Recall> wants(LiveCall call) {
    return callsOpenRooms ? unknown(call.channel(), Customer.of(call.caller())) : Optional.empty();
  }

  /// What of the store a fact needs in memory before it is handled; empty for most.
  Optional<Recall> wants(Fact fact) {
    return switch (fact) {
      case Fact.CustomerWrote wrote ->
          wanted(
              wrote.channel(),
              book.rooms().unknown(wrote.channel(), Customer.of(wrote.customer())));
      case Fact.PermissionReplied replied ->
          unknown(replied.channel(), Customer.of(replied.customer()));
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
          ofRoom(room);
      case Fact.Requested(var _, RoomRequest.TellRoom told) ->
          unknown(told.channel(), told.customer());
      case Fact.Requested(var _, RoomRequest.OfRoom ofRoom) -> ofRoom(ofRoom.room());
      case Fact.Requested(var _, PermissionRequest request) -> ofRoom(request.room());
      default -> Optional.empty();
    };
  }

  /// The room of that id, and its customer's permission.
  Optional<Recall> ofRoom(RoomId id) {
    return book.rooms().has(id)
        ? book.rooms()
            .find(id)
            .flatMap(room ->
                wanted(room.channel(), permissions.unknown(room.channel(), room.customer())))
        : Optional.of(new Recall.ById(id));
  }

  /// What the store may know of that customer, and memory does not: rooms and permission.
  Optional<Recall> unknown(ChannelId channel, Customer customer) {
    SequencedSet<Alias> unknown = new LinkedHashSet<>(book.rooms().unknown(channel, customer));
    unknown.addAll(permissions.unknown(channel, customer));
    return wanted(channel, List.copyOf(unknown));
  }

  private static Optional<Recall> wanted(ChannelId channel, List<Alias> aliases) {
    return aliases.isEmpty() ? Optional.empty() : Optional.of(new Recall.ByAlias(channel, aliases));
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
