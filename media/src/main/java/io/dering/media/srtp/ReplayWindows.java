package io.dering.media.srtp;

import io.dering.media.rtp.SerialNumbers;
import java.util.Arrays;

/// What has been seen of each source: its highest index, and which of the [#WINDOW] indices up to
/// it (RFC 3711 §3.3.2). A table of [#CAPACITY] sources, least recently used first out.
///
/// A source's five words stand together in one array, which has room for one source at first: that
/// is one cache line for the usual leg in place of five.
///
/// Nothing here changes before [#accept], which callers reach only with an authenticated packet.
final class ReplayWindows {
  /// Sources remembered at a time. A WebRTC audio leg has one; a re-offer or a new device adds one.
  static final int CAPACITY = 8;

  /// Indices remembered behind the highest: 2.5 s of 20 ms packets, twice the RFC's minimum.
  static final int WINDOW = 128;

  /// Returned by [#find] for a source that is not in the table.
  static final int UNKNOWN = -1;

  /// Words of a source, and what they are.
  private static final int WORDS = 5;

  private static final int SSRC = 0;
  private static final int HIGHEST = 1;

  /// Bit i: index highest - i.
  private static final int RECENT = 2;

  /// Bit i: index highest - 64 - i.
  private static final int OLDER = 3;

  private static final int LAST_USE = 4;

  private long[] table = new long[WORDS];
  private long uses;
  private int sources;

  /// The slot of a source, or [#UNKNOWN].
  int find(int ssrc) {
    for (int slot = 0; slot < sources; slot++) {
      if (table[slot * WORDS + SSRC] == ssrc) {
        return slot;
      }
    }
    return UNKNOWN;
  }

  /// Whether a further source would push another out.
  boolean isFull() {
    return sources == CAPACITY;
  }

  /// How many sources are remembered.
  int sources() {
    return sources;
  }

  /// The index a sequence number most likely stands for; a new source starts in rollover period 0.
  long guessIndex(int slot, int sequenceNumber) {
    return slot == UNKNOWN
        ? sequenceNumber
        : SerialNumbers.guessIndex(table[slot * WORDS + HIGHEST], sequenceNumber);
  }

  /// 0 when the index is new, else the code of the reason to refuse it.
  int check(int slot, long index) {
    if (index < 0) {
      return SrtpRejection.TOO_OLD.code();
    }
    if (index > SerialNumbers.MAX_INDEX) {
      return SrtpRejection.KEY_EXHAUSTED.code();
    }
    if (slot == UNKNOWN) {
      return 0;
    }
    int at = slot * WORDS;
    long behind = table[at + HIGHEST] - index;
    if (behind < 0) {
      return 0;
    }
    if (behind >= WINDOW) {
      return SrtpRejection.TOO_OLD.code();
    }
    long word = table[at + (behind < 64 ? RECENT : OLDER)];
    return (word >>> behind & 1) == 0 ? 0 : SrtpRejection.REPLAYED.code();
  }

  /// Remembers an authenticated index that passed [#check] for that slot; makes room for a new
  /// source.
  void accept(int slot, int ssrc, long index) {
    int at = (slot == UNKNOWN ? claim(ssrc, index) : slot) * WORDS;
    table[at + LAST_USE] = ++uses;
    long ahead = index - table[at + HIGHEST];
    if (ahead > 0) {
      advance(at, ahead);
      table[at + HIGHEST] = index;
      table[at + RECENT] |= 1;
    } else if (ahead > -64) {
      table[at + RECENT] |= 1L << -ahead;
    } else {
      table[at + OLDER] |= 1L << (-ahead - 64);
    }
  }

  private void advance(int at, long ahead) {
    long recent = table[at + RECENT];
    if (ahead < 64) {
      table[at + OLDER] = table[at + OLDER] << ahead | recent >>> (64 - ahead);
      table[at + RECENT] = recent << ahead;
    } else if (ahead < WINDOW) {
      table[at + OLDER] = recent << (ahead - 64);
      table[at + RECENT] = 0;
    } else {
      table[at + OLDER] = 0;
      table[at + RECENT] = 0;
    }
  }

  private int claim(int ssrc, long index) {
    int slot = sources < CAPACITY ? sources++ : leastRecentlyUsed();
    int at = slot * WORDS;
    if (at == table.length) {
      table = Arrays.copyOf(table, 2 * at);
    }
    table[at + SSRC] = ssrc;
    table[at + HIGHEST] = index;
    table[at + RECENT] = 0;
    table[at + OLDER] = 0;
    return slot;
  }

  private int leastRecentlyUsed() {
    int oldest = 0;
    for (int slot = 1; slot < CAPACITY; slot++) {
      if (table[slot * WORDS + LAST_USE] < table[oldest * WORDS + LAST_USE]) {
        oldest = slot;
      }
    }
    return oldest;
  }

  @Override
  public String toString() {
    return "ReplayWindows[" + sources + " sources]";
  }
}
