package io.dering.gateway.rest;

import io.dering.signaling.activity.EntryKind;
import io.dering.signaling.activity.LedgerRecord.EntryAdded;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.transport.http.RequestDeadline;
import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Every movement of the voice balance with the balance after it (BAL-7), page by page and as a
/// file.
public final class LedgerRoutes implements Resource {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerRoutes.class);
  private static final int DEFAULT_LIMIT = 50;
  private static final int EXPORT_PAGE = 200;

  /// A client that takes no page of the file for so long is cut off.
  private static final long PATIENCE_MS = 30_000;

  private static final String HEAD =
      "sequence,id,at,kind,amount_minor,short_minor,balance_minor,call,minute,by,note\r\n";

  private final LedgerReader ledger;

  public LedgerRoutes(LedgerReader ledger) {
    this.ledger = ledger;
  }

  @Override
  public void mount(Operations operations) {
    operations.on("listLedger", this::list);
    operations.streams("exportLedger", this::export);
  }

  private sealed interface Question {
    record Good(LedgerReader.Filter filter) implements Question {}

    record Bad(Reply reply) implements Question {}
  }

  private static Question question(Asked asked) {
    String from = asked.query("from");
    String to = asked.query("to");
    Optional<Instant> first = from == null ? Optional.empty() : Times.read(from);
    Optional<Instant> end = to == null ? Optional.empty() : Times.read(to);
    if (from != null && first.isEmpty()) {
      return new Question.Bad(Reply.wrong("from", Times.RULE));
    }
    if (to != null && end.isEmpty()) {
      return new Question.Bad(Reply.wrong("to", Times.RULE));
    }
    if (first.isPresent() && end.isPresent() && !first.get().isBefore(end.get())) {
      return new Question.Bad(Reply.wrong("to", "must be later than from"));
    }
    String kind = asked.query("kind");
    String call = asked.query("call");
    return new Question.Good(
        new LedgerReader.Filter(
            asked.account(),
            first.orElse(null),
            end.orElse(null),
            kind == null ? null : EntryKind.valueOf(kind.toUpperCase(Locale.ROOT)),
            call == null ? null : new CallId(call)));
  }

  private CompletionStage<Reply> list(Asked asked) {
    String before = asked.query("starting_after");
    return switch (question(asked)) {
      case Question.Bad(var reply) -> reply.now();
      case Question.Good(var filter) ->
          ledger
              .page(
                  filter, asked.limit(DEFAULT_LIMIT), before == null ? null : Long.valueOf(before))
              .thenApply(LedgerRoutes::page);
    };
  }

  private static Reply page(LedgerReader.Page page) {
    var data = new JsonArray();
    page.entries().forEach(entry -> data.add(json(entry)));
    return Reply.ok(
        new JsonObject().put("object", "list").put("data", data).put("has_more", page.hasMore()));
  }

  private static JsonObject json(EntryAdded entry) {
    CallId call = entry.call();
    AgentId by = entry.by();
    return new JsonObject()
        .put("object", "ledger_entry")
        .put("id", entry.entry().value())
        .put("sequence", entry.sequence())
        .put("at", Times.write(entry.at()))
        .put("kind", word(entry.kind()))
        .put("amount_minor", entry.amountMinor())
        .put("short_minor", entry.shortMinor())
        .put("balance_minor", entry.balanceAfterMinor())
        .put("call", call == null ? null : call.value())
        .put("minute", entry.minute() > 0 ? entry.minute() : null)
        .put("by", by == null ? null : by.value())
        .put("note", entry.note());
  }

  private static String word(EntryKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /// What people wrote may look like a formula: [CallCsv#text] makes it harmless.
  private static String row(EntryAdded entry) {
    CallId call = entry.call();
    AgentId by = entry.by();
    return String.join(
            ",",
            List.of(
                Long.toString(entry.sequence()),
                CallCsv.text(entry.entry().value()),
                String.valueOf(Times.write(entry.at())),
                word(entry.kind()),
                Long.toString(entry.amountMinor()),
                Long.toString(entry.shortMinor()),
                Long.toString(entry.balanceAfterMinor()),
                CallCsv.text(call == null ? null : call.value()),
                entry.minute() > 0 ? Integer.toString(entry.minute()) : "",
                CallCsv.text(by == null ? null : by.value()),
                CallCsv.text(entry.note())))
        + "\r\n";
  }

  private void export(Asked asked, RoutingContext ctx) {
    switch (question(asked)) {
      case Question.Bad(var reply) -> reply.send(ctx);
      case Question.Good(var filter) -> new Export(ctx, filter).next(null);
    }
  }

  /// One file: the next page is read when the client has taken the one before. On its event loop.
  private final class Export {
    private final RoutingContext ctx;
    private final LedgerReader.Filter filter;
    private final Context context;

    Export(RoutingContext ctx, LedgerReader.Filter filter) {
      this.ctx = ctx;
      this.filter = filter;
      this.context = ctx.vertx().getOrCreateContext();
    }

    void next(@Nullable Long before) {
      ledger
          .page(filter, EXPORT_PAGE, before)
          .whenComplete((page, failure) ->
              context.runOnContext(_ -> {
                if (failure != null) {
                  failed(failure);
                } else {
                  write(page, before == null);
                }
              }));
    }

    private void write(LedgerReader.Page page, boolean first) {
      HttpServerResponse response = ctx.response();
      if (response.closed()) {
        return;
      }
      StringBuilder text = new StringBuilder();
      if (first) {
        RequestDeadline.lift(ctx);
        response
            .setChunked(true)
            .putHeader(HttpHeaders.CONTENT_TYPE, "text/csv; charset=utf-8; header=present")
            .putHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"ledger.csv\"")
            .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        text.append(HEAD);
      }
      page.entries().forEach(entry -> text.append(row(entry)));
      if (!page.hasMore()) {
        response.end(text.toString());
        return;
      }
      long last = page.entries().getLast().sequence();
      long timer = ctx.vertx().setTimer(PATIENCE_MS, _ -> ctx.request().connection().close());
      response
          .write(text.toString())
          .onComplete(written -> {
            ctx.vertx().cancelTimer(timer);
            if (written.succeeded()) {
              next(last);
            }
          });
    }

    /// A file that is cut short must not pass for a whole one: its connection breaks.
    private void failed(Throwable failure) {
      if (ctx.response().headWritten()) {
        LOG.error("exportLedger could not be finished", failure);
        ctx.request().connection().close();
      } else {
        Operations.unavailable(ctx, "exportLedger", failure);
      }
    }
  }
}
