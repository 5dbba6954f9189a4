package io.dering.media.ice;

import java.util.Optional;
import java.util.random.RandomGenerator;

/// One side's ufrag and password (RFC 8445 §5.3). Both are secrets: `toString` shows neither.
///
/// Beyond the RFC's ice-chars `=`, `-` and `_` are allowed, because Meta's passwords are base64
/// with padding.
public record IceCredentials(String ufrag, String pwd) {
  private static final String ICE_CHARS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  private static final int UFRAG_LENGTH = 8;
  private static final int PWD_LENGTH = 24;
  private static final int MIN_UFRAG_LENGTH = 4;
  private static final int MIN_PWD_LENGTH = 22;
  private static final int MAX_LENGTH = 256;

  /// Throws when a part is malformed; for outside input ask [#of].
  public IceCredentials {
    if (!isWellFormed(ufrag, pwd)) {
      throw new IllegalArgumentException("malformed ICE credentials");
    }
  }

  /// Credentials from outside: ufrag 4 to 256 characters, password 22 to 256, else empty.
  public static Optional<IceCredentials> of(String ufrag, String pwd) {
    return isWellFormed(ufrag, pwd)
        ? Optional.of(new IceCredentials(ufrag, pwd))
        : Optional.empty();
  }

  /// Fresh credentials: 8 and 24 characters, 48 + 144 bits. In production `random` must be a
  /// cryptographic source.
  public static IceCredentials random(RandomGenerator random) {
    return new IceCredentials(iceChars(random, UFRAG_LENGTH), iceChars(random, PWD_LENGTH));
  }

  @Override
  public String toString() {
    return "IceCredentials[redacted]";
  }

  private static String iceChars(RandomGenerator random, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(ICE_CHARS.charAt(random.nextInt(ICE_CHARS.length())));
    }
    return text.toString();
  }

  private static boolean isWellFormed(String ufrag, String pwd) {
    return isIceText(ufrag, MIN_UFRAG_LENGTH) && isIceText(pwd, MIN_PWD_LENGTH);
  }

  private static boolean isIceText(String text, int minLength) {
    return text.length() >= minLength
        && text.length() <= MAX_LENGTH
        && text.chars().allMatch(c -> ICE_CHARS.indexOf(c) >= 0 || "=-_".indexOf(c) >= 0);
  }
}
