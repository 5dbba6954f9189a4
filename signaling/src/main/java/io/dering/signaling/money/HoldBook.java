package io.dering.signaling.money;

import io.dering.signaling.id.CallId;
import io.dering.signaling.id.HoldId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Holds by call. Of a call with an open hold everything is known; of others only while they are
/// among the latest, so that memory is bounded. Repeats that come later than that are refused by
/// the store, which knows every hold there ever was.
final class HoldBook {
  /// More knows repeats longer, at some 200 bytes a call.
  static final int LATEST_CALLS = 10_000;

  private final Map<CallId, CallHolds> open = new HashMap<>();
  private final LinkedHashMap<CallId, CallHolds> latest = new LinkedHashMap<>();

  /// null when nothing is known of the call.
  @Nullable CallHolds of(CallId call) {
    CallHolds running = open.get(call);
    return running != null ? running : latest.get(call);
  }

  /// null when nothing is known of that minute.
  @Nullable HoldState state(HoldId hold) {
    CallHolds holds = of(hold.call());
    return holds == null ? null : holds.state(hold.minute());
  }

  void put(HoldId hold, HoldState state, long heldMinor, long chargedMinor) {
    CallId call = hold.call();
    CallHolds holds = of(call);
    if (holds == null) {
      holds = new CallHolds(call);
    }
    holds.put(hold.minute(), state, heldMinor, chargedMinor);
    if (holds.hasOpen()) {
      open.put(call, holds);
      latest.remove(call);
      return;
    }
    open.remove(call);
    latest.putLast(call, holds);
    if (latest.size() > LATEST_CALLS) {
      latest.pollFirstEntry();
    }
  }

  List<OpenHold> open(CallId call) {
    CallHolds holds = open.get(call);
    return holds == null ? List.of() : List.copyOf(holds.open());
  }

  List<OpenHold> open() {
    return open.values().stream().flatMap(holds -> holds.open().stream()).toList();
  }

  int callsKnown() {
    return open.size() + latest.size();
  }
}
