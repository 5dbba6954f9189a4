package io.dering.media.stun;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Seeded mutations of good messages, in arrays without a spare byte: reading outside would throw.
class StunFuzzTest {
  private static final int MUTATIONS = 50_000;

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2})
  void readingNeverThrowsWhateverTheBytes(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<byte[]> corpus =
        List.of(StunVectors.request(), StunVectors.ipv4Response(), StunVectors.ipv6Response());
    MessageIntegrity integrity = MessageIntegrity.ofPassword(StunVectors.PASSWORD);
    StunMessage message = new StunMessage();
    int readable = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] input = mutated(corpus.get(random.nextInt(corpus.size())), random);
      int off = random.nextInt(4);
      byte[] placed = new byte[off + input.length];
      System.arraycopy(input, 0, placed, off, input.length);
      @Nullable String ufrag = StunPeek.localUfrag(placed, off, input.length);
      if (message.wrap(placed, off, input.length) == StunDefect.NONE) {
        readable++;
        readAll(message, integrity);
        if (ufrag != null) {
          assertThat(message.type()).isEqualTo(StunType.BINDING_REQUEST);
        }
      }
    }
    assertThat(readable).as("mutations that are still messages").isGreaterThan(MUTATIONS / 100);
  }

  private static void readAll(StunMessage message, MessageIntegrity integrity) {
    assertThat(message.priority()).isBetween(-1L, 0xFFFFFFFFL);
    assertThat(message.unknownCount()).isBetween(0, 8);
    assertThat(message.iceControlled() && message.iceControlling()).isFalse();
    assertThat(message.errorCode()).isBetween(0, 699);
    var _ = message.transactionLow() + message.transactionHigh();
    var _ = message.usernameStartsWith("evtj:".getBytes(StandardCharsets.US_ASCII));
    var _ = message.xorMappedAddress();
    var _ = message.isAuthentic(integrity);
  }

  private static byte[] mutated(byte[] original, SplittableRandom random) {
    byte[] b = original.clone();
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      switch (random.nextInt(4)) {
        case 0 -> b[random.nextInt(b.length)] = (byte) random.nextInt();
        case 1 -> b[random.nextInt(b.length)] ^= (byte) (1 << random.nextInt(8));
        case 2 -> b = Arrays.copyOf(b, random.nextInt(20, b.length + 40));
        default -> {
          int at = random.nextInt(20, b.length - 3 > 20 ? b.length - 3 : 21) & ~3;
          if (at + 4 <= b.length) {
            Bytes.int32(b, at, random.nextInt());
          }
        }
      }
      if (b.length < 24) {
        break;
      }
    }
    boolean repair = random.nextInt(4) != 0 && b.length >= 20;
    if (repair) {
      b = Arrays.copyOf(b, b.length & ~3);
      Bytes.uint16(b, 2, b.length - 20);
      if (random.nextBoolean() && b.length >= 28) {
        refingerprint(b);
      }
    }
    return b;
  }

  private static void refingerprint(byte[] b) {
    CRC32 crc = new CRC32();
    Bytes.int32(b, b.length - 8, 0x80280004);
    crc.update(b, 0, b.length - 8);
    Bytes.int32(b, b.length - 4, (int) crc.getValue() ^ StunAttribute.FINGERPRINT_XOR);
  }
}
