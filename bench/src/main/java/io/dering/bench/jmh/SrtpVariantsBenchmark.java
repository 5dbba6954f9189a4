package io.dering.bench.jmh;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The ways the JDK offers to authenticate or encrypt one packet of 12 + 100 bytes: what
/// docs/decisions/0002 chose between. Run like [SrtpPathBenchmark].
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-Xms512m", "-Xmx512m"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SrtpVariantsBenchmark {
  private static final int HEADER_LENGTH = 12;
  private static final int PAYLOAD_LENGTH = 100;
  private static final int PLAIN_LENGTH = HEADER_LENGTH + PAYLOAD_LENGTH;
  private static final int HASH_LENGTH = 20;
  private static final int PAD_LENGTH = 64;
  private static final int KEY_STREAM_LENGTH = 112;

  private final byte[] b = new byte[PLAIN_LENGTH + 20];
  private final byte[] rollover = new byte[4];
  private final byte[] hash = new byte[HASH_LENGTH];
  private final byte[] pad = new byte[PAD_LENGTH];
  private final byte[] outer = new byte[PAD_LENGTH + HASH_LENGTH];
  private final byte[] iv = new byte[12];
  private final byte[] counters = new byte[KEY_STREAM_LENGTH];
  private final byte[] keyStream = new byte[KEY_STREAM_LENGTH];
  private final SecretKeySpec aesKey = new SecretKeySpec(new byte[16], "AES");

  private Keyed keyed = new Keyed(aesKey);
  private int packets;

  @Setup
  public void open() {
    keyed = new Keyed(aesKey);
  }

  /// `javax.crypto.Mac`.
  @Benchmark
  public byte[] hmacByMac() throws Exception {
    keyed.mac.update(b, 0, PLAIN_LENGTH);
    keyed.mac.update(rollover, 0, 4);
    keyed.mac.doFinal(hash, 0);
    return hash;
  }

  /// Digests that have already swallowed the key's pads, cloned for each packet.
  @Benchmark
  public byte[] hmacByClonedStates() throws Exception {
    MessageDigest digest = (MessageDigest) keyed.inner.clone();
    digest.update(b, 0, PLAIN_LENGTH);
    digest.update(rollover, 0, 4);
    digest.digest(hash, 0, HASH_LENGTH);
    digest = (MessageDigest) keyed.outer.clone();
    digest.update(hash, 0, HASH_LENGTH);
    digest.digest(hash, 0, HASH_LENGTH);
    return hash;
  }

  /// One digest that swallows the pads anew for each packet: ours.
  @Benchmark
  public byte[] hmacByPadsAnew() throws Exception {
    MessageDigest digest = keyed.digest;
    digest.update(pad, 0, PAD_LENGTH);
    digest.update(b, 0, PLAIN_LENGTH);
    digest.update(rollover, 0, 4);
    digest.digest(outer, PAD_LENGTH, HASH_LENGTH);
    digest.update(outer, 0, outer.length);
    digest.digest(hash, 0, HASH_LENGTH);
    return hash;
  }

  /// Seven blocks of key stream from ECB over counter blocks: ours, both profiles.
  @Benchmark
  public byte[] keyStreamByEcb() throws Exception {
    counters[0]++;
    keyed.ecb.update(counters, 0, KEY_STREAM_LENGTH, keyStream, 0);
    return keyStream;
  }

  /// The JDK's GCM, which wants a new IV object, and so a new engine, for each packet.
  @Benchmark
  public byte[] gcmByJdk() throws Exception {
    int packet = ++packets;
    for (int i = 0; i < 4; i++) {
      iv[i] = (byte) (packet >>> (8 * i));
    }
    keyed.gcm.init(Cipher.ENCRYPT_MODE, aesKey, new GCMParameterSpec(128, iv));
    keyed.gcm.updateAAD(b, 0, HEADER_LENGTH);
    keyed.gcm.doFinal(b, HEADER_LENGTH, PAYLOAD_LENGTH, b, HEADER_LENGTH);
    return b;
  }

  /// The JDK's engines under keys of zeros.
  private static final class Keyed {
    private final Mac mac;
    private final MessageDigest digest;
    private final MessageDigest inner;
    private final MessageDigest outer;
    private final Cipher ecb;
    private final Cipher gcm;

    Keyed(SecretKeySpec aesKey) {
      try {
        mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(new byte[HASH_LENGTH], "HmacSHA1"));
        digest = MessageDigest.getInstance("SHA-1");
        inner = MessageDigest.getInstance("SHA-1");
        inner.update(new byte[PAD_LENGTH]);
        outer = MessageDigest.getInstance("SHA-1");
        outer.update(new byte[PAD_LENGTH]);
        ecb = Cipher.getInstance("AES/ECB/NoPadding");
        ecb.init(Cipher.ENCRYPT_MODE, aesKey);
        gcm = Cipher.getInstance("AES/GCM/NoPadding");
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
