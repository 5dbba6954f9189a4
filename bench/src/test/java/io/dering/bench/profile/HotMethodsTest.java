package io.dering.bench.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class HotMethodsTest {
  private static final String MAP = " (/tmp/perf-30701.map)";

  private final HotMethods methods = new HotMethods(Set.of(77));

  @Test
  void samplesOfTheMediaThreadAreCountedByMethod() {
    see("dering-media-2- 77", "long io.dering.media.srtp.Ghash.add(long, byte[], int)" + MAP);
    see("dering-media-2- 77", "long io.dering.media.srtp.Ghash.add(long, byte[], int)" + MAP);
    see("dering-media-2- 77", "StubRoutines (compilerstubs)" + MAP);
    see("dering-media-2- 77", "syscall (/usr/lib/x86_64-linux-gnu/libc.so.6)");
    see("C2 CompilerThre 88", "PhaseIdealLoop::build (/usr/lib/jvm/lib/server/libjvm.so)");
    methods.add("");

    assertThat(methods.samples()).isEqualTo(4);
    assertThat(methods.most(25))
        .containsExactly(
            new HotMethods.Hot("Ghash.add", 0.5),
            new HotMethods.Hot("StubRoutines (compilerstubs)", 0.25),
            new HotMethods.Hot("syscall (libc.so.6)", 0.25));
    assertThat(methods.most(1)).hasSize(1);
  }

  @Test
  void theTablesSayWhatAPacketCosts() {
    see("dering-media-2- 77", "long io.dering.media.srtp.Ghash.add(long, byte[], int)" + MAP);
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
    assertThat(ProfileText.of(split, methods))
        .contains("5.00 us a packet, 500 packets/s, 0 % of its core")
        .containsSubsequence("     3.00       125      12.0  sendmmsg", "     2.00", "Java between")
        .contains("wakes 250 times a second, preempted 10; packets a batch: 3.5 received, 4.0 sent")
        .contains("     2.00     100.0  Ghash.add")
        .contains("     0.00       0.0  all others");
  }

  private void see(String who, String where) {
    methods.add(" " + who + "     7f345030f6a7 " + where);
  }
}
