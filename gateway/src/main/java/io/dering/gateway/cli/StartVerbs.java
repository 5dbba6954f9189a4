package io.dering.gateway.cli;

import io.dering.gateway.cli.Launcher.Running;
import io.dering.gateway.config.GatewayConfig;
import io.dering.gateway.config.InvalidConfig;
import io.dering.gateway.config.Mode;
import io.dering.gateway.logging.LogSetup;
import io.dering.gateway.storage.PrivateFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The verbs that start something and run until the process is told to stop.
final class StartVerbs {
  private StartVerbs() {}

  /// How one of them is started and what it says when it runs.
  private interface Start {
    Running start(Launcher launcher, GatewayConfig config) throws IOException;
  }

  @Command(
      name = "dev",
      mixinStandardHelpOptions = true,
      description = "Starts gateway and sandbox with the demo account, on this machine only.")
  static final class Dev implements Callable<Integer> {
    private final Cli cli;

    Dev(Cli cli) {
      this.cli = cli;
    }

    @Override
    public Integer call() {
      return run(cli, Mode.DEV, null, Launcher::gateway, Dev::greeting);
    }

    /// There is a phone only where the sandbox is Meta.
    private static String greeting(GatewayConfig config) {
      return config.sandboxMeta()
          ? """
          The agent's page:      http://%1$s/?agent=ayu
          The customer's phone:  http://%1$s/sandbox/phone
          Press Call.
          """
          : """
          The agent's page:      http://%1$s/?agent=ayu
          Meta's Graph API:      %4$s (meta.graph-url), so there is no customer's phone here.
          """;
    }
  }

  @Command(
      name = "serve",
      mixinStandardHelpOptions = true,
      description = "Starts the gateway for real numbers.")
  static final class Serve implements Callable<Integer> {
    private final Cli cli;

    @Option(names = "--config", paramLabel = "FILE", description = "The YAML configuration.")
    private @Nullable Path file;

    Serve(Cli cli) {
      this.cli = cli;
    }

    @Override
    public Integer call() {
      return run(
          cli,
          Mode.SERVE,
          file,
          Launcher::gateway,
          _ ->
              "Dering is ready: it listens on %2$s://%1$s for Meta and the agents, and on UDP port"
                  + " %3$d for audio.\n");
    }
  }

  @Command(
      name = "sandbox",
      mixinStandardHelpOptions = true,
      description = "Starts the stand-in for Meta alone, on this machine only.")
  static final class Sandbox implements Callable<Integer> {
    private final Cli cli;

    Sandbox(Cli cli) {
      this.cli = cli;
    }

    @Override
    public Integer call() {
      return run(
          cli,
          Mode.SANDBOX,
          null,
          Launcher::sandbox,
          _ ->
              """
              The customer's phone:  http://%1$s/sandbox/phone
              Meta's Graph API:      http://%1$s/sandbox/graph
              """);
    }
  }

  private static int run(
      Cli cli,
      Mode mode,
      @Nullable Path file,
      Start start,
      Function<GatewayConfig, String> greeting) {
    GatewayConfig config;
    try {
      config = cli.config(mode, file);
    } catch (InvalidConfig e) {
      return cli.refuse(Obstacle.of(e));
    }
    Running running;
    try {
      if (!config.data().dir().isEmpty()) {
        // Before the log makes it for everyone.
        PrivateFolder.require(Path.of(config.data().dir()));
      }
      LogSetup.apply(config.log());
      running = start.start(cli.launcher(), config);
    } catch (IOException | RuntimeException e) {
      return cli.refuse(Obstacle.of(e));
    }
    String scheme = config.http().tls().on() ? "https" : "http";
    String authority = authority(config, running.httpPort());
    cli.world()
        .out()
        .print(
            greeting
                .apply(config)
                .formatted(authority, scheme, running.mediaPort(), config.meta().graphUrl()));
    cli.world().out().flush();
    awaitStop(running);
    return ExitCode.OK.code();
  }

  private static String authority(GatewayConfig config, int port) {
    String host = config.http().host();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  /// Blocks until the process is told to stop (SIGTERM, Ctrl-C), then stops in order.
  private static void awaitStop(Running running) {
    CountDownLatch stopped = new CountDownLatch(1);
    Thread hook =
        Thread.ofPlatform()
            .name("dering-stop")
            .unstarted(() -> {
              running.close();
              stopped.countDown();
            });
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      stopped.await();
    } catch (InterruptedException _) {
      Runtime.getRuntime().removeShutdownHook(hook);
      running.close();
      Thread.currentThread().interrupt();
    }
  }
}
