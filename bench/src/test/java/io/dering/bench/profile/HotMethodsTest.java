package io.dering.bench.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class HotMethodsTest {
  private static final String MAP = " (/tmp/perf-30701.map)";

  private static final String MEDIA = "dering-media-2- 77";
  private static final String GHASH =
      "long io.dering.media.srtp.Ghash.add(long, byte[], int)" + MAP;
  private static final String LEG = "void io.dering.media.leg.Leg.send(byte[], int)" + MAP;

  private final HotMethods methods = new HotMethods(Set.of(77));

  @Test
  void samplesOfTheMediaThreadAreCountedByMethod() {
    see(MEDIA, GHASH, LEG);
    see(MEDIA, GHASH, LEG);
    see(MEDIA, "syscall (/usr/lib/x86_64-linux-gnu/libc.so.6)");
    see("C2 CompilerThre 88", "PhaseIdealLoop::build (/usr/lib/jvm/lib/server/libjvm.so)");
    see(MEDIA, LEG);

    assertThat(methods.samples()).isEqualTo(4);
    assertThat(methods.most(25))
        .containsExactly(
            new HotMethods.Hot("Ghash.add", 0.5),
            new HotMethods.Hot("Leg.send", 0.25),
            new HotMethods.Hot("syscall (libc.so.6)", 0.25));
    assertThat(methods.most(1)).hasSize(1);
  }

  @Test
  void aPieceOfTheMachinesOwnIsNamedAfterItsCaller() {
    see(MEDIA, "StubRoutines (compilerstubs)" + MAP, GHASH, LEG);
    see(MEDIA, "StubRoutines (compilerstubs)" + MAP);
    see(MEDIA, LEG);

    assertThat(methods.samples()).isEqualTo(3);
    assertThat(methods.most(25).stream().map(HotMethods.Hot::method))
        .containsExactly(
            "Leg.send",
            "StubRoutines (compilerstubs)",
            "StubRoutines (compilerstubs) for Ghash.add");
  }

  @Test
  void theTablesSayWhatAPacketCosts() {
    see(MEDIA, GHASH);
    MediaTrace.Split split =
        new MediaTrace.Split(
            2,
            1_000,
            500,
            20,
            3.5,
            4,
            Map.of(
                Part.SEND, new MediaTrace.Sum(3_000_000, 250),
                Part.PACKETS, new MediaTrace.Sum(2_000_000, 250)));
    Stops.Found stops =
        new Stops.Found(
            6,
            true,
            23,
            58_000_000,
            4_500_000,
            List.of(new Stops.Neighbour("kdamond.0", 22, 0.12)),
            List.of(new Stops.Wait("C2 CompilerThre", 3, 12_000_000)));
    assertThat(ProfileText.of(split, methods, stops))
        .contains("5.00 us a packet, 500 packets/s, 0 % of its core")
        .containsSubsequence("     3.00       125      12.0  sendmmsg", "     2.00", "Java between")
        .contains("wakes 250 times a second, preempted 10; packets a batch: 3.5 received, 4.0 sent")
        .contains("     2.00     100.0  Ghash.add")
        .contains("     0.00       0.0  all others")
        .contains("23 in 6.0 s, 0.97 % of the time, the longest 4.5 ms")
        .contains("22 of them within 3 ms of a run of kdamond.0, as is 12 % of the time")
        .contains("3 times ready for 1 ms or more until C2 CompilerThre left it the core, 0.20 %");
  }

  /// As `perf script` writes it: the thread, then where it was, innermost first.
  private void see(String who, String... frames) {
    methods.add(" " + who + " ");
    for (String frame : frames) {
      methods.add("\t    7f345030f6a7 " + frame);
    }
    methods.add("");
  }
}
