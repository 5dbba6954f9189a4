package io.dering.transport.dtls;

import io.dering.media.srtp.SrtpProfile;
import java.time.Duration;
import java.util.List;

/// How this process does DTLS.
///
/// @param maxHandshakes handshakes in progress at once, waiting servers included; an attempt above
///   it fails with `OVERLOADED`. Higher lets more memory be held by peers that never finish (about
///   40 KiB each), lower refuses agents who all come back after a restart
/// @param handshakeTimeout end of an attempt. Higher outlives worse networks, lower frees its place
///   sooner; 10 s is what Meta's side waits at least
/// @param firstRetransmission wait before a flight is repeated, doubling each time. Higher makes
///   one lost packet cost more set-up time, lower repeats flights that are only slow
/// @param profiles SRTP profiles offered and accepted, best first
public record DtlsSettings(
    int maxHandshakes,
    Duration handshakeTimeout,
    Duration firstRetransmission,
    List<SrtpProfile> profiles) {
  public DtlsSettings {
    profiles = List.copyOf(profiles);
    if (maxHandshakes < 1) {
      throw new IllegalArgumentException("maxHandshakes must be at least 1");
    }
    if (handshakeTimeout.toMillis() < 1 || handshakeTimeout.compareTo(Duration.ofMinutes(1)) > 0) {
      throw new IllegalArgumentException("handshakeTimeout must be between 1 ms and 1 min");
    }
    if (firstRetransmission.toMillis() < 10
        || firstRetransmission.compareTo(Duration.ofSeconds(1)) > 0) {
      throw new IllegalArgumentException("firstRetransmission must be between 10 ms and 1 s");
    }
    if (profiles.isEmpty()) {
      throw new IllegalArgumentException("at least one SRTP profile is needed");
    }
  }

  /// 1024 handshakes, 10 s, 300 ms, both profiles. AES_CM_128_HMAC_SHA1_80, which every WebRTC peer
  /// has (RFC 8827 §6.5), goes first: it costs less CPU and six bytes less a packet
  /// (docs/decisions/0002).
  public static DtlsSettings defaults() {
    return new DtlsSettings(
        1024,
        Duration.ofSeconds(10),
        Duration.ofMillis(300),
        List.of(SrtpProfile.AES_CM_128_HMAC_SHA1_80, SrtpProfile.AEAD_AES_128_GCM));
  }
}
