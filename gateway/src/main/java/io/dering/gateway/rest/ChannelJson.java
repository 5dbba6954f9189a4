package io.dering.gateway.rest;

import io.dering.signaling.backend.ChannelAnswer.Answering;
import io.dering.signaling.backend.ChannelAnswer.AtMeta;
import io.dering.signaling.backend.ChannelAnswer.ChannelView;
import io.dering.signaling.call.MetaError;
import io.dering.signaling.channel.Channel;
import io.dering.signaling.channel.OfficeHours;
import io.dering.signaling.permission.CallingLimits;
import io.dering.signaling.settings.CallingSettings.Difference;
import io.dering.signaling.settings.SettingsSync;
import io.dering.signaling.standing.AnswerRate.Share;
import io.dering.signaling.standing.Standing.Kept;
import io.dering.signaling.standing.StandingChange;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Channels as the API shows them.
final class ChannelJson {
  private ChannelJson() {}

  static JsonObject list(List<ChannelView> channels, CallingLimits limits) {
    var data = new JsonArray();
    channels.forEach(channel -> data.add(of(channel, limits)));
    return new JsonObject().put("object", "list").put("data", data).put("has_more", false);
  }

  static JsonObject of(ChannelView view, CallingLimits limits) {
    Channel channel = view.channel();
    var restrictions = new JsonArray();
    view.standings().restrictions().forEach(kept -> restrictions.add(restriction(kept)));
    var warnings = new JsonArray();
    view.standings().warnings().forEach(kept -> warnings.add(warning(kept)));
    return new JsonObject()
        .put("object", "channel")
        .put("id", channel.id().value())
        .put("name", channel.name())
        .put("number", channel.displayNumber())
        .put("ringing_window_s", channel.ringingWindow().toSeconds())
        .put("inbound", channel.inbound().on())
        .put("office_hours", channel.inbound().officeHours().map(ChannelJson::hours).orElse(null))
        .put("out_of_hours", word(channel.inbound().outOfHours()))
        .put("callback_permission", channel.callbackPermission())
        .put("outbound", channel.outbound())
        .put("outbound_barred", limits.barredCountries().contains(channel.country()))
        .put("meta", meta(view.atMeta()))
        .put("answer_rate", answering(view.answering()))
        .put("restrictions", restrictions)
        .put("warnings", warnings);
  }

  private static JsonObject meta(AtMeta meta) {
    var differences = new JsonArray();
    for (Difference difference : meta.differences()) {
      differences.add(
          new JsonObject()
              .put("field", difference.field().wire())
              .put("wanted", difference.wanted())
              .put("found", difference.found()));
    }
    var notes = new JsonArray();
    meta.notes().stream().map(ChannelJson::word).sorted().forEach(notes::add);
    return new JsonObject()
        .put("state", word(meta.state()))
        .put("writes", meta.writes())
        .put("differences", differences)
        .put("notes", notes)
        .put("failure", meta.failure().map(ChannelJson::failure).orElse(null))
        .put("read_at", time(meta.readAt()));
  }

  private static JsonObject failure(SettingsSync.Failure failure) {
    Optional<MetaError> error = failure.error();
    return new JsonObject()
        .put("step", word(failure.step()))
        .put("at", Times.write(failure.at()))
        .put("meta_error_code", error.map(MetaError::code).orElse(null))
        .put(
            "meta_error_text",
            error
                .flatMap(known ->
                    Optional.ofNullable(known.details())
                        .or(() -> Optional.ofNullable(known.title())))
                .orElse(null));
  }

  private static JsonObject answering(Answering answering) {
    return new JsonObject()
        .put("last_24_h", share(answering.day()))
        .put("last_7_d", share(answering.week()))
        .put("low", answering.low())
        .put("warn_under_percent", answering.policy().warnUnderPercent())
        .put("least_calls", answering.policy().leastCalls());
  }

  /// The share of nothing is unknown.
  private static JsonObject share(Share share) {
    return new JsonObject()
        .put("calls", share.calls())
        .put("answered", share.answered())
        .put("percent", share.calls() == 0 ? null : share.percent());
  }

  private static JsonObject restriction(Kept<StandingChange.Restricted> kept) {
    return new JsonObject()
        .put("type", kept.what().type())
        .put("since", Times.write(kept.since()))
        .put("until", time(kept.what().until()))
        .put("reason", kept.what().reason().orElse(null));
  }

  private static JsonObject warning(Kept<StandingChange.Warned> kept) {
    return new JsonObject()
        .put("type", kept.what().type())
        .put("since", Times.write(kept.since()))
        .put("remedy", kept.what().remedy().orElse(null));
  }

  private static JsonObject hours(OfficeHours hours) {
    var weekly = new JsonArray();
    for (OfficeHours.Span span : hours.week()) {
      weekly.add(
          new JsonObject()
              .put("day", word(span.day()))
              .put("from", clock(span.from()))
              .put("to", clock(span.to())));
    }
    var holidays = new JsonArray();
    hours.holidays().stream().sorted().forEach(day -> holidays.add(day.toString()));
    return new JsonObject()
        .put("time_zone", hours.zone().getId())
        .put("weekly", weekly)
        .put("holidays", holidays);
  }

  private static @Nullable String time(Optional<Instant> at) {
    return Times.write(at.orElse(null));
  }

  private static String clock(int minutes) {
    return "%02d:%02d".formatted(minutes / 60, minutes % 60);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
