package io.dering.media.dtls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The sha-256 fingerprint of a certificate, as SDP carries it (RFC 8122 §5).
public final class Fingerprint {
  private static final int LENGTH = 32;
  private static final String ALGORITHM = "sha-256";
  private static final HexFormat COLONS = HexFormat.ofDelimiter(":").withUpperCase();

  private final byte[] digest;

  private Fingerprint(byte[] digest) {
    this.digest = digest;
  }

  /// The fingerprint of a certificate in DER.
  public static Fingerprint ofCertificate(byte[] der) {
    try {
      return new Fingerprint(MessageDigest.getInstance("SHA-256").digest(der));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /// Reads the value of `a=fingerprint:`, such as `sha-256 4B:0A:...`. Algorithm name and hex
  /// digits in either case. Empty when it is another algorithm or malformed.
  public static Optional<Fingerprint> parse(String value) {
    String trimmed = value.strip();
    if (!isSha256(trimmed)) {
      return Optional.empty();
    }
    String hex = trimmed.substring(ALGORITHM.length()).strip();
    if (hex.length() != LENGTH * 3 - 1) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Fingerprint(COLONS.parseHex(hex)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// True when the value of an `a=fingerprint:` attribute names sha-256, in any case.
  public static boolean isSha256(String value) {
    return value.length() > ALGORITHM.length()
        && value.regionMatches(true, 0, ALGORITHM, 0, ALGORITHM.length())
        && value.charAt(ALGORITHM.length()) == ' ';
  }

  /// Compares in constant time.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Fingerprint that && MessageDigest.isEqual(digest, that.digest);
  }

  @Override
  public int hashCode() {
    return (digest[0] & 0xFF) << 24
        | (digest[1] & 0xFF) << 16
        | (digest[2] & 0xFF) << 8
        | (digest[3] & 0xFF);
  }

  /// `sha-256 4B:0A:...`, as an SDP attribute value.
  @Override
  public String toString() {
    return ALGORITHM + " " + COLONS.formatHex(digest);
  }
}
