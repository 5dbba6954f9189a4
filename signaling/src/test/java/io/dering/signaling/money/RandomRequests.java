package io.dering.signaling.money;

import io.dering.signaling.id.CallId;
import io.dering.signaling.id.EntryId;
import io.dering.signaling.id.HoldId;
import java.util.Optional;
import java.util.SplittableRandom;

/// Requests as a hostile client would make them: ids that come again, with other amounts and for
/// other calls, amounts of every sign and size; sensible ones among them, so that money moves.
///
/// Ids come from a window that moves on, wide enough for repeats and narrow enough that a ledger
/// still knows them.
final class RandomRequests {
  private static final int WINDOW = 40;
  private static final int REQUESTS_PER_CALL = 16;
  private static final int MINUTES = 6;

  private final SplittableRandom random;
  private long made;

  RandomRequests(long seed) {
    random = new SplittableRandom(seed);
  }

  LedgerRequest next() {
    made++;
    return switch (random.nextInt(20)) {
      case 0 -> new LedgerRequest.TopUp(entry("t"), topUp(), Optional.empty(), "");
      case 1 -> new LedgerRequest.Refund(entry(anyKind()), call(), amount());
      case 2 -> new LedgerRequest.Adjust(entry(anyKind()), call(), signed(), "Meta");
      case 3, 4, 5 -> new LedgerRequest.Release(minute());
      case 6, 7, 8, 9, 10, 11 -> new LedgerRequest.Settle(minute(), settled());
      default -> new LedgerRequest.Hold(minute(), amount());
    };
  }

  private String anyKind() {
    return random.nextInt(10) == 0 ? "t" : "x";
  }

  private EntryId entry(String kind) {
    return new EntryId(kind + inWindow());
  }

  private HoldId minute() {
    return new HoldId(call(), 1 + random.nextInt(MINUTES));
  }

  private CallId call() {
    return new CallId("call_" + inWindow());
  }

  private long inWindow() {
    return made / REQUESTS_PER_CALL + random.nextInt(WINDOW);
  }

  /// Few values, so that a repeat often has the same one.
  private long amount() {
    return switch (random.nextInt(40)) {
      case 0 -> 0;
      case 1 -> -1_000;
      case 2 -> Long.MAX_VALUE;
      case 3 -> 2_000_000;
      default -> 1_000;
    };
  }

  private long settled() {
    return switch (random.nextInt(10)) {
      case 0 -> 0;
      case 1 -> 100;
      case 2 -> -1;
      case 3 -> 1_001;
      default -> 1_000;
    };
  }

  private long signed() {
    return switch (random.nextInt(6)) {
      case 0 -> -3_000_000;
      case 1 -> 0;
      case 2 -> 500;
      case 3 -> 1_000_000_000_000_000L;
      default -> -500;
    };
  }

  private long topUp() {
    return switch (random.nextInt(8)) {
      case 0 -> 49_999;
      case 1 -> -50_000;
      case 2 -> Long.MAX_VALUE;
      default -> 50_000;
    };
  }
}
