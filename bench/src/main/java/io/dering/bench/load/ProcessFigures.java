package io.dering.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What Linux says of a process; zeroes where there is no `/proc`.
public final class ProcessFigures {
  /// USER_HZ of every Linux that Java runs on.
  private static final double TICKS_PER_SECOND = 100;

  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

  private static final Pattern THREADS = Pattern.compile("Threads:\\s+(\\d+)");

  /// The last line of a histogram of classes: objects and bytes.
  private static final Pattern LIVE_OBJECTS = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

  private final long pid;

  public ProcessFigures(long pid) {
    this.pid = pid;
  }

  public long pid() {
    return pid;
  }

  /// Seconds of CPU since the start, user and system, all threads.
  public double cpuSeconds() {
    return cpuSeconds(folder().resolve("stat"));
  }

  /// The same by thread name, threads of one name together; names are cut at 15 characters.
  Map<String, Double> cpuSecondsByThread() {
    Map<String, Double> all = new HashMap<>();
    Path tasks = folder().resolve("task");
    if (!Files.isDirectory(tasks)) {
      return all;
    }
    try (Stream<Path> threads = Files.list(tasks)) {
      for (Path thread : threads.toList()) {
        all.merge(
            text(thread.resolve("comm")).strip(), cpuSeconds(thread.resolve("stat")), Double::sum);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  /// The ids of the threads whose names begin so.
  public Set<Integer> threadsNamed(String beginning) throws IOException {
    try (Stream<Path> threads = Files.list(folder().resolve("task"))) {
      return threads
          .filter(thread -> text(thread.resolve("comm")).startsWith(beginning))
          .map(thread -> Integer.valueOf(thread.getFileName().toString()))
          .collect(Collectors.toSet());
    }
  }

  /// Resident memory in KiB.
  public long residentKb() {
    Matcher matcher = RESIDENT.matcher(text(folder().resolve("status")));
    return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
  }

  int threads() {
    Matcher matcher = THREADS.matcher(text(folder().resolve("status")));
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  /// Files and sockets that are open.
  int descriptors() {
    try (Stream<Path> all = Files.list(folder().resolve("fd"))) {
      return (int) all.count();
    } catch (IOException | UncheckedIOException _) {
      return 0;
    }
  }

  /// The sum of all living objects in KiB, by the JDK's own `jcmd`, whatever the collector. What
  /// ZGC calls used after a full collection is whole pages of 2 MiB and what has died since: twice
  /// as much in a small gateway, and it grows by pages where nothing grows. Stops the process for
  /// some ten milliseconds.
  long liveHeapKb() {
    if (pid == ProcessHandle.current().pid()) {
      // Nobody can be asked who has to stop for the answer.
      System.gc();
      return (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 10;
    }
    Matcher matcher = LIVE_OBJECTS.matcher(jcmd("GC.class_histogram"));
    return matcher.find() ? Long.parseLong(matcher.group(1)) >> 10 : 0;
  }

  /// Datagrams that the kernel dropped because this port's buffer was full.
  static long udpDrops(int port) {
    String hex = ":%04X ".formatted(port);
    long drops = 0;
    for (String table : List.of("/proc/net/udp", "/proc/net/udp6")) {
      for (String line : text(Path.of(table)).lines().skip(1).toList()) {
        String[] fields = line.strip().split("\\s+", -1);
        if ((fields[1] + " ").endsWith(hex)) {
          drops += Long.parseLong(fields[fields.length - 1]);
        }
      }
    }
    return drops;
  }

  private Path folder() {
    return Path.of("/proc", Long.toString(pid));
  }

  private static double cpuSeconds(Path stat) {
    String text = text(stat);
    if (text.isEmpty()) {
      return 0;
    }
    // The name may hold anything, a parenthesis too: fields are counted behind the last one.
    String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
  }

  /// What the JDK's `jcmd` answers; nothing where there is none.
  public String jcmd(String verb) {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    if (!Files.isExecutable(jcmd)) {
      return "";
    }
    try {
      Process process =
          new ProcessBuilder(jcmd.toString(), Long.toString(pid), verb)
              .redirectErrorStream(true)
              .start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Empty for what is gone, such as a thread that has just ended.
  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException _) {
      return "";
    }
  }
}
