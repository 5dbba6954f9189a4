package io.dering.bench;

import io.dering.bench.load.LoadCommand;
import io.dering.bench.peers.PeersCommand;
import io.dering.bench.store.ChargesCommand;
import io.dering.bench.store.SetUpsCommand;
import io.dering.bench.store.StartCommand;
import io.dering.bench.timers.CutOffsCommand;
import io.dering.bench.timers.TimersCommand;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `java -jar bench/target/dering-bench.jar load`: what the workbench can do, by verb.
@Command(
    name = "dering-bench",
    mixinStandardHelpOptions = true,
    description = "Measures a gateway and its parts.",
    subcommands = {
      LoadCommand.class,
      PeersCommand.class,
      JmhCommand.class,
      SetUpsCommand.class,
      ChargesCommand.class,
      StartCommand.class,
      TimersCommand.class,
      CutOffsCommand.class
    })
public final class Main implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    CommandLine all = new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true);
    // What follows `jmh` is JMH's own, options among it.
    Objects.requireNonNull(all.getSubcommands().get("jmh"))
        .setUnmatchedOptionsArePositionalParams(true)
        .setStopAtPositional(true);
    return all;
  }

  @Override
  public Integer call() {
    if (spec != null) {
      spec.commandLine().usage(spec.commandLine().getErr());
    }
    return CommandLine.ExitCode.USAGE;
  }
}
