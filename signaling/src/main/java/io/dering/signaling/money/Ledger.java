package io.dering.signaling.money;

import io.dering.signaling.activity.EntryKind;
import io.dering.signaling.activity.LedgerRecord;
import io.dering.signaling.activity.LedgerRecord.EntryAdded;
import io.dering.signaling.activity.LedgerRecord.HoldPlaced;
import io.dering.signaling.activity.LedgerRecord.HoldReleased;
import io.dering.signaling.activity.LedgerRecord.HoldSettled;
import io.dering.signaling.activity.LedgerRecord.ThresholdCrossed;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.EntryId;
import io.dering.signaling.id.HoldId;
import io.dering.signaling.money.LedgerDecision.Done;
import io.dering.signaling.money.LedgerDecision.Refused;
import io.dering.signaling.money.LedgerDecision.Repeated;
import io.dering.signaling.money.LedgerSnapshot.KnownEntry;
import io.dering.signaling.money.LedgerSnapshot.KnownHold;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One account's voice balance. `decide` changes nothing; `apply` is the only thing that does.
///
/// ```
/// available = balance - held, and never below zero (BAL-5)
/// balance   = the sum of all entries (BAL-7)
/// held      = the sum of all open holds
/// ```
///
/// Of an id that is sent again:
///
/// | asked \ known | nothing | open | settled | released |
/// |---|---|---|---|---|
/// | hold | placed | repeated | ALREADY_SETTLED | ALREADY_RELEASED |
/// | settle | UNKNOWN_HOLD | settled | repeated | ALREADY_RELEASED |
/// | release | UNKNOWN_HOLD | released | ALREADY_SETTLED | repeated |
///
/// With another amount than before a repeat is DIFFERENT_AMOUNT. A hold that comes again after its
/// end is none: whoever sends it believes that this money is set aside, and it is not.
///
/// Owned by one thread. Memory is bounded by the calls that run, see [HoldBook].
public final class Ledger {
  /// 10^15: sums of what an account can hold stay exact in a JSON reader's doubles too.
  public static final long MAX_MINOR = 1_000_000_000_000_000L;

  private final AccountId account;
  private final HoldBook holds = new HoldBook();
  private final EntryBook entries = new EntryBook();
  private final ChargedMinutes month = new ChargedMinutes();
  private LedgerTerms terms;
  private long balanceMinor;
  private long heldMinor;
  private long sequence;
  private Instant last = Instant.EPOCH;
  private boolean stopped;

  /// With nothing in it.
  public Ledger(AccountId account, LedgerTerms terms) {
    this.account = account;
    this.terms = terms;
  }

  /// As the store knows it.
  ///
  /// @throws IllegalStateException when the snapshot contradicts itself
  public static Ledger restored(AccountId account, LedgerTerms terms, LedgerSnapshot snapshot) {
    Ledger ledger = new Ledger(account, terms);
    ledger.balanceMinor = snapshot.balanceMinor();
    ledger.heldMinor = snapshot.heldMinor();
    ledger.sequence = snapshot.lastSequence();
    ledger.last = snapshot.lastAt();
    ledger.month.restore(snapshot.lastAt(), snapshot.minutesThisMonth());
    long open = 0;
    for (KnownHold hold : snapshot.holds()) {
      ledger.holds.put(hold.hold(), hold.state(), hold.amountMinor(), hold.chargedMinor());
      open += hold.state() == HoldState.OPEN ? hold.amountMinor() : 0;
    }
    snapshot.entries().forEach(ledger.entries::add);
    ledger.check(open == snapshot.heldMinor(), "the open holds are not what is held");
    ledger.check(snapshot.balanceMinor() >= open, "more is held than there is");
    return ledger;
  }

  public long balanceMinor() {
    return balanceMinor;
  }

  public long heldMinor() {
    return heldMinor;
  }

  /// Never below zero.
  public long availableMinor() {
    return balanceMinor - heldMinor;
  }

  /// BAL-2: whether a call may start now.
  public boolean canCall() {
    return !stopped && availableMinor() >= terms.minimumToCallMinor();
  }

  public LedgerTerms terms() {
    return terms;
  }

  /// New terms, for what is decided from now on.
  public void terms(LedgerTerms changed) {
    terms = changed;
  }

  /// Charged minutes of the month (UTC) that `now` is in: which tier the next call has.
  public long minutesThisMonth(Instant now) {
    return month.at(now);
  }

  /// What is set aside for a call, by minute.
  public List<OpenHold> openHolds(CallId call) {
    return holds.open(call);
  }

  /// What is set aside for all calls: after a start, the calls that a crash ended (M6).
  public List<OpenHold> openHolds() {
    return holds.open();
  }

  /// @param now records get this time, or the last one's when a clock went back
  public LedgerDecision decide(LedgerRequest request, Instant now) {
    Instant at = now.isBefore(last) ? last : now;
    return switch (request) {
      case LedgerRequest.TopUp topUp -> decide(topUp, at);
      case LedgerRequest.Hold hold -> decide(hold, at);
      case LedgerRequest.Settle settle -> decide(settle, at);
      case LedgerRequest.Release release -> decide(release, at);
      case LedgerRequest.Refund refund -> decide(refund, at);
      case LedgerRequest.Adjust adjust -> decide(adjust, at);
    };
  }

  private LedgerDecision decide(LedgerRequest.TopUp topUp, Instant at) {
    long amount = topUp.amountMinor();
    if (amount <= 0) {
      return refused(LedgerRefusal.NOT_POSITIVE);
    }
    LedgerDecision before = known(topUp.entry(), EntryKind.TOP_UP, amount, null);
    if (before != null) {
      return before;
    }
    if (amount < terms.minimumTopUpMinor()) {
      return refused(LedgerRefusal.BELOW_MINIMUM);
    }
    if (amount > MAX_MINOR - balanceMinor) {
      return refused(LedgerRefusal.OVERFLOW);
    }
    String note = topUp.note().isEmpty() ? null : topUp.note();
    return moved(at, topUp.entry(), EntryKind.TOP_UP, amount)
        .because(0, new Movement.Reason(null, topUp.by().orElse(null), note));
  }

  private LedgerDecision decide(LedgerRequest.Refund refund, Instant at) {
    long amount = refund.amountMinor();
    if (amount <= 0) {
      return refused(LedgerRefusal.NOT_POSITIVE);
    }
    LedgerDecision before = known(refund.entry(), EntryKind.REFUND, amount, refund.call());
    if (before != null) {
      return before;
    }
    if (amount > MAX_MINOR - balanceMinor) {
      return refused(LedgerRefusal.OVERFLOW);
    }
    return moved(at, refund.entry(), EntryKind.REFUND, amount)
        .because(0, new Movement.Reason(refund.call(), null, null));
  }

  private LedgerDecision decide(LedgerRequest.Adjust adjust, Instant at) {
    long asked = adjust.amountMinor();
    if (asked == 0) {
      return refused(LedgerRefusal.ZERO);
    }
    LedgerDecision before = known(adjust.entry(), EntryKind.ADJUSTMENT, asked, adjust.call());
    if (before != null) {
      return before;
    }
    if (asked > MAX_MINOR - balanceMinor || asked < -MAX_MINOR) {
      return refused(LedgerRefusal.OVERFLOW);
    }
    long taken = Math.max(asked, -availableMinor());
    return moved(at, adjust.entry(), EntryKind.ADJUSTMENT, taken)
        .because(taken - asked, new Movement.Reason(adjust.call(), null, adjust.reason()));
  }

  private LedgerDecision decide(LedgerRequest.Hold hold, Instant at) {
    if (stopped) {
      return refused(LedgerRefusal.STOPPED);
    }
    if (hold.amountMinor() <= 0) {
      return refused(LedgerRefusal.NOT_POSITIVE);
    }
    HoldState state = holds.state(hold.hold());
    if (state != null) {
      return switch (state) {
        case OPEN -> same(heldMinor(hold.hold()), hold.amountMinor());
        case SETTLED -> refused(LedgerRefusal.ALREADY_SETTLED);
        case RELEASED -> refused(LedgerRefusal.ALREADY_RELEASED);
      };
    }
    if (hold.amountMinor() > availableMinor()) {
      return refused(LedgerRefusal.INSUFFICIENT);
    }
    return new Done(List.of(new HoldPlaced(at, account, hold.hold(), hold.amountMinor())));
  }

  private LedgerDecision decide(LedgerRequest.Settle settle, Instant at) {
    HoldId hold = settle.hold();
    long amount = settle.amountMinor();
    if (amount < 0) {
      return refused(LedgerRefusal.NEGATIVE);
    }
    HoldState state = holds.state(hold);
    if (state == null) {
      return refused(LedgerRefusal.UNKNOWN_HOLD);
    }
    if (state == HoldState.SETTLED) {
      return same(chargedMinor(hold), amount);
    }
    if (state == HoldState.RELEASED) {
      return refused(LedgerRefusal.ALREADY_RELEASED);
    }
    long held = heldMinor(hold);
    if (amount > held) {
      return refused(LedgerRefusal.ABOVE_HELD);
    }
    HoldSettled settled = new HoldSettled(at, account, hold, held, amount);
    if (amount == 0) {
      return new Done(List.of(settled));
    }
    return moved(at, EntryId.charge(hold), EntryKind.CHARGE, -amount).settling(settled);
  }

  private LedgerDecision decide(LedgerRequest.Release release, Instant at) {
    HoldId hold = release.hold();
    return switch (holds.state(hold)) {
      case null -> refused(LedgerRefusal.UNKNOWN_HOLD);
      case SETTLED -> refused(LedgerRefusal.ALREADY_SETTLED);
      case RELEASED -> Repeated.INSTANCE;
      case OPEN -> new Done(List.of(new HoldReleased(at, account, hold, heldMinor(hold))));
    };
  }

  /// null when the id is new.
  private @Nullable LedgerDecision known(
      EntryId entry, EntryKind kind, long asked, @Nullable CallId call) {
    KnownEntry known = entries.get(entry);
    if (known == null) {
      return null;
    }
    if (known.kind() != kind) {
      return refused(LedgerRefusal.DIFFERENT_KIND);
    }
    if (call != null && !call.equals(known.call())) {
      return refused(LedgerRefusal.DIFFERENT_CALL);
    }
    return same(known.askedMinor(), asked);
  }

  private static LedgerDecision same(long before, long now) {
    return before == now ? Repeated.INSTANCE : refused(LedgerRefusal.DIFFERENT_AMOUNT);
  }

  private static Refused refused(LedgerRefusal why) {
    return new Refused(why);
  }

  private Movement moved(Instant at, EntryId entry, EntryKind kind, long amount) {
    return new Movement(this, at, entry, kind, amount);
  }

  /// What was decided, or what the store gives back, in order.
  ///
  /// @throws IllegalStateException when the record cannot be true; nothing changes then, and the
  ///   ledger takes no holds any more
  public void apply(LedgerRecord written) {
    check(written.account().equals(account), "a record of another account");
    switch (written) {
      case EntryAdded added -> apply(added);
      case HoldPlaced placed -> apply(placed);
      case HoldSettled settled -> apply(settled);
      case HoldReleased released -> apply(released);
      case ThresholdCrossed _ -> {
        // Told, and follows from the entry before it.
      }
    }
    if (written.at().isAfter(last)) {
      last = written.at();
    }
  }

  private void apply(EntryAdded added) {
    check(added.sequence() == sequence + 1, "an entry is missing or there twice");
    check(added.balanceBeforeMinor() == balanceMinor, "an entry of another balance");
    long after = added.balanceAfterMinor();
    check(after >= 0 && after <= MAX_MINOR, "a balance that cannot be");
    boolean isCharge = added.kind() == EntryKind.CHARGE;
    long held = isCharge ? heldMinor + added.amountMinor() : heldMinor;
    check(after >= held, "available would be below zero");
    if (isCharge) {
      charge(added);
      month.add(added.at());
    } else {
      entries.add(added);
    }
    sequence = added.sequence();
    balanceMinor = after;
    heldMinor = held;
  }

  private void charge(EntryAdded added) {
    check(added.minute() > 0 && added.amountMinor() < 0, "a charge for nothing");
    HoldId hold = new HoldId(Objects.requireNonNull(added.call()), added.minute());
    long charged = -added.amountMinor();
    check(holds.state(hold) == HoldState.OPEN, "a charge without a hold");
    check(chargedMinor(hold) == 0 && charged <= heldMinor(hold), "a charge above its hold");
    holds.put(hold, HoldState.OPEN, heldMinor(hold), charged);
  }

  private void apply(HoldPlaced placed) {
    check(placed.amountMinor() > 0, "a hold of nothing");
    check(placed.amountMinor() <= availableMinor(), "available would be below zero");
    check(holds.state(placed.hold()) == null, "a hold is there already");
    holds.put(placed.hold(), HoldState.OPEN, placed.amountMinor(), 0);
    heldMinor += placed.amountMinor();
  }

  private void apply(HoldSettled settled) {
    HoldId hold = settled.hold();
    check(holds.state(hold) == HoldState.OPEN, "a hold is settled twice");
    check(heldMinor(hold) == settled.heldMinor(), "a hold of another amount");
    check(chargedMinor(hold) == settled.chargedMinor(), "a settling without its charge");
    heldMinor -= settled.heldMinor() - settled.chargedMinor();
    holds.put(hold, HoldState.SETTLED, settled.heldMinor(), settled.chargedMinor());
  }

  private void apply(HoldReleased released) {
    HoldId hold = released.hold();
    check(holds.state(hold) == HoldState.OPEN, "a hold is released twice");
    check(heldMinor(hold) == released.heldMinor(), "a hold of another amount");
    check(chargedMinor(hold) == 0, "a charged hold is released");
    heldMinor -= released.heldMinor();
    holds.put(hold, HoldState.RELEASED, released.heldMinor(), 0);
  }

  /// Of a hold that is known.
  private long heldMinor(HoldId hold) {
    CallHolds known = holds.of(hold.call());
    return known == null ? 0 : known.heldMinor(hold.minute());
  }

  /// Of a hold that is known.
  private long chargedMinor(HoldId hold) {
    CallHolds known = holds.of(hold.call());
    return known == null ? 0 : known.chargedMinor(hold.minute());
  }

  AccountId account() {
    return account;
  }

  /// Of the newest entry: how many there are.
  public long sequence() {
    return sequence;
  }

  int callsKnown() {
    return holds.callsKnown();
  }

  /// Always on: a balance that is wrong is worse than none.
  private void check(boolean isTrue, String otherwise) {
    if (!isTrue) {
      stopped = true;
      throw new IllegalStateException("The ledger would be wrong: " + otherwise);
    }
  }
}
