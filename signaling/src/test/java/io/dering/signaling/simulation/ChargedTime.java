package io.dering.signaling.simulation;

import io.dering.signaling.activity.ActivityRecord;
import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.activity.EntryKind;
import io.dering.signaling.activity.LedgerRecord;
import io.dering.signaling.call.CallEventKind;
import io.dering.signaling.call.Direction;
import io.dering.signaling.call.EndReason;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.CallId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// M4 by the switchboard's own clock: a call is charged for the started increments between the
/// customer's answer and the end, as its log has them, and none before it has begun. (By Meta's
/// times it is charged as [MetasBooks] says.)
///
/// Not what a call has cost that a start ended: nobody saw its end, and Meta's word comes later.
final class ChargedTime implements Auditor {
  private static final long MINUTE_MS = 60_000;

  private final Map<AccountId, Integer> increments;
  private final Map<CallId, Talk> talks = new HashMap<>();
  private int calls;

  private static final class Talk {
    private @Nullable Instant connected;
    private long metaSeconds;
    private long chargedMinor;
  }

  /// @param increments of each account's rate card, in seconds
  ChargedTime(Map<AccountId, Integer> increments) {
    this.increments = Map.copyOf(increments);
  }

  @Override
  public void kept(AccountId account, ActivityRecord written, Instant at) {
    if (!(written instanceof LedgerRecord.EntryAdded added) || added.call() == null) {
      return;
    }
    Talk talk = talks.get(added.call());
    if (talk == null || added.kind() != EntryKind.CHARGE) {
      return;
    }
    talk.chargedMinor -= added.amountMinor();
    if (talk.connected != null) {
      long talkedMs = Duration.between(talk.connected, added.at()).toMillis();
      Claim.that(talkedMs > (added.minute() - 1) * MINUTE_MS, "charged before it has begun");
    }
  }

  @Override
  public void stored(AccountId account, CallRecord written, Instant at) {
    switch (written) {
      case CallRecord.CallOpened opened -> {
        if (opened.direction() == Direction.OUTBOUND) {
          talks.put(opened.call(), new Talk());
        }
      }
      case CallRecord.CallEvent event -> {
        Talk talk = talks.get(event.call());
        if (talk != null && event.kind() == CallEventKind.CONNECTED) {
          talk.connected = event.at();
        } else if (talk != null
            && event.kind() == CallEventKind.META_TERMINATED
            && event.detail() != null) {
          talk.metaSeconds = Long.parseLong(event.detail());
        }
      }
      case CallRecord.CallPlaced _ -> {
        // Costs nothing.
      }
      case CallRecord.CallClosed closed -> {
        Talk talk = talks.remove(closed.call());
        if (talk != null && closed.reason() != EndReason.GATEWAY_RESTARTED) {
          calls++;
          long fairMinor =
              Prepaid.priceMinor(increments.getOrDefault(account, 60), talkedMs(talk, closed));
          Claim.that(
              talk.chargedMinor == fairMinor,
              "charged " + talk.chargedMinor + " for a talk of " + fairMinor);
        }
      }
    }
  }

  private static long talkedMs(Talk talk, CallRecord.CallClosed closed) {
    if (talk.connected == null) {
      // The pickup was lost or comes late: Meta's own time is all there is, of the minute held.
      return Math.min(talk.metaSeconds * 1_000, MINUTE_MS);
    }
    long talkedMs = Duration.between(talk.connected, closed.at()).toMillis();
    // The money ended with a minute; what the process was held up by is not talked.
    return closed.reason() == EndReason.BALANCE_SPENT ? talkedMs - talkedMs % MINUTE_MS : talkedMs;
  }

  /// How many calls were looked at.
  int calls() {
    return calls;
  }
}
