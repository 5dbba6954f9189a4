package io.dering.bench.load;

import java.util.Locale;

/// What of `policy` the gateway refuses calls by, and where the mark lies unless one is given: so
/// much for each call that the gateway shall have at once, or where the product has it.
enum OverloadMark {
  CALLS(1, 0),
  /// Of the processors that the gateway may use, in percent.
  CPU(0, 85),
  /// Milliseconds.
  LAG(0, 100),
  /// RTP and RTCP that come in, a second: both directions, a frame each 20 ms.
  PACKETS(100, 0);

  private final int ofACall;
  private final int products;

  OverloadMark(int ofACall, int products) {
    this.ofACall = ofACall;
    this.products = products;
  }

  /// @param calls that the gateway shall have at once
  int usual(int calls) {
    return ofACall * calls + products;
  }

  LoadPlan.Limits at(int mark) {
    return new LoadPlan.Limits(
        mark * only(CALLS), mark * only(CPU), mark * only(LAG), mark * only(PACKETS));
  }

  private int only(OverloadMark one) {
    return this == one ? 1 : 0;
  }

  /// Whether it is the calls' number itself: known to the call, and decided on at once. The others
  /// are looked at once a second and must last (`LoadGate`), so that for some seconds more come in.
  boolean exact() {
    return this == CALLS;
  }

  /// As it is written on the command line.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
