package io.dering.transport.dtls;

import java.io.IOException;
import java.security.SecureRandom;
import org.bouncycastle.jcajce.util.DefaultJcaJceHelper;
import org.bouncycastle.tls.crypto.TlsAgreement;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsECConfig;
import org.bouncycastle.tls.crypto.TlsECDomain;
import org.bouncycastle.tls.crypto.TlsNonceGenerator;
import org.bouncycastle.tls.crypto.TlsSecret;
import org.bouncycastle.tls.crypto.impl.TlsAEADCipherImpl;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;

/// The arithmetic of a handshake, each part from where it is cheapest: key exchange and the check
/// of the peer's signature from Bouncy Castle's own engines (P-256 on the JDK takes four times as
/// long, X25519 twice), all that touches our certificate's key from the JDK, which does it in
/// constant time. Keys of an exchange live for one handshake: nobody can time one of them twice.
sealed class DtlsCrypto extends JcaTlsCrypto permits SameHello, SameAnswer {
  private final SecureRandom random;
  private final BcTlsCrypto engines;

  DtlsCrypto(SecureRandom random) {
    super(new DefaultJcaJceHelper(), random, random);
    this.random = random;
    this.engines = new BcTlsCrypto(random);
  }

  /// From the process's own source. Bouncy Castle's would be a generator for each handshake, of 1.4
  /// kB, which stays for as long as the call.
  @Override
  public TlsNonceGenerator createNonceGenerator(byte[] additionalSeedMaterial) {
    return size -> {
      byte[] nonce = new byte[size];
      random.nextBytes(nonce);
      return nonce;
    };
  }

  @Override
  protected TlsAEADCipherImpl createAEADCipher(
      String cipherName, String algorithm, int keySize, boolean isEncrypting) {
    return new RareRecords(
        () -> super.createAEADCipher(cipherName, algorithm, keySize, isEncrypting));
  }

  @Override
  public TlsECDomain createECDomain(TlsECConfig config) {
    return exchanges(engines.createECDomain(config));
  }

  /// Exchanges on a domain of Bouncy Castle's.
  final TlsECDomain exchanges(TlsECDomain domain) {
    return () -> new Exchange(domain.createECDH());
  }

  @Override
  public TlsCertificate createCertificate(short type, byte[] encoding) throws IOException {
    return new PeerCertificate(engines, type, encoding);
  }

  /// An exchange of Bouncy Castle's, whose secret is the JDK's afterwards: both of them refuse the
  /// other's.
  private final class Exchange implements TlsAgreement {
    private final TlsAgreement agreement;

    Exchange(TlsAgreement agreement) {
      this.agreement = agreement;
    }

    @Override
    public byte[] generateEphemeral() throws IOException {
      return agreement.generateEphemeral();
    }

    @Override
    public void receivePeerValue(byte[] peerValue) throws IOException {
      agreement.receivePeerValue(peerValue);
    }

    @Override
    public TlsSecret calculateSecret() throws IOException {
      return createSecret(agreement.calculateSecret().extract());
    }
  }
}
