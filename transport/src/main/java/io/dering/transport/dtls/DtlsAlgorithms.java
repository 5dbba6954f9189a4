package io.dering.transport.dtls;

import java.util.List;
import java.util.Vector;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;

/// The curves and signatures that we offer and accept.
final class DtlsAlgorithms {
  /// Of the key exchange, fastest first.
  static final List<Integer> GROUPS =
      List.of(NamedGroup.x25519, NamedGroup.secp256r1, NamedGroup.secp384r1);

  /// ECDSA, and RSA in the older padding alone: Bouncy Castle asks for RSA-PSS by a name that the
  /// JDK's providers do not know, so a peer that took it up would fail the handshake.
  private static final List<SignatureAndHashAlgorithm> SIGNATURES =
      List.of(
          signature(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa),
          signature(HashAlgorithm.sha384, SignatureAlgorithm.ecdsa),
          signature(HashAlgorithm.sha512, SignatureAlgorithm.ecdsa),
          signature(HashAlgorithm.sha256, SignatureAlgorithm.rsa),
          signature(HashAlgorithm.sha384, SignatureAlgorithm.rsa),
          signature(HashAlgorithm.sha512, SignatureAlgorithm.rsa));

  private DtlsAlgorithms() {}

  // Bouncy Castle takes Vectors.
  @SuppressWarnings("JdkObsolete")
  static Vector<SignatureAndHashAlgorithm> signatures() {
    return new Vector<>(SIGNATURES);
  }

  private static SignatureAndHashAlgorithm signature(short hash, short algorithm) {
    return SignatureAndHashAlgorithm.getInstance(hash, algorithm);
  }
}
