package io.dering.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class MetricsTest {
  @ParameterizedTest
  @EnumSource(Metric.class)
  void everyMetricIsExportedByItsNameWithItsSentenceAndLabels(Metric metric) {
    try (Metrics metrics = new Metrics()) {
      touch(metrics, metric, firstValues(metric));

      String text = metrics.scrape();

      String series =
          metric.kind() == Metric.Kind.TIMER ? metric.exported() + "_count" : metric.exported();
      assertThat(text).contains("# HELP " + metric.exported() + " " + metric.sentence());
      assertThat(text)
          .contains(
              "# TYPE "
                  + metric.exported()
                  + " "
                  + switch (metric.kind()) {
                    case COUNTER -> "counter";
                    case GAUGE -> "gauge";
                    case TIMER -> "histogram";
                  });
      Matcher line =
          Pattern.compile("(?m)^" + series + "(?:\\{([^}]*)})? (1|1\\.0)$").matcher(text);
      assertThat(line.find()).as(text).isTrue();
      assertThat(names(line.group(1)))
          .containsExactlyInAnyOrderElementsOf(metric.labels().stream().map(Label::name).toList());
    }
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void aLabelHasAtMostSixtyFourValuesAndNoneIsFromOutside(Metric metric) {
    for (Label label : metric.labels()) {
      assertThat(label.values()).hasSizeLessThanOrEqualTo(64);
      assertThat(label.values()).allMatch(value -> value.matches("[a-z_]{1,40}"));
      assertThat(label.bounded("6281234567890")).isEqualTo("other");
    }
  }

  @Test
  void whatIsOutsideALabelsSetIsCountedAsOther() {
    try (Metrics metrics = new Metrics()) {
      metrics.count(Metric.WEBHOOKS, "6281234567890");
      metrics.count(Metric.WEBHOOKS, "wacid.abc");

      assertThat(metrics.scrape())
          .contains("dering_webhooks_total{result=\"other\"} 2.0")
          .doesNotContain("6281234567890", "wacid");
    }
  }

  /// Alerts ask for growth: what is born at 1 has not grown.
  @Test
  void whatAlertsLookForIsThereBeforeItHappens() {
    try (Metrics metrics = new Metrics()) {
      assertThat(metrics.scrape())
          .contains("dering_invariant_violations_total 0.0", "dering_refused_total 0.0")
          .contains("dering_webhooks_total{result=\"not_stored\"} 0.0")
          .contains("dering_desk_closed_total{reason=\"overloaded\"} 0.0");
    }
  }

  @Test
  void namesFollowPrometheusAndAreUsedOnce() {
    Set<String> seen = new HashSet<>();
    for (Metric metric : Metric.values()) {
      assertThat(metric.exported()).matches("dering_[a-z_]+");
      assertThat(seen.add(metric.exported())).isTrue();
      assertThat(metric.exported().endsWith("_total"))
          .isEqualTo(metric.kind() == Metric.Kind.COUNTER);
      assertThat(metric.sentence()).endsWith(".");
    }
  }

  @Test
  void theLongestWaitIsInAFiniteBucketAndOthersAreNot() {
    try (Metrics metrics = new Metrics()) {
      metrics.record(Metric.RING, Duration.ofSeconds(30), "unanswered");

      assertThat(metrics.scrape())
          .contains("dering_ring_seconds_bucket{status=\"unanswered\",le=\"25.0\"} 0")
          .contains("dering_ring_seconds_bucket{status=\"unanswered\",le=\"30.0\"} 1")
          .contains("dering_ring_seconds_sum{status=\"unanswered\"} 30.0");
    }
  }

  @Test
  void aFollowedCountSurvivesTheGarbageCollector() {
    try (Metrics metrics = new Metrics()) {
      long[] total = {7};
      metrics.follow(Metric.MEDIA_PACKETS, () -> total[0], "agent", "in");
      metrics.gauge(Metric.MEDIA_LEGS, () -> total[0]);
      System.gc();

      assertThat(metrics.scrape())
          .contains("dering_media_packets_total{direction=\"in\",side=\"agent\"} 7.0")
          .contains("dering_media_legs 7.0");
    }
  }

  @Test
  void figuresThatLiveElsewhereAreFetchedOncePerScrape() {
    try (Metrics metrics = new Metrics()) {
      int[] fetched = {0};
      metrics.beforeScrape(() -> fetched[0]++);
      metrics.scrape();
      metrics.scrape();
      assertThat(fetched[0]).isEqualTo(2);
    }
  }

  @Test
  void theJvmsOwnFiguresAreThere() {
    try (Metrics metrics = new Metrics()) {
      assertThat(metrics.scrape())
          .contains("jvm_memory_used_bytes", "jvm_threads_live_threads", "process_uptime_seconds");
    }
  }

  @Test
  void aMisuseIsADefectAndSaysSo() {
    try (Metrics metrics = new Metrics()) {
      assertThatThrownBy(() -> metrics.count(Metric.RING, "answered"))
          .hasMessageContaining("RING is a TIMER");
      assertThatThrownBy(() -> metrics.count(Metric.CALLS, "inbound"))
          .hasMessageContaining("has 3 labels, not 1");
    }
  }

  private static String[] firstValues(Metric metric) {
    return metric.labels().stream()
        .map(label -> label.values().iterator().next().toLowerCase(Locale.ROOT))
        .toArray(String[]::new);
  }

  private static void touch(Metrics metrics, Metric metric, String... labels) {
    switch (metric.kind()) {
      case COUNTER -> metrics.count(metric, labels);
      case GAUGE -> metrics.gauge(metric, () -> 1, labels);
      case TIMER -> metrics.record(metric, Duration.ofSeconds(1), labels);
    }
  }

  private static List<String> names(String labels) {
    List<String> names = new ArrayList<>();
    if (labels != null) {
      Matcher name = Pattern.compile("([a-z_]+)=\"").matcher(labels);
      while (name.find()) {
        names.add(name.group(1));
      }
    }
    return names;
  }
}
