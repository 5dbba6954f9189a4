package io.dering.gateway.rest;

import io.dering.signaling.activity.CallFilter;
import io.dering.signaling.id.CallId;
import io.dering.transport.http.RequestDeadline;
import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The log as a file (REP-3), page by page: the next one is read when the client has taken the one
/// before, so that an export of any length holds one page.
final class CallExport {
  private static final Logger LOG = LoggerFactory.getLogger(CallExport.class);
  private static final int PAGE = 200;

  /// A client that takes no page for so long is cut off.
  private static final long PATIENCE_MS = 30_000;

  private final CallReader calls;
  private final People people;

  CallExport(CallReader calls, People people) {
    this.calls = calls;
    this.people = people;
  }

  void run(Asked asked, RoutingContext ctx) {
    switch (CallQuestion.of(asked)) {
      case CallQuestion.Bad(var reply) -> reply.send(ctx);
      case CallQuestion.Good(var filter) ->
          new Running(ctx, filter, new CallCsv(people, asked.account())).next(null);
    }
  }

  /// One export; everything happens on its event loop.
  private final class Running {
    private final RoutingContext ctx;
    private final CallFilter filter;
    private final CallCsv csv;
    private final Context context;

    Running(RoutingContext ctx, CallFilter filter, CallCsv csv) {
      this.ctx = ctx;
      this.filter = filter;
      this.csv = csv;
      this.context = ctx.vertx().getOrCreateContext();
    }

    void next(@Nullable CallId after) {
      calls
          .page(new CallReader.Query(filter, PAGE, after))
          .whenComplete((page, failure) ->
              context.runOnContext(_ -> {
                if (failure != null) {
                  failed(failure);
                } else {
                  write(page, after == null);
                }
              }));
    }

    private void write(Optional<CallReader.Page> found, boolean first) {
      HttpServerResponse response = ctx.response();
      if (response.closed()) {
        return;
      }
      StringBuilder text = new StringBuilder();
      if (first) {
        begin(response);
        text.append(CallCsv.HEAD);
      }
      found.ifPresent(page -> page.calls().forEach(call -> text.append(csv.row(call))));
      Optional<CallId> last =
          found.filter(CallReader.Page::hasMore).map(page -> page.calls().getLast().id());
      if (last.isEmpty()) {
        response.end(text.toString());
        return;
      }
      long timer = ctx.vertx().setTimer(PATIENCE_MS, _ -> ctx.request().connection().close());
      response
          .write(text.toString())
          .onComplete(written -> {
            ctx.vertx().cancelTimer(timer);
            if (written.succeeded()) {
              next(last.get());
            }
          });
    }

    private void begin(HttpServerResponse response) {
      RequestDeadline.lift(ctx);
      response
          .setChunked(true)
          .putHeader(HttpHeaders.CONTENT_TYPE, "text/csv; charset=utf-8; header=present")
          .putHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"calls.csv\"")
          .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    /// A file that is cut short must not pass for a whole one: its connection breaks.
    private void failed(Throwable failure) {
      if (ctx.response().headWritten()) {
        LOG.error("exportCalls could not be finished", failure);
        ctx.request().connection().close();
      } else {
        Operations.unavailable(ctx, "exportCalls", failure);
      }
    }
  }
}
