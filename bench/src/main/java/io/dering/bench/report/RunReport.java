package io.dering.bench.report;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a run came to.
///
/// @param title what was run
/// @param sentence what it does to the gateway
/// @param plan with which numbers
/// @param began when
/// @param findings everything that was found out
public record RunReport(
    String title,
    String sentence,
    List<Fact> plan,
    Instant began,
    Machine machine,
    Verdict verdict,
    Findings findings) {
  private static final List<String> PERCENTILES = List.of("50", "90", "99", "99.9", "99.99", "100");

  /// @param figures for people
  /// @param details the same and more for programs, with their units in their names
  public record Findings(
      List<Fact> figures, List<Chart> charts, List<Curve> curves, JsonObject details) {
    public Findings {
      figures = List.copyOf(figures);
      charts = List.copyOf(charts);
      curves = List.copyOf(curves);
    }
  }

  public RunReport {
    plan = List.copyOf(plan);
  }

  /// For people at a terminal.
  public String text() {
    StringBuilder out = new StringBuilder();
    for (Fact fact : findings.figures()) {
      out.append("%-58s %s%n".formatted(fact.name(), fact.value()));
    }
    out.append("%n%-58s %14s  %14s%n".formatted("bar", "measured", "bar"));
    for (Judged one : verdict.judged()) {
      out.append(
          "%-58s %14s  %14s  %s%n"
              .formatted(
                  one.bar().name(),
                  one.measuredText(),
                  one.barText(),
                  one.held() ? "held" : "MISSED"));
    }
    return out.append(verdict.sentence()).append(System.lineSeparator()).toString();
  }

  /// For programs.
  public JsonObject json() {
    JsonObject json =
        new JsonObject()
            .put("scenario", title)
            .put("began", began.toString())
            .put("held", verdict.held())
            .put("bars", new JsonArray(verdict.judged().stream().map(RunReport::json).toList()));
    json.mergeIn(findings.details());
    JsonObject charts = new JsonObject();
    findings.charts().forEach(chart -> charts.put(chart.key(), json(chart)));
    JsonObject curves = new JsonObject();
    findings.curves().forEach(curve -> curves.put(curve.key(), json(curve)));
    JsonObject here = new JsonObject();
    machine.facts().forEach(fact -> here.put(fact.name(), fact.value()));
    return json.put("over_time", charts).put("percentiles", curves).put("machine", here);
  }

  private static JsonObject json(Judged one) {
    return new JsonObject()
        .put("key", one.bar().key())
        .put("name", one.bar().name())
        .put("side", one.bar().side().name().toLowerCase(Locale.ROOT))
        .put("bar", one.bar().value())
        .put("measured", finite(one.measured()))
        .put("held", one.held());
  }

  private static JsonObject json(Chart chart) {
    JsonObject lines = new JsonObject();
    for (Chart.Line line : chart.lines()) {
      JsonArray values = new JsonArray();
      line.values().forEach(value -> values.add(finite(value)));
      lines.put(line.name(), values);
    }
    return new JsonObject().put("step_s", chart.stepSeconds()).put("lines", lines);
  }

  private static JsonObject json(Curve curve) {
    JsonObject json = new JsonObject().put("count", curve.nanos().getTotalCount());
    PERCENTILES.forEach(p -> json.put("p" + p + "_ms", curve.millis(Double.parseDouble(p))));
    return json;
  }

  /// JSON has no word for what is not a number.
  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
