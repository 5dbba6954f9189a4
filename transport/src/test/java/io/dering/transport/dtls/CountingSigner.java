package io.dering.transport.dtls;

import java.util.List;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.crypto.TlsStreamSigner;
import org.jspecify.annotations.Nullable;

/// Signs with a number that is another each time, as ECDSA does.
record CountingSigner(List<byte[]> asked) implements TlsCredentialedSigner {
  @Override
  public byte[] generateRawSignature(byte[] hash) {
    asked.add(hash);
    return new byte[] {(byte) asked.size()};
  }

  @Override
  public SignatureAndHashAlgorithm getSignatureAndHashAlgorithm() {
    return SignatureAndHashAlgorithm.rsa_pss_rsae_sha256;
  }

  @Override
  public @Nullable TlsStreamSigner getStreamSigner() {
    return null;
  }

  @Override
  public Certificate getCertificate() {
    return Certificate.EMPTY_CHAIN;
  }
}
