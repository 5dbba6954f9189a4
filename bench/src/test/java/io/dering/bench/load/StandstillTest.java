package io.dering.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A process that only waits, and what Linux says of it.
@Timeout(60)
final class StandstillTest {
  private static final char STOPPED = 'T';

  @Test
  void aProcessStandsStillUntilItMayGoOn() throws IOException, InterruptedException {
    Process process = new ProcessBuilder("sleep", "600").start();
    try (Standstill standstill = new Standstill(process.pid())) {
      standstill.begin();
      await(process, true);
      standstill.end();
      await(process, false);
      standstill.begin();
      await(process, true);
    } finally {
      process.destroy();
    }
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("it hears that it shall end").isTrue();
  }

  private static void await(Process process, boolean stopped) throws IOException {
    String stat;
    do {
      stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
    } while ((stat.charAt(stat.lastIndexOf(')') + 2) == STOPPED) != stopped);
  }
}
