package io.dering.sandbox.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.sandbox.calls.CallRules;
import io.dering.sandbox.calls.EarlyMedia;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every state with every event, written down by hand.
final class OutboundCallTableTest {
  private static final Instant T0 = Instant.ofEpochSecond(1_791_188_400);
  private static final Instant NOW = T0.plusSeconds(10);
  private static final Instant ACCEPTED = T0.plusSeconds(5);
  private static final Duration RING_LIMIT = Duration.ofSeconds(60);
  private static final OutboundCall MACHINE = new OutboundCall(CallRules.DEFAULTS, RING_LIMIT);
  private static final Map<String, OutboundState> STATES = states();
  private static final Map<String, OutboundEvent> EVENTS = events();

  private static Map<String, OutboundState> states() {
    Map<String, OutboundState> all = new LinkedHashMap<>();
    all.put("dialled", new OutboundState.Dialled(T0));
    all.put("placed", new OutboundState.Placed(T0));
    all.put("ringing", new OutboundState.Ringing(T0));
    all.put("accepted", new OutboundState.Accepted(ACCEPTED));
    all.put("talking", new OutboundState.Talking(ACCEPTED, T0.plusSeconds(6)));
    all.put("ended", new OutboundState.Ended(new Ending(EndCause.MISSED, T0.plusSeconds(9), null)));
    return all;
  }

  private static Map<String, OutboundEvent> events() {
    Map<String, OutboundEvent> all = new LinkedHashMap<>();
    all.put("answer made", new OutboundEvent.AnswerMade("sdp"));
    all.put("offer refused", new OutboundEvent.OfferRefused("why"));
    all.put("phone rings", new OutboundEvent.PhoneRings());
    all.put("customer accepts", new OutboundEvent.CustomerAccepts());
    all.put("customer ends", new OutboundEvent.CustomerEnds());
    all.put("client fails", new OutboundEvent.ClientFails(EndCause.SETUP_FAILED));
    all.put("terminate", new OutboundEvent.TerminateAsked());
    all.put("early media", new OutboundEvent.EarlyMediaHeard());
    all.put("media", new OutboundEvent.BusinessMedia(NOW.minusMillis(5)));
    all.put("time", new OutboundEvent.TimePassed());
    return all;
  }

  private static OutboundDecision expected(String state, String event) {
    return switch (state + " + " + event) {
      case "dialled + answer made" ->
          OutboundDecision.of(
              new OutboundState.Placed(T0), new GrantCall(), new SendConnect("sdp"));
      case "dialled + offer refused" -> {
        Ending ending = new Ending(EndCause.NO_OFFER, NOW, null);
        yield OutboundDecision.of(
            new OutboundState.Ended(ending),
            new RefuseOffer("why"),
            new CloseMedia(),
            new ShowEnded(ending));
      }
      case "placed + phone rings" ->
          OutboundDecision.of(
              new OutboundState.Ringing(T0),
              new SendStatus(OutboundStatus.RINGING),
              new ShowRinging());
      case "ringing + customer accepts" ->
          OutboundDecision.of(
              new OutboundState.Accepted(NOW),
              new ShowConnected(NOW),
              new SendStatus(OutboundStatus.ACCEPTED),
              new OpenMedia());
      case "ringing + customer ends" ->
          over(EndCause.CUSTOMER_DECLINED, null, new SendStatus(OutboundStatus.REJECTED));
      case "accepted + customer ends", "talking + customer ends" ->
          over(EndCause.CUSTOMER_HUNG_UP, ACCEPTED);
      case "placed + client fails", "ringing + client fails" -> over(EndCause.SETUP_FAILED, null);
      case "accepted + client fails", "talking + client fails" ->
          over(EndCause.SETUP_FAILED, ACCEPTED);
      case "placed + terminate", "ringing + terminate" ->
          over(EndCause.BUSINESS_GAVE_UP, null, new GrantRequest());
      case "accepted + terminate", "talking + terminate" ->
          over(EndCause.BUSINESS_HUNG_UP, ACCEPTED, new GrantRequest());
      case "dialled + terminate", "ended + terminate" ->
          OutboundDecision.of(stay(state), new RefuseRequest(Refusal.ALREADY_ENDED));
      case "placed + early media",
          "ringing + early media",
          "accepted + early media",
          "talking + early media" ->
          OutboundDecision.of(stay(state), new NoteOffence(Offence.MEDIA_BEFORE_PICKUP));
      case "accepted + media", "talking + media" ->
          OutboundDecision.of(new OutboundState.Talking(ACCEPTED, NOW.minusMillis(5)));
      default -> OutboundDecision.stay(stay(state));
    };
  }

  private static OutboundState stay(String state) {
    return Objects.requireNonNull(STATES.get(state));
  }

  private static OutboundDecision over(
      EndCause cause, @Nullable Instant acceptedAt, OutboundEffect... first) {
    Ending ending = new Ending(cause, NOW, acceptedAt);
    List<OutboundEffect> effects = new ArrayList<>(List.of(first));
    effects.addAll(List.of(new CloseMedia(), new SendTerminate(ending), new ShowEnded(ending)));
    return new OutboundDecision(new OutboundState.Ended(ending), effects);
  }

  static List<String> pairs() {
    return STATES.keySet().stream()
        .flatMap(state -> EVENTS.keySet().stream().map(event -> state + " + " + event))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void everyPairLeadsWhereTheTableSays(String pair) {
    String[] halves = pair.split(" \\+ ", 2);
    assertThat(MACHINE.decide(stay(halves[0]), Objects.requireNonNull(EVENTS.get(halves[1])), NOW))
        .isEqualTo(expected(halves[0], halves[1]));
  }

  /// OUT-2: nobody answers, and Meta's own limit ends the ringing, without times.
  @Test
  void aCallThatNobodyAnswersEndsAtTheLimitAndNotBefore() {
    for (String state : List.of("placed", "ringing")) {
      Instant limit = T0.plus(RING_LIMIT);
      assertThat(MACHINE.deadline(stay(state))).contains(limit);
      assertThat(time(state, limit.minusMillis(1)).next()).isEqualTo(stay(state));
      assertThat(time(state, limit).next())
          .isEqualTo(new OutboundState.Ended(new Ending(EndCause.MISSED, limit, null)));
    }
  }

  @Test
  void anAnsweredCallInWhichTheBusinessIsQuietFails() {
    Instant afterPickup = ACCEPTED.plusSeconds(20);
    assertThat(time("accepted", afterPickup).next())
        .isEqualTo(new OutboundState.Ended(new Ending(EndCause.NO_MEDIA, afterPickup, ACCEPTED)));
    Instant inTheMiddle = T0.plusSeconds(36);
    assertThat(time("talking", inTheMiddle.minusMillis(1)).next()).isEqualTo(stay("talking"));
    assertThat(time("talking", inTheMiddle).next())
        .isEqualTo(new OutboundState.Ended(new Ending(EndCause.NO_MEDIA, inTheMiddle, ACCEPTED)));
  }

  @Test
  void aStrictSandboxEndsTheCallAtTheFirstEarlyPacket() {
    CallRules strict =
        new CallRules(
            Duration.ofSeconds(60),
            Duration.ofSeconds(20),
            Duration.ofSeconds(30),
            Duration.ofSeconds(2),
            EarlyMedia.END_CALL);
    OutboundState next =
        new OutboundCall(strict, RING_LIMIT)
            .decide(stay("ringing"), new OutboundEvent.EarlyMediaHeard(), NOW)
            .next();
    assertThat(next)
        .isEqualTo(new OutboundState.Ended(new Ending(EndCause.EARLY_MEDIA, NOW, null)));
  }

  private static OutboundDecision time(String state, Instant now) {
    return MACHINE.decide(stay(state), new OutboundEvent.TimePassed(), now);
  }
}
