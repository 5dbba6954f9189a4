package io.dering.signaling.simulation;

import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.MetaCallId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/// I6: no call is alive at Meta a minute after it ended with us; none is alive with us two minutes
/// after it ended at Meta, although its webhook may be lost for good and the process away; and none
/// at either end when faults have stopped.
final class BothEnds implements Auditor {
  /// Meta ends by itself what nobody accepted within 60 s and what has had no media for 30 s.
  private static final Duration LONGEST_AT_META = Duration.ofSeconds(62);

  /// A call of the business's may ring for as long, and be picked up at its end.
  private static final Duration LONGEST_PLACED_AT_META = Duration.ofSeconds(94);

  private static final Duration LONGEST_WITH_US = Duration.ofMinutes(2);

  private final Set<MetaCallId> live = new HashSet<>();
  private final Map<CallId, MetaCallId> open = new HashMap<>();
  private final Set<MetaCallId> openAtMeta = new HashSet<>();
  private final LinkedHashMap<MetaCallId, Instant> aliveAtMeta = new LinkedHashMap<>();
  private final Set<MetaCallId> placedCalls = new HashSet<>();
  private final LinkedHashMap<MetaCallId, Instant> placedAliveAtMeta = new LinkedHashMap<>();
  private final LinkedHashMap<MetaCallId, Instant> aliveWithUs = new LinkedHashMap<>();

  void begunAtMeta(MetaCallId call) {
    live.add(call);
  }

  void overAtMeta(MetaCallId call, Instant at) {
    live.remove(call);
    aliveAtMeta.remove(call);
    placedAliveAtMeta.remove(call);
    if (openAtMeta.contains(call)) {
      aliveWithUs.put(call, at);
    }
    check(at);
  }

  @Override
  public void stored(AccountId account, CallRecord written, Instant at) {
    switch (written) {
      case CallRecord.CallOpened opened -> {
        open.put(opened.call(), opened.metaCall());
        openAtMeta.add(opened.metaCall());
        if (!live.contains(opened.metaCall())) {
          aliveWithUs.put(opened.metaCall(), at);
        }
      }
      case CallRecord.CallPlaced placed -> {
        // A call of the business's is alive at Meta from the moment Meta has taken it.
        MetaCallId pending = open.replace(placed.call(), placed.metaCall());
        if (pending != null) {
          placedCalls.add(placed.metaCall());
          openAtMeta.remove(pending);
          openAtMeta.add(placed.metaCall());
          aliveWithUs.remove(pending);
          if (!live.contains(placed.metaCall())) {
            aliveWithUs.put(placed.metaCall(), at);
          }
        }
      }
      case CallRecord.CallClosed closed -> {
        MetaCallId call = open.remove(closed.call());
        if (call != null) {
          openAtMeta.remove(call);
          aliveWithUs.remove(call);
          if (live.contains(call)) {
            (placedCalls.contains(call) ? placedAliveAtMeta : aliveAtMeta).put(call, at);
          }
        }
      }
      case CallRecord.CallEvent _ -> {}
    }
    check(at);
  }

  private void check(Instant at) {
    Claim.that(isYoung(aliveAtMeta, LONGEST_AT_META, at), "a call goes on at Meta");
    Claim.that(
        isYoung(placedAliveAtMeta, LONGEST_PLACED_AT_META, at),
        "a call of the business's goes on at Meta");
    Claim.that(isYoung(aliveWithUs, LONGEST_WITH_US, at), "a call goes on that is over at Meta");
  }

  private static boolean isYoung(
      SequencedMap<MetaCallId, Instant> calls, Duration longest, Instant at) {
    Map.Entry<MetaCallId, Instant> oldest = calls.firstEntry();
    return oldest == null || !oldest.getValue().plus(longest).isBefore(at);
  }

  @Override
  public void over() {
    Claim.that(live.isEmpty(), live.size() + " calls go on at Meta for ever");
    Claim.that(open.isEmpty(), open.size() + " calls go on with us for ever");
  }
}
