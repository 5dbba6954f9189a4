package io.dering.bench.load;

import java.util.Locale;

/// What of `policy` the gateway refuses calls by, and where the mark lies unless one is given.
enum OverloadMark {
  CALLS {
    @Override
    int usual(int calls) {
      return calls;
    }

    @Override
    LoadPlan.Limits at(int mark) {
      return new LoadPlan.Limits(mark, 0, 0, 0);
    }
  },
  /// Of the processors that the gateway may use, in percent.
  CPU {
    @Override
    int usual(int calls) {
      return PRODUCTS_CPU_PERCENT;
    }

    @Override
    LoadPlan.Limits at(int mark) {
      return new LoadPlan.Limits(0, mark, 0, 0);
    }
  },
  /// Milliseconds.
  LAG {
    @Override
    int usual(int calls) {
      return PRODUCTS_LAG_MS;
    }

    @Override
    LoadPlan.Limits at(int mark) {
      return new LoadPlan.Limits(0, 0, mark, 0);
    }
  },
  /// RTP and RTCP that come in, a second.
  PACKETS {
    @Override
    int usual(int calls) {
      return calls * PACKETS_OF_A_CALL;
    }

    @Override
    LoadPlan.Limits at(int mark) {
      return new LoadPlan.Limits(0, 0, 0, mark);
    }
  };

  private static final int PRODUCTS_CPU_PERCENT = 85;
  private static final int PRODUCTS_LAG_MS = 100;

  /// Both directions, a frame each 20 ms.
  private static final int PACKETS_OF_A_CALL = 100;

  /// @param calls that the gateway shall have at once
  abstract int usual(int calls);

  abstract LoadPlan.Limits at(int mark);

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
