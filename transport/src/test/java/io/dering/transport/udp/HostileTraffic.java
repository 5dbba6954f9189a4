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

  private static final int CERTIFICATE = 11;
  private static final int CERTIFICATE_VERIFY = 15;
  private static final int CLIENT_KEY_EXCHANGE = 16;
  private static final int FINISHED = 20;

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

  /// What a stranger says in a client's name, each of them enough to end a server's attempt or to
  /// keep the client's out: hellos, the messages that follow one, pieces of them, what is early.
  static List<byte[]> intoServers() {
    return List.of(
        HostileRecords.nullHello(),
        HostileRecords.halfHello(),
        HostileRecords.alert(),
        HostileRecords.changeCipherSpec(),
        HostileRecords.helloRequest(),
        HostileRecords.fragment(CERTIFICATE, 600, 1, 0, 20),
        HostileRecords.fragment(CERTIFICATE, 3, 1, 0, 3),
        HostileRecords.fragment(CLIENT_KEY_EXCHANGE, 66, 2, 0, 66),
        HostileRecords.fragment(CERTIFICATE_VERIFY, 75, 3, 0, 75),
        HostileRecords.fragment(FINISHED, 12, 4, 0, 12),
        HostileRecords.plainData(),
        HostileRecords.encrypted(),
        HostileRecords.farAhead(HostileRecords.fragment(CERTIFICATE, 600, 1, 0, 20)),
        HostileRecords.farAhead(HostileRecords.fragment(CERTIFICATE, 3, 9, 0, 3)));
  }
}
