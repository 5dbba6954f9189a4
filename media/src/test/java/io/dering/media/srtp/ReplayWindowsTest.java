package io.dering.media.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Beside a map of sets, which forgets nothing but the source least recently used.
class ReplayWindowsTest {
  private final ReplayWindows windows = new ReplayWindows();

  @Test
  void anIndexIsNewOnceHoweverManySourcesTakeTurns() {
    Random random = new Random(5);
    Map<Integer, Seen> all = new LinkedHashMap<>();
    int fresh = 0;
    int refused = 0;
    for (int i = 0; i < 200_000; i++) {
      int ssrc = source(random);
      int slot = windows.find(ssrc);
      Seen seen = all.get(ssrc);
      assertThat(slot == ReplayWindows.UNKNOWN).isEqualTo(seen == null);
      long highest = seen == null ? 1_000 : seen.highest;
      long index = highest + random.nextInt(-140, 8) + (random.nextInt(500) == 0 ? 300 : 0);
      if (index < 0) {
        continue;
      }
      boolean isNew = seen == null || seen.isNew(index);
      assertThat(windows.check(slot, index) == 0)
          .as("index %d of %d", index, ssrc)
          .isEqualTo(isNew);
      if (!isNew) {
        refused++;
        continue;
      }
      fresh++;
      windows.accept(slot, ssrc, index);
      if (seen == null && all.size() == ReplayWindows.CAPACITY) {
        all.remove(all.keySet().iterator().next());
      }
      Seen of = seen == null ? new Seen(index) : seen;
      of.add(index);
      // To the end: the first is the one least recently used.
      all.remove(ssrc);
      all.put(ssrc, of);
      assertThat(windows.sources()).isEqualTo(all.size());
    }
    assertThat(fresh).isGreaterThan(10_000);
    assertThat(refused).isGreaterThan(10_000);
  }

  @Test
  void eachSourceKeepsItsOwnRollover() {
    accept(1, 0xFFFF);
    accept(2, 10);
    accept(1, 0x1_0000);

    assertThat(windows.guessIndex(windows.find(1), 1)).isEqualTo(0x1_0001);
    assertThat(windows.guessIndex(windows.find(2), 11)).isEqualTo(11);
    assertThat(windows.guessIndex(windows.find(3), 7)).isEqualTo(7);
  }

  @Test
  void sourceZeroIsUnknownBeforeItHasSentAnything() {
    assertThat(windows.find(0)).isEqualTo(ReplayWindows.UNKNOWN);
    accept(0, 5);
    assertThat(windows.check(windows.find(0), 5)).isEqualTo(SrtpRejection.REPLAYED.code());
  }

  @Test
  void aLookChangesNothing() {
    for (int ssrc = 1; ssrc <= ReplayWindows.CAPACITY; ssrc++) {
      accept(ssrc, 100);
    }
    // The one least recently used is looked at, and goes all the same when a ninth comes.
    int slot = windows.find(1);
    assertThat(windows.check(slot, 101)).isZero();
    assertThat(windows.isFull()).isTrue();
    accept(9, 100);

    assertThat(windows.find(1)).isEqualTo(ReplayWindows.UNKNOWN);
    assertThat(windows.find(2)).isNotEqualTo(ReplayWindows.UNKNOWN);
  }

  private void accept(int ssrc, long index) {
    windows.accept(windows.find(ssrc), ssrc, index);
  }

  /// Mostly one, often one of eight, now and then one too many: high and low numbers, zero too.
  private static int source(Random random) {
    int which =
        switch (random.nextInt(200)) {
          case 0 -> random.nextInt(11);
          case 1, 2, 3, 4, 5, 6 -> random.nextInt(8);
          default -> 3;
        };
    return which * 0x2AAA_AAAA;
  }

  private static final class Seen {
    private final Set<Long> indices = new HashSet<>();
    private long highest;

    Seen(long first) {
      highest = first;
    }

    boolean isNew(long index) {
      return highest - index < ReplayWindows.WINDOW && !indices.contains(index);
    }

    void add(long index) {
      indices.add(index);
      highest = Math.max(highest, index);
    }
  }
}
