package io.dering.signaling.simulation;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dering.signaling.activity.ActivityRecord;
import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.call.CallEventKind;
import io.dering.signaling.desk.DeskMessage;
import io.dering.signaling.switchboard.Command;
import io.dering.signaling.switchboard.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// The auditors within the whole: a switchboard that errs in one way is found by the one whose rule
/// it breaks.
final class ErringSwitchboardTest {
  @Test
  void aSwitchboardThatErrsIsFound() {
    found("asked for twice", new Mutation(command -> command instanceof Command.Reject ? 2 : 1));
    found(
        "a call goes on at Meta",
        new Mutation(command -> command instanceof Command.CloseMetaLeg ? 0 : 1));
    found(
        "a page rings for ever",
        new Mutation(
            command -> command instanceof Command.Tell(_, DeskMessage.CallCancelled _) ? 0 : 1));
    found(
        "the gate opens twice",
        new Mutation(command -> command instanceof Command.OpenGate ? 2 : 1));
  }

  private static void found(String sentence, Mutation mutation) {
    caught(sentence, () -> new CallCentre(5, 300, mutation).run());
  }

  @Test
  void aSwitchboardThatForgetsToWriteIsFound() {
    caught(
        "a gap",
        () ->
            new CallCentre(
                    3,
                    300,
                    step ->
                        new Step(
                            step.records().stream().filter(written -> !isTaken(written)).toList(),
                            step.commands()))
                .run());
  }

  private static boolean isTaken(ActivityRecord written) {
    return written instanceof CallRecord.CallEvent event && event.kind() == CallEventKind.TAKEN;
  }

  /// Releases each command so many times.
  private record Mutation(ToIntFunction<Command> times) implements UnaryOperator<Step> {
    @Override
    public Step apply(Step step) {
      List<Command> commands = new ArrayList<>();
      for (Command command : step.commands()) {
        for (int left = times.applyAsInt(command); left > 0; left--) {
          commands.add(command);
        }
      }
      return new Step(step.records(), commands);
    }
  }

  private static void caught(String sentence, ThrowingCallable violation) {
    assertThatThrownBy(violation).isInstanceOf(AssertionError.class).hasMessageContaining(sentence);
  }
}
