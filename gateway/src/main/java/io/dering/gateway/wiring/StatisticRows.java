package io.dering.gateway.wiring;

import io.dering.gateway.config.GatewayConfig;
import io.dering.gateway.rest.StatisticsReader;
import io.dering.gateway.rest.Switchboards;
import io.dering.gateway.storage.FigureTable;
import io.dering.signaling.backend.AgentAnswer;
import io.dering.signaling.backend.AgentRequest;
import io.dering.signaling.id.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/// What supervisors watch: calls that wait from the switchboard, figures from the log.
final class StatisticRows implements StatisticsReader {
  private final FigureTable table;
  private final Executor blocking;
  private final Switchboards switchboards;
  private final Map<AccountId, Target> targets = new HashMap<>();

  StatisticRows(
      GatewayConfig config, FigureTable table, Executor blocking, Switchboards switchboards) {
    this.table = table;
    this.blocking = blocking;
    this.switchboards = switchboards;
    for (GatewayConfig.Account account : config.accounts()) {
      targets.put(
          new AccountId(account.id()),
          new Target(account.answerWithinS(), account.answerPercent()));
    }
  }

  @Override
  public CompletionStage<AgentAnswer.Waiting> waiting(AccountId account) {
    return switchboards
        .ask(account, new AgentRequest.ListWaiting())
        .thenApply(answer -> (AgentAnswer.Waiting) answer);
  }

  @Override
  public CompletionStage<Figures> since(AccountId account, Instant from) {
    Duration within = Duration.ofSeconds(target(account).answerWithinS());
    return CompletableFuture.supplyAsync(
        () -> {
          FigureTable.Row row = table.since(account, from, within);
          return new Figures(
              row.calls(), row.answered(), row.withinTarget(), row.waitMs(), row.longestWaitMs());
        },
        blocking);
  }

  @Override
  public Target target(AccountId account) {
    Target target = targets.get(account);
    if (target == null) {
      throw new IllegalStateException("an account without a target: " + account);
    }
    return target;
  }
}
