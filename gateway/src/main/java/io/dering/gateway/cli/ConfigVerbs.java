package io.dering.gateway.cli;

import io.dering.gateway.config.InvalidConfig;
import io.dering.gateway.config.Mode;
import io.dering.gateway.config.Reference;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `config check`, `config print`, `config reference`.
final class ConfigVerbs {
  private ConfigVerbs() {}

  static CommandLine line(Cli cli) {
    return new CommandLine(new Root())
        .addSubcommand(new Check(cli))
        .addSubcommand(new Print(cli))
        .addSubcommand(new Print.Catalogue(cli));
  }

  @Command(
      name = "config",
      mixinStandardHelpOptions = true,
      description = "Checks and shows the configuration.",
      synopsisSubcommandLabel = "(check | print | reference)")
  private static final class Root implements Callable<Integer> {
    @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() {
      if (spec != null) {
        spec.commandLine().usage(spec.commandLine().getErr());
      }
      return ExitCode.USAGE.code();
    }
  }

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = "Says whether `dering serve` would take the configuration.")
  private static final class Check implements Callable<Integer> {
    private final Cli cli;

    @Option(names = "--config", paramLabel = "FILE", description = "The YAML configuration.")
    private @Nullable Path file;

    Check(Cli cli) {
      this.cli = cli;
    }

    @Override
    public Integer call() {
      try {
        cli.config(Mode.SERVE, file);
        cli.world().out().println("The configuration is complete.");
        return ExitCode.OK.code();
      } catch (InvalidConfig e) {
        return cli.refuse(Obstacle.of(e));
      }
    }
  }

  @Command(
      name = "print",
      mixinStandardHelpOptions = true,
      description = "Prints every key with its value and where it comes from; secrets as `set`.")
  private static final class Print implements Callable<Integer> {
    private final Cli cli;

    @Option(names = "--config", paramLabel = "FILE", description = "The YAML configuration.")
    private @Nullable Path file;

    @Option(names = "--dev", description = "As `dering dev` would see it.")
    private boolean dev;

    Print(Cli cli) {
      this.cli = cli;
    }

    @Override
    public Integer call() {
      try {
        cli.reader(dev ? Mode.DEV : Mode.SERVE, file)
            .describe()
            .forEach(cli.world().out()::println);
        return ExitCode.OK.code();
      } catch (InvalidConfig e) {
        return cli.refuse(Obstacle.of(e));
      }
    }

    @Command(
        name = "reference",
        mixinStandardHelpOptions = true,
        description = "Prints a configuration file with every key, its bounds and default.")
    private static final class Catalogue implements Callable<Integer> {
      private final Cli cli;

      Catalogue(Cli cli) {
        this.cli = cli;
      }

      @Override
      public Integer call() {
        cli.world().out().print(Reference.yaml());
        return ExitCode.OK.code();
      }
    }
  }
}
