package io.dering.bench.load;

import io.dering.bench.report.Chart;
import io.dering.bench.report.Curve;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// What happened when, both directions and both processes, over the time in which frames counted.
///
/// @param seconds for which they did
record Timeline(
    DelayBook towardsAgents,
    DelayBook towardsCustomers,
    List<ProcessWatch.Look> looks,
    double seconds) {
  /// Both directions together.
  DelayBook.Part between(double fromSeconds, double toSeconds) {
    return towardsAgents
        .between(fromSeconds, toSeconds)
        .plus(towardsCustomers.between(fromSeconds, toSeconds));
  }

  List<Chart> charts(List<Chart.Span> spans) {
    List<Chart> charts = new ArrayList<>();
    charts.add(
        chart(
            "delay_ms",
            "Delay of frames due in that second",
            "ms",
            List.of(
                parts("p50 to agents", towardsAgents, part -> part.delayMs(50)),
                parts("p99 to agents", towardsAgents, part -> part.delayMs(99)),
                parts("p50 to customers", towardsCustomers, part -> part.delayMs(50)),
                parts("p99 to customers", towardsCustomers, part -> part.delayMs(99))),
            spans));
    charts.add(
        chart(
            "loss_percent",
            "Loss of frames due in that second",
            "%",
            List.of(
                parts("to agents", towardsAgents, DelayBook.Part::lossPercent),
                parts("to customers", towardsCustomers, DelayBook.Part::lossPercent)),
            spans));
    charts.add(
        chart(
            "cpu_percent",
            "CPU, share of one core",
            "%",
            List.of(
                looks("gateway", look -> 100 * look.gatewayCores()),
                looks("generator", look -> 100 * look.generatorCores())),
            spans));
    charts.add(
        chart(
            "resident_mib",
            "The gateway's resident memory",
            "MiB",
            List.of(looks("gateway", ProcessWatch.Look::residentMib)),
            spans));
    charts.add(
        chart(
            "calls",
            "Calls standing",
            "",
            List.of(looks("calls", ProcessWatch.Look::calls)),
            spans));
    charts.add(
        chart(
            "handles",
            "The gateway's threads and open files",
            "",
            List.of(
                looks("threads", ProcessWatch.Look::threads),
                looks("files and sockets", ProcessWatch.Look::descriptors)),
            spans));
    return charts;
  }

  List<Curve> curves() {
    String group = "Delay of a frame, from when it was due";
    return List.of(
        new Curve("delay_towards_agents", group, "to agents", towardsAgents.all()),
        new Curve("delay_towards_customers", group, "to customers", towardsCustomers.all()));
  }

  private Chart chart(
      String key, String title, String unit, List<Chart.Line> lines, List<Chart.Span> spans) {
    return new Chart(key, title, unit, towardsAgents.stepSeconds(), lines, spans);
  }

  private Chart.Line parts(String name, DelayBook book, ToDoubleFunction<DelayBook.Part> figure) {
    return new Chart.Line(
        name, book.parts(seconds).stream().map(part -> figure.applyAsDouble(part)).toList());
  }

  private Chart.Line looks(String name, ToDoubleFunction<ProcessWatch.Look> figure) {
    Function<ProcessWatch.Look, Double> boxed = figure::applyAsDouble;
    return new Chart.Line(name, looks.stream().map(boxed).toList());
  }
}
