package io.dering.transport.dtls;

import java.io.IOException;
import java.util.Hashtable;
import org.bouncycastle.tls.AbstractTlsServer;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.crypto.TlsCrypto;

/// The server's choices in a handshake, for peers that insist on being the client. Only ECDHE_ECDSA
/// suites fit our certificate; Bouncy Castle's defaults are RSA.
final class DtlsServer extends AbstractTlsServer {
  private final DtlsIdentity identity;
  private final DtlsSettings settings;
  private final SrtpHandshake srtp;

  DtlsServer(TlsCrypto crypto, DtlsIdentity identity, DtlsSettings settings, SrtpHandshake srtp) {
    super(crypto);
    this.identity = identity;
    this.settings = settings;
    this.srtp = srtp;
  }

  @Override
  protected ProtocolVersion[] getSupportedVersions() {
    return ProtocolVersion.DTLSv12.only();
  }

  @Override
  protected int[] getSupportedCipherSuites() {
    return new int[] {
      CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
      CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384
    };
  }

  @Override
  public int[] getSupportedGroups() {
    return DtlsAlgorithms.GROUPS.stream().mapToInt(Integer::intValue).toArray();
  }

  // Bouncy Castle speaks in raw Hashtables.
  @SuppressWarnings("rawtypes")
  @Override
  public void processClientExtensions(Hashtable clientExtensions) throws IOException {
    super.processClientExtensions(clientExtensions);
    srtp.choose(TlsSRTPUtils.getUseSRTPExtension(clientExtensions));
  }

  // Bouncy Castle speaks in raw Hashtables.
  @SuppressWarnings("unchecked")
  @Override
  public Hashtable<Integer, byte[]> getServerExtensions() throws IOException {
    Hashtable<Integer, byte[]> extensions = super.getServerExtensions();
    TlsSRTPUtils.addUseSRTPExtension(extensions, srtp.answer());
    return extensions;
  }

  @Override
  public TlsCredentials getCredentials() {
    TlsCredentialedSigner ours = identity.credentials(context);
    return getCrypto() instanceof SameAnswer same ? same.answer().signing(ours) : ours;
  }

  @Override
  public CertificateRequest getCertificateRequest() {
    return new CertificateRequest(
        new short[] {ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign},
        DtlsAlgorithms.signatures(),
        null);
  }

  @Override
  public void notifyClientCertificate(Certificate clientCertificate) throws IOException {
    srtp.check(clientCertificate);
  }

  @Override
  public void notifyHandshakeComplete() throws IOException {
    super.notifyHandshakeComplete();
    srtp.export(context);
  }

  @Override
  public int getHandshakeTimeoutMillis() {
    return Math.toIntExact(settings.handshakeTimeout().toMillis());
  }

  @Override
  public int getHandshakeResendTimeMillis() {
    return Math.toIntExact(settings.firstRetransmission().toMillis());
  }

  @Override
  public boolean requiresExtendedMasterSecret() {
    return true;
  }

  /// The self-signature of a certificate proves nothing here; its fingerprint is checked instead.
  @Override
  public boolean shouldCheckSigAlgOfPeerCerts() {
    return false;
  }
}
