package io.dering.bench.jmh;

import io.dering.media.leg.OutgoingStream;
import io.dering.media.rtp.RtpHeader;
import io.dering.media.srtp.SrtpProfile;
import io.dering.media.srtp.SrtpReceiver;
import io.dering.media.srtp.SrtpSender;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
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

/// The three steps of a forwarded packet of 12 + 100 bytes, each by itself; [SrtpPathBenchmark]
/// does them one after the other and compares.
///
/// ```
/// make bench BENCH=PacketStepsBenchmark LOAD=none
/// ```
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-Xms512m", "-Xmx512m"})
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class PacketStepsBenchmark {
  private static final int PLAIN_LENGTH = RtpHeader.MIN_LENGTH + 100;
  private static final int PAYLOAD_TYPE = 111;

  /// One more than a receiver remembers: when the first one's turn comes again it is unknown, so
  /// that its old packets are new ones, and a receiver lasts for ever.
  private static final int SOURCES = 9;

  private static final int PACKETS_PER_SOURCE = 2_048;

  @Param({"AES_CM_128_HMAC_SHA1_80", "AEAD_AES_128_GCM"})
  SrtpProfile profile = SrtpProfile.AEAD_AES_128_GCM;

  private final byte[] key = new byte[16];
  private final byte[] room = new byte[PLAIN_LENGTH + SrtpSender.MAX_TRAILER_LENGTH];
  private final OutgoingStream outgoing = new OutgoingStream(1, PAYLOAD_TYPE, 126, 0, 0);
  private byte[][] store = {};
  private SrtpReceiver receiver = new SrtpReceiver(SrtpProfile.AEAD_AES_128_GCM, key, new byte[12]);
  private SrtpSender sender = new SrtpSender(SrtpProfile.AEAD_AES_128_GCM, key, new byte[12]);
  private int protectedLength;
  private int next;
  private int sequence;
  private long nowNanos;

  @Setup
  public void open() {
    SplittableRandom random = new SplittableRandom(3711);
    byte[] salt = new byte[profile.saltLength()];
    random.nextBytes(key);
    random.nextBytes(salt);
    receiver = new SrtpReceiver(profile, key, salt);
    sender = new SrtpSender(profile, key, salt);
    store = new byte[SOURCES * PACKETS_PER_SOURCE][];
    for (int i = 0; i < store.length; i++) {
      if (i % PACKETS_PER_SOURCE == 0) {
        // A sender speaks for eight sources at most.
        sender = new SrtpSender(profile, key, salt);
      }
      byte[] b = new byte[room.length];
      header(b, i % PACKETS_PER_SOURCE, i / PACKETS_PER_SOURCE);
      protectedLength = sender.protectRtp(b, 0, PLAIN_LENGTH);
      store[i] = b;
    }
  }

  /// Authentic and never seen before, replay check included. A copy into the buffer is in it, as a
  /// datagram of a batch is copied.
  @Benchmark
  public int unprotect() {
    next = (next + 1) % store.length;
    System.arraycopy(store[next], 0, room, 0, protectedLength);
    int length = receiver.unprotectRtp(room, 0, protectedLength);
    if (length != PLAIN_LENGTH) {
      throw new IllegalStateException("refused: " + length);
    }
    return length;
  }

  /// The next packet of a source that has the word; writing its own header is in it.
  @Benchmark
  public int rewrite() {
    nowNanos += 20_000_000;
    header(room, ++sequence, 2);
    int start = outgoing.rewrite(room, 0, PLAIN_LENGTH, false, nowNanos);
    if (start != 0) {
      throw new IllegalStateException("refused: " + start);
    }
    return start;
  }

  @Benchmark
  public int protect() {
    RtpHeader.write(room, 0, false, PAYLOAD_TYPE, ++sequence & 0xFFFF, sequence * 960, 1);
    int length = sender.protectRtp(room, 0, PLAIN_LENGTH);
    if (length != protectedLength) {
      throw new IllegalStateException("refused: " + length);
    }
    return length;
  }

  private static void header(byte[] b, int number, int source) {
    RtpHeader.write(b, 0, false, PAYLOAD_TYPE, number & 0xFFFF, number * 960, source);
  }
}
