package io.dering.bench.jmh;

import io.dering.media.rtcp.RtcpWriter;
import io.dering.media.srtp.SrtpKeys;
import io.dering.media.srtp.SrtpProfile;
import io.dering.media.srtp.SrtpReceiver;
import io.dering.media.srtp.SrtpScratch;
import io.dering.media.srtp.SrtpSender;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jitsi.srtp.SrtcpCryptoContext;
import org.jitsi.srtp.SrtpErrorStatus;
import org.jspecify.annotations.Nullable;
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

/// A report protected and unprotected again, replay checks on, next to jitsi-srtp doing the same.
/// Before anything is measured each opens what the other has made.
///
/// ```
/// make bench BENCH=SrtcpBenchmark LOAD=none
/// ```
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-Xms512m", "-Xmx512m", "--enable-native-access=ALL-UNNAMED"})
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class SrtcpBenchmark {
  @Param({"AES_CM_128_HMAC_SHA1_80", "AEAD_AES_128_GCM"})
  SrtpProfile profile = SrtpProfile.AEAD_AES_128_GCM;

  private @Nullable Dering dering;
  private @Nullable Jitsi jitsi;

  @Setup
  public void open() throws Exception {
    SplittableRandom random = new SplittableRandom(3711);
    byte[] key = new byte[profile.keyLength()];
    byte[] salt = new byte[profile.saltLength()];
    random.nextBytes(key);
    random.nextBytes(salt);
    new Dering(profile, key, salt).mustOpen(new Jitsi(profile, key, salt));
    dering = new Dering(profile, key, salt);
    jitsi = new Jitsi(profile, key, salt);
  }

  @Benchmark
  public int dering() {
    return dering == null ? 0 : dering.thereAndBack();
  }

  @Benchmark
  public int jitsi() throws Exception {
    return jitsi == null ? 0 : jitsi.thereAndBack();
  }

  private static byte[] room() {
    return new byte[RtcpWriter.maxLength(1, 255) + SrtpSender.MAX_TRAILER_LENGTH];
  }

  private static final class Dering {
    private final SrtpReceiver receiver;
    private final SrtpSender sender;
    private final byte[] b = room();
    private final int length = RtcpWriter.write(b, 0, RtcpBenchmark.report(1));

    Dering(SrtpProfile profile, byte[] key, byte[] salt) {
      SrtpScratch scratch = new SrtpScratch();
      SrtpKeys keys = new SrtpKeys(profile, key, salt, key, salt);
      receiver = keys.receiver(scratch);
      sender = keys.sender(scratch);
    }

    int thereAndBack() {
      int protectedLength = sender.protectRtcp(b, 0, length);
      if (receiver.unprotectRtcp(b, 0, protectedLength) != length) {
        throw new IllegalStateException("refused");
      }
      return protectedLength;
    }

    void mustOpen(Jitsi other) throws Exception {
      byte[] plain = Arrays.copyOf(b, length);
      other.packet.setLength(sender.protectRtcp(other.b, 0, length));
      boolean theyOpenOurs =
          other.receiver.reverseTransformPacket(other.packet) == SrtpErrorStatus.OK
              && Arrays.equals(plain, Arrays.copyOf(other.b, other.packet.getLength()));
      boolean theyProtect = other.sender.transformPacket(other.packet) == SrtpErrorStatus.OK;
      int opened = receiver.unprotectRtcp(other.b, 0, other.packet.getLength());
      boolean weOpenTheirs =
          opened == length && Arrays.equals(plain, Arrays.copyOf(other.b, opened));
      if (!theyOpenOurs || !theyProtect || !weOpenTheirs) {
        throw new IllegalStateException("not the same SRTCP");
      }
    }
  }

  private static final class Jitsi {
    private final SrtcpCryptoContext receiver;
    private final SrtcpCryptoContext sender;
    private final byte[] b = room();
    private final JitsiPacket packet =
        new JitsiPacket(b, RtcpWriter.write(b, 0, RtcpBenchmark.report(1)));

    Jitsi(SrtpProfile profile, byte[] key, byte[] salt) throws Exception {
      int ssrc = RtcpBenchmark.report(1).ssrc();
      receiver = JitsiPacket.factory(false, profile, key, salt).deriveControlContext(ssrc);
      sender = JitsiPacket.factory(true, profile, key, salt).deriveControlContext(ssrc);
    }

    int thereAndBack() throws Exception {
      sender.transformPacket(packet);
      int protectedLength = packet.getLength();
      if (receiver.reverseTransformPacket(packet) != SrtpErrorStatus.OK) {
        throw new IllegalStateException("refused");
      }
      return protectedLength;
    }
  }
}
