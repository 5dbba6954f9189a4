package io.dering.signaling.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.call.EndReason;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// IN-5, IN-6, IN-7, IN-8: one call per agent, one winner, every call ends once and in time, Meta
/// is asked for one effective end and never for an accept after it.
class CallCentreSimulationTest {
  private static final int CALLS_PER_SEED = 2_000;

  static LongStream seeds() {
    Long replayed = Long.getLong("sim.seed");
    return replayed == null ? LongStream.rangeClosed(1, 10) : LongStream.of(replayed);
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void noInterleavingBreaksARule(long seed) {
    CallCentre centre = new CallCentre(seed, CALLS_PER_SEED);
    try {
      centre.run();
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("seed=" + seed + " " + e.getMessage(), e);
    }
    // A simulation that never gets far proves nothing.
    assertThat(centre.auditor().calls()).as("seed=%d", seed).isEqualTo(CALLS_PER_SEED);
    assertThat(centre.auditor().answered()).as("seed=%d", seed).isGreaterThan(CALLS_PER_SEED / 20);
  }

  /// The seeds above reach every end that the actors can cause: none of them is a rule untried.
  @Test
  void theSeedsReachEveryEnd() {
    Set<EndReason> reached = EnumSet.noneOf(EndReason.class);
    for (long seed = 1; seed <= 3; seed++) {
      CallCentre centre = new CallCentre(seed, CALLS_PER_SEED);
      centre.run();
      reached.addAll(centre.auditor().reasons().keySet());
    }
    assertThat(reached)
        .contains(
            EndReason.CUSTOMER_HUNG_UP,
            EndReason.AGENT_HUNG_UP,
            EndReason.DECLINED,
            EndReason.TIMED_OUT,
            EndReason.NOBODY_REACHABLE,
            EndReason.STALE,
            EndReason.OFFER_REFUSED,
            EndReason.MEDIA_FAILED,
            EndReason.MEDIA_LOST,
            EndReason.AGENT_LOST,
            EndReason.META_REFUSED,
            EndReason.ACCEPT_UNKNOWN);
  }
}
