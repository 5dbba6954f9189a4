package io.dering.media.srtp;

import io.dering.media.rtp.SerialNumbers;
import java.util.Arrays;

/// What has been seen of each source: its highest index, and which of the [#WINDOW] indices up to
/// it (RFC 3711 §3.3.2). A table of [#CAPACITY] sources in plain arrays, least recently used first
/// out.
///
/// Nothing here changes before [#accept], which callers reach only with an authenticated packet.
final class ReplayWindows {
  /// Sources remembered at a time. A WebRTC audio leg has one; a re-offer or a new device adds one.
  static final int CAPACITY = 8;

  /// Indices remembered behind the highest: 2.5 s of 20 ms packets, twice the RFC's minimum.
  static final int WINDOW = 128;

  /// Returned by [#find] for a source that is not in the table.
  static final int UNKNOWN = -1;

  private final int[] ssrcs = new int[CAPACITY];
  private final long[] highest = new long[CAPACITY];

  /// Bit i of `recent`: index highest - i; of `older`: index highest - 64 - i.
  private final long[] recent = new long[CAPACITY];

  private final long[] older = new long[CAPACITY];
  private final long[] lastUse = new long[CAPACITY];
  private long uses;
  private int sources;

  /// The slot of a source, or [#UNKNOWN].
  int find(int ssrc) {
    for (int slot = 0; slot < sources; slot++) {
      if (ssrcs[slot] == ssrc) {
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
        : SerialNumbers.guessIndex(highest[slot], sequenceNumber);
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
    long behind = highest[slot] - index;
    if (behind < 0) {
      return 0;
    }
    if (behind >= WINDOW) {
      return SrtpRejection.TOO_OLD.code();
    }
    long word = behind < 64 ? recent[slot] : older[slot];
    return (word >>> behind & 1) == 0 ? 0 : SrtpRejection.REPLAYED.code();
  }

  /// Remembers an authenticated index that passed [#check] for that slot; makes room for a new
  /// source.
  void accept(int slot, int ssrc, long index) {
    int at = slot == UNKNOWN ? claim(ssrc, index) : slot;
    lastUse[at] = ++uses;
    long ahead = index - highest[at];
    if (ahead > 0) {
      advance(at, ahead);
      highest[at] = index;
      recent[at] |= 1;
    } else if (ahead > -64) {
      recent[at] |= 1L << -ahead;
    } else {
      older[at] |= 1L << (-ahead - 64);
    }
  }

  private void advance(int slot, long ahead) {
    if (ahead < 64) {
      older[slot] = older[slot] << ahead | recent[slot] >>> (64 - ahead);
      recent[slot] <<= ahead;
    } else if (ahead < WINDOW) {
      older[slot] = recent[slot] << (ahead - 64);
      recent[slot] = 0;
    } else {
      older[slot] = 0;
      recent[slot] = 0;
    }
  }

  private int claim(int ssrc, long index) {
    int slot = sources < CAPACITY ? sources++ : leastRecentlyUsed();
    ssrcs[slot] = ssrc;
    highest[slot] = index;
    recent[slot] = 0;
    older[slot] = 0;
    return slot;
  }

  private int leastRecentlyUsed() {
    int oldest = 0;
    for (int slot = 1; slot < CAPACITY; slot++) {
      if (lastUse[slot] < lastUse[oldest]) {
        oldest = slot;
      }
    }
    return oldest;
  }

  @Override
  public String toString() {
    return "ReplayWindows" + Arrays.toString(Arrays.copyOf(highest, sources));
  }
}
