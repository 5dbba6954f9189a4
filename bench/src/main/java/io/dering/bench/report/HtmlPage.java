package io.dering.bench.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A report as one page that needs nothing else: its colours, its drawings and its words are in it,
/// and nothing in it runs.
public final class HtmlPage {
  private final RunReport report;

  public HtmlPage(RunReport report) {
    this.report = report;
  }

  public String html() {
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>%1$s: %2$s</title>
    <style>
    %3$s</style>
    </head>
    <body>
    <h1>Dering under load: %1$s</h1>
    <p>%4$s</p>
    <p class="soft">%5$s</p>
    %6$s
    <h2>Bars</h2>
    %7$s
    <h2>Over time</h2>
    %8$s
    <h2>Percentiles</h2>
    %9$s
    <h2>Figures</h2>
    %10$s
    <h2>The plan and the machine</h2>
    %11$s
    </body>
    </html>
    """
        .formatted(
            Words.escaped(report.title()),
            Words.escaped(report.verdict().sentence()),
            style(),
            Words.escaped(report.sentence()),
            Words.escaped(report.began().toString().replaceAll("\\.\\d+Z", "Z")),
            verdict(),
            bars(),
            charts(),
            percentiles(),
            facts(report.findings().figures()),
            facts(
                Stream.concat(report.plan().stream(), report.machine().facts().stream()).toList()));
  }

  private String verdict() {
    return "<div class=\"verdict %s\">%s</div>"
        .formatted(
            report.verdict().held() ? "held" : "missed",
            Words.escaped(report.verdict().sentence()));
  }

  private String bars() {
    return report.verdict().judged().stream()
        .map(one ->
            "<tr><th class=\"row\" scope=\"row\">%s</th><td class=\"figure\">%s</td><td class=\"figure\">%s</td><td class=\"%s-word\">%s</td></tr>"
                .formatted(
                    Words.escaped(one.bar().name()),
                    Words.escaped(one.measuredText()),
                    Words.escaped(one.barText()),
                    one.held() ? "held" : "missed",
                    one.held() ? "held" : "missed"))
        .collect(
            Collectors.joining(
                "\n",
                """
                <div class="card scroll"><table>
                <tr><th scope="col">what</th><th scope="col" class="figure">measured</th>\
                <th scope="col" class="figure">bar</th><th scope="col">verdict</th></tr>
                """,
                "\n</table></div>"));
  }

  private String charts() {
    return report.findings().charts().stream()
        .map(chart ->
            card(
                chart.title() + (chart.unit().isEmpty() ? "" : ", " + chart.unit()),
                chart.lines().stream().map(Chart.Line::name).toList(),
                TimeDrawing.svg(chart)))
        .collect(Collectors.joining("\n", "<div class=\"charts\">\n", "</div>"));
  }

  private String percentiles() {
    List<Curve> curves =
        report.findings().curves().stream()
            .filter(curve -> curve.nanos().getTotalCount() > 0)
            .toList();
    if (curves.isEmpty()) {
      return "<p class=\"soft\">Nothing was measured.</p>";
    }
    return curves.stream()
        .collect(Collectors.groupingBy(Curve::group, LinkedHashMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .map(group ->
            card(
                group.getKey() + ", ms",
                group.getValue().stream().map(Curve::name).toList(),
                PercentileDrawing.svg(group.getKey(), group.getValue())))
        .collect(Collectors.joining("\n", "<div class=\"charts\">\n", "</div>"));
  }

  private static String card(String title, List<String> names, String svg) {
    String legend =
        names.size() < 2
            ? ""
            : IntStream.range(0, names.size())
                .mapToObj(i ->
                    "<li><svg viewBox=\"0 0 32 12\" aria-hidden=\"true\"><path class=\"line s%d\" d=\"M0 6L32 6\"/></svg>%s</li>"
                        .formatted(i + 1, Words.escaped(names.get(i))))
                .collect(Collectors.joining("", "<ul class=\"legend\">", "</ul>\n"));
    return "<div class=\"card\">\n<h3>%s</h3>\n%s%s</div>"
        .formatted(Words.escaped(title), legend, svg);
  }

  private static String facts(List<Fact> facts) {
    return facts.stream()
        .map(fact ->
            "<tr><th class=\"row\" scope=\"row\">%s</th><td class=\"words\">%s</td></tr>"
                .formatted(Words.escaped(fact.name()), Words.escaped(fact.value())))
        .collect(
            Collectors.joining("\n", "<div class=\"card scroll\"><table>\n", "\n</table></div>"));
  }

  private static String style() {
    try (InputStream css =
        Objects.requireNonNull(HtmlPage.class.getResourceAsStream("page.css"), "page.css")) {
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
