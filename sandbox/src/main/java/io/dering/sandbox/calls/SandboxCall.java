package io.dering.sandbox.calls;

import io.dering.sandbox.calls.CallEffect.ApplyAnswer;
import io.dering.sandbox.calls.CallEffect.CloseMedia;
import io.dering.sandbox.calls.CallEffect.GrantRequest;
import io.dering.sandbox.calls.CallEffect.NoteOffence;
import io.dering.sandbox.calls.CallEffect.OpenMedia;
import io.dering.sandbox.calls.CallEffect.SendConnect;
import io.dering.sandbox.calls.CallEffect.SendTerminate;
import io.dering.sandbox.calls.CallEffect.ShowConnected;
import io.dering.sandbox.calls.CallEffect.ShowEnded;
import io.dering.sandbox.calls.CallEffect.ShowRinging;
import io.dering.sandbox.calls.CallState.Accepted;
import io.dering.sandbox.calls.CallState.Accepting;
import io.dering.sandbox.calls.CallState.Dialled;
import io.dering.sandbox.calls.CallState.Ended;
import io.dering.sandbox.calls.CallState.Offered;
import io.dering.sandbox.calls.CallState.PreAccepted;
import io.dering.sandbox.calls.CallState.Talking;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An inbound call as Meta sees it.
///
/// | from | event | to | does | why |
/// |---|---|---|---|---|
/// | Dialled | OfferMade | Offered | connect webhook | the call begins for the business |
/// | Dialled | OfferFailed | Ended | the phone says so | no webhook has left, none follows |
/// | Dialled | CustomerEnded | Ended | the phone says so | the same |
/// | Offered | PreAcceptAsked | PreAccepted | answer applied, 200, phone rings | media path ahead of time |
/// | Offered, PreAccepted | AcceptAsked | Accepting | answer applied | 200 follows as AcceptAnswered |
/// | PreAccepted | PreAcceptAsked, same SDP | PreAccepted | 200 | a repeat after a lost answer |
/// | PreAccepted | PreAcceptAsked, AcceptAsked, other SDP | – | error 100 | must be identical |
/// | PreAccepted, Accepting | AnswerRefused | Offered | – | nothing was built; the business may try again |
/// | PreAccepted to Talking | EarlyMediaHeard | – or Ended | offence | no RTP before accept's 200; the report may come after it |
/// | Accepting | AcceptAnswered | Accepted | media opened, timer runs | the 200 is the answer |
/// | Offered, PreAccepted | RejectAsked | Ended | 200, terminate without times | – |
/// | Accepted | BusinessMedia | Talking | – | – |
/// | Talking | BusinessMedia | Talking, later | – | puts the silence limit off |
/// | Accepted, Talking | TerminateAsked | Ended | 200, terminate with times | – |
/// | Accepting, Accepted, Talking | Pre/AcceptAsked, RejectAsked | – | error 100 | one accept per call |
/// | Dialled to Accepting | TerminateAsked | – | error 100 | reject ends those |
/// | Offered to Talking | CustomerEnded | Ended | terminate, with times once accepted | – |
/// | Dialled to Accepting | TimePassed, window over | Ended | terminate without times | IN-7, Meta's own limit |
/// | Accepted, Talking | TimePassed, quiet too long | Ended | terminate FAILED 138021 | – |
/// | Ended | any request | – | error 100, or 138007 after the window | nothing revives a call |
/// | any other pair | | – | – | late or impossible, ignored |
public final class SandboxCall {
  private final CallRules rules;

  public SandboxCall(CallRules rules) {
    this.rules = rules;
  }

  /// What `event` leads to at `now`. Changes nothing.
  public Decision decide(CallState state, CallEvent event, Instant now) {
    return switch (event) {
      case CallEvent.OfferMade(String offer) ->
          state instanceof Dialled(Instant at)
              ? Decision.of(new Offered(at), new SendConnect(offer))
              : Decision.stay(state);
      case CallEvent.OfferFailed() ->
          state instanceof Dialled
              ? over(state, EndCause.NO_OFFER, now, List.of())
              : Decision.stay(state);
      case CallEvent.PreAcceptAsked(String answer) -> preAccept(state, answer);
      case CallEvent.AcceptAsked(String answer) -> accept(state, answer);
      case CallEvent.RejectAsked() -> reject(state, now);
      case CallEvent.TerminateAsked() -> terminate(state, now);
      case CallEvent.AnswerRefused() -> answerRefused(state);
      case CallEvent.AcceptAnswered() ->
          state instanceof Accepting
              ? Decision.of(new Accepted(now), new ShowConnected(now), new OpenMedia())
              : Decision.stay(state);
      case CallEvent.EarlyMediaHeard() -> early(state, now);
      case CallEvent.BusinessMedia(Instant heardAt) -> media(state, heardAt);
      case CallEvent.CustomerEnded() ->
          state instanceof Ended
              ? Decision.stay(state)
              : over(state, EndCause.CUSTOMER_HUNG_UP, now, List.of());
      case CallEvent.TimePassed() -> timePassed(state, now);
    };
  }

  /// When [CallEvent.TimePassed] would change something; empty for a call that is over.
  public Optional<Instant> deadline(CallState state) {
    return switch (state) {
      case Dialled(Instant at) -> Optional.of(at.plus(rules.acceptWindow()));
      case Offered(Instant at) -> Optional.of(at.plus(rules.acceptWindow()));
      case PreAccepted(Instant at, _) -> Optional.of(at.plus(rules.acceptWindow()));
      case Accepting(Instant at, _) -> Optional.of(at.plus(rules.acceptWindow()));
      case Accepted(Instant at) -> Optional.of(at.plus(rules.noMediaAfterAccept()));
      case Talking(_, Instant heardAt) -> Optional.of(heardAt.plus(rules.noMediaTalking()));
      case Ended _ -> Optional.empty();
    };
  }

  private static Decision preAccept(CallState state, String answer) {
    return switch (state) {
      case Offered(Instant at) ->
          Decision.of(new PreAccepted(at, answer), new ApplyAnswer(answer), new ShowRinging());
      case PreAccepted(_, String first) ->
          first.equals(answer)
              ? Decision.of(state, new ApplyAnswer(answer))
              : Decision.refuse(state, Refusal.SDP_DIFFERS);
      case Accepting _, Accepted _, Talking _ -> Decision.refuse(state, Refusal.ALREADY_ACCEPTED);
      case Ended(Ending ending) -> Decision.refuse(state, lateness(ending));
      // No webhook has told anybody this call's id.
      case Dialled _ -> Decision.refuse(state, Refusal.ALREADY_ENDED);
    };
  }

  private static Decision accept(CallState state, String answer) {
    return switch (state) {
      case Offered(Instant at) -> Decision.of(new Accepting(at, answer), new ApplyAnswer(answer));
      case PreAccepted(Instant at, String first) ->
          first.equals(answer)
              ? Decision.of(new Accepting(at, answer), new ApplyAnswer(answer))
              : Decision.refuse(state, Refusal.SDP_DIFFERS);
      case Accepting _, Accepted _, Talking _ -> Decision.refuse(state, Refusal.ALREADY_ACCEPTED);
      case Ended(Ending ending) -> Decision.refuse(state, lateness(ending));
      case Dialled _ -> Decision.refuse(state, Refusal.ALREADY_ENDED);
    };
  }

  private Decision reject(CallState state, Instant now) {
    return switch (state) {
      case Offered(Instant at) -> rejected(state, at, now);
      case PreAccepted(Instant at, _) -> rejected(state, at, now);
      case Accepting _, Accepted _, Talking _ -> Decision.refuse(state, Refusal.ALREADY_ACCEPTED);
      case Dialled _, Ended _ -> Decision.refuse(state, Refusal.ALREADY_ENDED);
    };
  }

  private Decision rejected(CallState state, Instant dialledAt, Instant now) {
    boolean atOnce = now.isBefore(dialledAt.plus(rules.nobodyThere()));
    EndCause cause = atOnce ? EndCause.NOBODY_THERE : EndCause.BUSINESS_REJECTED;
    return over(state, cause, now, List.of(new GrantRequest()));
  }

  private static Decision terminate(CallState state, Instant now) {
    return switch (state) {
      case Offered _, PreAccepted _, Accepting _ -> Decision.refuse(state, Refusal.NOT_ACCEPTED);
      case Accepted _, Talking _ ->
          over(state, EndCause.BUSINESS_HUNG_UP, now, List.of(new GrantRequest()));
      case Dialled _, Ended _ -> Decision.refuse(state, Refusal.ALREADY_ENDED);
    };
  }

  private static Decision answerRefused(CallState state) {
    return switch (state) {
      case PreAccepted(Instant at, _) -> Decision.of(new Offered(at));
      case Accepting(Instant at, _) -> Decision.of(new Offered(at));
      case Dialled _, Offered _, Accepted _, Talking _, Ended _ -> Decision.stay(state);
    };
  }

  private static Decision media(CallState state, Instant heardAt) {
    return switch (state) {
      case Accepted(Instant acceptedAt) -> Decision.of(new Talking(acceptedAt, heardAt));
      case Talking(Instant acceptedAt, Instant before) ->
          heardAt.isAfter(before)
              ? Decision.of(new Talking(acceptedAt, heardAt))
              : Decision.stay(state);
      case Dialled _, Offered _, PreAccepted _, Accepting _, Ended _ -> Decision.stay(state);
    };
  }

  private Decision early(CallState state, Instant now) {
    if (state instanceof Dialled || state instanceof Offered || state instanceof Ended) {
      return Decision.stay(state);
    }
    NoteOffence offence = new NoteOffence(Offence.MEDIA_BEFORE_ACCEPT);
    return switch (rules.earlyMedia()) {
      case NOTE -> Decision.of(state, offence);
      case END_CALL -> over(state, EndCause.EARLY_MEDIA, now, List.of(offence));
    };
  }

  private Decision timePassed(CallState state, Instant now) {
    if (deadline(state).filter(at -> !now.isBefore(at)).isEmpty()) {
      return Decision.stay(state);
    }
    return switch (state) {
      case Dialled _, Offered _, PreAccepted _, Accepting _ ->
          over(state, EndCause.NOT_ANSWERED, now, List.of());
      case Accepted _, Talking _ -> over(state, EndCause.NO_MEDIA, now, List.of());
      case Ended _ -> Decision.stay(state);
    };
  }

  /// Ends the call: whatever `first` says, then media down, webhook, phone.
  private static Decision over(
      CallState state, EndCause cause, Instant now, List<CallEffect> first) {
    Ending ending = new Ending(cause, now, acceptedAt(state));
    List<CallEffect> effects = new ArrayList<>(first);
    effects.add(new CloseMedia());
    if (!(state instanceof Dialled)) {
      effects.add(new SendTerminate(ending));
    }
    effects.add(new ShowEnded(ending));
    return new Decision(new Ended(ending), effects);
  }

  private static @Nullable Instant acceptedAt(CallState state) {
    return switch (state) {
      case Accepted(Instant at) -> at;
      case Talking(Instant at, _) -> at;
      case Dialled _, Offered _, PreAccepted _, Accepting _, Ended _ -> null;
    };
  }

  private static Refusal lateness(Ending ending) {
    return ending.cause() == EndCause.NOT_ANSWERED ? Refusal.TOO_LATE : Refusal.ALREADY_ENDED;
  }
}
