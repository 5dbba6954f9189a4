package io.dering.signaling.money;

import io.dering.signaling.activity.LedgerRecord;
import java.util.List;

/// What becomes of a [LedgerRequest].
public sealed interface LedgerDecision {
  /// It is done once these are applied, in this order and all of them.
  record Done(List<LedgerRecord> records) implements LedgerDecision {
    public Done {
      records = List.copyOf(records);
    }
  }

  /// It was done before; nothing changes.
  record Repeated() implements LedgerDecision {
    static final Repeated INSTANCE = new Repeated();
  }

  /// It is not done; nothing changes.
  record Refused(LedgerRefusal why) implements LedgerDecision {}
}
