package io.dering.media.leg;

import io.dering.media.opus.OpusPackets;
import io.dering.media.rtp.RtpHeader;
import io.dering.media.rtp.SerialNumbers;

/// The one RTP stream that a peer hears for as long as its leg lives: one SSRC, sequence numbers
/// and timestamps without a seam, whatever feeds it (RFC 3550 §5.1).
///
/// Sources come and go: an agent answers late, is replaced, falls silent; silence frames fill in.
/// While one source lasts, its packets keep their distances (`out = in + offset`), so loss and
/// reordering stay visible to the receiver, whose concealment and in-band FEC need them. When the
/// source changes, or silence was put in, the stream is **anchored** anew: the next packet follows
/// the last one sent by sequence number, and by timestamp it keeps the old clock if that still
/// points ahead, otherwise it follows by one frame. A packet of the same source that was overtaken
/// before the silence began has its own place there still, and goes out in it; one that was
/// overtaken by the packet after the silence comes too late, since silence took its place.
public final class OutgoingStream {
  // 48,000 ticks a second (RFC 7587 §4.1) as a fraction that stays within 64 bits for a century: an
  // agent's leg may stand idle for days.
  private static final long TICKS = 3;
  private static final long IN_NANOS = 62_500;

  /// One frame of 20 ms in RTP ticks.
  public static final int FRAME_TICKS = 960;

  /// A jump of a source's sequence numbers beyond this is a new source, not loss. More lets longer
  /// outages pass as loss; less re-anchors on a burst.
  private static final int MAX_SEQUENCE_JUMP = 1_000;

  /// A timestamp jump beyond 10 s without a matching pause is a new clock.
  private static final int MAX_TIMESTAMP_JUMP = 480_000;

  /// Numbers left free before a source's first packet, where nothing was sent yet, for packets that
  /// it overtook.
  private static final int ROOM_AT_START = 4;

  private final int ssrc;
  private final int opusPayloadType;
  private final int telephoneEventPayloadType;

  private boolean started;
  private int lastSequence;
  private int lastTimestamp;
  private long lastSentNanos;

  /// Whether the next packet of the source may follow without a new anchor.
  private boolean anchored;

  /// Since the last anchor, and since the one before it of the same source.
  private Stretch stretch = new Stretch();

  private Stretch earlier = new Stretch();

  private long packets;
  private long payloadBytes;

  /// Both first numbers are random (RFC 3550 §5.1). `telephoneEventPayloadType` is -1 where the
  /// peer agreed to none.
  public OutgoingStream(
      int ssrc,
      int opusPayloadType,
      int telephoneEventPayloadType,
      int firstSequence,
      int firstTick) {
    this.ssrc = ssrc;
    this.opusPayloadType = opusPayloadType;
    this.telephoneEventPayloadType = telephoneEventPayloadType;
    this.lastSequence = firstSequence - 1;
    this.lastTimestamp = firstTick - FRAME_TICKS;
  }

  /// Rewrites a source's packet into this stream, in place.
  ///
  /// A header longer than 12 bytes (contributing sources, extensions that this peer did not agree
  /// to) is cut to 12: the packet then starts later.
  ///
  /// @param event whether the packet is a telephone event (RFC 4733)
  /// @return the packet's new offset, or -1 when it comes too late, is malformed or was not agreed
  ///   to
  public int rewrite(byte[] b, int offset, int length, boolean event, long nowNanos) {
    int headerLength = RtpHeader.length(b, offset, length);
    int payloadType = event ? telephoneEventPayloadType : opusPayloadType;
    if (headerLength < 0 || payloadType < 0) {
      return -1;
    }
    int sequence = RtpHeader.sequenceNumber(b, offset);
    int timestamp = RtpHeader.timestamp(b, offset);
    int source = RtpHeader.ssrc(b, offset);
    boolean marker = RtpHeader.marker(b, offset);
    Stretch place = stretch;
    boolean forward = continues(source, sequence, timestamp);
    if (!forward && !isLate(source, sequence)) {
      anchor(source, sequence, timestamp, nowNanos);
      place = stretch;
      marker = true;
      forward = true;
    } else if (!stretch.holds(source, sequence) && stretch.ahead(sequence) <= 0) {
      if (!earlier.holds(source, sequence)) {
        return -1;
      }
      place = earlier;
      forward = false;
    }
    boolean padded = (b[offset] & 0x20) != 0;
    int start = offset + headerLength - RtpHeader.MIN_LENGTH;
    int outSequence = place.outSequence(sequence);
    int outTimestamp = place.outTimestamp(timestamp);
    RtpHeader.write(b, start, marker, payloadType, outSequence, outTimestamp, ssrc);
    if (padded) {
      b[start] |= 0x20;
    }
    if (forward) {
      if (stretch.ahead(sequence) > 0) {
        stretch.reach(sequence, MAX_SEQUENCE_JUMP);
      }
      noteSent(outSequence, outTimestamp, nowNanos);
    }
    count(length - headerLength);
    return start;
  }

  /// Writes one 20 ms packet of the gateway's own around a payload that stands at `offset + 12`.
  ///
  /// @return the packet's length
  public int frame(byte[] b, int offset, int payloadLength, long nowNanos) {
    int sequence = (lastSequence + 1) & 0xFFFF;
    int timestamp = lastTimestamp + ticksSinceLast(nowNanos);
    RtpHeader.write(b, offset, !started || anchored, opusPayloadType, sequence, timestamp, ssrc);
    anchored = false;
    noteSent(sequence, timestamp, nowNanos);
    count(payloadLength);
    return RtpHeader.MIN_LENGTH + payloadLength;
  }

  /// Writes one frame of Opus silence.
  ///
  /// @return the packet's length
  public int silence(byte[] b, int offset, long nowNanos) {
    int payloadLength = OpusPackets.writeSilence(b, offset + RtpHeader.MIN_LENGTH);
    return frame(b, offset, payloadLength, nowNanos);
  }

  /// The source ended: whatever comes next is anchored anew, the same source included.
  public void release() {
    anchored = false;
    stretch.forget();
    earlier.forget();
  }

  /// Whether a source has the word: its next packet follows without a new anchor.
  public boolean anchored() {
    return anchored;
  }

  public int ssrc() {
    return ssrc;
  }

  public boolean started() {
    return started;
  }

  public long packets() {
    return packets;
  }

  public long payloadBytes() {
    return payloadBytes;
  }

  public long lastSentNanos() {
    return lastSentNanos;
  }

  /// The stream's timestamp at an instant, for the sender report (RFC 3550 §6.4.1).
  public int timestampAt(long nowNanos) {
    return lastTimestamp + (int) ((nowNanos - lastSentNanos) * TICKS / IN_NANOS);
  }

  private boolean continues(int source, int sequence, int timestamp) {
    if (!anchored || !stretch.isOf(source)) {
      return false;
    }
    int leap = SerialNumbers.difference32(stretch.outTimestamp(timestamp), lastTimestamp);
    return Math.abs(stretch.ahead(sequence)) <= MAX_SEQUENCE_JUMP
        && Math.abs(leap) <= MAX_TIMESTAMP_JUMP;
  }

  /// Whether silence stands behind the place of this packet.
  private boolean isLate(int source, int sequence) {
    if (anchored || !stretch.isOf(source)) {
      return false;
    }
    int step = stretch.ahead(sequence);
    return step <= 0 && step > -MAX_SEQUENCE_JUMP;
  }

  private void anchor(int source, int sequence, int timestamp, long nowNanos) {
    int next = lastTimestamp + ticksSinceLast(nowNanos);
    if (stretch.isOf(source)) {
      int kept = stretch.outTimestamp(timestamp);
      int ahead = SerialNumbers.difference32(kept, lastTimestamp);
      next =
          ahead >= FRAME_TICKS && ahead <= MAX_TIMESTAMP_JUMP ? kept : lastTimestamp + FRAME_TICKS;
    }
    Stretch last = stretch;
    stretch = earlier;
    earlier = last;
    if (!earlier.isOf(source)) {
      earlier.forget();
    }
    int room = started ? 0 : ROOM_AT_START;
    stretch.begin(source, sequence, room);
    stretch.place(lastSequence + 1 + room - sequence, next - timestamp);
    anchored = true;
  }

  /// At least one frame, otherwise the time that has passed, in whole frames.
  private int ticksSinceLast(long nowNanos) {
    if (!started) {
      return FRAME_TICKS;
    }
    long ticks = (nowNanos - lastSentNanos) * TICKS / IN_NANOS;
    long frames = Math.max(1, (ticks + FRAME_TICKS / 2) / FRAME_TICKS);
    return (int) (frames * FRAME_TICKS);
  }

  /// What stands last in the stream. A packet that was late into an earlier place moves nothing.
  private void noteSent(int sequence, int timestamp, long nowNanos) {
    if (!started || SerialNumbers.difference16(sequence, lastSequence & 0xFFFF) > 0) {
      lastSequence = sequence;
    }
    if (!started || SerialNumbers.difference32(timestamp, lastTimestamp) > 0) {
      lastTimestamp = timestamp;
    }
    started = true;
    lastSentNanos = nowNanos;
  }

  private void count(int payloadLength) {
    packets++;
    payloadBytes += payloadLength;
  }
}
