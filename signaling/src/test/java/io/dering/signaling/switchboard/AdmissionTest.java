package io.dering.signaling.switchboard;

import static io.dering.signaling.switchboard.Stage.AYU;
import static io.dering.signaling.switchboard.Stage.BUDI;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.backend.AgentAnswer;
import io.dering.signaling.backend.AgentRequest;
import io.dering.signaling.backend.BackendRequest;
import io.dering.signaling.backend.CallAnswer;
import io.dering.signaling.backend.CallRequest;
import io.dering.signaling.backend.DialRefusal;
import io.dering.signaling.backend.RequestId;
import io.dering.signaling.call.CallStatus;
import io.dering.signaling.call.Caller;
import io.dering.signaling.call.EndReason;
import io.dering.signaling.call.GraphAction;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.PhoneNumber;
import io.dering.signaling.room.Actor;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/// T15: what is accepted keeps its quality, what is refused is refused at once and with a reason.
final class AdmissionTest {
  private final Stage stage = new Stage(Stage.settings()).signIn(AYU).signIn(BUDI);

  @Test
  void aCustomersCallThatIsNotTakenIsRejectedAtMetaInTheSameTurn() {
    stage.handle(new Fact.AdmissionSet(Admission.NONE));
    CallId call = stage.call("a");
    assertThat(stage.asked()).containsExactly(GraphAction.REJECT);
    assertThat(stage.closed(call).reason()).isEqualTo(EndReason.OVERLOADED);
    assertThat(stage.closed(call).status()).isEqualTo(CallStatus.UNANSWERED);
    assertThat(stage.commands(Command.AnswerOffer.class)).as("no media is made for it").isEmpty();
  }

  @Test
  void theBusinesssCallsAreGivenUpBeforeCustomers() {
    stage.handle(new Fact.AdmissionSet(Admission.INBOUND));
    assertThat(dial()).isEqualTo(DialRefusal.OVERLOADED);
    CallId call = stage.ringingCall("a");
    assertThat(stage.rung(call)).contains(AYU, BUDI);
  }

  @Test
  void callsThatRunAreNotTouched() {
    CallId talking = stage.talkingCall("a", AYU);
    CallId ringing = stage.ringingCall("b");
    stage.clear().handle(new Fact.AdmissionSet(Admission.NONE)).passSeconds(1);
    assertThat(stage.asked()).isEmpty();
    stage.accept(BUDI, ringing);
    assertThat(stage.asked()).contains(GraphAction.ACCEPT);
    assertThat(stage.switchboard().snapshot().talking()).isPositive();
    assertThat(talking).isNotEqualTo(ringing);
  }

  @Test
  void allAreTakenAgainWhenTheLoadHasFallen() {
    stage.handle(new Fact.AdmissionSet(Admission.NONE));
    stage.handle(new Fact.AdmissionSet(Admission.ALL));
    assertThat(stage.rung(stage.ringingCall("a"))).contains(AYU);
  }

  @Test
  void anAccountHasAsManyCallsAsItMayAndOneMoreIsRefused() {
    Stage two = new Stage(withMostCalls(2)).signIn(AYU).signIn(BUDI);
    CallId first = two.talkingCall("a", AYU);
    two.ringingCall("b");
    CallId third = two.call("c");
    assertThat(two.closed(third).reason()).isEqualTo(EndReason.OVERLOADED);
    two.hangUp(AYU, first).handle(Stage.terminate("a", two.now())).clear();
    two.ringingCall("d");
    assertThat(two.asked()).as("there is room again").doesNotContain(GraphAction.REJECT);
  }

  /// What a supervisor sees of it.
  @Test
  void itSaysWhatIsTakenAndHowManyWereRefusedInTheLastMinutes() {
    assertThat(admitted(stage)).isEqualTo(new AgentAnswer.Admitted(true, true, 0, 0, turned(0, 0)));
    stage.handle(new Fact.AdmissionSet(Admission.INBOUND));
    assertThat(dial()).isEqualTo(DialRefusal.OVERLOADED);
    stage.handle(new Fact.AdmissionSet(Admission.NONE));
    stage.call("a");
    stage.call("b");
    assertThat(admitted(stage))
        .isEqualTo(new AgentAnswer.Admitted(false, false, 0, 0, turned(2, 1)));
    stage.handle(new Fact.AdmissionSet(Admission.ALL)).later(60L * RefusalCount.MINUTES);
    assertThat(admitted(stage).turned().inbound()).isEqualTo(2);
    assertThat(admitted(stage.later(60)).turned().inbound()).isZero();
  }

  @Test
  void anAccountThatIsFullSaysSo() {
    Stage one = new Stage(withMostCalls(1)).signIn(AYU);
    assertThat(admitted(one).isFull()).isFalse();
    one.ringingCall("a");
    assertThat(admitted(one)).isEqualTo(new AgentAnswer.Admitted(false, false, 1, 1, turned(0, 0)));
    assertThat(admitted(one).isFull()).isTrue();
  }

  private static AgentAnswer.Turned turned(int inbound, int outbound) {
    Instant since = Stage.START.truncatedTo(ChronoUnit.MINUTES);
    return new AgentAnswer.Turned(
        since.minus(Duration.ofMinutes(RefusalCount.MINUTES)), inbound, outbound);
  }

  private static AgentAnswer.Admitted admitted(Stage of) {
    of.handle(new Fact.Requested(new RequestId(78), new AgentRequest.LookAtAdmission()));
    return (AgentAnswer.Admitted) of.commands(Command.Answer.class).getLast().answer();
  }

  private static AccountSettings withMostCalls(int most) {
    AccountSettings plain = Stage.settings();
    return new AccountSettings(
        plain.account(),
        plain.channels(),
        plain.agents(),
        plain.ringGroups(),
        plain.policy().withMostCalls(most));
  }

  private DialRefusal dial() {
    BackendRequest wish =
        new CallRequest.PlaceCall(
            new Actor.Backend(),
            AYU,
            new CallRequest.OfNumber(
                Stage.CHANNEL, new Caller(new PhoneNumber("447700900999"), null, null)));
    stage.handle(new Fact.Requested(new RequestId(77), wish));
    return stage.commands(Command.Answer.class).stream()
        .map(Command.Answer::answer)
        .filter(CallAnswer.NotPlaced.class::isInstance)
        .map(answer -> ((CallAnswer.NotPlaced) answer).why())
        .reduce((_, last) -> last)
        .orElseThrow();
  }
}
