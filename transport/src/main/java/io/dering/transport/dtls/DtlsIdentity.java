package io.dering.transport.dtls;

import io.dering.media.dtls.Fingerprint;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;

/// Our self-signed certificate and its key: P-256, ecdsa-with-SHA256, CN=dering (RFC 8827 §6.5).
/// The name says nothing about the business, and the key never leaves the process.
final class DtlsIdentity {
  private static final int SERIAL_BITS = 64;

  /// Longer than any process lives; peers check the fingerprint, not the dates.
  private static final Duration VALIDITY = Duration.ofDays(3650);

  /// Peers' clocks may be behind ours.
  private static final Duration BACKDATING = Duration.ofDays(1);

  private final JcaTlsCrypto crypto;
  private final PrivateKey key;
  private final Certificate chain;
  private final Fingerprint fingerprint;

  DtlsIdentity(JcaTlsCrypto crypto, PrivateKey key, byte[] der) throws IOException {
    this.crypto = crypto;
    this.key = key;
    this.chain = new Certificate(new TlsCertificate[] {crypto.createCertificate(der)});
    this.fingerprint = Fingerprint.ofCertificate(der);
  }

  static DtlsIdentity create(JcaTlsCrypto crypto, SecureRandom random, Instant now) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      KeyPair pair = generator.generateKeyPair();
      return new DtlsIdentity(crypto, pair.getPrivate(), certificate(pair, random, now));
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new IllegalStateException("this Java platform cannot make a P-256 certificate", e);
    }
  }

  // Bouncy Castle's certificate builder takes java.util.Date.
  @SuppressWarnings("JavaUtilDate")
  static byte[] certificate(KeyPair pair, SecureRandom random, Instant now)
      throws OperatorCreationException, IOException {
    X500Name name = new X500Name("CN=dering");
    X509CertificateHolder holder =
        new JcaX509v3CertificateBuilder(
                name,
                new BigInteger(SERIAL_BITS, random).setBit(0),
                Date.from(now.minus(BACKDATING)),
                Date.from(now.plus(VALIDITY)),
                name,
                pair.getPublic())
            .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()));
    return holder.getEncoded();
  }

  Fingerprint fingerprint() {
    return fingerprint;
  }

  TlsCredentialedSigner credentials(TlsContext context) {
    return new JcaDefaultTlsCredentialedSigner(
        new TlsCryptoParameters(context),
        crypto,
        key,
        chain,
        SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
  }
}
