package io.dering.signaling.switchboard;

import io.dering.signaling.activity.LedgerRecord;
import io.dering.signaling.activity.LedgerRecord.EntryAdded;
import io.dering.signaling.activity.OpenCall;
import io.dering.signaling.backend.DialRefusal;
import io.dering.signaling.call.CallEventKind;
import io.dering.signaling.call.CallInput;
import io.dering.signaling.call.CallState;
import io.dering.signaling.call.Caller;
import io.dering.signaling.call.TalkTimes;
import io.dering.signaling.call.Tone;
import io.dering.signaling.desk.DeskMessage;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.EntryId;
import io.dering.signaling.id.HoldId;
import io.dering.signaling.money.Charging;
import io.dering.signaling.money.Ledger;
import io.dering.signaling.money.LedgerDecision;
import io.dering.signaling.money.LedgerRequest;
import io.dering.signaling.money.LedgerSnapshot;
import io.dering.signaling.money.LedgerTerms;
import io.dering.signaling.money.OpenHold;
import io.dering.signaling.money.Pace;
import io.dering.signaling.tariff.Tariff;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// What calls of the business's cost (BAL-2 to BAL-6).
///
/// A call runs on what is held. Its first minute is held before it is placed; each further one a
/// whole minute before it begins, so that a store which is away for less does not end a call; and
/// what is held counts only once it is stored, so that one which is away for longer does. Nobody
/// compares balances with clocks: `paidUntil` is a deadline of the call, which a held minute moves
/// and a refused one leaves where it is.
///
/// | moment | what happens |
/// |---|---|
/// | the call is placed | hold its first minutes: what the tariff's minimum needs, at least one |
/// | the customer answers | the clock starts; hold the next minute |
/// | a minute begins | settle the one before; hold the next |
/// | a hold is refused | warn the agent (60 s are left); try again whenever money comes |
/// | 15 s are left | warn again, and a tone in both ears |
/// | `paidUntil` | the call ends (BAL-4) |
/// | the end, whoever's | settle what was talked, release the rest |
/// | Meta reports other times | an adjustment (BAL-6) |
final class MoneyDesk {
  /// How long before the end the agent hears of it a second time, and the customer a first.
  static final Duration LAST_WARNING = Duration.ofSeconds(15);

  /// How long what a crash left held waits for Meta's word on the call: less than the minute in
  /// which every hold must be resolved (M6), more than a terminate's webhook takes.
  static final Duration ORPHAN_WAIT = Duration.ofSeconds(45);

  /// How much longer than by our clock a talk may be by Meta's before more is charged. Meta's times
  /// are whole seconds, and our hang-up takes a moment to reach it: the end that comes first
  /// counts, and it was ours. More than that means that we heard late of the customer's answer.
  static final Duration METAS_CLOCK_MAY_DIFFER = Duration.ofSeconds(5);

  private final AccountId account;
  private final Optional<Prices> prices;
  private final Pace pace;
  private final Deadlines deadlines;
  private final CallBook book;
  private final Map<CallId, LiveCall> running = new LinkedHashMap<>();
  private final Set<LiveCall> starving = new LinkedHashSet<>();
  private long triedMinor = Long.MAX_VALUE;
  private final Map<CallId, OpenCall> orphans = new LinkedHashMap<>();
  private final Map<CallId, Long> chargedBefore = new LinkedHashMap<>();
  private Ledger ledger;

  /// @param balance empty: nothing is paid, and no call ends for want of money
  MoneyDesk(AccountId account, Optional<VoiceBalance> balance, CallBook book, Deadlines deadlines) {
    this.account = account;
    this.prices = balance.map(Prices::new);
    this.pace = balance.map(VoiceBalance::pace).orElse(Pace.REAL);
    this.book = book;
    this.deadlines = deadlines;
    this.ledger = new Ledger(account, balance.map(VoiceBalance::terms).orElse(LedgerTerms.DEFAULT));
  }

  /// Once, before anything else: the ledger as the store knows it.
  void take(LedgerSnapshot stored) {
    ledger = Ledger.restored(account, ledger.terms(), stored);
    for (LedgerSnapshot.KnownHold hold : stored.holds()) {
      chargedBefore.merge(hold.hold().call(), hold.chargedMinor(), Long::sum);
    }
  }

  Ledger ledger() {
    return ledger;
  }

  /// Whether a call may start as far as the balance goes, whatever it would cost (BAL-2).
  boolean canPay() {
    return prices.isEmpty() || ledger.canCall();
  }

  Optional<Prices> prices() {
    return prices;
  }

  /// Whether any country has such a customer, as far as it matters for a price.
  boolean isSomewhere(Caller customer) {
    return prices.isEmpty() || prices.get().isSomewhere(customer);
  }

  /// Why money forbids a call to that customer; empty when it does not.
  Optional<DialRefusal> refuses(Caller customer, Instant now) {
    if (prices.isEmpty()) {
      return Optional.empty();
    }
    Optional<Tariff> tariff = prices.get().of(customer, now, ledger.minutesThisMonth(now));
    if (tariff.isEmpty()) {
      return Optional.of(DialRefusal.NO_PRICE);
    }
    return ledger.canCall() && ledger.availableMinor() >= firstMinor(tariff.get())
        ? Optional.empty()
        : Optional.of(DialRefusal.BALANCE_TOO_LOW);
  }

  private static long firstMinor(Tariff tariff) {
    return Math.multiplyExact(tariff.minutesAtFirst(), tariff.minuteMinor());
  }

  /// A call is about to be placed: its first minutes are set aside. Ask [#refuses] first.
  void begin(LiveCall call, Work work) {
    if (prices.isEmpty()) {
      return;
    }
    Tariff tariff =
        prices
            .get()
            .of(call.caller(), work.now(), ledger.minutesThisMonth(work.now()))
            .orElseThrow();
    Bill bill = new Bill(tariff);
    call.bill(bill);
    running.put(call.id(), call);
    int first = tariff.minutesAtFirst();
    for (int minute = 1; minute <= first; minute++) {
      boolean held = hold(call.id(), bill, minute, work);
      if (!held) {
        throw new IllegalStateException("a call was allowed that cannot be paid");
      }
    }
    // Nothing is asked of Meta before this step is stored.
    bill.stored(first);
  }

  /// Until when a call is paid for whose customer answers now.
  Instant paidUntil(LiveCall call, Instant now) {
    Bill bill = call.bill();
    return bill == null ? Instant.MAX : bill.paidUntil(charging(call, bill, now));
  }

  /// The customer has answered at `since`.
  void answered(LiveCall call, Instant since, Work work) {
    Bill bill = call.bill();
    if (bill == null || bill.isOver() || bill.charging() != null) {
      return;
    }
    bill.answered(charging(call, bill, since));
    holdNext(call, bill, work);
    plan(call, bill, work);
  }

  private Charging charging(LiveCall call, Bill bill, Instant since) {
    return new Charging(call.id(), bill.tariff(), since, pace);
  }

  /// A minute begins, or the last warning is due, or a crash's hold has waited for long enough.
  void due(CallId id, Work work) {
    OpenCall orphan = orphans.get(id);
    if (orphan != null) {
      settleAsSeen(orphan, work);
      return;
    }
    LiveCall call = running.get(id);
    if (call == null) {
      return;
    }
    work.turnTo(call);
    Bill bill = Objects.requireNonNull(call.bill());
    Charging charging = bill.charging();
    if (charging != null && call.state() instanceof CallState.Talking) {
      settlePast(bill, charging, work);
      holdNext(call, bill, work);
      warn(call, bill, charging, work);
      plan(call, bill, work);
    }
  }

  /// A minute that was set aside is stored: the call lasts so much longer.
  Optional<CallInput> stored(Fact.MinuteStored fact, Work work) {
    LiveCall call = running.get(fact.call());
    if (call == null) {
      return Optional.empty();
    }
    Bill bill = Objects.requireNonNull(call.bill());
    bill.stored(fact.minute());
    Charging charging = bill.charging();
    if (charging == null) {
      return Optional.empty();
    }
    work.turnTo(call);
    if (call.warned()) {
      call.warned(false);
      call.toned(false);
      call.note(work, CallEventKind.BALANCE_EXTENDED, null, null);
      tell(call, new DeskMessage.CallBalance(call.id(), null), work);
    }
    plan(call, bill, work);
    return Optional.of(new CallInput.PaidUntil(bill.paidUntil(charging)));
  }

  /// The call is over: what was talked is paid, the rest is free again.
  ///
  /// @param before what the call was
  /// @param times Meta's, where it ended the call
  /// @return what the call has cost
  long ended(LiveCall call, CallState before, Optional<TalkTimes> times, Work work) {
    Bill bill = call.bill();
    if (bill == null) {
      return 0;
    }
    if (bill.isOver()) {
      return bill.chargedMinor();
    }
    long talkMs = talkMs(before, times, work.now());
    settle(call, bill, talkMs, work);
    // Of a pickup that was never told our own clock saw nothing, and Meta's word is yet to come.
    bill.over(before instanceof CallState.Talking ? talkMs : 0);
    running.remove(call.id());
    starving.remove(call);
    deadlines.clear(new Deadlines.Key.MinuteDue(call.id()));
    call.warned(false);
    tryAgain(work);
    return bill.chargedMinor();
  }

  private static long talkMs(CallState before, Optional<TalkTimes> times, Instant now) {
    return switch (before) {
      case CallState.Talking talking ->
          Duration.between(talking.since(), talking.talkedUntil(now)).toMillis();
      // Accepted was lost: Meta's own time is all there is.
      case CallState.Calling _ -> times.map(t -> t.durationSeconds() * 1_000).orElse(0L);
      case CallState.Offered _, CallState.Ringing _, CallState.Connecting _, CallState.Ended _ -> 0;
    };
  }

  private void settle(LiveCall call, Bill bill, long talkMs, Work work) {
    Charging charging = charging(call, bill, work.now());
    for (LedgerRequest request : charging.atTheEnd(ledger.openHolds(call.id()), talkMs)) {
      required(request, work);
      if (request instanceof LedgerRequest.Settle(var _, var amount)) {
        bill.charged(amount);
      }
    }
  }

  /// Meta's own times of a call that is over (BAL-6): where they say less than was charged, the
  /// difference goes back; where they say more by more than clocks differ, it is charged.
  void reported(LiveCall call, Optional<TalkTimes> times, Work work) {
    OpenCall orphan = orphans.get(call.id());
    if (orphan != null) {
      settleOrphan(call, orphan, times.map(t -> t.durationSeconds() * 1_000).orElse(0L), work);
      return;
    }
    Bill bill = call.bill();
    if (bill == null || !bill.isOver() || times.isEmpty()) {
      return;
    }
    if (!pace.isReal()) {
      return; // Meta's whole seconds are too coarse for minutes that last a few of them.
    }
    long metaMs = times.get().durationSeconds() * 1_000;
    long fairMinor = bill.tariff().chargeMinor(metaMs);
    boolean less = fairMinor < bill.chargedMinor();
    boolean more =
        fairMinor > bill.chargedMinor()
            && metaMs > bill.talkMs() + METAS_CLOCK_MAY_DIFFER.toMillis();
    if (less || more) {
      long owed = fairMinor - bill.chargedMinor();
      EntryId entry = new EntryId("adjustment/" + call.id().value());
      List<LedgerRecord> written =
          done(new LedgerRequest.Adjust(entry, call.id(), -owed, "meta_duration"), work);
      for (LedgerRecord one : written) {
        if (one instanceof EntryAdded added) {
          bill.charged(-added.amountMinor());
        }
      }
      tryAgain(work);
    }
  }

  /// A call that a crash ended: what is held for it waits for Meta's word.
  ///
  /// @return what it has cost so far
  long leftOpen(LiveCall call, OpenCall open, Work work) {
    List<OpenHold> holds = ledger.openHolds(call.id());
    if (holds.isEmpty()) {
      return 0;
    }
    orphans.put(call.id(), open);
    deadlines.set(new Deadlines.Key.MinuteDue(call.id()), work.now().plus(ORPHAN_WAIT));
    return chargedBefore.getOrDefault(call.id(), 0L);
  }

  /// After [#leftOpen] of every call: what is held for calls that are over already. Their process
  /// died, and the next one died too while it waited for Meta's word; how long was talked is not
  /// known here any more, so that nothing is charged and the money is free again (M6).
  void freeForgotten(Work work) {
    for (OpenHold hold : ledger.openHolds()) {
      if (!orphans.containsKey(hold.hold().call())) {
        required(new LedgerRequest.Release(hold.hold()), work);
      }
    }
  }

  /// Nobody will hear Meta's word any more.
  void settleHeld(Work work) {
    for (OpenCall open : List.copyOf(orphans.values())) {
      settleAsSeen(open, work);
    }
  }

  /// Without Meta's word: what was talked as far as was seen.
  private void settleAsSeen(OpenCall open, Work work) {
    Instant connected = open.connectedAt();
    long talkMs =
        connected == null
            ? 0
            : Math.max(0, Duration.between(connected, open.lastSeen()).toMillis());
    book.find(open.call()).ifPresent(call -> settleOrphan(call, open, talkMs, work));
  }

  private void settleOrphan(LiveCall call, OpenCall open, long talkMs, Work work) {
    orphans.remove(call.id());
    deadlines.clear(new Deadlines.Key.MinuteDue(call.id()));
    List<OpenHold> holds = ledger.openHolds(call.id());
    // The price as it was held; how parts of a minute are charged, as the card says now.
    Tariff tariff =
        prices
            .flatMap(asked -> asked.likeToday(holds.getFirst().amountMinor()))
            .orElseGet(() -> new Tariff("0", holds.getFirst().amountMinor(), 60, 0));
    Charging charging = new Charging(call.id(), tariff, open.lastSeen(), pace);
    for (LedgerRequest request : charging.atTheEnd(holds, talkMs)) {
      required(request, work);
    }
    tryAgain(work);
  }

  /// What is asked of the balance by people (BAL-8).
  LedgerDecision move(LedgerRequest request, Work work) {
    LedgerDecision decision = ledger.decide(request, work.now());
    if (decision instanceof LedgerDecision.Done(var records)) {
      apply(records, work);
      tryAgain(work);
    }
    return decision;
  }

  /// Calls that could not pay for their next minute, the one that asked first goes first (BAL-5).
  /// Nothing is tried that less money than now was not enough for.
  private void tryAgain(Work work) {
    if (starving.isEmpty() || ledger.availableMinor() <= triedMinor) {
      return;
    }
    triedMinor = Long.MAX_VALUE;
    for (LiveCall call : List.copyOf(starving)) {
      if (call.state() instanceof CallState.Talking) {
        holdNext(call, Objects.requireNonNull(call.bill()), work);
      }
    }
  }

  private void settlePast(Bill bill, Charging charging, Work work) {
    int runs = charging.minuteAt(work.now());
    for (int minute = bill.minutesSettled() + 1;
        minute < runs && minute <= bill.minutesHeld();
        minute++) {
      HoldId hold = new HoldId(charging.call(), minute);
      long amount = charging.minuteMinor();
      required(new LedgerRequest.Settle(hold, amount), work);
      bill.settled(hold);
      bill.charged(amount);
    }
  }

  /// One minute ahead of the one that runs.
  private void holdNext(LiveCall call, Bill bill, Work work) {
    Charging charging = Objects.requireNonNull(bill.charging());
    int wanted = Math.min(charging.minuteAt(work.now()) + 1, HoldId.MAX_MINUTE);
    while (bill.minutesHeld() < wanted) {
      int next = bill.minutesHeld() + 1;
      if (!hold(call.id(), bill, next, work)) {
        starving.add(call);
        triedMinor = Math.min(triedMinor, ledger.availableMinor());
        warn(call, bill, charging, work);
        return;
      }
      starving.remove(call);
      work.order(new Command.ConfirmMinute(call.id(), next));
    }
  }

  private boolean hold(CallId call, Bill bill, int minute, Work work) {
    LedgerRequest hold =
        new LedgerRequest.Hold(new HoldId(call, minute), bill.tariff().minuteMinor());
    if (ledger.decide(hold, work.now()) instanceof LedgerDecision.Done(var records)) {
      apply(records, work);
      bill.held(minute);
      return true;
    }
    return false;
  }

  /// Tells the agent that the money ends, at first when the next minute cannot be held, and again
  /// when little is left, whatever the cause.
  private void warn(LiveCall call, Bill bill, Charging charging, Work work) {
    Duration left = Duration.between(work.now(), bill.paidUntil(charging));
    boolean last = left.compareTo(LAST_WARNING) <= 0;
    if (call.warned() && (!last || call.toned())) {
      return;
    }
    if (!last && bill.minutesHeld() > charging.minuteAt(work.now())) {
      return;
    }
    call.warned(true);
    long leftMs = Math.max(0, left.toMillis());
    // A turn that comes a moment late leaves 59.999 s, which are 60 to whoever reads the log.
    call.note(
        work, CallEventKind.BALANCE_WARNED, null, String.valueOf(Math.ceilDiv(leftMs, 1_000)));
    tell(call, new DeskMessage.CallBalance(call.id(), leftMs), work);
    if (last) {
      call.toned(true);
      work.order(new Command.Play(call.id(), Tone.LOW_BALANCE));
    }
  }

  /// When to look again: when the next minute begins, or 15 s before the money ends.
  private void plan(LiveCall call, Bill bill, Work work) {
    Charging charging = Objects.requireNonNull(bill.charging());
    Instant minute = charging.nextBeginsAfter(work.now());
    Instant warning = bill.paidUntil(charging).minus(LAST_WARNING);
    boolean toWarn = warning.isAfter(work.now()) && warning.isBefore(minute);
    deadlines.set(new Deadlines.Key.MinuteDue(call.id()), toWarn ? warning : minute);
  }

  private void tell(LiveCall call, DeskMessage message, Work work) {
    AgentId agent = CallState.holder(call.state());
    if (agent != null && call.state() instanceof CallState.Talking talking) {
      talking.handling().seat().tab().ifPresent(tab -> work.tell(tab, message));
    }
  }

  private void required(LedgerRequest request, Work work) {
    switch (ledger.decide(request, work.now())) {
      case LedgerDecision.Done(var records) -> apply(records, work);
      case LedgerDecision.Repeated _ -> {}
      case LedgerDecision.Refused(var why) ->
          throw new IllegalStateException("the ledger does not do what it must: " + why);
    }
  }

  private List<LedgerRecord> done(LedgerRequest request, Work work) {
    if (ledger.decide(request, work.now()) instanceof LedgerDecision.Done(var records)) {
      apply(records, work);
      return records;
    }
    return List.of();
  }

  private void apply(List<LedgerRecord> records, Work work) {
    for (LedgerRecord one : records) {
      ledger.apply(one);
      work.write(one);
    }
  }
}
