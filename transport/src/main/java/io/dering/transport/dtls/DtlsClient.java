package io.dering.transport.dtls;

import java.io.IOException;
import java.util.Hashtable;
import java.util.Vector;
import org.bouncycastle.tls.AbstractTlsClient;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.crypto.TlsCrypto;

/// The client's choices in a handshake. The server's certificate may be RSA, since it is not ours
/// to choose; our own is always ECDSA.
final class DtlsClient extends AbstractTlsClient {
  private final DtlsIdentity identity;
  private final DtlsSettings settings;
  private final SrtpHandshake srtp;

  DtlsClient(TlsCrypto crypto, DtlsIdentity identity, DtlsSettings settings, SrtpHandshake srtp) {
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
      CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
      CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
      CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384
    };
  }

  // Bouncy Castle speaks in raw Vectors.
  @SuppressWarnings({"rawtypes", "JdkObsolete"})
  @Override
  protected Vector<Integer> getSupportedGroups(Vector namedGroupRoles) {
    return new Vector<>(DtlsAlgorithms.GROUPS);
  }

  @Override
  protected Vector<SignatureAndHashAlgorithm> getSupportedSignatureAlgorithms() {
    return DtlsAlgorithms.signatures();
  }

  // Bouncy Castle speaks in raw Hashtables.
  @SuppressWarnings("unchecked")
  @Override
  public Hashtable<Integer, byte[]> getClientExtensions() throws IOException {
    Hashtable<Integer, byte[]> extensions = super.getClientExtensions();
    TlsSRTPUtils.addUseSRTPExtension(extensions, srtp.offer());
    return extensions;
  }

  // Bouncy Castle speaks in raw Hashtables.
  @SuppressWarnings("rawtypes")
  @Override
  public void processServerExtensions(Hashtable serverExtensions) throws IOException {
    super.processServerExtensions(serverExtensions);
    srtp.accept(TlsSRTPUtils.getUseSRTPExtension(serverExtensions));
  }

  @Override
  public TlsAuthentication getAuthentication() {
    return new TlsAuthentication() {
      @Override
      public void notifyServerCertificate(TlsServerCertificate certificate) throws IOException {
        srtp.check(certificate.getCertificate());
      }

      @Override
      public TlsCredentials getClientCredentials(CertificateRequest request) {
        return identity.credentials(context);
      }
    };
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
