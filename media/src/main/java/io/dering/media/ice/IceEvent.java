package io.dering.media.ice;

import java.net.InetSocketAddress;

/// What an agent tells its leg.
public sealed interface IceEvent {
  /// Send media here from now on: the first nomination or, where that is not waited for, the first
  /// proof; or the peer has moved.
  record Selected(InetSocketAddress remote) implements IceEvent {}

  /// The agent gave up; nothing follows.
  record Failed(IceFailure reason) implements IceEvent {}

  /// Consent expired (RFC 7675 §5.1) and has not come back since; nothing follows.
  record ConsentLost() implements IceEvent {}
}
