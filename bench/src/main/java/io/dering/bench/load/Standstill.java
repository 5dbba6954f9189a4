package io.dering.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;

/// Lets a process stand still while another one has its core (SIGSTOP, SIGCONT). Whoever is
/// interrupted leaves nothing standing: a process that stands still does not hear that it shall
/// end.
public final class Standstill implements AutoCloseable {
  private final long pid;
  private final Thread atTheEnd = new Thread(this::end);

  public Standstill(long pid) {
    this.pid = pid;
    Runtime.getRuntime().addShutdownHook(atTheEnd);
  }

  public void begin() {
    signal("STOP");
  }

  public void end() {
    signal("CONT");
  }

  /// Lets it go on, for good.
  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(atTheEnd);
    } catch (IllegalStateException _) {
      // The end has begun.
    }
  }

  private void signal(String name) {
    try {
      Process kill =
          new ProcessBuilder("kill", "-" + name, Long.toString(pid))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      kill.waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
