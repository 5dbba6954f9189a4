package io.dering.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SerialNumbersTest {

  @Test
  void differencesGoTheShortWayRound() {
    assertThat(SerialNumbers.difference16(0, 65_535)).isEqualTo(1);
    assertThat(SerialNumbers.difference16(65_535, 0)).isEqualTo(-1);
    assertThat(SerialNumbers.difference16(5, 5)).isZero();
    assertThat(SerialNumbers.difference16(32_768, 0)).isEqualTo(-32_768);
    assertThat(SerialNumbers.difference32(4, -4)).isEqualTo(8);
    assertThat(SerialNumbers.difference32(Integer.MIN_VALUE, Integer.MAX_VALUE)).isEqualTo(1);
  }

  /// RFC 3711 appendix A, spelled out with its own names.
  @Test
  void guessedIndicesAreThoseOfRfc3711AppendixA() {
    SplittableRandom random = new SplittableRandom(3711);
    int[] edges = {0, 1, 2, 32_766, 32_767, 32_768, 32_769, 65_533, 65_534, 65_535};
    for (long roc : new long[] {0, 1, 7, 0xFFFF_FFFFL}) {
      for (int sl : edges) {
        for (int seq : edges) {
          compare(roc, sl, seq);
        }
        for (int i = 0; i < 1_000; i++) {
          compare(roc, sl, random.nextInt(65_536));
          compare(roc, random.nextInt(65_536), sl);
        }
      }
    }
  }

  private static void compare(long roc, int sl, int seq) {
    long v;
    if (sl < 32_768) {
      v = seq - sl > 32_768 ? roc - 1 : roc;
    } else {
      v = sl - 32_768 > seq ? roc + 1 : roc;
    }
    assertThat(SerialNumbers.guessIndex(roc * 65_536 + sl, seq))
        .as("roc %d s_l %d seq %d", roc, sl, seq)
        .isEqualTo(v * 65_536 + seq);
  }
}
