package io.dering.gateway.conductor;

import io.dering.signaling.switchboard.Command;
import io.dering.signaling.switchboard.Step;
import java.util.List;

/// The commands of a step that end something: right to carry out whether or not it is in the log.
final class HangUps {
  private HangUps() {}

  static List<Command> of(Step step) {
    return step.commands().stream().filter(HangUps::isOne).toList();
  }

  /// The same step with the rest of its commands.
  static Step without(Step step) {
    return new Step(
        step.records(), step.commands().stream().filter(command -> !isOne(command)).toList());
  }

  private static boolean isOne(Command command) {
    return command instanceof Command.Terminate
        || command instanceof Command.CloseMetaLeg
        || command instanceof Command.Unbridge;
  }
}
