package io.dering.bench.jmh;

import io.dering.media.rtp.RtpHeader;
import io.dering.media.srtp.SrtpKeys;
import io.dering.media.srtp.SrtpProfile;
import io.dering.media.srtp.SrtpReceiver;
import io.dering.media.srtp.SrtpScratch;
import io.dering.media.srtp.SrtpSender;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jitsi.srtp.SrtpCryptoContext;
import org.jitsi.srtp.SrtpErrorStatus;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// One forwarded packet: unprotect, rewrite the header, protect; 12 + 100 bytes, replay checks on,
/// for each profile, next to jitsi-srtp doing the same.
///
/// ```
/// mvn -q -pl bench -am package -DskipTests
/// java -jar bench/target/dering-bench.jar jmh SrtpPathBenchmark -prof gc
/// ```
///
/// Each session holds one packet. Its receiver and its sender have the same master key, so what the
/// sender made, with the next sequence number, is what the receiver takes in the next round: every
/// round is authentic and new, rollovers included, and nothing is prepared outside the measurement.
///
/// The figure that counts is `gc.alloc.rate.norm`, 0 B/op for ours; times compare within one run
/// only.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-Xms512m", "-Xmx512m", "--enable-native-access=ALL-UNNAMED"})
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class SrtpPathBenchmark {
  private static final int PAYLOAD_LENGTH = 100;
  private static final int PLAIN_LENGTH = RtpHeader.MIN_LENGTH + PAYLOAD_LENGTH;
  private static final int PAYLOAD_TYPE = 111;
  private static final int SAMPLES_PER_PACKET = 960;

  @Param({"AES_CM_128_HMAC_SHA1_80", "AEAD_AES_128_GCM"})
  SrtpProfile profile = SrtpProfile.AEAD_AES_128_GCM;

  @Param({"1", "1000"})
  int sessions = 1;

  private Dering[] dering = {};
  private Jitsi[] jitsi = {};
  private int next;

  @Setup
  public void open() throws Exception {
    SplittableRandom random = new SplittableRandom(1);
    SrtpScratch scratch = new SrtpScratch();
    dering = new Dering[sessions];
    jitsi = new Jitsi[sessions];
    for (int i = 0; i < sessions; i++) {
      byte[] key = new byte[profile.keyLength()];
      byte[] salt = new byte[profile.saltLength()];
      random.nextBytes(key);
      random.nextBytes(salt);
      dering[i] = new Dering(new SrtpKeys(profile, key, salt, key, salt), i, scratch);
      jitsi[i] = new Jitsi(profile, key, salt, i);
    }
  }

  @Benchmark
  public int dering() {
    return dering[session()].forward();
  }

  @Benchmark
  public int jitsi() throws Exception {
    return jitsi[session()].forward();
  }

  private int session() {
    if (++next >= sessions) {
      next = 0;
    }
    return next;
  }

  /// What a bridge does to a header: the next sequence number, the next timestamp, the leg's SSRC.
  private static void rewrite(byte[] b, int ssrc) {
    RtpHeader.sequenceNumber(b, 0, RtpHeader.sequenceNumber(b, 0) + 1);
    RtpHeader.timestamp(b, 0, RtpHeader.timestamp(b, 0) + SAMPLES_PER_PACKET);
    RtpHeader.payloadType(b, 0, PAYLOAD_TYPE);
    RtpHeader.ssrc(b, 0, ssrc);
  }

  private static byte[] packet(int ssrc) {
    byte[] b = new byte[PLAIN_LENGTH + SrtpSender.MAX_TRAILER_LENGTH];
    RtpHeader.write(b, 0, false, PAYLOAD_TYPE, 1, 0, ssrc);
    Arrays.fill(b, RtpHeader.MIN_LENGTH, PLAIN_LENGTH, (byte) 0x5A);
    return b;
  }

  private static final class Dering {
    private final SrtpReceiver receiver;
    private final SrtpSender sender;
    private final int ssrc;
    private final byte[] b;
    private int length;

    Dering(SrtpKeys keys, int ssrc, SrtpScratch scratch) {
      receiver = keys.receiver(scratch);
      sender = keys.sender(scratch);
      this.ssrc = ssrc;
      b = packet(ssrc);
      length = sender.protectRtp(b, 0, PLAIN_LENGTH);
    }

    int forward() {
      int plainLength = receiver.unprotectRtp(b, 0, length);
      if (plainLength != PLAIN_LENGTH) {
        throw new IllegalStateException("refused: " + plainLength);
      }
      rewrite(b, ssrc);
      length = sender.protectRtp(b, 0, plainLength);
      return length;
    }
  }

  private static final class Jitsi {
    private final SrtpCryptoContext receiver;
    private final SrtpCryptoContext sender;
    private final int ssrc;
    private final JitsiPacket packet;

    Jitsi(SrtpProfile profile, byte[] key, byte[] salt, int ssrc) throws Exception {
      this.ssrc = ssrc;
      receiver = JitsiPacket.factory(false, profile, key, salt).deriveContext(ssrc, 0);
      sender = JitsiPacket.factory(true, profile, key, salt).deriveContext(ssrc, 0);
      packet = new JitsiPacket(packet(ssrc), PLAIN_LENGTH);
      sender.transformPacket(packet);
    }

    int forward() throws Exception {
      if (receiver.reverseTransformPacket(packet, false) != SrtpErrorStatus.OK) {
        throw new IllegalStateException("refused");
      }
      rewrite(packet.getBuffer(), ssrc);
      sender.transformPacket(packet);
      return packet.getLength();
    }
  }
}
