package io.dering.gateway.rest;

import io.dering.signaling.agent.Agent;
import io.dering.signaling.backend.AgentAnswer;
import io.dering.signaling.call.Caller;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.PhoneNumber;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Calls that wait now, and how well calls were answered in the last hour and today (RM-12).
public final class StatisticsRoutes implements Resource {
  private static final Duration LONGEST_DAY = Duration.ofDays(2);

  private final StatisticsReader statistics;
  private final People people;
  private final InstantSource clock;

  public StatisticsRoutes(StatisticsReader statistics, People people, InstantSource clock) {
    this.statistics = statistics;
    this.people = people;
    this.clock = clock;
  }

  @Override
  public void mount(Operations operations) {
    operations.on("getStatistics", this::statistics);
  }

  private CompletionStage<Reply> statistics(Asked asked) {
    Instant now = clock.instant();
    String given = asked.query("day_from");
    Instant day = now.atOffset(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS).toInstant();
    if (given != null) {
      Optional<Instant> read = Times.read(given);
      if (read.isEmpty()) {
        return Reply.wrong("day_from", Times.RULE).now();
      }
      day = read.get();
      if (day.isAfter(now) || day.isBefore(now.minus(LONGEST_DAY))) {
        return Reply.wrong("day_from", "must be a time of the last 48 hours").now();
      }
    }
    Instant hour = now.minus(Duration.ofHours(1));
    Instant dayFrom = day;
    AccountId account = asked.account();
    StatisticsReader.Target target = statistics.target(account);
    return statistics
        .waiting(account)
        .thenCombine(
            statistics.since(account, hour),
            (waiting, figures) ->
                new JsonObject()
                    .put("object", "statistics")
                    .put("at", Times.write(now))
                    .put(
                        "target",
                        new JsonObject()
                            .put("answer_within_s", target.answerWithinS())
                            .put("percent", target.percent()))
                    .put("waiting", waiting.count())
                    .put("waiting_calls", waiting(account, waiting))
                    .put("last_hour", json(hour, figures)))
        .thenCombine(
            statistics.since(account, dayFrom),
            (body, figures) -> Reply.ok(body.put("today", json(dayFrom, figures))));
  }

  private JsonArray waiting(AccountId account, AgentAnswer.Waiting waiting) {
    var calls = new JsonArray();
    for (AgentAnswer.WaitingCall call : waiting.calls()) {
      var rings = new JsonArray();
      call.rings()
          .forEach(id ->
              rings.add(
                  new JsonObject()
                      .put("id", id.value())
                      .put("name", people.find(account, id).map(Agent::name).orElse(id.value()))));
      Caller customer = call.customer();
      PhoneNumber phone = customer.phone();
      calls.add(
          new JsonObject()
              .put("call", call.call().value())
              .put("channel", call.channel().value())
              .put(
                  "customer",
                  new JsonObject()
                      .put("name", customer.name())
                      .put("number", CallJson.number(phone, false))
                      .put("user_id", customer.userId()))
              .put("since", Times.write(call.since()))
              .put("rings", rings));
    }
    return calls;
  }

  /// Rates are of all calls that are over; null where there was none.
  private static JsonObject json(Instant from, StatisticsReader.Figures figures) {
    return new JsonObject()
        .put("from", Times.write(from))
        .put("calls", figures.calls())
        .put("answered", figures.answered())
        .put("unanswered", figures.calls() - figures.answered())
        .put("answer_rate_percent", percent(figures.answered(), figures.calls()))
        .put("service_level_percent", percent(figures.withinTarget(), figures.calls()))
        .put("mean_wait_ms", figures.answered() == 0 ? null : figures.waitMs() / figures.answered())
        .put("longest_wait_ms", figures.answered() == 0 ? null : figures.longestWaitMs());
  }

  /// With one decimal, rounded down, so that a target that was missed is never shown as met.
  static @Nullable Double percent(long part, long whole) {
    if (whole == 0) {
      return null;
    }
    long permille = part * 1_000 / whole;
    return permille / 10.0;
  }
}
