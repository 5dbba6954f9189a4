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
  private final Map<CallId, Leg> legs = new HashMap<>();
  private final Map<CallId, MetaCallId> metaCalls = new HashMap<>();
  private final Map<MetaCallId, CallId> calls = new HashMap<>();
  private Consumer<MetaCallId> silence = _ -> {};

  private static final class Leg {
    private final Runner runner;
    private final int life;
    private final CallId call;

    /// Both descriptions are there: packets may flow.
    private boolean answered;

    private Leg(Runner runner, int life, CallId call) {
      this.runner = runner;
      this.life = life;
      this.call = call;
    }
  }

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
      calls.put(opened.metaCall(), opened.call());
    } else if (written instanceof CallRecord.CallPlaced placed) {
      metaCalls.put(placed.call(), placed.metaCall());
      calls.put(placed.metaCall(), placed.call());
    }
  }

  void carryOut(Runner runner, Command.ForMedia command) {
    CallId call = command.call();
    Claim.that(metaCalls.containsKey(call), "media is asked for a call that is not stored");
    switch (command) {
      case Command.AnswerOffer _ -> answer(new Leg(runner, runner.life(), call));
      case Command.MakeOffer _ -> offer(new Leg(runner, runner.life(), call));
      case Command.ApplyAnswer _ -> apply(call);
      case Command.CloseMetaLeg _ -> close(call);
      case Command.Play _ -> {}
      case Command.OpenGate _, Command.Bridge _, Command.Unbridge _, Command.Mute _ -> {}
    }
  }

  /// Whether anything of ours may reach that call at Meta.
  boolean has(MetaCallId metaCall) {
    Leg leg = leg(metaCall);
    return leg != null && leg.answered;
  }

  /// Meta has ended the call: its side of the leg answers no longer.
  void deaf(MetaCallId metaCall) {
    clock.after(clock.upTo(20_000), () -> lose(leg(metaCall)));
  }

  private @Nullable Leg leg(MetaCallId metaCall) {
    CallId call = calls.get(metaCall);
    return call == null ? null : legs.get(call);
  }

  /// The process is gone, and its legs with it.
  void died(Runner runner) {
    List<CallId> gone = new ArrayList<>();
    legs.forEach((call, leg) -> {
      if (leg.runner.equals(runner)) {
        gone.add(call);
      }
    });
    gone.forEach(this::close);
  }

  int open() {
    return legs.size();
  }

  private void answer(Leg leg) {
    leg.answered = true;
    legs.put(leg.call, leg);
    if (clock.chance(faults.get().legs())) {
      clock.count(Mishap.OFFER_REFUSED);
      int delayMs = clock.upTo(50);
      clock.after(delayMs, () -> tell(leg, new Fact.OfferRefused(leg.call, "no_opus")));
      return;
    }
    // A silent media plane, too: the answer never comes, or comes late.
    if (!clock.chance(faults.get().legs() / 2)) {
      int answerMs = clock.upTo(clock.chance(faults.get().late()) ? 8_000 : 50);
      clock.after(answerMs, () -> tell(leg, new Fact.OfferAnswered(leg.call, Stage.ANSWER)));
      comeUp(leg);
    }
    fail(leg);
  }

  private void offer(Leg leg) {
    legs.put(leg.call, leg);
    if (clock.chance(faults.get().legs())) {
      clock.count(Mishap.OFFER_NOT_MADE);
      clock.after(clock.upTo(50), () -> tell(leg, new Fact.OfferNotMade(leg.call, "no_port")));
    } else if (!clock.chance(faults.get().legs() / 2)) {
      int offerMs = clock.upTo(clock.chance(faults.get().late()) ? 8_000 : 50);
      clock.after(offerMs, () -> tell(leg, new Fact.OfferMade(leg.call, Stage.OFFER)));
    }
  }

  private void apply(CallId call) {
    Leg leg = legs.get(call);
    if (leg == null) {
      return;
    }
    Claim.that(!leg.answered, "a second answer for one offer");
    leg.answered = true;
    if (clock.chance(faults.get().legs())) {
      clock.count(Mishap.ANSWER_REFUSED);
      clock.after(clock.upTo(50), () -> tell(leg, new Fact.AnswerRefused(call, "no_opus")));
    } else if (!clock.chance(faults.get().legs() / 2)) {
      comeUp(leg);
    }
    fail(leg);
  }

  private void comeUp(Leg leg) {
    clock.after(
        clock.upTo(3_000),
        () -> {
          if (leg.equals(legs.get(leg.call))) {
            tell(leg, new Fact.MetaLegConnected(leg.call));
          }
        });
  }

  private void fail(Leg leg) {
    if (clock.chance(faults.get().legs())) {
      clock.count(Mishap.LEG_FAILED);
      clock.after(clock.upTo(60_000), () -> lose(leg));
    }
  }

  private void lose(@Nullable Leg leg) {
    if (leg != null && leg.equals(legs.get(leg.call))) {
      LegCloseReason reason =
          clock.chance(50) ? LegCloseReason.CONSENT_LOST : LegCloseReason.PEER_CLOSED;
      tell(leg, new Fact.MetaLegClosed(leg.call, reason));
      silent(leg.call);
    }
  }

  private void close(CallId call) {
    if (legs.remove(call) != null) {
      silent(call);
    }
  }

  private void silent(CallId call) {
    MetaCallId metaCall = metaCalls.get(call);
    if (metaCall != null && !metaCall.isPending()) {
      silence.accept(metaCall);
    }
  }

  private static void tell(Leg leg, Fact fact) {
    leg.runner.tell(leg.life, fact);
  }
}
