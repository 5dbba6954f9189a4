package io.dering.transport.dtls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.crypto.TlsStreamSigner;
import org.jspecify.annotations.Nullable;

/// What a server said to one hello, so that a later attempt can say the same again: its random, the
/// key of its exchange, its signature over both.
///
/// A peer that was answered is bound to that answer: it repeats what it said after it, and never
/// its hello. An attempt that dies by what a stranger said meanwhile must go on from there.
///
/// No number is drawn anew that a signature rests on: the same words get the signature that they
/// got, and other words one of their own.
final class Answer {
  private static final int SEED_LENGTH = 32;

  private final byte[] random;
  private final byte[] seed;
  private byte @Nullable [] signed;
  private byte @Nullable [] signature;

  Answer(SecureRandom source, int randomLength) {
    random = new byte[randomLength];
    seed = new byte[SEED_LENGTH];
    source.nextBytes(random);
    source.nextBytes(seed);
  }

  /// The server's random.
  byte[] random() {
    return random.clone();
  }

  /// Draws the same key for the exchange each time.
  SecureRandom keys() {
    try {
      // Seeded before it is first asked, it draws from that seed alone.
      SecureRandom same = SecureRandom.getInstance("SHA1PRNG", "SUN");
      same.setSeed(seed);
      return same;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java platform has no SHA1PRNG", e);
    }
  }

  /// Signs for us; what was signed before is not signed again.
  TlsCredentialedSigner signing(TlsCredentialedSigner ours) {
    return new TlsCredentialedSigner() {
      @Override
      public byte[] generateRawSignature(byte[] hash) throws IOException {
        return signature(ours, hash);
      }

      @Override
      public SignatureAndHashAlgorithm getSignatureAndHashAlgorithm() {
        return ours.getSignatureAndHashAlgorithm();
      }

      // Only what is hashed here can be known again.
      @Override
      public @Nullable TlsStreamSigner getStreamSigner() {
        return null;
      }

      @Override
      public Certificate getCertificate() {
        return ours.getCertificate();
      }
    };
  }

  /// Whether it was ever said: the signature is made last.
  synchronized boolean isGiven() {
    return signature != null;
  }

  private synchronized byte[] signature(TlsCredentialedSigner ours, byte[] hash)
      throws IOException {
    byte[] made = Arrays.equals(signed, hash) ? signature : null;
    if (made == null) {
      made = ours.generateRawSignature(hash);
      signed = hash.clone();
      signature = made;
    }
    return made.clone();
  }
}
