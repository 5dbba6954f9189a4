package io.dering.sandbox.webhooks;

import java.time.Duration;
import java.util.SplittableRandom;

/// Draws the fate of webhooks, replayable by seed: every webhook takes the same four draws whatever
/// the switches say, so that turning one switch does not move the others.
final class FateDice {
  private final Misbehaviour switches;
  private final SplittableRandom random;

  FateDice(Misbehaviour switches) {
    this.switches = switches;
    this.random = new SplittableRandom(switches.seed());
  }

  Fate draw(boolean connect) {
    boolean twice = random.nextDouble() < switches.duplicate();
    boolean held = random.nextDouble() < switches.reorder();
    boolean late = random.nextDouble() < switches.delay();
    long delayMs = (long) (random.nextDouble() * (switches.maxDelay().toMillis() + 1));
    return new Fate(late ? Duration.ofMillis(delayMs) : Duration.ZERO, twice, connect && held);
  }
}
