package io.dering.signaling.simulation;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dering.signaling.activity.ActivityRecord;
import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.activity.EntryKind;
import io.dering.signaling.activity.LedgerRecord;
import io.dering.signaling.call.CallEventKind;
import io.dering.signaling.call.EndReason;
import io.dering.signaling.desk.DeskMessage;
import io.dering.signaling.switchboard.AccountSettings;
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
  private static final Mutation KEEPS_LEGS =
      new Mutation(command -> command instanceof Command.CloseMetaLeg ? 0 : 1);

  private static final Mutation FORGETS_MINUTES =
      new Mutation(command -> command instanceof Command.ConfirmMinute ? 0 : 1);

  @Test
  void aSwitchboardThatErrsIsFound() {
    found("asked for twice", new Mutation(command -> command instanceof Command.Reject ? 2 : 1));
    caught(
        "goes on at Meta",
        () ->
            new CallCentre(5, 2_500, step -> isCutOff(step) ? step : KEEPS_LEGS.apply(step)).run());
    found(
        "a page rings for ever",
        new Mutation(
            command -> command instanceof Command.Tell(_, DeskMessage.CallCancelled _) ? 0 : 1));
    found(
        "the gate opens twice",
        new Mutation(command -> command instanceof Command.OpenGate ? 2 : 1));
  }

  private static boolean isCutOff(Step step) {
    return step.records().stream()
        .anyMatch(written ->
            written instanceof CallRecord.CallClosed closed
                && closed.reason() == EndReason.BALANCE_SPENT);
  }

  private static void found(String sentence, Mutation mutation) {
    caught(sentence, () -> new CallCentre(5, 300, mutation).run());
  }

  /// P2, of accounts.
  @Test
  void aSwitchboardThatKnowsNoLimitOfItsAccountIsFound() {
    caught(
        "more calls at once than it may",
        () ->
            new CallCentre(5, 2_500, UnaryOperator.identity(), ErringSwitchboardTest::withoutLimit)
                .run());
  }

  private static AccountSettings withoutLimit(AccountSettings settings) {
    return new AccountSettings(
        settings.account(),
        settings.channels(),
        settings.agents(),
        settings.ringGroups(),
        settings.defaultGroup(),
        settings.maskContacts(),
        settings.policy().withMostCalls(0),
        settings.channelPolicy(),
        settings.balance());
  }

  /// M1 to M6, each by the auditor that is there for it.
  @Test
  void aSwitchboardThatErrsWithMoneyIsFound() {
    foundInRecords("a gap in the ledger", written -> isCharge(written) ? 2 : 1);
    foundInRecords("settled without its charge", written -> isCharge(written) ? 0 : 1);
    foundInRecords("is held", written -> written instanceof LedgerRecord.HoldReleased ? 0 : 1);
    foundInRecords(
        "more is held than there is",
        written ->
            written instanceof LedgerRecord.EntryAdded added && added.kind() == EntryKind.TOP_UP
                ? 0
                : 1);
    caught("cut off before its money ends", () -> new CallCentre(5, 2_500, FORGETS_MINUTES).run());
    caught(
        "money is spent, and the call goes on",
        () ->
            new CallCentre(5, 2_500, step -> isCutOff(step) ? KEEPS_LEGS.apply(step) : step).run());
  }

  /// M4: whole minutes where the rate card counts in six seconds.
  @Test
  void aSwitchboardThatRoundsUpIsFound() {
    caught(
        "for a talk of",
        () ->
            new CallCentre(
                    5, 300, UnaryOperator.identity(), account -> account.with(Prepaid.by(60)))
                .run());
  }

  private static boolean isCharge(ActivityRecord written) {
    return written instanceof LedgerRecord.EntryAdded added && added.kind() == EntryKind.CHARGE;
  }

  /// Writes each record so many times.
  private static void foundInRecords(String sentence, ToIntFunction<ActivityRecord> times) {
    caught(
        sentence,
        () ->
            new CallCentre(
                    5,
                    300,
                    step -> {
                      List<ActivityRecord> records = new ArrayList<>();
                      for (ActivityRecord written : step.records()) {
                        for (int left = times.applyAsInt(written); left > 0; left--) {
                          records.add(written);
                        }
                      }
                      return new Step(records, step.commands());
                    })
                .run());
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
