package io.dering.bench.jmh;

import io.dering.media.stun.MessageIntegrity;
import io.dering.media.stun.StunDefect;
import io.dering.media.stun.StunMessage;
import io.dering.media.stun.StunType;
import io.dering.media.stun.StunWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Our view of connectivity checks that come to one agent: what its ICE agent does with each.
final class DeringChecks {
  private static final InetSocketAddress REMOTE =
      new InetSocketAddress(InetAddress.ofLiteral("198.51.100.7"), 51_000);

  private final StunMessage message = new StunMessage();
  private final StunWriter writer = new StunWriter();
  private final MessageIntegrity integrity;
  private final byte[] usernamePrefix;

  /// @param ufrag the agent's own
  /// @param password the agent's own
  DeringChecks(String ufrag, String password) {
    integrity = MessageIntegrity.ofPassword(password);
    usernamePrefix = (ufrag + ":").getBytes(StandardCharsets.US_ASCII);
  }

  /// A check as a browser sends it to that agent.
  static byte[] check(String ufrag, String password) {
    StunWriter check =
        new StunWriter()
            .begin(StunType.BINDING_REQUEST, 0x0BAD_CAFE, 0x0123_4567_89AB_CDEFL)
            .username((ufrag + ":browser1").getBytes(StandardCharsets.US_ASCII))
            .priority(1_853_693_695L)
            .iceControlling(0x1122_3344_5566_7788L)
            .useCandidate()
            .integrity(MessageIntegrity.ofPassword(password))
            .fingerprint();
    return Arrays.copyOf(check.array(), check.length());
  }

  /// Whether it is for this agent and authentic.
  boolean verified(byte[] b, int length) {
    return message.wrap(b, 0, length) == StunDefect.NONE
        && message.type() == StunType.BINDING_REQUEST
        && message.usernameStartsWith(usernamePrefix)
        && message.isAuthentic(integrity);
  }

  /// Writes the authentic answer to the check that was verified last; its length.
  int answer() {
    return writer
        .beginReply(StunType.BINDING_SUCCESS, message)
        .xorMappedAddress(REMOTE)
        .integrity(integrity)
        .fingerprint()
        .length();
  }

  /// What [#answer] wrote.
  byte[] answered() {
    return Arrays.copyOf(writer.array(), writer.length());
  }

  /// Whether it is an authentic answer of this agent's.
  boolean isOwnAnswer(byte[] b) {
    return message.wrap(b, 0, b.length) == StunDefect.NONE
        && message.type() == StunType.BINDING_SUCCESS
        && REMOTE.equals(message.xorMappedAddress())
        && message.isAuthentic(integrity);
  }
}
