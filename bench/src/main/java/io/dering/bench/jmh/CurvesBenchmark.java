package io.dering.bench.jmh;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.tls.DigitallySigned;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.crypto.TlsAgreement;
import org.bouncycastle.tls.crypto.TlsCrypto;
import org.bouncycastle.tls.crypto.TlsECConfig;
import org.bouncycastle.tls.crypto.TlsSecret;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// What one end of a handshake calculates: a key pair and an agreement on either curve, and the
/// check of the peer's signature under a certificate that was never seen before. By the JDK's
/// providers and by Bouncy Castle's own engines; and the signature of our own, by the JDK.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CurvesBenchmark {
  private static final int HASH_LENGTH = 32;

  /// Whose arithmetic.
  public enum Engine {
    JDK,
    BOUNCY_CASTLE
  }

  /// Whose arithmetic it is.
  @Param public Engine engine = Engine.JDK;

  private final SecureRandom random = new SecureRandom();
  private final byte[] hash = new byte[HASH_LENGTH];
  private TlsCrypto crypto = new BcTlsCrypto(random);
  private @Nullable PrivateKey key;
  private byte[] certificate = {};
  private byte[] signature = {};
  private byte[] p256 = {};
  private byte[] x25519 = {};

  /// A peer's certificate, signature and public keys.
  @Setup
  public void prepare() throws GeneralSecurityException, OperatorCreationException, IOException {
    crypto =
        engine == Engine.JDK ? new JcaTlsCryptoProvider().create(random) : new BcTlsCrypto(random);
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), random);
    KeyPair pair = generator.generateKeyPair();
    key = pair.getPrivate();
    certificate = certificate(pair);
    signature = sign();
    p256 = agreement(NamedGroup.secp256r1).generateEphemeral();
    x25519 = agreement(NamedGroup.x25519).generateEphemeral();
  }

  /// A pair on P-256, and its secret with the peer's.
  @Benchmark
  public TlsSecret p256() throws IOException {
    return secret(NamedGroup.secp256r1, p256);
  }

  /// A pair on X25519, and its secret with the peer's.
  @Benchmark
  public TlsSecret x25519() throws IOException {
    return secret(NamedGroup.x25519, x25519);
  }

  /// The peer's signature, by P-256.
  @Benchmark
  public boolean verify() throws IOException {
    SignatureAndHashAlgorithm algorithm =
        SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa);
    return crypto
        .createCertificate(certificate)
        .createVerifier(SignatureAlgorithm.ecdsa)
        .verifyRawSignature(new DigitallySigned(algorithm, signature), hash);
  }

  /// Our own signature, by P-256 of the JDK, whichever engine.
  @Benchmark
  public byte[] sign() throws GeneralSecurityException {
    Signature signer = Signature.getInstance("NONEwithECDSA");
    signer.initSign(key, random);
    signer.update(hash);
    return signer.sign();
  }

  private TlsSecret secret(int group, byte[] peer) throws IOException {
    TlsAgreement agreement = agreement(group);
    byte[] ours = agreement.generateEphemeral();
    agreement.receivePeerValue(peer);
    if (ours.length == 0) {
      throw new IllegalStateException("no public key");
    }
    return agreement.calculateSecret();
  }

  private TlsAgreement agreement(int group) {
    return crypto.createECDomain(new TlsECConfig(group)).createECDH();
  }

  // Bouncy Castle's certificate builder takes java.util.Date.
  @SuppressWarnings("JavaUtilDate")
  private static byte[] certificate(KeyPair pair) throws OperatorCreationException, IOException {
    X500Name name = new X500Name("CN=peer");
    return new JcaX509v3CertificateBuilder(
            name,
            BigInteger.ONE,
            Date.from(Instant.EPOCH),
            Date.from(Instant.EPOCH),
            name,
            pair.getPublic())
        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
        .getEncoded();
  }
}
