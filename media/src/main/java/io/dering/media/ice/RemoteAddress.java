package io.dering.media.ice;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// Comparing a peer's addresses.
public final class RemoteAddress {
  private RemoteAddress() {}

  /// What `equals` says. It follows four references on either side, and every packet asks several
  /// times, nearly always about the very same object.
  @SuppressWarnings("ReferenceEquality")
  public static boolean same(InetSocketAddress one, @Nullable InetSocketAddress other) {
    return one == other || one.equals(other);
  }
}
