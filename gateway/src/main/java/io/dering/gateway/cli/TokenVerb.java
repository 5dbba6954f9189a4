package io.dering.gateway.cli;

import io.dering.gateway.config.GatewayConfig;
import io.dering.gateway.config.InvalidConfig;
import io.dering.gateway.config.Mode;
import io.dering.gateway.tokens.SessionTokens;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `token create`: a signed, short-lived token with which a person signs in. It is printed once and
/// kept nowhere; the key that signs it stands in the data folder.
@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    description = "Prints a signed token with which a person signs in.")
final class TokenVerb implements Callable<Integer> {
  private final Cli cli;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private @Nullable Whom whom;

  @Option(names = "--config", paramLabel = "FILE", description = "The YAML configuration.")
  private @Nullable Path file;

  @Option(
      names = "--account",
      paramLabel = "ID",
      description = "Which account, where there are several.")
  private @Nullable String account;

  @Option(
      names = "--hours",
      paramLabel = "N",
      defaultValue = "12",
      description = "How long it is valid, 1 to 12; default 12.")
  private int hours;

  private TokenVerb(Cli cli) {
    this.cli = cli;
  }

  /// Who gets the token.
  static final class Whom {
    @Option(names = "--agent", paramLabel = "NAME", description = "An agent of the configuration.")
    private @Nullable String agent;

    @Option(
        names = "--role",
        paramLabel = "ROLE",
        description = "The first person with that role: admin, supervisor or agent.")
    private @Nullable String role;
  }

  static CommandLine line(Cli cli) {
    return new CommandLine(new Tokens()).addSubcommand(new TokenVerb(cli));
  }

  @Command(
      name = "token",
      mixinStandardHelpOptions = true,
      description = "Makes tokens: dering token create --role admin",
      synopsisSubcommandLabel = "create",
      subcommands = {})
  private static final class Tokens implements Callable<Integer> {
    @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() {
      if (spec != null) {
        spec.commandLine().usage(spec.commandLine().getErr());
      }
      return ExitCode.USAGE.code();
    }
  }

  @Override
  public Integer call() {
    if (hours < 1 || hours > SessionTokens.LONGEST_LIFE.toHours()) {
      return cli.refuse(
          new Obstacle(
              ExitCode.USAGE,
              "--hours must be 1 to %d, not %d."
                  .formatted(SessionTokens.LONGEST_LIFE.toHours(), hours)));
    }
    try {
      GatewayConfig config = cli.config(Mode.SERVE, file);
      GatewayConfig.Account owner = owner(config.accounts());
      String token =
          cli.launcher().token(config, owner, person(owner).id(), Duration.ofHours(hours));
      cli.world().out().println(token);
      return ExitCode.OK.code();
    } catch (IOException | RuntimeException e) {
      return cli.refuse(Obstacle.of(e));
    }
  }

  private GatewayConfig.Account owner(List<GatewayConfig.Account> accounts) {
    if (account == null && accounts.size() == 1) {
      return accounts.getFirst();
    }
    return accounts.stream()
        .filter(candidate -> candidate.id().equals(account))
        .findFirst()
        .orElseThrow(() ->
            new InvalidConfig(
                "--account must be one of %s."
                    .formatted(accounts.stream().map(GatewayConfig.Account::id).toList())));
  }

  private GatewayConfig.Agent person(GatewayConfig.Account owner) {
    String agent = whom == null ? null : whom.agent;
    String role = whom == null || whom.role == null ? "" : whom.role;
    return owner.agents().stream()
        .filter(candidate ->
            agent != null
                ? candidate.id().equals(agent)
                : candidate.role().name().toLowerCase(Locale.ROOT).equals(role))
        .findFirst()
        .orElseThrow(() ->
            new InvalidConfig(
                "No agent of account `%s` %s; see accounts[].agents in the configuration."
                    .formatted(
                        owner.id(),
                        agent != null
                            ? "is called `" + agent + "`"
                            : "has the role `" + role + "`")));
  }
}
