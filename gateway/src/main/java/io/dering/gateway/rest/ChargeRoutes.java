package io.dering.gateway.rest;

import io.dering.signaling.backend.MoneyAnswer;
import io.dering.signaling.backend.MoneyRequest;
import io.dering.signaling.backend.Refused;
import io.dering.signaling.call.Direction;
import io.dering.signaling.charges.ChargeDifference;
import io.dering.signaling.charges.MetaCharge;
import io.dering.signaling.charges.MetaMonth;
import io.dering.signaling.id.AccountId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.YearMonth;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// What the account paid beside what Meta charged, month by month, with the difference (BAL-3).
public final class ChargeRoutes implements Resource {
  private static final int DEFAULT_LIMIT = 6;
  private static final long MILLIS = 1_000;

  private final Switchboards switchboards;
  private final ChargeReader charges;

  public ChargeRoutes(Switchboards switchboards, ChargeReader charges) {
    this.switchboards = switchboards;
    this.charges = charges;
  }

  @Override
  public void mount(Operations operations) {
    operations.on("listMetaCharges", this::list);
  }

  /// The balance says the account's currency, and whether there is one.
  private CompletionStage<Reply> list(Asked asked) {
    AccountId account = asked.account();
    return switchboards
        .ask(account, new MoneyRequest.ReadBalance())
        .thenCompose(answer ->
            switch (answer) {
              case Refused refused -> Refusals.reply(refused).now();
              case MoneyAnswer.Balance balance -> page(asked, balance.currency());
              default -> throw Refusals.misplaced(answer);
            });
  }

  private CompletionStage<Reply> page(Asked asked, Optional<String> currency) {
    String after = asked.query("starting_after");
    YearMonth before = after == null ? null : YearMonth.parse(after);
    AccountId account = asked.account();
    return charges
        .page(account, asked.limit(DEFAULT_LIMIT), before)
        .thenApply(page -> Reply.ok(json(page, charges.reading(account), currency)));
  }

  private static JsonObject json(
      ChargeReader.Page page, ChargeReader.Reading reading, Optional<String> currency) {
    var data = new JsonArray();
    page.months().forEach(month -> data.add(json(month, currency)));
    return new JsonObject()
        .put("object", "list")
        .put("data", data)
        .put("has_more", page.hasMore())
        .put("reading", json(reading));
  }

  private static JsonObject json(ChargeReader.Reading reading) {
    return new JsonObject()
        .put("state", word(reading.state()))
        .put("read_at", Times.write(reading.readAt()))
        .put("failed_at", Times.write(reading.failedAt()))
        .put("meta_error_code", reading.metaErrorCode())
        .put("detail", reading.detail().orElse(null));
  }

  private static JsonObject json(ChargeReader.Month month, Optional<String> currency) {
    var meta = new JsonArray();
    month.meta().forEach(told -> meta.add(json(told)));
    var countries = new JsonArray();
    month
        .countries()
        .forEach(paid ->
            countries.add(
                new JsonObject()
                    .put("country", orNull(paid.country()))
                    .put("amount_minor", paid.amountMinor())
                    .put("minutes", paid.minutes())));
    var json =
        new JsonObject()
            .put("object", "charge_month")
            .put("month", month.month().toString())
            .put(
                "paid",
                new JsonObject()
                    .put("amount_minor", month.paidMinor())
                    .put("currency", currency.orElse(null))
                    .put("minutes", month.minutes())
                    .put("pulses", month.pulses())
                    .put("countries", countries))
            .put("meta", meta);
    return switch (ChargeDifference.of(month.paidMinor(), currency, month.meta())) {
      case ChargeDifference.Known(long micros) ->
          json.put("difference_micros", micros).putNull("no_difference");
      case ChargeDifference.Unknown(var why) ->
          json.putNull("difference_micros").put("no_difference", word(why));
    };
  }

  private static JsonObject json(MetaMonth told) {
    var rows = new JsonArray();
    told.charges().forEach(charge -> rows.add(json(charge)));
    return new JsonObject()
        .put("waba_id", told.waba())
        .put("currency", told.currency())
        .put("cost_micros", told.costMicros())
        .put("calls", told.charges().stream().mapToLong(MetaCharge::calls).sum())
        .put("talk_s", told.charges().stream().mapToLong(MetaCharge::talkMs).sum() / MILLIS)
        .put("read_at", Times.write(told.readAt()))
        .put("rows", rows);
  }

  private static JsonObject json(MetaCharge charge) {
    return new JsonObject()
        .put("country", orNull(charge.country()))
        .put("direction", word(charge.direction()))
        .put("tier", orNull(charge.tier()))
        .put("calls", charge.calls())
        .put("talk_s", charge.talkMs() / MILLIS)
        .put("cost_micros", charge.costMicros());
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static @Nullable String word(@Nullable Direction direction) {
    return direction == null ? null : direction.name().toLowerCase(Locale.ROOT);
  }

  private static String word(ChargeReader.State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static String word(ChargeDifference.Why why) {
    return why.name().toLowerCase(Locale.ROOT);
  }
}
