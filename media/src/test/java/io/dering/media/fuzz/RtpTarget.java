package io.dering.media.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.media.demux.PacketKind;
import io.dering.media.opus.OpusPackets;
import io.dering.media.rtp.NetworkOrder;
import io.dering.media.rtp.ReceptionStatistics;
import io.dering.media.rtp.RtpHeader;

/// A packet for header, demultiplexer and TOC; then, each seven bytes as sequence number, timestamp
/// and a wait, a stream for the statistics.
final class RtpTarget {
  private static final int STEP = 7;
  private static final long MS = 1_000_000;

  private RtpTarget() {}

  static void run(byte[] input) {
    packet(input);
    stream(input);
  }

  private static void packet(byte[] b) {
    PacketKind kind = PacketKind.of(b, 0, b.length);
    int header = RtpHeader.length(b, 0, b.length);
    assertThat(header == -1 || (header >= RtpHeader.MIN_LENGTH && header <= b.length)).isTrue();
    if (kind == PacketKind.RTP || kind == PacketKind.RTCP) {
      assertThat(RtpHeader.isRtp(b, 0, b.length)).isTrue();
    }
    if (header >= 0) {
      int ticks = OpusPackets.packetTicks(b, header, b.length - header);
      assertThat(ticks == -1 || (ticks > 0 && ticks <= OpusPackets.MAX_PACKET_TICKS)).isTrue();
      rewritten(b.clone());
    }
  }

  /// What a bridge rewrites changes nothing else.
  private static void rewritten(byte[] b) {
    int payloadType = RtpHeader.payloadType(b, 0);
    boolean marker = RtpHeader.marker(b, 0);
    RtpHeader.sequenceNumber(b, 0, 0xFFFF);
    RtpHeader.timestamp(b, 0, -1);
    RtpHeader.ssrc(b, 0, 7);
    RtpHeader.marker(b, 0, !marker);
    assertThat(RtpHeader.payloadType(b, 0)).isEqualTo(payloadType);
    RtpHeader.payloadType(b, 0, 127);
    assertThat(RtpHeader.marker(b, 0)).isEqualTo(!marker);
    assertThat(RtpHeader.sequenceNumber(b, 0)).isEqualTo(0xFFFF);
    assertThat(RtpHeader.timestamp(b, 0)).isEqualTo(-1);
    assertThat(RtpHeader.ssrc(b, 0)).isEqualTo(7);
  }

  private static void stream(byte[] b) {
    ReceptionStatistics statistics = new ReceptionStatistics(1, 48_000);
    long nowNanos = Long.MAX_VALUE - 5;
    int packets = 0;
    for (int at = 0; at + STEP <= b.length; at += STEP) {
      nowNanos += (b[at + 6] & 0xFF) * MS;
      statistics.receive(NetworkOrder.int16(b, at), NetworkOrder.int32(b, at + 2), nowNanos);
      packets++;
      is("received", statistics.received(), 1, packets);
      is("expected", statistics.expected(), 1, Long.MAX_VALUE);
      is("jitter", statistics.jitterTicks(), 0, Long.MAX_VALUE);
      is("lost", statistics.cumulativeLost(), -0x80_0000, 0x7F_FFFF);
      if (b[at + 6] == 0) {
        is("share lost", statistics.endInterval(), 0, 255);
      }
    }
  }

  /// Without AssertJ, of which each sentence allocates: several for each seven bytes would be more
  /// than the bound that the input is held to.
  private static void is(String what, long figure, long least, long most) {
    if (figure < least || figure > most) {
      throw new AssertionError(what + " is " + figure);
    }
  }
}
