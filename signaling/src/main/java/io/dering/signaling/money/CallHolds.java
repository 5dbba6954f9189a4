package io.dering.signaling.money;

import io.dering.signaling.id.CallId;
import io.dering.signaling.id.HoldId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The holds of one call by minute: 17 bytes each, at most [HoldId#MAX_MINUTE] of them.
final class CallHolds {
  /// Most calls last no longer.
  private static final int FIRST_ROOM = 4;

  private final CallId call;
  private @Nullable HoldState[] states = new HoldState[FIRST_ROOM];
  private long[] heldMinor = new long[FIRST_ROOM];
  private long[] chargedMinor = new long[FIRST_ROOM];
  private int open;

  CallHolds(CallId call) {
    this.call = call;
  }

  /// null when nothing is known of that minute.
  @Nullable HoldState state(int minute) {
    return minute <= states.length ? states[minute - 1] : null;
  }

  long heldMinor(int minute) {
    return heldMinor[minute - 1];
  }

  /// What was charged so far; the settling that says so may still have to come.
  long chargedMinor(int minute) {
    return chargedMinor[minute - 1];
  }

  boolean hasOpen() {
    return open > 0;
  }

  void put(int minute, HoldState state, long held, long charged) {
    if (minute > states.length) {
      int room = Math.min(HoldId.MAX_MINUTE, Math.max(minute, states.length * 2));
      states = Arrays.copyOf(states, room);
      heldMinor = Arrays.copyOf(heldMinor, room);
      chargedMinor = Arrays.copyOf(chargedMinor, room);
    }
    open += (state == HoldState.OPEN ? 1 : 0) - (states[minute - 1] == HoldState.OPEN ? 1 : 0);
    states[minute - 1] = state;
    heldMinor[minute - 1] = held;
    chargedMinor[minute - 1] = charged;
  }

  List<OpenHold> open() {
    List<OpenHold> all = new ArrayList<>(open);
    for (int minute = 1; minute <= states.length; minute++) {
      if (states[minute - 1] == HoldState.OPEN) {
        all.add(new OpenHold(new HoldId(call, minute), heldMinor[minute - 1]));
      }
    }
    return all;
  }
}
