package io.dering.transport.dtls;

import java.util.List;
import org.bouncycastle.tls.NamedGroup;

/// The curves of our key exchange, fastest on the JDK first.
final class DtlsGroups {
  static final List<Integer> PREFERRED =
      List.of(NamedGroup.secp256r1, NamedGroup.x25519, NamedGroup.secp384r1);

  private DtlsGroups() {}
}
