package io.dering.gateway.rest;

import io.dering.signaling.backend.BackendAnswer;
import io.dering.signaling.backend.DialRefusal;
import io.dering.signaling.backend.MoneyAnswer;
import io.dering.signaling.backend.MoneyRequest;
import io.dering.signaling.backend.Refused;
import io.dering.signaling.call.Caller;
import io.dering.signaling.id.PhoneNumber;
import io.dering.signaling.id.RoomId;
import io.dering.signaling.tariff.RateCard;
import io.dering.signaling.tariff.RateCardCsv;
import io.dering.signaling.tariff.RateCardFault;
import io.dering.signaling.tariff.RateCardResult;
import io.dering.signaling.tariff.RateRow;
import io.dering.transport.http.Problem;
import io.dering.transport.http.ProblemCode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/// What minutes cost, as a whole (BAL-3), and what a call to a customer would.
public final class RateCardRoutes implements Resource {
  private final Switchboards switchboards;
  private final RoomReader rooms;
  private final Predicate<String> isPrefix;

  /// @param isPrefix whether numbers of some country begin with these digits
  public RateCardRoutes(Switchboards switchboards, RoomReader rooms, Predicate<String> isPrefix) {
    this.switchboards = switchboards;
    this.rooms = rooms;
    this.isPrefix = isPrefix;
  }

  @Override
  public void mount(Operations operations) {
    operations.on("getRateCard", asked -> ask(asked, new MoneyRequest.ReadRateCard()));
    operations.on("replaceRateCard", this::replace);
    operations.on("estimateCall", this::estimate);
  }

  private CompletionStage<Reply> replace(Asked asked) {
    return switch (RateCardCsv.read(asked.body().getString("csv"), isPrefix)) {
      case RateCardResult.Refused(var faults) -> refused(faults).now();
      case RateCardResult.Read(var card) ->
          ask(asked, new MoneyRequest.ReplaceRateCard(card, BalanceRoutes.by(asked)));
    };
  }

  /// All of them, so that a file is mended once.
  private static Reply refused(List<RateCardFault> faults) {
    var all = new JsonArray();
    for (RateCardFault fault : faults) {
      all.add(
          new JsonObject()
              .put("line", fault.line())
              .put("column", fault.column().isEmpty() ? null : fault.column())
              .put("rule", fault.rule().name().toLowerCase(Locale.ROOT))
              .put("detail", fault.rule().sentence()));
    }
    RateCardFault first = faults.getFirst();
    String rule = "line %d: %s %s".formatted(first.line(), first.column(), first.rule().sentence());
    return new Reply.Refused(
        Problem.of(ProblemCode.INVALID_PARAMETER, "")
            .with("csv", rule.replace("  ", " "))
            .member("faults", all));
  }

  private CompletionStage<Reply> estimate(Asked asked) {
    String number = asked.query("to");
    String room = asked.query("room");
    if (number != null && room == null) {
      var customer = new Caller(new PhoneNumber(number), null, null, null);
      return ask(asked, new MoneyRequest.Estimate(customer));
    }
    if (room == null || number != null) {
      return Reply.wrong("to", "must be given, or room in its place").now();
    }
    return rooms
        .whole(asked.account(), new RoomId(room))
        .thenCompose(found ->
            found.isEmpty()
                ? RoomRoutes.noSuchRoom().now()
                : ask(
                    asked,
                    new MoneyRequest.Estimate(found.get().story().room().customer().caller())));
  }

  private CompletionStage<Reply> ask(Asked asked, MoneyRequest request) {
    return switchboards
        .ask(asked.account(), request)
        .thenApply(answer -> reply(answer, BalanceRoutes.isAgent(asked)));
  }

  private static Reply reply(BackendAnswer answer, boolean forAgent) {
    return switch (answer) {
      case Refused refused -> Refusals.reply(refused);
      case MoneyAnswer.Prices(var card, var version) -> Reply.ok(json(card, version));
      case MoneyAnswer.Cost cost -> Reply.ok(json(cost, forAgent));
      case MoneyAnswer.NoCost(var why) ->
          Reply.ok(estimate(false).put("reason", why.wire()).put("detail", why.sentence()));
      default -> throw Refusals.misplaced(answer);
    };
  }

  private static JsonObject estimate(boolean possible) {
    return new JsonObject().put("object", "call_estimate").put("possible", possible);
  }

  /// BAL-8: an agent is not told what there is.
  private static JsonObject json(MoneyAnswer.Cost cost, boolean forAgent) {
    JsonObject json = estimate(cost.canCall()).put("reason", null).put("detail", null);
    if (!cost.canCall()) {
      json.put("reason", DialRefusal.BALANCE_TOO_LOW.wire())
          .put("detail", DialRefusal.BALANCE_TOO_LOW.sentence());
    }
    return forAgent
        ? json
        : json.put("price_per_minute_minor", cost.tariff().minuteMinor())
            .put("currency", cost.currency())
            .put("increment_s", cost.tariff().incrementSeconds())
            .put("minimum_s", cost.tariff().minimumSeconds())
            .put("minutes_left", cost.minutesLeft());
  }

  private static JsonObject json(Optional<RateCard> known, long version) {
    var json = new JsonObject().put("object", "rate_card").put("version", version);
    var rows = new JsonArray();
    known.ifPresent(card -> card.rows().forEach(row -> rows.add(json(row))));
    return json.put("currency", known.map(RateCard::currency).orElse(null))
        .put("increment_s", known.map(RateCard::incrementSeconds).orElse(null))
        .put("minimum_s", known.map(RateCard::minimumSeconds).orElse(null))
        .put("rows", rows)
        .put("csv", known.map(RateCardCsv::write).orElse(null));
  }

  private static JsonObject json(RateRow row) {
    return new JsonObject()
        .put("prefix", row.prefix())
        .put("effective_from", row.effectiveFrom().toString())
        .put("from_minutes", row.fromMinutes())
        .put("to_minutes", row.toMinutes())
        .put("price_per_minute_minor", row.pricePerMinuteMinor());
  }
}
