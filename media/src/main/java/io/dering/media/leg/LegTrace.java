package io.dering.media.leg;

import io.dering.media.dtls.DtlsRole;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/// How far a leg came, and what was seen of its peer: what a person needs who asks why there was no
/// sound.
///
/// @param ageNanos since the leg was started
/// @param datagrams how many have come for it, of any kind and authentic or not
/// @param pathSelected whether ICE ever selected a pair
/// @param mapped our own address as the peer saw it in our first check that it answered
///   (XOR-MAPPED-ADDRESS, RFC 8489 §14.2); null where none was answered, and on a lite leg
/// @param role ours in the last DTLS attempt, or the one it would begin with
/// @param helloSeen whether the peer began a DTLS handshake
/// @param helloAnswered whether the peer answered ours
/// @param ready whether there ever were keys
/// @param closure null while it lives
public record LegTrace(
    long ageNanos,
    long datagrams,
    boolean pathSelected,
    @Nullable InetAddress mapped,
    DtlsRole role,
    boolean helloSeen,
    boolean helloAnswered,
    boolean ready,
    @Nullable LegClosure closure) {
  /// Redacted: an address is not for the log.
  @Override
  public String toString() {
    return "LegTrace[" + closure + ", ready " + ready + "]";
  }
}
