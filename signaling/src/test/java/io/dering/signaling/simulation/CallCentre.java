package io.dering.signaling.simulation;

import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.channel.Channel;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.RingGroupId;
import io.dering.signaling.routing.RingGroup;
import io.dering.signaling.routing.RingMode;
import io.dering.signaling.switchboard.AccountSettings;
import io.dering.signaling.switchboard.Command;
import io.dering.signaling.switchboard.Stage;
import io.dering.signaling.switchboard.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/// Two accounts of one gateway, their customers, agents and backends, one media plane and one Meta,
/// all from one seed, and the auditors around them. The accounts have agents of the same names, so
/// that a mix-up shows; calls of the second overflow from its customers' agents into the group, and
/// open rooms.
///
/// A further actor is one more object in here that schedules on the clock and tells a runner; a
/// further auditor is one more in the list.
final class CallCentre {
  /// How late a wake-up may come here.
  static final int MAX_LATENESS_MS = 500;

  /// L1: so long after the last fault everything is quiet: a call may still ring for a minute then,
  /// and be talked on for as long as the longest talk.
  private static final int QUIET_AFTER_MS = 300_000;

  /// Calls in a hundred thousand after which it is night.
  private static final int NIGHTS = 120;

  private static final long SHORTEST_NIGHT_MS = 8 * 3_600_000L;
  private static final int MORE_OF_A_NIGHT_MS = 60 * 3_600_000;

  /// Of its agents' three calls and those that ring, few enough to be reached now and then.
  private static final int MOST_OF_THE_SECOND = 8;

  private static final List<AccountSettings> ACCOUNTS =
      List.of(Stage.settings().with(Prepaid.by(60)), second(Stage.settings()).with(Prepaid.by(6)));

  /// Of the accounts' rate cards, in seconds, for who reckons what a call costs.
  private static final Map<AccountId, Integer> INCREMENTS =
      Map.of(ACCOUNTS.getFirst().account(), 60, ACCOUNTS.getLast().account(), 6);

  private final Clockwork clock;
  private final List<Line> lines = new ArrayList<>();
  private final OneEnd oneEnd = new OneEnd();
  private final Answered answered;
  private final OnTime onTime = new OnTime();
  private final CutOff cutOff = new CutOff();
  private final ChargedTime chargedTime = new ChargedTime(INCREMENTS);
  private final WithinLimits limits = new WithinLimits();
  private final Allowed allowed = new Allowed();
  private final MetasBooks books = new MetasBooks(INCREMENTS);
  private final Media media;
  private final Meta meta;
  private final Called called;
  private final Auditor auditor;
  private final Fingerprint fingerprint = new Fingerprint();
  private Faults faults;
  private int callsLeft;

  private static final class Fingerprint implements Auditor {
    private long value;

    @Override
    public void stored(AccountId account, CallRecord written, Instant at) {
      value = value * 31 + written.call().value().hashCode() + written.at().toEpochMilli();
    }

    @Override
    public void released(AccountId account, Command command, Instant at) {
      value = value * 31 + command.getClass().getSimpleName().hashCode() + at.toEpochMilli();
    }

    long value() {
      return value;
    }
  }

  private record Line(
      Runner runner, Desks desks, Backend backend, Payer payer, Asker asker, Customers customers) {}

  CallCentre(long seed, int calls) {
    this(seed, calls, UnaryOperator.identity());
  }

  /// @param mutation what becomes of each step of a switchboard, for tests of the auditors
  CallCentre(long seed, int calls, UnaryOperator<Step> mutation) {
    this(seed, calls, mutation, UnaryOperator.identity());
  }

  /// @param misread what a switchboard takes its settings for
  CallCentre(
      long seed, int calls, UnaryOperator<Step> mutation, UnaryOperator<AccountSettings> misread) {
    SplittableRandom random = new SplittableRandom(seed);
    faults = Faults.draw(random);
    clock = new Clockwork(random.split());
    media = new Media(clock, () -> faults);
    BothEnds bothEnds = new BothEnds();
    answered = new Answered();
    Delivered delivered = new Delivered();
    auditor =
        Auditor.of(
            List.of(
                media,
                oneEnd,
                new OneCallEach(),
                new Rings(),
                onTime,
                new OnlyReachable(),
                new Pushed(),
                new AskedOfMeta(),
                new Legs(),
                new Money(),
                chargedTime,
                cutOff,
                books,
                new CalledOnce(),
                new NoMoreThanMay(ACCOUNTS),
                limits,
                allowed,
                bothEnds,
                delivered,
                new Apart(channels()),
                new RightPeople(ACCOUNTS),
                answered,
                fingerprint));
    meta = new Meta(clock, () -> faults, media, bothEnds, new Meta.Books(delivered, books, limits));
    called = new Called(clock, () -> faults, meta);
    callsLeft = calls;
    Runner.Surroundings around = new Runner.Surroundings(clock, () -> faults, auditor, mutation);
    for (int index = 0; index < ACCOUNTS.size(); index++) {
      int number = index;
      Runner runner =
          new Runner(
              misread.apply(ACCOUNTS.get(number)),
              around,
              command -> carryOut(number, command),
              () -> died(number));
      Customers customers = new Customers(clock);
      limits.know(ACCOUNTS.get(number).account(), customers);
      allowed.know(ACCOUNTS.get(number).account(), customers);
      lines.add(
          new Line(
              runner,
              new Desks(clock, () -> faults, this::isOpen, runner),
              new Backend(clock, this::isOpen, customers, runner),
              new Payer(clock, this::isOpen, books, runner),
              new Asker(clock, this::isOpen, limits, runner),
              customers));
    }
  }

  void run() {
    for (Line line : lines) {
      line.runner().start();
      line.desks().begin();
      line.backend().begin();
      line.payer().begin();
      line.asker().begin();
    }
    clock.after(10, this::customerCalls);
    boolean busy = true;
    while (busy) {
      busy = goOn();
    }
    for (Line line : lines) {
      line.runner().assertQuiet();
    }
    auditor.over();
  }

  OneEnd oneEnd() {
    return oneEnd;
  }

  /// How many requests of backends were answered.
  int answers() {
    return answered.answers();
  }

  /// How late each ringing window ran out, in ms.
  List<Integer> lateMs() {
    return onTime.lateMs();
  }

  /// How late each call was cut off whose money was spent, in ms.
  List<Integer> cutOffLateMs() {
    return cutOff.lateMs();
  }

  /// How many connects were the last that a day allows, and how many requests for permission there
  /// were.
  List<Integer> limitsReached() {
    return limits.figures();
  }

  /// What Meta's own books were compared with.
  MetasBooks books() {
    return books;
  }

  /// Everything stored and released, in its order, as one number.
  long fingerprint() {
    return fingerprint.value();
  }

  Map<Clockwork.Mishap, Integer> mishaps() {
    return clock.mishaps();
  }

  private boolean isOpen() {
    return callsLeft > 0;
  }

  /// One thing happens, or a switchboard wakes, whichever is first; a wake-up is sometimes late:
  /// the next fact must then see the deadline first.
  private boolean goOn() {
    Line next = lines.getFirst();
    for (Line line : lines) {
      next = line.runner().nextMs() < next.runner().nextMs() ? line : next;
    }
    long wakeMs = next.runner().nextMs();
    long eventMs = clock.nextMs();
    if (Math.min(wakeMs, eventMs) == Long.MAX_VALUE) {
      return false;
    }
    boolean late = eventMs < next.runner().dueMs() + MAX_LATENESS_MS && clock.chance(50);
    if (eventMs <= wakeMs || late) {
      holdUpBefore(eventMs);
      clock.tick();
    } else {
      clock.moveTo(wakeMs);
      next.runner().wake();
    }
    return true;
  }

  private void holdUpBefore(long eventMs) {
    for (Line line : lines) {
      if (line.runner().nextMs() < eventMs) {
        line.runner().holdUp();
      }
    }
  }

  private void customerCalls() {
    Line line = lines.get(clock.upTo(lines.size()));
    if (clock.chance(40)) {
      meta.write(line.runner(), line.customers());
    }
    meta.ring(line.runner(), line.customers().somebody());
    callsLeft--;
    if (callsLeft > 0 && clock.rarely(NIGHTS)) {
      long nightMs = SHORTEST_NIGHT_MS + clock.upTo(MORE_OF_A_NIGHT_MS);
      clock.sleep(nightMs);
      clock.after(nightMs, this::customerCalls);
    } else if (callsLeft > 0) {
      clock.after(clock.upTo(5_000), this::customerCalls);
    } else {
      faults = Faults.NONE;
      clock.after(QUIET_AFTER_MS, this::assertQuiet);
    }
  }

  private void assertQuiet() {
    Claim.that(media.open() == 0, "legs are open long after the last fault");
    Claim.that(meta.live() == 0, "calls are alive long after the last fault");
    for (Line line : lines) {
      line.runner().assertIdle();
    }
  }

  private void carryOut(int number, Command command) {
    Line line = lines.get(number);
    switch (command) {
      case Command.ForMedia forMedia -> media.carryOut(line.runner(), forMedia);
      case Command.OfMetaCall ofCall -> meta.carryOut(line.runner(), ofCall);
      case Command.ConfirmMinute _ -> throw new AssertionError("the process keeps that to itself");
      case Command.Connect connect -> called.carryOut(line.runner(), connect);
      case Command.ForPermission asked -> called.carryOut(line.runner(), asked);
      case Command.Tell tell -> {
        line.desks().told(tell);
        line.payer().told(tell);
      }
      case Command.ForPush push -> line.desks().pushed(push);
      case Command.Answer answer -> {
        line.payer().answered(answer);
        line.asker().answered(answer);
      }
      case Command.ForSettings _ -> {}
    }
  }

  private void died(int number) {
    Line line = lines.get(number);
    media.died(line.runner());
    line.desks().died();
    line.payer().died();
  }

  private static Map<ChannelId, AccountId> channels() {
    Map<ChannelId, AccountId> channels = new HashMap<>();
    for (AccountSettings settings : ACCOUNTS) {
      settings.channels().forEach(channel -> channels.put(channel.id(), settings.account()));
    }
    return channels;
  }

  private static AccountSettings second(AccountSettings first) {
    Channel channel =
        new Channel(
            new ChannelId("900000000000303"),
            "Front",
            "442079460125",
            Channel.DEFAULT_RINGING_WINDOW,
            Duration.ofSeconds(12));
    RingGroup group =
        new RingGroup(
            new RingGroupId("front-desk"),
            "Front desk",
            channel.id(),
            RingMode.RING_ALL,
            List.of(Stage.AYU, Stage.BUDI, Stage.CITRA));
    return new AccountSettings(
        new AccountId("second"),
        List.of(channel),
        first.agents(),
        List.of(group),
        first.policy().withCallsOpenRooms(true).withMostCalls(MOST_OF_THE_SECOND));
  }
}
