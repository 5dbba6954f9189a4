package io.dering.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class MainTest {
  private final StringWriter told = new StringWriter();
  private final CommandLine bench =
      Main.commandLine().setOut(new PrintWriter(told)).setErr(new PrintWriter(told));

  @Test
  void theHelpNamesWhatCanBeMeasured() {
    assertThat(bench.execute("--help")).isZero();
    assertThat(told.toString())
        .contains("load", "peers", "jmh", "set-ups", "charges", "start", "timers", "cut-offs");
  }

  /// One idea, two words.
  @Test
  void secondsAndHoldAreOneOption() {
    assertThat(bench.execute("load", "--seconds", "5", "--hold", "6")).isEqualTo(2);
    assertThat(told.toString()).contains("--hold").contains("only once");
  }

  @Test
  void whatFollowsJmhIsItsOwn() {
    CommandLine.ParseResult jmh =
        bench.parseArgs("jmh", "SrtpPath", "-prof", "gc", "-h").subcommand();
    assertThat(jmh.matchedPositional(0).<List<String>>getValue())
        .containsExactly("SrtpPath", "-prof", "gc", "-h");
  }
}
