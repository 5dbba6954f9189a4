package io.dering.signaling.simulation;

import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.call.LegCloseReason;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.MetaCallId;
import io.dering.signaling.simulation.Clockwork.Mishap;
import io.dering.signaling.switchboard.Command;
import io.dering.signaling.switchboard.Fact;
import io.dering.signaling.switchboard.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The media plane of all accounts: Meta legs that come up, do not, and go; all of a process's are
/// gone with it.
final class Media implements Auditor {
  private final Clockwork clock;
  private final Supplier<Faults> faults;
  private final Map<MetaCallId, Leg> legs = new HashMap<>();
  private final Map<CallId, MetaCallId> metaCalls = new HashMap<>();
  private Consumer<MetaCallId> silence = _ -> {};

  private record Leg(Runner runner, int life, CallId call) {}

  Media(Clockwork clock, Supplier<Faults> faults) {
    this.clock = clock;
    this.faults = faults;
  }

  /// Who is told that no media comes from us any more.
  void whenSilent(Consumer<MetaCallId> told) {
    silence = told;
  }

  @Override
  public void stored(AccountId account, CallRecord written, Instant at) {
    if (written instanceof CallRecord.CallOpened opened) {
      metaCalls.put(opened.call(), opened.metaCall());
    }
  }

  void carryOut(Runner runner, Command.ForMedia command) {
    MetaCallId metaCall = metaCalls.get(command.call());
    if (metaCall == null) {
      throw new AssertionError("media is asked for a call that is not stored");
    }
    switch (command) {
      case Command.AnswerOffer _ ->
          answer(metaCall, new Leg(runner, runner.life(), command.call()));
      case Command.CloseMetaLeg _ -> close(metaCall);
      case Command.MakeOffer _, Command.ApplyAnswer _, Command.Play _ -> {}
      case Command.OpenGate _, Command.Bridge _, Command.Unbridge _, Command.Mute _ -> {}
    }
  }

  boolean has(MetaCallId metaCall) {
    return legs.containsKey(metaCall);
  }

  /// Meta has ended the call: its side of the leg answers no longer.
  void deaf(MetaCallId metaCall) {
    clock.after(clock.upTo(20_000), () -> lose(metaCall, legs.get(metaCall)));
  }

  /// The process is gone, and its legs with it.
  void died(Runner runner) {
    List<MetaCallId> gone = new ArrayList<>();
    legs.forEach((metaCall, leg) -> {
      if (leg.runner().equals(runner)) {
        gone.add(metaCall);
      }
    });
    gone.forEach(this::close);
  }

  int open() {
    return legs.size();
  }

  private void answer(MetaCallId metaCall, Leg leg) {
    legs.put(metaCall, leg);
    if (clock.chance(faults.get().legs())) {
      clock.count(Mishap.OFFER_REFUSED);
      int delayMs = clock.upTo(50);
      clock.after(delayMs, () -> tell(leg, new Fact.OfferRefused(leg.call(), "no_opus")));
      return;
    }
    // A silent media plane, too: the answer never comes, or comes late.
    if (!clock.chance(faults.get().legs() / 2)) {
      int answerMs = clock.upTo(clock.chance(faults.get().late()) ? 8_000 : 50);
      clock.after(answerMs, () -> tell(leg, new Fact.OfferAnswered(leg.call(), Stage.ANSWER)));
      clock.after(
          clock.upTo(3_000),
          () -> {
            if (legs.containsKey(metaCall)) {
              tell(leg, new Fact.MetaLegConnected(leg.call()));
            }
          });
    }
    if (clock.chance(faults.get().legs())) {
      clock.count(Mishap.LEG_FAILED);
      clock.after(clock.upTo(60_000), () -> lose(metaCall, leg));
    }
  }

  private void lose(MetaCallId metaCall, @Nullable Leg leg) {
    if (leg != null && leg.equals(legs.get(metaCall))) {
      tell(leg, new Fact.MetaLegClosed(leg.call(), LegCloseReason.CONSENT_LOST));
      silence.accept(metaCall);
    }
  }

  private void close(MetaCallId metaCall) {
    if (legs.remove(metaCall) != null) {
      silence.accept(metaCall);
    }
  }

  private static void tell(Leg leg, Fact fact) {
    leg.runner().tell(leg.life(), fact);
  }
}
