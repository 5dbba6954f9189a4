package io.dering.sandbox.outbound;

import io.dering.sandbox.calls.CallRules;
import io.dering.sandbox.calls.EndCause;
import io.dering.sandbox.calls.Ending;
import io.dering.sandbox.calls.Offence;
import io.dering.sandbox.calls.Refusal;
import io.dering.sandbox.outbound.OutboundEffect.CloseMedia;
import io.dering.sandbox.outbound.OutboundEffect.GrantCall;
import io.dering.sandbox.outbound.OutboundEffect.GrantRequest;
import io.dering.sandbox.outbound.OutboundEffect.NoteOffence;
import io.dering.sandbox.outbound.OutboundEffect.OpenMedia;
import io.dering.sandbox.outbound.OutboundEffect.RefuseOffer;
import io.dering.sandbox.outbound.OutboundEffect.RefuseRequest;
import io.dering.sandbox.outbound.OutboundEffect.SendConnect;
import io.dering.sandbox.outbound.OutboundEffect.SendStatus;
import io.dering.sandbox.outbound.OutboundEffect.SendTerminate;
import io.dering.sandbox.outbound.OutboundEffect.ShowConnected;
import io.dering.sandbox.outbound.OutboundEffect.ShowEnded;
import io.dering.sandbox.outbound.OutboundEffect.ShowRinging;
import io.dering.sandbox.outbound.OutboundState.Accepted;
import io.dering.sandbox.outbound.OutboundState.Dialled;
import io.dering.sandbox.outbound.OutboundState.Ended;
import io.dering.sandbox.outbound.OutboundState.Placed;
import io.dering.sandbox.outbound.OutboundState.Ringing;
import io.dering.sandbox.outbound.OutboundState.Talking;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A call of the business's as Meta sees it.
///
/// | from | event | to | does | why |
/// |---|---|---|---|---|
/// | Dialled | AnswerMade | Placed | 200 with the id, connect webhook | the media path, no pickup |
/// | Dialled | OfferRefused | Ended | error 100 | no webhook: there was no call |
/// | Placed | PhoneRings | Ringing | RINGING, the phone rings | a phone that is off never does |
/// | Ringing | CustomerAccepts | Accepted | ACCEPTED, media opened, timer runs | the pickup |
/// | Ringing | CustomerEnds | Ended | REJECTED, terminate without times | declined |
/// | Placed, Ringing | TimePassed, limit over | Ended | terminate without times | not answered |
/// | Placed, Ringing | TerminateAsked | Ended | 200, terminate without times | the business gave up |
/// | Placed to Talking | ClientFails | Ended | terminate FAILED with its code | – |
/// | Placed to Talking | EarlyMediaHeard | – or Ended | offence | no RTP before the pickup; the report may come after it |
/// | Accepted | BusinessMedia | Talking | – | – |
/// | Talking | BusinessMedia | Talking, later | – | puts the silence limit off |
/// | Accepted, Talking | TerminateAsked, CustomerEnds | Ended | terminate with times | – |
/// | Accepted, Talking | TimePassed, quiet too long | Ended | terminate FAILED 138021 | – |
/// | Dialled, Ended | TerminateAsked | – | error 100 | nobody knows its id, or it is over |
/// | any other pair | | – | – | late or impossible, ignored |
public final class OutboundCall {
  private final CallRules rules;
  private final Duration ringLimit;

  /// @param rules for the media of an answered call
  /// @param ringLimit from the request until Meta gives up
  public OutboundCall(CallRules rules, Duration ringLimit) {
    this.rules = rules;
    this.ringLimit = ringLimit;
  }

  /// What `event` leads to at `now`. Changes nothing.
  public OutboundDecision decide(OutboundState state, OutboundEvent event, Instant now) {
    return switch (event) {
      case OutboundEvent.AnswerMade(String answer) ->
          state instanceof Dialled(Instant at)
              ? OutboundDecision.of(new Placed(at), new GrantCall(), new SendConnect(answer))
              : OutboundDecision.stay(state);
      case OutboundEvent.OfferRefused(String detail) ->
          state instanceof Dialled
              ? over(state, EndCause.NO_OFFER, now, List.of(new RefuseOffer(detail)))
              : OutboundDecision.stay(state);
      case OutboundEvent.PhoneRings() ->
          state instanceof Placed(Instant at)
              ? OutboundDecision.of(
                  new Ringing(at), new SendStatus(OutboundStatus.RINGING), new ShowRinging())
              : OutboundDecision.stay(state);
      case OutboundEvent.CustomerAccepts() ->
          state instanceof Ringing
              ? OutboundDecision.of(
                  new Accepted(now),
                  new ShowConnected(now),
                  new SendStatus(OutboundStatus.ACCEPTED),
                  new OpenMedia())
              : OutboundDecision.stay(state);
      case OutboundEvent.CustomerEnds() -> customerEnds(state, now);
      case OutboundEvent.ClientFails(EndCause cause) ->
          state instanceof Dialled || state instanceof Ended
              ? OutboundDecision.stay(state)
              : over(state, cause, now, List.of());
      case OutboundEvent.TerminateAsked() -> terminate(state, now);
      case OutboundEvent.EarlyMediaHeard() -> early(state, now);
      case OutboundEvent.BusinessMedia(Instant heardAt) -> media(state, heardAt);
      case OutboundEvent.TimePassed() -> timePassed(state, now);
    };
  }

  /// When [OutboundEvent.TimePassed] would change something; empty for a call that is over and for
  /// one that is only just being made.
  public Optional<Instant> deadline(OutboundState state) {
    return switch (state) {
      case Placed(Instant at) -> Optional.of(at.plus(ringLimit));
      case Ringing(Instant at) -> Optional.of(at.plus(ringLimit));
      case Accepted(Instant at) -> Optional.of(at.plus(rules.noMediaAfterAccept()));
      case Talking(_, Instant heardAt) -> Optional.of(heardAt.plus(rules.noMediaTalking()));
      case Dialled _, Ended _ -> Optional.empty();
    };
  }

  private static OutboundDecision customerEnds(OutboundState state, Instant now) {
    return switch (state) {
      case Ringing _ ->
          over(
              state,
              EndCause.CUSTOMER_DECLINED,
              now,
              List.of(new SendStatus(OutboundStatus.REJECTED)));
      case Accepted _, Talking _ -> over(state, EndCause.CUSTOMER_HUNG_UP, now, List.of());
      case Dialled _, Placed _, Ended _ -> OutboundDecision.stay(state);
    };
  }

  private static OutboundDecision terminate(OutboundState state, Instant now) {
    return switch (state) {
      case Placed _, Ringing _ ->
          over(state, EndCause.BUSINESS_GAVE_UP, now, List.of(new GrantRequest()));
      case Accepted _, Talking _ ->
          over(state, EndCause.BUSINESS_HUNG_UP, now, List.of(new GrantRequest()));
      case Dialled _, Ended _ ->
          OutboundDecision.of(state, new RefuseRequest(Refusal.ALREADY_ENDED));
    };
  }

  private static OutboundDecision media(OutboundState state, Instant heardAt) {
    return switch (state) {
      case Accepted(Instant acceptedAt) -> OutboundDecision.of(new Talking(acceptedAt, heardAt));
      case Talking(Instant acceptedAt, Instant before) ->
          heardAt.isAfter(before)
              ? OutboundDecision.of(new Talking(acceptedAt, heardAt))
              : OutboundDecision.stay(state);
      case Dialled _, Placed _, Ringing _, Ended _ -> OutboundDecision.stay(state);
    };
  }

  private OutboundDecision early(OutboundState state, Instant now) {
    if (state instanceof Dialled || state instanceof Ended) {
      return OutboundDecision.stay(state);
    }
    NoteOffence offence = new NoteOffence(Offence.MEDIA_BEFORE_PICKUP);
    return switch (rules.earlyMedia()) {
      case NOTE -> OutboundDecision.of(state, offence);
      case END_CALL -> over(state, EndCause.EARLY_MEDIA, now, List.of(offence));
    };
  }

  private OutboundDecision timePassed(OutboundState state, Instant now) {
    if (deadline(state).filter(at -> !now.isBefore(at)).isEmpty()) {
      return OutboundDecision.stay(state);
    }
    return switch (state) {
      case Placed _, Ringing _ -> over(state, EndCause.MISSED, now, List.of());
      case Accepted _, Talking _ -> over(state, EndCause.NO_MEDIA, now, List.of());
      case Dialled _, Ended _ -> OutboundDecision.stay(state);
    };
  }

  /// Ends the call: whatever `first` says, then media down, webhook, phone.
  private static OutboundDecision over(
      OutboundState state, EndCause cause, Instant now, List<OutboundEffect> first) {
    Ending ending = new Ending(cause, now, acceptedAt(state));
    List<OutboundEffect> effects = new ArrayList<>(first);
    effects.add(new CloseMedia());
    if (!(state instanceof Dialled)) {
      effects.add(new SendTerminate(ending));
    }
    effects.add(new ShowEnded(ending));
    return new OutboundDecision(new Ended(ending), effects);
  }

  private static @Nullable Instant acceptedAt(OutboundState state) {
    return switch (state) {
      case Accepted(Instant at) -> at;
      case Talking(Instant at, _) -> at;
      case Dialled _, Placed _, Ringing _, Ended _ -> null;
    };
  }
}
