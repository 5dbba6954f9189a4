package io.dering.signaling.simulation;

import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.call.Caller;
import io.dering.signaling.call.Direction;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ChannelId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// P2: a channel calls a customer once at a time, whatever name the customer goes by, and has no
/// more calls under way than Meta takes of one number. (One call an agent is [OneCallEach]'s, what
/// an account may have at once [NoMoreThanMay]'s.)
final class CalledOnce implements Auditor {
  /// Meta reference 2.6.
  private static final int MOST_OF_A_CHANNEL = 1_000;

  private final Set<Callee> called = new HashSet<>();
  private final Map<CallId, List<Callee>> open = new HashMap<>();
  private final Map<ChannelId, Integer> underWay = new HashMap<>();

  private record Callee(ChannelId channel, String name) {}

  @Override
  public void stored(AccountId account, CallRecord written, Instant at) {
    switch (written) {
      case CallRecord.CallOpened opened when opened.direction() == Direction.OUTBOUND -> {
        List<Callee> names = names(opened.channel(), opened.customer());
        for (Callee name : names) {
          Claim.that(called.add(name), "a customer is called twice at a time");
        }
        open.put(opened.call(), names);
        Claim.that(
            underWay.merge(opened.channel(), 1, Integer::sum) <= MOST_OF_A_CHANNEL,
            "a channel has too many calls under way");
      }
      case CallRecord.CallClosed closed -> {
        List<Callee> names = open.remove(closed.call());
        if (names != null) {
          names.forEach(called::remove);
          underWay.merge(names.getFirst().channel(), -1, Integer::sum);
        }
      }
      case CallRecord.CallOpened _, CallRecord.CallPlaced _, CallRecord.CallEvent _ -> {
        // Begins and ends nothing of the business's.
      }
    }
  }

  private static List<Callee> names(ChannelId channel, Caller customer) {
    List<Callee> names = new ArrayList<>();
    if (customer.phone() != null) {
      names.add(new Callee(channel, customer.phone().value()));
    }
    if (customer.userId() != null) {
      names.add(new Callee(channel, customer.userId()));
    }
    return names;
  }
}
