package io.dering.transport.dtls;

import io.dering.media.dtls.DtlsPeek;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What the attempts towards one peer have in common on the wire.
///
/// Each attempt's plaintext records are numbered above those of the attempt before, because a peer
/// that lives on from there drops what it takes for repeats (RFC 6347 §4.1.2.6). A record's number
/// is not part of what the handshake signs, and there is no tag over it before the keys.
final class OutgoingRecords {
  private static final int HEADER_LENGTH = 13;
  private static final int EPOCH_OFFSET = 3;
  private static final int LENGTH_OFFSET = 11;

  /// Of the 48 bits of a record's number, the two bytes that count attempts.
  private static final int ATTEMPT_OFFSET = 7;

  private static final int CLIENT_RANDOM_OFFSET = 13 + 12 + 2;
  private static final int CLIENT_RANDOM_LENGTH = 32;

  private volatile byte @Nullable [] clientRandom;
  private int attempts;

  /// Counts from 0; for the owner's thread.
  int nextAttempt() {
    return attempts++;
  }

  /// The random of the hello that was said, once one was.
  byte @Nullable [] clientRandom() {
    return clientRandom;
  }

  /// A datagram of an attempt leaves; changed in place.
  void leaves(byte[] datagram, int ofAttempt) {
    int at = 0;
    while (at + HEADER_LENGTH <= datagram.length) {
      if (datagram[at + EPOCH_OFFSET] == 0 && datagram[at + EPOCH_OFFSET + 1] == 0) {
        datagram[at + ATTEMPT_OFFSET] = (byte) (ofAttempt >>> 8);
        datagram[at + ATTEMPT_OFFSET + 1] = (byte) ofAttempt;
      }
      at += HEADER_LENGTH + uint16(datagram, at + LENGTH_OFFSET);
    }
    int randomEnd = CLIENT_RANDOM_OFFSET + CLIENT_RANDOM_LENGTH;
    if (clientRandom == null
        && datagram.length >= randomEnd
        && DtlsPeek.isClientHello(datagram, 0, datagram.length)) {
      clientRandom = Arrays.copyOfRange(datagram, CLIENT_RANDOM_OFFSET, randomEnd);
    }
  }

  private static int uint16(byte[] b, int at) {
    return (b[at] & 0xFF) << 8 | (b[at + 1] & 0xFF);
  }
}
