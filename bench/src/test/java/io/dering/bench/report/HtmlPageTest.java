package io.dering.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

final class HtmlPageTest {
  private static final Bars BARS =
      Bars.of(
          Bar.atMost("loss_percent", "frames lost", 0, "%"),
          Bar.atMost("delay_p99_ms", "delay <p99>", 150, "ms"));

  @Test
  void theVerdictStandsBeforeTheBarsAndTheBarsBeforeTheCharts() {
    String html = page(Map.of("loss_percent", 0.5, "delay_p99_ms", 20.0));
    assertThat(html)
        .containsSubsequence(
            "<div class=\"verdict missed\">NOT HELD: 1 of 2 bars missed</div>",
            "frames lost</th><td class=\"figure\">0.5 %</td><td class=\"figure\">≤ 0 %</td>",
            "<td class=\"missed-word\">missed</td>",
            "<td class=\"held-word\">held</td>",
            "<h2>Over time</h2>",
            "<svg",
            "<h2>Percentiles</h2>",
            "<svg",
            "2 × a processor");
  }

  /// It is opened from a mail or an archive, years later, without a network.
  @Test
  void thePageNeedsNothingElse() {
    String html = page(Map.of());
    assertThat(
            Pattern.compile("https?:|src=|href=|url\\(|@import|<script|<link").matcher(html).find())
        .isFalse();
  }

  @Test
  void wordsFromOutsideAreNoMarkup() {
    assertThat(page(Map.of())).contains("delay &lt;p99&gt;").doesNotContain("<p99>");
  }

  @Test
  void aStepWithoutAValueIsAGapInItsLine() throws Exception {
    Element svg = svg(TimeDrawing.svg(chart(List.of(1.0, 2.0, Double.NaN, 4.0, 3.0))));
    assertThat(path(svg).chars().filter(c -> c == 'M').count()).isEqualTo(2);
    assertThat(path(svg).chars().filter(c -> c == 'L').count()).isEqualTo(2);
    assertThat(path(svg)).doesNotContain("NaN");
  }

  @Test
  void whatHappenedMeanwhileIsMarkedInTheChart() throws Exception {
    Element svg = svg(TimeDrawing.svg(chart(List.of(1.0, 2.0, 1.0, 4.0, 3.0))));
    assertThat(svg.getTextContent()).contains("flood");
  }

  @Test
  void aRunWithoutFiguresIsDrawnAsWell() throws Exception {
    assertThat(path(svg(TimeDrawing.svg(chart(List.of()))))).isEmpty();
  }

  /// 10,000 values of which two are high: the curve goes up at the last nine alone.
  @Test
  void theCurveShowsWhatIsRare() throws Exception {
    Histogram histogram = new Histogram(3);
    histogram.recordValueWithCount(1_000_000, 9_998);
    histogram.recordValueWithCount(100_000_000, 2);
    Element svg =
        svg(
            PercentileDrawing.svg(
                "delay", List.of(new Curve("d", "delay", "to agents", histogram))));
    assertThat(svg.getTextContent()).contains("90", "99", "99.9", "99.99", "100");
    assertThat(svg.getTextContent()).contains("p99.925: to agents 1 ms");
    String[] points = path(svg).split("[ML]", -1);
    assertThat(height(points[points.length - 20])).isEqualTo(height(points[1]));
    assertThat(height(points[points.length - 1])).isGreaterThan(height(points[1]) + 100);
  }

  @Test
  void jsonSaysNothingForWhatIsNotANumber() {
    JsonObject json = report(Map.of("loss_percent", 0.0)).json();
    assertThat(json.getBoolean("held")).isFalse();
    JsonObject delay = json.getJsonArray("bars").getJsonObject(1);
    assertThat(delay.getString("key")).isEqualTo("delay_p99_ms");
    assertThat(delay.getValue("measured")).isNull();
    assertThat(json.encode()).doesNotContain("NaN");
    assertThat(json.getJsonObject("percentiles").getJsonObject("delay_towards_agents").fieldNames())
        .contains("p99_ms", "p99.99_ms");
  }

  @Test
  void theTextHasEachBarWithItsVerdict() {
    assertThat(report(Map.of("loss_percent", 0.0, "delay_p99_ms", 151.0)).text())
        .containsPattern("frames lost +0 % +≤ 0 %  held")
        .containsPattern("delay <p99> +151 ms +≤ 150 ms  MISSED")
        .endsWith("NOT HELD: 1 of 2 bars missed" + System.lineSeparator());
  }

  @Test
  void scalesHaveRoundMarksAndRoomForTheHighest() {
    assertThat(Scale.upTo(87, 4).marks()).containsExactly(0.0, 25.0, 50.0, 75.0, 100.0);
    assertThat(Scale.upTo(0.3, 4).marks())
        .last()
        .satisfies(top -> assertThat(top).isBetween(0.3, 0.4));
    assertThat(Scale.upTo(0, 4).top()).isEqualTo(1);
    assertThat(Scale.upTo(100, 4).top()).isEqualTo(100);
  }

  private static Chart chart(List<Double> values) {
    return new Chart(
        "delay_ms",
        "Delay",
        "ms",
        1,
        List.of(new Chart.Line("p99", values)),
        List.of(new Chart.Span("flood", 1, 3)));
  }

  private static String page(Map<String, Double> measured) {
    return new HtmlPage(report(measured)).html();
  }

  private static RunReport report(Map<String, Double> measured) {
    Histogram histogram = new Histogram(3);
    histogram.recordValue(1_000_000);
    return new RunReport(
        "flood",
        "Garbage comes.",
        List.of(new Fact("calls", "200")),
        Instant.EPOCH,
        new Machine(List.of(new Fact("processors", "2 × a processor"))),
        BARS.judge(measured),
        new RunReport.Findings(
            List.of(new Fact("lost", "0")),
            List.of(chart(List.of(1.0, Double.NaN, 3.0))),
            List.of(new Curve("delay_towards_agents", "Delay", "to agents", histogram)),
            new JsonObject().put("calls", 200)));
  }

  private static Element svg(String text) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
        .getDocumentElement();
  }

  /// Above the lower edge.
  private static double height(String point) {
    return Frame.HEIGHT - Double.parseDouble(point.substring(point.indexOf(' ')));
  }

  private static String path(Element svg) {
    return ((Element) svg.getElementsByTagName("path").item(0)).getAttribute("d");
  }
}
