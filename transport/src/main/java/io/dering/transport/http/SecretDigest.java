package io.dering.transport.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// A token that callers must present, kept as its SHA-256. Comparing digests in constant time tells
/// a caller neither how much of a guess was right nor how long the token is.
public final class SecretDigest {
  private final byte[] digest;

  private SecretDigest(byte[] digest) {
    this.digest = digest;
  }

  /// The digest of a token in clear.
  public static SecretDigest of(String token) {
    return new SecretDigest(sha256(token));
  }

  /// Whether the presented text is the token.
  public boolean matches(String presented) {
    return MessageDigest.isEqual(digest, sha256(presented));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "SecretDigest[redacted]";
  }
}
