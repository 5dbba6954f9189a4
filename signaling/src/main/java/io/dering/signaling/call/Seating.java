package io.dering.signaling.call;

import io.dering.signaling.call.CallState.Handling;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What happens to the agent's place in a taken call; the same for connecting and talking.
/// `changed` is null when nothing changes.
record Seating(@Nullable Handling changed, List<CallOutput> outputs) {
  private static final Seating UNCHANGED = new Seating(null, List.of());

  static Seating lost(Handling handling, CallInput.TabLost lost, Instant keptUntil) {
    if (!handling.seat().isTakenBy(lost.connection())) {
      return UNCHANGED;
    }
    // A wait for a leg goes on as it began: a page that comes and goes must not prolong it.
    Instant until = handling.seat() instanceof Seat.Awaited awaited ? awaited.until() : keptUntil;
    return new Seating(
        handling.vacated(until),
        List.of(
            new CallOutput.Unbridge(),
            new CallOutput.Note(
                CallEventKind.AGENT_AWAY_FROM_CALL, handling.seat().agent(), null)));
  }

  static Seating ready(Handling handling, CallInput.TabReady ready) {
    if (!handling.seat().agent().equals(ready.agent())) {
      return UNCHANGED;
    }
    return switch (handling.seat()) {
      case Seat.Taken taken ->
          taken.connection().equals(ready.connection())
              ? new Seating(handling, List.of(new CallOutput.Bridge(ready.connection())))
              : UNCHANGED;
      case Seat.Awaited _ -> came(handling, ready);
      case Seat.Vacant _ -> back(handling, ready);
    };
  }

  private static Seating came(Handling handling, CallInput.TabReady ready) {
    List<CallOutput> outputs = bridge(handling, ready);
    outputs.add(new CallOutput.Note(CallEventKind.AGENT_LEG_CONNECTED, ready.agent(), null));
    return new Seating(seated(handling, ready), outputs);
  }

  private static Seating back(Handling handling, CallInput.TabReady ready) {
    List<CallOutput> outputs = bridge(handling, ready);
    outputs.add(new CallOutput.Note(CallEventKind.AGENT_BACK, ready.agent(), null));
    return new Seating(seated(handling, ready), outputs);
  }

  private static Handling seated(Handling handling, CallInput.TabReady ready) {
    return handling.seated(new Seat.Taken(ready.agent(), ready.connection()));
  }

  private static List<CallOutput> bridge(Handling handling, CallInput.TabReady ready) {
    List<CallOutput> outputs = new ArrayList<>();
    if (handling.muted()) {
      // Before the leg is on the call: a muted agent is never heard, whatever the new page shows.
      outputs.add(new CallOutput.Mute(true));
    }
    outputs.add(new CallOutput.Bridge(ready.connection()));
    return outputs;
  }

  static Seating mute(Handling handling, CallInput.MuteChosen mute) {
    if (!handling.seat().agent().equals(mute.agent()) || handling.muted() == mute.muted()) {
      return UNCHANGED;
    }
    CallEventKind kind = mute.muted() ? CallEventKind.MUTED : CallEventKind.UNMUTED;
    return new Seating(
        handling.withMuted(mute.muted()),
        List.of(new CallOutput.Mute(mute.muted()), new CallOutput.Note(kind, mute.agent(), null)));
  }

  Decision decide(CallState before, Function<Handling, CallState> after) {
    return changed == null ? Decision.stay(before) : new Decision(after.apply(changed), outputs);
  }
}
