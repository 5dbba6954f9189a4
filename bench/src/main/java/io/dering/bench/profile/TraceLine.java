package io.dering.bench.profile;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One line of `perf script -F comm,tid,time,event,trace`: what happened on a traced core.
///
/// @param thread on whose account
/// @param nanos since the machine started
/// @param event as the kernel calls it, without its group: `sys_enter_sendmmsg`
/// @param detail what the kernel says with it
record TraceLine(int thread, long nanos, String event, String detail) {
  /// Names of threads may have blanks in them.
  private static final Pattern SHAPE =
      Pattern.compile("\\s*\\S.*?\\s+(\\d+)\\s+(\\d+)\\.(\\d+):\\s+\\w+:(\\w+):\\s*(.*)");

  private static final int NANOS_DIGITS = 9;

  /// Empty for what is no event.
  static Optional<TraceLine> of(String line) {
    Matcher shape = SHAPE.matcher(line);
    if (!shape.matches()) {
      return Optional.empty();
    }
    String fraction = (shape.group(3) + "0".repeat(NANOS_DIGITS)).substring(0, NANOS_DIGITS);
    long nanos = Long.parseLong(shape.group(2)) * 1_000_000_000 + Long.parseLong(fraction);
    return Optional.of(
        new TraceLine(
            Integer.parseInt(shape.group(1)), nanos, shape.group(4), shape.group(5).strip()));
  }

  /// What a system call answered: below zero an error.
  long answer() {
    return detail.startsWith("0x")
        ? Long.parseUnsignedLong(detail.substring(2), 16)
        : Long.parseLong(detail);
  }

  /// Of a switch or a wakeup: a field as in `next_pid=17159`, the first that ends so.
  String field(String name) {
    int at = detail.indexOf(name + "=");
    if (at < 0) {
      return "";
    }
    int from = at + name.length() + 1;
    int end = detail.indexOf(' ', from);
    return end < 0 ? detail.substring(from) : detail.substring(from, end);
  }

  /// Of a switch: what stands between two words, for names that may have blanks in them.
  String between(String before, String after) {
    int at = detail.indexOf(before);
    int end = detail.indexOf(after, Math.max(0, at));
    return at < 0 || end < 0 ? "" : detail.substring(at + before.length(), end);
  }
}
