package io.dering.signaling.event;

import io.dering.signaling.activity.EntryKind;
import io.dering.signaling.activity.LedgerRecord;
import io.dering.signaling.activity.LedgerRecord.EntryAdded;
import io.dering.signaling.activity.LedgerRecord.ThresholdCrossed;
import io.dering.signaling.activity.RateCardRecord;
import io.dering.signaling.id.CallId;
import java.util.Optional;

/// What is told of a balance (BAL-7, BAL-8). A charge is told with its call, in `call.ended`; a
/// hold is nobody's business but the call's.
final class MoneyEvents {
  private MoneyEvents() {}

  static Optional<Event> of(LedgerRecord written) {
    return switch (written) {
      case EntryAdded added -> type(added.kind()).map(type -> moved(type, added));
      case ThresholdCrossed crossed -> Optional.of(low(crossed));
      case LedgerRecord.HoldPlaced _, LedgerRecord.HoldSettled _, LedgerRecord.HoldReleased _ ->
          Optional.empty();
    };
  }

  static Event of(RateCardRecord card) {
    return Event.event(
        EventType.RATE_CARD_CHANGED,
        out -> {
          out.writeNumberField("version", card.version());
          Event.text(out, "by", Event.value(card.by()));
        });
  }

  private static Optional<EventType> type(EntryKind kind) {
    return switch (kind) {
      case TOP_UP -> Optional.of(EventType.BALANCE_TOPPED_UP);
      case REFUND -> Optional.of(EventType.BALANCE_REFUNDED);
      case ADJUSTMENT -> Optional.of(EventType.BALANCE_ADJUSTED);
      case CHARGE -> Optional.empty();
    };
  }

  private static Event moved(EventType type, EntryAdded added) {
    CallId call = added.call();
    return Event.event(
        type,
        out -> {
          out.writeStringField("entry", added.entry().value());
          out.writeNumberField("amount_minor", added.amountMinor());
          out.writeNumberField("balance_minor", added.balanceAfterMinor());
          if (added.kind() == EntryKind.TOP_UP) {
            Event.text(out, "by", Event.value(added.by()));
          } else {
            Event.text(out, "call", call == null ? null : call.value());
          }
          if (added.kind() == EntryKind.ADJUSTMENT) {
            out.writeNumberField("short_minor", added.shortMinor());
          }
        });
  }

  private static Event low(ThresholdCrossed crossed) {
    return Event.event(
        EventType.BALANCE_LOW,
        out -> {
          out.writeNumberField("threshold_minor", crossed.thresholdMinor());
          out.writeNumberField("balance_minor", crossed.balanceMinor());
        });
  }
}
