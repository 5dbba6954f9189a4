package io.dering.gateway.cli;

import io.dering.gateway.config.ConfigReader;
import io.dering.gateway.config.GatewayConfig;
import io.dering.gateway.config.InvalidConfig;
import io.dering.gateway.config.Mode;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command `dering` with all its verbs.
@Command(
    name = "dering",
    mixinStandardHelpOptions = true,
    versionProvider = Cli.Version.class,
    description = "An open, self-hosted gateway for WhatsApp Business calls.",
    synopsisSubcommandLabel = "VERB",
    footer = {
      "",
      "Examples:",
      "  dering dev                          gateway and sandbox on this machine",
      "  dering config reference > my.yaml   a configuration to start from",
      "  dering serve --config my.yaml       production"
    })
public final class Cli {
  private final Surroundings world;
  private final Launcher launcher;

  private Cli(Surroundings world, Launcher launcher) {
    this.world = world;
    this.launcher = launcher;
  }

  /// Runs one verb to its end; for `dev`, `serve` and `sandbox` that is the end of the process.
  ///
  /// @return a code of [ExitCode]
  public static int run(String[] arguments, Surroundings world, Launcher launcher) {
    Cli cli = new Cli(world, launcher);
    CommandLine line = new CommandLine(cli);
    line.addSubcommand(new StartVerbs.Dev(cli));
    line.addSubcommand(new StartVerbs.Serve(cli));
    line.addSubcommand(new StartVerbs.Sandbox(cli));
    line.addSubcommand(new Doctor(cli));
    line.addSubcommand(TokenVerb.line(cli));
    line.addSubcommand(ConfigVerbs.line(cli));
    line.addSubcommand(new Migrate(cli));
    line.addSubcommand(new CommandLine.HelpCommand());
    line.setOut(new PrintWriter(world.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(world.err(), true, StandardCharsets.UTF_8));
    line.setExecutionStrategy(parsed ->
        parsed.hasSubcommand() || parsed.isUsageHelpRequested() || parsed.isVersionHelpRequested()
            ? new CommandLine.RunLast().execute(parsed)
            : usage(line));
    line.setExecutionExceptionHandler((failure, _, _) -> cli.refuse(Obstacle.of(failure)));
    return line.execute(arguments);
  }

  Surroundings world() {
    return world;
  }

  Launcher launcher() {
    return launcher;
  }

  /// Reads the configuration of a mode: the file, if one is named, and the environment.
  ///
  /// @throws InvalidConfig with one sentence
  GatewayConfig config(Mode mode, @Nullable Path file) {
    return reader(mode, file).read();
  }

  ConfigReader reader(Mode mode, @Nullable Path file) {
    ConfigReader reader = new ConfigReader(mode).environment(world.environment());
    return file == null ? reader : reader.file(file);
  }

  int refuse(Obstacle obstacle) {
    world.err().println(obstacle.sentence());
    return obstacle.code().code();
  }

  private static int usage(CommandLine line) {
    line.usage(line.getErr());
    return ExitCode.USAGE.code();
  }

  /// The version in the jar's manifest.
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Cli.class.getPackage().getImplementationVersion();
      return new String[] {"dering " + (version == null ? "of this source tree" : version)};
    }
  }
}
