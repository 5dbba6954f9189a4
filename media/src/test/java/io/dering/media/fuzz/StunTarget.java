package io.dering.media.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.media.ice.Candidate;
import io.dering.media.ice.IceAgent;
import io.dering.media.ice.IceCredentials;
import io.dering.media.ice.IceEvent;
import io.dering.media.ice.IceOutput;
import io.dering.media.ice.IceRole;
import io.dering.media.ice.InetAddressPolicy;
import io.dering.media.stun.MessageIntegrity;
import io.dering.media.stun.StunDefect;
import io.dering.media.stun.StunMessage;
import io.dering.media.stun.StunPeek;
import io.dering.media.stun.StunType;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A datagram for the STUN reader, and for both kinds of ICE agent: as it is, and signed, so that
/// what only the peer can say is reached too.
///
/// The credentials are those of RFC 5769's vectors.
final class StunTarget {
  private static final int HEADER_LENGTH = 20;
  private static final int TRANSACTION_AT = 8;
  private static final int TRANSACTION_LENGTH = 12;
  private static final int MAX_SIGNED_LENGTH = 1400;
  private static final IceCredentials US = new IceCredentials("evtj", "VOkJxbRl1RmTxUk/WvJxBt");
  private static final IceCredentials PEER = new IceCredentials("h6vY", "TxUk/WvJxBtVOkJxbRl1Rm");
  private static final InetSocketAddress FROM =
      new InetSocketAddress(InetAddress.ofLiteral("198.51.100.7"), 51_000);

  private final MessageIntegrity ours = MessageIntegrity.ofPassword(US.pwd());
  private final MessageIntegrity peers = MessageIntegrity.ofPassword(PEER.pwd());
  private final StunMessage message = new StunMessage();

  void run(byte[] input) {
    boolean authentic = read(input);
    boolean lite = input.length > 0 && (input[input.length - 1] & 1) == 0;
    Agent agent = new Agent(lite);
    agent.receive(input.clone());
    if (!authentic) {
      assertThat(agent.answered).as("a stranger gets nothing").isZero();
      assertThat(agent.agent.isValid(FROM)).isFalse();
    }
    agent.receive(signed(input, US.pwd()));
    Agent checking = new Agent(false);
    checking.receive(answering(input, checking.lastCheck));
  }

  /// Whether the input is a message that somebody with the password has made.
  private boolean read(byte[] input) {
    String ufrag = StunPeek.localUfrag(input, 0, input.length);
    if (message.wrap(input, 0, input.length) != StunDefect.NONE) {
      return false;
    }
    assertThat(message.priority()).isBetween(-1L, 0xFFFF_FFFFL);
    assertThat(message.unknownCount()).isBetween(0, 8);
    for (int i = 0; i < message.unknownCount(); i++) {
      assertThat(message.unknown(i)).isBetween(0, 0x7FFF);
    }
    assertThat(message.iceControlled() && message.iceControlling()).isFalse();
    assertThat(message.errorCode()).isBetween(0, 699);
    var _ = message.xorMappedAddress();
    if (ufrag != null) {
      assertThat(message.type()).isEqualTo(StunType.BINDING_REQUEST);
      byte[] prefix = (ufrag + ":").getBytes(StandardCharsets.US_ASCII);
      assertThat(message.usernameStartsWith(prefix)).as("peek and reader agree").isTrue();
    }
    boolean authentic = message.isAuthentic(ours) || message.isAuthentic(peers);
    message.clear();
    return authentic;
  }

  /// The input as the answer to `check`, signed as the peer signs.
  private static byte[] answering(byte[] input, byte[] check) {
    byte[] answer = signed(input, PEER.pwd());
    System.arraycopy(check, TRANSACTION_AT, answer, TRANSACTION_AT, TRANSACTION_LENGTH);
    return resigned(answer, PEER.pwd());
  }

  /// Header and attributes of the input, made whole and followed by a right MESSAGE-INTEGRITY.
  private static byte[] signed(byte[] input, String password) {
    int body = Math.clamp(input.length - HEADER_LENGTH, 0, MAX_SIGNED_LENGTH) & ~3;
    byte[] b = Arrays.copyOf(input, HEADER_LENGTH + body + 24);
    ByteBuffer.wrap(b)
        .putShort(2, (short) (body + 24))
        .putInt(4, 0x2112_A442)
        .putInt(HEADER_LENGTH + body, 0x0008_0014);
    b[0] &= 0x3F;
    return resigned(b, password);
  }

  private static byte[] resigned(byte[] b, String password) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.US_ASCII), "HmacSHA1"));
      mac.update(b, 0, b.length - 24);
      System.arraycopy(mac.doFinal(), 0, b, b.length - 20, 20);
      return b;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// An agent in the middle of its checks, which counts what it answers.
  private static final class Agent implements IceOutput {
    final IceAgent agent;
    byte[] lastCheck = new byte[HEADER_LENGTH];
    long answered;
    private final StunMessage sent = new StunMessage();

    Agent(boolean lite) {
      agent =
          new IceAgent(
              new IceAgent.Settings(
                  lite,
                  IceRole.CONTROLLED,
                  US,
                  PEER,
                  false,
                  List.of(Candidate.host("1", FROM, 65_535)),
                  InetAddressPolicy.PUBLIC_ONLY),
              new SplittableRandom(3));
      agent.start(0, this);
    }

    void receive(byte[] datagram) {
      long before = answered;
      agent.receive(datagram, 0, datagram.length, FROM, 1, this);
      assertThat(answered - before).as("answers to one datagram").isLessThanOrEqualTo(1);
    }

    @Override
    public void transmit(byte[] b, int off, int len, InetSocketAddress to) {
      assertThat(sent.wrap(b, off, len)).isEqualTo(StunDefect.NONE);
      if (sent.type() == StunType.BINDING_REQUEST) {
        lastCheck = Arrays.copyOfRange(b, off, off + len);
      } else {
        answered++;
      }
      sent.clear();
    }

    @Override
    public void iceEvent(IceEvent event) {}
  }
}
