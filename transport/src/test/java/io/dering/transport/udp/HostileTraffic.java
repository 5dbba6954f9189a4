package io.dering.transport.udp;

import io.dering.media.rtp.RtpHeader;
import io.dering.media.stun.MessageIntegrity;
import io.dering.media.stun.StunType;
import io.dering.media.stun.StunWriter;
import io.dering.transport.dtls.HostileRecords;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// The attacks as datagrams, the same ones for the gateway and for the naive server.
final class HostileTraffic {
  /// What injected audio says.
  static final byte MARKER = '!';

  private HostileTraffic() {}

  /// A Binding request as a nominating check has it.
  ///
  /// @param password null: without MESSAGE-INTEGRITY
  static byte[] check(String username, String password, int number) {
    StunWriter writer = new StunWriter().begin(StunType.BINDING_REQUEST, 7, number);
    if (!username.isEmpty()) {
      writer.username(username.getBytes(StandardCharsets.US_ASCII));
    }
    writer.priority(100).iceControlling(5).useCandidate();
    if (!password.isEmpty()) {
      writer.integrity(MessageIntegrity.ofPassword(password));
    }
    writer.fingerprint();
    return Arrays.copyOf(writer.array(), writer.length());
  }

  /// Looks like SRTP, has no tag.
  static byte[] rtp(int ssrc, int sequenceNumber) {
    byte[] b = new byte[RtpHeader.MIN_LENGTH + 160];
    Arrays.fill(b, MARKER);
    RtpHeader.write(b, 0, false, 111, sequenceNumber & 0xFFFF, sequenceNumber * 960, ssrc);
    return b;
  }

  /// RTCP in the clear: a BYE, and what is too short to be SRTCP.
  static List<byte[]> rtcp(int ssrc) {
    byte[] bye = new byte[28];
    bye[0] = (byte) 0x81;
    bye[1] = (byte) 203;
    bye[3] = 6;
    bye[4] = (byte) (ssrc >> 24);
    bye[5] = (byte) (ssrc >> 16);
    bye[6] = (byte) (ssrc >> 8);
    bye[7] = (byte) ssrc;
    return List.of(bye, Arrays.copyOf(bye, 4), Arrays.copyOf(bye, 8));
  }

  /// What an attacker throws into a DTLS handshake.
  static List<byte[]> intoHandshakes() {
    return List.of(
        HostileRecords.nullHello(),
        HostileRecords.alert(),
        HostileRecords.halfHello(),
        HostileRecords.plainData(),
        HostileRecords.helloVerifyRequest(),
        HostileRecords.bomb(16, 0xFF_FFFF));
  }
}
