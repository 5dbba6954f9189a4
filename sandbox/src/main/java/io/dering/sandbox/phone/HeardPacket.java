package io.dering.sandbox.phone;

/// One packet as it came.
public final class HeardPacket {
  private final long arrivalNanos;
  private final long sequence;
  private final int ticks;
  private final byte[] payload;

  HeardPacket(long arrivalNanos, long sequence, int ticks, byte[] payload) {
    this.arrivalNanos = arrivalNanos;
    this.sequence = sequence;
    this.ticks = ticks;
    this.payload = payload;
  }

  /// On the media clock.
  public long arrivalNanos() {
    return arrivalNanos;
  }

  /// Counted on beyond 16 bit.
  public long sequence() {
    return sequence;
  }

  /// RTP timestamp less the first packet's, of 48 kHz.
  public int ticks() {
    return ticks;
  }

  /// Length of the Opus payload, or of the telephone event.
  public int payloadLength() {
    return payload.length;
  }

  /// Its own bytes: not to be changed.
  byte[] payload() {
    return payload;
  }
}
