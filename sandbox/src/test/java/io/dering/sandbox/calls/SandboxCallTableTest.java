package io.dering.sandbox.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.sandbox.calls.CallEffect.ApplyAnswer;
import io.dering.sandbox.calls.CallEffect.CloseMedia;
import io.dering.sandbox.calls.CallEffect.GrantRequest;
import io.dering.sandbox.calls.CallEffect.NoteOffence;
import io.dering.sandbox.calls.CallEffect.OpenMedia;
import io.dering.sandbox.calls.CallEffect.RefuseRequest;
import io.dering.sandbox.calls.CallEffect.SendConnect;
import io.dering.sandbox.calls.CallEffect.SendTerminate;
import io.dering.sandbox.calls.CallEffect.ShowConnected;
import io.dering.sandbox.calls.CallEffect.ShowEnded;
import io.dering.sandbox.calls.CallEffect.ShowRinging;
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

final class SandboxCallTableTest {
  private static final Instant T0 = Instant.ofEpochSecond(1_791_187_200);
  private static final Instant NOW = T0.plusSeconds(10);
  private static final Instant ACCEPTED = T0.plusSeconds(5);
  private static final Ending BY_CUSTOMER =
      new Ending(EndCause.CUSTOMER_HUNG_UP, T0.plusSeconds(9), null);
  private static final SandboxCall MACHINE = new SandboxCall(CallRules.DEFAULTS);

  private static final Map<String, CallState> STATES = states();
  private static final Map<String, CallEvent> EVENTS = events();

  private static Map<String, CallState> states() {
    Map<String, CallState> all = new LinkedHashMap<>();
    all.put("dialled", new CallState.Dialled(T0));
    all.put("offered", new CallState.Offered(T0));
    all.put("pre-accepted", new CallState.PreAccepted(T0, "sdp"));
    all.put("accepting", new CallState.Accepting(T0, "sdp"));
    all.put("accepted", new CallState.Accepted(ACCEPTED));
    all.put("talking", new CallState.Talking(ACCEPTED, T0.plusSeconds(6)));
    all.put("ended", new CallState.Ended(BY_CUSTOMER));
    return all;
  }

  private static Map<String, CallEvent> events() {
    Map<String, CallEvent> all = new LinkedHashMap<>();
    all.put("offer made", new CallEvent.OfferMade("offer"));
    all.put("offer failed", new CallEvent.OfferFailed());
    all.put("pre_accept", new CallEvent.PreAcceptAsked("sdp"));
    all.put("pre_accept other", new CallEvent.PreAcceptAsked("other"));
    all.put("accept", new CallEvent.AcceptAsked("sdp"));
    all.put("accept other", new CallEvent.AcceptAsked("other"));
    all.put("reject", new CallEvent.RejectAsked());
    all.put("terminate", new CallEvent.TerminateAsked());
    all.put("answer refused", new CallEvent.AnswerRefused());
    all.put("200 of accept", new CallEvent.AcceptAnswered());
    all.put("early media", new CallEvent.EarlyMediaHeard());
    all.put("media", new CallEvent.BusinessMedia(NOW.minusMillis(5)));
    all.put("customer ends", new CallEvent.CustomerEnded());
    all.put("time", new CallEvent.TimePassed());
    return all;
  }

  /// What every pair must lead to, written down by hand; `null` in place of a state means that the
  /// state stays.
  private static Decision expected(String state, String event) {
    return switch (state + " + " + event) {
      case "dialled + offer made" ->
          Decision.of(new CallState.Offered(T0), new SendConnect("offer"));
      case "dialled + offer failed" -> overUnseen(EndCause.NO_OFFER);
      case "dialled + customer ends" -> overUnseen(EndCause.CUSTOMER_HUNG_UP);
      case "dialled + pre_accept",
          "dialled + pre_accept other",
          "dialled + accept",
          "dialled + accept other",
          "dialled + reject",
          "dialled + terminate" ->
          refused(state, Refusal.ALREADY_ENDED);

      case "offered + pre_accept" ->
          Decision.of(
              new CallState.PreAccepted(T0, "sdp"), new ApplyAnswer("sdp"), new ShowRinging());
      case "offered + pre_accept other" ->
          Decision.of(
              new CallState.PreAccepted(T0, "other"), new ApplyAnswer("other"), new ShowRinging());
      case "offered + accept" ->
          Decision.of(new CallState.Accepting(T0, "sdp"), new ApplyAnswer("sdp"));
      case "offered + accept other" ->
          Decision.of(new CallState.Accepting(T0, "other"), new ApplyAnswer("other"));

      case "pre-accepted + pre_accept" ->
          Decision.of(new CallState.PreAccepted(T0, "sdp"), new ApplyAnswer("sdp"));
      case "pre-accepted + accept" ->
          Decision.of(new CallState.Accepting(T0, "sdp"), new ApplyAnswer("sdp"));
      case "pre-accepted + pre_accept other", "pre-accepted + accept other" ->
          refused(state, Refusal.SDP_DIFFERS);
      case "pre-accepted + answer refused", "accepting + answer refused" ->
          Decision.of(new CallState.Offered(T0));

      case "offered + reject", "pre-accepted + reject" -> granted(EndCause.BUSINESS_REJECTED, null);
      case "offered + terminate", "pre-accepted + terminate", "accepting + terminate" ->
          refused(state, Refusal.NOT_ACCEPTED);
      case "accepted + terminate", "talking + terminate" ->
          granted(EndCause.BUSINESS_HUNG_UP, ACCEPTED);

      case "accepting + 200 of accept" ->
          Decision.of(new CallState.Accepted(NOW), new ShowConnected(NOW), new OpenMedia());
      case "accepting + pre_accept",
          "accepting + pre_accept other",
          "accepting + accept",
          "accepting + accept other",
          "accepting + reject",
          "accepted + pre_accept",
          "accepted + pre_accept other",
          "accepted + accept",
          "accepted + accept other",
          "accepted + reject",
          "talking + pre_accept",
          "talking + pre_accept other",
          "talking + accept",
          "talking + accept other",
          "talking + reject" ->
          refused(state, Refusal.ALREADY_ACCEPTED);

      case "pre-accepted + early media",
          "accepting + early media",
          "accepted + early media",
          "talking + early media" ->
          Decision.of(stay(state), new NoteOffence(Offence.MEDIA_BEFORE_ACCEPT));
      case "accepted + media", "talking + media" ->
          Decision.of(new CallState.Talking(ACCEPTED, NOW.minusMillis(5)));

      case "offered + customer ends", "pre-accepted + customer ends", "accepting + customer ends" ->
          over(EndCause.CUSTOMER_HUNG_UP, null);
      case "accepted + customer ends", "talking + customer ends" ->
          over(EndCause.CUSTOMER_HUNG_UP, ACCEPTED);

      case "ended + pre_accept",
          "ended + pre_accept other",
          "ended + accept",
          "ended + accept other",
          "ended + reject",
          "ended + terminate" ->
          refused(state, Refusal.ALREADY_ENDED);

      default -> Decision.of(stay(state));
    };
  }

  static List<String> pairs() {
    List<String> all = new ArrayList<>();
    STATES.keySet().forEach(s -> EVENTS.keySet().forEach(e -> all.add(s + " + " + e)));
    return all;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pairs")
  void everyStateMeetsEveryEvent(String pair) {
    String[] names = pair.split(" \\+ ", 2);
    CallState state = stay(names[0]);
    CallEvent event = Objects.requireNonNull(EVENTS.get(names[1]));
    assertThat(MACHINE.decide(state, event, NOW)).isEqualTo(expected(names[0], names[1]));
  }

  @Test
  void theWindowEndsACallThatNobodyAccepted() {
    for (String name : List.of("dialled", "offered", "pre-accepted", "accepting")) {
      CallState state = stay(name);
      Instant limit = T0.plusSeconds(60);
      assertThat(MACHINE.deadline(state)).contains(limit);
      assertThat(MACHINE.decide(state, new CallEvent.TimePassed(), limit.minusNanos(1)))
          .isEqualTo(Decision.of(state));
      Decision due = MACHINE.decide(state, new CallEvent.TimePassed(), limit);
      Ending ending = new Ending(EndCause.NOT_ANSWERED, limit, null);
      assertThat(due.next()).isEqualTo(new CallState.Ended(ending));
      assertThat(due.effects().contains(new SendTerminate(ending)))
          .isEqualTo(!name.equals("dialled"));
    }
  }

  @Test
  void acceptAfterTheWindowIsTooLate() {
    CallState ended =
        new CallState.Ended(new Ending(EndCause.NOT_ANSWERED, T0.plusSeconds(60), null));
    for (CallEvent late :
        List.of(new CallEvent.AcceptAsked("sdp"), new CallEvent.PreAcceptAsked("sdp"))) {
      assertThat(MACHINE.decide(ended, late, T0.plusSeconds(61)).effects())
          .containsExactly(new RefuseRequest(Refusal.TOO_LATE));
    }
    assertThat(MACHINE.decide(ended, new CallEvent.RejectAsked(), T0.plusSeconds(61)).effects())
        .containsExactly(new RefuseRequest(Refusal.ALREADY_ENDED));
  }

  @Test
  void twentyQuietSecondsAfterAcceptFailTheCall() {
    CallState accepted = new CallState.Accepted(ACCEPTED);
    Instant limit = ACCEPTED.plusSeconds(20);
    assertThat(MACHINE.deadline(accepted)).contains(limit);
    Decision due = MACHINE.decide(accepted, new CallEvent.TimePassed(), limit);
    Ending ending = new Ending(EndCause.NO_MEDIA, limit, ACCEPTED);
    assertThat(due.effects())
        .containsExactly(new CloseMedia(), new SendTerminate(ending), new ShowEnded(ending));
    assertThat(ending.cause().errorCode()).hasValue(138_021);
  }

  @Test
  void anEstablishedCallLastsThirtySecondsBeyondItsLastPacket() {
    Instant heard = ACCEPTED.plusSeconds(100);
    CallState talking = new CallState.Talking(ACCEPTED, heard);
    assertThat(MACHINE.deadline(talking)).contains(heard.plusSeconds(30));
    assertThat(MACHINE.decide(talking, new CallEvent.TimePassed(), heard.plusSeconds(30)).next())
        .isEqualTo(
            new CallState.Ended(new Ending(EndCause.NO_MEDIA, heard.plusSeconds(30), ACCEPTED)));
  }

  @Test
  void aRejectWithinTwoSecondsMeansThatNobodyIsThere() {
    CallState offered = new CallState.Offered(T0);
    CallEvent reject = new CallEvent.RejectAsked();
    assertThat(MACHINE.decide(offered, reject, T0.plusMillis(1_999)).next())
        .isEqualTo(
            new CallState.Ended(new Ending(EndCause.NOBODY_THERE, T0.plusMillis(1_999), null)));
    assertThat(MACHINE.decide(offered, reject, T0.plusSeconds(2)).next())
        .isEqualTo(
            new CallState.Ended(new Ending(EndCause.BUSINESS_REJECTED, T0.plusSeconds(2), null)));
  }

  @Test
  void earlyMediaEndsTheCallWhereTheSandboxIsSetToIt() {
    CallRules strict =
        new CallRules(
            Duration.ofSeconds(60),
            Duration.ofSeconds(20),
            Duration.ofSeconds(30),
            Duration.ofSeconds(2),
            EarlyMedia.END_CALL);
    Decision decision =
        new SandboxCall(strict)
            .decide(new CallState.PreAccepted(T0, "sdp"), new CallEvent.EarlyMediaHeard(), NOW);
    Ending ending = new Ending(EndCause.EARLY_MEDIA, NOW, null);
    assertThat(decision.effects())
        .containsExactly(
            new NoteOffence(Offence.MEDIA_BEFORE_ACCEPT),
            new CloseMedia(),
            new SendTerminate(ending),
            new ShowEnded(ending));
  }

  @Test
  void anOlderPacketDoesNotBringTheSilenceLimitForward() {
    CallState talking = new CallState.Talking(ACCEPTED, NOW);
    assertThat(
            MACHINE.decide(talking, new CallEvent.BusinessMedia(NOW.minusSeconds(1)), NOW).next())
        .isEqualTo(talking);
  }

  private static CallState stay(String state) {
    return Objects.requireNonNull(STATES.get(state));
  }

  private static Decision refused(String state, Refusal why) {
    return Decision.of(stay(state), new RefuseRequest(why));
  }

  private static Decision overUnseen(EndCause cause) {
    Ending ending = new Ending(cause, NOW, null);
    return Decision.of(new CallState.Ended(ending), new CloseMedia(), new ShowEnded(ending));
  }

  private static Decision over(EndCause cause, @Nullable Instant acceptedAt) {
    Ending ending = new Ending(cause, NOW, acceptedAt);
    return Decision.of(
        new CallState.Ended(ending),
        new CloseMedia(),
        new SendTerminate(ending),
        new ShowEnded(ending));
  }

  private static Decision granted(EndCause cause, @Nullable Instant acceptedAt) {
    Ending ending = new Ending(cause, NOW, acceptedAt);
    return Decision.of(
        new CallState.Ended(ending),
        new GrantRequest(),
        new CloseMedia(),
        new SendTerminate(ending),
        new ShowEnded(ending));
  }
}
