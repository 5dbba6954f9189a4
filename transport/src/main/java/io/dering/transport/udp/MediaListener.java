package io.dering.transport.udp;

/// An owner who listens to the sound as well. Of a leg whose owner does not, packets ask nobody.
public interface MediaListener extends LegListener {
  /// An authentic RTP packet of the peer, in the clear, before any bridge takes it; borrowed, not
  /// to be changed. On the loop's thread, as [#legEvent].
  void media(byte[] buffer, int offset, int length, long nowNanos);
}
