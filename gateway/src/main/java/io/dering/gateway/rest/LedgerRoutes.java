package io.dering.gateway.rest;

import io.dering.signaling.activity.EntryKind;
import io.dering.signaling.activity.LedgerRecord.EntryAdded;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/// Every movement of the voice balance with the balance after it (BAL-7), page by page and as a
/// file.
public final class LedgerRoutes implements Resource {
  private static final int DEFAULT_LIMIT = 50;
  private static final CsvFile.Head FILE =
      new CsvFile.Head(
          "exportLedger",
          "ledger.csv",
          "sequence,id,at,kind,amount_minor,short_minor,balance_minor,call,minute,by,note\r\n");

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
      case Question.Good(var filter) ->
          new CsvFile<Long>(
                  FILE,
                  ctx,
                  before ->
                      ledger
                          .page(filter, CsvFile.PAGE, before.orElse(null))
                          .thenApply(LedgerRoutes::rows))
              .send();
    }
  }

  private static CsvFile.Page<Long> rows(LedgerReader.Page page) {
    return new CsvFile.Page<>(
        page.entries().stream().map(LedgerRoutes::row).collect(Collectors.joining()),
        page.hasMore() ? Optional.of(page.entries().getLast().sequence()) : Optional.empty());
  }
}
