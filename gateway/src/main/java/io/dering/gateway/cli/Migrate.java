package io.dering.gateway.cli;

import io.dering.gateway.config.GatewayConfig;
import io.dering.gateway.config.InvalidConfig;
import io.dering.gateway.config.Mode;
import io.dering.gateway.storage.CallStore;
import io.dering.gateway.storage.Place;
import io.dering.gateway.storage.StoreFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `migrate`: brings the database to this version's schema, as a start would.
@Command(
    name = "migrate",
    mixinStandardHelpOptions = true,
    description = "Brings the database to this version's schema, without starting.")
final class Migrate implements Callable<Integer> {
  private final Cli cli;

  @Option(names = "--config", paramLabel = "FILE", description = "The YAML configuration.")
  private @Nullable Path file;

  @Option(names = "--dev", description = "The database of `dering dev`.")
  private boolean dev;

  Migrate(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    try {
      GatewayConfig config = cli.config(dev ? Mode.DEV : Mode.SERVE, file);
      Place place = Place.of(config.database().url().reveal(), Path.of(config.data().dir()));
      Duration retention = Duration.ofHours(config.policy().webhookRetentionH());
      CallStore.open(place, retention, cli.world().clock()).close();
      cli.world().out().println("The database " + place.name() + " has this version's schema.");
      return ExitCode.OK.code();
    } catch (InvalidConfig | StoreFailure e) {
      return cli.refuse(Obstacle.of(e));
    }
  }
}
