package io.dering.transport.udp;

import io.dering.transport.linux.Endpoint;
import java.net.InetSocketAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Which leg is behind a remote address that comes as a number ([Endpoint]): asked for each
/// datagram of a batch, so it makes no object and reads nothing but its own three arrays. These
/// have the types of what is in them: a cast would read the object, and that is a cache line of its
/// own.
///
/// Open addressing with linear probing, at most half full. The place is taken from the top of the
/// number times 2^64 over the golden ratio, in which each bit of it has a part: peers often differ
/// in a few bits only, as a thousand relays with one port do, or a thousand browsers behind one
/// NAT. (A table that takes the low bits as they are puts all of the former into one row: half a
/// microsecond a lookup.)
final class EndpointTable {
  /// No entry. It is no [Endpoint] either, as those have 48 bits.
  static final int ABSENT = -1;

  private static final long EMPTY = Endpoint.NONE;
  private static final long GOLDEN_RATIO = 0x9E37_79B9_7F4A_7C15L;

  private long[] endpoints = empty(16);

  /// Addresses as their legs know them.
  private @Nullable InetSocketAddress[] addresses = new @Nullable InetSocketAddress[16];

  private @Nullable LegSlot[] slots = new @Nullable LegSlot[16];

  private int shift = shift(16);
  private int size;

  /// Where the entry of that endpoint stands until the table is next changed, or [#ABSENT].
  int find(long endpoint) {
    int mask = endpoints.length - 1;
    int at = home(endpoint);
    while (endpoints[at] != EMPTY) {
      if (endpoints[at] == endpoint) {
        return at;
      }
      at = (at + 1) & mask;
    }
    return ABSENT;
  }

  /// @param entry what [#find] found
  InetSocketAddress address(int entry) {
    return there(addresses[entry]);
  }

  /// @param entry what [#find] found
  LegSlot slot(int entry) {
    return there(slots[entry]);
  }

  /// Puts a leg behind an endpoint, in place of one that was there.
  void put(long endpoint, InetSocketAddress address, LegSlot slot) {
    int at = find(endpoint);
    if (at == ABSENT) {
      if (2 * (size + 1) > endpoints.length) {
        grow();
      }
      size++;
      at = free(endpoint);
      endpoints[at] = endpoint;
    }
    addresses[at] = address;
    slots[at] = slot;
  }

  /// Takes an endpoint out; those that it had pushed aside move up, so that no row grows with time.
  void remove(long endpoint) {
    int hole = find(endpoint);
    if (hole == ABSENT) {
      return;
    }
    int mask = endpoints.length - 1;
    size--;
    int next = hole;
    while (true) {
      next = (next + 1) & mask;
      if (endpoints[next] == EMPTY) {
        break;
      }
      // It may move into the hole unless that lies before its own home.
      if (((next - home(endpoints[next])) & mask) >= ((next - hole) & mask)) {
        endpoints[hole] = endpoints[next];
        addresses[hole] = addresses[next];
        slots[hole] = slots[next];
        hole = next;
      }
    }
    endpoints[hole] = EMPTY;
    addresses[hole] = null;
    slots[hole] = null;
  }

  int size() {
    return size;
  }

  /// How many entries are looked at until that endpoint is found, or seen to be absent.
  int probes(long endpoint) {
    int found = find(endpoint);
    int mask = endpoints.length - 1;
    int last = found == ABSENT ? free(endpoint) : found;
    return ((last - home(endpoint)) & mask) + 1;
  }

  private int free(long endpoint) {
    int at = home(endpoint);
    while (endpoints[at] != EMPTY) {
      at = (at + 1) & (endpoints.length - 1);
    }
    return at;
  }

  private int home(long endpoint) {
    return (int) ((endpoint * GOLDEN_RATIO) >>> shift);
  }

  private void grow() {
    long[] before = endpoints;
    @Nullable InetSocketAddress[] addressesBefore = addresses;
    @Nullable LegSlot[] slotsBefore = slots;
    int length = 2 * before.length;
    endpoints = empty(length);
    addresses = new @Nullable InetSocketAddress[length];
    slots = new @Nullable LegSlot[length];
    shift = shift(length);
    for (int i = 0; i < before.length; i++) {
      if (before[i] != EMPTY) {
        int at = free(before[i]);
        endpoints[at] = before[i];
        addresses[at] = addressesBefore[i];
        slots[at] = slotsBefore[i];
      }
    }
  }

  private static int shift(int length) {
    return Long.SIZE - Integer.numberOfTrailingZeros(length);
  }

  private static long[] empty(int length) {
    long[] none = new long[length];
    Arrays.fill(none, EMPTY);
    return none;
  }

  private static <T> T there(@Nullable T peer) {
    if (peer == null) {
      throw new IllegalStateException("no entry");
    }
    return peer;
  }
}
