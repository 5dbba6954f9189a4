package io.dering.signaling.simulation;

import io.dering.signaling.activity.ActivityRecord;
import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.activity.EntryKind;
import io.dering.signaling.activity.LedgerRecord;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.HoldId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// From the records alone. M1: a balance is the sum of its entries, numbered without a gap. M2: a
/// minute is charged once, out of a hold of its own, for no more than was held. M3: what is held is
/// never more than there is. M6: no hold outlives its call by more than a minute while there is a
/// process. M7: the row of a call says what was charged for it.
final class Money implements Auditor {
  /// What a late wake-up and two slow commits add to the minute.
  private static final Duration LONGEST_AFTER = Duration.ofSeconds(63);

  private final Map<AccountId, Purse> purses = new HashMap<>();
  private final Map<CallId, Long> charged = new HashMap<>();
  private final Set<HoldId> chargedMinutes = new HashSet<>();
  private final Map<CallId, Instant> ended = new LinkedHashMap<>();

  private static final class Purse {
    private final Map<HoldId, Long> holds = new LinkedHashMap<>();
    private final Map<HoldId, Instant> overdue = new LinkedHashMap<>();
    private long balanceMinor;
    private long heldMinor;
    private long sequence;
  }

  @Override
  public void kept(AccountId account, ActivityRecord written, Instant at) {
    Purse purse = purses.computeIfAbsent(account, _ -> new Purse());
    switch (written) {
      case LedgerRecord.EntryAdded added -> added(purse, added);
      case LedgerRecord.HoldPlaced placed -> {
        Claim.that(
            purse.holds.put(placed.hold(), placed.amountMinor()) == null, "a minute held twice");
        Claim.that(!ended.containsKey(placed.hold().call()), "held for a call that is over");
        purse.heldMinor += placed.amountMinor();
        Claim.that(purse.heldMinor <= purse.balanceMinor, "more is held than there is");
      }
      case LedgerRecord.HoldSettled settled -> {
        free(purse, settled.hold());
        Claim.that(
            settled.chargedMinor() == 0 || chargedMinutes.contains(settled.hold()),
            "settled without its charge");
      }
      case LedgerRecord.HoldReleased released -> {
        free(purse, released.hold());
        Claim.that(!chargedMinutes.contains(released.hold()), "a charged minute is released");
      }
      case CallRecord.CallClosed closed -> {
        Claim.that(
            closed.chargeMinor() == charged.getOrDefault(closed.call(), 0L),
            "a row says another charge than the ledger");
        ended.put(closed.call(), at);
        purse.holds.keySet().stream()
            .filter(hold -> hold.call().equals(closed.call()))
            .forEach(hold -> purse.overdue.put(hold, at.plus(LONGEST_AFTER)));
      }
      default -> {
        // Not about money.
      }
    }
    // Mostly there is none.
    if (!purse.overdue.isEmpty()) {
      Claim.that(
          purse.overdue.values().stream().noneMatch(at::isAfter),
          "money is held for a call that is over");
    }
  }

  private void added(Purse purse, LedgerRecord.EntryAdded added) {
    Claim.that(added.sequence() == ++purse.sequence, "a gap in the ledger");
    purse.balanceMinor += added.amountMinor();
    Claim.that(
        added.balanceAfterMinor() == purse.balanceMinor, "a balance that is not its entries' sum");
    Claim.that(purse.balanceMinor >= 0, "a balance below zero");
    Claim.that(
        added.shortMinor() == 0 || purse.balanceMinor == purse.heldMinor,
        "an adjustment takes less, although there is more");
    CallId call = added.call();
    if (call == null) {
      Claim.that(added.kind() == EntryKind.TOP_UP, "money of no call moves");
      return;
    }
    charged.merge(call, -added.amountMinor(), Long::sum);
    Claim.that(charged.getOrDefault(call, 0L) >= 0, "more is given back than was charged");
    if (added.kind() == EntryKind.CHARGE) {
      HoldId minute = new HoldId(Objects.requireNonNull(call), added.minute());
      Claim.that(chargedMinutes.add(minute), "a minute charged twice");
      Claim.that(
          -added.amountMinor() <= purse.holds.getOrDefault(minute, 0L),
          "charged without a hold, or above it");
    }
  }

  private static void free(Purse purse, HoldId hold) {
    Long amount = purse.holds.remove(hold);
    Claim.that(amount != null, "a hold ends twice, or never began");
    purse.heldMinor -= amount == null ? 0 : amount;
    purse.overdue.remove(hold);
  }

  /// Nobody settles while there is no process: the next one has its minute.
  @Override
  public void died(AccountId account) {
    Purse purse = purses.get(account);
    if (purse != null) {
      purse.overdue.replaceAll((_, due) -> due.plus(LONGEST_AFTER));
    }
  }

  @Override
  public void over() {
    purses
        .values()
        .forEach(purse ->
            Claim.that(purse.holds.isEmpty(), purse.holds.size() + " holds are open for ever"));
  }
}
