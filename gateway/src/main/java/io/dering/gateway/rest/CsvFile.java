package io.dering.gateway.rest;

import io.dering.transport.http.RequestDeadline;
import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A file of any length, page by page: the next one is read when the client has taken the one
/// before, so that one page is held. Everything but the reading happens on its event loop.
///
/// @param <K> where a page begins
final class CsvFile<K> {
  /// Rows that are read at once.
  static final int PAGE = 200;

  /// A client that takes no page for so long is cut off.
  private static final long PATIENCE_MS = 30_000;

  private static final Logger LOG = LoggerFactory.getLogger(CsvFile.class);

  private final Head head;
  private final RoutingContext ctx;
  private final Function<Optional<K>, CompletionStage<Page<K>>> pages;
  private final Context context;

  /// @param operation as the contract names it
  /// @param firstLine with its end
  record Head(String operation, String fileName, String firstLine) {}

  /// @param rows whole lines
  /// @param next where the next page begins; empty after the last
  record Page<K>(String rows, Optional<K> next) {}

  /// @param pages reads the page that begins there, the first without a place
  CsvFile(Head head, RoutingContext ctx, Function<Optional<K>, CompletionStage<Page<K>>> pages) {
    this.head = head;
    this.ctx = ctx;
    this.pages = pages;
    this.context = ctx.vertx().getOrCreateContext();
  }

  void send() {
    next(Optional.empty());
  }

  private void next(Optional<K> from) {
    pages
        .apply(from)
        .whenComplete((page, failure) ->
            context.runOnContext(_ -> {
              if (failure != null) {
                failed(failure);
              } else {
                write(page, from.isEmpty());
              }
            }));
  }

  private void write(Page<K> page, boolean first) {
    HttpServerResponse response = ctx.response();
    if (response.closed()) {
      return;
    }
    if (first) {
      begin(response);
    }
    String text = first ? head.firstLine() + page.rows() : page.rows();
    if (page.next().isEmpty()) {
      response.end(text);
      return;
    }
    long timer = ctx.vertx().setTimer(PATIENCE_MS, _ -> ctx.request().connection().close());
    response
        .write(text)
        .onComplete(written -> {
          ctx.vertx().cancelTimer(timer);
          if (written.succeeded()) {
            next(page.next());
          }
        });
  }

  private void begin(HttpServerResponse response) {
    RequestDeadline.lift(ctx);
    response
        .setChunked(true)
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/csv; charset=utf-8; header=present")
        .putHeader(
            HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + head.fileName() + "\"")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
  }

  /// A file that is cut short must not pass for a whole one: its connection breaks.
  private void failed(Throwable failure) {
    if (ctx.response().headWritten()) {
      LOG.error("{} could not be finished", head.operation(), failure);
      ctx.request().connection().close();
    } else {
      Operations.unavailable(ctx, head.operation(), failure);
    }
  }
}
