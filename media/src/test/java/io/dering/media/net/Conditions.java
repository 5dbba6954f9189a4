package io.dering.media.net;

/// How bad a network is. `loss`, `reorder` and `duplicate` are probabilities per datagram; losses
/// come in runs of exactly `burst`, or, `scattered`, of that length in the mean (the two states of
/// Gilbert's model); `loss` is the share that is lost in the long run either way. A reordered
/// datagram is late by another `reorderMs`; jitter is uniform from 0 and by itself never reorders.
public record Conditions(
    double loss,
    int burst,
    boolean scattered,
    double delayMs,
    double jitterMs,
    double reorder,
    double reorderMs,
    double duplicate) {
  /// Everything arrives at the same instant.
  public static final Conditions PERFECT = new Conditions(0, 1, false, 0, 0, 0, 0, 0);

  /// Nothing arrives.
  public static final Conditions CUT = PERFECT.withLoss(1);

  public Conditions withLoss(double value) {
    return new Conditions(
        value, burst, scattered, delayMs, jitterMs, reorder, reorderMs, duplicate);
  }

  /// Losses in runs of exactly so many.
  public Conditions withBurst(int value) {
    return new Conditions(loss, value, false, delayMs, jitterMs, reorder, reorderMs, duplicate);
  }

  /// Losses in runs of so many in the mean.
  public Conditions withScatteredBurst(int mean) {
    return new Conditions(loss, mean, true, delayMs, jitterMs, reorder, reorderMs, duplicate);
  }

  public Conditions withDelayMs(double value) {
    return new Conditions(loss, burst, scattered, value, jitterMs, reorder, reorderMs, duplicate);
  }

  public Conditions withJitterMs(double value) {
    return new Conditions(loss, burst, scattered, delayMs, value, reorder, reorderMs, duplicate);
  }

  public Conditions withReorder(double probability, double byMs) {
    return new Conditions(loss, burst, scattered, delayMs, jitterMs, probability, byMs, duplicate);
  }

  public Conditions withDuplicate(double value) {
    return new Conditions(loss, burst, scattered, delayMs, jitterMs, reorder, reorderMs, value);
  }

  /// How often a datagram outside a run begins one, so that in the long run `loss` of all are lost:
  /// a run of `burst` follows (1 - p) / p that arrive.
  double burstBegins() {
    return loss / (burst * (1 - loss) + loss);
  }
}
