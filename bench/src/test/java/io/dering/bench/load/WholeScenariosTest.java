package io.dering.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.bench.report.Bar;
import io.dering.bench.report.Bars;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// Each scenario once from the command line to its verdict, with a few calls for a few seconds. The
/// bars that are left where they are count things; those of speed and size are moved out of reach.
final class WholeScenariosTest {
  private static final Set<String> COUNTS =
      Set.of(
          "calls_failed",
          "never_heard",
          "agent_errors",
          "offences",
          "refused",
          "not_back",
          "calls_left",
          "legs_left",
          "ports_left",
          "above_limit",
          "uncounted");

  @TempDir private Path folder = Path.of("");

  @Test
  void everyCallOfAStormIsHeardAndOver() throws IOException {
    Run run = run(Scenario.STORM, "--rate", "4", "--warm-up", "1", "--seconds", "2");
    assertThat(run.status).as(run.told).isZero();
    assertThat(run.figure("due")).isEqualTo(8);
    assertThat(run.figure("complete")).isEqualTo(8);
    assertThat(run.points("complete_per_second", "complete")).hasSize(2);
  }

  @Test
  void aFloodIsSentAndTheCallsStandOn() throws IOException {
    Run run =
        run(Scenario.FLOOD, "--calls", "2", "--rate", "500", "--warm-up", "0", "--seconds", "3");
    assertThat(run.status).as(run.told).isZero();
    assertThat(run.figure("connected")).isEqualTo(2);
    assertThat(run.measured("garbage_percent")).isPositive();
    assertThat(run.measured("log_lines_per_second")).isNotNegative();
    double from = run.json.getDouble("flood_from_s");
    assertThat(from).isGreaterThanOrEqualTo(3);
    assertThat(run.json.getDouble("flood_to_s")).isGreaterThanOrEqualTo(from + 3);
    assertThat(run.html).contains("flood");
  }

  /// What the flood is of is told by what the gateway says of it. As many as a core can make:
  /// whether that is too much for it is the machine's business, and no bar of a test.
  @Test
  void aFloodOfChecksIsRefusedByTheLegsThatItNames() throws IOException {
    Run run =
        run(
            Scenario.FLOOD,
            List.of("--calls", "2", "--warm-up", "0", "--seconds", "3"),
            List.of("--flood", "checks", "--times-capacity", "2"));
    assertThat(run.status).as(run.told).isZero();
    assertThat(run.measured("times_capacity")).isGreaterThanOrEqualTo(1);
    assertThat(run.json.getDouble("garbage_per_second")).isPositive();
    assertThat(run.json.getDouble("taken_per_second")).isPositive();
    // A kernel's queue holds some ten thousand; the rest was looked at by a leg's own password.
    assertThat(run.figure("refused_by_metrics")).isGreaterThan(1_000);
  }

  @Test
  void aSoakLooksAtTheGatewayAfterEachQuarter() throws IOException {
    Run run = run(Scenario.SOAK, "--calls", "2", "--warm-up", "0", "--seconds", "2");
    assertThat(run.status).as(run.told).isZero();
    assertThat(run.figure("connected")).isEqualTo(2);
    JsonArray quarters = run.json.getJsonArray("quarters");
    assertThat(quarters).hasSize(5);
    assertThat(quarters.getJsonObject(4).getInteger("threads")).isPositive();
    assertThat(quarters.getJsonObject(4).getInteger("descriptors")).isPositive();
  }

  @Test
  void everyAgentWhoIsLostComesBackToTheCall() throws IOException {
    Run run =
        run(Scenario.RECONNECT, "--calls", "3", "--rate", "5", "--warm-up", "0", "--seconds", "1");
    assertThat(run.status).as(run.told).isZero();
    assertThat(run.figure("connected")).isEqualTo(3);
    assertThat(run.figure("agents_lost")).isEqualTo(3);
    assertThat(run.figure("agents_back")).isEqualTo(3);
    assertThat(run.measured("back_p99_ms")).isPositive();
    JsonObject back = run.json.getJsonObject("percentiles").getJsonObject("back_at_agents");
    assertThat(back.getLong("count")).isEqualTo(3);
  }

  @Test
  void ofCallsThatComeAndGoNothingIsLeft() throws IOException {
    Run run =
        run(Scenario.CHURN, "--calls", "2", "--rate", "2", "--warm-up", "1", "--seconds", "2");
    assertThat(run.status).as(run.told).isZero();
    // Twice the two that stand, two while the first round lasts, four in the second.
    assertThat(run.figure("came")).isEqualTo(10);
    assertThat(run.figure("complete")).isEqualTo(10);
    assertThat(run.measured("legs_left")).isZero();
  }

  @Test
  void ofThreeTimesWhatMayBeTheRestIsRefusedAndCounted() throws IOException {
    Run run =
        run(Scenario.OVERLOAD, "--calls", "2", "--rate", "2", "--warm-up", "2", "--seconds", "6");
    assertThat(run.status).as(run.told).isZero();
    // Two while the rate rises, twelve at the rate, three after it.
    assertThat(run.figure("came")).isEqualTo(17);
    assertThat(run.figure("refused_in_all")).isPositive();
    assertThat(run.figure("refused_by_metrics")).isEqualTo(run.figure("refused_in_all"));
    assertThat(run.figure("complete")).isEqualTo(17 - run.figure("refused_in_all"));
    assertThat(run.measured("refusal_p99_ms")).isPositive();
    assertThat(run.measured("taken_again_s")).isBetween(0.0, 9.0);
  }

  /// By a mark that must last, the gate closes after 10 s of more packets than that, and opens when
  /// the calls that were taken are over. It is looked at once a second, and a second in which a
  /// machine stands still and none come begins the 10 s anew: so there are three times as many.
  @Test
  void whatComesAboveTheMarkOfPacketsIsRefusedUntilTheLoadFalls() throws IOException {
    Run run =
        run(
            Scenario.OVERLOAD,
            List.of("--calls", "2", "--rate", "2", "--warm-up", "0", "--seconds", "30"),
            List.of("--by", "packets", "--mark", "100"));
    assertThat(run.status).as(run.told).isZero();
    assertThat(run.figure("mark")).isEqualTo(100);
    assertThat(run.figure("most_at_once")).isGreaterThan(2);
    assertThat(run.figure("refused_in_all")).isPositive();
    assertThat(run.figure("refused_by_metrics")).isEqualTo(run.figure("refused_in_all"));
    assertThat(run.measured("refusal_p99_ms")).isPositive();
    assertThat(run.measured("taken_again_s")).isBetween(0.0, 45.0);
  }

  @Test
  void aBarThatIsMissedIsSaidAndEndsTheRunWithOne() throws IOException {
    Run run = run(Scenario.STEADY, "--calls", "1", "--seconds", "1", "--bar", "delay_p99_ms=-1");
    assertThat(run.status).isEqualTo(1);
    assertThat(run.json.getBoolean("held")).isFalse();
    assertThat(run.bar("delay_p99_ms").getBoolean("held")).isFalse();
    assertThat(run.bar("calls_failed").getBoolean("held")).isTrue();
    assertThat(run.told).contains("MISSED", "NOT HELD: 1 of 7 bars missed", "log is in");
    assertThat(run.html).contains("NOT HELD");
    Path log = Path.of(run.told.substring(run.told.indexOf("log is in ") + 10).strip());
    assertThat(log.resolve("dering.yaml")).exists();
    LoadCommand.remove(log);
  }

  /// What a run left behind.
  private record Run(int status, String told, JsonObject json, String html) {
    long figure(String key) {
      return json.getLong(key);
    }

    JsonObject bar(String key) {
      return json.getJsonArray("bars").stream()
          .map(JsonObject.class::cast)
          .filter(bar -> bar.getString("key").equals(key))
          .findFirst()
          .orElseThrow();
    }

    double measured(String key) {
      return bar(key).getDouble("measured");
    }

    List<?> points(String chart, String line) {
      return json.getJsonObject("over_time")
          .getJsonObject(chart)
          .getJsonObject("lines")
          .getJsonArray(line)
          .getList();
    }
  }

  private Run run(Scenario scenario, String... others) throws IOException {
    return run(scenario, List.of(others), List.of());
  }

  /// @param choice which of the scenario's plays, whose bars are its own
  private Run run(Scenario scenario, List<String> others, List<String> choice) throws IOException {
    Path json = folder.resolve("run.json");
    Path html = folder.resolve("run.html");
    List<String> words = new ArrayList<>(List.of("--scenario", scenario.toString(), "--no-pin"));
    words.addAll(List.of("--json", json.toString(), "--html", html.toString()));
    Bars bars = scenario.play(chosen(choice)).bars();
    for (Bar bar : bars.all()) {
      if (!COUNTS.contains(bar.key())) {
        String outOfReach = bar.side() == Bar.Side.AT_MOST ? "1e12" : "-1e12";
        words.addAll(List.of("--bar", bar.key() + "=" + outOfReach));
      }
    }
    words.addAll(others);
    words.addAll(choice);
    StringWriter told = new StringWriter();
    int status =
        new CommandLine(new LoadCommand((_, _, _) -> InThisProcess::start))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(new PrintWriter(told))
            .setErr(new PrintWriter(told))
            .execute(words.toArray(String[]::new));
    assertThat(Files.exists(json)).as(told.toString()).isTrue();
    Run run =
        new Run(
            status,
            told.toString(),
            new JsonObject(Files.readString(json)),
            Files.readString(html));
    assertThat(run.json.getString("scenario")).isEqualTo(scenario.toString());
    assertThat(run.json.getBoolean("held")).isEqualTo(status == 0);
    assertThat(run.json.getJsonArray("bars")).hasSameSizeAs(bars.all());
    assertThat(run.told).contains(status == 0 ? "HELD: all" : "NOT HELD");
    assertThat(run.html).startsWith("<!doctype html>").contains(scenario.toString(), "<svg");
    return run;
  }

  private static Choice chosen(List<String> words) {
    return new Choice(
        words.contains("checks") ? FloodKind.CHECKS : FloodKind.GARBAGE,
        words.contains("--times-capacity") ? 2 : 0,
        0,
        words.contains("packets") ? OverloadMark.PACKETS : OverloadMark.CALLS,
        0);
  }
}
