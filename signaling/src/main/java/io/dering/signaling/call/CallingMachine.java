package io.dering.signaling.call;

import static java.time.Duration.between;

import io.dering.signaling.call.CallState.Aftermath;
import io.dering.signaling.call.CallState.Calling;
import io.dering.signaling.call.CallState.Gone;
import io.dering.signaling.call.CallState.Handling;
import io.dering.signaling.call.CallState.NotRinging;
import io.dering.signaling.call.CallState.Reach;
import io.dering.signaling.call.CallState.Rings;
import io.dering.signaling.call.CallState.Session;
import io.dering.signaling.call.CallState.Talking;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A call of the business's: offering → dialled → placed → ringing → talking → ended, and what only
/// such calls have while they talk. The rest of it is [CallMachine]'s, with the same words.
///
/// Meta's webhooks may overtake the answer to connect, and one another: the SDP answer may come
/// before or after each of ringing and accepted, and every one of them tells that the call is
/// placed. **Accepted is the pickup** (Meta reference 2.3): talk, timer and money start there.
///
/// | from    | input                     | to      | asks for            | why |
/// |---------|---------------------------|---------|---------------------|-----|
/// | Calling | OfferMade, offering       | Calling | Connect             | the attempt is in the log before it is sent |
/// | Calling | OfferNotMade, offering    | Ended   | End(–)              | nothing was asked of Meta |
/// | Calling | Placed, first             | Calling | note                | from here on terminate ends it at Meta |
/// | Calling | SessionAnswered, first    | Calling | ApplyAnswer         | media is built while the phone rings |
/// | Calling | AnswerRefused             | Ended   | End(T)              | an offer is answered once: no second session |
/// | Calling | CustomerRings, first      | Calling | Play(RINGBACK)      | the agent hears what the phone does |
/// | Calling | CustomerAnswered          | Talking | OpenGate            | the pickup |
/// | Calling | CustomerDeclined          | Ended   | End(–)              | Meta's terminate follows |
/// | Calling | MetaTerminated, no times  | Calling | note                | not answered, unless *declined* follows: nothing else tells them apart |
/// | Calling | MetaTerminated, failed    | Ended   | End(–)              | with Meta's code |
/// | Calling | MetaTerminated, times     | Ended   | End(–)              | answered: accepted was lost or comes late |
/// | Calling | RequestRefused CONNECT    | Ended   | End(–)              | busy (138003), or Meta's code |
/// | Calling | RequestUnknown CONNECT    | Ended   | End(T when placed)  | it may ring; never sent twice |
/// | Calling | HungUp by the holder      | Ended   | End(T)              | cancelled |
/// | Calling | LegConnected              | Calling | note                | |
/// | Calling | LegClosed                 | Ended   | End(T)              | no second session |
/// | Calling | TimePassed, given up      | Ended   | End(T)              | not answered in time, or the agent's page is lost |
/// | Calling | Broken                    | Ended   | End(T)              | our defect ends its own call |
/// | Calling | TabLost, TabReady, Mute   | Calling | as [CallMachine]    | |
/// | gone    | CustomerDeclined          | Ended   | End(–)              | it was overtaken by the terminate |
/// | gone    | TimePassed, HungUp        | Ended   | End(–)              | not answered |
/// | gone    | MetaTerminated, times or failed | Ended | End(–)          | as in Calling |
/// | Talking | SessionAnswered, first    | Talking | ApplyAnswer         | accepted overtook connect |
/// | Talking | AnswerRefused             | Ended   | End(T)              | nobody can hear anybody |
/// | Talking | PaidUntil, later          | Talking | –                   | one more minute is held (BAL-5) |
///
/// *End(T)* terminates at once where Meta's id is known; where connect is under way, as soon as it
/// is known; before connect, not at all.
final class CallingMachine {
  private static final int ALREADY_IN_A_CALL = 138003;

  /// How long after Meta's end its word that the customer declined may come: both leave Meta
  /// together, and no order is promised. Less tells some who declined as not answering, more keeps
  /// the agent waiting for a call that is over.
  static final Duration DECLINE_MAY_FOLLOW = Duration.ofSeconds(1);

  private final CallTimings timings;

  CallingMachine(CallTimings timings) {
    this.timings = timings;
  }

  /// What `input` means for a call that the customer has not answered.
  Decision calling(Calling state, CallInput input, Instant now) {
    return state.reach() == Gone.GONE ? gone(state, input, now) : there(state, input, now);
  }

  private Decision there(Calling state, CallInput input, Instant now) {
    return switch (input) {
      case CallInput.Outbound outbound -> calling(state, outbound, now);
      case CallInput.MetaTerminated terminated -> terminated(state, terminated, now);
      case CallInput.RequestRefused refused -> connectRefused(state, refused, now);
      case CallInput.RequestUnknown unknown -> connectUnknown(state, unknown, now);
      case CallInput.HungUp hungUp ->
          hungUp.agent().equals(state.handling().seat().agent())
              ? end(state, EndReason.AGENT_HUNG_UP, null, now)
              : Decision.stay(state);
      case CallInput.LegConnected _ ->
          Decision.of(
              state.with(state.handling().withMetaLeg()),
              new CallOutput.Note(CallEventKind.META_LEG_CONNECTED));
      case CallInput.LegClosed closed ->
          end(state, EndReason.MEDIA_FAILED, closed.reason().name(), now);
      case CallInput.TimePassed _ -> timePassed(state, now);
      case CallInput.Broken _ -> end(state, EndReason.GATEWAY_FAILED, null, now);
      case CallInput.TabLost _, CallInput.TabReady _, CallInput.MuteChosen _ ->
          seated(state, input, now);
      case CallInput.Rung _,
          CallInput.GivenUp _,
          CallInput.OfferRepeated _,
          CallInput.MediaAnswered _,
          CallInput.MediaRefused _,
          CallInput.Taken _,
          CallInput.RequestSucceeded _ ->
          Decision.stay(state);
    };
  }

  /// What becomes of the agent's seat.
  private Decision seated(Calling state, CallInput input, Instant now) {
    return switch (input) {
      case CallInput.TabLost lost ->
          Seating.lost(state.handling(), lost, now.plus(timings.rejoinGrace()))
              .decide(state, state::with);
      case CallInput.TabReady ready ->
          Seating.ready(state.handling(), ready).decide(state, state::with);
      case CallInput.MuteChosen mute ->
          Seating.mute(state.handling(), mute).decide(state, state::with);
      default -> Decision.stay(state);
    };
  }

  /// What `input` means for a call that Meta has ended without saying why.
  private Decision gone(Calling state, CallInput input, Instant now) {
    return switch (input) {
      case CallInput.CustomerDeclined _ -> over(state, EndReason.CUSTOMER_DECLINED, now);
      case CallInput.TimePassed _ when !now.isBefore(state.deadline()) ->
          over(state, EndReason.NOT_ANSWERED, now);
      case CallInput.HungUp hungUp when hungUp.agent().equals(state.handling().seat().agent()) ->
          over(state, EndReason.NOT_ANSWERED, now);
      case CallInput.MetaTerminated terminated when saysMore(terminated) ->
          terminated(state, terminated, now);
      case CallInput.Broken _ -> over(state, EndReason.GATEWAY_FAILED, now);
      default -> seated(state, input, now);
    };
  }

  private Decision over(Calling state, EndReason reason, Instant now) {
    return Ending.taken(reason, state.handling()).reported().decide(forgetAt(now));
  }

  /// Than that the call is over.
  private static boolean saysMore(CallInput.MetaTerminated terminated) {
    return terminated.times() != null
        || !terminated.errors().isEmpty()
        || terminated.status() == TerminateStatus.FAILED;
  }

  private Decision calling(Calling state, CallInput.Outbound input, Instant now) {
    return switch (input) {
      case CallInput.OfferMade made -> offerMade(state, made, now);
      case CallInput.OfferNotMade failed ->
          state.reach() == NotRinging.OFFERING
              ? end(state, EndReason.MEDIA_FAILED, failed.code(), now)
              : Decision.stay(state);
      case CallInput.Placed _ ->
          state.reach() == NotRinging.DIALLED
              ? Decision.of(
                  state.with(NotRinging.PLACED), new CallOutput.Note(CallEventKind.PLACED))
              : Decision.stay(state);
      case CallInput.SessionAnswered answered ->
          state.session() == Session.AWAITED
              ? Decision.of(
                  new Calling(state.handling(), state.giveUpAt(), state.reach(), Session.ANSWERED),
                  new CallOutput.ApplyAnswer(answered.answer()))
              : Decision.stay(state);
      case CallInput.AnswerRefused refused ->
          end(state, EndReason.ANSWER_REFUSED, refused.code(), now);
      case CallInput.CustomerRings _ ->
          state.reach() instanceof Rings
              ? Decision.stay(state)
              : Decision.of(
                  state.with(new Rings(now)),
                  new CallOutput.Play(Tone.RINGBACK),
                  new CallOutput.Note(CallEventKind.CUSTOMER_RINGS));
      case CallInput.CustomerAnswered answered -> customerAnswered(state, answered, now);
      case CallInput.CustomerDeclined _ ->
          Ending.taken(EndReason.CUSTOMER_DECLINED, rang(state, now)).decide(forgetAt(now));
      case CallInput.PaidUntil _ -> Decision.stay(state);
    };
  }

  /// What only calls of the business's have while they talk.
  Decision talking(Talking state, CallInput.Outbound input, Instant now) {
    return switch (input) {
      case CallInput.SessionAnswered answered ->
          state.session() == Session.AWAITED
              ? Decision.of(
                  new Talking(state.handling(), state.since(), state.paidUntil(), Session.ANSWERED),
                  new CallOutput.ApplyAnswer(answered.answer()))
              : Decision.stay(state);
      case CallInput.PaidUntil paid ->
          paid.paidUntil().isAfter(state.paidUntil())
              ? Decision.of(
                  new Talking(state.handling(), state.since(), paid.paidUntil(), state.session()))
              : Decision.stay(state);
      case CallInput.AnswerRefused refused ->
          Ending.talked(state, EndReason.ANSWER_REFUSED, now)
              .detail(CallEventKind.MEDIA_REFUSED, refused.code())
              .terminating()
              .decide(forgetAt(now));
      case CallInput.OfferMade _,
          CallInput.OfferNotMade _,
          CallInput.Placed _,
          CallInput.CustomerRings _,
          CallInput.CustomerAnswered _,
          CallInput.CustomerDeclined _ ->
          Decision.stay(state);
    };
  }

  private static Decision offerMade(Calling state, CallInput.OfferMade made, Instant now) {
    if (state.reach() != NotRinging.OFFERING) {
      return Decision.stay(state);
    }
    return Decision.of(
        new Calling(
            state.handling(), now.plus(made.ringFor()), NotRinging.DIALLED, state.session()),
        new CallOutput.Connect(made.offer()),
        new CallOutput.Note(CallEventKind.DIALLED));
  }

  private static Decision customerAnswered(
      Calling state, CallInput.CustomerAnswered answered, Instant now) {
    Handling handling = rang(state, now);
    return Decision.of(
        new Talking(handling, now, answered.paidUntil(), state.session()),
        new CallOutput.OpenGate(),
        new CallOutput.Note(CallEventKind.CONNECTED, handling.seat().agent(), null));
  }

  /// Times prove that the customer picked up, whatever became of the status that said so.
  private Decision terminated(Calling state, CallInput.MetaTerminated terminated, Instant now) {
    if (!saysMore(terminated)) {
      return Decision.of(
          new Calling(rang(state, now), now.plus(DECLINE_MAY_FOLLOW), Gone.GONE, state.session()),
          Ending.report(terminated));
    }
    Ending ending = Ending.taken(EndReason.NOT_ANSWERED, rang(state, now));
    TalkTimes times = terminated.times();
    if (times != null) {
      ending = Ending.taken(EndReason.CUSTOMER_HUNG_UP, rang(state, now));
      if (state.handling().couldTalk()) {
        ending = ending.answered(times.durationSeconds() * 1000);
      }
    }
    return Ending.byMeta(terminated, ending).decide(forgetAt(now));
  }

  private Decision connectRefused(Calling state, CallInput.RequestRefused refused, Instant now) {
    if (refused.action() != GraphAction.CONNECT || state.reach() != NotRinging.DIALLED) {
      return Decision.stay(state);
    }
    MetaError error = refused.error();
    EndReason reason =
        error.code() == ALREADY_IN_A_CALL ? EndReason.CUSTOMER_BUSY : EndReason.META_REFUSED;
    return Ending.taken(reason, rang(state, now))
        .error(error)
        .detail(CallEventKind.CONNECT_FAILED, error.figures())
        .decide(forgetAt(now));
  }

  private Decision connectUnknown(Calling state, CallInput.RequestUnknown unknown, Instant now) {
    if (unknown.action() != GraphAction.CONNECT || state.reach() != NotRinging.DIALLED) {
      return Decision.stay(state);
    }
    return Ending.taken(EndReason.CONNECT_UNKNOWN, rang(state, now))
        .detail(CallEventKind.CONNECT_FAILED, "unknown")
        .terminatingWhenPlaced()
        .decide(forgetAt(now));
  }

  private Decision timePassed(Calling state, Instant now) {
    if (now.isBefore(state.deadline())) {
      return Decision.stay(state);
    }
    if (!now.isBefore(state.handling().vacancyEnds())) {
      return end(state, EndReason.AGENT_LOST, null, now);
    }
    EndReason reason =
        state.reach() == NotRinging.OFFERING ? EndReason.MEDIA_FAILED : EndReason.TIMED_OUT;
    return end(state, reason, null, now);
  }

  private Decision end(Calling state, EndReason reason, @Nullable String why, Instant now) {
    Ending ending = Ending.taken(reason, rang(state, now)).why(why);
    Reach reach = state.reach();
    if (reach == NotRinging.DIALLED) {
      ending.terminatingWhenPlaced();
    } else if (reach != NotRinging.OFFERING) {
      ending.terminating();
    }
    return ending.decide(forgetAt(now));
  }

  /// How long the customer's phone rang.
  private static Handling rang(Calling state, Instant now) {
    return state.reach() instanceof Rings(Instant since)
        ? state.handling().rang(between(since, now).toMillis())
        : state.handling();
  }

  /// An ended call whose connect was still under way: once Meta's id is known it is ended there
  /// too.
  static Decision ended(CallState.Ended state, CallInput.Outbound input) {
    return input instanceof CallInput.Placed
            && state.aftermath() == Aftermath.TERMINATE_WHEN_PLACED
            && !state.reportedByMeta()
        ? Decision.of(
            new CallState.Ended(state.deadline(), Aftermath.NONE, false),
            new CallOutput.Terminate(),
            new CallOutput.Note(CallEventKind.PLACED))
        : Decision.stay(state);
  }

  private Instant forgetAt(Instant now) {
    return now.plus(timings.tombstone());
  }
}
