package io.dering.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;

/// The registry of one process. Label values come in the order of [Metric#labels]; a value outside
/// a label's set is counted as `other`. Any thread.
public final class Metrics implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final List<Runnable> beforeScrape = new CopyOnWriteArrayList<>();

  /// The registry holds followed suppliers weakly; they live as long as we do.
  private final List<DoubleSupplier> followed = new CopyOnWriteArrayList<>();

  private final JvmGcMetrics garbage = new JvmGcMetrics();

  public Metrics() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    garbage.bindTo(registry);
    startAtZero(Metric.REFUSED);
    startAtZero(Metric.INVARIANT_VIOLATIONS);
    startAtZero(Metric.WEBHOOKS);
    startAtZero(Metric.DESK_CLOSED);
  }

  /// Counts one.
  public void count(Metric metric, String... labels) {
    require(metric, Metric.Kind.COUNTER);
    counter(metric, labels).increment();
  }

  /// Notes how long something took.
  public void record(Metric metric, Duration duration, String... labels) {
    require(metric, Metric.Kind.TIMER);
    Timer.builder(metric.meterName())
        .description(metric.sentence())
        .tags(tags(metric, labels))
        .serviceLevelObjectives(metric.buckets())
        .register(registry)
        .record(duration);
  }

  /// Follows a figure that goes up and down; asked at each scrape.
  public void gauge(Metric metric, DoubleSupplier figure, String... labels) {
    require(metric, Metric.Kind.GAUGE);
    Gauge.builder(metric.meterName(), figure::getAsDouble)
        .description(metric.sentence())
        .tags(tags(metric, labels))
        .register(registry);
  }

  /// Follows a count that someone else keeps and that never falls; asked at each scrape.
  public void follow(Metric metric, DoubleSupplier total, String... labels) {
    require(metric, Metric.Kind.COUNTER);
    followed.add(total);
    FunctionCounter.builder(metric.meterName(), total, DoubleSupplier::getAsDouble)
        .description(metric.sentence())
        .tags(tags(metric, labels))
        .register(registry);
  }

  /// Runs before each scrape, on the scraping thread: the place to fetch figures once.
  public void beforeScrape(Runnable fetch) {
    beforeScrape.add(fetch);
  }

  /// All figures in Prometheus' text format. May block for what [#beforeScrape] fetches.
  public String scrape() {
    beforeScrape.forEach(Runnable::run);
    return registry.scrape();
  }

  @Override
  public void close() {
    garbage.close();
    registry.close();
  }

  /// Alerts look for growth, and growth is seen only of what was there before: a counter that is
  /// born at 1 has not grown. For metrics with one label at most.
  private void startAtZero(Metric metric) {
    if (metric.labels().isEmpty()) {
      counter(metric).increment(0);
      return;
    }
    metric.labels().getFirst().values().forEach(value -> counter(metric, value).increment(0));
  }

  private Counter counter(Metric metric, String... labels) {
    return Counter.builder(metric.meterName())
        .description(metric.sentence())
        .tags(tags(metric, labels))
        .register(registry);
  }

  private static List<Tag> tags(Metric metric, String... values) {
    List<Label> labels = metric.labels();
    if (values.length != labels.size()) {
      throw new IllegalArgumentException(
          metric + " has " + labels.size() + " labels, not " + values.length);
    }
    List<Tag> tags = new ArrayList<>(values.length);
    for (int i = 0; i < values.length; i++) {
      Label label = labels.get(i);
      tags.add(Tag.of(label.name(), label.bounded(values[i])));
    }
    return tags;
  }

  private static void require(Metric metric, Metric.Kind kind) {
    if (metric.kind() != kind) {
      throw new IllegalArgumentException(metric + " is a " + metric.kind() + ", not a " + kind);
    }
  }
}
