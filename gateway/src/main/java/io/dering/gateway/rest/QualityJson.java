package io.dering.gateway.rest;

import io.dering.media.quality.Finding;
import io.dering.media.quality.LinePoint;
import io.dering.media.quality.PagePoint;
import io.dering.media.quality.QualityPoint;
import io.dering.media.quality.Verdict;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How both lines of a call were, in the words of `config/openapi.yaml` (REP-1): the figures point
/// by point, whole calls in a few numbers, and what stood out.
final class QualityJson {
  private QualityJson() {}

  /// @param lines null when nothing was measured, or the call goes on
  static JsonObject of(CallView call, @Nullable CallLines lines) {
    var points = new JsonArray();
    var verdict = new JsonArray();
    if (lines != null) {
      lines.points().forEach(point -> points.add(point(point)));
      Verdict.of(lines.points()).forEach(finding -> verdict.add(finding(finding)));
    }
    return new JsonObject()
        .put("object", "call_quality")
        .put("call", call.id().value())
        .put("quality", call.quality())
        .put("every_ms", lines == null ? null : lines.everyMs())
        .put("verdict", verdict)
        .put("customer", lines == null ? null : whole(lines, Side.CUSTOMER))
        .put("agent", lines == null ? null : whole(lines, Side.AGENT))
        .put("points", points);
  }

  /// Whose line, and what of the page is about it.
  private enum Side {
    CUSTOMER(
        QualityPoint::customer,
        PagePoint::customerLevel,
        PagePoint::customerTalkMs,
        PagePoint::customerSilenceMs),
    AGENT(
        QualityPoint::agent,
        PagePoint::agentLevel,
        PagePoint::agentTalkMs,
        PagePoint::agentSilenceMs);

    // Method references hold no state.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Function<QualityPoint, @Nullable LinePoint> line;

    @SuppressWarnings("ImmutableEnumChecker")
    private final ToIntFunction<PagePoint> level;

    @SuppressWarnings("ImmutableEnumChecker")
    private final ToIntFunction<PagePoint> talk;

    @SuppressWarnings("ImmutableEnumChecker")
    private final ToIntFunction<PagePoint> silence;

    Side(
        Function<QualityPoint, @Nullable LinePoint> line,
        ToIntFunction<PagePoint> level,
        ToIntFunction<PagePoint> talk,
        ToIntFunction<PagePoint> silence) {
      this.line = line;
      this.level = level;
      this.talk = talk;
      this.silence = silence;
    }
  }

  private static JsonObject point(QualityPoint point) {
    return new JsonObject()
        .put("at_ms", point.atMs())
        .put("customer", side(point, Side.CUSTOMER))
        .put("agent", side(point, Side.AGENT));
  }

  /// Null where neither the leg nor the page knows anything.
  private static @Nullable JsonObject side(QualityPoint point, Side side) {
    LinePoint line = side.line.apply(point);
    PagePoint page = point.page();
    if (line == null && page == null) {
      return null;
    }
    PagePoint heard = side == Side.AGENT ? page : null;
    return new JsonObject()
        .put("loss_percent", line == null ? null : line.lossPermille() / 10.0)
        .put("loss_in_percent", line == null ? null : line.lossInPermille() / 10.0)
        .put("loss_out_percent", line == null ? null : line.lossOutPermille() / 10.0)
        .put("jitter_ms", line == null ? null : line.jitterMs())
        .put("round_trip_ms", line == null ? null : known(line.roundTripMs()))
        .put("mos", line == null ? null : line.mosTenths() / 10.0)
        .put("level_db", page == null ? null : -side.level.applyAsInt(page))
        .put("talk_ms", page == null ? null : side.talk.applyAsInt(page))
        .put("silence_ms", page == null ? null : side.silence.applyAsInt(page))
        .put("concealed_percent", heard == null ? null : heard.concealedPermille() / 10.0)
        .put("buffer_ms", heard == null ? null : heard.bufferMs())
        .put("microphone", heard == null ? null : word(heard.microphone()));
  }

  private static JsonObject whole(CallLines lines, Side side) {
    double mos =
        lines.points().stream()
            .map(side.line)
            .filter(Objects::nonNull)
            .mapToInt(LinePoint::mosTenths)
            .average()
            .orElse(-1);
    Stream<PagePoint> pages = pages(lines);
    boolean isTold = pages.findAny().isPresent();
    return new JsonObject()
        .put("mos", mos < 0 ? null : Math.round(mos) / 10.0)
        .put("talk_ms", isTold ? pages(lines).mapToInt(side.talk).sum() : null)
        .put("silence_ms", isTold ? pages(lines).mapToInt(side.silence).sum() : null);
  }

  private static Stream<PagePoint> pages(CallLines lines) {
    return lines.points().stream().map(QualityPoint::page).filter(Objects::nonNull);
  }

  private static JsonObject finding(Finding finding) {
    return new JsonObject()
        .put("code", word(finding.kind()))
        .put("side", word(finding.side()))
        .put("from_ms", finding.fromMs())
        .put("length_ms", finding.lengthMs())
        .put("value", value(finding))
        .put("sentence", finding.sentence());
  }

  private static @Nullable Number value(Finding finding) {
    return switch (finding.kind()) {
      case LOSS, CONCEALED -> finding.value() / 10.0;
      case DELAY, JITTER -> finding.value();
      case NO_PACKETS, NO_MICROPHONE, MICROPHONE_SILENT, MUTED -> null;
    };
  }

  private static @Nullable Integer known(int value) {
    return value < 0 ? null : value;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
