package io.dering.transport.dtls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.tls.crypto.Tls13Verifier;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCrypto;
import org.bouncycastle.tls.crypto.TlsEncryptor;
import org.bouncycastle.tls.crypto.TlsVerifier;

/// A peer's certificate as it came, read anew for each question.
///
/// Bouncy Castle keeps it for as long as the connection stands, and asks two or three times, all in
/// the handshake: what it makes of the bytes is 2 kB for each leg. They stay as they came, too,
/// which is what the fingerprint is of (RFC 8122 §5).
final class PeerCertificate implements TlsCertificate {
  private final TlsCrypto crypto;
  private final short type;
  private final byte[] encoding;

  /// @param encoding belongs to it from now on
  /// @throws IOException what cannot be read is refused at once
  PeerCertificate(TlsCrypto crypto, short type, byte[] encoding) throws IOException {
    this.crypto = crypto;
    this.type = type;
    this.encoding = encoding;
    var _ = read();
  }

  private TlsCertificate read() throws IOException {
    return crypto.createCertificate(type, encoding);
  }

  /// What could be read once can be read again.
  private TlsCertificate readAgain() {
    try {
      return read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public byte[] getEncoded() {
    return encoding.clone();
  }

  @Override
  public TlsEncryptor createEncryptor(int role) throws IOException {
    return read().createEncryptor(role);
  }

  @Override
  public TlsVerifier createVerifier(short signatureAlgorithm) throws IOException {
    return read().createVerifier(signatureAlgorithm);
  }

  @Override
  public Tls13Verifier createVerifier(int signatureScheme) throws IOException {
    return read().createVerifier(signatureScheme);
  }

  @Override
  public byte[] getExtension(ASN1ObjectIdentifier extension) throws IOException {
    return read().getExtension(extension);
  }

  @Override
  public BigInteger getSerialNumber() {
    return readAgain().getSerialNumber();
  }

  @Override
  public String getSigAlgOID() {
    return readAgain().getSigAlgOID();
  }

  @Override
  public ASN1Encodable getSigAlgParams() throws IOException {
    return read().getSigAlgParams();
  }

  @Override
  public short getLegacySignatureAlgorithm() throws IOException {
    return read().getLegacySignatureAlgorithm();
  }

  @Override
  public boolean supportsSignatureAlgorithm(short algorithm) throws IOException {
    return read().supportsSignatureAlgorithm(algorithm);
  }

  @Override
  public boolean supportsSignatureAlgorithmCA(short algorithm) throws IOException {
    return read().supportsSignatureAlgorithmCA(algorithm);
  }

  @Override
  public TlsCertificate checkUsageInRole(int role) throws IOException {
    var _ = read().checkUsageInRole(role);
    return this;
  }
}
