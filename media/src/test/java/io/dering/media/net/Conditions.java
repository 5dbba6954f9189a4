package io.dering.media.net;

/// How bad a network is. `loss`, `reorder` and `duplicate` are probabilities per datagram; losses
/// come in runs of `burst`; a reordered datagram is late by another `reorderMs`; jitter is uniform
/// from 0 and by itself never reorders.
public record Conditions(
    double loss,
    int burst,
    double delayMs,
    double jitterMs,
    double reorder,
    double reorderMs,
    double duplicate) {
  /// Everything arrives at the same instant.
  public static final Conditions PERFECT = new Conditions(0, 1, 0, 0, 0, 0, 0);

  /// Nothing arrives.
  public static final Conditions CUT = PERFECT.withLoss(1);

  public Conditions withLoss(double value) {
    return new Conditions(value, burst, delayMs, jitterMs, reorder, reorderMs, duplicate);
  }

  public Conditions withBurst(int value) {
    return new Conditions(loss, value, delayMs, jitterMs, reorder, reorderMs, duplicate);
  }

  public Conditions withDelayMs(double value) {
    return new Conditions(loss, burst, value, jitterMs, reorder, reorderMs, duplicate);
  }

  public Conditions withJitterMs(double value) {
    return new Conditions(loss, burst, delayMs, value, reorder, reorderMs, duplicate);
  }

  public Conditions withReorder(double probability, double byMs) {
    return new Conditions(loss, burst, delayMs, jitterMs, probability, byMs, duplicate);
  }

  public Conditions withDuplicate(double value) {
    return new Conditions(loss, burst, delayMs, jitterMs, reorder, reorderMs, value);
  }
}
