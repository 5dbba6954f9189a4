package io.dering.signaling.switchboard;

import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.agent.Roster;
import io.dering.signaling.backend.BackendAnswer;
import io.dering.signaling.backend.CallAnswer;
import io.dering.signaling.backend.CallAnswer.NotPlaced;
import io.dering.signaling.backend.CallRequest;
import io.dering.signaling.backend.DialRefusal;
import io.dering.signaling.backend.Refused;
import io.dering.signaling.backend.RequestId;
import io.dering.signaling.call.CallState;
import io.dering.signaling.call.Caller;
import io.dering.signaling.call.Direction;
import io.dering.signaling.call.Payloads;
import io.dering.signaling.call.Seat;
import io.dering.signaling.channel.Channel;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.ConnectionId;
import io.dering.signaling.permission.CallVerdict;
import io.dering.signaling.permission.MetaPermission;
import io.dering.signaling.room.Customer;
import io.dering.signaling.room.Room;
import io.dering.signaling.room.RoomRefusal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Calls to customers (OUT-1 to OUT-4): looks at everything that must allow one, asks Meta, looks
/// again, and begins it. Meta's word comes last because it costs a request; what is looked at
/// before may have changed by then, so that of a hundred that were asked for at once on the money
/// of one, one begins.
final class DialDesk {
  /// So many are looked at at a time: more than people can want, so that a program that dials in a
  /// loop is told.
  static final int MOST_ASKED = 1_000;

  /// Meta takes so many calls of one number at a time (Meta reference 2.6).
  static final int MOST_CALLS = 1_000;

  private final AccountId account;
  private final Roster roster;
  private final CallBook book;
  private final Cards cards;
  private final RoomBook rooms;
  private final ChannelWatch channels;
  private final CallDriver driver;
  private final Outgoing outgoing;
  private final MoneyDesk money;
  private final PermissionDesk permissions;
  private final Gatekeeper gatekeeper;
  private final RandomGenerator ids;
  private final Duration offerTimeout;
  private final Map<CallId, Asked> asked = new HashMap<>();

  /// A call that Meta is asked about.
  private record Asked(RequestId request, AgentId agent, ChannelId channel, Caller customer) {}

  /// Whom a request wants called, or why nobody is.
  private sealed interface Whom {
    record Somebody(ChannelId channel, Caller customer) implements Whom {}

    record Nobody(BackendAnswer why) implements Whom {}
  }

  DialDesk(AccountId account, RandomGenerator ids, Duration offerTimeout, Parts parts) {
    this.account = account;
    this.ids = ids;
    this.offerTimeout = offerTimeout;
    this.roster = parts.roster();
    this.book = parts.book();
    this.cards = parts.cards();
    this.rooms = parts.rooms();
    this.channels = parts.channels();
    this.driver = parts.driver();
    this.outgoing = parts.outgoing();
    this.money = parts.money();
    this.permissions = parts.permissions();
    this.gatekeeper = parts.gatekeeper();
  }

  /// What the desk shares with the rest of the switchboard.
  record Parts(
      Roster roster,
      CallBook book,
      Cards cards,
      RoomBook rooms,
      ChannelWatch channels,
      CallDriver driver,
      Outgoing outgoing,
      PermissionDesk permissions,
      MoneyDesk money,
      Gatekeeper gatekeeper) {}

  /// Somebody wants to call: answered at once when that cannot be, and else when Meta has been
  /// asked.
  void place(RequestId request, CallRequest.PlaceCall wanted, Work work) {
    switch (whom(wanted)) {
      case Whom.Nobody(var why) -> work.order(new Command.Answer(request, why));
      case Whom.Somebody(var channel, var customer) -> {
        if (!roster.isActive(wanted.agent())) {
          answer(request, Refused.invalid("agent", "must be an agent of this account"), work);
          return;
        }
        Asked wish = new Asked(request, wanted.agent(), channel, customer);
        Optional<NotPlaced> refused = refusal(wish, work);
        if (refused.isPresent()) {
          answer(request, refused.get(), work);
          return;
        }
        CallId call = CallId.at(work.now(), ids);
        asked.put(call, wish);
        work.order(new Command.ReadPermission(call, channel, customer));
      }
    }
  }

  /// Meta has answered, or has not.
  void handle(Fact.FromPermission fact, Work work) {
    Asked wish = asked.remove(fact.call());
    if (wish == null) {
      return;
    }
    Optional<NotPlaced> refused =
        switch (fact) {
          case Fact.PermissionRead read -> refusal(read, wish, work);
          case Fact.PermissionNotRead _ -> refusal(wish, DialRefusal.PERMISSION_UNKNOWN, work);
        };
    refused = refused.isPresent() ? refused : refusal(wish, work);
    if (refused.isPresent()) {
      answer(wish.request(), refused.get(), work);
      return;
    }
    CallVerdict verdict = permissions.mayCall(wish.channel(), wish.customer(), work.now());
    boolean warned = verdict instanceof CallVerdict.Allowed(boolean yes, int _) && yes;
    begin(fact.call(), wish, work);
    answer(wish.request(), new CallAnswer.Placed(fact.call(), warned), work);
  }

  private Whom whom(CallRequest.PlaceCall wanted) {
    return switch (wanted.callee()) {
      case CallRequest.OfRoom(var id) ->
          rooms
              .rooms()
              .find(id)
              .map(room -> whom(room, wanted))
              .orElseGet(() -> new Whom.Nobody(Refused.notFound("There is no such room.")));
      case CallRequest.OfNumber(var channel, var customer) -> {
        if (cards.channelOf(channel).isEmpty()) {
          yield new Whom.Nobody(Refused.invalid("channel", "must be a channel of this account"));
        }
        List<Room> known = rooms.rooms().of(channel, Customer.of(customer));
        // Beside the number, what is known of the customer: Meta may name the user id alone.
        yield known.isEmpty()
            ? new Whom.Somebody(channel, customer)
            : whom(known.getFirst(), wanted);
      }
    };
  }

  private static Whom whom(Room room, CallRequest.PlaceCall wanted) {
    if (!wanted.by().mayActOn(room.state())) {
      return new Whom.Nobody(Refused.forbidden(RoomRefusal.NOT_ASSIGNED.sentence()));
    }
    return new Whom.Somebody(room.channel(), room.customer().caller());
  }

  /// What forbids the call now, the first in the order of [DialRefusal].
  private Optional<NotPlaced> refusal(Asked wish, Work work) {
    if (!gatekeeper.takesOutbound()) {
      gatekeeper.refused(Direction.OUTBOUND, work.now());
      return because(DialRefusal.OVERLOADED);
    }
    Optional<DialRefusal> off = switchedOff(wish);
    if (off.isPresent()) {
      return because(off.get());
    }
    Optional<ChannelWatch.Pause> pause = channels.outboundPause(wish.channel());
    if (pause.isPresent()) {
      return Optional.of(new NotPlaced(DialRefusal.RESTRICTED, pause.get().until()));
    }
    if (!money.isSomewhere(wish.customer())) {
      return because(DialRefusal.NUMBER_UNKNOWN);
    }
    return taken(wish)
        .or(() -> money.refuses(wish.customer(), work.now()))
        .flatMap(DialDesk::because);
  }

  /// Who or what has a call already.
  private Optional<DialRefusal> taken(Asked wish) {
    if (roster.holding(wish.agent()).isPresent()) {
      return Optional.of(DialRefusal.AGENT_BUSY);
    }
    if (roster.tabWithLeg(wish.agent()).isEmpty()) {
      return Optional.of(DialRefusal.AGENT_UNREACHABLE);
    }
    if (isOnACall(wish)) {
      return Optional.of(DialRefusal.CUSTOMER_BUSY);
    }
    return asked.size() >= MOST_ASKED || outgoing.of(wish.channel()) >= MOST_CALLS
        ? Optional.of(DialRefusal.TOO_MANY_CALLS)
        : Optional.empty();
  }

  /// What of OUT-1 forbids the call.
  private Optional<DialRefusal> switchedOff(Asked wish) {
    Optional<Channel> channel = cards.channelOf(wish.channel());
    if (channel.filter(Channel::outbound).isEmpty()) {
      return Optional.of(DialRefusal.CHANNEL_OFF);
    }
    if (!roster.mayCall(wish.agent())) {
      return Optional.of(DialRefusal.AGENT_OFF);
    }
    return channel
        .filter(one -> permissions.limits().barredCountries().contains(one.country()))
        .map(_ -> DialRefusal.BUSINESS_COUNTRY);
  }

  private boolean isOnACall(Asked wish) {
    return outgoing.to(wish.channel(), Customer.of(wish.customer())).stream()
        .flatMap(call -> book.find(call).stream())
        .anyMatch(call -> !(call.state() instanceof CallState.Ended));
  }

  /// Meta's word, and where it allows the call our own limits: the stricter wins (OUT-3).
  private Optional<NotPlaced> refusal(Fact.PermissionRead read, Asked wish, Work work) {
    permissions.read(read, wish.customer(), work);
    Optional<NotPlaced> metas = refusal(read.permission());
    Optional<NotPlaced> ours = refusal(wish, DialRefusal.NO_PERMISSION, work);
    // Ours knows the later of both times.
    boolean oursSaysMore = ours.filter(one -> one.why() == DialRefusal.DAILY_LIMIT).isPresent();
    return metas.isPresent() && !oursSaysMore ? metas : ours;
  }

  /// What is known here forbids it.
  ///
  /// @param without why not, where the customer is not known to allow it
  private Optional<NotPlaced> refusal(Asked wish, DialRefusal without, Work work) {
    return permissions
        .refusesCall(wish.channel(), wish.customer(), work.now())
        .map(refused ->
            new NotPlaced(
                switch (refused.why()) {
                  case NO_PERMISSION -> without;
                  case DAILY_LIMIT -> DialRefusal.DAILY_LIMIT;
                  case META_REFUSES -> DialRefusal.META_REFUSES;
                },
                refused.next()));
  }

  private static Optional<NotPlaced> refusal(MetaPermission permission) {
    if (permission.call().allowed()) {
      return Optional.empty();
    }
    return switch (permission.status()) {
      case NONE -> because(DialRefusal.NO_PERMISSION);
      case TEMPORARY, PERMANENT ->
          Optional.of(new NotPlaced(DialRefusal.META_REFUSES, permission.call().freeAt()));
    };
  }

  private void begin(CallId id, Asked wish, Work work) {
    ConnectionId tab = roster.tabWithLeg(wish.agent()).orElseThrow();
    Seat seat = new Seat.Taken(wish.agent(), tab);
    LiveCall call =
        LiveCall.outbound(
            id,
            wish.channel(),
            wish.customer(),
            new CallState.Calling(
                new CallState.Handling(seat, 0, false, false, true),
                work.now().plus(offerTimeout),
                CallState.NotRinging.OFFERING,
                CallState.Session.AWAITED));
    work.write(
        new CallRecord.CallOpened(
            id,
            work.now(),
            account,
            call.metaCall(),
            wish.channel(),
            Direction.OUTBOUND,
            wish.customer(),
            Payloads.NONE,
            work.now()));
    roster.reserve(wish.agent(), id, work.now());
    outgoing.add(call);
    book.add(call);
    driver.begin(call, tab, work);
  }

  private static Optional<NotPlaced> because(DialRefusal why) {
    return Optional.of(NotPlaced.because(why));
  }

  private static void answer(RequestId request, BackendAnswer answer, Work work) {
    work.order(new Command.Answer(request, answer));
  }
}
