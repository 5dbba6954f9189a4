package io.dering.gateway.rest;

import io.dering.signaling.backend.BackendAnswer;
import io.dering.signaling.backend.ChannelAnswer;
import io.dering.signaling.backend.ChannelAnswer.ChannelView;
import io.dering.signaling.backend.ChannelRequest;
import io.dering.signaling.backend.Refused;
import io.dering.signaling.channel.ChannelSettings;
import io.dering.signaling.channel.InboundRules;
import io.dering.signaling.channel.OfficeHours;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.permission.CallingLimits;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Channels and their call settings (IN-2, IN-7, RM-9, IN-13, OUT-1).
public final class ChannelRoutes implements Resource {
  private final Switchboards switchboards;
  private final Supplier<CallingLimits> limits;

  /// @param limits name the countries whose numbers may not call
  public ChannelRoutes(Switchboards switchboards, Supplier<CallingLimits> limits) {
    this.switchboards = switchboards;
    this.limits = limits;
  }

  @Override
  public void mount(Operations operations) {
    operations.on("listChannels", asked -> ask(asked, new ChannelRequest.ListChannels()));
    operations.on("setChannel", this::set);
    operations.on(
        "writeChannelToMeta",
        asked -> ask(asked, new ChannelRequest.WriteToMeta(new ChannelId(asked.path("id")))));
  }

  private CompletionStage<Reply> set(Asked asked) {
    JsonObject body = asked.body();
    Optional<OfficeHours> hours;
    try {
      hours = hours(body.getJsonObject("office_hours"));
    } catch (Wrong wrong) {
      return Reply.wrong(wrong.field, wrong.rule).now();
    }
    var inbound =
        new InboundRules(
            body.getBoolean("inbound"),
            hours,
            InboundRules.OutOfHours.valueOf(
                body.getString("out_of_hours").toUpperCase(Locale.ROOT)));
    var settings =
        new ChannelSettings(
            new ChannelId(asked.path("id")),
            Duration.ofSeconds(body.getLong("ringing_window_s")),
            inbound,
            body.getBoolean("callback_permission", false),
            body.getBoolean("outbound", true));
    return ask(asked, new ChannelRequest.SetChannel(settings));
  }

  private CompletionStage<Reply> ask(Asked asked, ChannelRequest request) {
    return switchboards.ask(asked.account(), request).thenApply(this::reply);
  }

  private Reply reply(BackendAnswer answer) {
    return switch (answer) {
      case Refused refused -> Refusals.reply(refused);
      case ChannelAnswer.Channels(List<ChannelView> channels) ->
          Reply.ok(ChannelJson.list(channels, limits.get()));
      case ChannelAnswer.TheChannel(ChannelView channel) ->
          Reply.ok(ChannelJson.of(channel, limits.get()));
      default -> throw Refusals.misplaced(answer);
    };
  }

  /// A field that the schema cannot judge.
  private static final class Wrong extends Exception {
    private static final long serialVersionUID = 1;
    private final String field;
    private final String rule;

    private Wrong(String field, String rule) {
      super(rule);
      this.field = field;
      this.rule = rule;
    }
  }

  private static Optional<OfficeHours> hours(@Nullable JsonObject json) throws Wrong {
    if (json == null) {
      return Optional.empty();
    }
    ZoneId zone =
        OfficeHours.zoneOf(json.getString("time_zone"))
            .orElseThrow(() ->
                new Wrong("office_hours.time_zone", "must be a time zone such as Asia/Jakarta"));
    List<OfficeHours.Span> week = new ArrayList<>();
    for (Object entry : json.getJsonArray("weekly")) {
      var span = (JsonObject) entry;
      week.add(
          new OfficeHours.Span(
              DayOfWeek.valueOf(span.getString("day").toUpperCase(Locale.ROOT)),
              minutes(span.getString("from")),
              minutes(span.getString("to"))));
    }
    Set<LocalDate> holidays = new HashSet<>();
    JsonArray days = json.getJsonArray("holidays", new JsonArray());
    for (int i = 0; i < days.size(); i++) {
      try {
        holidays.add(LocalDate.parse(days.getString(i)));
      } catch (DateTimeException _) {
        throw new Wrong("office_hours.holidays[" + i + "]", "must be a day such as 2026-12-25");
      }
    }
    return Optional.of(new OfficeHours(zone, week, holidays));
  }

  /// Of a time that the schema has let through: `00:00` to `24:00`.
  private static int minutes(String time) {
    return Integer.parseInt(time.substring(0, 2)) * 60 + Integer.parseInt(time.substring(3));
  }
}
