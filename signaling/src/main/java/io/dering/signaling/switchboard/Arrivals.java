package io.dering.signaling.switchboard;

import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.call.CallInput;
import io.dering.signaling.call.CallState;
import io.dering.signaling.call.Direction;
import io.dering.signaling.call.EndReason;
import io.dering.signaling.channel.Channel;
import io.dering.signaling.id.CallId;
import io.dering.signaling.routing.Target;
import io.dering.signaling.switchboard.CallBook.Tombstone;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Customers' calls as Meta tells of them: connects and terminates, in any order, any number of
/// times.
final class Arrivals {
  private final AccountSettings settings;
  private final RandomGenerator ids;
  private final CallBook book;
  private final Cards cards;
  private final Ringer ringer;
  private final CallDriver driver;
  private final CustomerDesk customers;
  private final PlacedCalls placed;
  private final Gatekeeper gatekeeper;

  Arrivals(AccountSettings settings, RandomGenerator ids, Parts parts) {
    this.settings = settings;
    this.ids = ids;
    this.book = parts.book();
    this.cards = parts.cards();
    this.ringer = parts.ringer();
    this.driver = parts.driver();
    this.customers = parts.customers();
    this.placed = parts.placed();
    this.gatekeeper = parts.gatekeeper();
  }

  /// What arrivals share with the rest of the switchboard.
  record Parts(
      CallBook book,
      Cards cards,
      Ringer ringer,
      CallDriver driver,
      CustomerDesk customers,
      PlacedCalls placed,
      Gatekeeper gatekeeper) {}

  void offered(Fact.CallOffered offer, Work work) {
    Optional<LiveCall> known = book.find(offer.metaCall());
    if (known.isPresent()) {
      driver.apply(known.get(), new CallInput.OfferRepeated(), work);
      return;
    }
    switch (book.tombstone(offer.metaCall()).orElse(null)) {
      case Tombstone.Closed _ -> {}
      case Tombstone.EndedBeforeOffer ended -> {
        book.forget(offer.metaCall());
        driver.apply(open(offer, work), Inputs.of(ended.end()), work);
      }
      case null -> arrived(offer, work);
    }
  }

  private LiveCall open(Fact.CallOffered offer, Work work) {
    LiveCall call =
        new LiveCall(
            CallId.at(work.now(), ids),
            offer.metaCall(),
            offer.channel(),
            offer.caller(),
            new CallState.Offered(offer.offer()));
    call.payloads(offer.payloads());
    book.add(call);
    work.write(
        new CallRecord.CallOpened(
            call.id(),
            work.now(),
            settings.account(),
            offer.metaCall(),
            offer.channel(),
            Direction.INBOUND,
            offer.caller(),
            offer.payloads(),
            offer.metaTime()));
    work.turnTo(call);
    return call;
  }

  /// Decides whether and where a new call rings.
  private void arrived(Fact.CallOffered offer, Work work) {
    // Asked before it is one of those that are counted.
    boolean refused = !gatekeeper.takesInbound();
    LiveCall call = open(offer, work);
    Optional<Channel> channel = cards.channelOf(offer.channel());
    Duration age = Duration.between(offer.metaTime(), work.now());
    CallInput input;
    if (channel.isEmpty()) {
      input = new CallInput.GivenUp(EndReason.UNKNOWN_CHANNEL);
    } else if (age.compareTo(settings.policy().staleConnect()) > 0) {
      input = new CallInput.GivenUp(EndReason.STALE);
    } else if (refused) {
      gatekeeper.refused(Direction.INBOUND, work.now());
      customers.called(offer, work);
      input = new CallInput.GivenUp(EndReason.OVERLOADED);
    } else {
      customers.called(offer, work);
      input =
          switch (channel.get().inbound().judge(work.now())) {
            case SWITCHED_OFF -> new CallInput.GivenUp(EndReason.INBOUND_OFF);
            case CLOSED -> new CallInput.GivenUp(EndReason.OUT_OF_HOURS);
            case RINGS -> {
              ringer.route(call, work);
              yield rung(call, channel.get(), work);
            }
          };
    }
    driver.apply(call, input, work);
  }

  private CallInput rung(LiveCall call, Channel channel, Work work) {
    if (call.target() instanceof Target.NoGroup && call.assigned().isEmpty()) {
      return new CallInput.GivenUp(EndReason.NO_RING_GROUP);
    }
    return ringer.somebodyAble(call, work.now())
        ? new CallInput.Rung(channel.ringingWindow())
        : new CallInput.GivenUp(EndReason.NOBODY_REACHABLE);
  }

  void terminated(Fact.CallTerminated terminated, Work work) {
    Optional<LiveCall> known = placed.known(terminated.metaCall(), terminated.callbackData(), work);
    if (known.isPresent()) {
      driver.apply(known.get(), Inputs.of(terminated), work);
    } else {
      book.bury(
          terminated.metaCall(),
          new Tombstone.EndedBeforeOffer(terminated),
          work.now().plus(settings.policy().tombstone()));
    }
  }
}
