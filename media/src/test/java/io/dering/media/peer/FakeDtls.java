package io.dering.media.peer;

import io.dering.media.dtls.DtlsEngine;
import io.dering.media.dtls.DtlsFailure;
import io.dering.media.dtls.DtlsKeys;
import io.dering.media.dtls.DtlsRole;
import io.dering.media.dtls.DtlsSink;
import io.dering.media.dtls.Fingerprint;
import io.dering.media.srtp.SrtpProfile;
import io.dering.media.time.Deadline;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/// One attempt of a handshake without cryptography: the port's contract, and nothing else.
///
/// ```
/// record header, 13 bytes, the first 22 (handshake) or 21 (close_notify)
/// message, 1 byte: hello, answer, finished
/// client's nonce, 8 bytes; server's nonce, 8 bytes; hash of the sender's certificate, 4 bytes
/// ```
final class FakeDtls implements DtlsEngine {
  private static final int HEADER_LENGTH = 13;
  private static final int LENGTH = HEADER_LENGTH + 1 + 2 * Long.BYTES + Integer.BYTES;
  private static final byte HANDSHAKE = 22;
  private static final byte ALERT = 21;
  private static final byte HELLO = 1;
  private static final byte ANSWER = 2;
  private static final byte FINISHED = 20;
  private static final long REPEAT_NANOS = 300_000_000L;

  /// What one end brings to a handshake.
  record Identity(DtlsRole role, SrtpProfile profile, Fingerprint own, Fingerprint expected) {
    Identity in(DtlsRole another) {
      return new Identity(another, profile, own, expected);
    }
  }

  private final Identity identity;
  private final LongSupplier clock;
  private final DtlsSink sink;
  private final byte[] flight = new byte[LENGTH];
  private long clientNonce;
  private long serverNonce;
  private boolean established;
  private boolean over;
  private long repeatNanos = Deadline.NEVER;

  /// A client's first flight leaves at once.
  FakeDtls(Identity identity, long nonce, LongSupplier clock, DtlsSink sink) {
    this.identity = identity;
    this.clock = clock;
    this.sink = sink;
    switch (identity.role()) {
      case CLIENT -> {
        clientNonce = nonce;
        say(HELLO);
      }
      case SERVER -> serverNonce = nonce;
    }
  }

  /// A hello of somebody who has no certificate.
  static byte[] strangersHello() {
    byte[] hello = new byte[LENGTH];
    hello[0] = HANDSHAKE;
    hello[HEADER_LENGTH] = HELLO;
    return hello;
  }

  /// Ends the attempt with a failure of the test's choice.
  void fail(DtlsFailure why) {
    if (!over && !established) {
      over = true;
      sink.failed(why);
    }
  }

  long nextDeadlineNanos() {
    return over || established ? Deadline.NEVER : repeatNanos;
  }

  void advance(long nowNanos) {
    if (Deadline.isDue(nextDeadlineNanos(), nowNanos)) {
      repeatNanos = Deadline.after(nowNanos, REPEAT_NANOS);
      sink.transmit(flight.clone());
    }
  }

  @Override
  public void receive(byte[] b, int off, int len) {
    if (over || len != LENGTH) {
      return;
    }
    if (b[off] == ALERT) {
      if (established) {
        over = true;
        sink.closed();
      }
      return;
    }
    ByteBuffer in = ByteBuffer.wrap(b, off + HEADER_LENGTH, LENGTH - HEADER_LENGTH);
    byte message = in.get();
    long client = in.getLong();
    long server = in.getLong();
    boolean trusted = in.getInt() == identity.expected().hashCode();
    switch (identity.role()) {
      case CLIENT -> toClient(message, client, server, trusted);
      case SERVER -> toServer(message, client, server, trusted);
    }
  }

  @Override
  public void close() {
    if (established && !over) {
      flight[0] = ALERT;
      sink.transmit(flight.clone());
    }
    over = true;
  }

  private void toClient(byte message, long client, long server, boolean trusted) {
    if (message != ANSWER || client != clientNonce) {
      return;
    }
    if (established) {
      sink.transmit(flight.clone());
    } else if (trusted) {
      serverNonce = server;
      say(FINISHED);
      establish();
    } else {
      fail(DtlsFailure.FINGERPRINT_MISMATCH);
    }
  }

  private void toServer(byte message, long client, long server, boolean trusted) {
    if (established) {
      return;
    }
    if (message == HELLO && !trusted) {
      fail(DtlsFailure.FINGERPRINT_MISMATCH);
    } else if (message == HELLO) {
      clientNonce = client;
      say(ANSWER);
    } else if (message == FINISHED && client == clientNonce && server == serverNonce) {
      establish();
    }
  }

  private void establish() {
    established = true;
    SrtpProfile profile = identity.profile();
    byte[] material = new byte[profile.keyingMaterialLength()];
    new SplittableRandom(clientNonce ^ Long.rotateLeft(serverNonce, 1)).nextBytes(material);
    sink.established(new DtlsKeys(profile, material, identity.role() == DtlsRole.CLIENT));
  }

  private void say(byte message) {
    flight[0] = HANDSHAKE;
    ByteBuffer.wrap(flight, HEADER_LENGTH, LENGTH - HEADER_LENGTH)
        .put(message)
        .putLong(clientNonce)
        .putLong(serverNonce)
        .putInt(identity.own().hashCode());
    repeatNanos = Deadline.after(clock.getAsLong(), REPEAT_NANOS);
    sink.transmit(flight.clone());
  }
}
