package io.dering.gateway.conductor;

import static io.dering.gateway.conductor.CallCentre.ACCOUNT;
import static io.dering.gateway.conductor.CallCentre.AYU;
import static io.dering.gateway.conductor.CallCentre.START;
import static io.dering.gateway.conductor.CallCentre.TAB;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dering.gateway.storage.SampleCall;
import io.dering.signaling.backend.BackendAnswer;
import io.dering.signaling.backend.Refused;
import io.dering.signaling.backend.RequestId;
import io.dering.signaling.call.GraphAction;
import io.dering.signaling.id.CallId;
import io.dering.signaling.permission.CallingLimits;
import io.dering.signaling.switchboard.Command;
import io.dering.signaling.switchboard.Fact;
import io.dering.signaling.switchboard.Step;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What goes wrong, with a scripted switchboard on a real store.
final class ConductorFaultTest {
  private static final CallId CALL = new SampleCall(1).id();
  private static final Fact ANSWER = new Fact.GraphSucceeded(CALL, GraphAction.ACCEPT);
  private static final Fact ACCEPT = new Fact.AgentAccepted(AYU, TAB, CALL);

  @TempDir Path folder;
  private CallCentre centre;
  private ScriptedBoard board;

  @BeforeEach
  void open() {
    centre = new CallCentre(folder, START);
    board = new ScriptedBoard();
  }

  @AfterEach
  void close() {
    centre.close();
  }

  @Test
  void aFullQueueRefusesWhatComesFromOutsideAndTakesWhatAnswersUs() {
    Conductor conductor = conductor(2, centre.released::add);

    assertThat(conductor.offer(ACCEPT)).isTrue();
    assertThat(conductor.offer(ACCEPT)).isTrue();
    assertThat(conductor.offer(ACCEPT)).isFalse();
    assertThat(conductor.offer(ANSWER)).isTrue();
    assertThat(conductor.offer(new Fact.AgentDisconnected(AYU, TAB))).isTrue();
    assertThat(centre.refused).hasValue(1);

    conductor.step();
    assertThat(board.handled).hasSize(4);
    assertThat(conductor.offer(ACCEPT)).isTrue();
    assertThat(conductor.offer(ACCEPT)).isTrue();
    assertThat(conductor.offer(ACCEPT)).isFalse();
  }

  @Test
  void aFullQueueRefusesAWebhookBeforeItIsStored() {
    Conductor conductor = conductor(2, centre.released::add);
    WebhookIntake inbox = centre.inbox(conductor);

    CompletableFuture<Boolean> two =
        inbox.accept(new byte[] {1}, List.of(centre.offered(1), centre.offered(2)));
    CompletableFuture<Boolean> third = inbox.accept(new byte[] {2}, List.of(centre.offered(3)));

    assertThat(two).succeedsWithin(Duration.ofSeconds(30));
    assertThatThrownBy(() -> third.get(30, SECONDS)).hasCauseInstanceOf(Overloaded.class);
    assertThat(centre.store.log().unprocessed()).hasSize(1);
    conductor.step();
    assertThat(inbox.accept(new byte[] {2}, List.of(centre.offered(3))))
        .succeedsWithin(Duration.ofSeconds(30));
  }

  @Test
  void aStepThatThrowsCostsThatStepAlone() {
    board.script =
        fact -> {
          if (fact.equals(ACCEPT)) {
            throw new IllegalStateException("boom");
          }
          return new Step(List.of(), List.of(new Command.OpenGate(CALL)));
        };
    Conductor conductor = conductor(10, centre.released::add);
    conductor.offer(ANSWER);
    conductor.offer(ACCEPT);
    conductor.offer(ANSWER);

    conductor.step();

    assertThat(centre.releasedNames()).containsExactly("OpenGate", "OpenGate");
    assertThat(centre.violated).hasValue(1);
    assertThat(conductor.state()).isEqualTo(Conductor.State.RUNNING);
  }

  @Test
  void aCallThatCannotBeEndedAfterADefectIsDroppedOnce() {
    board.script =
        fact -> {
          if (fact.equals(ACCEPT)) {
            throw new IllegalStateException("boom");
          }
          return new Step(List.of(), List.of(new Command.OpenGate(CALL)));
        };
    board.afterFailure =
        () -> {
          throw new IllegalStateException("boom again");
        };
    Conductor conductor = conductor(10, centre.released::add);
    conductor.offer(ACCEPT);
    conductor.offer(ANSWER);

    conductor.step();
    conductor.step();

    assertThat(board.failures).isEqualTo(1);
    assertThat(board.drops).isEqualTo(1);
    assertThat(centre.violated).hasValue(2);
    assertThat(centre.releasedNames()).containsExactly("OpenGate");
    assertThat(conductor.state()).isEqualTo(Conductor.State.RUNNING);
  }

  @Test
  void recordsThatContradictTheStoreTakeTheirOwnCommandsWithThemAndNoOthers() {
    SampleCall first = new SampleCall(1);
    SampleCall second = new SampleCall(2);
    board.script =
        fact ->
            fact.equals(ACCEPT)
                ? new Step(List.of(first.closed(null)), List.of(new Command.Unbridge(CALL)))
                : new Step(List.of(second.opened()), List.of(new Command.OpenGate(CALL)));
    Conductor conductor = conductor(10, centre.released::add);
    conductor.offer(ACCEPT);
    conductor.offer(ANSWER);

    conductor.step();

    assertThat(centre.releasedNames()).containsExactly("OpenGate");
    assertThat(centre.violated).hasValue(1);
    assertThat(centre.stored).containsExactly(second.opened());
    assertThat(centre.store.log().open(ACCOUNT)).hasSize(1);
  }

  @Test
  void whoAskedForWhatContradictsTheStoreIsToldAtOnce() {
    RequestId asked = new RequestId(7);
    BackendAnswer done = Refused.notFound("in place of any answer");
    board.script =
        _ ->
            new Step(
                List.of(new SampleCall(1).closed(null)),
                List.of(new Command.Answer(asked, done), new Command.OpenGate(CALL)));
    Conductor conductor = conductor(10, centre.released::add);
    conductor.offer(ACCEPT);

    conductor.step();

    assertThat(centre.released)
        .singleElement()
        .isInstanceOfSatisfying(
            Command.Answer.class,
            answer -> {
              assertThat(answer.id()).isEqualTo(asked);
              assertThat(((Refused) answer.answer()).why()).isEqualTo(Refused.Why.CONFLICT);
            });
    assertThat(centre.violated).hasValue(1);
  }

  @Test
  void aSinkThatThrowsKeepsNoLaterCommandBack() {
    board.script =
        _ ->
            new Step(
                List.of(), List.of(new Command.Unbridge(CALL), new Command.CloseMetaLeg(CALL)));
    Conductor conductor =
        conductor(
            10,
            command -> {
              if (command instanceof Command.Unbridge) {
                throw new IllegalStateException("no leg");
              }
              centre.released.add(command);
            });
    conductor.offer(ANSWER);

    conductor.step();

    assertThat(centre.releasedNames()).containsExactly("CloseMetaLeg");
    assertThat(centre.violated).hasValue(1);
  }

  @Test
  void whenTheStoreFailsNothingIsReleasedAndNothingMoreIsTaken() {
    board.script =
        _ -> new Step(List.of(new SampleCall(1).opened()), List.of(new Command.OpenGate(CALL)));
    Conductor conductor = conductor(10, centre.released::add);
    conductor.offer(ANSWER);
    centre.store.close();

    conductor.step();

    assertThat(centre.released).isEmpty();
    assertThat(conductor.state()).isEqualTo(Conductor.State.HALTED);
    assertThat(conductor.offer(ANSWER)).isFalse();
    assertThatThrownBy(() ->
            centre
                .inbox(conductor)
                .accept(new byte[] {1}, List.of(centre.offered(1)))
                .get(30, SECONDS))
        .hasCauseInstanceOf(Overloaded.class);
  }

  @Test
  void aStoreWithTooManyWritesWaitingIsAskedAgain() throws Exception {
    board.script =
        _ -> new Step(List.of(new SampleCall(1).opened()), List.of(new Command.OpenGate(CALL)));
    Conductor conductor = conductor(10, centre.released::add);
    conductor.offer(ANSWER);
    Thread turn = Thread.ofPlatform().unstarted(conductor::step);
    try (var other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("dering.db"));
        var statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      // The loop has this one in hand and waits for the lock that is ours: it takes no other.
      CompletableFuture<Long> _ = centre.store.receive(new byte[] {1});
      while (centre.store.waiting() > 0) {
        Thread.onSpinWait();
      }
      while (!centre.store.receive(new byte[] {1}).isCompletedExceptionally()) {
        // Until the queue is full.
      }
      turn.start();
      while (turn.isAlive() && turn.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
      assertThat(conductor.state()).isEqualTo(Conductor.State.RUNNING);
      assertThat(centre.released).isEmpty();
      // BAL-5: whoever's money is spent does not wait for a full queue either.
      int before = board.advanced.size();
      board.deadline = START;
      board.cutOff = START;
      while (turn.isAlive() && board.advanced.size() == before) {
        Thread.onSpinWait();
      }
      assertThat(turn.isAlive()).isTrue();
      statement.execute("ROLLBACK");
    }
    turn.join(Duration.ofSeconds(20));

    assertThat(centre.releasedNames()).containsExactly("OpenGate");
    assertThat(conductor.state()).isEqualTo(Conductor.State.RUNNING);
  }

  @Test
  void theThreadHandlesFactsKeepsDeadlinesAndStopsWithinItsWindow() throws Exception {
    CallCentre real = centre;
    Timeline wall = new Timeline(InstantSource.system(), System::nanoTime);
    CompletableFuture<Command> first = new CompletableFuture<>();
    board.script = _ -> new Step(List.of(), List.of(new Command.OpenGate(CALL)));
    board.deadline = wall.instant().plusMillis(150);
    var deadline = board.deadline;
    Conductor conductor =
        new Conductor(
            ACCOUNT,
            Duration.ofMinutes(10),
            () -> board,
            new Conductor.Links(real.store, first::complete, wall, real),
            10);

    conductor.start();
    conductor.offer(ANSWER);
    assertThat(first.get(30, SECONDS)).isEqualTo(new Command.OpenGate(CALL));
    while (!board.deadline.equals(Instant.MAX)) {
      Thread.onSpinWait();
    }
    long before = System.nanoTime();
    conductor.stop(Duration.ofMinutes(5));

    assertThat(board.advanced).hasSize(1);
    assertThat(board.advanced.getFirst()).isAfterOrEqualTo(deadline);
    assertThat(conductor.state()).isEqualTo(Conductor.State.STOPPED);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMinutes(1));
    assertThat(conductor.offer(ANSWER)).isFalse();
  }

  /// The first request that comes through an open door finds the figures of the policy file.
  @Test
  void whatHoldsFromTheStartIsHandledBeforeAnythingThatIsOffered() {
    Fact limits = new Fact.LimitsSet(CallingLimits.DEFAULT);
    Conductor conductor =
        new Conductor(ACCOUNT, Duration.ofMinutes(10), () -> board, centre.links(_ -> {}), 10);

    conductor.start(limits);
    conductor.offer(ANSWER);
    conductor.stop(Duration.ZERO);

    assertThat(board.handled).containsExactly(limits, ANSWER);
  }

  private Conductor conductor(int capacity, CommandSink sink) {
    Conductor conductor =
        new Conductor(ACCOUNT, Duration.ofMinutes(10), () -> board, centre.links(sink), capacity);
    conductor.restore();
    return conductor;
  }
}
