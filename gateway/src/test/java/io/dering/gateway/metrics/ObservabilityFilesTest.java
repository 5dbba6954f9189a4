package io.dering.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// What dashboard and alert rules ask for is really exported, label by label.
final class ObservabilityFilesTest {
  private static final Path DASHBOARD = Path.of("../config/grafana/dering.json");
  private static final Path ALERTS = Path.of("../config/prometheus/alerts.yaml");
  private static final Path OPERATIONS = Path.of("../docs/operations.md");
  private static final Pattern SERIES =
      Pattern.compile("\\b((?:dering|jvm|process)_[a-z_]+)(?:\\{([^}]*)})?");
  private static final Map<String, Metric> EXPORTED =
      Arrays.stream(Metric.values()).collect(Collectors.toMap(Metric::exported, m -> m));

  @Test
  void everyMetricOfTheDashboardIsExported() throws IOException {
    List<String> expressions = new ArrayList<>();
    collect(new ObjectMapper().readTree(Files.readString(DASHBOARD)), expressions);

    assertThat(expressions).hasSizeGreaterThan(12);
    expressions.forEach(ObservabilityFilesTest::assertExported);
    assertThat(Files.readString(DASHBOARD)).contains("\"${datasource}\"");
  }

  @Test
  void everyMetricIsShownOrExplainedSomewhere() throws IOException {
    String shown = Files.readString(DASHBOARD) + Files.readString(OPERATIONS);
    assertThat(EXPORTED.keySet()).allMatch(shown::contains);
  }

  @Test
  void everyAlertAsksForAnExportedMetricAndSaysWhatToDo() throws IOException {
    Object root = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(ALERTS));
    JsonNode alerts = new ObjectMapper().valueToTree(root);
    Set<String> names = new HashSet<>();
    for (JsonNode group : alerts.path("groups")) {
      for (JsonNode rule : group.path("rules")) {
        assertThat(names.add(rule.path("alert").asText())).isTrue();
        assertExported(rule.path("expr").asText());
        assertThat(rule.path("labels").path("severity").asText()).isIn("page", "ticket");
        assertThat(rule.path("annotations").path("summary").asText()).isNotEmpty();
        assertThat(rule.path("annotations").path("action").asText()).isNotEmpty();
      }
    }
    assertThat(names).hasSizeGreaterThan(6);
  }

  private static void assertExported(String expression) {
    Matcher series = SERIES.matcher(expression);
    boolean any = false;
    while (series.find()) {
      any = true;
      if (!series.group(1).startsWith("dering_")) {
        continue;
      }
      Metric metric = EXPORTED.get(series.group(1).replaceAll("_(bucket|count|sum)$", ""));
      assertThat(metric).as(series.group()).isNotNull();
      assertLabels(Objects.requireNonNull(metric), series.group(2));
    }
    Matcher by = Pattern.compile("by ?\\(([^)]*)\\)").matcher(expression);
    while (by.find()) {
      Set<String> known =
          Arrays.stream(Metric.values())
              .flatMap(metric -> metric.labels().stream())
              .map(Label::name)
              .collect(Collectors.toSet());
      known.addAll(List.of("le", "area"));
      assertThat(Arrays.asList(by.group(1).split(", ?", -1))).isSubsetOf(known);
    }
    assertThat(any || expression.contains("up{")).as(expression).isTrue();
  }

  private static void assertLabels(Metric metric, String selector) {
    if (selector == null) {
      return;
    }
    Matcher matcher = Pattern.compile("([a-z_]+)(=~|!~|!=|=)\"([^\"]*)\"").matcher(selector);
    while (matcher.find()) {
      String name = matcher.group(1);
      assertThat(metric.labels()).as(metric + "").extracting(Label::name).contains(name);
      assertThat(values(metric, name))
          .containsAll(Arrays.asList(matcher.group(3).split("\\|", -1)));
    }
  }

  private static Set<String> values(Metric metric, String name) {
    return metric.labels().stream()
        .filter(label -> label.name().equals(name))
        .flatMap(label -> label.values().stream())
        .collect(Collectors.toSet());
  }

  private static void collect(JsonNode node, List<String> expressions) {
    if (node.has("expr")) {
      expressions.add(node.path("expr").asText());
    }
    node.forEach(child -> collect(child, expressions));
  }
}
