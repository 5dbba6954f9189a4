package io.dering.signaling.switchboard;

import io.dering.signaling.activity.EndedCall;
import io.dering.signaling.activity.OpenCall;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// The whole control plane of one account: one owner, one thread, no I/O.
public final class Switchboard {
  /// `ids` is the source of new call ids and nothing else.
  public Switchboard(AccountSettings settings, RandomGenerator ids) {}

  public Step restore(List<OpenCall> open, List<EndedCall> recentlyEnded, Instant now) {
    return Step.NOTHING;
  }

  public Step handle(Fact fact, Instant now) {
    return Step.NOTHING;
  }

  public Step advance(Instant now) {
    return Step.NOTHING;
  }

  public Instant nextDeadline() {
    return Instant.MAX;
  }

  public Snapshot snapshot() {
    return new Snapshot(0, 0, 0, 0, Map.of());
  }
}
