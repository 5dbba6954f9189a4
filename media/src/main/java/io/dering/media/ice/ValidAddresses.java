package io.dering.media.ice;

import java.net.InetSocketAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The remote addresses that an authenticated check has proved, most recently proved last.
///
/// At most [#CAPACITY]; a new one evicts the one proved longest ago, but never the selected one.
/// Looking up allocates nothing, as every media packet does it.
final class ValidAddresses {
  /// A phone with Wi-Fi and mobile in two address families has 4; the rest is room for moves.
  static final int CAPACITY = 8;

  private final @Nullable InetSocketAddress[] addresses = new @Nullable InetSocketAddress[CAPACITY];
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  boolean contains(InetSocketAddress address) {
    for (int i = size - 1; i >= 0; i--) {
      if (RemoteAddress.same(address, addresses[i])) {
        return true;
      }
    }
    return false;
  }

  void prove(InetSocketAddress address, @Nullable InetSocketAddress selected) {
    int victim = indexOf(address);
    if (victim < 0 && size < CAPACITY) {
      addresses[size++] = address;
      return;
    }
    if (victim < 0) {
      victim = addresses[0] != null && addresses[0].equals(selected) ? 1 : 0;
    }
    System.arraycopy(addresses, victim + 1, addresses, victim, size - victim - 1);
    addresses[size - 1] = address;
  }

  void clear() {
    Arrays.fill(addresses, null);
    size = 0;
  }

  private int indexOf(InetSocketAddress address) {
    for (int i = 0; i < size; i++) {
      if (address.equals(addresses[i])) {
        return i;
      }
    }
    return -1;
  }
}
