package io.dering.gateway.wiring;

import io.dering.gateway.rest.CallLines;
import io.dering.media.quality.LinePoint;
import io.dering.media.quality.PagePoint;
import io.dering.media.quality.QualityPoint;
import io.dering.media.quality.QualitySeries;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A call's figures as they are stored: JSON, each point an array.
///
/// | cell | is |
/// |---|---|
/// | 0 | milliseconds since the call was connected |
/// | 1, 2 | the customer's leg, the agent's: an array of [LinePoint] in its order |
/// | 3 | an array of [PagePoint] in its order, the microphone by name |
///
/// An array is empty where nothing is known. Points of a gateway before these figures have seven
/// cells: time and, of each leg, lost packets in a thousand, jitter and round trip; -1 for what is
/// not known.
///
/// What cannot be read in a point, as a word of a later gateway, is not known: it costs the call
/// none of its other figures. Text that is no JSON was not written by any gateway and is a failure.
final class SeriesText {
  private static final int OLD_CELLS = 7;
  private static final int LINE_CELLS = 6;
  private static final int PAGE_NUMBERS = 8;

  private SeriesText() {}

  static String write(QualitySeries series) {
    var points = new JsonArray();
    for (QualityPoint point : series.points()) {
      points.add(
          new JsonArray()
              .add(point.atMs())
              .add(line(point.customer()))
              .add(line(point.agent()))
              .add(page(point.page())));
    }
    return new JsonObject().put("every_ms", series.everyMs()).put("points", points).encode();
  }

  static CallLines read(String text) {
    var stored = new JsonObject(text);
    List<QualityPoint> points = new ArrayList<>();
    for (Object each : stored.getJsonArray("points", new JsonArray())) {
      if (each instanceof JsonArray cells && isNumbers(cells, 1)) {
        boolean isOld = cells.size() == OLD_CELLS && isNumbers(cells, OLD_CELLS);
        points.add(isOld ? oldPoint(cells) : point(cells));
      }
    }
    return new CallLines(stored.getLong("every_ms", QualitySeries.EVERY_MS), points);
  }

  private static JsonArray line(@Nullable LinePoint line) {
    return line == null
        ? new JsonArray()
        : JsonArray.of(
            line.in(),
            line.lostIn(),
            line.out(),
            line.lostOut(),
            line.jitterMs(),
            line.roundTripMs());
  }

  private static JsonArray page(@Nullable PagePoint page) {
    return page == null
        ? new JsonArray()
        : JsonArray.of(
            page.spanMs(),
            page.concealedMs(),
            page.bufferMs(),
            page.roundTripMs(),
            page.agentLevel(),
            page.agentTalkMs(),
            page.customerLevel(),
            page.customerTalkMs(),
            page.microphone().name());
  }

  private static QualityPoint point(JsonArray cells) {
    return new QualityPoint(
        cells.getLong(0), line(part(cells, 1)), line(part(cells, 2)), page(part(cells, 3)));
  }

  private static JsonArray part(JsonArray cells, int index) {
    return index < cells.size() && cells.getValue(index) instanceof JsonArray part
        ? part
        : new JsonArray();
  }

  private static boolean isNumbers(JsonArray cells, int first) {
    return cells.size() >= first && cells.stream().limit(first).allMatch(Number.class::isInstance);
  }

  private static @Nullable LinePoint line(JsonArray cells) {
    return isNumbers(cells, LINE_CELLS)
        ? new LinePoint(
            cells.getLong(0),
            cells.getLong(1),
            cells.getLong(2),
            cells.getLong(3),
            cells.getInteger(4),
            cells.getInteger(5))
        : null;
  }

  private static @Nullable PagePoint page(JsonArray cells) {
    PagePoint.Microphone microphone = microphone(cells);
    return microphone != null && isNumbers(cells, PAGE_NUMBERS)
        ? new PagePoint(
            cells.getInteger(0),
            cells.getInteger(1),
            cells.getInteger(2),
            cells.getInteger(3),
            cells.getInteger(4),
            cells.getInteger(5),
            cells.getInteger(6),
            cells.getInteger(7),
            microphone)
        : null;
  }

  private static PagePoint.@Nullable Microphone microphone(JsonArray cells) {
    for (PagePoint.Microphone each : PagePoint.Microphone.values()) {
      if (cells.size() > PAGE_NUMBERS && each.name().equals(cells.getValue(PAGE_NUMBERS))) {
        return each;
      }
    }
    return null;
  }

  private static QualityPoint oldPoint(JsonArray cells) {
    return new QualityPoint(cells.getLong(0), oldLine(cells, 1), oldLine(cells, 4), null);
  }

  /// Only the share of lost packets is known: as if there had been a thousand, half each way.
  private static @Nullable LinePoint oldLine(JsonArray cells, int from) {
    long lost = cells.getInteger(from);
    return lost < 0
        ? null
        : new LinePoint(
            500,
            lost / 2,
            500,
            lost - lost / 2,
            cells.getInteger(from + 1),
            cells.getInteger(from + 2));
  }
}
