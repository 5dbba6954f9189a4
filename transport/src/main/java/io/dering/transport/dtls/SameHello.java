package io.dering.transport.dtls;

import java.security.SecureRandom;
import org.bouncycastle.tls.crypto.TlsNonceGenerator;

/// The arithmetic of a client's later attempts: its first nonce, which is the random of the hello,
/// is that of the first attempt. All secrets are drawn anew.
final class SameHello extends DtlsCrypto {
  private final byte[] clientRandom;

  SameHello(byte[] clientRandom, SecureRandom random) {
    super(random);
    this.clientRandom = clientRandom;
  }

  @Override
  public TlsNonceGenerator createNonceGenerator(byte[] additionalSeedMaterial) {
    TlsNonceGenerator others = super.createNonceGenerator(additionalSeedMaterial);
    return new TlsNonceGenerator() {
      private boolean said;

      @Override
      public byte[] generateNonce(int size) {
        boolean hello = !said && size == clientRandom.length;
        said = true;
        return hello ? clientRandom.clone() : others.generateNonce(size);
      }
    };
  }
}
