package io.dering.signaling.simulation;

import io.dering.signaling.activity.ActivityRecord;
import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.activity.RoomRecord;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.MessageId;
import io.dering.signaling.id.MetaCallId;
import io.dering.signaling.switchboard.Fact;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// D1: a webhook that was answered 200 has its effect, whatever dies afterwards. D2, as far as it
/// is decided here: a call's records begin with its opening and are numbered without a gap, across
/// restarts. (Whether a backend gets them is the outbox's matter.)
final class Delivered implements Auditor {
  private final Set<MetaCallId> owed = new HashSet<>();
  private final Set<MetaCallId> opened = new HashSet<>();
  private final Set<MessageId> owedMessages = new HashSet<>();
  private final Set<MessageId> kept = new HashSet<>();
  private final Map<CallId, Integer> sequences = new HashMap<>();

  /// Meta has its 200.
  void answered(Fact.FromMeta fact) {
    if (fact instanceof Fact.CallOffered offered) {
      owed.add(offered.metaCall());
    } else if (fact instanceof Fact.CustomerWrote wrote && !kept.contains(wrote.message().id())) {
      owedMessages.add(wrote.message().id());
    }
  }

  @Override
  public void kept(AccountId account, ActivityRecord written, Instant at) {
    if (written instanceof RoomRecord.MessageKept message) {
      kept.add(message.message().id());
      owedMessages.remove(message.message().id());
    }
  }

  @Override
  public void stored(AccountId account, CallRecord written, Instant at) {
    switch (written) {
      case CallRecord.CallOpened begun -> {
        opened.add(begun.metaCall());
        sequences.put(begun.call(), 0);
      }
      case CallRecord.CallEvent event -> {
        Integer last = sequences.put(event.call(), event.sequence());
        Claim.that(last != null, "an event before the opening");
        Claim.that(last == null || event.sequence() == last + 1, "a gap in the sequence");
      }
      case CallRecord.CallPlaced placed -> opened.add(placed.metaCall());
      case CallRecord.CallClosed closed ->
          Claim.that(sequences.containsKey(closed.call()), "an end before the opening");
    }
  }

  @Override
  public void over() {
    owed.removeAll(opened);
    Claim.that(owed.isEmpty(), owed.size() + " webhooks were answered 200 and had no effect");
    Claim.that(owedMessages.isEmpty(), owedMessages.size() + " messages were taken and are lost");
  }
}
