package io.dering.signaling.switchboard;

import io.dering.signaling.agent.Roster;
import io.dering.signaling.call.CallEventKind;
import io.dering.signaling.call.CallInput;
import io.dering.signaling.call.CallMachine;
import io.dering.signaling.call.CallOutput;
import io.dering.signaling.call.CallState;
import io.dering.signaling.call.CallStatus;
import io.dering.signaling.call.Decision;
import io.dering.signaling.call.Seat;
import io.dering.signaling.call.TalkTimes;
import io.dering.signaling.desk.DeskMessage;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.ConnectionId;
import io.dering.signaling.room.MissedCall;
import io.dering.signaling.room.MissedCalls;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Carries a machine's decision out: state, commands, records, and what the agents' pages are told.
final class CallDriver {
  private final CallMachine machine;
  private final CallBook book;
  private final Roster roster;
  private final Ringer ringer;
  private final Cards cards;
  private final WrapUps wrapUps;
  private final MissedCalls missed;
  private final CustomerDesk customers;
  private final Outgoing outgoing;
  private final MoneyDesk money;

  CallDriver(CallMachine machine, CallBook book, Roster roster, Ringer ringer, Shared shared) {
    this.machine = machine;
    this.book = book;
    this.roster = roster;
    this.ringer = ringer;
    this.cards = shared.cards();
    this.wrapUps = shared.wrapUps();
    this.missed = shared.missed();
    this.customers = shared.customers();
    this.outgoing = shared.outgoing();
    this.money = shared.money();
  }

  /// What the driver shares with the rest of the switchboard.
  record Shared(
      Cards cards,
      WrapUps wrapUps,
      MissedCalls missed,
      CustomerDesk customers,
      Outgoing outgoing,
      MoneyDesk money) {}

  void apply(LiveCall call, CallInput input, Work work) {
    work.turnTo(call);
    CallState before = call.state();
    Decision decision = machine.decide(before, input, work.now());
    book.move(call, decision.next());
    CallOutput.@Nullable Close close = null;
    for (CallOutput output : decision.outputs()) {
      if (output instanceof CallOutput.Close end) {
        call.close(work, end, money.ended(call, before, metaTimes(input), work));
        close = end;
      } else {
        carryOut(call, output, work);
      }
    }
    if (input instanceof CallInput.MetaTerminated
        && !(before instanceof CallState.Ended ended && ended.reportedByMeta())) {
      money.reported(call, metaTimes(input), work);
    }
    tellRinging(call, before, close, work);
    tellHolder(call, before, close, work);
    if (call.state() instanceof CallState.Talking talking) {
      missed.talked(call.channel(), call.caller());
      if (!(before instanceof CallState.Talking)) {
        money.answered(call, talking.since(), work);
        customers.answered(call, talking.handling().seat().agent(), work);
      }
    }
    if (close != null) {
      customers.closed(call, before, close, work);
      if (close.status() == CallStatus.UNANSWERED) {
        missed.missed(
            new MissedCall(call.id(), call.metaCall(), call.channel(), call.caller(), work.now()));
      }
      if (!isAwaited(call)) {
        outgoing.remove(call);
        call.forget();
      }
    }
  }

  private static Optional<TalkTimes> metaTimes(CallInput input) {
    return input instanceof CallInput.MetaTerminated said
        ? Optional.ofNullable(said.times())
        : Optional.empty();
  }

  /// Whether Meta may still make a call known that is over here.
  private static boolean isAwaited(LiveCall call) {
    return call.state() instanceof CallState.Ended ended
        && ended.aftermath() == CallState.Aftermath.TERMINATE_WHEN_PLACED;
  }

  /// A call of the business's begins: media makes its offer, and its agent waits in that tab.
  void begin(LiveCall call, ConnectionId tab, Work work) {
    work.turnTo(call);
    book.move(call, call.state());
    AgentId agent = Objects.requireNonNull(CallState.holder(call.state()));
    money.begin(call, work);
    work.order(new Command.MakeOffer(call.id(), call.channel()));
    work.order(new Command.Bridge(call.id(), tab));
    call.note(work, CallEventKind.CALLING, agent, null);
    tellPresence(agent, work);
    ringer.withdrawFrom(agent, work);
    work.tell(tab, progress(call, work));
  }

  /// Ends the call that a step failed on: as if the step had not turned to it, and then as broken.
  void end(Work failed) {
    Optional<LiveCall> subject = failed.subject();
    Optional<LiveCall.Before> before = failed.takeBack();
    if (subject.isEmpty() || before.isEmpty()) {
      return;
    }
    LiveCall call = subject.get();
    book.move(call, before.get().state());
    call.backTo(before.get());
    apply(call, new CallInput.Broken(), failed);
    freeWhoeverHolds(call, failed);
  }

  /// Forgets a call that could not even be ended; the next start ends it. The agent who had it
  /// stays reserved, as the log has it (IN-4).
  void drop(Work failed, Instant remembered) {
    Optional<LiveCall> subject = failed.subject();
    Optional<LiveCall.Before> before = failed.takeBack();
    if (subject.isEmpty() || before.isEmpty()) {
      return;
    }
    LiveCall call = subject.get();
    book.drop(call, remembered);
    failed.order(new Command.CloseMetaLeg(call.id()));
    if (CallState.holder(before.get().state()) == null) {
      roster.holders(call.id()).forEach(agent -> roster.release(agent, call.id(), failed.now()));
    }
  }

  /// A reservation whose call came to nobody.
  private void freeWhoeverHolds(LiveCall call, Work work) {
    for (AgentId agent : roster.holders(call.id())) {
      roster.release(agent, call.id(), work.now());
      tellPresence(agent, work);
      ringer.offerWaiting(agent, work);
    }
  }

  private static void carryOut(LiveCall call, CallOutput output, Work work) {
    switch (output) {
      case CallOutput.AnswerOffer answer ->
          work.order(new Command.AnswerOffer(call.id(), call.channel(), answer.offer()));
      case CallOutput.PreAccept preAccept ->
          work.order(
              new Command.PreAccept(
                  call.id(), call.metaCall(), call.channel(), preAccept.answer()));
      case CallOutput.Accept accept ->
          work.order(
              new Command.Accept(
                  call.id(), call.metaCall(), call.channel(), accept.answer(), call.id().value()));
      case CallOutput.Reject _ ->
          work.order(new Command.Reject(call.id(), call.metaCall(), call.channel()));
      case CallOutput.Terminate _ ->
          work.order(new Command.Terminate(call.id(), call.metaCall(), call.channel()));
      case CallOutput.MakeOffer _ -> work.order(new Command.MakeOffer(call.id(), call.channel()));
      case CallOutput.Connect connect ->
          work.order(
              new Command.Connect(
                  call.id(), call.channel(), call.caller(), connect.offer(), call.id().value()));
      case CallOutput.ApplyAnswer answered ->
          work.order(new Command.ApplyAnswer(call.id(), answered.answer()));
      case CallOutput.Play play -> work.order(new Command.Play(call.id(), play.tone()));
      case CallOutput.OpenGate _ -> work.order(new Command.OpenGate(call.id()));
      case CallOutput.Bridge bridge ->
          work.order(new Command.Bridge(call.id(), bridge.connection()));
      case CallOutput.Unbridge _ -> work.order(new Command.Unbridge(call.id()));
      case CallOutput.Mute mute -> work.order(new Command.Mute(call.id(), mute.muted()));
      case CallOutput.CloseMetaLeg _ -> work.order(new Command.CloseMetaLeg(call.id()));
      case CallOutput.Note note -> call.note(work, note.kind(), note.agent(), note.detail());
      case CallOutput.Close _ -> throw new IllegalStateException("a row is closed with its charge");
    }
  }

  /// Begins or ends the ringing on the agents' pages.
  private void tellRinging(
      LiveCall call, CallState before, CallOutput.@Nullable Close close, Work work) {
    boolean rang = before instanceof CallState.Ringing;
    if (!rang && call.state() instanceof CallState.Ringing ringing) {
      ringer.begin(call, ringing, work);
    } else if (rang && close != null) {
      DeskMessage cancelled =
          new DeskMessage.CallCancelled(call.id(), Cards.cancelReason(close.reason()));
      for (AgentId agent : call.shown()) {
        work.tell(roster.tabs(agent), cancelled);
      }
      ringer.pushesOver(call, null, work);
      call.hidden();
    } else if (rang && call.state() instanceof CallState.Connecting connecting) {
      tellTaken(call, connecting.handling().seat(), work);
    }
  }

  private void tellTaken(LiveCall call, Seat seat, Work work) {
    DeskMessage taken = new DeskMessage.CallTaken(call.id(), cards.agent(seat.agent()));
    for (AgentId agent : call.shown()) {
      for (ConnectionId tab : roster.tabs(agent)) {
        if (!seat.isTakenBy(tab)) {
          work.tell(tab, taken);
        }
      }
    }
    ringer.pushesOver(call, seat.agent(), work);
    call.hidden();
  }

  /// Tells the agent who has, gets or had the call.
  private void tellHolder(
      LiveCall call, CallState before, CallOutput.@Nullable Close close, Work work) {
    AgentId had = CallState.holder(before);
    AgentId has = CallState.holder(call.state());
    if (had == null && has != null) {
      tellPresence(has, work);
      ringer.withdrawFrom(has, work);
    }
    seatToTell(before, call.state()).ifPresent(tab -> work.tell(tab, progress(call, work)));
    if (had != null && has == null && close != null) {
      DeskMessage ended =
          new DeskMessage.CallEnded(
              call.id(), close.status(), close.reason(), close.spans().talkMs());
      work.tell(roster.tabs(had), ended);
      roster.release(had, call.id(), work.now());
      if (before instanceof CallState.Talking) {
        wrapUps.begin(had, work);
      }
      tellPresence(had, work);
      ringer.offerWaiting(had, work);
    }
  }

  private void tellPresence(AgentId agent, Work work) {
    work.tell(roster.tabs(agent), cards.presence(agent, work.now()));
  }

  private DeskMessage progress(LiveCall call, Work work) {
    return switch (call.state()) {
      case CallState.Talking talking -> Cards.connected(call, talking, work.now());
      case CallState.Calling calling -> cards.outgoing(call, calling);
      case CallState.Connecting _, CallState.Offered _, CallState.Ringing _, CallState.Ended _ ->
          cards.connecting(call);
    };
  }

  /// The tab that has just got the call, or whose call has just been connected.
  private static Optional<ConnectionId> seatToTell(CallState before, CallState after) {
    Optional<ConnectionId> tab = seatedTab(after);
    boolean connectedNow =
        after instanceof CallState.Talking && !(before instanceof CallState.Talking);
    boolean ringsNow =
        after instanceof CallState.Calling next
            && next.reach() instanceof CallState.Rings
            && before instanceof CallState.Calling last
            && !(last.reach() instanceof CallState.Rings);
    return connectedNow || ringsNow || !tab.equals(seatedTab(before)) ? tab : Optional.empty();
  }

  private static Optional<ConnectionId> seatedTab(CallState state) {
    return switch (state) {
      case CallState.Connecting connecting -> connecting.handling().seat().tab();
      case CallState.Calling calling -> calling.handling().seat().tab();
      case CallState.Talking talking -> talking.handling().seat().tab();
      case CallState.Offered _, CallState.Ringing _, CallState.Ended _ -> Optional.empty();
    };
  }
}
