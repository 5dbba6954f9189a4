package io.dering.bench.jmh;

import com.sun.management.ThreadMXBean;
import io.dering.media.srtp.SrtpProfile;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/// The comparison of [SrtpPathBenchmark] for a machine that is not ours alone: ours and jitsi-srtp
/// in alternating rounds of one process, by CPU time of the thread instead of wall time.
///
/// ```
/// java -cp bench/target/dering-bench.jar io.dering.bench.jmh.SrtpRounds
/// ```
///
/// Prints for each profile and number of sessions the median CPU nanoseconds per forwarded packet
/// and the median of the ratios within a round.
public final class SrtpRounds {
  private static final int WARM_UP_ROUNDS = 30;
  private static final int ROUNDS = 61;
  private static final int PACKETS = 20_000;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private SrtpRounds() {}

  /// No arguments.
  public static void main(String[] args) throws Exception {
    SrtpRounds rounds = new SrtpRounds();
    for (SrtpProfile profile : SrtpProfile.values()) {
      for (int sessions : new int[] {1, 1000}) {
        rounds.compare(profile, sessions, System.out);
      }
    }
  }

  private void compare(SrtpProfile profile, int sessions, PrintStream out) throws Exception {
    SrtpPathBenchmark path = new SrtpPathBenchmark();
    path.profile = profile;
    path.sessions = sessions;
    path.open();
    double[] ours = new double[ROUNDS];
    double[] theirs = new double[ROUNDS];
    double[] ratios = new double[ROUNDS];
    for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
      double our = nanosPerPacket(path::dering);
      double their = nanosPerPacket(path::jitsi);
      if (round >= 0) {
        ours[round] = our;
        theirs[round] = their;
        ratios[round] = our / their;
      }
    }
    out.printf(
        "%-24s %5d sessions  ours %6.0f ns  jitsi-srtp %6.0f ns  ratio %.2f%n",
        profile, sessions, median(ours), median(theirs), median(ratios));
  }

  private double nanosPerPacket(Forward forward) throws Exception {
    long before = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < PACKETS; i++) {
      forward.packet();
    }
    return (double) (threads.getCurrentThreadCpuTime() - before) / PACKETS;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /// One forwarded packet.
  private interface Forward {
    int packet() throws Exception;
  }
}
