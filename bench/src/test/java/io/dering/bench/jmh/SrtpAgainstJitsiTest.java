package io.dering.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.media.rtp.NetworkOrder;
import io.dering.media.rtp.RtpHeader;
import io.dering.media.srtp.SrtpProfile;
import io.dering.media.srtp.SrtpReceiver;
import io.dering.media.srtp.SrtpSender;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jitsi.srtp.SrtcpCryptoContext;
import org.jitsi.srtp.SrtpCryptoContext;
import org.jitsi.srtp.SrtpErrorStatus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Our SRTP against jitsi-srtp, from the master key on, both ways, byte by byte.
class SrtpAgainstJitsiTest {
  private static final int SSRC = 0xCAFE_BABE;
  private static final int ROOM = SrtpSender.MAX_TRAILER_LENGTH;

  private final SplittableRandom random = new SplittableRandom(5764);
  private final byte[] key = random(16);

  @ParameterizedTest
  @EnumSource
  void bothMakeTheSameStreamAndOpenEachOthers(SrtpProfile profile) throws Exception {
    byte[] salt = random(profile.saltLength());
    SrtpSender ourSender = new SrtpSender(profile, key, salt);
    SrtpReceiver ourReceiver = new SrtpReceiver(profile, key, salt);
    SrtpCryptoContext theirSender =
        JitsiPacket.factory(true, profile, key, salt).deriveContext(SSRC, 0);
    SrtpCryptoContext theirReceiver =
        JitsiPacket.factory(false, profile, key, salt).deriveContext(SSRC, 0);
    // Through two rollovers, in steps that a lossy network might leave.
    for (int sequenceNumber = 100; sequenceNumber < 140_000; sequenceNumber += 1 + step()) {
      int payload = random.nextInt(400);
      int len = RtpHeader.MIN_LENGTH + payload;
      byte[] plain = random(len + ROOM);
      RtpHeader.write(plain, 0, payload % 7 == 0, 111, sequenceNumber & 0xFFFF, 0, SSRC);

      byte[] ours = plain.clone();
      int length = ourSender.protectRtp(ours, 0, len);
      byte[] theirs = plain.clone();
      JitsiPacket theirPacket = new JitsiPacket(theirs, len);
      assertThat(theirSender.transformPacket(theirPacket)).isEqualTo(SrtpErrorStatus.OK);
      assertThat(theirPacket.getLength()).isEqualTo(length);
      assertThat(Arrays.copyOf(ours, length)).isEqualTo(Arrays.copyOf(theirs, length));

      assertThat(ourReceiver.unprotectRtp(theirs, 0, length)).isEqualTo(len);
      assertThat(Arrays.copyOf(theirs, len)).isEqualTo(Arrays.copyOf(plain, len));
      JitsiPacket ourPacket = new JitsiPacket(ours, length);
      assertThat(theirReceiver.reverseTransformPacket(ourPacket, false))
          .isEqualTo(SrtpErrorStatus.OK);
      assertThat(Arrays.copyOf(ours, ourPacket.getLength())).isEqualTo(Arrays.copyOf(plain, len));
    }
  }

  @ParameterizedTest
  @EnumSource
  void bothOpenEachOthersReports(SrtpProfile profile) throws Exception {
    byte[] salt = random(profile.saltLength());
    SrtpSender ourSender = new SrtpSender(profile, key, salt);
    SrtpReceiver ourReceiver = new SrtpReceiver(profile, key, salt);
    SrtcpCryptoContext theirSender =
        JitsiPacket.factory(true, profile, key, salt).deriveControlContext(SSRC);
    SrtcpCryptoContext theirReceiver =
        JitsiPacket.factory(false, profile, key, salt).deriveControlContext(SSRC);
    for (int len = 8; len < 400; len += 4) {
      byte[] plain = random(len + ROOM);
      NetworkOrder.int32(plain, 0, 0x80C8_0000 | (len / 4 - 1));
      NetworkOrder.int32(plain, 4, SSRC);

      byte[] ours = plain.clone();
      JitsiPacket ourPacket = new JitsiPacket(ours, ourSender.protectRtcp(ours, 0, len));
      assertThat(theirReceiver.reverseTransformPacket(ourPacket)).isEqualTo(SrtpErrorStatus.OK);
      assertThat(Arrays.copyOf(ours, ourPacket.getLength())).isEqualTo(Arrays.copyOf(plain, len));

      byte[] theirs = plain.clone();
      JitsiPacket theirPacket = new JitsiPacket(theirs, len);
      assertThat(theirSender.transformPacket(theirPacket)).isEqualTo(SrtpErrorStatus.OK);
      assertThat(ourReceiver.unprotectRtcp(theirs, 0, theirPacket.getLength())).isEqualTo(len);
      assertThat(Arrays.copyOf(theirs, len)).isEqualTo(Arrays.copyOf(plain, len));
    }
  }

  private int step() {
    return random.nextInt(20) == 0 ? random.nextInt(500) : random.nextInt(20);
  }

  private byte[] random(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
