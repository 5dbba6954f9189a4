package io.dering.media.srtp;

import io.dering.media.rtp.SerialNumbers;
import java.util.Arrays;

/// What has been seen of each source: its highest index, and which of the [#WINDOW] indices up to
/// it (RFC 3711 §3.3.2). At most [#CAPACITY] sources, least recently used first out.
///
/// The source last used stands in fields, those before it in an array, latest first, which is not
/// there until a second one comes. So a packet of the usual leg, which has one source, reads this
/// object and nothing else.
///
/// Nothing here changes before [#accept], which callers reach only with an authenticated packet.
final class ReplayWindows {
  /// Sources remembered at a time. A WebRTC audio leg has one; a re-offer or a new device adds one.
  static final int CAPACITY = 8;

  /// Indices remembered behind the highest: 2.5 s of 20 ms packets, twice the RFC's minimum.
  static final int WINDOW = 128;

  /// Returned by [#find] for a source that is not in the table.
  static final int UNKNOWN = -1;

  /// The slot of the source last used; that of the one before it is 1, and so on.
  private static final int LAST_USED = 0;

  /// Words of a former source, and what they are: as the fields of the same names.
  private static final int WORDS = 4;

  private static final int SSRC = 0;
  private static final int HIGHEST = 1;
  private static final int RECENT = 2;
  private static final int OLDER = 3;

  private static final long[] NONE = {};

  private int sources;
  private int ssrc;
  private long highest;

  /// Bit i: index highest - i.
  private long recent;

  /// Bit i: index highest - 64 - i.
  private long older;

  private long[] former = NONE;

  /// The slot of a source until the next [#accept], or [#UNKNOWN].
  int find(int ofSsrc) {
    if (ssrc == ofSsrc && sources > 0) {
      return LAST_USED;
    }
    for (int slot = 1; slot < sources; slot++) {
      if (former[at(slot) + SSRC] == ofSsrc) {
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
    if (slot == UNKNOWN) {
      return sequenceNumber;
    }
    long from = slot == LAST_USED ? highest : former[at(slot) + HIGHEST];
    return SerialNumbers.guessIndex(from, sequenceNumber);
  }

  /// 0 when the index is new, else the code of the reason to refuse it.
  int check(int slot, long index) {
    if (index < 0) {
      return SrtpRejection.TOO_OLD.code();
    }
    if (index > SerialNumbers.MAX_INDEX) {
      return SrtpRejection.KEY_EXHAUSTED.code();
    }
    if (slot == LAST_USED) {
      return check(highest - index, recent, older);
    }
    if (slot == UNKNOWN) {
      return 0;
    }
    int at = at(slot);
    return check(former[at + HIGHEST] - index, former[at + RECENT], former[at + OLDER]);
  }

  private static int check(long behind, long recent, long older) {
    if (behind < 0) {
      return 0;
    }
    if (behind >= WINDOW) {
      return SrtpRejection.TOO_OLD.code();
    }
    long word = behind < 64 ? recent : older;
    return (word >>> behind & 1) == 0 ? 0 : SrtpRejection.REPLAYED.code();
  }

  /// Remembers an authenticated index that passed [#check] for that slot; makes room for a new
  /// source.
  void accept(int slot, int ofSsrc, long index) {
    if (slot == UNKNOWN) {
      add(ofSsrc, index);
    } else if (slot != LAST_USED) {
      recall(slot);
    }
    long ahead = index - highest;
    if (ahead > 0) {
      advance(ahead);
      highest = index;
      recent |= 1;
    } else if (ahead > -64) {
      recent |= 1L << -ahead;
    } else {
      older |= 1L << (-ahead - 64);
    }
  }

  private void advance(long ahead) {
    if (ahead < 64) {
      older = older << ahead | recent >>> (64 - ahead);
      recent <<= ahead;
    } else if (ahead < WINDOW) {
      older = recent << (ahead - 64);
      recent = 0;
    } else {
      older = 0;
      recent = 0;
    }
  }

  /// A source that was not there before is the one last used.
  private void add(int ofSsrc, long index) {
    if (sources > 0) {
      int place = Math.min(sources, CAPACITY - 1);
      if (former.length < place * WORDS) {
        former = Arrays.copyOf(former, place * WORDS);
      }
      retire(place);
    }
    sources = Math.min(sources + 1, CAPACITY);
    ssrc = ofSsrc;
    highest = index;
    recent = 0;
    older = 0;
  }

  /// A former source is the one last used again.
  private void recall(int slot) {
    int at = at(slot);
    int itsSsrc = (int) former[at + SSRC];
    long itsHighest = former[at + HIGHEST];
    long itsRecent = former[at + RECENT];
    long itsOlder = former[at + OLDER];
    retire(slot);
    ssrc = itsSsrc;
    highest = itsHighest;
    recent = itsRecent;
    older = itsOlder;
  }

  /// The source last used goes to the front of the former ones; those before that slot move up, and
  /// what stood there is gone.
  private void retire(int slot) {
    System.arraycopy(former, 0, former, WORDS, at(slot));
    former[SSRC] = ssrc;
    former[HIGHEST] = highest;
    former[RECENT] = recent;
    former[OLDER] = older;
  }

  private static int at(int slot) {
    return (slot - 1) * WORDS;
  }

  @Override
  public String toString() {
    return "ReplayWindows[" + sources + " sources]";
  }
}
