package io.dering.transport.dtls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.impl.TlsAEADCipherImpl;
import org.jspecify.annotations.Nullable;

/// One direction of a connection that protects a record at its beginning and one at its end: the
/// cipher is made for each. One that stands ready takes 0.9 kB, twice for each leg of each call.
final class RareRecords implements TlsAEADCipherImpl {
  private final Made made;
  private byte[] key = {};

  /// Between [#init] and [#doFinal], that is within one record.
  private @Nullable TlsAEADCipherImpl cipher;

  /// Makes a cipher that has no key yet.
  @FunctionalInterface
  interface Made {
    TlsAEADCipherImpl make() throws GeneralSecurityException;
  }

  RareRecords(Made made) {
    this.made = made;
  }

  @Override
  public void setKey(byte[] from, int offset, int length) {
    key = Arrays.copyOfRange(from, offset, offset + length);
  }

  @Override
  public void init(byte[] nonce, int macSize) throws IOException {
    TlsAEADCipherImpl next;
    try {
      next = made.make();
    } catch (GeneralSecurityException e) {
      throw new TlsFatalAlert(AlertDescription.internal_error, e);
    }
    next.setKey(key, 0, key.length);
    next.init(nonce, macSize);
    cipher = next;
  }

  @Override
  public int getOutputSize(int inputLength) {
    return begun().getOutputSize(inputLength);
  }

  @Override
  public int doFinal(
      byte[] additionalData, byte[] input, int inputOffset, int inputLength, byte[] output, int at)
      throws IOException {
    try {
      return begun().doFinal(additionalData, input, inputOffset, inputLength, output, at);
    } finally {
      cipher = null;
    }
  }

  private TlsAEADCipherImpl begun() {
    TlsAEADCipherImpl standing = cipher;
    if (standing == null) {
      throw new IllegalStateException("no record has begun");
    }
    return standing;
  }
}
