package io.dering.gateway.wiring;

import io.dering.gateway.rest.LedgerReader;
import io.dering.gateway.storage.LedgerFilter;
import io.dering.gateway.storage.LedgerPage;
import io.dering.gateway.storage.LedgerTable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Stored ledgers as the REST API reads them; the disk is read on threads that may block.
final class LedgerRows implements LedgerReader {
  private final LedgerTable ledgers;
  private final Executor blocking;

  LedgerRows(LedgerTable ledgers, Executor blocking) {
    this.ledgers = ledgers;
    this.blocking = blocking;
  }

  @Override
  public CompletionStage<Page> page(Filter filter, int limit, @Nullable Long before) {
    var stored =
        new LedgerFilter(
            filter.account(), filter.from(), filter.until(), filter.kind(), filter.call());
    return CompletableFuture.supplyAsync(
        () -> {
          LedgerPage page = ledgers.page(stored, limit, before);
          return new Page(page.entries(), page.hasMore());
        },
        blocking);
  }
}
