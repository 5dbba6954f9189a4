package io.dering.media.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.media.srtp.SrtpProfile;
import io.dering.media.srtp.SrtpReceiver;
import io.dering.media.srtp.SrtpRejection;
import io.dering.media.srtp.SrtpScratch;
import io.dering.media.srtp.SrtpSender;
import java.util.Arrays;

/// A packet, after a byte that says which profile and whether it is RTCP, and two that say which
/// bit is damaged: as a stranger's it is refused without a trace; protected it comes back as it
/// was, once, and not with the bit damaged.
final class SrtpTarget {
  private static final int HEAD = 3;

  private final SrtpScratch scratch = new SrtpScratch();

  void run(byte[] input) {
    if (input.length < HEAD) {
      return;
    }
    SrtpProfile profile =
        (input[0] & 1) == 0 ? SrtpProfile.AEAD_AES_128_GCM : SrtpProfile.AES_CM_128_HMAC_SHA1_80;
    boolean rtcp = (input[0] & 2) != 0;
    byte[] packet = Arrays.copyOfRange(input, HEAD, input.length);
    SrtpReceiver receiver = receiver(profile);
    refused(receiver, rtcp, packet);

    byte[] room = Arrays.copyOf(packet, packet.length + SrtpSender.MAX_TRAILER_LENGTH);
    SrtpSender sender =
        new SrtpSender(profile, new byte[profile.keyLength()], salt(profile), scratch);
    int length =
        rtcp
            ? sender.protectRtcp(room, 0, packet.length)
            : sender.protectRtp(room, 0, packet.length);
    if (length < 0) {
      assertThat(Arrays.copyOf(room, packet.length)).isEqualTo(packet);
      return;
    }
    byte[] sent = Arrays.copyOf(room, length);
    int bit = ((input[1] & 0xFF) << 8 | (input[2] & 0xFF)) % (8 * length);
    byte[] damaged = sent.clone();
    damaged[bit / 8] ^= (byte) (1 << bit % 8);
    refused(receiver, rtcp, damaged);
    opens(receiver, rtcp, sent, packet);
  }

  private static void opens(SrtpReceiver receiver, boolean rtcp, byte[] sent, byte[] packet) {
    byte[] b = sent.clone();
    int length = unprotect(receiver, rtcp, b);
    if (rtcp && (packet[0] & 0xC0) != 0x80) {
      // The sender takes what the reports' writer gives it; the receiver wants version 2.
      assertThat(length).isNegative();
      return;
    }
    assertThat(length).isEqualTo(packet.length);
    assertThat(Arrays.copyOf(b, length)).isEqualTo(packet);
    byte[] again = sent.clone();
    assertThat(unprotect(receiver, rtcp, again)).isEqualTo(SrtpRejection.REPLAYED.code());
    assertThat(again).isEqualTo(sent);
  }

  private static void refused(SrtpReceiver receiver, boolean rtcp, byte[] packet) {
    byte[] b = packet.clone();
    assertThat(unprotect(receiver, rtcp, b)).isNegative();
    assertThat(b).isEqualTo(packet);
    assertThat(receiver.sources()).isZero();
  }

  private static int unprotect(SrtpReceiver receiver, boolean rtcp, byte[] b) {
    return rtcp ? receiver.unprotectRtcp(b, 0, b.length) : receiver.unprotectRtp(b, 0, b.length);
  }

  private SrtpReceiver receiver(SrtpProfile profile) {
    return new SrtpReceiver(profile, new byte[profile.keyLength()], salt(profile), scratch);
  }

  private static byte[] salt(SrtpProfile profile) {
    return new byte[profile.saltLength()];
  }
}
