package io.dering.bench.profile;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Linux's `perf`, asked about one core, or about all of them where it says so.
final class Perf {
  /// For each core: what comes in half a second is not lost, whoever writes it out late.
  private static final String PAGES = "2048";

  private static final String SAMPLES_PER_SECOND = "4999";

  private static final String TRACE_POINTS =
      "sched:sched_switch"
          + ",syscalls:sys_*_sendmmsg,syscalls:sys_*_recvmmsg"
          + ",syscalls:sys_*_epoll_*wait*"
          + ",syscalls:sys_*_timerfd_settime,syscalls:sys_*_futex"
          + ",syscalls:sys_enter_read,syscalls:sys_exit_read"
          + ",syscalls:sys_enter_write,syscalls:sys_exit_write";

  /// Where Linux shows its trace points: of old, and today.
  private static final List<Path> TRACING =
      List.of(Path.of("/sys/kernel/tracing/events"), Path.of("/sys/kernel/debug/tracing/events"));

  private static final String FAULTS = "exceptions:page_fault_user";

  private static final int LINES_OF_AN_ERROR = 4;

  private final int cpu;

  Perf(int cpu) {
    this.cpu = cpu;
  }

  /// @throws IOException that says what is lacking, when trace points cannot be read here
  void check() throws IOException, InterruptedException {
    List<String> command =
        List.of(
            "perf",
            "record",
            "-q",
            "-o",
            "/dev/null",
            "-e",
            "sched:sched_switch,raw_syscalls:sys_enter",
            "-C",
            core());
    try {
      run(with(command, "true"));
    } catch (IOException e) {
      throw new IOException(
          "the media thread cannot be profiled: perf is missing, or may not read the kernel's trace"
              + " points. Install it (Debian: apt-get install linux-perf) and run this as root, on"
              + " a system that has tracefs. "
              + e.getMessage(),
          e);
    }
  }

  /// System calls and switches.
  void trace(Path file, Duration length) throws IOException, InterruptedException {
    record(file, length, "-e", TRACE_POINTS);
  }

  /// Samples of what runs outside of the kernel, and of who called it.
  void sample(Path file, Duration length) throws IOException, InterruptedException {
    record(file, length, "-g", "-e", "cpu-clock:u", "-F", SAMPLES_PER_SECOND);
  }

  /// Whether page faults of programs can be traced: on x86 alone.
  static boolean tellsOfFaults() {
    return TRACING.stream().anyMatch(tree -> Files.exists(tree.resolve(FAULTS.replace(':', '/'))));
  }

  /// Every switch of every core, and when these threads wake, their system calls and page faults.
  void everyCore(Path file, Duration length, Set<Integer> threads)
      throws IOException, InterruptedException {
    String ofThem = those("common_pid", threads);
    List<String> what =
        new ArrayList<>(
            List.of(
                "-e",
                "sched:sched_switch",
                "-e",
                "sched:sched_wakeup",
                "--filter",
                those("pid", threads)));
    for (String event : List.of("raw_syscalls:sys_enter", "raw_syscalls:sys_exit", FAULTS)) {
      if (!event.equals(FAULTS) || tellsOfFaults()) {
        what.addAll(List.of("-e", event, "--filter", ofThem));
      }
    }
    recordOn(List.of("-a"), file, length, what);
  }

  private static String those(String field, Set<Integer> threads) {
    return threads.stream().map(id -> field + "==" + id).collect(Collectors.joining("||"));
  }

  private void record(Path file, Duration length, String... what)
      throws IOException, InterruptedException {
    recordOn(List.of("-C", core()), file, length, List.of(what));
  }

  private static void recordOn(List<String> where, Path file, Duration length, List<String> what)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("perf", "record", "-q", "-m", PAGES, "-o", file.toString()));
    command.addAll(where);
    command.addAll(what);
    run(with(command, "sleep", Double.toString(length.toMillis() / 1e3)));
  }

  /// What was recorded, line by line.
  static void read(Path file, String fields, Consumer<String> line)
      throws IOException, InterruptedException {
    Process script =
        new ProcessBuilder("perf", "script", "--ns", "-i", file.toString(), "-F", fields)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(script.getInputStream(), StandardCharsets.UTF_8))) {
      reader.lines().forEach(line);
    }
    if (script.waitFor() != 0) {
      throw new IOException("perf cannot read " + file);
    }
  }

  private String core() {
    return Integer.toString(cpu);
  }

  private static List<String> with(List<String> command, String... run) {
    List<String> all = new ArrayList<>(command);
    all.add("--");
    all.addAll(List.of(run));
    return all;
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      // Its usage follows.
      throw new IOException(
          "perf says: "
              + said.lines()
                  .map(String::strip)
                  .filter(line -> !line.isEmpty())
                  .limit(LINES_OF_AN_ERROR)
                  .collect(Collectors.joining(" ")));
    }
  }
}
