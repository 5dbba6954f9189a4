package io.dering.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.Main;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Parameters;

/// `jmh`: the benchmarks, by JMH's own command line.
@Command(
    name = "jmh",
    description =
        "Benchmarks under JMH; what follows goes to it as it is, so -h is JMH's help and -l lists"
            + " the benchmarks.")
final class JmhCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ARG", description = "As in: jmh SrtpPath -prof gc -f 1")
  private List<String> arguments = new ArrayList<>();

  /// JMH ends the process itself when a benchmark fails.
  @Override
  public Integer call() throws IOException {
    Main.main(arguments.toArray(String[]::new));
    return ExitCode.OK;
  }
}
