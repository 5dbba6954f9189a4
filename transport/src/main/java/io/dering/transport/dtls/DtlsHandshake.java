package io.dering.transport.dtls;

import java.io.IOException;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;

/// Bouncy Castle's blocking handshake of either role.
interface DtlsHandshake {
  DTLSTransport run(DatagramTransport transport) throws IOException;
}
