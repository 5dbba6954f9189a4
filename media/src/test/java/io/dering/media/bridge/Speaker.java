package io.dering.media.bridge;

import io.dering.media.net.Host;
import io.dering.media.peer.LegPeer;
import io.dering.media.time.Deadline;
import java.nio.ByteBuffer;

/// Says a frame every 20 ms into a peer's leg, each with its speaker's name and number.
final class Speaker implements Host {
  private static final int PAYLOAD_LENGTH = 60;
  private static final byte SILK_20_MS = 0x48;

  private final LegPeer mouth;
  private final int name;
  private int said;
  private boolean silent = true;
  private long nextNanos;

  Speaker(LegPeer mouth, int name) {
    this.mouth = mouth;
    this.name = name;
  }

  void speak(long fromNanos) {
    silent = false;
    nextNanos = fromNanos;
  }

  void fallSilent() {
    silent = true;
  }

  int said() {
    return said;
  }

  /// The frame that this speaker says as its `number`th, counted from 0.
  byte[] frame(int number) {
    byte[] payload = new byte[PAYLOAD_LENGTH];
    ByteBuffer.wrap(payload).put(SILK_20_MS).putInt(name).putInt(number);
    return payload;
  }

  /// Who said this payload; 0 for nobody.
  static int speakerOf(byte[] payload) {
    return payload.length == PAYLOAD_LENGTH ? ByteBuffer.wrap(payload).getInt(1) : 0;
  }

  /// Which of its speaker's frames this is.
  static int numberOf(byte[] payload) {
    return ByteBuffer.wrap(payload).getInt(5);
  }

  @Override
  public void receive(byte[] b, int off, int len, java.net.InetSocketAddress from, long nowNanos) {}

  @Override
  public void advance(long nowNanos) {
    nextNanos = Deadline.after(nextNanos, Bridge.FRAME_NANOS);
    mouth.say(frame(said));
    said++;
  }

  @Override
  public long nextDeadlineNanos() {
    return silent ? Deadline.NEVER : nextNanos;
  }
}
