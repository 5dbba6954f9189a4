package io.dering.gateway.conductor;

import static io.dering.gateway.conductor.CallCentre.ACCOUNT;
import static io.dering.gateway.conductor.CallCentre.AYU;
import static io.dering.gateway.conductor.CallCentre.START;
import static io.dering.gateway.conductor.CallCentre.TAB;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.gateway.storage.StoredCall;
import io.dering.signaling.call.CallStatus;
import io.dering.signaling.call.EndReason;
import io.dering.signaling.call.GraphAction;
import io.dering.signaling.call.SessionDescription;
import io.dering.signaling.desk.DeskMessage;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ConnectionId;
import io.dering.signaling.switchboard.Command;
import io.dering.signaling.switchboard.Fact;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real switchboard on a real store, stepped.
final class ConductorTest {
  @TempDir Path folder;
  private CallCentre centre;
  private Conductor conductor;

  @BeforeEach
  void open() {
    centre = new CallCentre(folder, START);
    conductor = centre.conductor();
    conductor.restore();
  }

  @AfterEach
  void close() {
    centre.close();
  }

  @Test
  void aFactsRecordsAreInTheLogWhenItsCommandsAreReleased() {
    CallCentre watched = centre;
    conductor =
        watched.conductor(command -> {
          watched.released.add(command);
          if (command instanceof Command.ForMedia media) {
            assertThat(watched.store.log().call(ACCOUNT, media.call())).isPresent();
          }
        });
    conductor.restore();
    CallCentre.agentComes(conductor);
    conductor.offer(watched.offered(1));

    conductor.step();

    assertThat(watched.releasedNames()).contains("AnswerOffer", "Tell");
    assertThat(watched.violated).hasValue(0);
    assertThat(conductor.snapshot().ringing()).isEqualTo(1);
  }

  /// IN-7: the window runs out by the process's own time, and the end is stored with its reason.
  @Test
  void aDeadlineIsCarriedOutWhenItsTimeHasComeAndNotBefore() {
    CallCentre.agentComes(conductor);
    conductor.offer(centre.offered(1));
    conductor.step();

    centre.pass(Duration.ofSeconds(30).minusNanos(1));
    conductor.step();
    assertThat(onlyCall().state()).isEqualTo(StoredCall.State.RINGING);
    centre.pass(Duration.ofNanos(1));
    conductor.step();

    assertThat(Objects.requireNonNull(onlyCall().end()).reason()).isEqualTo(EndReason.TIMED_OUT);
    assertThat(centre.releasedNames()).contains("Reject");
    assertThat(conductor.snapshot().ringing()).isZero();
  }

  @Test
  void theNextStartEndsInTheLogAndAtMetaWhatACrashLeftOpen() {
    CallId ringing = ring(1);
    centre.close();
    centre = new CallCentre(folder, START.plusSeconds(20));
    conductor = centre.conductor();

    conductor.restore();

    StoredCall.End end = Objects.requireNonNull(onlyCall().end());
    assertThat(onlyCall().id()).isEqualTo(ringing);
    assertThat(end.status()).isEqualTo(CallStatus.UNANSWERED);
    assertThat(end.reason()).isEqualTo(EndReason.GATEWAY_RESTARTED);
    assertThat(centre.releasedNames()).containsExactly("Reject");
    assertThat(centre.store.log().open(ACCOUNT)).isEmpty();
  }

  @Test
  void aTalkingCallThatACrashLeftOpenIsTerminated() {
    CallId call = ring(1);
    talk(call);
    assertThat(onlyCall().state()).isEqualTo(StoredCall.State.TALKING);
    centre.close();
    centre = new CallCentre(folder, START.plusSeconds(20));
    conductor = centre.conductor();

    conductor.restore();

    StoredCall.End end = Objects.requireNonNull(onlyCall().end());
    assertThat(end.status()).isEqualTo(CallStatus.ANSWERED);
    assertThat(end.reason()).isEqualTo(EndReason.GATEWAY_RESTARTED);
    assertThat(onlyCall().agent()).isEqualTo(AYU);
    assertThat(centre.releasedNames()).containsExactly("Terminate");
  }

  @Test
  void aStopEndsWhatIsLeftAsTheNextStartWould() {
    CallId call = ring(1);
    talk(call);
    centre.released.clear();

    conductor.finish();

    assertThat(Objects.requireNonNull(onlyCall().end()).reason())
        .isEqualTo(EndReason.GATEWAY_RESTARTED);
    assertThat(centre.releasedNames()).containsExactly("Terminate");
    assertThat(conductor.snapshot().talking()).isZero();
  }

  /// A connect that Meta repeats after its tombstone is gone is no call and no defect.
  @Test
  void aWebhookRepeatedAfterItsTombstoneLeavesTheLogAsItIs() {
    Fact.CallOffered offer = centre.offered(1);
    ring(1);
    centre.pass(Duration.ofMinutes(1));
    conductor.step();
    centre.pass(Duration.ofMinutes(20));
    conductor.step();
    centre.released.clear();

    conductor.offer(offer);
    conductor.step();
    conductor.offer(new Fact.GraphSucceeded(onlyCall().id(), GraphAction.REJECT));
    conductor.step();

    assertThat(Objects.requireNonNull(onlyCall().end()).reason()).isEqualTo(EndReason.TIMED_OUT);
    assertThat(centre.released).isEmpty();
    assertThat(centre.violated).hasValue(0);
  }

  /// Found by the simulation: the connect of a call that is in the log and no longer in memory, and
  /// not too old by a clock that was put back. It rang unseen, and what shared a step with its
  /// records was lost with them: the welcome of a page, the end of another call.
  @Test
  void aConnectThatTheLogHasRingsNowhereAndCostsNobodyElseARecord() {
    Fact.CallOffered offer = centre.offered(1);
    ring(1);
    centre.pass(Duration.ofMinutes(1));
    conductor.step();
    centre.pass(Duration.ofMinutes(20));
    conductor.step();
    centre.released.clear();

    conductor.offer(
        new Fact.CallOffered(
            offer.metaCall(),
            offer.channel(),
            offer.caller(),
            offer.offer(),
            offer.payloads(),
            centre.clock.instant()));
    conductor.step();
    assertThat(conductor.snapshot().ringing()).isZero();
    conductor.offer(new Fact.AgentConnected(CallCentre.AYU, new ConnectionId("tab-2")));
    conductor.step();

    assertThat(centre.released)
        .singleElement()
        .isInstanceOfSatisfying(
            Command.Tell.class,
            tell ->
                assertThat(tell.message())
                    .isInstanceOfSatisfying(
                        DeskMessage.Welcome.class,
                        welcome -> assertThat(welcome.calls()).isEmpty()));
  }

  /// A defect in the handling of one call ends that call, durably, and no other.
  @Test
  void aDefectEndsTheCallItConcernsInTheLogAtMetaAndOnThePage() {
    CallId call = ring(1);
    talk(call);
    centre.released.clear();

    conductor.offer(defect(call));
    conductor.step();

    StoredCall.End end = Objects.requireNonNull(onlyCall().end());
    assertThat(end.reason()).isEqualTo(EndReason.GATEWAY_FAILED);
    assertThat(end.status()).isEqualTo(CallStatus.ANSWERED);
    assertThat(centre.releasedNames())
        .startsWith("Terminate", "Unbridge", "CloseMetaLeg")
        .contains("Tell");
    assertThat(centre.violated).hasValue(1);
    assertThat(centre.store.log().open(ACCOUNT)).isEmpty();

    conductor.offer(centre.offered(2));
    conductor.step();
    assertThat(conductor.snapshot().ringing()).isEqualTo(1);
  }

  /// What no leg ever says, and no switch of ours expects.
  @SuppressWarnings("NullAway") // A defect, made to order.
  private static Fact defect(CallId call) {
    return new Fact.MetaLegClosed(call, null);
  }

  private CallId ring(int number) {
    CallCentre.agentComes(conductor);
    conductor.offer(centre.offered(number));
    conductor.step();
    return onlyCall().id();
  }

  private void talk(CallId call) {
    conductor.offer(new Fact.OfferAnswered(call, new SessionDescription("v=0 answer")));
    conductor.offer(new Fact.GraphSucceeded(call, GraphAction.PRE_ACCEPT));
    conductor.offer(new Fact.MetaLegConnected(call));
    conductor.offer(new Fact.AgentAccepted(AYU, TAB, call));
    conductor.offer(new Fact.GraphSucceeded(call, GraphAction.ACCEPT));
    conductor.step();
  }

  private StoredCall onlyCall() {
    var calls = centre.store.log().page(ACCOUNT, 10, null).orElseThrow().calls();
    assertThat(calls).hasSize(1);
    return calls.getFirst();
  }
}
