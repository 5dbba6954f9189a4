package io.dering.signaling.money;

import io.dering.signaling.activity.LedgerRecord;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.HoldId;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A second ledger by other means, which predicts every answer: texts for ids, numbers without an
/// end, lists that are added up, and nothing forgotten. It shares no code with [Ledger].
final class NaiveLedger {
  private static final BigInteger MOST = BigInteger.TEN.pow(15);

  private final BigInteger least;
  private final Map<String, Entry> entries = new HashMap<>();
  private final Map<String, Hold> holds = new HashMap<>();
  private BigInteger balance = BigInteger.ZERO;
  private BigInteger held = BigInteger.ZERO;
  private long chargedMinutes;

  NaiveLedger(long leastTopUp) {
    least = BigInteger.valueOf(leastTopUp);
  }

  private record Entry(String kind, BigInteger asked, @Nullable String call) {}

  private static final class Hold {
    final BigInteger amount;
    String state = "open";
    BigInteger charged = BigInteger.ZERO;

    Hold(BigInteger amount) {
      this.amount = amount;
    }
  }

  BigInteger balance() {
    return balance;
  }

  BigInteger held() {
    return held;
  }

  long chargedMinutes() {
    return chargedMinutes;
  }

  /// What the ledger must answer; when that is `done`, this one has done it.
  String answer(LedgerRequest request) {
    return switch (request) {
      case LedgerRequest.TopUp up ->
          up.amountMinor() <= 0
              ? "NOT_POSITIVE"
              : entry("top-up", up.entry().value(), up.amountMinor(), null);
      case LedgerRequest.Refund back ->
          back.amountMinor() <= 0
              ? "NOT_POSITIVE"
              : entry("refund", back.entry().value(), back.amountMinor(), back.call());
      case LedgerRequest.Adjust adjust ->
          adjust.amountMinor() == 0
              ? "ZERO"
              : entry("adjust", adjust.entry().value(), adjust.amountMinor(), adjust.call());
      case LedgerRequest.Hold hold -> hold(hold.hold(), BigInteger.valueOf(hold.amountMinor()));
      case LedgerRequest.Settle settle ->
          settle(settle.hold(), BigInteger.valueOf(settle.amountMinor()));
      case LedgerRequest.Release release -> release(release.hold());
    };
  }

  private String entry(String kind, String id, long amount, @Nullable CallId call) {
    BigInteger asked = BigInteger.valueOf(amount);
    String ofCall = call == null ? null : call.value();
    Entry before = entries.get(id);
    if (before != null) {
      if (!before.kind().equals(kind)) {
        return "DIFFERENT_KIND";
      }
      if (ofCall != null && !ofCall.equals(before.call())) {
        return "DIFFERENT_CALL";
      }
      return before.asked().equals(asked) ? "repeated" : "DIFFERENT_AMOUNT";
    }
    if (kind.equals("top-up") && asked.compareTo(least) < 0) {
      return "BELOW_MINIMUM";
    }
    if (balance.add(asked).compareTo(MOST) > 0) {
      return "OVERFLOW";
    }
    entries.put(id, new Entry(kind, asked, ofCall));
    balance = balance.add(asked.max(balance.subtract(held).negate()));
    return "done";
  }

  private String hold(HoldId id, BigInteger amount) {
    if (amount.signum() <= 0) {
      return "NOT_POSITIVE";
    }
    Hold before = holds.get(id.toString());
    if (before == null) {
      if (held.add(amount).compareTo(balance) > 0) {
        return "INSUFFICIENT";
      }
      holds.put(id.toString(), new Hold(amount));
      held = held.add(amount);
      return "done";
    }
    if (!before.state.equals("open")) {
      return "ALREADY_" + before.state;
    }
    return before.amount.equals(amount) ? "repeated" : "DIFFERENT_AMOUNT";
  }

  private String settle(HoldId id, BigInteger amount) {
    if (amount.signum() < 0) {
      return "NEGATIVE";
    }
    Hold hold = holds.get(id.toString());
    if (hold == null) {
      return "UNKNOWN_HOLD";
    }
    if (hold.state.equals("SETTLED")) {
      return hold.charged.equals(amount) ? "repeated" : "DIFFERENT_AMOUNT";
    }
    if (hold.state.equals("RELEASED")) {
      return "ALREADY_RELEASED";
    }
    if (amount.compareTo(hold.amount) > 0) {
      return "ABOVE_HELD";
    }
    hold.state = "SETTLED";
    hold.charged = amount;
    held = held.subtract(hold.amount);
    balance = balance.subtract(amount);
    chargedMinutes += amount.signum();
    return "done";
  }

  private String release(HoldId id) {
    Hold hold = holds.get(id.toString());
    if (hold == null) {
      return "UNKNOWN_HOLD";
    }
    if (hold.state.equals("SETTLED")) {
      return "ALREADY_SETTLED";
    }
    if (hold.state.equals("RELEASED")) {
      return "repeated";
    }
    hold.state = "RELEASED";
    held = held.subtract(hold.amount);
    return "done";
  }

  /// M1: what the entries of a ledger's records sum up to, each entry once.
  static BigInteger sum(List<LedgerRecord> records) {
    List<BigInteger> amounts = new ArrayList<>();
    for (LedgerRecord each : records) {
      if (each instanceof LedgerRecord.EntryAdded entry) {
        amounts.add(BigInteger.valueOf(entry.amountMinor()));
      }
    }
    return amounts.stream().reduce(BigInteger.ZERO, BigInteger::add);
  }
}
