package io.dering.media.stun;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// RFC 5769, and what we write read back.
class StunVectorTest {
  private final StunMessage message = new StunMessage();
  private final MessageIntegrity integrity = MessageIntegrity.ofPassword(StunVectors.PASSWORD);

  @Test
  void theSampleRequestIsReadAndAuthentic() {
    byte[] vector = StunVectors.request();
    assertThat(message.wrap(vector, 0, vector.length)).isEqualTo(StunDefect.NONE);
    assertThat(message.type()).isEqualTo(StunType.BINDING_REQUEST);
    assertThat(message.transactionHigh()).isEqualTo(0xb7e7a701);
    assertThat(message.transactionLow()).isEqualTo(0xbc34d686fa87dfaeL);
    assertThat(message.priority()).isEqualTo(0x6e0001ffL);
    assertThat(message.iceControlled()).isTrue();
    assertThat(message.iceControlling()).isFalse();
    assertThat(message.tieBreaker()).isEqualTo(0x932ff9b151263b36L);
    assertThat(message.usernameStartsWith(ascii("evtj:"))).isTrue();
    assertThat(message.usernameStartsWith(ascii("evtj:h6vY"))).isTrue();
    assertThat(message.usernameStartsWith(ascii("evtj:h6vY "))).isFalse();
    assertThat(message.useCandidate()).isFalse();
    assertThat(message.unknownCount()).isZero();
    assertThat(message.isAuthentic(integrity)).isTrue();
    assertThat(StunPeek.localUfrag(vector, 0, vector.length)).isEqualTo("evtj");
  }

  @Test
  void theSampleIpv4ResponseIsReadAndAuthentic() {
    byte[] vector = StunVectors.ipv4Response();
    assertThat(message.wrap(vector, 0, vector.length)).isEqualTo(StunDefect.NONE);
    assertThat(message.type()).isEqualTo(StunType.BINDING_SUCCESS);
    assertThat(message.xorMappedAddress()).isEqualTo(address("192.0.2.1"));
    assertThat(message.isAuthentic(integrity)).isTrue();
    assertThat(StunPeek.localUfrag(vector, 0, vector.length)).isNull();
  }

  @Test
  void theSampleIpv6ResponseIsReadAndAuthentic() {
    byte[] vector = StunVectors.ipv6Response();
    assertThat(message.wrap(vector, 0, vector.length)).isEqualTo(StunDefect.NONE);
    assertThat(message.xorMappedAddress())
        .isEqualTo(address("2001:db8:1234:5678:11:2233:4455:6677"));
    assertThat(message.isAuthentic(integrity)).isTrue();
  }

  /// The mapped addresses of the vectors are the only bytes that a writer without padding of its
  /// own choice must reproduce exactly.
  @Test
  void mappedAddressesAreWrittenAsInTheVectors() {
    StunWriter writer = new StunWriter();
    writer.begin(StunType.BINDING_SUCCESS, 0xb7e7a701, 0xbc34d686fa87dfaeL);
    writer.xorMappedAddress(address("2001:db8:1234:5678:11:2233:4455:6677"));
    assertThat(Arrays.copyOfRange(writer.array(), 20, 44))
        .isEqualTo(Arrays.copyOfRange(StunVectors.ipv6Response(), 36, 60));
  }

  @Test
  void anyChangedBitIsFoundByTheFingerprintOrTheIntegrity() {
    byte[] vector = StunVectors.request();
    for (int bit = 0; bit < vector.length * 8; bit++) {
      byte[] changed = vector.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      boolean accepted =
          message.wrap(changed, 0, changed.length) == StunDefect.NONE
              && message.isAuthentic(integrity);
      // Without its type FINGERPRINT is an unknown optional attribute after the integrity.
      boolean inFingerprintType = bit / 8 == 100 || bit / 8 == 101;
      assertThat(accepted).as("bit %d", bit).isEqualTo(accepted && inFingerprintType);
    }
  }

  @Test
  void anotherPasswordIsNotAuthentic() {
    byte[] vector = StunVectors.request();
    message.wrap(vector, 0, vector.length);
    assertThat(message.isAuthentic(MessageIntegrity.ofPassword("VOkJxbRl1RmTxUk/WvJxBT")))
        .isFalse();
  }

  @Test
  void whatIsWrittenIsReadBack() {
    StunWriter writer = new StunWriter();
    writer
        .begin(StunType.BINDING_REQUEST, 1, 2)
        .username(ascii("abc:d"))
        .priority(0xFFFFFFFEL)
        .iceControlling(-5)
        .useCandidate()
        .attribute(0x7001, new byte[3])
        .integrity(integrity)
        .fingerprint();
    assertThat(message.wrap(writer.array(), 0, writer.length())).isEqualTo(StunDefect.NONE);
    assertThat(message.usernameStartsWith(ascii("abc:d"))).isTrue();
    assertThat(message.priority()).isEqualTo(0xFFFFFFFEL);
    assertThat(message.iceControlling()).isTrue();
    assertThat(message.tieBreaker()).isEqualTo(-5);
    assertThat(message.useCandidate()).isTrue();
    assertThat(message.unknownCount()).isEqualTo(1);
    assertThat(message.unknown(0)).isEqualTo(0x7001);
    assertThat(message.isAuthentic(integrity)).isTrue();
  }

  @Test
  void errorsAreReadBackWithTheirUnknownAttributes() {
    StunWriter request = new StunWriter();
    request.begin(StunType.BINDING_REQUEST, 7, 8).attribute(0x7001, new byte[0]);
    message.wrap(request.array(), 0, request.length());
    StunWriter reply = new StunWriter();
    reply
        .beginReply(StunType.BINDING_ERROR, message)
        .errorCode(420, "Unknown Attribute")
        .unknownAttributes(message)
        .integrity(integrity)
        .fingerprint();
    assertThat(message.wrap(reply.array(), 0, reply.length())).isEqualTo(StunDefect.NONE);
    assertThat(message.type()).isEqualTo(StunType.BINDING_ERROR);
    assertThat(message.errorCode()).isEqualTo(420);
    assertThat(message.transactionHigh()).isEqualTo(7);
    assertThat(message.transactionLow()).isEqualTo(8);
  }

  @Test
  void whatFollowsTheIntegrityIsNotBelieved() {
    StunWriter writer = new StunWriter();
    writer
        .begin(StunType.BINDING_REQUEST, 1, 2)
        .username(ascii("abcd:efgh"))
        .integrity(integrity)
        .useCandidate()
        .attribute(0x7001, new byte[0])
        .fingerprint();
    assertThat(message.wrap(writer.array(), 0, writer.length())).isEqualTo(StunDefect.NONE);
    assertThat(message.isAuthentic(integrity)).isTrue();
    assertThat(message.useCandidate()).isFalse();
    assertThat(message.unknownCount()).isZero();
  }

  @Test
  void ofRepeatedAttributesTheFirstCounts() {
    StunWriter writer = new StunWriter();
    writer
        .begin(StunType.BINDING_REQUEST, 1, 2)
        .username(ascii("first:x"))
        .username(ascii("second:x"))
        .priority(1)
        .priority(2)
        .iceControlled(3)
        .iceControlling(4);
    assertThat(message.wrap(writer.array(), 0, writer.length())).isEqualTo(StunDefect.NONE);
    assertThat(message.usernameStartsWith(ascii("first:"))).isTrue();
    assertThat(StunPeek.localUfrag(writer.array(), 0, writer.length())).isEqualTo("first");
    assertThat(message.priority()).isEqualTo(1);
    assertThat(message.iceControlled()).isTrue();
    assertThat(message.tieBreaker()).isEqualTo(3);
  }

  @Test
  void defectsAreNamed() {
    byte[] good = StunVectors.request();
    assertThat(message.wrap(good, 0, 19)).isEqualTo(StunDefect.TOO_SHORT);
    assertThat(message.wrap(good, 0, 104)).isEqualTo(StunDefect.BAD_LENGTH);
    assertThat(message.wrap(changed(good, 0, 0x80), 0, 108)).isEqualTo(StunDefect.NOT_STUN);
    assertThat(message.wrap(changed(good, 4, 0), 0, 108)).isEqualTo(StunDefect.NOT_STUN);
    assertThat(message.wrap(changed(good, 22, 1), 0, 108)).isEqualTo(StunDefect.BAD_ATTRIBUTE);
    assertThat(message.wrap(changed(good, 107, 0), 0, 108)).isEqualTo(StunDefect.BAD_FINGERPRINT);
    StunWriter many = new StunWriter();
    many.begin(StunType.BINDING_REQUEST, 1, 2);
    for (int i = 0; i <= StunMessage.MAX_ATTRIBUTES; i++) {
      many.useCandidate();
    }
    assertThat(message.wrap(many.array(), 0, many.length()))
        .isEqualTo(StunDefect.TOO_MANY_ATTRIBUTES);
  }

  @Test
  void aUserNameWithoutColonOrWithControlCharactersNamesNobody() {
    assertThat(peek("abcdefgh")).isNull();
    assertThat(peek(":abcd")).isNull();
    assertThat(peek("ab\ncd:x")).isNull();
    assertThat(peek("a".repeat(257) + ":x")).isNull();
    assertThat(peek("a".repeat(256) + ":x")).isEqualTo("a".repeat(256));
  }

  private static @Nullable String peek(String username) {
    StunWriter writer = new StunWriter();
    writer.begin(StunType.BINDING_REQUEST, 1, 2).username(ascii(username));
    return StunPeek.localUfrag(writer.array(), 0, writer.length());
  }

  private static byte[] changed(byte[] bytes, int at, int value) {
    byte[] copy = bytes.clone();
    copy[at] = (byte) value;
    return copy;
  }

  private static InetSocketAddress address(String literal) {
    return new InetSocketAddress(InetAddress.ofLiteral(literal), 32853);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
