package io.dering.signaling.call;

import static java.time.Duration.between;

import io.dering.signaling.call.CallState.AcceptProgress;
import io.dering.signaling.call.CallState.AnswerInHand;
import io.dering.signaling.call.CallState.Calling;
import io.dering.signaling.call.CallState.Connecting;
import io.dering.signaling.call.CallState.Ended;
import io.dering.signaling.call.CallState.Handling;
import io.dering.signaling.call.CallState.NoAnswer;
import io.dering.signaling.call.CallState.Offered;
import io.dering.signaling.call.CallState.Ringing;
import io.dering.signaling.call.CallState.Talking;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An inbound call: offered → ringing → connecting → talking → ended. A call of the business's is
/// [CallingMachine]'s until it talks.
///
/// *End(X)* closes the row and the Meta leg and asks Meta for X: R = reject, T = terminate, R/T =
/// reject before accept was sent and terminate after, – = nothing. A pair that is not in the table
/// changes nothing and asks for nothing: facts come late, twice, in any order.
///
/// REP-2: Answered is a call that Meta took the accept of and in which both legs were up at some
/// time, whoever ended it and how. Without one of them nobody heard anybody: Unanswered, with the
/// same reason and the agent who tried.
///
/// Taken in a tab whose leg is not up, the seat is *awaited*: bridged at once like any other, so
/// that media attaches the leg when it comes, but only for the rejoin grace, as if it were vacant.
///
/// | from       | input                    | to         | asks for                 | why |
/// |------------|--------------------------|------------|--------------------------|-----|
/// | Offered    | Rung                     | Ringing    | AnswerOffer              | media is built while it rings |
/// | Offered    | GivenUp                  | Ended      | End(R)                   | IN-6, stale, no channel |
/// | Offered    | MetaTerminated           | Ended      | End(–)                   | terminate overtook connect |
/// | Ringing    | MediaAnswered, first     | Ringing    | PreAccept                | accept is then one round trip |
/// | Ringing    | MediaRefused             | Ended      | End(R)                   | unusable offer |
/// | Ringing    | LegClosed                | Ended      | End(R)                   | an answer is given once: no second leg |
/// | Ringing    | LegConnected             | Ringing    | note                     | |
/// | Ringing    | Taken, no answer yet     | Connecting | Bridge                   | IN-5 |
/// | Ringing    | Taken, answer in hand    | Connecting | Bridge, Accept           | IN-5; same SDP as pre_accept |
/// | Ringing    | RequestRefused fatal     | Ended      | End(R)                   | accept would fail as well |
/// | Ringing    | other Graph outcomes     | Ringing    | note                     | accept decides |
/// | Ringing    | GivenUp                  | Ended      | End(R)                   | IN-6: the last one declined or left |
/// | Ringing    | MetaTerminated           | Ended      | End(–)                   | IN-8; Meta's own time-out, IN-7 |
/// | Ringing    | TimePassed, window over  | Ended      | End(R)                   | IN-7 |
/// | Connecting | MediaAnswered, waiting   | Connecting | Accept                   | pre_accept would only cost time |
/// | Connecting | MediaRefused, waiting    | Ended      | End(R)                   | unusable offer |
/// | Connecting | LegClosed                | Ended      | End(R/T)                 | Unanswered |
/// | Connecting | LegConnected             | Connecting | note                     | |
/// | Connecting | RequestSucceeded ACCEPT  | Talking    | OpenGate                 | RTP only after accept's 200 |
/// | Connecting | RequestRefused ACCEPT    | Ended      | End(T)                   | then R if T is refused too |
/// | Connecting | RequestUnknown ACCEPT    | Ended      | End(T)                   | it may have worked |
/// | Connecting | other Graph outcomes     | Connecting | note                     | accept decides |
/// | Connecting | HungUp by the holder     | Ended      | End(R/T)                 | |
/// | Connecting | MetaTerminated           | Ended      | End(–)                   | accept worked if Meta saw it picked up |
/// | Connecting | TimePassed, given up     | Ended      | End(R/T)                 | also when the vacancy ran out |
/// | Talking    | LegClosed, was up        | Ended      | End(T)                   | MEDIA_LOST: it cannot be made again |
/// | Talking    | LegClosed, never up      | Ended      | End(T)                   | MEDIA_FAILED, not MEDIA_LOST |
/// | Talking    | LegConnected             | Talking    | note                     | |
/// | Talking    | RequestX PRE_ACCEPT      | Talking    | note                     | late answer |
/// | Talking    | HungUp by the holder     | Ended      | End(T)                   | |
/// | Talking    | MetaTerminated           | Ended      | End(–)                   | no terminate after the customer's |
/// | Talking    | TimePassed, vacancy over | Ended      | End(T)                   | no page or leg came |
/// | Talking    | TimePassed, money spent  | Ended      | End(T)                   | BAL-4: not a moment before |
/// | past Offered | LegClosed, goodbye     | Ended      | as LegClosed             | CUSTOMER_HUNG_UP: Meta's word of it is late |
/// | any open   | Broken                   | Ended      | End(R), End(R/T), End(T) | our defect ends its own call, and no other |
/// | both taken | TabLost of the seat      | same       | Unbridge                 | the seat is kept for the rejoin grace |
/// | both taken | TabReady of the holder   | same       | Bridge (Mute)            | seat vacant or awaited, or its own leg anew |
/// | both taken | MuteChosen by the holder | same       | Mute                     | if it changes |
/// | Ended      | MetaTerminated, first    | Ended      | note                     | Meta's talk seconds |
/// | Ended      | REJECT/TERMINATE failed  | Ended      | note (R)                 | R: see RequestRefused ACCEPT |
public final class CallMachine {
  /// Detail of `TAKEN`: by a page whose leg was not up yet.
  public static final String WITHOUT_LEG = "without_leg";

  private final CallTimings timings;
  private final CallingMachine calling;

  public CallMachine(CallTimings timings) {
    this.timings = timings;
    this.calling = new CallingMachine(timings);
  }

  /// What `input` means for a call in `state`. Pure; never throws.
  public Decision decide(CallState state, CallInput input, Instant now) {
    return switch (state) {
      case Offered offered -> offered(offered, input, now);
      case Ringing ringing -> ringing(ringing, input, now);
      case Connecting connecting -> connecting(connecting, input, now);
      case Calling outbound -> calling.calling(outbound, input, now);
      case Talking talking -> talking(talking, input, now);
      case Ended ended -> ended(ended, input);
    };
  }

  private Decision offered(Offered state, CallInput input, Instant now) {
    return switch (input) {
      case CallInput.Rung rung ->
          Decision.of(
              new Ringing(now, now.plus(rung.window()), NoAnswer.YET, false),
              new CallOutput.AnswerOffer(state.offer()));
      case CallInput.GivenUp givenUp ->
          Ending.unanswered(givenUp.reason(), 0).rejecting().decide(forgetAt(now));
      case CallInput.MetaTerminated terminated ->
          Ending.byMeta(terminated, Ending.unanswered(EndReason.CUSTOMER_HUNG_UP, 0))
              .decide(forgetAt(now));
      case CallInput.Broken _ ->
          Ending.unanswered(EndReason.GATEWAY_FAILED, 0).rejecting().decide(forgetAt(now));
      case CallInput.OfferRepeated _,
          CallInput.MediaAnswered _,
          CallInput.MediaRefused _,
          CallInput.LegConnected _,
          CallInput.LegClosed _,
          CallInput.Taken _,
          CallInput.HungUp _,
          CallInput.MuteChosen _,
          CallInput.TabLost _,
          CallInput.TabReady _,
          CallInput.RequestSucceeded _,
          CallInput.RequestRefused _,
          CallInput.RequestUnknown _,
          CallInput.Outbound _,
          CallInput.TimePassed _ ->
          Decision.stay(state);
    };
  }

  private Decision ringing(Ringing state, CallInput input, Instant now) {
    long rangMs = between(state.since(), now).toMillis();
    return switch (input) {
      case CallInput.MediaAnswered answered -> answeredWhileRinging(state, answered.answer());
      case CallInput.MediaRefused refused ->
          endRinging(EndReason.OFFER_REFUSED, rangMs, now, refused.code());
      case CallInput.LegConnected _ ->
          noted(
              new Ringing(state.since(), state.deadline(), state.answer(), true),
              CallEventKind.META_LEG_CONNECTED);
      case CallInput.LegClosed closed ->
          endRinging(why(closed, EndReason.MEDIA_FAILED), rangMs, now, closed.reason().name());
      case CallInput.Taken taken -> taken(state, taken, rangMs, now);
      case CallInput.RequestSucceeded succeeded -> preAcceptOutcome(state, succeeded.action());
      case CallInput.RequestRefused refused -> preAcceptRefused(state, refused, rangMs, now);
      case CallInput.RequestUnknown unknown -> preAcceptFailed(state, unknown.action(), "unknown");
      case CallInput.GivenUp givenUp -> endRinging(givenUp.reason(), rangMs, now, null);
      case CallInput.Broken _ -> endRinging(EndReason.GATEWAY_FAILED, rangMs, now, null);
      case CallInput.MetaTerminated terminated ->
          Ending.byMeta(terminated, Ending.unanswered(EndReason.CUSTOMER_HUNG_UP, rangMs))
              .closingLeg()
              .decide(forgetAt(now));
      case CallInput.TimePassed _ ->
          now.isBefore(state.deadline())
              ? Decision.stay(state)
              : endRinging(EndReason.TIMED_OUT, rangMs, now, null);
      case CallInput.Rung _,
          CallInput.OfferRepeated _,
          CallInput.Outbound _,
          CallInput.HungUp _,
          CallInput.MuteChosen _,
          CallInput.TabLost _,
          CallInput.TabReady _ ->
          Decision.stay(state);
    };
  }

  private Decision connecting(Connecting state, CallInput input, Instant now) {
    return switch (input) {
      case CallInput.MediaAnswered answered -> answeredWhileConnecting(state, answered.answer());
      case CallInput.MediaRefused refused ->
          state.accept() == AcceptProgress.WAITING_FOR_ANSWER
              ? endConnecting(state, EndReason.OFFER_REFUSED, refused.code(), now)
              : Decision.stay(state);
      case CallInput.LegConnected _ ->
          noted(
              withHandling(state, state.handling().withMetaLeg()),
              CallEventKind.META_LEG_CONNECTED);
      case CallInput.LegClosed closed ->
          endConnecting(state, why(closed, EndReason.MEDIA_FAILED), closed.reason().name(), now);
      case CallInput.RequestSucceeded succeeded -> acceptSucceeded(state, succeeded.action(), now);
      case CallInput.RequestRefused refused -> acceptRefused(state, refused, now);
      case CallInput.RequestUnknown unknown ->
          isAccept(state, unknown.action())
              ? Ending.taken(EndReason.ACCEPT_UNKNOWN, state.handling())
                  .detail(CallEventKind.ACCEPT_FAILED, "unknown")
                  .terminating()
                  .decide(forgetAt(now))
              : preAcceptFailed(state, unknown.action(), "unknown");
      case CallInput.HungUp hungUp ->
          hungUp.agent().equals(state.handling().seat().agent())
              ? endConnecting(state, EndReason.AGENT_HUNG_UP, null, now)
              : Decision.stay(state);
      case CallInput.MetaTerminated terminated -> terminatedWhileConnecting(state, terminated, now);
      case CallInput.Broken _ -> endConnecting(state, EndReason.GATEWAY_FAILED, null, now);
      case CallInput.TimePassed _ -> connectingTimePassed(state, now);
      case CallInput.TabLost lost ->
          Seating.lost(state.handling(), lost, now.plus(timings.rejoinGrace()))
              .decide(state, handling -> withHandling(state, handling));
      case CallInput.TabReady ready ->
          Seating.ready(state.handling(), ready)
              .decide(state, handling -> withHandling(state, handling));
      case CallInput.MuteChosen mute ->
          Seating.mute(state.handling(), mute)
              .decide(state, handling -> withHandling(state, handling));
      case CallInput.Rung _,
          CallInput.GivenUp _,
          CallInput.OfferRepeated _,
          CallInput.Outbound _,
          CallInput.Taken _ ->
          Decision.stay(state);
    };
  }

  /// Why a call ends whose Meta leg closed. A goodbye is authenticated, so that nobody but the
  /// customer's side says it; Meta's word of it may be late.
  private static EndReason why(CallInput.LegClosed closed, EndReason otherwise) {
    return closed.reason() == LegCloseReason.PEER_CLOSED ? EndReason.CUSTOMER_HUNG_UP : otherwise;
  }

  private Decision talking(Talking state, CallInput input, Instant now) {
    return switch (input) {
      case CallInput.LegConnected _ ->
          noted(state.with(state.handling().withMetaLeg()), CallEventKind.META_LEG_CONNECTED);
      case CallInput.LegClosed closed ->
          Ending.talked(
                  state,
                  why(
                      closed,
                      state.handling().metaLegWasUp()
                          ? EndReason.MEDIA_LOST
                          : EndReason.MEDIA_FAILED),
                  now)
              .detail(CallEventKind.META_LEG_CLOSED, closed.reason().name())
              .terminating()
              .decide(forgetAt(now));
      case CallInput.HungUp hungUp ->
          hungUp.agent().equals(state.handling().seat().agent())
              ? Ending.talked(state, EndReason.AGENT_HUNG_UP, now)
                  .terminating()
                  .decide(forgetAt(now))
              : Decision.stay(state);
      case CallInput.MetaTerminated terminated ->
          Ending.byMeta(terminated, Ending.talked(state, EndReason.CUSTOMER_HUNG_UP, now))
              .decide(forgetAt(now));
      case CallInput.Broken _ ->
          Ending.talked(state, EndReason.GATEWAY_FAILED, now).terminating().decide(forgetAt(now));
      case CallInput.TimePassed _ -> talkingTimePassed(state, now);
      case CallInput.TabLost lost ->
          Seating.lost(state.handling(), lost, now.plus(timings.rejoinGrace()))
              .decide(state, state::with);
      case CallInput.TabReady ready ->
          Seating.ready(state.handling(), ready).decide(state, state::with);
      case CallInput.MuteChosen mute ->
          Seating.mute(state.handling(), mute).decide(state, state::with);
      case CallInput.RequestSucceeded succeeded -> preAcceptOutcome(state, succeeded.action());
      case CallInput.RequestRefused refused ->
          preAcceptFailed(state, refused.action(), refused.error().figures());
      case CallInput.RequestUnknown unknown -> preAcceptFailed(state, unknown.action(), "unknown");
      case CallInput.Outbound outbound -> calling.talking(state, outbound, now);
      case CallInput.Rung _,
          CallInput.GivenUp _,
          CallInput.OfferRepeated _,
          CallInput.MediaAnswered _,
          CallInput.MediaRefused _,
          CallInput.Taken _ ->
          Decision.stay(state);
    };
  }

  private static Decision ended(Ended state, CallInput input) {
    return switch (input) {
      case CallInput.MetaTerminated terminated when !state.reportedByMeta() ->
          Decision.of(
              new Ended(state.deadline(), state.aftermath(), true), Ending.report(terminated));
      case CallInput.RequestRefused refused ->
          endRequestFailed(state, refused.action(), refused.error().figures(), true);
      case CallInput.RequestUnknown unknown ->
          endRequestFailed(state, unknown.action(), "unknown", false);
      case CallInput.Outbound outbound -> CallingMachine.ended(state, outbound);
      case CallInput.MetaTerminated _,
          CallInput.Rung _,
          CallInput.GivenUp _,
          CallInput.OfferRepeated _,
          CallInput.MediaAnswered _,
          CallInput.MediaRefused _,
          CallInput.LegConnected _,
          CallInput.LegClosed _,
          CallInput.Taken _,
          CallInput.HungUp _,
          CallInput.MuteChosen _,
          CallInput.TabLost _,
          CallInput.TabReady _,
          CallInput.RequestSucceeded _,
          CallInput.Broken _,
          CallInput.TimePassed _ ->
          Decision.stay(state);
    };
  }

  private Decision answeredWhileRinging(Ringing state, SessionDescription answer) {
    return switch (state.answer()) {
      case AnswerInHand _ -> Decision.stay(state);
      case NoAnswer _ ->
          Decision.of(
              new Ringing(
                  state.since(), state.deadline(), new AnswerInHand(answer), state.metaLegWasUp()),
              new CallOutput.PreAccept(answer),
              new CallOutput.Note(CallEventKind.MEDIA_ANSWERED));
    };
  }

  private Decision preAcceptRefused(
      Ringing state, CallInput.RequestRefused refused, long rangMs, Instant now) {
    MetaError error = refused.error();
    if (refused.action() != GraphAction.PRE_ACCEPT || !error.fatal()) {
      return preAcceptFailed(state, refused.action(), error.figures());
    }
    return Ending.unanswered(EndReason.META_REFUSED, rangMs)
        .error(error)
        .detail(CallEventKind.PRE_ACCEPT_FAILED, error.figures())
        .rejecting()
        .closingLeg()
        .decide(forgetAt(now));
  }

  private static Decision answeredWhileConnecting(Connecting state, SessionDescription answer) {
    return switch (state.accept()) {
      case SENT -> Decision.stay(state);
      case WAITING_FOR_ANSWER ->
          Decision.of(
              new Connecting(state.handling(), state.giveUpAt(), AcceptProgress.SENT),
              new CallOutput.Accept(answer),
              new CallOutput.Note(CallEventKind.MEDIA_ANSWERED),
              new CallOutput.Note(CallEventKind.ACCEPT_SENT));
    };
  }

  private Decision taken(Ringing state, CallInput.Taken taken, long rangMs, Instant now) {
    Seat seat =
        taken.legUp()
            ? new Seat.Taken(taken.agent(), taken.connection())
            : new Seat.Awaited(taken.agent(), taken.connection(), now.plus(timings.rejoinGrace()));
    Handling handling = new Handling(seat, rangMs, false, state.metaLegWasUp(), taken.legUp());
    Instant giveUpAt = now.plus(timings.connectingTimeout());
    CallOutput bridge = new CallOutput.Bridge(taken.connection());
    String detail = taken.legUp() ? null : WITHOUT_LEG;
    CallOutput note = new CallOutput.Note(CallEventKind.TAKEN, taken.agent(), detail);
    return switch (state.answer()) {
      case NoAnswer _ ->
          Decision.of(
              new Connecting(handling, giveUpAt, AcceptProgress.WAITING_FOR_ANSWER), bridge, note);
      case AnswerInHand inHand ->
          Decision.of(
              new Connecting(handling, giveUpAt, AcceptProgress.SENT),
              bridge,
              new CallOutput.Accept(inHand.answer()),
              note,
              new CallOutput.Note(CallEventKind.ACCEPT_SENT));
    };
  }

  private static boolean isAccept(Connecting state, GraphAction action) {
    return state.accept() == AcceptProgress.SENT && action == GraphAction.ACCEPT;
  }

  private static Decision acceptSucceeded(Connecting state, GraphAction action, Instant now) {
    if (!isAccept(state, action)) {
      return preAcceptOutcome(state, action);
    }
    return Decision.of(
        new Talking(state.handling(), now),
        new CallOutput.OpenGate(),
        new CallOutput.Note(CallEventKind.CONNECTED, state.handling().seat().agent(), null));
  }

  private Decision acceptRefused(Connecting state, CallInput.RequestRefused refused, Instant now) {
    MetaError error = refused.error();
    if (!isAccept(state, refused.action())) {
      return preAcceptFailed(state, refused.action(), error.figures());
    }
    // A retried accept may be refused because the first one worked: only terminate ends that call.
    return Ending.taken(EndReason.META_REFUSED, state.handling())
        .error(error)
        .detail(CallEventKind.ACCEPT_FAILED, error.figures())
        .terminating()
        .rejectingIfTerminateIsRefused()
        .decide(forgetAt(now));
  }

  private Decision terminatedWhileConnecting(
      Connecting state, CallInput.MetaTerminated terminated, Instant now) {
    Ending ending = Ending.taken(EndReason.CUSTOMER_HUNG_UP, state.handling());
    TalkTimes times = terminated.times();
    if (times != null && state.accept() == AcceptProgress.SENT && state.handling().couldTalk()) {
      // The customer hung up before accept's 200 reached us: Meta's times prove that it worked.
      ending = ending.answered(times.durationSeconds() * 1000);
    }
    return Ending.byMeta(terminated, ending).decide(forgetAt(now));
  }

  private Decision connectingTimePassed(Connecting state, Instant now) {
    if (now.isBefore(state.deadline())) {
      return Decision.stay(state);
    }
    boolean vacancyOver = !now.isBefore(state.handling().vacancyEnds());
    EndReason reason = vacancyOver ? EndReason.AGENT_LOST : EndReason.CONNECT_TIMED_OUT;
    return endConnecting(state, reason, null, now);
  }

  private Decision endRinging(EndReason reason, long rangMs, Instant now, @Nullable String why) {
    return Ending.unanswered(reason, rangMs)
        .why(why)
        .rejecting()
        .closingLeg()
        .decide(forgetAt(now));
  }

  private Decision endConnecting(
      Connecting state, EndReason reason, @Nullable String why, Instant now) {
    Ending ending = Ending.taken(reason, state.handling()).why(why);
    return switch (state.accept()) {
      case WAITING_FOR_ANSWER -> ending.rejecting().decide(forgetAt(now));
      case SENT -> ending.terminating().decide(forgetAt(now));
    };
  }

  private Decision talkingTimePassed(Talking state, Instant now) {
    if (now.isBefore(state.deadline())) {
      return Decision.stay(state);
    }
    boolean spent = !now.isBefore(state.paidUntil());
    EndReason reason = spent ? EndReason.BALANCE_SPENT : EndReason.AGENT_LOST;
    return Ending.talked(state, reason, now).terminating().decide(forgetAt(now));
  }

  private static Connecting withHandling(Connecting state, Handling handling) {
    return new Connecting(handling, state.giveUpAt(), state.accept());
  }

  private static Decision preAcceptOutcome(CallState state, GraphAction action) {
    return action == GraphAction.PRE_ACCEPT
        ? noted(state, CallEventKind.PRE_ACCEPTED)
        : Decision.stay(state);
  }

  private static Decision preAcceptFailed(CallState state, GraphAction action, String why) {
    return action == GraphAction.PRE_ACCEPT
        ? noted(state, CallEventKind.PRE_ACCEPT_FAILED, why)
        : Decision.stay(state);
  }

  private static Decision endRequestFailed(
      Ended state, GraphAction action, String why, boolean refused) {
    if (action != GraphAction.REJECT && action != GraphAction.TERMINATE) {
      return Decision.stay(state);
    }
    CallOutput note =
        new CallOutput.Note(CallEventKind.END_REQUEST_FAILED, action.wire() + " " + why);
    boolean rejectNow =
        refused
            && action == GraphAction.TERMINATE
            && !state.reportedByMeta()
            && state.aftermath() == CallState.Aftermath.REJECT_IF_TERMINATE_REFUSED;
    if (!rejectNow) {
      return Decision.of(state, note);
    }
    Ended next = new Ended(state.deadline(), CallState.Aftermath.NONE, state.reportedByMeta());
    return Decision.of(next, new CallOutput.Reject(), note);
  }

  private static Decision noted(CallState state, CallEventKind kind) {
    return Decision.of(state, new CallOutput.Note(kind));
  }

  private static Decision noted(CallState state, CallEventKind kind, String detail) {
    return Decision.of(state, new CallOutput.Note(kind, detail));
  }

  private Instant forgetAt(Instant now) {
    return now.plus(timings.tombstone());
  }
}
