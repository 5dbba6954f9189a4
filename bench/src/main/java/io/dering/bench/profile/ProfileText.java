package io.dering.bench.profile;

import java.util.Comparator;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;

/// The media thread's time, in two tables, and what stopped it.
final class ProfileText {
  private static final int METHODS = 25;

  private ProfileText() {}

  static String of(MediaTrace.Split split, HotMethods methods, Stops.Found stops) {
    Formatter text = new Formatter(Locale.ROOT);
    parts(split, text);
    methods(split, methods, text);
    stops(stops, text);
    return text.toString();
  }

  private static void parts(MediaTrace.Split split, Formatter text) {
    text.format(
        "the media thread by trace points, %.1f s: %.2f us a packet, %.0f packets/s, %.0f %% of its"
            + " core%n",
        split.seconds(),
        split.microsPerPacket(),
        split.packets() / split.seconds(),
        100 * split.share());
    text.format("%9s %9s %9s%n", "us/packet", "times/s", "us each");
    split.parts().entrySet().stream()
        .sorted(Comparator.comparingLong(part -> -part.getValue().nanos()))
        .forEach(part ->
            text.format(
                "%9.2f %9.0f %9.1f  %s%n",
                split.microsPerPacket(part.getKey()),
                part.getValue().times() / split.seconds(),
                part.getValue().nanos() / 1e3 / part.getValue().times(),
                part.getKey().words()));
    text.format(
        "wakes %.0f times a second, preempted %.0f; packets a batch: %.1f received, %.1f sent%n",
        split.wakeUps() / split.seconds(),
        split.preempted() / split.seconds(),
        split.received(),
        split.sent());
  }

  private static void methods(MediaTrace.Split split, HotMethods methods, Formatter text) {
    double java = split.microsPerPacket(Part.PACKETS) + split.microsPerPacket(Part.LOOP);
    text.format(
        "its %.2f us a packet of Java by method, %d samples outside of the kernel (what is inlined"
            + " counts to the method that it is in)%n",
        java, methods.samples());
    text.format("%9s %9s%n", "us/packet", "share %");
    List<HotMethods.Hot> most = methods.most(METHODS);
    for (HotMethods.Hot hot : most) {
      text.format("%9.2f %9.1f  %s%n", java * hot.share(), 100 * hot.share(), hot.method());
    }
    double rest = Math.max(0, 1 - most.stream().mapToDouble(HotMethods.Hot::share).sum());
    text.format("%9.2f %9.1f  all others%n", java * rest, 100 * rest);
  }

  private static void stops(Stops.Found found, Formatter text) {
    text.format(
        "stops of %d ms or more on its core, in no system call%s: %d in %.1f s, %.2f %% of the time,"
            + " the longest %.1f ms%n",
        Stops.LEAST.toMillis(),
        found.faultsKnown() ? " and no page fault" : " (this system does not tell of page faults)",
        found.stops(),
        found.seconds(),
        found.nanos() / 1e7 / found.seconds(),
        found.longestNanos() / 1e6);
    for (Stops.Neighbour one : found.neighbours()) {
      text.format(
          "%9d of them within %d ms of a run of %s, as is %.0f %% of the time%n",
          one.stops(), Stops.NEAR.toMillis(), one.name(), 100 * one.share());
    }
    for (Stops.Wait one : found.waits()) {
      text.format(
          "%9d times ready for %d ms or more until %s left it the core, %.2f %% of the time%n",
          one.times(), Stops.LEAST.toMillis(), one.name(), one.nanos() / 1e7 / found.seconds());
    }
  }
}
