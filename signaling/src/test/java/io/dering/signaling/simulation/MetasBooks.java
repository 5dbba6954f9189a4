package io.dering.signaling.simulation;

import io.dering.signaling.activity.ActivityRecord;
import io.dering.signaling.activity.LedgerRecord;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.EntryId;
import io.dering.signaling.id.MetaCallId;
import io.dering.signaling.switchboard.Fact;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The independent auditor of money: reckons each account's balance from what Meta did and said and
/// from the top-ups that were answered, and knows nothing of the switchboard's own records but what
/// its ledger moved. M4 by Meta's times, and BAL-6: a call costs the started increments of the
/// seconds that Meta reports, one that nobody picked up costs nothing, and a call that Meta does
/// not have costs nothing.
///
/// Where the ledger may say something else, [Allowance] says so; how often is counted, and how far
/// is bounded.
final class MetasBooks implements Auditor {
  /// BAL-6: by so much may Meta's time be longer than ours before more is charged.
  private static final long CLOCKS_DIFFER_MS = 5_000;

  /// By so much may our time be longer than Meta's, where Meta's word on the end does not come:
  /// until media hears nothing any more.
  private static final long UNHEARD_MS = 25_000;

  /// So long after its end at Meta nothing of a call moves any more: two minutes until it is over
  /// with us, ten in which its id is remembered, and one more.
  private static final Duration SETTLED_AFTER = Duration.ofMinutes(13);

  /// A call's id is remembered for ten minutes from its end with us, which may be a little before
  /// its end at Meta: what is said of it later, by a repeated webhook, is said of nothing.
  private static final Duration REMEMBERED = Duration.ofMinutes(9);

  /// A webhook that was answered 200 has its effect within that, unless the process dies.
  private static final Duration EFFECT_AFTER = Duration.ofSeconds(3);

  /// As many calls as an account's agents can hold are under way when a process dies.
  private static final int CALLS_A_DEATH = 3;

  private final Map<AccountId, Integer> increments;
  private final Map<MetaCallId, Call> calls = new HashMap<>();
  private final Map<CallId, Call> byData = new HashMap<>();
  private final Deque<Ended> unsettled = new ArrayDeque<>();
  private final Map<AccountId, Purse> purses = new HashMap<>();
  private final Map<Allowance, Integer> used = new EnumMap<>(Allowance.class);
  private Instant now = Instant.MIN;

  /// Why what was charged is not what Meta's seconds cost.
  enum Allowance {
    /// None: it is.
    EXACT,
    /// Meta's time is longer by up to five seconds, and charged is at least what the time without
    /// them costs.
    CLOCKS_DIFFER,
    /// The account had no more: what is missing is what the ledger says it is short of.
    NO_MORE_MONEY,
    /// Meta never told us the end while the call was remembered, or not that it is ours: charged is
    /// what we saw.
    NOT_TOLD,
    /// The process died in mid-call, or before it had Meta's word: at most what Meta's seconds
    /// cost, and no more than one minute beyond.
    DIED
  }

  private static final class Purse {
    private final Map<EntryId, Long> topUps = new HashMap<>();
    private final Map<CallId, Long> charged = new HashMap<>();
    private long balanceMinor;
    private long reckonedMinor;
    private int deaths;
    private int excusedByDeath;
  }

  /// A call of the business's as Meta has it.
  private static final class Call {
    private final AccountId account;
    private final CallId data;
    private long seconds;
    private boolean pickedUp;
    private @Nullable Instant overAt;
    private @Nullable Instant toldAt;
    private boolean named;
    private boolean died;
    private boolean settled;
    private long shortMinor;

    private Call(AccountId account, CallId data) {
      this.account = account;
      this.data = data;
    }
  }

  private record Ended(Call call, Instant at) {}

  /// @param increments of each account's rate card, in seconds
  MetasBooks(Map<AccountId, Integer> increments) {
    this.increments = Map.copyOf(increments);
  }

  /// Somebody paid, and has the answer that it is done.
  void toppedUp(AccountId account, EntryId entry, long amountMinor) {
    Long before = purse(account).topUps.putIfAbsent(entry, amountMinor);
    Claim.that(before == null || before == amountMinor, "one top-up is taken with two amounts");
  }

  /// Meta has taken a connect.
  ///
  /// @param data what was sent along: the id that the account's ledger knows it by
  void placed(AccountId account, MetaCallId call, String data) {
    Call placed = new Call(account, new CallId(data));
    calls.put(call, placed);
    Claim.that(byData.put(placed.data, placed) == null, "Meta has a call twice");
  }

  /// Whoever asked for it is gone already.
  void orphaned(MetaCallId call) {
    known(call).died = true;
  }

  void pickedUp(MetaCallId call) {
    known(call).pickedUp = true;
  }

  /// Meta has answered the connect.
  void named(MetaCallId call) {
    known(call).named = true;
  }

  /// @param seconds what Meta reports; 0 where nobody picked up
  void over(MetaCallId id, long seconds, Instant at) {
    Call call = calls.get(id);
    if (call != null) {
      call.seconds = seconds;
      call.overAt = at;
      unsettled.add(new Ended(call, at));
    }
  }

  /// A webhook was answered 200.
  void answered(Fact.FromMeta fact, Instant at) {
    switch (fact) {
      case Fact.CallTerminated told -> {
        Call call = calls.get(told.metaCall());
        if (call != null) {
          call.named |= told.callbackData() != null;
          boolean remembered = call.overAt != null && !at.isAfter(call.overAt.plus(REMEMBERED));
          call.toldAt = call.toldAt == null && remembered ? at : call.toldAt;
        }
      }
      case Fact.SessionAnswered told -> named(told.metaCall(), told.callbackData());
      case Fact.CallProgressed told -> named(told.metaCall(), told.callbackData());
      default -> {
        // Not about a call of the business's.
      }
    }
  }

  private void named(MetaCallId id, @Nullable String data) {
    Call call = calls.get(id);
    if (call != null && data != null) {
      call.named = true;
    }
  }

  @Override
  public void kept(AccountId account, ActivityRecord written, Instant at) {
    now = at;
    if (written instanceof LedgerRecord.EntryAdded added) {
      Purse purse = purse(account);
      purse.balanceMinor += added.amountMinor();
      CallId data = added.call();
      if (data != null) {
        purse.charged.merge(data, -added.amountMinor(), Long::sum);
        Call call = byData.get(data);
        Claim.that(call == null || !call.settled, "money moves for a call long after its end");
        if (call != null) {
          call.shortMinor += added.shortMinor();
        }
      }
    }
    settle(at.minus(SETTLED_AFTER));
  }

  @Override
  public void died(AccountId account) {
    purse(account).deaths++;
    for (Call call : byData.values()) {
      if (!call.settled
          && call.account.equals(account)
          && (call.toldAt == null || call.toldAt.plus(EFFECT_AFTER).isAfter(now))) {
        call.died = true;
      }
    }
  }

  private void settle(Instant overBy) {
    while (!unsettled.isEmpty() && unsettled.getFirst().at().isBefore(overBy)) {
      settle(unsettled.removeFirst().call());
    }
  }

  private void settle(Call call) {
    call.settled = true;
    byData.remove(call.data);
    Purse purse = purse(call.account);
    long charged = purse.charged.getOrDefault(call.data, 0L);
    long fair = call.pickedUp ? priceMinor(call, call.seconds * 1_000) : 0;
    Allowance why = allowance(call, charged, fair);
    used.merge(why, 1, Integer::sum);
    purse.reckonedMinor -= charged;
    purse.charged.remove(call.data);
    if (why == Allowance.DIED) {
      purse.excusedByDeath++;
    }
  }

  private Allowance allowance(Call call, long charged, long fair) {
    if (charged == fair) {
      return Allowance.EXACT;
    }
    String otherwise =
        "charged %d for a call that costs %d: %s"
            .formatted(charged, fair, call.pickedUp ? call.seconds + " s" : "not picked up");
    Claim.that(call.pickedUp, otherwise);
    long most = priceMinor(call, call.seconds * 1_000 + UNHEARD_MS);
    if (call.died) {
      Claim.that(charged >= 0 && charged <= Math.max(most, fair + Prepaid.MINUTE_MINOR), otherwise);
      return Allowance.DIED;
    }
    if (call.toldAt == null || !call.named) {
      Claim.that(charged >= 0 && charged <= most, otherwise);
      return Allowance.NOT_TOLD;
    }
    if (call.shortMinor > 0) {
      Claim.that(charged + call.shortMinor == fair, otherwise);
      return Allowance.NO_MORE_MONEY;
    }
    long least = priceMinor(call, Math.max(0, call.seconds * 1_000 - CLOCKS_DIFFER_MS));
    Claim.that(charged >= least && charged < fair, otherwise);
    return Allowance.CLOCKS_DIFFER;
  }

  private long priceMinor(Call call, long talkMs) {
    return Prepaid.priceMinor(increments.getOrDefault(call.account, 60), talkMs);
  }

  @Override
  public void over() {
    settle(Instant.MAX);
    purses.forEach((account, purse) -> {
      Claim.that(
          purse.charged.values().stream().allMatch(charged -> charged == 0),
          "money for a call that Meta does not have");
      purse.topUps.values().forEach(amount -> purse.reckonedMinor += amount);
      Claim.that(
          purse.balanceMinor == purse.reckonedMinor,
          "a balance of "
              + purse.balanceMinor
              + " that Meta's books say is "
              + purse.reckonedMinor);
      Claim.that(
          purse.excusedByDeath <= purse.deaths * CALLS_A_DEATH,
          "more calls are off than a death can excuse");
    });
  }

  private Call known(MetaCallId id) {
    Call call = calls.get(id);
    if (call == null) {
      throw new AssertionError("a call that Meta has not taken");
    }
    return call;
  }

  /// How often each allowance was used.
  Map<Allowance, Integer> used() {
    return used;
  }

  private Purse purse(AccountId account) {
    return purses.computeIfAbsent(account, _ -> new Purse());
  }
}
