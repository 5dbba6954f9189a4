package io.dering.signaling.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
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
    assertThat(centre.auditor().reasons().size()).as("seed=%d", seed).isGreaterThan(10);
  }
}
