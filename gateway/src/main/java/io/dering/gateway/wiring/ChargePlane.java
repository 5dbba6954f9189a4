package io.dering.gateway.wiring;

import io.dering.gateway.charges.ChargesReader;
import io.dering.gateway.charges.Rounds;
import io.dering.gateway.config.GatewayConfig;
import io.dering.gateway.graph.AnalyticsClient;
import io.dering.gateway.graph.GraphMeter;
import io.dering.gateway.graph.GraphSettings;
import io.dering.gateway.rest.ChargeReader;
import io.dering.gateway.storage.CallStore;
import io.dering.gateway.storage.LedgerTable;
import io.dering.signaling.activity.EntryKind;
import io.dering.signaling.call.MetaError;
import io.dering.signaling.id.AccountId;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What Meta charges beside what is paid: a reader for each account that pays, and the stored
/// months as the REST API reads them. Ends with its Vert.x.
final class ChargePlane implements ChargeReader {
  private final CallStore store;
  private final Sources sources;
  private final PaidCountries countries;
  private final Map<AccountId, ChargesReader> readers = new LinkedHashMap<>();

  /// @param blocking runs what waits for the disk
  record Sources(Executor blocking, InstantSource clock, RandomGenerator random) {}

  ChargePlane(
      GatewayConfig config, Vertx vertx, CallStore store, GraphMeter meter, Sources sources) {
    this.store = store;
    this.sources = sources;
    this.countries = new PaidCountries(store.ledgers()::last, store.ledgers()::paid);
    String waba = config.meta().wabaId();
    if (waba.isEmpty()) {
      return;
    }
    var settings = GraphSettings.of(config.meta().graphUrl(), config.meta().accessToken().reveal());
    var meta = new AnalyticsClient(vertx, settings, waba, meter, System::nanoTime);
    ChargesReader.Later later =
        (after, task) -> vertx.setTimer(Math.max(1, after.toMillis()), _ -> task.run());
    for (GatewayConfig.Account account : config.accounts()) {
      if (account.voiceBalance().enabled()) {
        AccountId id = new AccountId(account.id());
        List<String> numbers =
            account.channels().stream().map(GatewayConfig.Channel::number).toList();
        readers.put(
            id,
            new ChargesReader(
                new ChargesReader.Whose(id, waba, numbers),
                new ChargesReader.Ports(meta::ask, store.metaCharges()::replace, gaps(id, waba)),
                new ChargesReader.Sources(later, sources.clock(), sources.random()),
                config.sandboxMeta() ? Rounds.SANDBOX : Rounds.USUAL));
      }
    }
  }

  private ChargesReader.Gaps gaps(AccountId account, String waba) {
    return (from, until) ->
        CompletableFuture.supplyAsync(
            () -> store.metaCharges().unsettled(account, waba, from, until, ChargesReader.SETTLED),
            sources.blocking());
  }

  void start() {
    readers.values().forEach(ChargesReader::start);
  }

  @Override
  public CompletionStage<Page> page(AccountId account, int limit, @Nullable YearMonth before) {
    return CompletableFuture.supplyAsync(() -> read(account, limit, before), sources.blocking());
  }

  private Page read(AccountId account, int limit, @Nullable YearMonth before) {
    YearMonth now = YearMonth.from(sources.clock().instant().atOffset(ZoneOffset.UTC));
    YearMonth newest = before == null || before.isAfter(now) ? now : before.minusMonths(1);
    YearMonth oldest =
        Stream.of(store.ledgers().first(account), store.metaCharges().first(account))
            .flatMap(Optional::stream)
            .min(YearMonth::compareTo)
            .orElse(now);
    List<Month> months = new ArrayList<>();
    YearMonth month = newest;
    while (months.size() < limit && !month.isBefore(oldest)) {
      months.add(month(account, month));
      month = month.minusMonths(1);
    }
    return new Page(months, !month.isBefore(oldest));
  }

  private Month month(AccountId account, YearMonth month) {
    LedgerTable.Month ledger = store.ledgers().month(account, month);
    long movedMinor =
        ledger.of(EntryKind.CHARGE).amountMinor()
            + ledger.of(EntryKind.REFUND).amountMinor()
            + ledger.of(EntryKind.ADJUSTMENT).amountMinor();
    return new Month(
        month,
        -movedMinor,
        ledger.of(EntryKind.CHARGE).entries(),
        store.metaCharges().pulses(account, month),
        countries.of(account, month),
        store.metaCharges().month(account, month));
  }

  @Override
  public Reading reading(AccountId account) {
    ChargesReader reader = readers.get(account);
    if (reader == null) {
      return Reading.of(State.NOT_SET);
    }
    var last = reader.reading();
    Instant readAt = last.readAt();
    var failure = last.failure();
    if (failure == null) {
      return new Reading(
          readAt == null ? State.WAITING : State.READ, readAt, null, null, Optional.empty());
    }
    return new Reading(
        State.FAILED,
        readAt,
        failure.at(),
        failure.error().map(MetaError::code).orElse(null),
        Optional.of(failure.sentence()));
  }
}
